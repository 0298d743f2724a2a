"""Profile: what an answer sheet, or the release of a group, adds up to per quadrant and side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil, floor

from weerbaar.model.answers import AnswerSheet
from weerbaar.model.instrument import Colour, Instrument, Quadrant, Side
from weerbaar.model.rules import Rules


class Measure(StrEnum):
    """In what unit ``Part.attention`` is expressed."""

    PERSON = "person"
    """Number of red or orange answers of one person."""
    GROUP = "group"
    """Share of answers that are not green, 0..1."""
    LEVEL = "level"
    """Level 0, 1 or 2 of the share that is not green (groups of 5 to 9), or 1.5 for 1 or 2."""


@dataclass(frozen=True)
class Part:
    """A quadrant or a side within a profile.

    Attributes
    ----------
    attention
        In the unit of the profile's measure; None when nobody answered anything here.
    of
        Number of statements it covers.
    open
        Statements one person left unanswered; 0 for a group.
    points
        Research score of one person (green 0, orange 1, red 2; range 0..2 times answered
        statements); None for a group.
    low, high
        Ends of the share of a group that is not green (0..1), as far as it is published; equal
        when that is exact. None for one person, and when nobody answered anything here.
    """

    id: str
    attention: float | None
    of: int
    open: int = 0
    points: int | None = None
    low: float | None = None
    high: float | None = None

    @property
    def red(self) -> int:
        """Red answers of one person; 0 for a group."""
        return 0 if self.points is None else self.points - int(self.attention or 0)

    @property
    def green(self) -> int:
        """Green answers of one person; 0 for a group."""
        return 0 if self.points is None else self.of - self.open - int(self.attention or 0)


@dataclass(frozen=True)
class Profile:
    """Attention per quadrant and side of one person or one group.

    Attributes
    ----------
    green, orange, red
        Number of such answers of one person; 0 for a group.
    open
        Statements one person left unanswered; 0 for a group.
    missing
        Of these, the ones of which the own text does not invite to skip them.
    highest
        Which quadrants stand out in a group of which only levels are known, in the order of the
        instrument: one, or a few that lie together; empty when that cannot be told. None where it
        follows from the attention: of one person, and of a larger group.
    """

    measure: Measure
    rules: Rules
    quadrants: tuple[Part, ...]
    sides: tuple[Part, ...]
    green: int = 0
    orange: int = 0
    red: int = 0
    open: int = 0
    missing: int = 0
    highest: tuple[str, ...] | None = None

    def side(self, side: Side) -> Part:
        """The part of one side."""
        return next(p for p in self.sides if p.id == side)


def score(sheet: AnswerSheet) -> Profile:
    """Add up one person's answers.

    Returns
    -------
    Profile
        With measure ``PERSON``. An unanswered statement counts as open, never as green.
    """
    instrument = sheet.instrument
    return Profile(
        measure=Measure.PERSON,
        rules=instrument.rules,
        quadrants=tuple(_part(q.id, (q,), sheet) for q in instrument.quadrants),
        sides=tuple(_part(side, instrument.on_side(side), sheet) for side in Side),
        green=_count(sheet, Colour.GREEN),
        orange=_count(sheet, Colour.ORANGE),
        red=_count(sheet, Colour.RED),
        open=len(instrument.statements) - len(sheet.answers),
        missing=sum(not s.may_skip and s.id not in sheet.answers for s in instrument.statements),
    )


Ends = tuple[float, float]
"""Ends of a share, 0..1."""


def group_profile(
    instrument: Instrument,
    measure: Measure,
    attention: Mapping[str, float | None],
    highest: tuple[str, ...] | None = None,
    ends: Mapping[str, Ends | None] | None = None,
) -> Profile:
    """Build the profile of a group from figures per quadrant.

    Parameters
    ----------
    attention
        By quadrant id, in the unit of ``measure``; None when nobody answered.
    highest
        See :class:`Profile`.
    ends
        Of shares, by quadrant id, where ``attention`` is not exact; those of levels follow from
        the level.

    Returns
    -------
    Profile
        A side is the mean of its quadrants that have a figure, weighed by their statements.
    """
    parts = {}
    for quadrant in instrument.quadrants:
        value, low, high = attention[quadrant.id], None, None
        if value is not None:
            low, high = (ends or {}).get(quadrant.id) or (value, value)
            if measure is Measure.LEVEL:
                low, high = level_ends(value)
        parts[quadrant.id] = Part(quadrant.id, value, len(quadrant.statements), low=low, high=high)
    return Profile(
        measure=measure,
        rules=instrument.rules,
        quadrants=tuple(parts.values()),
        sides=tuple(
            _group_side(side, [parts[q.id] for q in instrument.on_side(side)]) for side in Side
        ),
        highest=highest,
    )


def level_ends(level: float) -> Ends:
    """Ends of the share that a level stands for: each is a third, 1.5 is the upper two (R2)."""
    return floor(level) / 3, (ceil(level) + 1) / 3


def _part(part_id: str, quadrants: tuple[Quadrant, ...], sheet: AnswerSheet) -> Part:
    ids = [s.id for q in quadrants for s in q.statements]
    given = [sheet.answers[i] for i in ids if i in sheet.answers]
    return Part(
        id=part_id,
        attention=sum(c.asks_attention for c in given),
        of=len(ids),
        open=len(ids) - len(given),
        points=sum(c.points for c in given),
    )


def _count(sheet: AnswerSheet, colour: Colour) -> int:
    return sum(c is colour for c in sheet.answers.values())


def _group_side(side: Side, quadrants: list[Part]) -> Part:
    """A side as the mean of its quadrants; one that is unknown may lie anywhere."""
    of = sum(part.of for part in quadrants)
    known = [part for part in quadrants if part.attention is not None]
    if not known:
        return Part(side, None, of)
    return Part(
        side,
        _mean([(part.attention, part.of) for part in known]),
        of,
        low=_mean([(part.low or 0, part.of) for part in quadrants]),
        high=_mean([(1 if part.high is None else part.high, part.of) for part in quadrants]),
    )


def _mean(weighed: Sequence[tuple[float | None, int]]) -> float:
    """Mean of figures, each with its weight."""
    weight = sum(n for _, n in weighed)
    return sum((value or 0) * n for value, n in weighed) / weight
