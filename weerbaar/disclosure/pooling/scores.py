"""Scores of a group on each scale, over the sheets complete on it: histograms and reliability.

A score says something of the answers behind it: of three statements, five points are at least two
red. So whatever answers are worth, the least that sheets with these scores can be worth together is
at most what all answers given are worth. Each way to weigh colours makes one such inequality.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache, partial
from itertools import product
from math import comb, inf

import numpy as np
from numpy.typing import NDArray

from weerbaar.disclosure.pooling.complete_cases import CompleteCases
from weerbaar.disclosure.pooling.estimates import cronbach, variance
from weerbaar.disclosure.pooling.research_release import (
    Cell,
    Covariances,
    Reliability,
    ResearchRules,
)
from weerbaar.disclosure.pooling.sessions import (
    Counts,
    ScaleLayout,
    Sessions,
    TallyLayout,
    enough_councils,
    enough_people,
    none_dominates,
)
from weerbaar.disclosure.pooling.suppression import (
    Interval,
    StatementCounts,
    rounded,
    statement_bounds,
    suppress_histogram,
)

_WORTH = ((0, 0, 0), (0, 0, 1), (0, 1, 1), (1, 0, 0), (1, 1, 0), (0, 1, 2), (2, 1, 0))
"""What green, orange and red can be worth. Others are sums of these, or say nothing new."""
_EVERY_WAY = 4
"""So many statements can each be weighed by itself; of more, all alike or one alone."""

_Numbers = NDArray[np.int64]


class Scores:
    """What may be shown of the scores of a group.

    Parameters
    ----------
    views
        Per statement what is published of it.
    not_green
        By id of a scale, what its share tells of the number of answers that are not green.

    Attributes
    ----------
    cells
        Of the scales that may be shown; a scale may when the sheets complete on it, by themselves,
        are a group that may.
    reliabilities
        Of every scale.
    covariances
        Of pairs of statements; None when the scores of sheets without any skip may not be shown.
    """

    def __init__(
        self,
        sessions: Sessions,
        layout: TallyLayout,
        views: Sequence[StatementCounts],
        not_green: Mapping[str, Interval],
        rules: ResearchRules,
    ) -> None:
        self._sums = sums = sessions.sums
        self._layout = layout
        self._rules = rules
        self._known = CompleteCases(layout.scales, rounded(int(sums[0]), rules), views, rules)
        self._people: list[int | None] = []
        may = may_show(layout.scales, sessions, rules)
        self._scored = [self._count(place, one) for place, one in enumerate(may)]
        self.cells = tuple(self._cells(views, not_green))
        self.reliabilities = tuple(self._reliabilities())
        self.covariances = covariances(sums, layout) if self._scored[-1] else None

    def _count(self, place: int, may: bool) -> bool:  # noqa: FBT001 -- what is asked about
        """Whether the scores on a scale may be shown; how many sheets there are if that may be."""
        # That they may be shown tells by itself how many there are at least.
        may = may and self._known.tell(place, (self._rules.people, inf))
        complete = int(self._layout.scales[place].complete(self._sums))
        self._people.append(self._known.number(place, complete) if may else None)
        return may

    def _cells(
        self, views: Sequence[StatementCounts], not_green: Mapping[str, Interval]
    ) -> Iterator[Cell]:
        bounds = [statement_bounds(view, self._rules) for view in views]
        for place, scale in enumerate(self._layout.scales):
            if not self._scored[place]:
                continue
            counts = self._sums[scale.histogram].tolist()
            known, tell = self._known.known(place), partial(self._known.tell, place)
            answers = [bounds[statement] for statement in scale.statements]
            behind = AnswersBehind(answers, not_green.get(scale.id), self._rules)
            reasons = suppress_histogram(counts, known, self._rules, tell, behind.harmless)
            for points, (n, hidden) in enumerate(zip(counts, reasons, strict=True)):
                shown = None if hidden else rounded(n, self._rules)
                yield Cell(scale.part, scale.id, str(points), shown, hidden)

    def _reliabilities(self) -> Iterator[Reliability]:
        for place, scale in enumerate(self._layout.scales):
            about = scale.part, scale.id, len(scale.statements)
            colours = [tuple(self._sums[answers].tolist()) for answers in scale.answers]
            scores = self._sums[scale.histogram].tolist()
            found = cronbach(colours, scores) if self._scored[place] else None
            if found is None:
                yield Reliability(*about, None, None, None)
                continue
            alpha, covariance = round(found.alpha, 2), round(found.mean_covariance, 2)
            fewest = int(self._known.known(place)[0]) or None
            yield Reliability(*about, alpha, covariance, self._people[place], fewest)


def covariances(sums: Counts, layout: TallyLayout) -> Covariances:
    """Mean covariance of pairs of statements, over sheets without any skip.

    The variance of a sum is that of its parts and twice what each two of these go together.
    """
    total, quadrants = layout.scales[-1], layout.quadrants
    whole = variance(sums[total.histogram].tolist())
    inside = sum(variance(sums[total.histograms[q.id]].tolist()) for q in quadrants)
    items = sum(variance(sums[places].tolist()) for places in total.answers)
    within = sum(comb(len(q.statements), 2) for q in quadrants)
    between = comb(len(total.statements), 2) - within
    return Covariances(
        round((inside - items) / (2 * within), 2) if within else None,
        round((whole - inside) / (2 * between), 2) if between else None,
    )


def may_show(
    scales: Sequence[ScaleLayout], sessions: Sessions, rules: ResearchRules
) -> Iterator[bool]:
    """Per scale, whether the sheets complete on it are by themselves a group that may be shown."""
    complete = np.stack([scale.complete(sessions.counts) for scale in scales], axis=1)
    largest, sums = sessions.largest_wave(complete), sessions.by_council(complete)
    for waves, councils in zip(largest.T, sums.T, strict=True):
        # A rule looks at the largest wave of a council or at all of them, never at both.
        some = councils[councils > 0].tolist()
        yield (
            enough_councils(some, rules)
            and enough_people(waves.tolist(), rules.people)
            and none_dominates(some, rules)
        )


class AnswersBehind:
    """Answers to the statements of a scale, as far as they are known from what is published.

    Parameters
    ----------
    bounds
        Per statement, see :func:`.suppression.statement_bounds`.
    not_green
        What is known of the number of answers that are not green, to all of them together.
    """

    def __init__(
        self,
        bounds: Sequence[Mapping[str, Interval]],
        not_green: Interval | None,
        rules: ResearchRules,
    ) -> None:
        self._top = rules.threshold - 1
        names = ("green", "orange", "red", "not_green")
        most = [[min(b[n][1], b["answers"][1], b["people"][1]) for n in names] for b in bounds]
        self._worth, self._scores = _inequalities(len(bounds))
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
            Per score the fewest sheets there can be; below the threshold where it is suppressed.
        """
        fewest = np.array(low)
        left = self._most - self._scores @ fewest
        # A hidden score can be as large as small goes; a small answer need not be given at all.
        needed = (self._top * self._scores[:, fewest <= self._top]).max(-1, initial=0)
        return bool((left >= np.maximum(needed, self._needed)).all())


@lru_cache
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
    alike = [(worth,) * size for worth in _WORTH[1:]]
    alone = [
        tuple(worth if place == one else _WORTH[0] for place in range(size))
        for worth in _WORTH[1:]
        for one in range(size)
    ]
    return [*alike, *alone]
