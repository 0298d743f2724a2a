"""Additive: numbers of people in groups that share sessions, and how far each is known.

Whoever has several tables can add and subtract them: all sessions are the councils and the water
boards together. Each number that is shown bounds a sum of unknown numbers, of which there is one
per category and set of sessions. Whether a hidden number can still be as small, and as large, as
it may be is then a linear program, the test of a cell suppression problem (Fischetti and Salazar,
Solving the cell suppression problem on tabular data with linear constraints, Management Science
47, 2001).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf
from typing import Any

import numpy as np
from numpy.typing import NDArray

from weerbaar.disclosure.pooling.hiding import Interval

_SLACK = 1e-6
_Floats = NDArray[np.float64]

Known = Mapping[str, Interval]
"""Of one group, between what each number lies, by its name; unnamed ones can be anything."""
Names = frozenset[str]


@dataclass(frozen=True)
class Target:
    """A hidden number, and from where to where it must remain possible.

    Attributes
    ----------
    place
        Of its group.
    """

    place: int
    name: str
    low: float
    high: float


class Additive:
    """Categories in groups.

    Parameters
    ----------
    inside
        Groups by atoms (sessions that are in the same groups): whether it lies in the group.
    forms
        By name of a number, the categories that it counts.
    """

    def __init__(self, inside: NDArray[np.bool_], forms: Mapping[str, Sequence[int]]) -> None:
        size = 1 + max(max(places) for places in forms.values())
        self.forms = forms
        self._names = list(forms)
        counted = np.zeros((len(forms), size))
        for row, places in zip(counted, forms.values(), strict=True):
            row[list(places)] = 1
        self._groups = len(inside)
        # One row per group and form, one column per atom and category.
        self._matrix: _Floats = np.kron(inside.astype(np.float64), counted).astype(np.float64)

    def narrowed(self, known: Sequence[Known], targets: Sequence[Target]) -> list[Target]:
        """Those targets that cannot be anything from their lowest to their highest."""
        if not targets:
            return []
        model = _Model(self._matrix, *self._bounds(known))
        rows = [target.place * len(self._names) + self._at(target.name) for target in targets]
        high = model.reached(rows, [target.high for target in targets], 1.0)
        low = model.reached(rows, [target.low for target in targets], -1.0)
        return [t for t, up, down in zip(targets, high, low, strict=True) if not (up and down)]

    def extent(self, known: Sequence[Known], place: int, name: str) -> Interval:
        """The least and the most that a number can be."""
        model = _Model(self._matrix, *self._bounds(known))
        row = place * len(self._names) + self._at(name)
        return model.end(row, -1.0), model.end(row, 1.0)

    def _at(self, name: str) -> int:
        return self._names.index(name)

    def _bounds(self, known: Sequence[Known]) -> tuple[_Floats, _Floats]:
        low = np.zeros((self._groups, len(self._names)))
        high = np.full_like(low, inf)
        for place, bounds in enumerate(known):
            for name, (least, most) in bounds.items():
                low[place, self._at(name)] = max(0.0, least)
                high[place, self._at(name)] = most
        return low.ravel(), high.ravel()


class _Model:
    def __init__(self, matrix: _Floats, low: _Floats, high: _Floats) -> None:
        self._matrix = matrix
        told = (low > 0) | (high < inf)
        self._rows, self._low, self._high = matrix[told], low[told], high[told]

    def reached(self, rows: Sequence[int], goals: Sequence[float], sign: float) -> list[bool]:
        """Whether each number, by itself, can get to its goal: upwards or downwards."""
        found = [False] * len(rows)
        left = list(range(len(rows)))
        while left:
            world = self._together([rows[i] for i in left], [goals[i] for i in left], sign)
            if world is None:
                break
            values = self._matrix[rows] @ world
            new = [i for i in left if sign * (goals[i] - values[i]) <= _SLACK]
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
        found = self._optimum(-sign * self._matrix[row], self._rows, self._low, self._high)
        return sign * inf if found is None else float(self._matrix[row] @ found)

    def _together(self, rows: Sequence[int], goals: Sequence[float], sign: float) -> _Floats | None:
        """A world in which numbers get as near to their goals as they can together."""
        size, many = self._matrix.shape[1], len(rows)
        told = np.hstack([self._rows, np.zeros((len(self._rows), many))])
        lacking = np.hstack([sign * self._matrix[list(rows)], np.eye(many)])
        found = self._optimum(
            np.concatenate([np.zeros(size), np.ones(many)]),
            np.vstack([told, lacking]),
            np.concatenate([self._low, sign * np.array(goals)]),
            np.concatenate([self._high, np.full(many, inf)]),
        )
        return None if found is None else found[:size]

    def _optimum(self, cost: _Floats, rows: _Floats, low: _Floats, high: _Floats) -> Any:
        from scipy.optimize import LinearConstraint, milp
        from scipy.sparse import csr_array

        return milp(cost, constraints=LinearConstraint(csr_array(rows), low, high)).x


@dataclass(frozen=True)
class Settling:
    """Which numbers to withhold more, so that no target is narrowed.

    Attributes
    ----------
    bounds
        Of a group, by its place and what is withheld of it: what is known.
    order
        Places of the groups of which something more may be withheld, those first that lose first.
    steps
        By the name of a target, what to try to withhold of one group, the least first; the last is
        everything.
    """

    system: Additive
    bounds: Callable[[int, Names], Known]
    order: Sequence[int]
    steps: Callable[[str], Sequence[Names]]

    def settle(self, state: Sequence[Names], targets: Sequence[Target]) -> list[Names]:
        """What to withhold of each group, beginning from what is already.

        A target that would be narrowed though all of these groups withhold everything is so by
        what is out, and is let be.
        """
        found, wanted = list(state), list(targets)
        for target in self.system.narrowed(self._known(found), targets):
            wanted.remove(target)
            wanted += self._alone(target, state)
        while left := self.system.narrowed(self._known(found), wanted):
            better = self._better(found, left[0])
            if better is None:
                wanted.remove(left[0])
            else:
                found = better
        return found

    def _alone(self, target: Target, state: Sequence[Names]) -> list[Target]:
        """A target, as far as what its own group shows leaves it possible."""
        system = Additive(np.ones((1, 1), np.bool_), self.system.forms)
        low, high = system.extent([self.bounds(target.place, state[target.place])], 0, target.name)
        least, most = max(low, target.low), min(high, target.high)
        return [replace(target, low=least, high=most)] if least < most else []

    def _better(self, state: list[Names], target: Target) -> list[Names] | None:
        steps = self.steps(target.name)
        for names in steps:
            for place in self.order:
                more = _with(state, place, names)
                same = self.bounds(place, more[place]) == self.bounds(place, state[place])
                if not same and self._safe(more, target):
                    return more
        more = state
        for place in self.order:
            more = _with(more, place, steps[-1])
            if self._safe(more, target):
                break
        else:
            return None
        for place in self.order:
            fewer = [*more[:place], state[place], *more[place + 1 :]]
            if self._safe(fewer, target):
                more = fewer
        return more

    def _safe(self, state: Sequence[Names], target: Target) -> bool:
        return not self.system.narrowed(self._known(state), [target])

    def _known(self, state: Sequence[Names]) -> list[Known]:
        return [self.bounds(place, names) for place, names in enumerate(state)]


def _with(state: list[Names], place: int, names: Names) -> list[Names]:
    return [*state[:place], state[place] | names, *state[place + 1 :]]
