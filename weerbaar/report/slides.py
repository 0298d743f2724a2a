"""The report of a group as slides (.pptx), with native charts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from weerbaar.catalog import Content, InstrumentContent, Voice
from weerbaar.catalog.schema import SideEntry
from weerbaar.disclosure import Detail, Release
from weerbaar.figures.style import PAPER, SOFT_INK
from weerbaar.present.balance import group_balance
from weerbaar.present.nets import group_spec
from weerbaar.present.wording import level_axis, scale_words
from weerbaar.report.charts import ChartWords, quadrants_chart, statements_chart
from weerbaar.report.deck import (
    BODY,
    BODY_WIDTH,
    BOTTOM,
    LEFT,
    TOP,
    Box,
    Deck,
    rows_in,
)
from weerbaar.report.dress import DEEP
from weerbaar.report.figures_told import StatementTold, balance_alt, by_side
from weerbaar.report.fitting import Line, chunks
from weerbaar.report.occasion import Occasion
from weerbaar.report.rule_slides import rule_slides
from weerbaar.report.story import Story, group_story

_STATEMENTS, _STEPS = 9, 3
"""Most statements and steps of a guide on one slide."""
_PICTURE_PIXELS, _BALANCE_PIXELS = 1900, 1000


def group_slides(release: Release, occasion: Occasion, voice: Voice) -> bytes:
    """The report of a group as a deck, from its release and what it agreed.

    Raises
    ------
    ValueError
        If the instrument has changed since the release.
    """
    story = group_story(release, occasion, voice)
    foot = f"{voice('page.site')} · {story.name} · {story.group} · {story.day}"
    deck = Deck(voice.language, story.title, foot)
    teller = _Teller(release, story, deck, voice.content, voice.language)
    teller.tell()
    return deck.saved()


@dataclass(frozen=True)
class _Teller:
    """Tells a story, slide by slide."""

    release: Release
    story: Story
    deck: Deck
    content: Content
    language: str

    def tell(self) -> None:
        """Make every slide, in the order of the talk."""
        self._front()
        if self.story.guide:
            self._guide()
        else:
            self._picture()
            self._balance()
            self._quadrants()
            self._statements()
            rule_slides(self.deck, self.story.rules, Voice(self.content, self.language))
            self._change()
            self._questions()
        self._hidden()
        self._exercise()
        self._agreements()
        self._closing()

    def _t(self, key: str, **facts: object) -> str:
        return self.content.text(key, self.language, **facts)

    @property
    def _scale(self) -> dict[str, str]:
        return scale_words(self._instrument, self.language)

    @property
    def _instrument(self) -> InstrumentContent:
        return self.content.instruments[self.release.instrument]

    def _front(self) -> None:
        story = self.story
        below = [f"{story.group} · {story.day}", story.people]
        if story.rehearsal:
            below.append(self._t("report.rehearsal"))
        self.deck.front(story.name, self._t("report.kind"), below, self._t("report.say.front"))

    def _guide(self) -> None:
        steps = list(enumerate(self.story.guide, 1))
        for part in chunks(steps, _STEPS):
            slide = self.deck.slide(self._t("report.guide.title"), self._t("report.say.guide"))
            for box, (number, words) in zip(rows_in(BODY, _STEPS), part, strict=False):
                left = Box(box.x, box.y, 1.0, box.height)
                right = Box(box.x + 1.15, box.y, box.width - 1.15, box.height)
                self.deck.card(slide, left, [Line(str(number), 34, bold=True, colour=DEEP)])
                self.deck.card(slide, right, [Line(words, 26)])

    def _picture(self) -> None:
        from weerbaar.figures.net import net_png

        slide = self.deck.slide(self._t("report.picture.title"), self._t("report.say.picture"))
        spec = group_spec(self.release, Voice(self.content, self.language))
        image = net_png(spec, _PICTURE_PIXELS, layout="wide", background=PAPER)
        facts = {"title": spec.words.title, "lines": spec.words.description}
        width = 8.6 if self.story.judged else BODY_WIDTH
        place = Box(LEFT - 0.15, TOP - 0.2, width, BOTTOM - TOP + 0.3)
        self.deck.picture(slide, image, place, self._t("report.picture.alt", **facts))
        if self.story.judged:
            self._brief(slide)

    def _balance(self) -> None:
        from weerbaar.figures.balance import balance_png

        told = group_balance(self.release, Voice(self.content, self.language))
        if told is None:
            return
        say = "\n".join((self._t("report.say.balance"), "", *told.reading))
        slide = self.deck.slide(told.heading, say)
        image = balance_png(told.spec, _BALANCE_PIXELS, legend=False, background=PAPER)
        place = Box(LEFT, TOP - 0.1, 6.3, BOTTOM - TOP + 0.2)
        self.deck.picture(
            slide, image, place, balance_alt(told, Voice(self.content, self.language))
        )
        side = Box(7.4, TOP, LEFT + BODY_WIDTH - 7.4, BOTTOM - TOP)
        lines = [Line(told.verdict, 26, bold=True, colour=DEEP, after=18)]
        lines += [Line(words, 18, after=12) for words in told.reading[:1]]
        self.deck.card(slide, side, lines)

    def _brief(self, slide: Any) -> None:
        """Beside the picture: what asks for most attention, and what for least."""
        told = {quadrant.id: quadrant.words for quadrant in self.story.quadrants}
        side = Box(9.4, TOP, LEFT + BODY_WIDTH - 9.4, BOTTOM - TOP)
        extremes = () if self.story.spread else self.story.extremes
        for box, one in zip(rows_in(side, 2), extremes, strict=False):
            lines = [
                Line(self._t(f"report.brief.{one.about}", **self._scale), 16, colour=SOFT_INK),
                Line(one.quadrant, 28, bold=True, colour=DEEP),
                Line(told[one.id], 18),
            ]
            self.deck.card(slide, box, lines)
        if not extremes:
            several = ", ".join(self.story.several)
            lines = [Line(several or self._t("report.brief.none"), 24, bold=True, colour=DEEP)]
            if several:
                lines.insert(0, Line(self._t("report.brief.weakest"), 16, colour=SOFT_INK))
            self.deck.card(slide, side, lines)

    def _quadrants(self) -> None:
        slide = self.deck.slide(self._t("report.slides.quadrants"), self._t("report.say.quadrants"))
        lines = self._lines((one.name, one.words) for one in self.story.quadrants)
        alt = self._t("report.slides.chart_alt", lines=" ".join(lines))
        chart = Box(LEFT, TOP, 7.6, BOTTOM - TOP)
        quadrants_chart(self.deck, slide, chart, self.story.quadrants, self._chart_words(), alt)
        side = Box(8.75, TOP, LEFT + BODY_WIDTH - 8.75, BOTTOM - TOP)
        told = [Line(line, 18, after=12) for line in lines]
        if self.release.detail is Detail.LEVELS:
            brief = self._t("report.slides.levels_brief", **self._scale)
            told.append(Line(brief, 16, colour=SOFT_INK))
        self.deck.card(slide, side, told)

    def _statements(self) -> None:
        sides: dict[str, str] = {side.id: side.name[self.language] for side in self._sides()}
        for side, statements in by_side(self.story.statements):
            for part in chunks(statements, _STATEMENTS):
                title = self._t("report.slides.statements", side=sides[side])
                slide = self.deck.slide(title, self._say_statements(part))
                lines = self._lines((f"{one.number}. {one.text}", one.words) for one in part)
                alt = self._t("report.slides.chart_alt", lines=" ".join(lines))
                statements_chart(self.deck, slide, BODY, part, self._chart_words(), alt)

    def _sides(self) -> Sequence[SideEntry]:
        return self.content.instruments[self.release.instrument].file.sides

    def _say_statements(self, part: Sequence[StatementTold]) -> str:
        """What to say, and each statement in full: there is no room for them on the slide."""
        lines = [f"{one.number}. {one.text} {one.words}." for one in part]
        return "\n".join((self._t("report.say.statements"), "", *lines))

    def _change(self) -> None:
        change = self.story.change
        if change is None:
            return
        slide = self.deck.slide(self._t("wave.title"), self._t("report.say.change"))
        head = Box(LEFT, TOP, BODY_WIDTH, 0.5)
        self.deck.text(slide, head, [Line(change.compared, 20)])
        if not change.quadrants:
            below = Box(LEFT, TOP + 0.8, BODY_WIDTH, BOTTOM - TOP - 0.8)
            self.deck.card(slide, below, [Line(self._t("wave.nothing"), 26)])
            return
        name, difference = self._t("report.slides.quadrant"), self._t("wave.difference")
        rows = [[name, change.then, change.now, difference]]
        rows += [[one.name, one.then, one.now, one.words] for one in change.quadrants]
        lines = self._lines((row[0], "; ".join(row[1:])) for row in rows[1:])
        alt = self._t("report.slides.table_alt", lines=" ".join(lines))
        self.deck.table(slide, Box(LEFT, TOP + 0.65, BODY_WIDTH, 3.0), (3, 3, 3, 3), rows, alt)
        prove = Box(LEFT, TOP + 3.9, BODY_WIDTH, BOTTOM - TOP - 3.9)
        self.deck.card(slide, prove, [Line(self._t("wave.prove"), 18)])

    def _questions(self) -> None:
        if not self.story.extremes:
            return
        slide = self.deck.slide(self._t("report.questions.title"), self._t("report.say.questions"))
        for box, one in zip(
            rows_in(BODY, len(self.story.extremes)), self.story.extremes, strict=True
        ):
            lines = [Line(one.heading, 20, bold=True, colour=DEEP), Line(one.question, 28)]
            self.deck.card(slide, box, lines)

    def _hidden(self) -> None:
        hidden = self.story.hidden
        rules = [f"{name}. {text}" for name, text in hidden.rules]
        say = "\n".join((self._t("report.say.hidden"), "", *rules))
        slide = self.deck.slide(self._t("report.hidden.title"), say)
        top, below = rows_in(BODY, 2)
        found = [Line(hidden.found, 24, bold=True), Line(hidden.why, 20)]
        self.deck.card(slide, top, found)
        named = [Line(name, 22, after=8) for name, _ in hidden.rules]
        self.deck.text(slide, Box(below.x + 0.25, below.y, below.width, below.height), named)

    def _exercise(self) -> None:
        exercise = self.story.exercise
        if exercise is None:
            return
        slide = self.deck.slide(self._t("report.exercise.title"), self._t("report.say.exercise"))
        top, below = rows_in(BODY, 2)
        named = [
            Line(exercise.name, 32, bold=True, colour=DEEP),
            Line(self._t("report.slides.goal", goal=exercise.goal), 22),
        ]
        why = [
            Line(self._t("report.exercise.why"), 18, bold=True, colour=DEEP),
            Line(exercise.why, 24),
        ]
        if exercise.evidence:
            why.append(Line(exercise.evidence, 18, colour=SOFT_INK))
        self.deck.card(slide, top, named)
        self.deck.card(slide, below, why, PAPER)

    def _agreements(self) -> None:
        story = self.story
        title = self._t("report.agreements.title")
        slide = self.deck.slide(title, self._t("report.say.agreements"))
        heads = ("number", "what", "owner", "by")
        keys = ["report.statements.number", *(f"report.agreements.{name}" for name in heads[1:])]
        rows = [[self._t(key) for key in keys]]
        rows += [[str(n), one.what, one.owner, one.by] for n, one in enumerate(story.agreements, 1)]
        if not story.agreements:
            rows += [[str(n), "", "", ""] for n in range(1, story.most + 1)]
        made = ((one.what, f"{one.owner}, {one.by}") for one in story.agreements)
        lines = self._lines(made) or [self._t("report.slides.write")]
        alt = self._t("report.slides.table_alt", lines=" ".join(lines))
        self.deck.table(slide, Box(LEFT, TOP, BODY_WIDTH, 3.9), (0.6, 6, 3, 2.4), rows, alt)
        below = self._t("report.slides.write")
        if story.agreements:
            below = self._follow_up()
        self.deck.card(slide, Box(LEFT, TOP + 4.2, BODY_WIDTH, 1.0), [Line(below, 22)])

    def _follow_up(self) -> str:
        day = self.story.follow_up
        return self._t("report.slides.back", day=day) if day else self._t("report.follow_up.none")

    def _closing(self) -> None:
        below = [self._t("report.slides.keep"), self._follow_up(), self._t("report.slides.help")]
        above = f"{self.story.group} · {self.story.day}"
        self.deck.front(
            self._t("report.slides.thanks"), above, below, self._t("report.say.closing")
        )

    def _chart_words(self) -> ChartWords:
        levels = self.release.detail is Detail.LEVELS
        scale = self._scale
        if levels:
            axis = level_axis(self._instrument, Voice(self.content, self.language))
        else:
            axis = self._t("report.slides.quadrants_axis", **scale)
        return ChartWords(
            series=axis,
            not_green=scale["not_green"],
            band=self._t("report.slides.band"),
            green=scale["green"],
        )

    def _lines(self, pairs: Iterable[tuple[str, str]]) -> list[str]:
        return [self._t("report.slides.line", name=name, words=words) for name, words in pairs]
