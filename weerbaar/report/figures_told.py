"""What a release says of quadrants and statements, in words and as shares to draw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from weerbaar.catalog import InstrumentContent, Voice
from weerbaar.catalog.schema import StatementEntry
from weerbaar.disclosure import Detail, Release, StatementFigure
from weerbaar.disclosure.change import Verdict
from weerbaar.figures.fills import GroupFill, Stretch, level_parts, share_parts
from weerbaar.model import profile
from weerbaar.present.balance import Balance
from weerbaar.present.change import ChangeText
from weerbaar.present.fills import group_fill
from weerbaar.present.wording import figure_sentence, level_said, level_word, percent, scale_words


@dataclass(frozen=True)
class QuadrantTold:
    """A quadrant of the group.

    Attributes
    ----------
    words, brief
        What the release says of it, and the same in a few words.
    share
        The share not green, 0..1; None unless statements are released and somebody answered.
    level
        0, 1, 1.5 (1 or 2) or 2; None unless only levels are released.
    """

    id: str
    name: str
    words: str
    brief: str
    share: float | None = None
    level: float | None = None


@dataclass(frozen=True)
class StatementTold:
    """A statement of the group.

    Attributes
    ----------
    number
        Within the instrument, from 1.
    short, text
        Its label, and itself.
    words, counted
        What the release says of it, and the same as a count; None where too few answered.
    parts
        The pieces of its bar; with a level two equal steps.
    level
        0, 1 or 2 where few people answered it; else None.
    share
        Ends of the share not green, 0..1; None when too few answered.
    then, verdict
        What an earlier release said of it, and how the two compare; None unless that is clear.
    """

    number: int
    short: str
    text: str
    words: str
    counted: str | None
    parts: tuple[Stretch, ...]
    level: int | None
    share: tuple[float, float] | None
    then: str | None = None
    verdict: str | None = None


@dataclass(frozen=True)
class StatementGroup:
    """The statements of one quadrant."""

    quadrant: str
    side: str
    statements: tuple[StatementTold, ...]


def quadrants_told(
    release: Release, instrument: InstrumentContent, voice: Voice
) -> tuple[QuadrantTold, ...]:
    """Every quadrant of a release with figures, in order; none of a release without."""
    group = release.as_profile(instrument.model)
    found = []
    for part in group.quadrants if group else ():
        name = voice.of(instrument.quadrant(part.id).name)
        if part.attention is None:
            words = voice("page.figure.nobody")
            found.append(QuadrantTold(part.id, name, words, words))
        elif release.detail is Detail.LEVELS:
            level = level_word(part.attention, instrument, voice)
            words = level_said(part.attention, instrument, voice)
            found.append(QuadrantTold(part.id, name, words, level, level=part.attention))
        else:
            words = _share_words(part, instrument, voice)
            share = voice("report.quadrant.share", percent=percent(part.attention))
            found.append(QuadrantTold(part.id, name, words, share, part.attention))
    return tuple(found)


def statements_told(
    release: Release, instrument: InstrumentContent, change: ChangeText | None, voice: Voice
) -> tuple[StatementGroup, ...]:
    """Every statement of a release with statements, by quadrant; none of another release."""
    figures = {figure.id: figure for figure in release.statements}
    if not figures:
        return ()
    lines = {line.name: line for line in change.statements} if change else {}
    order = [s.id for s in instrument.model.statements]

    def told(entry: StatementEntry) -> StatementTold:
        figure, text = figures[entry.id], voice.of(entry.text)
        line = lines.get(text)
        clear = line if line and line.verdict is not Verdict.UNSURE else None
        return StatementTold(
            number=order.index(entry.id) + 1,
            short=voice.of(entry.short),
            text=text,
            words=figure_sentence(figure, release.n, instrument, voice),
            counted=_counted(figure, release.n, instrument, voice),
            parts=bar_parts(group_fill(figure)),
            level=figure.level,
            share=figure.share,
            then=clear.then if clear else None,
            verdict=clear.words if clear else None,
        )

    return tuple(
        StatementGroup(voice.of(q.name), q.side, tuple(told(s) for s in q.statements))
        for q in instrument.file.quadrants
    )


def _counted(
    figure: StatementFigure, n: int, instrument: InstrumentContent, voice: Voice
) -> str | None:
    if figure.level is not None:
        return level_said(figure.level, instrument, voice)
    if figure.not_green is None:
        return None
    band, total = figure.not_green, n - figure.skips.low
    if band.exact:
        return voice("report.statements.count", n=band.low, total=total)
    facts = {"low": band.low, "high": band.high, "total": total}
    return voice("report.statements.count_band", **facts)


def bar_parts(fill: GroupFill | None) -> tuple[Stretch, ...]:
    """The pieces of a bar; one open piece where too few people answered."""
    if fill is None:
        return (Stretch("open", 0, 1, "open"),)
    return share_parts(fill) if fill.level is None else level_parts(fill.level)


def _share_words(part: profile.Part, instrument: InstrumentContent, voice: Voice) -> str:
    low, high = percent(part.low), percent(part.high)
    facts = {"percent": percent(part.attention), **scale_words(instrument, voice)}
    if low == high:
        return voice("report.quadrant.about", **facts)
    return voice("report.quadrant.between", low=low, high=high, **facts)


def balance_alt(balance: Balance, voice: Voice) -> str:
    """What stands for the picture of a balance, for whoever cannot see it."""
    words = balance.spec.words
    facts = {"title": words.title, "lines": words.description}
    return voice("report.picture.alt", **facts)


def by_side(groups: Sequence[StatementGroup]) -> list[tuple[str, list[StatementTold]]]:
    """Statements by the side that their quadrant is on, in order."""
    found: dict[str, list[StatementTold]] = {}
    for group in groups:
        found.setdefault(group.side, []).extend(group.statements)
    return list(found.items())
