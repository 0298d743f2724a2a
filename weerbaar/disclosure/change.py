"""Change: then and now of one group, from two releases and nothing else (R6).

Both releases were public in the room, so comparing them tells nothing that is not told already.
What a comparison could do is mislead: one person who came or stayed away can move a share. So
each share is a range, taken one person wider on both sides, and only ranges that do not touch
are called higher or lower.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor

from weerbaar.disclosure.release import Detail, Release, StatementFigure
from weerbaar.disclosure.statements import level
from weerbaar.model.instrument import Instrument, Quadrant

_Counts = tuple[int, int, int]
"""How many may have answered, and how few and how many of them not green."""
_Range = tuple[Fraction, Fraction]


class Verdict(StrEnum):
    """How the share that is not green compares with the earlier one."""

    HIGHER = "higher"
    LOWER = "lower"
    UNSURE = "unsure"


@dataclass(frozen=True)
class ShareRange:
    """Where a quadrant or statement stood, as far as its release tells.

    Attributes
    ----------
    low, high
        The share not green of all answers given lies between these, 0..1; equal when exact.
    least, most
        The same when any one person had answered otherwise, had not been there, or had been
        there too; 0..1. For a quadrant of which only a level is known: the level, and one
        person's part (1 / n) to each side.
    level
        0, 1, 2, or 1.5 for 1 or 2, where the release tells a level only; else None.
    """

    low: float
    high: float
    least: float
    most: float
    level: float | None = None


@dataclass(frozen=True)
class PartChange:
    """Then and now of one quadrant or statement; None where a release shows nothing of it."""

    id: str
    earlier: ShareRange | None
    later: ShareRange | None
    verdict: Verdict


@dataclass(frozen=True)
class Change:
    """Then and now of two releases.

    Attributes
    ----------
    earlier_n, later_n
        Numbers of shared sheets.
    quadrants
        One per quadrant in instrument order; empty when one of both releases shows no figures.
    statements
        One per statement in instrument order; empty unless both releases show statements.
    """

    earlier_n: int
    later_n: int
    quadrants: tuple[PartChange, ...]
    statements: tuple[PartChange, ...]


def change_between(earlier: Release, later: Release, instrument: Instrument) -> Change:
    """Compare two releases of the same instrument, or of earlier versions of it.

    Returns
    -------
    Change
        A verdict is ``HIGHER`` or ``LOWER`` only if all counts that both releases leave possible
        agree on it, also when one person had answered otherwise in each of the two meetings.

    Raises
    ------
    ValueError
        If a release belongs to another instrument, or one is of a rehearsal and one is not.
    """
    if not (instrument.asks(earlier.digest) and instrument.asks(later.digest)):
        msg = f"releases of {earlier.digest} and {later.digest} read with {instrument.digest}"
        raise ValueError(msg)
    if earlier.rehearsal != later.rehearsal:
        raise ValueError("a rehearsal is not compared with a session of people")
    both = (earlier, later)
    shown = all(release.detail is not Detail.NOTHING for release in both)
    detailed = all(release.detail is Detail.STATEMENTS for release in both)
    return Change(
        earlier_n=earlier.n,
        later_n=later.n,
        quadrants=tuple(
            _part(q.id, _quadrant(earlier, q), _quadrant(later, q)) for q in instrument.quadrants
        )
        if shown
        else (),
        statements=tuple(
            _part(s.id, _statement(earlier, s.id), _statement(later, s.id))
            for s in instrument.statements
        )
        if detailed
        else (),
    )


_Known = tuple[_Range, _Range, float | None]
"""What is known, the same one person wider, and the level where only that is known."""


def _part(part: str, earlier: _Known | None, later: _Known | None) -> PartChange:
    return PartChange(part, _share_range(earlier), _share_range(later), _verdict(earlier, later))


def _verdict(earlier: _Known | None, later: _Known | None) -> Verdict:
    if earlier is None or later is None:
        return Verdict.UNSURE
    (least_then, most_then), (least_now, most_now) = earlier[1], later[1]
    if least_now > most_then:
        return Verdict.HIGHER
    return Verdict.LOWER if most_now < least_then else Verdict.UNSURE


def _share_range(known: _Known | None) -> ShareRange | None:
    if known is None:
        return None
    (low, high), (least, most), found = known
    return ShareRange(float(low), float(high), float(least), float(most), found)


def _statement(release: Release, statement: str) -> _Known | None:
    figure = next(f for f in release.statements if f.id == statement)
    known = _pooled([_counts(figure, release)]) if figure.share is not None else None
    return (*known, figure.level) if known else None


def _quadrant(release: Release, quadrant: Quadrant) -> _Known | None:
    if release.detail is Detail.LEVELS:
        found = dict(release.levels)[quadrant.id]
        if found is None:
            return None
        # The cuts lie at thirds; what lies between two levels reaches over both.
        low, high = Fraction(floor(found), 3), Fraction(ceil(found) + 1, 3)
        person = Fraction(1, release.n)
        return (low, high), (max(low - person, Fraction(0)), min(high + person, Fraction(1))), found
    ids = {statement.id for statement in quadrant.statements}
    figures = [figure for figure in release.statements if figure.id in ids]
    if all(figure.share is None for figure in figures):
        return None
    known = _pooled([_counts(figure, release) for figure in figures])
    return (*known, None) if known else None


def _counts(figure: StatementFigure, release: Release) -> list[_Counts]:
    """What a figure leaves possible, for each number of people who may have answered."""
    found = []
    for answered in range(release.n - figure.skips.high, release.n - figure.skips.low + 1):
        possible = _not_green(figure, answered)
        if possible:
            found.append((answered, min(possible), max(possible)))
    return found


def _not_green(figure: StatementFigure, answered: int) -> list[int]:
    if figure.not_green is None or figure.green is None:
        counts = range(answered + 1)
        return [n for n in counts if figure.level is None or level(n, answered) == figure.level]
    counts = range(figure.not_green.low, figure.not_green.high + 1)
    return [n for n in counts if figure.green.low <= answered - n <= figure.green.high]


def _pooled(parts: Sequence[list[_Counts]]) -> tuple[_Range, _Range] | None:
    """Least and greatest share of all answers to some statements together, and one person wider.

    Somebody who answers otherwise moves the count of each statement by at most one; somebody who
    comes or goes moves the share less.
    """
    if not all(parts) or not any(answered for part in parts for answered, _, _ in part):
        return None
    wider = [[(a, max(few - 1, 0), min(most + 1, a)) for a, few, most in part] for part in parts]
    return _ends(parts), _ends(wider)


def _ends(parts: Sequence[list[_Counts]]) -> _Range:
    fewest = [[(few, answered) for answered, few, _ in part] for part in parts]
    green = [[(answered - most, answered) for answered, _, most in part] for part in parts]
    return _least(fewest), 1 - _least(green)


def _least(parts: Sequence[list[tuple[int, int]]]) -> Fraction:
    """Least share of sums, one count and its total chosen from each part.

    A guess is bettered by the choice that lies furthest below it, until none does (Dinkelbach
    1967, Management Science 13 (7), doi 10.1287/mnsc.13.7.492).
    """
    count, total = 1, 1
    while True:
        chosen = [min(p, key=lambda c: (c[0] * total - count * c[1], -c[1])) for p in parts]
        below = sum(few for few, _ in chosen), sum(answered for _, answered in chosen)
        if below[0] * total >= count * below[1]:
            return Fraction(count, total)
        count, total = below
