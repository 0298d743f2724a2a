"""How many sheets are complete on each scale: what may be told of it, beside all that is published.

The gap of a statement is the number of its skips, that of a scale the number of sheets that are not
counted as complete on it. A gap is at least that of each part, and no more is certain: a session
may have been sealed without its complete sheets. A number of complete sheets is shown only when
everybody who reckons so still finds every gap, and every difference of a gap and one within it,
either surely no small count or no nearer to being one than the statements alone say. When it is
suppressed, that too says something of it, and is reckoned with.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from weerbaar.disclosure.pooling.research_release import ResearchRules
from weerbaar.disclosure.pooling.sessions import ScaleLayout
from weerbaar.disclosure.pooling.suppression import (
    Interval,
    StatementCounts,
    rounded,
    rounding_interval,
    skip_bounds,
)

_FIRST_CASES, _MORE_CASES = 16, 4
"""So many numbers are tried at once at first, and so many times as many when none will do."""
_NEAR = 4
"""So many steps from another number that is told a number may be suppressed for its sake."""

_Floats = NDArray[np.float64]
_NONE: _Floats = np.zeros(1)
_Truths = NDArray[np.bool_]
_Told = Mapping[int, tuple[_Floats, _Floats]]
"""By place, the least and the most complete sheets; several at once are several cases."""


class _Node(NamedTuple):
    """A statement or a scale.

    Attributes
    ----------
    parts
        Places of what it consists of, each before it; none for a statement.
    outward
        Places of what it lies in and that has more statements.
    """

    parts: list[int]
    outward: list[int]


class _Gaps(NamedTuple):
    """Bounds of all gaps: numbers of people that there can be, by places, by cases.

    Attributes
    ----------
    possible
        Numbers of people by cases: whether there can be so many.
    """

    low: _Floats
    high: _Floats
    possible: _Truths


class CompleteCases:
    """What is known of the gaps of a group, as more and more is published.

    Parameters
    ----------
    people
        Number of sheets, as it is published.
    views
        Per statement what is published of it.
    """

    def __init__(
        self,
        scales: Sequence[ScaleLayout],
        people: int,
        views: Sequence[StatementCounts],
        rules: ResearchRules,
    ) -> None:
        self._rules = rules
        self._statements = len(views)
        self._tree = _tree(scales, len(views))
        low, high = rounding_interval(people, rules)
        self._people = np.arange(low, high + 1).astype(np.float64)
        skips = np.array([skip_bounds(view, self._people, rules) for view in views])
        # Numbers of people come first: it is over these that all is summed up.
        self._low, self._high = skips[:, 0].T, np.minimum(skips[:, 1], self._people).T
        layers = [(at, outer) for at, node in enumerate(self._tree) for outer in node.outward]
        self._inner, self._outer = np.array(layers, np.intp).reshape(-1, 2).T
        nothing = self._gaps({})
        self._before = self._sizes(nothing)
        self._let({}, nothing)

    def number(self, scale: int, complete: int) -> int | None:
        """The number of sheets complete on a scale, rounded; None when it may not be told.

        Only after those of all scales within it, and before any of those it lies in.
        """
        shown = rounded(complete, self._rules)
        if self._apart(scale, [shown])[0]:
            self.tell(scale, rounding_interval(shown, self._rules))
            return shown
        # It is one of those that are suppressed: all down to the first that would be shown, and
        # those too near to another number that is told.
        high, step = self.known(scale)[1], self._rules.round_to
        first = self._first_apart(scale, rounded(int(high), self._rules))
        near = {
            rounded(int(end), self._rules) + step * away
            for told in self._told.values()
            for (end,) in told
            if end <= high
            for away in range(-_NEAR, _NEAR + 1)
        }
        asked = [n for n in near if 0 < n < first]
        gone = [n for n, apart in zip(asked, self._apart(scale, asked), strict=True) if not apart]
        low = min([first + step, shown, *gone]) - step // 2
        self.tell(scale, (float(low), high))
        return None

    def known(self, scale: int) -> Interval:
        """The least and the most sheets that can be complete on a scale, given by its place."""
        return self._known[scale]

    def tell(self, scale: int, complete: Interval) -> bool:
        """Tell how many sheets are complete on a scale, if what is small stays unknown."""
        low, high = self.known(scale)
        if complete[0] <= low and complete[1] >= high:
            return True
        told = self._with(scale, [complete])
        gaps = self._gaps(told)
        if not self._harmless(gaps)[0]:
            return False
        self._let(told, gaps)
        return True

    def _let(self, told: _Told, gaps: _Gaps) -> None:
        self._told: _Told = told
        some = gaps.possible[:, 0]
        people = self._people[some, None]
        least = (people - gaps.high[some, :, 0]).min(0)
        most = (people - gaps.low[some, :, 0]).max(0)
        ends = zip(np.maximum(0.0, least).tolist(), most.tolist(), strict=True)
        self._known: list[Interval] = list(ends)[self._statements :]

    def _first_apart(self, scale: int, first: int) -> int:
        """The first that would be shown, from some number down; zero or less if there is none."""
        step, cases = self._rules.round_to, _FIRST_CASES
        while first > 0:
            asked = range(first, 0, -step)[:cases]
            apart = self._apart(scale, asked)
            if apart.any():
                return asked[int(apart.argmax())]
            first, cases = asked[-1] - step, cases * _MORE_CASES
        return first

    def _apart(self, scale: int, numbers: Sequence[int]) -> _Truths:
        """Whether so many surely leave no small number of people out, of whatever is in it.

        Parameters
        ----------
        numbers
            Rounded; each is asked by itself.
        """
        if not len(numbers):
            return np.zeros(0, np.bool_)
        place = self._statements + scale
        told = self._with(scale, [rounding_interval(n, self._rules) for n in numbers])
        inside = [
            inner
            for inner, node in enumerate(self._tree)
            if place in node.outward and (inner < self._statements or inner in told)
        ]
        gaps = self._gaps(told)
        within = gaps.high[:, inside].max(1, initial=0.0)
        far = gaps.low[:, place] - within >= self._rules.threshold
        every: _Truths = np.all(far | ~gaps.possible, axis=0) & gaps.possible.any(0)
        return every & self._harmless(gaps) if every.any() else every

    def _with(self, scale: int, complete: Sequence[Interval]) -> _Told:
        low, high = self.known(scale)
        least, most = np.array(complete, np.float64).T
        told = np.maximum(low, least), np.minimum(high, most)
        return {**self._told, self._statements + scale: told}

    def _harmless(self, gaps: _Gaps) -> _Truths:
        top = self._rules.threshold - 1
        (low, high), (least, most) = self._sizes(gaps), self._before
        unknown = (low <= least) & (high >= np.minimum(most, top))
        every: _Truths = np.all((low > top) | unknown, axis=0)
        return every & gaps.possible.any(0)

    def _sizes(self, gaps: _Gaps) -> tuple[_Floats, _Floats]:
        """What is known of every gap, and of every difference of one and another within it."""
        low, high, possible = gaps
        inner, outer = self._inner, self._outer
        lows = np.concatenate([low, np.maximum(0.0, low[:, outer] - high[:, inner])], axis=1)
        highs = np.concatenate([high, high[:, outer] - low[:, inner]], axis=1)
        which = possible[:, None]
        return (
            lows.min(0, where=which, initial=np.inf),
            highs.max(0, where=which, initial=-np.inf),
        )

    def _gaps(self, told: _Told) -> _Gaps:
        """For each number of sheets that there can be, the bounds of all gaps."""
        many = max([1, *(len(least) for least, _ in told.values())])
        shape = len(self._people), len(self._tree), many
        low, high = np.zeros(shape), np.empty(shape)
        low[:, : self._statements] = self._low[..., None]
        high[:, : self._statements] = self._high[..., None]
        people = self._people[:, None]
        scales = range(self._statements, len(self._tree))
        for place in scales:
            inside = low[:, self._tree[place].parts].max(1)
            least, most = told.get(place, (_NONE, people))
            low[:, place] = np.maximum(inside, people - most)
            high[:, place] = people - least
        for place in reversed(scales):
            parts = self._tree[place].parts
            high[:, parts] = np.minimum(high[:, parts], high[:, place, None])
        possible: _Truths = np.all(low <= high, axis=1)
        return _Gaps(low, high, possible)


def _tree(scales: Sequence[ScaleLayout], statements: int) -> list[_Node]:
    places = {scale.id: statements + at for at, scale in enumerate(scales)}
    nodes = [_Node([], []) for _ in range(statements + len(scales))]
    size = [1] * statements + [len(scale.statements) for scale in scales]
    for scale in scales:
        for outer in scale.within[1:2]:
            nodes[places[outer]].parts.append(places[scale.id])
        if not nodes[places[scale.id]].parts:
            nodes[places[scale.id]].parts.extend(scale.statements)
    innermost = {s: scale for scale in reversed(scales) for s in scale.statements}
    for place, node in enumerate(nodes):
        scale = innermost[place] if place < statements else scales[place - statements]
        outward = (places[name] for name in scale.within)
        node.outward.extend(outer for outer in outward if size[outer] > size[place])
    return nodes
