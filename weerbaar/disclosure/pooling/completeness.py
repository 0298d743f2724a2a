"""How many sheets are complete on each scale: what may be told of it, beside all that is shown.

The gap of a statement is the number of its skips, that of a scale the number of sheets that are not
counted as complete on it. A gap is at least that of each part, and no more is certain: a session
may have been sealed without its complete sheets. A number of complete sheets is shown only when
everybody who reckons so still finds every gap, and every difference of a gap and one within it,
either surely no small count or no nearer to being one than the statements alone say. When it is
hidden, that too says something of it, and is reckoned with.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from weerbaar.disclosure.pooling.hiding import StatementView, known, rounded, statement_bounds
from weerbaar.disclosure.pooling.layout import Scale
from weerbaar.disclosure.pooling.research_release import Rules

Interval = tuple[float, float]

_AT_ONCE = 64
_Floats = NDArray[np.float64]
_Told = Mapping[int, tuple[_Floats, _Floats]]
"""By place, the least and the most complete sheets; several at once are several cases."""


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


class _Worlds(NamedTuple):
    """Bounds of all gaps: cases by numbers of people that there can be by places.

    Attributes
    ----------
    possible
        Cases by numbers of people: whether there can be so many.
    """

    low: _Floats
    high: _Floats
    possible: NDArray[np.bool_]


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
        self._people = np.arange(low, high + 1)
        skips = np.array(
            [
                [statement_bounds(view, rules, (float(n), float(n)))["skip"] for view in views]
                for n in self._people.tolist()
            ]
        )
        self._low, self._high = skips[..., 0], np.minimum(skips[..., 1], self._people[:, None])
        self._statements = len(views)
        layers = [(at, outer) for at, branch in enumerate(self._tree) for outer in branch.outward]
        self._inner, self._outer = np.array(layers, np.intp).reshape(-1, 2).T
        self._told: dict[int, tuple[_Floats, _Floats]] = {}
        self._now = self._worlds({})
        self._before = self._sizes(self._now)

    def number(self, scale: int, complete: int) -> int | None:
        """The number of sheets complete on a scale, rounded; None when it may not be told.

        Only after those of all scales within it, and before any of those it lies in.
        """
        shown = rounded(complete, self._rules)
        if self._apart(scale, [shown])[0]:
            self.tell(scale, known(shown, self._rules))
            return shown
        # It is one of those that are hidden: all down to the first that would be shown, and those
        # too near to another number that is told.
        high, step = self.known(scale)[1], self._rules.round_to
        first = self._first_apart(scale, rounded(int(high), self._rules))
        near = {
            rounded(int(end), self._rules) + step * away
            for told in self._told.values()
            for (end,) in told
            if end <= high
            for away in range(-4, 5)
        }
        asked = [n for n in near if 0 < n < first]
        hidden = [n for n, apart in zip(asked, self._apart(scale, asked), strict=True) if not apart]
        low = min([first + step, shown, *hidden]) - step // 2
        self.tell(scale, (float(low), high))
        return None

    def known(self, scale: int) -> Interval:
        """The least and the most sheets that can be complete on a scale, given by its place."""
        place, possible = self._statements + scale, self._now.possible[0]
        least = (self._people - self._now.high[0, :, place])[possible].min()
        most = (self._people - self._now.low[0, :, place])[possible].max()
        return max(0.0, float(least)), float(most)

    def tell(self, scale: int, complete: Interval) -> bool:
        """Tell how many sheets are complete on a scale, if what is small stays unknown."""
        low, high = self.known(scale)
        if complete[0] <= low and complete[1] >= high:
            return True
        told = self._with(scale, [complete])
        worlds = self._worlds(told)
        if not self._harmless(worlds)[0]:
            return False
        self._told, self._now = told, worlds
        return True

    def _first_apart(self, scale: int, first: int) -> int:
        """The first that would be shown, from some number down; zero or less if there is none."""
        step = self._rules.round_to
        while first > 0:
            asked = range(first, 0, -step)[:_AT_ONCE]
            for n, apart in zip(asked, self._apart(scale, asked), strict=True):
                if apart:
                    return n
            first = asked[-1] - step
        return first

    def _apart(self, scale: int, numbers: Sequence[int]) -> NDArray[np.bool_]:
        """Whether so many surely leave no small number of people out, of whatever is in it.

        Parameters
        ----------
        numbers
            Rounded; each is asked by itself.
        """
        if not len(numbers):
            return np.zeros(0, np.bool_)
        place = self._statements + scale
        told = self._with(scale, [known(n, self._rules) for n in numbers])
        inside = [
            inner
            for inner, branch in enumerate(self._tree)
            if place in branch.outward and (inner < self._statements or inner in told)
        ]
        worlds = self._worlds(told)
        within = worlds.high[..., inside].max(-1, initial=0.0)
        far = worlds.low[..., place] - within >= self._rules.threshold
        every: NDArray[np.bool_] = np.all(far | ~worlds.possible, axis=-1)
        return every & self._harmless(worlds)

    def _with(self, scale: int, complete: Sequence[Interval]) -> dict[int, tuple[_Floats, _Floats]]:
        low, high = self.known(scale)
        least, most = np.array(complete, np.float64).T
        told = np.maximum(low, least), np.minimum(high, most)
        return {**self._told, self._statements + scale: told}

    def _harmless(self, worlds: _Worlds) -> NDArray[np.bool_]:
        top = self._rules.threshold - 1
        (low, high), (least, most) = self._sizes(worlds), self._before
        unknown = (low <= least) & (high >= np.minimum(most, top))
        every: NDArray[np.bool_] = np.all((low > top) | unknown, axis=-1)
        some: NDArray[np.bool_] = np.any(worlds.possible, axis=-1)
        return every & some

    def _sizes(self, worlds: _Worlds) -> tuple[_Floats, _Floats]:
        """What is known of every gap, and of every difference of one and another within it."""
        low, high, possible = worlds
        inner, outer = self._inner, self._outer
        layers = np.maximum(0.0, low[..., outer] - high[..., inner])
        lows = np.concatenate([low, layers], axis=-1)
        highs = np.concatenate([high, high[..., outer] - low[..., inner]], axis=-1)
        which = possible[..., None]
        return (
            lows.min(1, where=which, initial=np.inf),
            highs.max(1, where=which, initial=-np.inf),
        )

    def _worlds(self, told: _Told) -> _Worlds:
        """For each number of sheets that there can be, the bounds of all gaps."""
        many = max([1, *(len(least) for least, _ in told.values())])
        shape = many, len(self._people), len(self._tree)
        low, high = np.empty(shape), np.empty(shape)
        low[..., : self._statements], high[..., : self._statements] = self._low, self._high
        scales = range(self._statements, len(self._tree))
        for place in scales:
            parts = list(self._tree[place].parts)
            low[..., place] = low[..., parts].max(-1)
            high[..., place] = self._people
            if place in told:
                least, most = (end[:, None] for end in told[place])
                low[..., place] = np.maximum(low[..., place], self._people - most)
                high[..., place] = self._people - least
            else:
                low[..., place] = np.maximum(low[..., place], 0.0)
        for place in reversed(scales):
            parts = list(self._tree[place].parts)
            high[..., parts] = np.minimum(high[..., parts], high[..., place, None])
        possible: NDArray[np.bool_] = np.all(low <= high, axis=-1)
        return _Worlds(low, high, possible)


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
