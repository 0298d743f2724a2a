"""What one person's answers pick in a balance picture; standard library only.

How many of a side ask attention, and how many are open, says all: how far the pole leans follows
from these counts, and there are few of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from weerbaar.figures.balance_spec import BalanceSpec
from weerbaar.figures.net_spec import PersonFill
from weerbaar.figures.picks import Chosen

ORDER = ("red", "orange", "open", "green")
"""Of the answers of a side, from the end of the pole; and of a quadrant, from left to right."""


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
