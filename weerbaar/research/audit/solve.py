"""What published numbers leave possible: a system of bounds and sums, and how far each can go."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

_SLACK = 1e-6


class System:
    """Unknown numbers of people, of which bounds and sums are known.

    Numbers need not be whole here, so bounds are never narrower than the truth: what is called
    derivable is derivable.
    """

    def __init__(self) -> None:
        self._low: list[float] = []
        self._high: list[float] = []
        self._rows: list[tuple[dict[int, float], float, float]] = []

    def unknown(self, low: float = 0.0, high: float = math.inf) -> int:
        """A new unknown between two bounds."""
        self._low.append(max(0.0, low))
        self._high.append(high)
        return len(self._low) - 1

    def constrain(self, terms: Iterable[tuple[int, float]], low: float, high: float) -> None:
        """Let a sum of unknowns, each times a factor, lie between two numbers."""
        row: dict[int, float] = {}
        for unknown, factor in terms:
            row[unknown] = row.get(unknown, 0.0) + factor
        self._rows.append((row, low, high))

    def can_reach(self, targets: Sequence[int], goal: float) -> list[bool] | None:
        """Whether each of some unknowns can be at least ``goal``, each by itself.

        Returns
        -------
        list of bool, or None
            None when no numbers at all fit the system.
        """
        together = self._together(targets, goal)
        if together is None:
            return None
        return [
            value >= goal - _SLACK or self.highest(target) >= goal - _SLACK
            for target, value in zip(targets, together, strict=True)
        ]

    def highest(self, target: int) -> float:
        """The most that an unknown can be; infinite when nothing bounds it."""
        found = self._optimum({target: -1.0})
        return math.inf if found is None else found[target]

    def lowest(self, target: int) -> float:
        """The least that an unknown can be."""
        found = self._optimum({target: 1.0})
        return 0.0 if found is None else found[target]

    def _together(self, targets: Sequence[int], goal: float) -> list[float] | None:
        """One way in which as many targets as possible come far: settles most at once."""
        begin = len(self._low), len(self._rows)
        reached = [self.unknown(0.0, goal) for _ in targets]
        for part, target in zip(reached, targets, strict=True):
            self.constrain([(target, 1.0), (part, -1.0)], 0.0, math.inf)
        found = self._optimum(dict.fromkeys(reached, -1.0))
        del self._low[begin[0] :], self._high[begin[0] :], self._rows[begin[1] :]
        return None if found is None else [found[part] for part in reached]

    def _optimum(self, costs: dict[int, float]) -> list[float] | None:
        """Values of all unknowns at the lowest cost; None when there is no such point."""
        import numpy as np
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import coo_array

        if not self._low:
            return []
        cost = np.zeros(len(self._low))
        cost[list(costs)] = list(costs.values())
        cells = [(i, j, f) for i, (row, _, _) in enumerate(self._rows) for j, f in row.items()]
        rows, columns, factors = zip(*cells, strict=True) if cells else ((), (), ())
        shape = (len(self._rows), len(self._low))
        matrix = coo_array((factors, (rows, columns)), shape=shape).tocsr()
        low, high = [row[1] for row in self._rows], [row[2] for row in self._rows]
        found = milp(
            cost,
            constraints=LinearConstraint(matrix, low, high) if cells else None,
            bounds=Bounds(self._low, self._high),
        )
        return None if found.x is None else [float(value) for value in found.x]
