"""The figures of one group of pooled sessions: estimated exactly, then rounded and hidden."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, inf

from weerbaar.disclosure.pooling.estimates import cluster_ratio, cronbach
from weerbaar.disclosure.pooling.hiding import (
    StatementView,
    known,
    rounded,
    statement_bounds,
    view_histogram,
    view_statement,
)
from weerbaar.disclosure.pooling.layout import Counts, Layout, Scale
from weerbaar.disclosure.pooling.research_release import (
    Cell,
    Group,
    Part,
    Reliability,
    Rules,
    Share,
)

FEW_CLUSTERS = 10
"""Below it an error is rounded further: with few councils it tells much about each of them."""


@dataclass(frozen=True)
class Pooled:
    """What one group of sessions adds up to. Unsafe to show.

    Attributes
    ----------
    row
        Counts over all sessions, see :class:`Layout`.
    clusters
        Per council (its waves together): per statement the answers that are not green, then per
        statement the answers.
    sessions
        Number of sessions.
    scored
        Whether the complete sheets by themselves may be shown as a group.
    """

    row: Counts
    clusters: Sequence[Sequence[int]]
    sessions: int
    scored: bool


def group_figures(
    key: tuple[tuple[str, str], ...], pooled: Pooled, layout: Layout, rules: Rules
) -> Group:
    """Everything that may be shown of a group that may be shown."""
    views = _views(pooled.row, layout, rules)
    sheets, complete = pooled.row[0], pooled.row[1]
    # How many sheets are not complete bounds the skips of every statement.
    open_ = pooled.scored and not 0 <= sheets - complete < rules.threshold
    shares = _Shares(pooled, layout, rules, views)
    return Group(
        key=key,
        sessions=pooled.sessions,
        people=rounded(sheets, rules),
        complete=rounded(complete, rules) if open_ else None,
        cells=(
            *(cell for name, view in views.items() for cell in view.cells(name)),
            *(_score_cells(pooled, layout, rules, open_=open_) if pooled.scored else ()),
        ),
        shares=(*shares.of_statements(), *shares.of_scales()),
        reliabilities=tuple(
            _reliability(scale, pooled, layout, rules, open_=open_) for scale in layout.scales
        ),
        series=len(pooled.clusters),
    )


def _views(row: Counts, layout: Layout, rules: Rules) -> dict[str, StatementView]:
    sheets = row[0]
    views = {}
    for statement, places in zip(layout.instrument.statements, layout.given, strict=True):
        green, orange, red = (row[place] for place in places)
        skip = sheets - green - orange - red
        views[statement.id] = view_statement(green, orange, red, skip, rules)
    return views


class _Shares:
    """Shares of statements, and of scales as far as they give no statement away."""

    def __init__(
        self, pooled: Pooled, layout: Layout, rules: Rules, views: Mapping[str, StatementView]
    ) -> None:
        self._pooled = pooled
        self._layout = layout
        self._rules = rules
        self._names = list(views)
        self._views = list(views.values())
        self._bounds = [statement_bounds(view, rules) for view in self._views]
        self._not_green = layout.not_green(pooled.row)
        self._answered = layout.answered(pooled.row)
        self._shown: dict[str, tuple[float, float]] = {}

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
            shown = self._may_show(scale, total)
            if shown and scale.part is Part.QUADRANT:
                self._shown[scale.id] = total
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
        size = len(self._names)
        ratio = cluster_ratio(
            [sum(c[p] for p in places) for c in self._pooled.clusters],
            [sum(c[size + p] for p in places) for c in self._pooled.clusters],
        )
        few = len(self._pooled.clusters) < FEW_CLUSTERS
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
        skips = self._pooled.row[0] - self._answered[place]
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
            if place not in inside and part.id in self._shown:
                bounds = [self._shown[part.id]]
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


def _score_cells(pooled: Pooled, layout: Layout, rules: Rules, *, open_: bool) -> tuple[Cell, ...]:
    sheets = known(rounded(pooled.row[0], rules), rules)[1]
    total = known(rounded(pooled.row[1], rules), rules) if open_ else (0.0, sheets)
    # With the number of complete sheets shown, how many are not is far from small.
    at_most = inf if open_ else sheets
    cells = []
    for scale in layout.scales:
        counts = pooled.row[scale.histogram]
        for points, (n, hidden) in enumerate(
            zip(counts, view_histogram(counts, total, at_most, rules), strict=True)
        ):
            shown = None if hidden else rounded(n, rules)
            cells.append(Cell(scale.part, scale.id, str(points), shown, hidden))
    return tuple(cells)


def _reliability(
    scale: Scale, pooled: Pooled, layout: Layout, rules: Rules, *, open_: bool
) -> Reliability:
    items = len(scale.statements)
    hidden = Reliability(scale.part, scale.id, items, None, None, None)
    if not pooled.scored:
        return hidden
    row = pooled.row
    colours = [layout.given_complete[place] for place in scale.statements]
    found = cronbach([(row[g], row[o], row[r]) for g, o, r in colours], row[scale.histogram])
    if found is None:
        return hidden
    people = rounded(row[1], rules) if open_ else None
    alpha, covariance = round(found.alpha, 2), round(found.mean_covariance, 2)
    return Reliability(scale.part, scale.id, items, alpha, covariance, people)
