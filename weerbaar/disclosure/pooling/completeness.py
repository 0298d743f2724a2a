"""How many sheets are complete on each scale: what may be told of it, beside all that is shown.

The gap of a statement is the number of its skips, that of a scale the number of sheets that are not
complete on it. A gap is at least that of each part, and at most that of its parts together; scales
and statements form a tree, so whatever lies between can be, and bounds that are passed up the tree
and down again are the sharpest there are. A number of complete sheets is shown only when everybody
who reckons so still finds every gap, and every difference of a gap and one within it, either surely
no small count or still anything from zero up to the threshold.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from weerbaar.disclosure.pooling.hiding import StatementView, known, statement_bounds
from weerbaar.disclosure.pooling.layout import Scale
from weerbaar.disclosure.pooling.research_release import Rules

Interval = tuple[float, float]


class _Branch(NamedTuple):
    """A statement or a scale.

    Attributes
    ----------
    size
        Number of statements.
    parts
        Places of what it consists of, each before it; none for a statement.
    outward
        Places of what it lies in, from the inside out.
    """

    size: int
    parts: tuple[int, ...]
    outward: tuple[int, ...]


class Completeness:
    """What is known of the gaps of a group, as more and more is shown.

    Parameters
    ----------
    people
        Number of sheets, as it is shown.
    views
        Per statement what is shown of it.
    """

    def __init__(
        self, scales: Sequence[Scale], people: int, views: Sequence[StatementView], rules: Rules
    ) -> None:
        self._rules = rules
        self._tree = _tree(scales, len(views))
        low, high = known(people, rules)
        self._people = range(int(low), int(high) + 1)
        self._skips = {
            n: [statement_bounds(view, rules, (float(n), float(n)))["skip"] for view in views]
            for n in self._people
        }
        self._statements = len(views)
        self._complete: dict[int, Interval] = {}
        self._before = self._sizes({})

    def known(self, scale: int) -> Interval:
        """The least and the most sheets that can be complete on a scale, given by its place."""
        place = self._statements + scale
        found = [
            (people - gaps[place][1], people - gaps[place][0])
            for people, gaps in self._worlds(self._complete)
        ]
        return max(0.0, min(low for low, _ in found)), max(high for _, high in found)

    def tell(self, scale: int, complete: Interval) -> bool:
        """Tell how many sheets are complete on a scale, if what is small stays unknown."""
        low, high = self.known(scale)
        if complete[0] <= low and complete[1] >= high:
            return True
        told = dict(self._complete)
        told[self._statements + scale] = (max(low, complete[0]), min(high, complete[1]))
        if not self._harmless(told):
            return False
        self._complete = told
        return True

    def _harmless(self, complete: dict[int, Interval]) -> bool:
        top = self._rules.threshold - 1
        return all(
            low > top or (low <= before[0] and high >= min(before[1], top))
            for (low, high), before in zip(self._sizes(complete), self._before, strict=True)
        )

    def _sizes(self, complete: dict[int, Interval]) -> list[Interval]:
        """What is known of every gap, and of every difference of one and another within it."""
        worlds = [[*gaps, *self._layers(gaps)] for _, gaps in self._worlds(complete)]
        return [
            (min(low for low, _ in found), max(high for _, high in found))
            for found in zip(*worlds, strict=True)
        ]

    def _layers(self, gaps: Sequence[Interval]) -> Iterator[Interval]:
        for place, branch in enumerate(self._tree):
            inner, beside = place, 0.0
            for outer in branch.outward:
                beside += sum(gaps[part][1] for part in self._tree[outer].parts if part != inner)
                inner = outer
                if self._tree[outer].size > branch.size:
                    low = max(0.0, gaps[outer][0] - gaps[place][1])
                    yield low, min(beside, gaps[outer][1] - gaps[place][0])

    def _worlds(self, complete: dict[int, Interval]) -> list[tuple[int, list[Interval]]]:
        """For each number of sheets that there can be, the bounds of all gaps."""
        made = []
        for people in self._people:
            gaps = self._bounds(people, complete)
            if all(low <= high for low, high in gaps):
                made.append((people, gaps))
        return made

    def _bounds(self, people: int, complete: dict[int, Interval]) -> list[Interval]:
        gaps = [(low, min(high, people)) for low, high in self._skips[people]]
        for place, branch in enumerate(self._tree[self._statements :], start=self._statements):
            least, most = complete.get(place, (0.0, float(people)))
            low = max(people - most, *(gaps[part][0] for part in branch.parts))
            high = min(people - least, sum(gaps[part][1] for part in branch.parts))
            gaps.append((low, high))
        for place in reversed(range(self._statements, len(gaps))):
            low, high = gaps[place]
            parts = self._tree[place].parts
            room = sum(gaps[part][1] for part in parts)
            for part, (least, most) in zip(parts, [gaps[part] for part in parts], strict=True):
                gaps[part] = max(least, low - (room - most)), min(most, high)
        return gaps


def _tree(scales: Sequence[Scale], statements: int) -> list[_Branch]:
    places = {scale.id: statements + at for at, scale in enumerate(scales)}
    parts: dict[int, list[int]] = {place: [] for place in places.values()}
    size = [1] * statements + [len(scale.statements) for scale in scales]
    for scale in scales:
        for outer in scale.within[1:2]:
            parts[places[outer]].append(places[scale.id])
        if not parts[places[scale.id]]:
            parts[places[scale.id]] = list(scale.statements)
    quadrant = {s: scale for scale in reversed(scales) for s in scale.statements}

    def outward(place: int) -> tuple[int, ...]:
        scale = quadrant[place] if place < statements else scales[place - statements]
        return tuple(at for at in map(places.__getitem__, scale.within) if at != place)

    return [_Branch(size[at], tuple(parts.get(at, ())), outward(at)) for at in range(len(size))]
