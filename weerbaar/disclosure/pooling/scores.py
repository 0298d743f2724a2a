"""Scores of a group on each scale, over the sheets complete on it: histograms and reliability."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from math import comb, inf

import numpy as np

from weerbaar.disclosure.pooling.completeness import Completeness
from weerbaar.disclosure.pooling.coupling import Coupling
from weerbaar.disclosure.pooling.estimates import cronbach, variance
from weerbaar.disclosure.pooling.hiding import Interval, StatementView, rounded, view_histogram
from weerbaar.disclosure.pooling.layout import Counts, Layout, Scale
from weerbaar.disclosure.pooling.research_release import (
    Cell,
    Covariances,
    Part,
    Reliability,
    Rules,
)
from weerbaar.disclosure.pooling.research_rules import (
    enough_people,
    enough_sessions,
    none_dominates,
)
from weerbaar.disclosure.pooling.sessions import Sessions


class Scores:
    """What may be shown of the scores of a group.

    Parameters
    ----------
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
        sums: Counts,
        layout: Layout,
        views: Sequence[StatementView],
        not_green: Mapping[str, Interval],
        rules: Rules,
    ) -> None:
        self._sums = sums
        self._layout = layout
        self._rules = rules
        self._views = views
        self._not_green = not_green
        self._told = Completeness(layout.scales, rounded(int(sums[0]), rules), views, rules)
        self._people: list[int | None] = []
        may = _may_show(layout.scales, sessions, rules)
        self._scored = [self._count(place, one) for place, one in enumerate(may)]
        self.cells = tuple(self._cells())
        self.reliabilities = tuple(self._reliabilities())
        self.covariances = covariances(sums, layout) if self._scored[-1] else None

    def _count(self, place: int, may: bool) -> bool:  # noqa: FBT001 -- what is asked about
        """Whether the scores on a scale may be shown; how many sheets there are if that may be."""
        scale = self._layout.scales[place]
        # That they may be shown tells by itself how many there are at least.
        may = may and self._told.tell(place, (self._rules.people, inf))
        complete = int(scale.complete(self._sums))
        self._people.append(self._told.number(place, complete) if may else None)
        return may

    def _cells(self) -> Iterator[Cell]:
        for place, scale in enumerate(self._layout.scales):
            if not self._scored[place]:
                continue
            counts = self._sums[scale.histogram].tolist()
            tell = partial(self._told.tell, place)
            views = [self._views[s] for s in scale.statements]
            coupling = Coupling(views, self._not_green.get(scale.id), self._rules)
            known = self._told.known(place)
            reasons = view_histogram(counts, known, self._rules, tell, coupling.harmless)
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
            fewest = int(self._told.known(place)[0]) or None
            yield Reliability(*about, alpha, covariance, self._people[place], fewest)


def covariances(sums: Counts, layout: Layout) -> Covariances:
    """Mean covariance of pairs of statements, over sheets without any skip.

    The variance of a sum is that of its parts and twice what each two of these go together.
    """
    total = layout.scales[-1]
    quadrants = [scale for scale in layout.scales if scale.part is Part.QUADRANT]
    whole = variance(sums[total.histogram].tolist())
    inside = sum(variance(sums[total.histograms[q.id]].tolist()) for q in quadrants)
    items = sum(variance(sums[places].tolist()) for places in total.answers)
    within = sum(comb(len(q.statements), 2) for q in quadrants)
    between = comb(len(total.statements), 2) - within
    return Covariances(
        round((inside - items) / (2 * within), 2) if within else None,
        round((whole - inside) / (2 * between), 2) if between else None,
    )


def may_show(scale: Scale, sessions: Sessions, rules: Rules) -> bool:
    """Whether the sheets complete on a scale are, by themselves, a group that may be shown."""
    return next(_may_show([scale], sessions, rules))


def _may_show(scales: Sequence[Scale], sessions: Sessions, rules: Rules) -> Iterator[bool]:
    """The same per scale, all of them at once."""
    complete = np.stack([scale.complete(sessions.counts) for scale in scales], axis=1)
    largest, sums = sessions.largest_wave(complete), sessions.by_council(complete)
    for waves, councils in zip(largest.T, sums.T, strict=True):
        # A rule looks at the largest wave of a council or at all of them, never at both.
        some = councils[councils > 0].tolist()
        yield (
            enough_sessions(some, rules)
            and enough_people(waves.tolist(), rules.people)
            and none_dominates(some, rules)
        )
