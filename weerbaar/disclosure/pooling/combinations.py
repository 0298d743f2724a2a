"""What follows from groups of sessions together: every weighted sum of them, not pairs alone.

Whoever has the figures of some groups also has those of every sum in which a group counts any
number of times, negative ones too. Such a combination gives each session a weight. It is about the
sessions whose weight is not zero, and may not be shown when

- they are of fewer than three councils, or
- they count for fewer people than two releases must differ in, or
- one council counts for more than half of it,

where a council counts for its people times the size of its weight, with the heaviest weight as 1.
That is how a total with weights is held to a dominance rule (Hundepool and others, Statistical
Disclosure Control, 2012, chapter 4, on weighted contributions); such measures are the linear ones
of Cox (Linear sensitivity measures in statistical disclosure control, J. Statistical Planning and
Inference 5, 1981). For weights of 1 and -1 they are the rules for a group.

Sessions that are in the same groups always have the same weight: they form an *atom*. The first
rule is a question of rank: whether a combination lies wholly in the atoms of two councils. The
others are linear programs, asked the other way round, as in the protection of tables (Fischetti
and Salazar, Solving the cell suppression problem on tabular data with linear constraints,
Management Science 47, 2001): no combination is mostly about a council exactly when its number
could change by all its people, the number of every other council by at most its own people, and
no released sum would change. Such a change is *invisible*.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, product

import numpy as np
from numpy.typing import NDArray

from weerbaar.disclosure.pooling.exact import (
    Matrix,
    dependent,
    echelon,
    null_vectors,
    orthogonal_to,
)
from weerbaar.disclosure.pooling.research_release import Rules

_Floats = NDArray[np.float64]

COUNCILS = Rules.sessions
"""Fewest councils that a combination may be about; stricter rules ask more of groups, not of it."""

_SEED = 10
_SPARE = 2
_SLACK = 1e-6
_TRIES = 8
_MORE = 1.001
"""Of two councils that a combination is about, the one that counts most can move no further than
the other; so a pair needs looking at only if one of the two cannot move this much further."""


@dataclass(frozen=True, order=True)
class Harm:
    """Something that a combination may not be about.

    Attributes
    ----------
    left
        ``one_council``, ``two_councils``, ``few_people`` or ``one_dominates``.
    where
        Councils by their number, or an atom.
    """

    left: str
    where: tuple[int, ...]


@dataclass(frozen=True)
class _Atoms:
    """Sessions that are in the same groups, taken together."""

    rows: Matrix
    """One row per group, one column per atom: whether it lies in the group."""
    councils: tuple[Mapping[int, tuple[int, int]], ...]
    """Per atom and council: its people, and those of its largest wave in it."""

    @classmethod
    def of(
        cls, groups: Sequence[frozenset[str]], sessions: Mapping[str, tuple[str, int]]
    ) -> _Atoms:
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
        for name, atom in zip(names, which.ravel().tolist(), strict=True):
            council, people = sessions[name]
            number = numbers.setdefault(council, len(numbers))
            total, largest = councils[atom].get(number, (0, 0))
            councils[atom][number] = (total + people, max(largest, people))
        return cls(np.ascontiguousarray(inside[first].T).astype(np.int64), tuple(councils))


@dataclass(frozen=True)
class _Bounds:
    """Between which numbers each atom has to move, and where it may not stay."""

    low: _Floats
    high: _Floats
    heavy: tuple[int, ...]


class Combinations:
    """All combinations of groups that were released, and what a group more would add to them.

    Parameters
    ----------
    earlier
        Groups of sessions, by name, that are out. What follows from them already cannot be taken
        back, and is not held against a group more.
    candidates
        Groups that :meth:`harm` and :meth:`add` may be asked of.
    sessions
        By name: the council, and the number of people.
    """

    def __init__(
        self,
        earlier: Sequence[frozenset[str]],
        candidates: Sequence[frozenset[str]],
        sessions: Mapping[str, tuple[str, int]],
        rules: Rules,
    ) -> None:
        atoms = _Atoms.of((*earlier, *candidates), sessions)
        self._all = atoms.rows
        self._candidates = {group: len(earlier) + i for i, group in enumerate(candidates)}
        self._pairs = _Pairs(atoms)
        self._changes = _Changes(atoms, rules)
        self._rows = echelon(self._all[: len(earlier)])[2]
        self._vectors = null_vectors(
            self._all[self._rows], self._pairs.widest + len(candidates) + _SPARE, _SEED
        )
        self._changes.take(self._rows)
        self._known = frozenset(self._harms(self._vectors, []))
        self._changes.take([])

    def harm(self, group: frozenset[str]) -> Harm | None:
        """What would follow from a candidate and what is out, and does not yet; None if nothing."""
        place = self._candidates[group]
        vectors = orthogonal_to(self._vectors, self._all[place])
        if vectors is None:
            return None
        found = self._harms(vectors, [place])
        return next((harm for harm in found if harm not in self._known), None)

    def add(self, group: frozenset[str]) -> None:
        """Let a candidate be out too."""
        place = self._candidates[group]
        vectors = orthogonal_to(self._vectors, self._all[place])
        if vectors is not None:
            self._vectors = vectors
            self._rows.append(place)
            self._changes.take([place])

    def follows(self, harm: Harm, groups: Sequence[int]) -> bool:
        """Whether something follows from some groups: by number, earlier ones and candidates."""
        rows = self._all[sorted(groups)]
        if harm.left in _BY_COUNT:
            return not self._changes.possible(harm, rows)
        kept = np.ones(rows.shape[1], np.bool_)
        kept[list(self._pairs.atoms(harm.where))] = False
        return len(echelon(rows[:, kept])[1]) < len(echelon(rows)[1])

    def _harms(self, vectors: Matrix, new: list[int]) -> Iterator[Harm]:
        for harm in self._changes.stuck(new):
            if harm.left == _NARROW:
                yield from self._pairs.harms(vectors, harm.where[0])
            else:
                yield harm


_NARROW = "narrow"
"""Of a council: it cannot move ``_MORE`` than its people."""
_BY_COUNT = ("few_people", "one_dominates")


class _Pairs:
    """Whether a combination lies in the sessions of one council or two."""

    def __init__(self, atoms: _Atoms) -> None:
        self._own: dict[int, list[int]] = {}
        self._shared: dict[tuple[int, ...], list[int]] = {}
        self._partners: dict[int, set[int]] = {}
        for place, found in enumerate(atoms.councils):
            if len(found) == 1:
                self._own.setdefault(next(iter(found)), []).append(place)
            elif len(found) < COUNCILS:
                one, two = sorted(found)
                self._shared.setdefault((one, two), []).append(place)
                self._partners.setdefault(one, set()).add(two)
                self._partners.setdefault(two, set()).add(one)
        largest = max(map(len, self._own.values()), default=0)
        self.widest = max([2 * largest, *(len(self.atoms(pair)) for pair in self._shared)])

    def atoms(self, councils: tuple[int, ...]) -> tuple[int, ...]:
        """Atoms with no session but of one or two councils."""
        own = [place for council in councils for place in self._own.get(council, ())]
        return (*own, *self._shared.get(councils, ()))

    def harms(self, vectors: Matrix, council: int) -> Iterator[Harm]:
        """Whether a combination is about a council alone; else each other that makes a pair.

        Parameters
        ----------
        vectors
            Random ones that all groups are orthogonal to: a combination lies in some atoms
            exactly when the columns of these atoms are dependent.
        """
        if any(self._dependent(vectors, {(council,)})):
            yield Harm("one_council", (council,))
            return
        others = {*self._own, *self._partners.get(council, ())} - {council}
        pairs: set[tuple[int, ...]] = {
            (min(council, other), max(council, other)) for other in others
        }
        for pair in self._dependent(vectors, pairs):
            if not any(self._dependent(vectors, {(one,) for one in pair})):
                yield Harm("two_councils", pair)

    def _dependent(self, vectors: Matrix, asked: set[tuple[int, ...]]) -> Iterator[tuple[int, ...]]:
        found = [(self.atoms(councils), councils) for councils in asked]
        for size, some in groupby(sorted(found, key=_width), _width):
            if size:
                atoms, councils = zip(*some, strict=True)
                tall = min(len(vectors), size + _SPARE)
                stacks = vectors[:tall][:, np.array(atoms)].transpose(1, 0, 2)
                yield from (councils[i] for i in np.flatnonzero(dependent(stacks)))


def _width(asked: tuple[tuple[int, ...], tuple[int, ...]]) -> int:
    return len(asked[0])


class _Changes:
    """Whether numbers can change enough without any released sum changing."""

    def __init__(self, atoms: _Atoms, rules: Rules) -> None:
        self._all = atoms.rows
        self._people = np.array([sum(n for n, _ in a.values()) for a in atoms.councils], float)
        self._rows: list[int] = []
        self._basis: _Floats = np.zeros((0, len(self._people)))
        self._bounds: dict[Harm, list[_Bounds]] = {}
        self._found: dict[tuple[Harm, int], _Floats] = {}
        self._stuck: frozenset[Harm] = frozenset()
        self._last: tuple[list[int], frozenset[Harm]] = ([], frozenset())
        factor = rules.largest / (1 - rules.largest)
        self._even = factor >= 1  # then who can move further than its people can move as far
        self._councils(atoms, factor)
        self._few(atoms, rules.difference)

    def _councils(self, atoms: _Atoms, factor: float) -> None:
        """A council by all its people; others by theirs, in every atom as far as they go."""
        where: dict[int, dict[int, int]] = {}
        for place, found in enumerate(atoms.councils):
            for council, (people, _) in found.items():
                where.setdefault(council, {})[place] = people
        for council, places in where.items():
            for left, more, of_others in ((_NARROW, _MORE, 1.0), ("one_dominates", 1.0, factor)):
                bounds = list(self._ways({p: more * n for p, n in places.items()}, of_others))
                if bounds:
                    self._bounds[Harm(left, (council,))] = bounds

    def _ways(self, places: Mapping[int, float], factor: float) -> Iterator[_Bounds]:
        """Waves in several atoms may count for or against: each way has to be possible."""
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
            yield _Bounds(low, high, heavy)

    def _few(self, atoms: _Atoms, least: int) -> None:
        """An atom by what it lacks; a council in several atoms lends each an equal part."""
        many = Counter(council for found in atoms.councils for council in found)
        lent = np.array(
            [sum(most / many[c] for c, (_, most) in found.items()) for found in atoms.councils]
        )
        for place, found in enumerate(atoms.councils):
            lacking = least - sum(most for _, most in found.values())
            if lacking > 0:
                low, high = -lent, lent.copy()
                low[place] = high[place] = lacking
                self._bounds[Harm("few_people", (place,))] = [_Bounds(low, high, (place,))]

    def take(self, rows: list[int]) -> None:
        """Let groups be out; none is a combination of the others and of those before."""
        self._basis = self._with(rows)
        self._rows += rows
        if self._last[0] == rows:
            self._stuck |= self._last[1]

    def stuck(self, new: list[int]) -> Iterator[Harm]:
        """What cannot change enough, with some groups more."""
        basis = self._with(new)
        kept = list(self._found)
        broken = set()
        if new and kept:
            moved = self._all[new] @ np.array([self._found[key] for key in kept]).T
            broken = {kept[i] for i in np.flatnonzero(np.abs(moved).max(axis=0) > _SLACK)}
        found: set[Harm] = set()
        for harm, ways in self._bounds.items():
            narrow = Harm(_NARROW, harm.where)
            if harm.left == "one_dominates" and self._even and narrow not in found:
                continue
            if harm in self._stuck or not all(
                (key in self._found and key not in broken) or self._moves(key, bounds, basis, new)
                for key, bounds in (((harm, way), one) for way, one in enumerate(ways))
            ):
                found.add(harm)
                yield harm
        self._last = new, frozenset(found)

    def _moves(
        self, key: tuple[Harm, int], bounds: _Bounds, basis: _Floats, new: list[int]
    ) -> bool:
        if np.linalg.norm(basis[:, bounds.heavy[0]]) > 1 - _SLACK:
            return False  # its number is fixed
        change = _near(basis, self._people, bounds)
        if change is None:
            change = _change(self._all[[*self._rows, *new]], bounds)
        if change is None:
            return False
        self._found[key] = change
        return True

    def possible(self, harm: Harm, rows: Matrix) -> bool:
        """Whether an invisible change is possible with some groups, whichever way waves count."""
        return all(_change(rows, bounds) is not None for bounds in self._bounds[harm])

    def _with(self, rows: list[int]) -> _Floats:
        """Orthonormal rows, of groups with each atom times its people."""
        if not rows:
            return self._basis
        scaled = self._all[rows] * self._people
        for _ in range(2):  # once more for what rounding left
            scaled = scaled - scaled @ self._basis.T @ self._basis
        return np.vstack([self._basis, np.linalg.qr(scaled.T)[0].T])


def _near(basis: _Floats, people: _Floats, bounds: _Bounds) -> _Floats | None:
    """The smallest invisible change that moves what is heavy, if it stays between the bounds.

    What goes too far is held at its bound, and the rest asked again, a few times.
    """
    held = list(bounds.heavy)
    goal = np.clip(0.0, bounds.low, bounds.high)
    for _ in range(_TRIES):
        moves = -basis.T @ basis[:, held]
        moves[held, range(len(held))] += 1
        own = moves[held]
        if np.linalg.eigvalsh(own)[0] < _SLACK:
            return None
        change: _Floats = people * (moves @ np.linalg.solve(own, goal[held] / people[held]))
        inside = np.clip(change, bounds.low, bounds.high)
        beyond = np.flatnonzero(np.abs(change - inside) > _SLACK)
        if not len(beyond):
            return change
        held += [place for place in beyond.tolist() if place not in held]
        goal[beyond] = inside[beyond]
    return None


def _change(rows: Matrix, bounds: _Bounds) -> _Floats | None:
    """Any change between the bounds that leaves the sums of some groups as they are."""
    from scipy.optimize import linprog
    from scipy.sparse import csr_array

    if not len(rows):
        return np.clip(np.zeros_like(bounds.low), bounds.low, bounds.high)
    found = linprog(
        np.zeros_like(bounds.low),
        A_eq=csr_array(rows.astype(np.float64)),
        b_eq=np.zeros(len(rows)),
        bounds=np.column_stack([bounds.low, bounds.high]),
        method="highs",
    )
    return None if found.x is None else np.asarray(found.x, np.float64)
