"""The figures of one group of pooled sessions: estimated exactly, then rounded and hidden."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, inf

import numpy as np

from weerbaar.disclosure.pooling.estimates import cluster_ratio
from weerbaar.disclosure.pooling.hiding import (
    StatementView,
    known,
    rounded,
    statement_bounds,
    view_statement,
)
from weerbaar.disclosure.pooling.layout import Counts, Layout, Scale
from weerbaar.disclosure.pooling.research_release import Group, Part, Rules, Share
from weerbaar.disclosure.pooling.response import response
from weerbaar.disclosure.pooling.scores import Scores
from weerbaar.disclosure.pooling.sessions import Key, Sessions
from weerbaar.disclosure.pooling.withheld import Withheld

FEW_CLUSTERS = 10
"""Below it an error is rounded further: with few councils it tells much about each of them."""

NOTHING = Withheld()


@dataclass(frozen=True, eq=False)
class Pooled:
    """What one group of sessions adds up to. Unsafe to show.

    Attributes
    ----------
    sums
        Counts over all sessions, see :class:`Layout`.
    not_green, answered
        Councils (the waves of one together) by statements.
    """

    sums: Counts
    not_green: Counts
    answered: Counts


def group_figures(
    key: Key, sessions: Sessions, layout: Layout, rules: Rules, withheld: Withheld = NOTHING
) -> Group:
    """Everything that may be shown of a group that may be shown."""
    pooled = added_up(sessions, layout)
    views = withheld.views(statement_views(pooled.sums, layout, rules))
    shares, told = _shares(sessions, layout, rules, withheld)
    scores = Scores(sessions, pooled.sums, layout, list(views.values()), told, rules)
    group = Group(
        key=key,
        sessions=len(sessions),
        people=rounded(int(pooled.sums[0]), rules),
        cells=(*(c for name, view in views.items() for c in view.cells(name)), *scores.cells),
        shares=shares,
        reliabilities=scores.reliabilities,
        series=len(pooled.answered),
        covariances=scores.covariances,
        response=response(sessions, rules),
    )
    return withheld.applied(group, rules)


def group_shares(
    sessions: Sessions, layout: Layout, rules: Rules, withheld: Withheld = NOTHING
) -> tuple[Share, ...]:
    """The shares alone of a group that may be shown."""
    return _shares(sessions, layout, rules, withheld)[0]


def added_up(sessions: Sessions, layout: Layout) -> Pooled:
    """Sessions added up; worked out once, for the figures and for each comparison."""
    return sessions.once(("pooled", layout.instrument), lambda: _pooled(sessions, layout))


def _pooled(sessions: Sessions, layout: Layout) -> Pooled:
    given = sessions.by_council(sessions.counts[:, layout.given.ravel()])
    colours = given.reshape(-1, *layout.given.shape)
    return Pooled(sessions.counts.sum(0, dtype=np.int64), colours[..., 1:].sum(-1), colours.sum(-1))


def _shares(
    sessions: Sessions, layout: Layout, rules: Rules, withheld: Withheld
) -> tuple[tuple[Share, ...], dict[str, tuple[float, float]]]:
    """Shares, and what those of scales tell."""

    def make() -> tuple[tuple[Share, ...], dict[str, tuple[float, float]]]:
        pooled = added_up(sessions, layout)
        views = withheld.views(statement_views(pooled.sums, layout, rules))
        found = _Shares(pooled, layout, rules, views, withheld)
        return (*found.of_statements(), *found.of_scales()), found.told

    return sessions.once(("shares", layout.instrument, rules, withheld), make)


def statement_views(sums: Counts, layout: Layout, rules: Rules) -> dict[str, StatementView]:
    """What may be shown of each statement, by its id."""
    views = {}
    for statement, places in zip(layout.instrument.statements, layout.given, strict=True):
        green, orange, red = sums[places].tolist()
        skip = int(sums[0]) - green - orange - red
        views[statement.id] = view_statement(green, orange, red, skip, rules)
    return views


class _Shares:
    """Shares of statements, and of scales as far as they give no statement away.

    Attributes
    ----------
    told
        What the share of a scale tells of the number of answers that are not green, by its id.
    """

    def __init__(
        self,
        pooled: Pooled,
        layout: Layout,
        rules: Rules,
        views: Mapping[str, StatementView],
        withheld: Withheld,
    ) -> None:
        self._pooled = pooled
        self._withheld = withheld
        self._layout = layout
        self._rules = rules
        self._names = list(views)
        self._views = list(views.values())
        self._bounds = [statement_bounds(view, rules) for view in self._views]
        self._not_green = layout.not_green(pooled.sums).tolist()
        self._answered = layout.answered(pooled.sums).tolist()
        self.told: dict[str, tuple[float, float]] = {}

    def of_statements(self) -> list[Share]:
        """One share per statement."""
        return [
            self._share(Part.STATEMENT, name, (place,), shown="not_green" in view.shown)
            for place, (name, view) in enumerate(zip(self._names, self._views, strict=True))
        ]

    def of_scales(self) -> list[Share]:
        """One share per quadrant and per side."""
        made = []
        for scale in self._layout.scales:
            if scale.part is Part.TOTAL:
                continue
            total = known(rounded(self._sum(scale.statements), self._rules), self._rules)
            shown = self._withheld.sums_to(scale.statements) and self._may_show(scale, total)
            if shown:
                self.told[scale.id] = total
            made.append(self._share(scale.part, scale.id, scale.statements, shown=shown))
        return made

    def _sum(self, places: Sequence[int]) -> int:
        return sum(self._not_green[place] for place in places)

    def _share(self, part: Part, name: str, places: Sequence[int], *, shown: bool) -> Share:
        answers = [self._answers(place) for place in places]
        if not shown or any(n is None for n in answers):
            return Share(part, name, None, None, None, answers[0] if len(answers) == 1 else None)
        of = sum(n or 0 for n in answers)
        count = rounded(self._sum(places), self._rules)
        chosen = list(places)
        ratio = cluster_ratio(
            self._pooled.not_green[:, chosen].sum(1),
            self._pooled.answered[:, chosen].sum(1),
        )
        few = len(self._pooled.answered) < FEW_CLUSTERS
        effect = ratio.design_effect
        value = round(min(1.0, count / of), 3)
        return Share(
            part,
            name,
            value=value,
            standard_error=round(ratio.standard_error, 2 if few else 3),
            design_effect=effect and (round(2 * effect) / 2 if few else round(effect, 1)),
            answers=of,
            rounding=self._rounding(value, count, places),
        )

    def _answers(self, place: int) -> int | None:
        """Number of answers to publish with a statement; a hidden number of skips stays so."""
        view = self._views[place]
        if "answers" in view.shown:
            return view.shown["answers"]
        skips = int(self._pooled.sums[0]) - self._answered[place]
        if skips >= self._rules.threshold:
            return None
        return max(view.shown["people"] - self._rules.threshold // 2, self._rules.round_to)

    def _rounding(self, value: float, count: int, places: Sequence[int]) -> float:
        low, high = known(count, self._rules)
        least = sum(max(1.0, self._least_answers(place)) for place in places)
        most = sum(self._bounds[place]["answers"][1] for place in places)
        return ceil(1000 * max(value - low / most, high / least - value)) / 1000

    def _least_answers(self, place: int) -> float:
        view = self._views[place]
        if "answers" in view.shown:
            return known(view.shown["answers"], self._rules)[0]
        return known(view.shown["people"], self._rules)[0] - (self._rules.threshold - 1)

    def _may_show(self, scale: Scale, total: tuple[float, float]) -> bool:
        """Whether the sum over a scale leaves its small counts as they were: unknown."""
        return all(
            self._stays_unknown(place, total, self._rest(place, scale))
            for place in scale.statements
            if "not_green" not in self._views[place].shown
        )

    def _rest(self, place: int, scale: Scale) -> tuple[float, float]:
        """What is known of the sum over a scale without one of its statements."""
        low = high = 0.0
        for part in self._layout.scales:
            inside = [p for p in part.statements if p in scale.statements]
            if part.part is not Part.QUADRANT or not inside:
                continue
            if place not in inside and part.id in self.told:
                bounds = [self.told[part.id]]
            else:
                bounds = [self._bounds[p]["not_green"] for p in inside if p != place]
            low += sum(bound[0] for bound in bounds)
            high += sum(bound[1] for bound in bounds)
        return low, high

    def _stays_unknown(
        self, place: int, total: tuple[float, float], rest: tuple[float, float]
    ) -> bool:
        low, high = max(0.0, total[0] - rest[1]), total[1] - rest[0]
        top = self._rules.threshold - 1
        if self._not_green[place] <= top and not (low <= 0 and high >= top):
            return False
        green = self._answered[place] - self._not_green[place]
        answers = self._bounds[place]["answers"]
        most = min(answers[1], self._bounds[place]["people"][1])
        return green > top or (low <= answers[0] - top and high >= most) or high == inf
