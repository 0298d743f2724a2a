"""Alternative numbers of people that would give the same released sums.

No combination of released groups is mostly about a council exactly when its number could change by
all its people, that of every other council by at most its own, and no released sum would change
(duality of linear programs). Tables are protected by asking likewise what else could have given the
published cells: Fischetti and Salazar, Solving the cell suppression problem on tabular data with
linear constraints, Management Science 47, 2001.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from weerbaar.disclosure.pooling.research_release import ResearchRules

NARROW = "narrow"
"""Of a council: it cannot move ``_MORE`` times its people."""

_MORE = 1.001
"""Of two councils that a combination is about, the one that counts most can move no further than
the other; so a pair needs looking at only if one of the two cannot move this much further."""
_SLACK = 1e-6
_TRIES = 8

Matrix = NDArray[np.int64]
_Floats = NDArray[np.float64]


@dataclass(frozen=True, order=True)
class Leak:
    """Something that a combination may not be about.

    Attributes
    ----------
    left
        ``one_council``, ``two_councils``, ``few_people`` or ``one_dominates``.
    where
        Councils by their number, or a block.
    """

    left: str
    where: tuple[int, ...]


@dataclass(frozen=True)
class Partition:
    """Sessions in blocks: those of one block are in the same groups.

    Attributes
    ----------
    rows
        One row per group, one column per block: whether it lies in the group.
    councils
        Per block and council: its people, and those of its largest wave in it.
    """

    rows: Matrix
    councils: tuple[Mapping[int, tuple[int, int]], ...]

    @classmethod
    def of(
        cls, groups: Sequence[frozenset[str]], sessions: Mapping[str, tuple[str, int]]
    ) -> Partition:
        """The coarsest partition in which every group is a number of whole blocks.

        Parameters
        ----------
        groups
            Sessions by name.
        sessions
            By name: the council, and the number of people.
        """
        names = sorted(frozenset().union(*groups))
        place = {name: i for i, name in enumerate(names)}
        inside = np.zeros((len(names), len(groups)), np.bool_)
        for column, group in enumerate(groups):
            inside[[place[name] for name in group], column] = True
        _, first, which = np.unique(
            np.packbits(inside, axis=1), axis=0, return_index=True, return_inverse=True
        )
        numbers: dict[str, int] = {}
        councils: list[dict[int, tuple[int, int]]] = [{} for _ in first]
        for name, block in zip(names, which.ravel().tolist(), strict=True):
            council, people = sessions[name]
            number = numbers.setdefault(council, len(numbers))
            total, largest = councils[block].get(number, (0, 0))
            councils[block][number] = (total + people, max(largest, people))
        return cls(np.ascontiguousarray(inside[first].T).astype(np.int64), tuple(councils))


@dataclass(frozen=True)
class _Ends:
    """Between which numbers each block has to move, and where it may not stay."""

    low: _Floats
    high: _Floats
    heavy: tuple[int, ...]


class Alternatives:
    """Whether numbers can change enough without any released sum changing."""

    def __init__(self, partition: Partition, rules: ResearchRules) -> None:
        self._all = partition.rows
        self._people = np.array(
            [sum(n for n, _ in block.values()) for block in partition.councils], float
        )
        self._rows: list[int] = []
        self._basis: _Floats = np.zeros((0, len(self._people)))
        self._ends: dict[Leak, list[_Ends]] = {}
        self._found: dict[tuple[Leak, int], _Floats] = {}
        self._stuck: frozenset[Leak] = frozenset()
        self._last: tuple[list[int], frozenset[Leak]] = ([], frozenset())
        factor = rules.largest / (1 - rules.largest)
        self._even = factor >= 1  # then who can move further than its people can move as far
        self._councils(partition, factor)
        self._few(partition, rules.difference)

    def _councils(self, partition: Partition, factor: float) -> None:
        """A council by all its people; others by theirs, in every block as far as they go."""
        where: dict[int, dict[int, int]] = {}
        for place, block in enumerate(partition.councils):
            for council, (people, _) in block.items():
                where.setdefault(council, {})[place] = people
        for council, places in where.items():
            for left, more, of_others in ((NARROW, _MORE, 1.0), ("one_dominates", 1.0, factor)):
                ends = list(self._ways({p: more * n for p, n in places.items()}, of_others))
                if ends:
                    self._ends[Leak(left, (council,))] = ends

    def _ways(self, places: Mapping[int, float], factor: float) -> Iterator[_Ends]:
        """Waves in several blocks may count for or against: each way has to be possible."""
        rest = {p: max(0.0, factor * (self._people[p] - n)) for p, n in places.items()}
        heavy = tuple(place for place, people in places.items() if people > rest[place])
        for signs in product((1, -1), repeat=len(heavy) - 1) if heavy else ():
            high = factor * self._people
            low = -high
            for place, people in places.items():
                # Where others outweigh it they can make up for it, whichever way it counts.
                low[place], high[place] = people - rest[place], rest[place] - people
            for place, sign in zip(heavy, (1, *signs), strict=True):
                low[place] = sign * places[place] - rest[place]
                high[place] = sign * places[place] + rest[place]
            yield _Ends(low, high, heavy)

    def _few(self, partition: Partition, least: int) -> None:
        """A block by what it lacks; a council in several blocks lends each an equal part."""
        many = Counter(council for block in partition.councils for council in block)
        largest = [{c: most for c, (_, most) in block.items()} for block in partition.councils]
        lent = np.array([sum(most / many[c] for c, most in block.items()) for block in largest])
        for place, block in enumerate(largest):
            lacking = least - sum(block.values())
            if lacking > 0:
                low, high = -lent, lent.copy()
                low[place] = high[place] = lacking
                self._ends[Leak("few_people", (place,))] = [_Ends(low, high, (place,))]

    def take(self, rows: list[int]) -> None:
        """Let groups be out; none is a combination of the others and of those before."""
        self._basis = self._with(rows)
        self._rows += rows
        if self._last[0] == rows:
            self._stuck |= self._last[1]

    def stuck(self, new: list[int]) -> Iterator[Leak]:
        """What cannot change enough, with some groups more."""
        basis = self._with(new)
        kept = list(self._found)
        broken = set()
        if new and kept:
            moved = self._all[new] @ np.array([self._found[key] for key in kept]).T
            broken = {kept[i] for i in np.flatnonzero(np.abs(moved).max(axis=0) > _SLACK)}
        found: set[Leak] = set()
        for leak, ways in self._ends.items():
            narrow = Leak(NARROW, leak.where)
            if leak.left == "one_dominates" and self._even and narrow not in found:
                continue
            if leak in self._stuck or not all(
                (key in self._found and key not in broken) or self._moves(key, ends, basis, new)
                for key, ends in (((leak, way), one) for way, one in enumerate(ways))
            ):
                found.add(leak)
                yield leak
        self._last = new, frozenset(found)

    def _moves(self, key: tuple[Leak, int], ends: _Ends, basis: _Floats, new: list[int]) -> bool:
        if np.linalg.norm(basis[:, ends.heavy[0]]) > 1 - _SLACK:
            return False  # its number is fixed
        change = _near(basis, self._people, ends)
        if change is None:
            change = _change(self._all[[*self._rows, *new]], ends)
        if change is None:
            return False
        self._found[key] = change
        return True

    def possible(self, leak: Leak, rows: Matrix) -> bool:
        """Whether numbers can change with some groups released, whichever way waves count."""
        return all(_change(rows, ends) is not None for ends in self._ends[leak])

    def _with(self, rows: list[int]) -> _Floats:
        """Orthonormal rows, of groups with each block times its people."""
        if not rows:
            return self._basis
        scaled = self._all[rows] * self._people
        for _ in range(2):  # once more for what rounding left
            scaled = scaled - scaled @ self._basis.T @ self._basis
        return np.vstack([self._basis, np.linalg.qr(scaled.T)[0].T])


def _near(basis: _Floats, people: _Floats, ends: _Ends) -> _Floats | None:
    """The smallest change of no released sum that moves what is heavy, if it stays between ends.

    What goes too far is held at its end, and the rest asked again, a few times.
    """
    held = list(ends.heavy)
    goal = np.clip(0.0, ends.low, ends.high)
    for _ in range(_TRIES):
        moves = -basis.T @ basis[:, held]
        moves[held, range(len(held))] += 1
        own = moves[held]
        if np.linalg.eigvalsh(own)[0] < _SLACK:
            return None
        change: _Floats = people * (moves @ np.linalg.solve(own, goal[held] / people[held]))
        inside = np.clip(change, ends.low, ends.high)
        beyond = np.flatnonzero(np.abs(change - inside) > _SLACK)
        if not len(beyond):
            return change
        held += [place for place in beyond.tolist() if place not in held]
        goal[beyond] = inside[beyond]
    return None


def _change(rows: Matrix, ends: _Ends) -> _Floats | None:
    """Any change between the ends that leaves the sums of some groups as they are."""
    from scipy.optimize import linprog
    from scipy.sparse import csr_array

    if not len(rows):
        return np.clip(np.zeros_like(ends.low), ends.low, ends.high)
    found = linprog(
        np.zeros_like(ends.low),
        A_eq=csr_array(rows.astype(np.float64)),
        b_eq=np.zeros(len(rows)),
        bounds=np.column_stack([ends.low, ends.high]),
        method="highs",
    )
    return None if found.x is None else np.asarray(found.x, np.float64)
