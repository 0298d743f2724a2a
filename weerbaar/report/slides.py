"""The report of a group as slides (.pptx), with native charts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from weerbaar.catalog import InstrumentContent, Voice
from weerbaar.disclosure import Detail, Release
from weerbaar.figures.balance import balance_drawing
from weerbaar.figures.net import net_drawing
from weerbaar.figures.style import PAPER, SOFT_INK
from weerbaar.present.balance import group_balance
from weerbaar.present.nets import group_spec
from weerbaar.present.wording import AdviceText, level_axis, scale_words
from weerbaar.report.charts import ChartWords, quadrants_chart, statements_chart
from weerbaar.report.deck import (
    BODY,
    BODY_WIDTH,
    BOTTOM,
    DEEP,
    LEFT,
    TOP,
    Box,
    Deck,
    columns_in,
    fit_of,
    rows_in,
)
from weerbaar.report.figures_told import balance_alt, by_side
from weerbaar.report.fitting import Paragraph, chunks
from weerbaar.report.occasion import Occasion
from weerbaar.report.story import Story, group_story

_STATEMENTS, _STEPS = 9, 3
"""Most statements and steps of a guide on one slide."""
_RULES = 3
"""Most rules on one slide."""
_LEGIBLE = 0.8
"""To which part of its size text may shrink before it gets more room instead."""
_ALONE = 1.3
"""How much larger a rule is that has a slide for itself."""
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
    _Teller(release, story, deck, voice).tell()
    return deck.saved()


@dataclass(frozen=True)
class _Teller:
    """Tells a story, slide by slide."""

    release: Release
    story: Story
    deck: Deck
    voice: Voice

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
            self._rules()
            self._change()
            self._questions()
        self._hidden()
        self._exercise()
        self._agreements()
        self._closing()

    def _slide(self, say: str, title: str, *more: str) -> Any:
        """A slide, with what to say with it and what there is no room for on it."""
        said = (self.voice(f"report.say.{say}"), *(("", *more) if more else ()))
        return self.deck.slide(title, "\n".join(said))

    @property
    def _scale(self) -> dict[str, str]:
        return scale_words(self._instrument, self.voice)

    @property
    def _instrument(self) -> InstrumentContent:
        return self.voice.content.instruments[self.release.instrument]

    def _front(self) -> None:
        story = self.story
        below = [f"{story.group} · {story.day}", story.people]
        if story.rehearsal:
            below.append(self.voice("report.rehearsal"))
        self.deck.front(
            story.name, self.voice("report.kind"), below, self.voice("report.say.front")
        )

    def _guide(self) -> None:
        steps = list(enumerate(self.story.guide, 1))
        for part in chunks(steps, _STEPS):
            slide = self._slide("guide", self.voice("report.guide.title"))
            for box, (number, words) in zip(rows_in(BODY, _STEPS), part, strict=False):
                left = Box(box.x, box.y, 1.0, box.height)
                right = Box(box.x + 1.15, box.y, box.width - 1.15, box.height)
                self.deck.card(slide, left, [Paragraph(str(number), 34, bold=True, colour=DEEP)])
                self.deck.card(slide, right, [Paragraph(words, 26)])

    def _picture(self) -> None:
        from weerbaar.figures.plot import png

        slide = self._slide("picture", self.voice("report.picture.title"))
        spec = group_spec(self.release, self.voice)
        image = png(net_drawing(spec, "wide"), _PICTURE_PIXELS)
        facts = {"title": spec.words.title, "lines": spec.words.description}
        width = 8.6 if self.story.judged else BODY_WIDTH
        place = Box(LEFT - 0.15, TOP - 0.2, width, BOTTOM - TOP + 0.3)
        self.deck.picture(slide, image, place, self.voice("report.picture.alt", **facts))
        if self.story.judged:
            self._brief(slide)

    def _balance(self) -> None:
        from weerbaar.figures.plot import png

        told = group_balance(self.release, self.voice)
        if told is None:
            return
        slide = self._slide("balance", told.heading, *told.reading)
        image = png(balance_drawing(told.spec), _BALANCE_PIXELS)
        place = Box(LEFT, TOP - 0.1, 6.3, BOTTOM - TOP + 0.2)
        self.deck.picture(slide, image, place, balance_alt(told, self.voice))
        side = Box(7.4, TOP, LEFT + BODY_WIDTH - 7.4, BOTTOM - TOP)
        lines = [Paragraph(told.verdict, 26, bold=True, colour=DEEP, after=18)]
        lines += [Paragraph(words, 18, after=12) for words in told.reading[:1]]
        self.deck.card(slide, side, lines)

    def _brief(self, slide: Any) -> None:
        """Beside the picture: what asks for most attention, and what for least."""
        told = {quadrant.id: quadrant.words for quadrant in self.story.quadrants}
        side = Box(9.4, TOP, LEFT + BODY_WIDTH - 9.4, BOTTOM - TOP)
        extremes = () if self.story.spread else self.story.extremes
        for box, one in zip(rows_in(side, 2), extremes, strict=False):
            lines = [
                Paragraph(
                    self.voice(f"report.brief.{one.about}", **self._scale), 16, colour=SOFT_INK
                ),
                Paragraph(one.quadrant, 28, bold=True, colour=DEEP),
                Paragraph(told[one.id], 18),
            ]
            self.deck.card(slide, box, lines)
        if not extremes:
            several = ", ".join(self.story.several)
            lines = [
                Paragraph(several or self.voice("report.brief.none"), 24, bold=True, colour=DEEP)
            ]
            if several:
                lines.insert(0, Paragraph(self.voice("report.brief.weakest"), 16, colour=SOFT_INK))
            self.deck.card(slide, side, lines)

    def _quadrants(self) -> None:
        slide = self._slide("quadrants", self.voice("report.slides.quadrants"))
        lines = self._lines((one.name, one.words) for one in self.story.quadrants)
        alt = self.voice("report.slides.chart_alt", lines=" ".join(lines))
        chart = Box(LEFT, TOP, 7.6, BOTTOM - TOP)
        quadrants_chart(self.deck, slide, chart, self.story.quadrants, self._chart_words(), alt)
        side = Box(8.75, TOP, LEFT + BODY_WIDTH - 8.75, BOTTOM - TOP)
        told = [Paragraph(line, 18, after=12) for line in lines]
        if self.release.detail is Detail.LEVELS:
            brief = self.voice("report.slides.levels_brief", **self._scale)
            told.append(Paragraph(brief, 16, colour=SOFT_INK))
        self.deck.card(slide, side, told)

    def _statements(self) -> None:
        sides: dict[str, str] = {
            side.id: self.voice.of(side.name) for side in self._instrument.file.sides
        }
        for side, statements in by_side(self.story.statements):
            for part in chunks(statements, _STATEMENTS):
                title = self.voice("report.slides.statements", side=sides[side])
                # Each in full: there is no room for them on the slide.
                whole = (f"{one.number}. {one.text} {one.words}." for one in part)
                slide = self._slide("statements", title, *whole)
                lines = self._lines((f"{one.number}. {one.text}", one.words) for one in part)
                alt = self.voice("report.slides.chart_alt", lines=" ".join(lines))
                statements_chart(self.deck, slide, BODY, part, self._chart_words(), alt)

    def _rules(self) -> None:
        """Each rule a card: three short ones beside each other, else two below each other."""
        told = [(rule, self._rule(rule)) for rule in self.story.rules]
        beside = columns_in(BODY, _RULES)
        short = all(fit_of(lines, beside[0]) >= _LEGIBLE for _, lines in told)
        for part in chunks(told, _RULES if short else _RULES - 1):
            whole = (_whole(rule) for rule, _ in part)
            slide = self._slide("rules", self.voice("report.rules.title"), *whole)
            places = beside if len(part) == _RULES else rows_in(BODY, len(part))
            for box, (_, lines) in zip(places, part, strict=True):
                large = [replace(line, size=_ALONE * line.size) for line in lines]
                self.deck.card(slide, box, large if len(part) == 1 else lines)

    def _rule(self, rule: AdviceText) -> list[Paragraph]:
        whose = "page.advice.our_rule" if rule.ours else "page.advice.source_rule"
        lines = [Paragraph(rule.title, 26, bold=True, colour=DEEP)]
        if rule.evidence:
            lines.append(Paragraph(rule.evidence, 20, bold=True))
        return [*lines, Paragraph(rule.text, 20), Paragraph(self.voice(whose), 16, colour=SOFT_INK)]

    def _change(self) -> None:
        change = self.story.change
        if change is None:
            return
        slide = self._slide("change", self.voice("wave.title"))
        head = Box(LEFT, TOP, BODY_WIDTH, 0.5)
        self.deck.text(slide, head, [Paragraph(change.compared, 20)])
        if not change.quadrants:
            below = Box(LEFT, TOP + 0.8, BODY_WIDTH, BOTTOM - TOP - 0.8)
            self.deck.card(slide, below, [Paragraph(self.voice("wave.nothing"), 26)])
            return
        name, difference = self.voice("report.slides.quadrant"), self.voice("wave.difference")
        rows = [[name, change.then, change.now, difference]]
        rows += [[one.name, one.then, one.now, one.words] for one in change.quadrants]
        lines = self._lines((row[0], "; ".join(row[1:])) for row in rows[1:])
        alt = self.voice("report.slides.table_alt", lines=" ".join(lines))
        self.deck.table(slide, Box(LEFT, TOP + 0.65, BODY_WIDTH, 3.0), (3, 3, 3, 3), rows, alt)
        prove = Box(LEFT, TOP + 3.9, BODY_WIDTH, BOTTOM - TOP - 3.9)
        self.deck.card(slide, prove, [Paragraph(self.voice("wave.prove"), 18)])

    def _questions(self) -> None:
        if not self.story.extremes:
            return
        slide = self._slide("questions", self.voice("report.questions.title"))
        for box, one in zip(
            rows_in(BODY, len(self.story.extremes)), self.story.extremes, strict=True
        ):
            lines = [
                Paragraph(one.heading, 20, bold=True, colour=DEEP),
                Paragraph(one.question, 28),
            ]
            self.deck.card(slide, box, lines)

    def _hidden(self) -> None:
        hidden = self.story.hidden
        rules = (f"{name}. {text}" for name, text in hidden.rules)
        slide = self._slide("hidden", self.voice("report.hidden.title"), *rules)
        top, below = rows_in(BODY, 2)
        found = [Paragraph(hidden.found, 24, bold=True), Paragraph(hidden.why, 20)]
        self.deck.card(slide, top, found)
        named = [Paragraph(name, 22, after=8) for name, _ in hidden.rules]
        self.deck.text(slide, Box(below.x + 0.25, below.y, below.width, below.height), named)

    def _exercise(self) -> None:
        exercise = self.story.exercise
        if exercise is None:
            return
        slide = self._slide("exercise", self.voice("report.exercise.title"))
        top, below = rows_in(BODY, 2)
        named = [
            Paragraph(exercise.name, 32, bold=True, colour=DEEP),
            Paragraph(self.voice("report.slides.goal", goal=exercise.goal), 22),
        ]
        why = [
            Paragraph(self.voice("report.exercise.why"), 18, bold=True, colour=DEEP),
            Paragraph(exercise.why, 24),
        ]
        if exercise.evidence:
            why.append(Paragraph(exercise.evidence, 18, colour=SOFT_INK))
        self.deck.card(slide, top, named)
        self.deck.card(slide, below, why, PAPER)

    def _agreements(self) -> None:
        story = self.story
        slide = self._slide("agreements", self.voice("report.agreements.title"))
        heads = (self.voice(f"report.agreements.{name}") for name in ("what", "owner", "by"))
        rows = [[self.voice("report.statements.number"), *heads]]
        rows += [[str(n), one.what, one.owner, one.by] for n, one in enumerate(story.agreements, 1)]
        if not story.agreements:
            rows += [[str(n), "", "", ""] for n in range(1, story.most + 1)]
        made = ((one.what, f"{one.owner}, {one.by}") for one in story.agreements)
        lines = self._lines(made) or [self.voice("report.slides.write")]
        alt = self.voice("report.slides.table_alt", lines=" ".join(lines))
        self.deck.table(slide, Box(LEFT, TOP, BODY_WIDTH, 3.9), (0.6, 6, 3, 2.4), rows, alt)
        below = self._follow_up() if story.agreements else self.voice("report.slides.write")
        self.deck.card(slide, Box(LEFT, TOP + 4.2, BODY_WIDTH, 1.0), [Paragraph(below, 22)])

    def _follow_up(self) -> str:
        day = self.story.follow_up
        return (
            self.voice("report.slides.back", day=day)
            if day
            else self.voice("report.follow_up.none")
        )

    def _closing(self) -> None:
        below = [
            self.voice("report.slides.keep"),
            self._follow_up(),
            self.voice("report.slides.help"),
        ]
        above = f"{self.story.group} · {self.story.day}"
        self.deck.front(
            self.voice("report.slides.thanks"), above, below, self.voice("report.say.closing")
        )

    def _chart_words(self) -> ChartWords:
        scale = self._scale
        return ChartWords(
            series=level_axis(self._instrument, self.voice)
            if self.release.detail is Detail.LEVELS
            else self.voice("report.slides.quadrants_axis", **scale),
            not_green=scale["not_green"],
            band=self.voice("report.slides.band"),
            green=scale["green"],
        )

    def _lines(self, pairs: Iterable[tuple[str, str]]) -> list[str]:
        return [self.voice("report.slides.line", name=name, words=words) for name, words in pairs]


def _whole(rule: AdviceText) -> str:
    return " ".join(part for part in (rule.title, rule.evidence, rule.text, rule.involve) if part)
