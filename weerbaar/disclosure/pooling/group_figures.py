"""The figures of one group of pooled sessions: estimated exactly, then rounded and suppressed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, inf

from weerbaar.disclosure.pooling.estimates import cluster_ratio
from weerbaar.disclosure.pooling.research_release import (
    PartKind,
    PooledGroup,
    ResearchRules,
    Share,
)
from weerbaar.disclosure.pooling.response import survey_response
from weerbaar.disclosure.pooling.scores import Scores
from weerbaar.disclosure.pooling.sessions import Key, ScaleLayout, Sessions, Sums, TallyLayout
from weerbaar.disclosure.pooling.suppression import (
    Interval,
    StatementCounts,
    Suppressed,
    rounded,
    rounding_interval,
    statement_bounds,
    suppress_statement,
)

FEW_CLUSTERS = 10
"""Below it an error is rounded further: with few councils it tells much about each of them."""

NOTHING_MORE = Suppressed()


def group_figures(
    key: Key,
    sessions: Sessions,
    layout: TallyLayout,
    rules: ResearchRules,
    suppressed: Suppressed = NOTHING_MORE,
) -> PooledGroup:
    """Everything that may be shown of a group that may be shown.

    Parameters
    ----------
    suppressed
        What is suppressed for the sake of other tables.
    """
    shares = _shares(sessions, layout, rules, suppressed)
    scores = Scores(sessions, layout, shares.views, shares.told, rules)
    statements = zip(layout.instrument.statements, shares.views, strict=True)
    group = PooledGroup(
        key=key,
        sessions=len(sessions),
        people=rounded(int(sessions.sums[0]), rules),
        cells=(*(cell for s, view in statements for cell in view.cells(s.id)), *scores.cells),
        shares=shares.all,
        reliabilities=scores.reliabilities,
        series=len(sessions.councils),
        covariances=scores.covariances,
        response=survey_response(sessions, rules),
    )
    return suppressed.applied(group, rules)


def group_shares(
    sessions: Sessions,
    layout: TallyLayout,
    rules: ResearchRules,
    suppressed: Suppressed = NOTHING_MORE,
) -> tuple[Share, ...]:
    """The shares alone of a group that may be shown."""
    return _shares(sessions, layout, rules, suppressed).all


def statement_views(
    sessions: Sessions, layout: TallyLayout, rules: ResearchRules
) -> tuple[StatementCounts, ...]:
    """What may be shown of each statement, as far as the group itself goes."""

    def made() -> tuple[StatementCounts, ...]:
        people = int(sessions.sums[0])
        return tuple(
            suppress_statement(green, orange, red, people - green - orange - red, rules)
            for green, orange, red in sessions.sums[layout.given].tolist()
        )

    return sessions.once(("views", layout, rules), made)


@dataclass(frozen=True, eq=False)
class CouncilAnswers:
    """Answers of councils (the waves of one together) by statements. Unsafe to show."""

    not_green: Sums
    answered: Sums


def council_answers(sessions: Sessions, layout: TallyLayout) -> CouncilAnswers:
    """Answers added up per council; worked out once, for the figures and for each comparison."""

    def made() -> CouncilAnswers:
        given = sessions.by_council(sessions.counts[:, layout.given.ravel()])
        colours = given.reshape(-1, *layout.given.shape)
        return CouncilAnswers(colours[..., 1:].sum(-1), colours.sum(-1))

    return sessions.once(("answers", layout), made)


def _shares(
    sessions: Sessions, layout: TallyLayout, rules: ResearchRules, suppressed: Suppressed
) -> _Shares:
    return sessions.once(
        ("shares", layout, rules, suppressed),
        lambda: _Shares(sessions, layout, rules, suppressed),
    )


class _Shares:
    """Shares of statements, and of scales as far as they give no statement away.

    Attributes
    ----------
    all
        One share per statement, and then per quadrant and per side.
    views
        Per statement what is published of it.
    told
        What the share of a scale tells of the number of answers that are not green, by its id.
    """

    def __init__(
        self,
        sessions: Sessions,
        layout: TallyLayout,
        rules: ResearchRules,
        suppressed: Suppressed,
    ) -> None:
        self.views = [
            view.without(suppressed.of_statement(place))
            for place, view in enumerate(statement_views(sessions, layout, rules))
        ]
        self.told: dict[str, Interval] = {}
        self._councils = council_answers(sessions, layout)
        self._suppressed = suppressed
        self._layout = layout
        self._rules = rules
        self._bounds = [statement_bounds(view, rules) for view in self.views]
        self._not_green = layout.not_green(sessions.sums).tolist()
        self._answered = layout.answered(sessions.sums).tolist()
        self._people = int(sessions.sums[0])
        self.all = tuple(self._made())

    def _made(self) -> Iterator[Share]:
        statements = zip(self._layout.instrument.statements, self.views, strict=True)
        for place, (one, view) in enumerate(statements):
            shown = "not_green" in view.shown
            yield self._share(PartKind.STATEMENT, one.id, (place,), shown=shown)
        for scale in self._layout.scales:
            if scale.part is not PartKind.TOTAL:
                shown = self._tells(scale)
                yield self._share(scale.part, scale.id, scale.statements, shown=shown)

    def _tells(self, scale: ScaleLayout) -> bool:
        """Whether the share of a scale is shown; then what it tells is known from here on."""
        count = rounded(self._sum(scale.statements), self._rules)
        total = rounding_interval(count, self._rules)
        # The sum over a scale has to leave its small counts as they were: unknown.
        shown = self._suppressed.sums_to(scale.statements) and all(
            self._stays_unknown(place, total, self._rest(place, scale))
            for place in scale.statements
            if "not_green" not in self.views[place].shown
        )
        if shown:
            self.told[scale.id] = total
        return shown

    def _sum(self, places: Sequence[int]) -> int:
        return sum(self._not_green[place] for place in places)

    def _share(self, part: PartKind, name: str, places: Sequence[int], *, shown: bool) -> Share:
        answers = [self._answers(place) for place in places]
        if not shown or any(n is None for n in answers):
            return Share(part, name, None, None, None, answers[0] if len(answers) == 1 else None)
        of = sum(n or 0 for n in answers)
        count = rounded(self._sum(places), self._rules)
        chosen, councils = list(places), self._councils
        ratio = cluster_ratio(
            councils.not_green[:, chosen].sum(1), councils.answered[:, chosen].sum(1)
        )
        few = len(councils.answered) < FEW_CLUSTERS
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
        """Number of answers to publish with a statement; a suppressed number of skips stays so."""
        shown = self.views[place].shown
        if "answers" in shown:
            return shown["answers"]
        if self._people - self._answered[place] >= self._rules.threshold:
            return None
        return max(shown["people"] - self._rules.threshold // 2, self._rules.round_to)

    def _rounding(self, value: float, count: int, places: Sequence[int]) -> float:
        low, high = rounding_interval(count, self._rules)
        least = sum(max(1.0, self._least_answers(place)) for place in places)
        most = sum(self._bounds[place]["answers"][1] for place in places)
        return ceil(1000 * max(value - low / most, high / least - value)) / 1000

    def _least_answers(self, place: int) -> float:
        shown = self.views[place].shown
        if "answers" in shown:
            return rounding_interval(shown["answers"], self._rules)[0]
        return rounding_interval(shown["people"], self._rules)[0] - (self._rules.threshold - 1)

    def _rest(self, place: int, scale: ScaleLayout) -> Interval:
        """What is known of the sum over a scale without one of its statements."""
        low = high = 0.0
        for quadrant in self._layout.quadrants:
            inside = [p for p in quadrant.statements if p in scale.statements]
            if inside and place not in inside and quadrant.id in self.told:
                bounds = [self.told[quadrant.id]]
            else:
                bounds = [self._bounds[p]["not_green"] for p in inside if p != place]
            low += sum(bound[0] for bound in bounds)
            high += sum(bound[1] for bound in bounds)
        return low, high

    def _stays_unknown(self, place: int, total: Interval, rest: Interval) -> bool:
        low, high = max(0.0, total[0] - rest[1]), total[1] - rest[0]
        top = self._rules.threshold - 1
        if self._not_green[place] <= top and not (low <= 0 and high >= top):
            return False
        green = self._answered[place] - self._not_green[place]
        answers = self._bounds[place]["answers"]
        most = min(answers[1], self._bounds[place]["people"][1])
        return green > top or (low <= answers[0] - top and high >= most) or high == inf
