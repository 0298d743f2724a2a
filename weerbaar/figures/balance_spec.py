"""What a balance picture shows, as plain data; and what one person's answers pick in it.

Two sides hold each other at the ends of a pole. How far it leans follows from what is known of
the statements on either side, and from nothing else (docs/decisions.md, Pictures). Of a person, how
many of a side ask attention and how many are open says all, and there are few of these counts.
Standard library only.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from weerbaar.figures.fills import (
    Fill,
    GroupFill,
    Keyed,
    LevelFill,
    PersonFill,
    PictureWords,
    check_unique,
)
from weerbaar.figures.marks import Chosen, Pick
from weerbaar.model.profile import level_ends

ORDER = ("red", "orange", "open", "green")
"""Of the answers of a side, from the end of the pole; and of a quadrant, from left to right."""
Range = tuple[float, float]
_SIDES = 2
_NOTHING = 1e-9  # what rounding makes of zero


@dataclass(frozen=True)
class BalanceQuadrant(Keyed):
    """One quadrant, as a part of the safety net.

    Attributes
    ----------
    name : str
        What it is called.
    fills : tuple of (PersonFill, GroupFill or None)
        One per statement; None when nobody answered, or when the quadrant has a level instead.
    level : LevelFill or None
        When only a level of the whole quadrant is known.
    """

    name: str
    fills: tuple[Fill | None, ...]
    level: LevelFill | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.fills:
            raise ValueError(f"quadrant {self.key!r} has no statements")

    @property
    def share(self) -> Range:
        """Ends of the share of its statements that asks attention, 0..1."""
        if self.level:
            return _known(self.level)
        known = [_known(fill) for fill in self.fills]
        return _mean(known)


@dataclass(frozen=True)
class BalanceSide(Keyed):
    """One end of the pole.

    Attributes
    ----------
    name : str
        What it is called.
    quadrants : tuple of BalanceQuadrant
        Its quadrants.
    count : str or Pick
        How much asks attention, in words; drawn heavy.
    lines : tuple of (str or Pick)
        More words, a line each, or nothing where a text is empty.

    What is said of one person is left open: picked by `count_name` and `open_name`, how many
    statements ask attention and how many are open.
    """

    name: str
    quadrants: tuple[BalanceQuadrant, ...]
    count: str | Pick[str]
    lines: tuple[str | Pick[str], ...]

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.quadrants:
            raise ValueError(f"side {self.key!r} has no quadrants")

    @property
    def share(self) -> Range:
        """Ends of the share of its statements that asks attention, 0..1.

        What is open may be either, so it widens the range and moves neither end for the better.
        """
        return _mean([quadrant.share for quadrant in self.quadrants for _ in quadrant.fills])


@dataclass(frozen=True)
class BalanceWords(PictureWords):
    """Every other word in the picture.

    Attributes
    ----------
    reach : str
        What the wedge round the pole says.
    """

    reach: str


@dataclass(frozen=True)
class BalanceSpec:
    """A whole balance picture: the left side, the right side, and words."""

    sides: tuple[BalanceSide, ...]
    words: BalanceWords

    def __post_init__(self) -> None:
        if len(self.sides) != _SIDES:
            raise ValueError(f"a pole has {_SIDES} ends, not {len(self.sides)}")
        check_unique(quadrant.key for quadrant in self.quadrants())

    def quadrants(self) -> tuple[BalanceQuadrant, ...]:
        """Return the quadrants, from left to right."""
        return tuple(quadrant for side in self.sides for quadrant in side.quadrants)

    @property
    def is_person(self) -> bool:
        """Whether this is a person's picture, and not a group's."""
        fills = (fill for quadrant in self.quadrants() for fill in quadrant.fills)
        return any(isinstance(fill, PersonFill) for fill in fills)

    @property
    def difference(self) -> Range:
        """Ends of how much more the right side asks than the left, -1..1; equal when exact."""
        left, right = (side.share for side in self.sides)
        return difference(left, right)

    @property
    def lean(self) -> float:
        """How far the pole leans, -1..1: to the right when positive, 0 when no side asks more."""
        return lean(self.difference)


def difference(left: Range, right: Range) -> Range:
    """Return the ends of how much more is on the right than on the left."""
    ends = right[0] - left[1], right[1] - left[0]
    return tuple(0.0 if abs(end) < _NOTHING else end for end in ends)  # type: ignore[return-value]


def lean(ends: Range) -> float:
    """Return the difference that is certain: the point of a range that is nearest to zero."""
    low, high = ends
    return max(low, min(high, 0.0))


def _known(fill: Fill | LevelFill | None) -> Range:
    """Return the ends of the share that one fill says asks attention."""
    if isinstance(fill, PersonFill):
        if fill.colour is None:
            return 0.0, 1.0
        share = float(fill.colour != "green")
        return share, share
    level = fill.level if fill else None
    if level is not None:
        return level_ends(level)
    return (fill.low, fill.high) if isinstance(fill, GroupFill) else (0.0, 1.0)


def _mean(ranges: list[Range]) -> Range:
    count = len(ranges)
    return sum(low for low, _ in ranges) / count, sum(high for _, high in ranges) / count


def cell_name(quadrant: str, index: int) -> str:
    """Name what is picked for one answer of a quadrant, in the net."""
    return f"cell-{quadrant}-{index}"


def bead_name(side: str, index: int) -> str:
    """Name what is picked for one answer of a side, on the pole."""
    return f"bead-{side}-{index}"


def count_name(side: str) -> str:
    """Name what is picked by how many statements of a side ask attention."""
    return f"count-{side}"


def open_name(side: str) -> str:
    """Name what is picked by how many statements of a side are open."""
    return f"open-{side}"


@dataclass(frozen=True)
class Ranks:
    """Every difference that two sides may have, in order.

    Attributes
    ----------
    differences : tuple of float
        How much more the right side asks than the left, -1..1, each once.
    table : tuple of tuple of int
        By how many ask attention on the left and on the right: the place in `differences`.
    """

    differences: tuple[float, ...]
    table: tuple[tuple[int, ...], ...]

    @property
    def level(self) -> int:
        """The place of no difference."""
        return self.table[0][0]


def ranks(left: int, right: int) -> Ranks:
    """Return the ranks of two sides of so many statements."""
    rows = [
        [Fraction(more, right) - Fraction(less, left) for more in range(right + 1)]
        for less in range(left + 1)
    ]
    found = sorted({difference for row in rows for difference in row})
    places = {difference: rank for rank, difference in enumerate(found)}
    table = tuple(tuple(places[difference] for difference in row) for row in rows)
    return Ranks(tuple(map(float, found)), table)


def side_sizes(spec: BalanceSpec) -> tuple[int, int]:
    """Return how many statements the left side has, and the right."""
    left, right = (sum(len(quadrant.fills) for quadrant in side.quadrants) for side in spec.sides)
    return left, right


def balance_choices(spec: BalanceSpec) -> Chosen:
    """Return what the answers in a person's picture pick."""
    chosen: dict[str, str | int] = {}
    counts = []
    for side in spec.sides:
        answers = []
        for quadrant in side.quadrants:
            states = _sorted(f.state for f in quadrant.fills if isinstance(f, PersonFill))
            chosen |= {cell_name(quadrant.key, n): state for n, state in enumerate(states)}
            answers += states
        chosen |= {bead_name(side.key, n): state for n, state in enumerate(_sorted(answers))}
        asking, unknown = sum(s in ORDER[:2] for s in answers), answers.count("open")
        chosen |= {count_name(side.key): asking, open_name(side.key): unknown}
        counts.append((asking, unknown))
    found = ranks(*side_sizes(spec))
    (left, left_open), (right, right_open) = counts
    low, high = found.table[left + left_open][right], found.table[left][right + right_open]
    # Only as far as is certain.
    chosen |= {"low": low, "high": high, "lean": max(low, min(high, found.level))}
    return {**chosen, "reach": "no" if low == high else "yes"}


def _sorted(states: Iterable[str]) -> list[str]:
    return sorted(states, key=ORDER.index)
