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

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

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

_SPARE = 2
_SLACK = 1e-6
_SEED = 10
_MOST_AT_ONCE = 1 << 16


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
    def of(cls, groups: Sequence[frozenset[str]], sessions: Mapping[str, tuple[str, int]]) -> _Atoms:
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
        self._atoms = _Atoms.of((*earlier, *candidates), sessions)
        self._rules = rules
        self._candidates = {group: len(earlier) + i for i, group in enumerate(candidates)}
        self._pairs = _Pairs(self._atoms)
        self._room = _Room(self._atoms, rules)
        count = self._pairs.widest + len(self._candidates) + _SPARE
        rows = self._atoms.rows[: len(earlier)]
        self._vectors = null_vectors(rows, count, _SEED)
        self._rows = list(echelon(rows)[2])
        self._known = frozenset(self._harms(self._vectors, self._rows))

    def harm(self, group: frozenset[str]) -> Harm | None:
        """What would follow from a candidate and what is out, that does not yet; None if nothing."""
        place = self._candidates[group]
        vectors = orthogonal_to(self._vectors, self._atoms.rows[place])
        if vectors is None:
            return None
        return next(self._harms(vectors, [*self._rows, place], self._known), None)

    def add(self, group: frozenset[str]) -> None:
        """Let a candidate be out too."""
        place = self._candidates[group]
        vectors = orthogonal_to(self._vectors, self._atoms.rows[place])
        if vectors is not None:
            self._vectors = vectors
            self._rows.append(place)

    def follows(self, harm: Harm, groups: Sequence[int]) -> bool:
        """Whether something follows from some groups: by number, earlier ones and candidates."""
        if harm.left in ("few_people", "one_dominates"):
            return not self._room.moves(harm, sorted(groups), remember=False)
        kept = np.ones(self._atoms.rows.shape[1], np.bool_)
        kept[list(self._pairs.atoms(harm.where))] = False
        rows = self._atoms.rows[sorted(groups)]
        return len(echelon(rows[:, kept])[1]) < len(echelon(rows)[1])

    def _harms(
        self, vectors: Matrix, rows: list[int], known: frozenset[Harm] = frozenset()
    ) -> Iterator[Harm]:
        yield from (harm for harm in self._pairs.harms(vectors) if harm not in known)
        for harm in self._room.targets:
            if harm not in known and not self._room.moves(harm, rows):
                yield harm


class _Pairs:
    """Whether a combination lies in the sessions of one council or two."""

    def __init__(self, atoms: _Atoms) -> None:
        self._own: dict[int, list[int]] = {}
        self._shared: dict[tuple[int, int], list[int]] = {}
        for place, found in enumerate(atoms.councils):
            if len(found) == 1:
                self._own.setdefault(next(iter(found)), []).append(place)
            elif len(found) < COUNCILS:
                one, two = sorted(found)
                self._shared.setdefault((one, two), []).append(place)
        sizes: dict[int, list[int]] = {}
        for council, own in self._own.items():
            sizes.setdefault(len(own), []).append(council)
        self._by_size = dict(sorted(sizes.items()))
        largest = max(self._by_size, default=0)
        self.widest = max([2 * largest, *(len(self.atoms(pair)) for pair in self._shared)])

    def atoms(self, councils: tuple[int, ...]) -> tuple[int, ...]:
        """Atoms with no session but of one or two councils."""
        pairs = combinations(councils, 2)
        own = [place for council in councils for place in self._own.get(council, ())]
        return (*own, *(place for pair in pairs for place in self._shared.get(pair, ())))

    def harms(self, vectors: Matrix) -> Iterator[Harm]:
        """Each council and pair that some combination is about; pairs of such a council apart.

        Parameters
        ----------
        vectors
            Random ones that all groups are orthogonal to: a combination lies in some atoms
            exactly when the columns of these atoms are dependent.
        """
        alone: set[int] = set()
        for councils in self._by_size.values():
            found = self._dependent(vectors, [(council,) for council in councils])
            alone |= {one for (one,) in found}
        yield from (Harm("one_council", (one,)) for one in sorted(alone))
        for pair in self._shared:
            if not alone & set(pair) and self._dependent(vectors, [pair]):
                yield Harm("two_councils", pair)
        sizes = list(self._by_size)
        for one, two in ((a, b) for i, a in enumerate(sizes) for b in sizes[i:]):
            for pair in self._pairs(vectors, one, two):
                if not alone & set(pair) and pair not in self._shared:
                    yield Harm("two_councils", pair)

    def _pairs(self, vectors: Matrix, one: int, two: int) -> Iterator[tuple[int, int]]:
        """Dependent pairs of a council with so many atoms and one with so many."""
        first, second = self._by_size[one], self._by_size[two]
        if one == two == 1:
            yield from self._parallel(vectors, first)
            return
        pairs: list[tuple[int, int]] = []
        every = combinations(first, 2) if one == two else product(first, second)
        for a, b in every:
            pairs.append((a, b) if a < b else (b, a))
            if len(pairs) * (one + two) ** 2 > _MOST_AT_ONCE * 9:
                yield from self._dependent(vectors, pairs)
                pairs = []
        yield from self._dependent(vectors, pairs)

    def _parallel(self, vectors: Matrix, councils: list[int]) -> Iterator[tuple[int, int]]:
        """Pairs with one atom each, by their columns: dependent when the one is a multiple."""
        from weerbaar.disclosure.pooling.exact import PRIME

        seen: dict[bytes, int] = {}
        for council in councils:
            column = vectors[:, self._own[council][0]]
            if not column[0]:
                continue
            scaled = column * pow(int(column[0]), -1, PRIME) % PRIME
            other = seen.setdefault(scaled.tobytes(), council)
            if other != council:
                yield (other, council) if other < council else (council, other)

    def _dependent(
        self, vectors: Matrix, asked: Sequence[tuple[int, ...]]
    ) -> list[tuple[int, ...]]:
        if not asked:
            return []
        places = np.array([self.atoms(councils) for councils in asked])
        tall = min(len(vectors), places.shape[1] + _SPARE)
        stacks = np.ascontiguousarray(vectors[:tall][:, places].transpose(1, 0, 2))
        return [asked[i] for i in np.flatnonzero(dependent(stacks))]


class _Room:
    """Whether numbers can change enough without any released sum changing."""

    def __init__(self, atoms: _Atoms, rules: Rules) -> None:
        self._rows = atoms.rows
        self._factor = rules.largest / (1 - rules.largest)
        self._people = np.array([sum(all_ for all_, _ in a.values()) for a in atoms.councils])
        self._bounds: dict[Harm, list[tuple[_Floats, _Floats]]] = {}
        self._found: dict[tuple[Harm, int], _Floats] = {}
        self._dominating(atoms)
        self._few(atoms, rules.difference)

    @property
    def targets(self) -> list[Harm]:
        """All that must be able to change, and cannot do so within its own atom."""
        return list(self._bounds)

    def _dominating(self, atoms: _Atoms) -> None:
        """A council by all its people; others by theirs, however that has to be divided."""
        where: dict[int, dict[int, int]] = {}
        for place, found in enumerate(atoms.councils):
            for council, (people, _) in found.items():
                where.setdefault(council, {})[place] = people
        for council, places in where.items():
            rest = {p: self._factor * (self._people[p] - n) for p, n in places.items()}
            heavy = [place for place, people in places.items() if people > rest[place]]
            # Waves in several atoms may count for or against: each way has to be possible.
            for signs in product((1, -1), repeat=max(0, len(heavy) - 1)):
                if not heavy:
                    break
                high = self._factor * self._people
                low = -high
                for place, people in places.items():
                    low[place], high[place] = people - rest[place], rest[place] - people
                for place, sign in zip(heavy, (1, *signs), strict=True):
                    ends = sign * places[place] - rest[place], sign * places[place] + rest[place]
                    low[place], high[place] = ends
                harm = Harm("one_dominates", (council,))
                self._bounds.setdefault(harm, []).append((low, high))

    def _few(self, atoms: _Atoms, least: int) -> None:
        """An atom by what it lacks; a council in several atoms lends each an equal part."""
        many: dict[int, int] = {}
        for found in atoms.councils:
            for council in found:
                many[council] = many.get(council, 0) + 1
        people = [sum(most for _, most in found.values()) for found in atoms.councils]
        lent = np.array(
            [sum(most / many[c] for c, (_, most) in found.items()) for found in atoms.councils]
        )
        for place, found in enumerate(people):
            if found < least:
                low, high = -lent, lent.copy()
                low[place] = high[place] = least - found
                self._bounds[Harm("few_people", (place,))] = [(low, high)]

    def moves(self, harm: Harm, rows: list[int], *, remember: bool = True) -> bool:
        """Whether an invisible change is possible, whichever way the waves of a council count."""
        for way, bounds in enumerate(self._bounds[harm]):
            kept = self._found.get((harm, way))
            if kept is not None and np.abs(self._rows[rows] @ kept).max(initial=0) < _SLACK:
                continue
            change = self._change(rows, *bounds)
            if change is None:
                return False
            if remember:
                self._found[harm, way] = change
        return True

    def _change(self, rows: list[int], low: _Floats, high: _Floats) -> _Floats | None:
        """A change between bounds that leaves the sums of some groups as they are."""
        from scipy.optimize import linprog
        from scipy.sparse import csr_array

        if not rows:
            return np.clip(np.zeros_like(low), low, high)
        found = linprog(
            np.zeros_like(low),
            A_eq=csr_array(self._rows[rows].astype(np.float64)),
            b_eq=np.zeros(len(rows)),
            bounds=np.column_stack([low, high]),
            method="highs",
        )
        return None if found.x is None else np.asarray(found.x, np.float64)
