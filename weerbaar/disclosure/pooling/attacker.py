"""The attacker's problem: what adding and subtracting linked tables tells of a suppressed number.

Whoever has several tables can add and subtract them: all sessions are the councils and the water
boards together. Each number that is shown bounds a sum of unknown numbers, of which there is one
per category and set of sessions. Whether a suppressed number can still be as small, and as large,
as it may be is then a linear program, the attacker's subproblem of cell suppression (Fischetti and
Salazar, Solving the cell suppression problem on tabular data with linear constraints, Management
Science 47, 2001).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from weerbaar.disclosure.pooling.suppression import Interval, Names

_SLACK = 1e-6
_Floats = NDArray[np.float64]

Bounds = Mapping[str, Interval]
"""Of one group, between what each number lies, by its name; unnamed ones can be anything."""
Margins = Mapping[str, Sequence[int]]
"""By name of a number, the categories that it is the sum of."""


@dataclass(frozen=True)
class SensitiveNumber:
    """A suppressed number, and its protection: from where to where it must remain possible.

    Attributes
    ----------
    place
        Of its group.
    """

    place: int
    name: str
    low: float
    high: float


class LinkedNumbers(Protocol):
    """Numbers that add up over groups, these given by place, and how to tell less of them."""

    @property
    def margins(self) -> Margins:
        """What there is to know."""

    def bounds(self, place: int, suppressed: Names) -> Bounds:
        """What is known of a group when some of it is suppressed."""

    def steps(self, name: str) -> Sequence[Names]:
        """What to suppress for the sake of a number, the least first and everything last."""

    def sensitive(self) -> Iterator[SensitiveNumber]:
        """Small numbers that are suppressed."""


class Attacker:
    """Who knows what is published of groups that share sessions.

    Parameters
    ----------
    inside
        Groups by blocks (sessions that are in the same groups): whether it lies in the group.
    margins
        By name of a number, the categories that it is the sum of.
    """

    def __init__(self, inside: NDArray[np.bool_], margins: Margins) -> None:
        self._names = {name: at for at, name in enumerate(margins)}
        categories = 1 + max(map(max, margins.values()))
        self._width = inside.shape[1] * categories
        # One row per group and number, one column per block and category: which it adds up.
        self._columns = [
            (categories * np.flatnonzero(group)[:, None] + np.array(summed)).ravel()
            for group in inside
            for summed in margins.values()
        ]

    def narrowed(
        self, known: Sequence[Bounds], numbers: Sequence[SensitiveNumber]
    ) -> list[SensitiveNumber]:
        """Those numbers that cannot be anything from their lowest to their highest."""
        if not numbers:
            return []
        published = self._published(known)
        rows = [self._row(number.place, number.name) for number in numbers]
        high = published.reached(rows, [number.high for number in numbers], 1.0)
        low = published.reached(rows, [number.low for number in numbers], -1.0)
        return [n for n, up, down in zip(numbers, high, low, strict=True) if not (up and down)]

    def extent(self, known: Sequence[Bounds], place: int, name: str) -> Interval:
        """The least and the most that a number can be."""
        published, row = self._published(known), self._row(place, name)
        return published.end(row, -1.0), published.end(row, 1.0)

    def _row(self, place: int, name: str) -> int:
        return place * len(self._names) + self._names[name]

    def _published(self, known: Sequence[Bounds]) -> _Published:
        low = np.zeros(len(self._columns))
        high = np.full_like(low, inf)
        for place, bounds in enumerate(known):
            for name, (least, most) in bounds.items():
                row = self._row(place, name)
                low[row], high[row] = max(0.0, least), most
        told = np.flatnonzero((low > 0) | (high < inf))
        return _Published(self._columns, self._width, told.tolist(), low[told], high[told])


@dataclass(frozen=True, eq=False)
class _Published:
    """Sums of unknown numbers: which each adds up, and the ends of those that are bounded."""

    columns: Sequence[NDArray[np.intp]]
    width: int
    bounded: list[int]
    low: _Floats
    high: _Floats

    def reached(self, rows: Sequence[int], goals: Sequence[float], sign: float) -> list[bool]:
        """Whether each number, by itself, can get to its goal: upwards or downwards."""
        found = [False] * len(rows)
        left = list(range(len(rows)))
        while left:
            numbers = self._together([rows[i] for i in left], [goals[i] for i in left], sign)
            if numbers is None:
                break
            sums = {i: numbers[self.columns[rows[i]]].sum() for i in left}
            new = [i for i in left if sign * (goals[i] - sums[i]) <= _SLACK]
            if not new:
                # None of them in the way of the others: each by itself.
                first = left.pop(0)
                found[first] = sign * (goals[first] - self.end(rows[first], sign)) <= _SLACK
            for i in new:
                found[i] = True
            left = [i for i in left if not found[i]]
        return found

    def end(self, row: int, sign: float) -> float:
        """How far a number can go."""
        cost = np.zeros(self.width)
        cost[self.columns[row]] = -sign
        found = self._optimum(cost)
        return sign * inf if found is None else float(found[self.columns[row]].sum())

    def _together(self, rows: Sequence[int], goals: Sequence[float], sign: float) -> _Floats | None:
        """Unknown numbers with which some get as near to their goals as they can together."""
        cost = np.concatenate([np.zeros(self.width), np.ones(len(rows))])
        found: _Floats | None = self._optimum(cost, rows, sign, goals)
        return found

    def _optimum(
        self,
        cost: _Floats,
        rows: Sequence[int] = (),
        sign: float = 1.0,
        goals: Sequence[float] = (),
    ) -> Any:
        """The least cost; each of ``rows`` has one unknown more, for what it lacks of its goal."""
        from scipy.optimize import LinearConstraint, milp
        from scipy.sparse import csr_array

        columns = [self.columns[row] for row in self.bounded]
        columns += [np.append(self.columns[row], self.width + at) for at, row in enumerate(rows)]
        ends = np.cumsum([0, *map(len, columns)])
        factors = np.ones(ends[-1])
        factors[ends[len(self.bounded)] :] = sign
        factors[ends[len(self.bounded) + 1 :] - 1] = 1.0
        places = np.concatenate([np.zeros(0, np.intp), *columns])
        matrix = csr_array((factors, places, ends), (len(columns), len(cost)))
        low = np.concatenate([self.low, sign * np.array(goals)])
        high = np.concatenate([self.high, np.full(len(rows), inf)])
        return milp(cost, constraints=LinearConstraint(matrix, low, high)).x


@dataclass(frozen=True)
class ComplementarySuppression:
    """Which numbers to suppress more, so that none that is sensitive is narrowed.

    Attributes
    ----------
    order
        Places of the groups of which something more may be suppressed, those first that lose first.
    """

    attacker: Attacker
    numbers: LinkedNumbers
    order: Sequence[int]

    def settled(self, state: Sequence[Names], sensitive: Sequence[SensitiveNumber]) -> list[Names]:
        """What to suppress of each group, beginning from what is already.

        A number that would be narrowed though all of these groups suppress everything is so by
        what is out, and is let be.
        """
        found, wanted = list(state), list(sensitive)
        for number in self.attacker.narrowed(self._known(found), wanted):
            wanted.remove(number)
            wanted += self._alone(number, state)
        while left := self.attacker.narrowed(self._known(found), wanted):
            better = self._better(found, left[0])
            if better is None:
                wanted.remove(left[0])
            else:
                found = better
        return found

    def _alone(self, number: SensitiveNumber, state: Sequence[Names]) -> list[SensitiveNumber]:
        """A number, as far as what its own group shows leaves it possible."""
        alone = Attacker(np.ones((1, 1), np.bool_), self.numbers.margins)
        known = self.numbers.bounds(number.place, state[number.place])
        low, high = alone.extent([known], 0, number.name)
        least, most = max(low, number.low), min(high, number.high)
        return [replace(number, low=least, high=most)] if least < most else []

    def _better(self, state: list[Names], number: SensitiveNumber) -> list[Names] | None:
        """The least more that protects a number: of one group, or else of as few as will do."""
        steps, known = self.numbers.steps(number.name), self.numbers.bounds
        for names in steps:
            for place in self.order:
                more = _with(state, place, names)
                same = known(place, more[place]) == known(place, state[place])
                if not same and self._safe(more, number):
                    return more
        more = state
        for place in self.order:
            more = _with(more, place, steps[-1])
            if self._safe(more, number):
                break
        else:
            return None
        for place in self.order:
            fewer = [*more[:place], state[place], *more[place + 1 :]]
            if self._safe(fewer, number):
                more = fewer
        return more

    def _safe(self, state: Sequence[Names], number: SensitiveNumber) -> bool:
        return not self.attacker.narrowed(self._known(state), [number])

    def _known(self, state: Sequence[Names]) -> list[Bounds]:
        return [self.numbers.bounds(place, names) for place, names in enumerate(state)]


def _with(state: list[Names], place: int, names: Names) -> list[Names]:
    return [*state[:place], state[place] | names, *state[place + 1 :]]
