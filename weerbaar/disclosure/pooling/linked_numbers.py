"""The numbers of groups that add up over their sessions, and which of these are small.

One class for each kind of numbers that is counted in every table: the answers to a statement, the
scores on a scale, the sheets complete on scales that lie in each other, the response.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from math import inf
from typing import ClassVar

from weerbaar.disclosure.pooling.attacker import Bounds, Margins, SensitiveNumber
from weerbaar.disclosure.pooling.research_release import (
    Cell,
    PooledGroup,
    ResearchRules,
    Suppression,
)
from weerbaar.disclosure.pooling.response import far_apart
from weerbaar.disclosure.pooling.sessions import ScaleLayout
from weerbaar.disclosure.pooling.suppression import (
    COLOURS,
    GREENS,
    NOTHING,
    PEOPLE,
    SCORES,
    SKIPS,
    STATEMENT,
    WHOLE_RESPONSE,
    Interval,
    Names,
    StatementCounts,
    of_scale,
    rounding_interval,
    scores_without,
    statement_bounds,
)


@dataclass(frozen=True)
class AnswerNumbers:
    """The answers to a statement.

    Attributes
    ----------
    views
        What each group shows of it by itself.
    counts
        Per group green, orange, red and skips.
    shares
        Places of groups of which only the share is shown.
    """

    views: Sequence[StatementCounts]
    counts: Sequence[Sequence[int]]
    shares: Collection[int]
    rules: ResearchRules

    margins: ClassVar[Margins] = {
        "people": (0, 1, 2, 3),
        "answers": (0, 1, 2),
        "not_green": (1, 2),
        "green": (0,),
        "orange": (1,),
        "red": (2,),
        "skip": (3,),
    }

    def bounds(self, place: int, suppressed: Names) -> Bounds:
        """What is known of a group."""
        shown, top = self.views[place].without(suppressed).shown, self.rules.threshold - 1.0
        told: dict[str, Interval] = {n: rounding_interval(c, self.rules) for n, c in shown.items()}
        if "answers" not in shown and self.counts[place][3] <= top:
            # How many answers there are is then told as if few skip.
            told["skip"] = (0.0, top)
            if "not_green" in shown:
                told["green"] = (top + 1, inf)
        if place in self.shares:
            return {name: told[name] for name in told if name in {"answers", "not_green"}}
        return told

    def steps(self, name: str) -> Sequence[Names]:
        """What to suppress, the least first."""
        first = {"orange": COLOURS, "red": COLOURS, "skip": SKIPS, "answers": SKIPS}
        return first.get(name, GREENS), STATEMENT

    def sensitive(self) -> Iterator[SensitiveNumber]:
        """Small numbers that are suppressed."""
        top = self.rules.threshold - 1
        for place, (view, counts) in enumerate(zip(self.views, self.counts, strict=True)):
            for name, categories in self.margins.items():
                hidden = name not in view.shown and sum(counts[c] for c in categories) <= top
                if hidden and (place not in self.shares or name == "not_green"):
                    yield SensitiveNumber(place, name, 0.0, top)


@dataclass(frozen=True)
class ScoreNumbers:
    """The scores on a scale; one category more are the sheets that are not complete on it.

    Attributes
    ----------
    groups
        The figures of each.
    counts
        Per group the sheets with each score.
    """

    scale: ScaleLayout
    groups: Sequence[PooledGroup]
    counts: Sequence[Sequence[int]]
    rules: ResearchRules

    @cached_property
    def margins(self) -> Margins:
        """What there is to know."""
        size = 2 * len(self.scale.statements) + 1
        points = {str(n): (n,) for n in range(size)}
        return {**points, "complete": range(size), "people": range(size + 1)}

    def bounds(self, place: int, suppressed: Names) -> Bounds:
        """What is known of a group."""
        group, rules = self.groups[place], self.rules
        told: dict[str, Interval] = {"people": rounding_interval(group.people, rules)}
        for cell in _scores_of(self.scale, group, suppressed):
            if cell.count is not None or cell.hidden is Suppression.PRIMARY:
                told[cell.category] = _cell_bounds(cell, rules)
        complete = _complete_on(self.scale, group, suppressed, rules)
        return {**told, "complete": complete} if complete else told

    def steps(self, name: str) -> Sequence[Names]:
        """What to suppress, the least first."""
        one, every = (frozenset({of_scale(self.scale.id, what)}) for what in (name, SCORES))
        return one, every

    def sensitive(self) -> Iterator[SensitiveNumber]:
        """Small numbers that are suppressed."""
        top = self.rules.threshold - 1
        for place, group in enumerate(self.groups):
            for cell in _scores_of(self.scale, group, NOTHING):
                if cell.count is None and self.counts[place][int(cell.category)] <= top:
                    yield SensitiveNumber(place, cell.category, 0.0, top)


@dataclass(frozen=True)
class CompleteNumbers:
    """How many sheets are complete on each of some scales that lie in each other.

    Suppressed is a small number of sheets that are complete on one and not on a larger one, or that
    are not complete on one.

    Attributes
    ----------
    scales
        From the smallest to the largest.
    views
        Per group what it shows of each statement.
    complete
        Per group the number of sheets, then per scale the number of those complete on it.
    """

    scales: Sequence[ScaleLayout]
    groups: Sequence[PooledGroup]
    views: Sequence[Sequence[StatementCounts]]
    complete: Sequence[Sequence[int]]
    rules: ResearchRules

    @cached_property
    def _inward(self) -> Mapping[str, int]:
        return {PEOPLE: 0} | {scale.id: at for at, scale in enumerate(self.scales, start=1)}

    @cached_property
    def _layers(self) -> Mapping[str, tuple[str, str]]:
        return {f"{a}-{b}": (a, b) for a, b in combinations(self._inward, 2)}

    @cached_property
    def margins(self) -> Margins:
        """What there is to know."""
        most = len(self._inward)
        inward = {name: range(most - at) for name, at in self._inward.items()}
        return {
            **inward,
            **{
                name: range(len(inward[b]), len(inward[a])) for name, (a, b) in self._layers.items()
            },
        }

    @cached_property
    def _skips(self) -> list[dict[str, float]]:
        """Per group and scale, so many are not complete on it at least."""
        made = []
        for views in self.views:
            least = [statement_bounds(view, self.rules)["skip"][0] for view in views]
            made.append({one.id: max(least[s] for s in one.statements) for one in self.scales})
        return made

    def bounds(self, place: int, suppressed: Names) -> Bounds:
        """What is known of a group."""
        group = self.groups[place]
        told: dict[str, Interval] = {PEOPLE: rounding_interval(group.people, self.rules)}
        for scale in self.scales:
            told[f"{PEOPLE}-{scale.id}"] = (self._skips[place][scale.id], inf)
            complete = _complete_on(scale, group, suppressed, self.rules)
            if complete:
                told[scale.id] = complete
        return told

    def steps(self, name: str) -> Sequence[Names]:
        """What to suppress, the least first."""
        about = [scale for scale in self._layers[name] if scale != PEOPLE]
        one = [frozenset({of_scale(scale, PEOPLE)}) for scale in about]
        both = frozenset(of_scale(scale, PEOPLE) for scale in about)
        return *one, both, frozenset(of_scale(scale.id, SCORES) for scale in self.scales)

    def sensitive(self) -> Iterator[SensitiveNumber]:
        """Small numbers that are suppressed."""
        top = self.rules.threshold - 1
        for place, sizes in enumerate(self.complete):
            for name, (a, b) in self._layers.items():
                if sizes[self._inward[a]] - sizes[self._inward[b]] <= top:
                    yield SensitiveNumber(place, name, 0.0, top)


@dataclass(frozen=True)
class ResponseNumbers:
    """Heads, joined and done, of the sessions that know them.

    Attributes
    ----------
    numbers
        Per group the numbers by name; ``joined`` only when each session knows it.
    """

    groups: Sequence[PooledGroup]
    numbers: Sequence[Mapping[str, int]]
    rules: ResearchRules

    margins: ClassVar[Margins] = {
        "shared": (0,),
        "done": (0, 1),
        "joined": (0, 1, 2),
        "heads": (0, 1, 2, 3),
        "done-shared": (1,),
        "joined-shared": (1, 2),
        "heads-shared": (1, 2, 3),
        "joined-done": (2,),
        "heads-done": (2, 3),
        "heads-joined": (3,),
    }

    def bounds(self, place: int, suppressed: Names) -> Bounds:
        """What is known of a group."""
        told = self.groups[place].response
        if told is None or WHOLE_RESPONSE in suppressed:
            return {}
        numbers = {n: getattr(told, n) for n in ("shared", "done", "joined", "heads")}
        found: dict[str, Interval] = {
            name: rounding_interval(count, self.rules)
            for name, count in numbers.items()
            if count is not None and name not in suppressed
        }
        if told.heads is None:
            found["heads"] = (0.0, found["shared"][1] + far_apart(self.rules))
        return found

    def steps(self, name: str) -> Sequence[Names]:
        """What to suppress, the least first."""
        named = [frozenset({one}) for one in name.split("-") if one in {"joined", "done"}]
        return *named, frozenset({WHOLE_RESPONSE})

    def sensitive(self) -> Iterator[SensitiveNumber]:
        """Small numbers that are suppressed."""
        top = self.rules.threshold - 1
        for place, numbers in enumerate(self.numbers):
            for name in self.margins:
                larger, _, smaller = name.partition("-")
                both = self.groups[place].response and {larger, smaller} <= numbers.keys()
                if both and numbers[larger] - numbers[smaller] <= top:
                    yield SensitiveNumber(place, name, 0.0, top)


def _scores_of(scale: ScaleLayout, group: PooledGroup, suppressed: Names) -> tuple[Cell, ...]:
    """The cells of a scale that are left."""
    about = [cell for cell in group.cells if (cell.part, cell.id) == (scale.part, scale.id)]
    return scores_without(about, suppressed)


def _cell_bounds(cell: Cell, rules: ResearchRules) -> Interval:
    if cell.count is not None:
        return rounding_interval(cell.count, rules)
    return 0.0, rules.threshold - 1.0 if cell.hidden is Suppression.PRIMARY else inf


def _complete_on(
    scale: ScaleLayout, group: PooledGroup, suppressed: Names, rules: ResearchRules
) -> Interval | None:
    """What is told of the number of sheets complete on a scale; None when nothing is."""
    bounds = [_cell_bounds(cell, rules) for cell in _scores_of(scale, group, suppressed)]
    if not bounds:
        return None
    low, high = (sum(ends) for ends in zip(*bounds, strict=True))
    told = next(r.people for r in group.reliabilities if (r.part, r.id) == (scale.part, scale.id))
    if told is not None and of_scale(scale.id, PEOPLE) not in suppressed:
        least, most = rounding_interval(told, rules)
        low, high = max(low, least), min(high, most)
    return max(float(rules.people), low), high
