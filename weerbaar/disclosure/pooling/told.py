"""Told: what the figures of groups tell of numbers that add up, and which of these are small.

One class for each kind of numbers that is counted in every table: the answers to a statement, the
scores on a scale, the sheets complete on scales that lie in each other; the response is in
``told_response``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations
from math import inf
from typing import ClassVar, Protocol

from weerbaar.disclosure.pooling.additive import Known, Names, Target
from weerbaar.disclosure.pooling.hiding import Interval, StatementView, known, statement_bounds
from weerbaar.disclosure.pooling.layout import Scale
from weerbaar.disclosure.pooling.research_release import Cell, Group, Hidden, Rules
from weerbaar.disclosure.pooling.withheld import (
    COLOURS,
    GREENS,
    PEOPLE,
    SCORES,
    SKIPS,
    STATEMENT,
    of_scale,
    scores_without,
    without,
)

Forms = Mapping[str, Sequence[int]]
"""By name of a number, the categories that it counts."""


class Told(Protocol):
    """Numbers of groups, given by place, and how to tell less of them."""

    @property
    def forms(self) -> Forms:
        """What there is to know."""

    def known(self, place: int, withheld: Names) -> Known:
        """What is known of a group when some of it is withheld."""

    def steps(self, name: str) -> Sequence[Names]:
        """What to withhold for the sake of a number, the least first and everything last."""

    def targets(self) -> Iterator[Target]:
        """Small numbers that are hidden."""


class Answers:
    """The answers to a statement.

    Parameters
    ----------
    views
        What each group shows of it by itself.
    counts
        Per group green, orange, red and skips.
    shares
        Places of groups of which only the share is shown.
    """

    forms: ClassVar[Forms] = {
        "people": (0, 1, 2, 3),
        "answers": (0, 1, 2),
        "not_green": (1, 2),
        "green": (0,),
        "orange": (1,),
        "red": (2,),
        "skip": (3,),
    }

    def __init__(
        self,
        views: Sequence[StatementView],
        counts: Sequence[Sequence[int]],
        shares: Collection[int],
        rules: Rules,
    ) -> None:
        self._views = views
        self._shares = shares
        self._counts = counts
        self._rules = rules

    def known(self, place: int, withheld: Names) -> Known:
        """What is known of a group."""
        view, top = without(self._views[place], withheld), self._rules.threshold - 1.0
        told: dict[str, Interval] = {
            n: known(count, self._rules) for n, count in view.shown.items()
        }
        if "answers" not in view.shown and self._counts[place][3] <= top:
            # How many answers there are is then told as if few skip.
            told["skip"] = (0.0, top)
            if "not_green" in view.shown:
                told["green"] = (top + 1, inf)
        if place in self._shares:
            return {name: told[name] for name in told if name in {"answers", "not_green"}}
        return told

    def steps(self, name: str) -> Sequence[Names]:
        """What to withhold, the least first."""
        first = {"orange": COLOURS, "red": COLOURS, "skip": SKIPS, "answers": SKIPS}
        return first.get(name, GREENS), STATEMENT

    def targets(self) -> Iterator[Target]:
        """Small numbers that are hidden."""
        top = self._rules.threshold - 1
        for place, (view, counts) in enumerate(zip(self._views, self._counts, strict=True)):
            for name, categories in self.forms.items():
                hidden = name not in view.shown and sum(counts[c] for c in categories) <= top
                if hidden and (place not in self._shares or name == "not_green"):
                    yield Target(place, name, 0.0, top)


class Points:
    """The scores on a scale; ``rest`` are the sheets that are not complete on it.

    Parameters
    ----------
    groups
        The figures of each.
    counts
        Per group the sheets with each score.
    """

    def __init__(
        self, scale: Scale, groups: Sequence[Group], counts: Sequence[Sequence[int]], rules: Rules
    ) -> None:
        self._scale = scale
        self._groups = groups
        self._counts = counts
        self._rules = rules
        size = 2 * len(scale.statements) + 1
        points = {str(n): (n,) for n in range(size)}
        self.forms: Forms = {
            **points,
            "complete": tuple(range(size)),
            "people": tuple(range(size + 1)),
        }

    def known(self, place: int, withheld: Names) -> Known:
        """What is known of a group."""
        group, rules = self._groups[place], self._rules
        told: dict[str, Interval] = {"people": known(group.people, rules)}
        for cell in scores_of(self._scale, group, withheld):
            if cell.count is not None:
                told[cell.category] = known(cell.count, rules)
            elif cell.hidden is Hidden.SMALL:
                told[cell.category] = (0.0, rules.threshold - 1.0)
        complete = complete_on(self._scale, group, withheld, rules)
        return {**told, "complete": complete} if complete else told

    def steps(self, name: str) -> Sequence[Names]:
        """What to withhold, the least first."""
        one, every = (frozenset({of_scale(self._scale.id, what)}) for what in (name, SCORES))
        return one, every

    def targets(self) -> Iterator[Target]:
        """Small numbers that are hidden."""
        top = self._rules.threshold - 1
        for place, group in enumerate(self._groups):
            for cell in scores_of(self._scale, group, frozenset()):
                if cell.count is None and self._counts[place][int(cell.category)] <= top:
                    yield Target(place, cell.category, 0.0, top)


class Layers:
    """How many sheets are complete on each of some scales that lie in each other.

    Hidden is a small number of sheets that are complete on one and not on a larger one, or that
    are not complete on one.

    Parameters
    ----------
    scales
        From the smallest to the largest.
    complete
        Per group and scale the number of sheets.
    """

    def __init__(
        self,
        scales: Sequence[Scale],
        groups: Sequence[Group],
        views: Sequence[Sequence[StatementView]],
        people: Sequence[int],
        complete: Sequence[Sequence[int]],
        rules: Rules,
    ) -> None:
        self._scales = {scale.id: scale for scale in scales}
        self._groups = groups
        self._rules = rules
        size = len(scales)
        self._inward = {PEOPLE: 0} | {scale.id: at + 1 for at, scale in enumerate(scales)}
        self._sizes = [[n, *found] for n, found in zip(people, complete, strict=True)]
        self._layers = {f"{a}-{b}": (a, b) for a, b in combinations(self._inward, 2)}
        self.forms: Forms = {
            **{name: tuple(range(size + 1 - at)) for name, at in self._inward.items()},
            **{
                name: tuple(range(size + 1 - self._inward[b], size + 1 - self._inward[a]))
                for name, (a, b) in self._layers.items()
            },
        }
        self._skips = [
            {
                scale.id: max(
                    statement_bounds(found[s], rules)["skip"][0] for s in scale.statements
                )
                for scale in scales
            }
            for found in views
        ]

    def known(self, place: int, withheld: Names) -> Known:
        """What is known of a group."""
        group = self._groups[place]
        told: dict[str, Interval] = {PEOPLE: known(group.people, self._rules)}
        for name, scale in self._scales.items():
            told[f"{PEOPLE}-{name}"] = (self._skips[place][name], inf)
            complete = complete_on(scale, group, withheld, self._rules)
            if complete:
                told[name] = complete
        return told

    def steps(self, name: str) -> Sequence[Names]:
        """What to withhold, the least first."""
        about = [scale for scale in self._layers[name] if scale != PEOPLE]
        one = [frozenset({of_scale(scale, PEOPLE)}) for scale in about]
        both = frozenset(of_scale(scale, PEOPLE) for scale in about)
        return *one, both, frozenset(of_scale(scale, SCORES) for scale in self._scales)

    def targets(self) -> Iterator[Target]:
        """Small numbers that are hidden."""
        top = self._rules.threshold - 1
        for place, sizes in enumerate(self._sizes):
            for name, (a, b) in self._layers.items():
                if sizes[self._inward[a]] - sizes[self._inward[b]] <= top:
                    yield Target(place, name, 0.0, top)


def scores_of(scale: Scale, group: Group, withheld: Names) -> list[Cell]:
    """The cells of a scale that are left."""
    about = [cell for cell in group.cells if (cell.part, cell.id) == (scale.part, scale.id)]
    return list(scores_without(about, withheld))


def complete_on(scale: Scale, group: Group, withheld: Names, rules: Rules) -> Interval | None:
    """What is told of the number of sheets complete on a scale; None when nothing is."""
    cells = scores_of(scale, group, withheld)
    if not cells:
        return None
    told = next(r.people for r in group.reliabilities if (r.part, r.id) == (scale.part, scale.id))
    small = rules.threshold - 1.0
    bounds = [
        known(cell.count, rules)
        if cell.count is not None
        else (0.0, small if cell.hidden is Hidden.SMALL else inf)
        for cell in cells
    ]
    low, high = (sum(ends) for ends in zip(*bounds, strict=True))
    if told is not None and of_scale(scale.id, PEOPLE) not in withheld:
        least, most = known(told, rules)
        low, high = max(low, least), min(high, most)
    return max(float(rules.people), low), high
