"""Scores of a group on each scale, over the sheets complete on it: histograms and reliability."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from math import comb

from weerbaar.disclosure.pooling.completeness import Completeness
from weerbaar.disclosure.pooling.estimates import cronbach, variance
from weerbaar.disclosure.pooling.hiding import StatementView, rounded, view_histogram
from weerbaar.disclosure.pooling.layout import Counts, Layout, Scale
from weerbaar.disclosure.pooling.research_release import (
    Cell,
    Covariances,
    Part,
    Reliability,
    Rules,
)
from weerbaar.disclosure.pooling.research_rules import refusal
from weerbaar.disclosure.pooling.sessions import Sessions


class Scores:
    """What may be shown of the scores of a group.

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
        rules: Rules,
    ) -> None:
        self._sums = sums
        self._layout = layout
        self._rules = rules
        self._told = Completeness(layout.scales, rounded(int(sums[0]), rules), views, rules)
        self._scored = [_may_show(scale, sessions, rules) for scale in layout.scales]
        self._people = [self._number(place) for place in range(len(layout.scales))]
        self.cells = tuple(self._cells())
        self.reliabilities = tuple(self._reliabilities())
        self.covariances = covariances(sums, layout) if self._scored[-1] else None

    def _number(self, place: int) -> int | None:
        """How many sheets are complete, if that may be told."""
        if not self._scored[place]:
            return None
        complete = self._layout.scales[place].complete(self._sums)
        return self._told.number(place, int(complete))

    def _cells(self) -> Iterator[Cell]:
        for place, scale in enumerate(self._layout.scales):
            if not self._scored[place]:
                continue
            counts = self._sums[scale.histogram].tolist()
            tell = partial(self._told.tell, place)
            reasons = view_histogram(counts, self._told.known(place), self._rules, tell)
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


def _may_show(scale: Scale, sessions: Sessions, rules: Rules) -> bool:
    complete = scale.complete(sessions.counts).tolist()
    members = [
        member._replace(people=n) for member, n in zip(sessions.members, complete, strict=True) if n
    ]
    return bool(members) and refusal(members, rules) is None
