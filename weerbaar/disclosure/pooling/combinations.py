"""What follows from groups of sessions together: every weighted sum of them, not pairs alone.

Whoever has the figures of some groups also has those of every sum in which a group counts any
number of times, negative ones too. Such a combination gives each session a weight. It is about the
sessions whose weight is not zero, and may not be shown when

- they are of fewer than three councils, or
- they count for fewer people than two releases must differ in, or
- one council counts for more than half of it,

where a council counts for its people times the size of its weight, with the heaviest weight as 1:
that is what it adds to the sum. The last two are linear sensitivity measures (Cox, Linear
sensitivity measures in statistical disclosure control, J. Statistical Planning and Inference 5,
1981, 153-164). The dominance rule has a meaning for contributions without a minus sign only
(Handbook on Statistical Disclosure Control, second edition, 4.2,
https://sdctools.github.io/HandbookSDC/), so sizes are taken, as the R package GaussSuppression
does. For weights of 1 and -1 these are the rules for a group.

Sessions that are in the same groups always have the same weight: they form an *atom*. The first
rule is a question of rank: whether a combination lies wholly in the atoms of two councils. The
others are linear programs, asked the other way round in ``invisible``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

import numpy as np

from weerbaar.disclosure.pooling.atoms import Atoms, Harm
from weerbaar.disclosure.pooling.exact import (
    Matrix,
    dependent,
    echelon,
    null_vectors,
    orthogonal_to,
)
from weerbaar.disclosure.pooling.invisible import NARROW, Changes
from weerbaar.disclosure.pooling.research_release import Rules

COUNCILS = Rules.sessions
"""Fewest councils that a combination may be about; stricter rules ask more of groups, not of it."""

_BY_COUNT = ("few_people", "one_dominates")
_SEED = 10
_SPARE = 2


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
        atoms = Atoms.of((*earlier, *candidates), sessions)
        self._all = atoms.rows
        self._candidates = {group: len(earlier) + i for i, group in enumerate(candidates)}
        self._pairs = _Pairs(atoms)
        self._changes = Changes(atoms, rules)
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
            if harm.left == NARROW:
                yield from self._pairs.harms(vectors, harm.where[0])
            else:
                yield harm


class _Pairs:
    """Whether a combination lies in the sessions of one council or two."""

    def __init__(self, atoms: Atoms) -> None:
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
