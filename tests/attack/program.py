"""The same question asked of an integer program over the whole room, as a second opinion.

It shares nothing with ``rulebook`` and ``outlook``: everybody else is twelve answers that are
unknown, a release is inequalities on their sums, and HiGHS finds such people or proves there are
none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

COLOURS = ("green", "orange", "red")
SKIP = 3
STATEMENTS, PER_QUADRANT = 12, 3
HIGHEST = 2
"""The highest level; one between it and the middle stands for either."""
FOUND, NONE = 0, 2
"""What milp says of a program with and without a solution."""


class Program:
    """Everybody but the accomplices, given a release; the first of them is the target."""

    def __init__(self, shown: Mapping[str, Any], mine: Sequence[Sequence[int]]) -> None:
        self._others = shown["n"] - len(mine)
        self._mine = mine
        self._extra = len(shown["levels"]) * PER_QUADRANT
        self._width = self._others * STATEMENTS * len(COLOURS) + self._extra
        self._rows: list[tuple[dict[int, float], float, float]] = []
        self._policy = shown["policy"]
        self._n = shown["n"]
        self._people()
        for place, figure in enumerate(shown["statements"]):
            self._statement(place, figure)
        for number, (_, level) in enumerate(shown["levels"]):
            self._quadrant(number, level)
        self._constraint = self._matrix()

    def possible(self) -> np.ndarray:
        """Table (statement, answer) of what the target may have answered; last comes a skip."""
        answers = range(len(COLOURS) + 1)
        return np.array([[self._can(place, a) for a in answers] for place in range(STATEMENTS)])

    def _can(self, place: int, answer: int) -> bool:
        upper = np.ones(self._width)
        lower = np.zeros(self._width)
        for colour in range(len(COLOURS)):
            at = self._at(0, place, colour)
            lower[at] = upper[at] = float(colour == answer)
        found = milp(
            np.zeros(self._width),
            constraints=self._constraint,
            integrality=np.ones(self._width),
            bounds=Bounds(lower, upper),
        )
        if found.status not in (FOUND, NONE):
            raise RuntimeError(found.message)
        return bool(found.status == FOUND)

    def _at(self, person: int, place: int, colour: int) -> int:
        return (person * STATEMENTS + place) * len(COLOURS) + colour

    def _people(self) -> None:
        """At most one answer to a statement, and at least one answer at all."""
        for person in range(self._others):
            every = {}
            for place in range(STATEMENTS):
                one = {self._at(person, place, colour): 1.0 for colour in range(len(COLOURS))}
                self._rows.append((one, 0, 1))
                every |= one
            self._rows.append((every, 1, STATEMENTS))

    def _sum(self, weights: Mapping[tuple[int, int], float], low: float, high: float) -> None:
        """Hold a weighted sum of counts by (statement, colour), accomplices too, in a range."""
        row = {
            self._at(person, place, colour): weight
            for (place, colour), weight in weights.items()
            for person in range(self._others)
        }
        known = sum(
            weight * sum(sheet[place] == colour for sheet in self._mine)
            for (place, colour), weight in weights.items()
        )
        self._rows.append((row, low - known, high - known))

    def _statement(self, place: int, figure: Mapping[str, Any]) -> None:
        w, most = self._policy["band"], np.inf
        answered, not_green = self._weights([place], 1, 1), self._weights([place], 0, 1)
        few, enough = self._policy["minimum"], self._policy["statements_from"]
        if figure["level"] is not None:
            self._sum(answered, few, enough - 1)
            self._level([place], figure["level"])
            return
        if figure["green"] is None:
            self._sum(answered, 0, min(few, enough) - 1)
            return
        skips = figure["skips"]
        known = skips["low"] == skips["high"]
        low, high = (skips["low"], skips["low"]) if known else (0, w)
        self._sum(answered, max(enough, self._n - high), self._n - low)
        shown = figure["not_green"]
        if shown["low"] == 0:
            self._sum(not_green, 0, w)
        elif figure["green"]["low"] == 0:
            self._sum({(place, 0): 1}, 0, w)
        else:
            self._sum(not_green, shown["low"], shown["low"])
            self._sum({(place, 0): 1}, w + 1, most)
            self._apart(place, figure)

    def _apart(self, place: int, figure: Mapping[str, Any]) -> None:
        w = self._policy["band"]
        if figure["orange"] is not None:
            self._sum({(place, 1): 1}, figure["orange"]["low"], figure["orange"]["high"])
        if figure["tendency"] == "mostly_red":
            self._sum({(place, 1): 1}, 0, w)
        if figure["tendency"] == "mostly_orange":
            self._sum({(place, 2): 1}, 0, w)

    def _quadrant(self, number: int, level: float | None) -> None:
        places = range(PER_QUADRANT * number, PER_QUADRANT * (number + 1))
        few = self._policy["minimum"]
        if level is None:
            for place in places:
                self._sum(self._weights([place], 1, 1), 0, few - 1)
            return
        self._level(places, level)
        # Somewhere enough people answered: a switch per statement, at least one of them on.
        start = self._width - self._extra
        self._rows.append(({start + place: 1.0 for place in places}, 1, PER_QUADRANT))
        for place in places:
            self._sum(self._weights([place], 1, 1), 0, np.inf)
            row, low, high = self._rows.pop()
            self._rows.append((row | {start + place: -float(few)}, low, high))

    def _level(self, places: Sequence[int], level: float) -> None:
        """Hold three times the not green against once or twice the answered."""
        one, two = self._weights(places, -1, 2), self._weights(places, -2, 1)
        if level == 0:
            self._sum(one, -np.inf, 0)
        elif level < HIGHEST:
            self._sum(one, 1, np.inf)
            if level == 1:
                self._sum(two, -np.inf, -1)
        else:
            self._sum(two, 0, np.inf)

    def _weights(
        self, places: Sequence[int], green: float, other: float
    ) -> dict[tuple[int, int], float]:
        return {(p, c): other if c else green for p in places for c in range(len(COLOURS))}

    def _matrix(self) -> LinearConstraint:
        entries = [
            (row, at, weight)
            for row, (one, _, _) in enumerate(self._rows)
            for at, weight in one.items()
        ]
        rows, columns, weights = zip(*entries, strict=True)
        shape = (len(self._rows), self._width)
        matrix = coo_array((weights, (rows, columns)), shape=shape).tocsr()
        return LinearConstraint(
            matrix, [low for _, low, _ in self._rows], [high for _, _, high in self._rows]
        )
