"""How many sheets are complete on each scale: what may be told of it, beside all that is shown.

The gap of a statement is the number of its skips, that of a scale the number of sheets that are not
counted as complete on it. A gap is at least that of each part, and no more is certain: a session
may have been sealed without its complete sheets. A number of complete sheets is shown only when
everybody who reckons so still finds every gap, and every difference of a gap and one within it,
either surely no small count or no nearer to being one than the statements alone say. When it is
hidden, that too says something of it, and is reckoned with.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from weerbaar.disclosure.pooling.hiding import StatementView, known, rounded, statement_bounds
from weerbaar.disclosure.pooling.layout import Scale
from weerbaar.disclosure.pooling.research_release import Rules

Interval = tuple[float, float]


class _Branch(NamedTuple):
    """A statement or a scale.

    Attributes
    ----------
    parts
        Places of what it consists of, each before it; none for a statement.
    outward
        Places of what it lies in and that has more statements.
    """

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
        self._seen: dict[tuple[tuple[int, Interval], ...], list[tuple[int, list[Interval]]]] = {}
        self._before = self._sizes({})

    def number(self, scale: int, complete: int) -> int | None:
        """The number of sheets complete on a scale, rounded; None when it may not be told.

        Only after those of all scales within it, and before any of those it lies in.
        """
        shown = rounded(complete, self._rules)
        if self._apart(scale, known(shown, self._rules)):
            self.tell(scale, known(shown, self._rules))
            return shown
        # It is one of those that are hidden: all down to the first that would be shown, and those
        # too near to another number that is told.
        high, step = self.known(scale)[1], self._rules.round_to
        first = rounded(int(high), self._rules)
        while first > 0 and not self._apart(scale, known(first, self._rules)):
            first -= step
        near = {
            rounded(int(end), self._rules) + step * away
            for told in self._complete.values()
            for end in told
            if end <= high
            for away in range(-4, 5)
        }
        hidden = [
            n for n in near if 0 < n < first and not self._apart(scale, known(n, self._rules))
        ]
        low = min([first + step, shown, *hidden]) - step // 2
        self.tell(scale, (float(low), high))
        return None

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
        if not self._may(scale, complete):
            return False
        self._complete = self._with(scale, complete)
        return True

    def _may(self, scale: int, complete: Interval) -> bool:
        return self._harmless(self._with(scale, complete))

    def _apart(self, scale: int, complete: Interval) -> bool:
        """Whether that many surely leave no small number of people out, of whatever is in it."""
        place = self._statements + scale
        told = self._with(scale, complete)
        inside = [
            inner
            for inner, branch in enumerate(self._tree)
            if place in branch.outward and (inner < self._statements or inner in told)
        ]
        return self._harmless(told) and all(
            gaps[place][0] - max([0.0, *(gaps[inner][1] for inner in inside)])
            >= self._rules.threshold
            for _, gaps in self._worlds(told)
        )

    def _with(self, scale: int, complete: Interval) -> dict[int, Interval]:
        low, high = self.known(scale)
        told = max(low, complete[0]), min(high, complete[1])
        return {**self._complete, self._statements + scale: told}

    def _harmless(self, complete: dict[int, Interval]) -> bool:
        top, found = self._rules.threshold - 1, self._sizes(complete)
        return bool(found) and all(
            low > top or (low <= before[0] and high >= min(before[1], top))
            for (low, high), before in zip(found, self._before, strict=True)
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
            for outer in branch.outward:
                low = max(0.0, gaps[outer][0] - gaps[place][1])
                yield low, gaps[outer][1] - gaps[place][0]

    def _worlds(self, complete: dict[int, Interval]) -> list[tuple[int, list[Interval]]]:
        """For each number of sheets that there can be, the bounds of all gaps."""
        key = tuple(sorted(complete.items()))
        if key not in self._seen:
            bounds = [(people, self._bounds(people, complete)) for people in self._people]
            self._seen[key] = [
                (people, gaps) for people, gaps in bounds if all(low <= high for low, high in gaps)
            ]
        return self._seen[key]

    def _bounds(self, people: int, complete: dict[int, Interval]) -> list[Interval]:
        gaps = [(low, min(high, people)) for low, high in self._skips[people]]
        for place, branch in enumerate(self._tree[self._statements :], start=self._statements):
            least, most = complete.get(place, (0.0, float(people)))
            low = max(people - most, *(gaps[part][0] for part in branch.parts))
            gaps.append((low, people - least))
        for place in reversed(range(self._statements, len(gaps))):
            for part in self._tree[place].parts:
                low, high = gaps[part]
                gaps[part] = low, min(high, gaps[place][1])
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
        outer = (places[name] for name in scale.within)
        return tuple(at for at in outer if size[at] > size[place])

    return [_Branch(tuple(parts.get(at, ())), outward(at)) for at in range(len(size))]
