"""Then and now of two waves, in words and as a picture; from their releases and nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from weerbaar.catalog import Content, InstrumentContent, Voice
from weerbaar.disclosure import Release
from weerbaar.disclosure.change import Change, ShareRange, Verdict, change_between
from weerbaar.figures.change import (
    ChangeRow,
    ChangeSpec,
    ChangeWords,
    Reach,
    Tick,
    change_drawing,
)
from weerbaar.figures.svg import svg
from weerbaar.present.wording import (
    figure_sentence,
    level_amount,
    level_axis,
    level_word,
    percent,
    scale_words,
)
from weerbaar.room import Room, SessionView


@dataclass(frozen=True)
class TwoWaves:
    """A released session and the earlier one that it repeats.

    Attributes
    ----------
    then_day, now_day
        When they were, ``YYYY-MM-DD``.
    """

    then: Release
    now: Release
    then_day: str
    now_day: str

    @property
    def same_day(self) -> bool:
        """Whether it was held again on one day: before a conversation, and after it."""
        return self.then_day == self.now_day


@dataclass(frozen=True)
class ChangeLine:
    """Then and now of a quadrant or statement, in words."""

    name: str
    then: str
    now: str
    verdict: Verdict
    words: str


@dataclass(frozen=True)
class ChangeText:
    """Then and now in words.

    Attributes
    ----------
    compared
        Which two days, or before and after a conversation, and how many people shared.
    then, now
        What the two are called.
    quadrants, statements
        Empty where the releases leave nothing to compare.
    """

    compared: str
    then: str
    now: str
    quadrants: list[ChangeLine]
    statements: list[ChangeLine]


def two_waves(room: Room, view: SessionView | None) -> TwoWaves | None:
    """A session and the one before it; None unless both have a release."""
    if view is None or view.release is None or view.session.wave_of is None:
        return None
    earlier = room.view(view.session.wave_of)
    if earlier.release is None:
        return None
    then, now = earlier.release.digest, view.release.digest
    if then != now and not room.instrument(view.session).asks(then):
        return None
    return TwoWaves(earlier.release, view.release, earlier.session.day, view.session.day)


def change_text(both: TwoWaves, voice: Voice) -> ChangeText:
    """Then and now of two waves in words."""
    change = _change(both, voice.content)
    instrument = voice.content.instruments[both.now.instrument]
    names = _names(both, voice)
    figures = [{f.id: f for f in release.statements} for release in (both.then, both.now)]
    then, now = _called(both, voice)
    return ChangeText(
        compared=voice(
            "wave.same_day.compared" if both.same_day else "wave.compared",
            then_day=_whole(both.then_day, voice),
            then_n=change.earlier_n,
            now_day=_whole(both.now_day, voice),
            now_n=change.later_n,
        ),
        then=then,
        now=now,
        quadrants=[
            ChangeLine(
                name=names[part.id],
                then=_share_range(part.earlier, instrument, voice),
                now=_share_range(part.later, instrument, voice),
                verdict=part.verdict,
                words=_verdict_words(part.verdict, then, instrument, voice),
            )
            for part in change.quadrants
        ],
        statements=[
            ChangeLine(
                name=names[part.id],
                then=figure_sentence(figures[0][part.id], both.then.n, instrument, voice),
                now=figure_sentence(figures[1][part.id], both.now.n, instrument, voice),
                verdict=part.verdict,
                words=_verdict_words(part.verdict, then, instrument, voice),
            )
            for part in change.statements
        ],
    )


def change_spec(both: TwoWaves, voice: Voice) -> ChangeSpec:
    """What the picture of then and now shows; it has no rows when there is nothing to compare."""
    change = _change(both, voice.content)
    instrument = voice.content.instruments[both.now.instrument]
    names = _names(both, voice)

    def text(key: str) -> str:
        return voice(f"wave.{key}")

    said = change_text(both, voice)
    rows = tuple(
        ChangeRow(
            key=part.id,
            name=names[part.id],
            then=_reach(part.earlier),
            now=_reach(part.later),
            verdict=part.verdict.value,
            words=_verdict_words(part.verdict, said.then, instrument, voice),
        )
        for part in change.quadrants
    )
    ranges = [found for part in change.quadrants for found in (part.earlier, part.later) if found]
    levels = bool(ranges) and all(found.level is not None for found in ranges)
    line = "wave.same_day.line" if both.same_day else "wave.line"
    lines = [
        voice(line, name=q.name, then=q.then, now=q.now, verdict=q.words) for q in said.quadrants
    ]
    return ChangeSpec(
        rows,
        (1 / 3, 2 / 3) if levels else (0.25, 0.5, 0.75),
        _level_ticks(voice) if levels else _share_ticks(voice),
        ChangeWords(
            title=text("title"),
            description=" ".join([said.compared, *lines]),
            then=said.then,
            now=said.now,
            axis=level_axis(instrument, voice)
            if levels
            else voice("wave.axis", **scale_words(instrument, voice)),
            known=text("known"),
            wider=text("wider"),
            nothing=voice("page.figure.nobody"),
        ),
    )


def draw_change(both: TwoWaves | None, voice: Voice, layout: str) -> str:
    """The picture of then and now as SVG; empty when there is nothing to compare."""
    spec = change_spec(both, voice) if both else None
    if spec is None or not spec.rows:
        return ""
    return svg(change_drawing(spec, layout), prefix=f"change-{layout}")


def _change(both: TwoWaves, content: Content) -> Change:
    instrument = content.instruments[both.now.instrument].model
    return change_between(both.then, both.now, instrument)


def _names(both: TwoWaves, voice: Voice) -> dict[str, str]:
    quadrants = voice.content.instruments[both.now.instrument].file.quadrants
    names = {quadrant.id: voice.of(quadrant.name) for quadrant in quadrants}
    return names | {s.id: voice.of(s.text) for q in quadrants for s in q.statements}


def _verdict_words(verdict: Verdict, then: str, instrument: InstrumentContent, voice: Voice) -> str:
    scale = scale_words(instrument, voice)
    return voice(f"wave.verdicts.{verdict}", then=then, **scale)


def _share_range(found: ShareRange | None, instrument: InstrumentContent, voice: Voice) -> str:
    if found is None:
        return voice("page.figure.nobody")
    if found.level is not None:
        return level_word(found.level, instrument, voice)
    scale = scale_words(instrument, voice)
    low, high = percent(found.low), percent(found.high)
    if low == high:
        return voice("wave.exact", low=low, **scale)
    return voice("wave.range", low=low, high=high, **scale)


def _called(both: TwoWaves, voice: Voice) -> tuple[str, str]:
    """What the two are called."""
    keys = ("wave.then", "wave.now")
    if both.same_day:
        keys = ("wave.same_day.then", "wave.same_day.now")
    return voice(keys[0]), voice(keys[1])


def _whole(day: str, voice: Voice) -> str:
    """A day in words that is not broken over two lines."""
    return voice.day(day).replace(" ", "\N{NO-BREAK SPACE}")


def _reach(found: ShareRange | None) -> Reach | None:
    return Reach(found.low, found.high, found.least, found.most) if found else None


def _share_ticks(voice: Voice) -> tuple[Tick, ...]:
    ends = (0.0, 0.5, 1.0)
    return tuple(Tick(at, voice("wave.tick", share=percent(at))) for at in ends)


def _level_ticks(voice: Voice) -> tuple[Tick, ...]:
    return tuple(Tick((step + 0.5) / 3, level_amount(step, voice)) for step in range(3))
