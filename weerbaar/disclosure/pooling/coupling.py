"""What the scores on a scale and the answers to its statements tell of each other.

A score says something of the answers behind it: of three statements, five points are at least two
red. So whatever answers are worth, the least that sheets with these scores can be worth together is
at most what all answers given are worth. Each way to weigh colours makes one such inequality.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import product

import numpy as np
from numpy.typing import NDArray

from weerbaar.disclosure.pooling.hiding import Interval, StatementView, statement_bounds
from weerbaar.disclosure.pooling.research_release import Rules

_WORTH = ((0, 0, 0), (0, 0, 1), (0, 1, 1), (1, 0, 0), (1, 1, 0), (0, 1, 2), (2, 1, 0))
"""What green, orange and red can be worth. Others are sums of these, or say nothing new."""
_EVERY_WAY = 4
"""So many statements can each be weighed by itself; of more, all alike or one alone."""

_Numbers = NDArray[np.int64]


class Coupling:
    """Answers to the statements of a scale, as far as they are known from what is shown.

    Parameters
    ----------
    not_green
        What is known of the number of answers that are not green, to all of them together.
    """

    def __init__(
        self, views: Sequence[StatementView], not_green: Interval | None, rules: Rules
    ) -> None:
        self._top = rules.threshold - 1
        bounds = [statement_bounds(view, rules) for view in views]
        names = ("green", "orange", "red", "not_green")
        most = [[min(b[n][1], b["answers"][1], b["people"][1]) for n in names] for b in bounds]
        self._worth, self._scores = _inequalities(len(views))
        # Orange and red together are known more sharply than each of them.
        both = self._worth[..., 1:].min(-1)
        parts = np.stack([*np.moveaxis(self._worth, -1, 0), both], axis=-1)
        parts[..., 1:3] -= both[..., None]
        worth = parts * np.array(most)
        self._most = worth.sum((1, 2))
        if not_green is not None:
            over = sum(row[3] for row in most) - not_green[1]
            self._most = self._most - both.min(-1) * max(0.0, over)
        small = np.array([[b[name][0] < rules.threshold for name in names] for b in bounds])
        # Without any of a small count, so much less is possible; of orange and red both go.
        worth[..., 3] = worth[..., 1:].sum(-1)
        self._needed = (worth * small).max((1, 2))

    def harmless(self, low: Sequence[float]) -> bool:
        """Whether counts of scores, each at least so large, leave what is small as it was.

        Parameters
        ----------
        low
            Per score the fewest sheets there can be; below the threshold where it is hidden.
        """
        fewest = np.array(low)
        left = self._most - self._scores @ fewest
        # A hidden score can be as large as small goes; a small answer need not be given at all.
        needed = (self._top * self._scores[:, fewest <= self._top]).max(-1, initial=0)
        return bool((left >= np.maximum(needed, self._needed)).all())


@cache
def _inequalities(size: int) -> tuple[_Numbers, _Numbers]:
    """Ways to weigh colours of so many statements, and the least worth of a sheet per score."""
    ways = list(product(_WORTH, repeat=size)) if size <= _EVERY_WAY else _some_ways(size)
    worth = np.array(ways)
    least = np.full((len(ways), 2 * size + 1), 10**6)
    least[:, 0] = 0
    for place in range(size):
        # One statement more: the score grows by its points, the worth by what they are worth.
        grown = np.full_like(least, 10**6)
        for points in range(3):
            shifted = least[:, : 2 * size + 1 - points] + worth[:, place, points, None]
            np.minimum(grown[:, points:], shifted, out=grown[:, points:])
        least = grown
    return worth, least


def _some_ways(size: int) -> list[tuple[tuple[int, int, int], ...]]:
    nothing = _WORTH[0]
    alike = [(worth,) * size for worth in _WORTH[1:]]
    alone = [
        tuple(worth if place == one else nothing for place in range(size))
        for worth in _WORTH[1:]
        for one in range(size)
    ]
    return [*alike, *alone]
