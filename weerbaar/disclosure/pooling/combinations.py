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

Sessions that are in the same groups always have the same weight: they form a *block*. The first
rule is a question of rank: whether a combination lies wholly in the blocks of two councils. The
others are linear programs, asked the other way round in ``alternatives``.

Ranks are found by linear algebra on whole numbers, modulo one large prime. A set of columns that is
dependent over the fractions is dependent modulo a prime too, unless the prime divides a determinant
of the matrix: for this one a chance of about one in 2 000 million.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from weerbaar.disclosure.pooling.alternatives import (
    NARROW,
    Alternatives,
    Leak,
    Matrix,
    Partition,
)
from weerbaar.disclosure.pooling.research_release import ResearchRules
from weerbaar.disclosure.pooling.sessions import Member

COUNCILS = ResearchRules.sessions
"""Fewest councils that a combination may be about; stricter rules ask more of groups, not of it."""

_BY_COUNT = ("few_people", "one_dominates")
_SEED = 10
_SPARE = 2

PRIME = 2**31 - 1

_HALF = 1 << 16
_TERMS = 64
"""So many products of numbers below the prime and below 2^16 add up exactly in a float64."""
_BLOCK = 48


class Combinations:
    """All combinations of groups that were released, and what a group more would add to them.

    Parameters
    ----------
    earlier
        Groups of sessions, by name, that are out. What follows from them already cannot be taken
        back, and is not held against a group more.
    candidates
        Groups that :meth:`leak` and :meth:`add` may be asked of.
    sessions
        By name: the council, and the number of people.
    """

    def __init__(
        self,
        earlier: Sequence[frozenset[str]],
        candidates: Sequence[frozenset[str]],
        sessions: Mapping[str, tuple[str, int]],
        rules: ResearchRules,
    ) -> None:
        partition = Partition.of((*earlier, *candidates), sessions)
        self._all = partition.rows
        self._candidates = {group: len(earlier) + i for i, group in enumerate(candidates)}
        self._pairs = _Pairs(partition)
        self._alternatives = Alternatives(partition, rules)
        self._rows = echelon(self._all[: len(earlier)])[2]
        self._vectors = null_vectors(
            self._all[self._rows], self._pairs.widest + len(candidates) + _SPARE, _SEED
        )
        self._alternatives.take(self._rows)
        self._known = frozenset(self._leaks(self._vectors, []))
        self._alternatives.take([])

    def leak(self, group: frozenset[str]) -> Leak | None:
        """What would follow from a candidate and what is out, and does not yet; None if nothing."""
        place = self._candidates[group]
        vectors = orthogonal_to(self._vectors, self._all[place])
        if vectors is None:
            return None
        found = self._leaks(vectors, [place])
        return next((leak for leak in found if leak not in self._known), None)

    def add(self, group: frozenset[str]) -> None:
        """Let a candidate be out too."""
        place = self._candidates[group]
        vectors = orthogonal_to(self._vectors, self._all[place])
        if vectors is not None:
            self._vectors = vectors
            self._rows.append(place)
            self._alternatives.take([place])

    def follows(self, leak: Leak, groups: Sequence[int]) -> bool:
        """Whether something follows from some groups: by number, earlier ones and candidates."""
        rows = self._all[sorted(groups)]
        if leak.left in _BY_COUNT:
            return not self._alternatives.possible(leak, rows)
        kept = np.ones(rows.shape[1], np.bool_)
        kept[list(self._pairs.blocks(leak.where))] = False
        return len(echelon(rows[:, kept])[1]) < len(echelon(rows)[1])

    def _leaks(self, vectors: Matrix, new: list[int]) -> Iterator[Leak]:
        for leak in self._alternatives.stuck(new):
            if leak.left == NARROW:
                yield from self._pairs.leaks(vectors, leak.where[0])
            else:
                yield leak


class _Pairs:
    """Whether a combination lies in the sessions of one council or two."""

    def __init__(self, partition: Partition) -> None:
        self._own: dict[int, list[int]] = {}
        self._shared: dict[tuple[int, ...], list[int]] = {}
        self._partners: dict[int, set[int]] = {}
        for place, found in enumerate(partition.councils):
            if len(found) == 1:
                self._own.setdefault(next(iter(found)), []).append(place)
            elif len(found) < COUNCILS:
                one, two = sorted(found)
                self._shared.setdefault((one, two), []).append(place)
                self._partners.setdefault(one, set()).add(two)
                self._partners.setdefault(two, set()).add(one)
        largest = max(map(len, self._own.values()), default=0)
        self.widest = max([2 * largest, *(len(self.blocks(pair)) for pair in self._shared)])

    def blocks(self, councils: tuple[int, ...]) -> tuple[int, ...]:
        """Blocks with no session but of one or two councils."""
        own = [place for council in councils for place in self._own.get(council, ())]
        return (*own, *self._shared.get(councils, ()))

    def leaks(self, vectors: Matrix, council: int) -> Iterator[Leak]:
        """Whether a combination is about a council alone; else each other that makes a pair.

        Parameters
        ----------
        vectors
            Random ones that all groups are orthogonal to: a combination lies in some blocks
            exactly when the columns of these blocks are dependent.
        """
        if any(self._dependent(vectors, {(council,)})):
            yield Leak("one_council", (council,))
            return
        others = {*self._own, *self._partners.get(council, ())} - {council}
        pairs: set[tuple[int, ...]] = {
            (min(council, other), max(council, other)) for other in others
        }
        for pair in self._dependent(vectors, pairs):
            if not any(self._dependent(vectors, {(one,) for one in pair})):
                yield Leak("two_councils", pair)

    def _dependent(self, vectors: Matrix, asked: set[tuple[int, ...]]) -> Iterator[tuple[int, ...]]:
        found = [(self.blocks(councils), councils) for councils in asked]
        for size, some in groupby(sorted(found, key=_width), _width):
            if size:
                blocks, councils = zip(*some, strict=True)
                tall = min(len(vectors), size + _SPARE)
                stacks = vectors[:tall][:, np.array(blocks)].transpose(1, 0, 2)
                yield from (councils[i] for i in np.flatnonzero(dependent(stacks)))


def _width(asked: tuple[tuple[int, ...], tuple[int, ...]]) -> int:
    return len(asked[0])


def too_close(
    earlier: Sequence[tuple[Member, ...]],
    candidates: Sequence[tuple[Member, ...]],
    rules: ResearchRules,
) -> Iterator[int]:
    """Places of candidates that may not be shown beside what was and those before them.

    Groups here are the people that a figure is about, when these are not all of a group: scores are
    over sheets that are complete on a scale, response over sessions that know it. Two groups that
    may be shown beside each other can differ by many people of whom hardly any is complete on a
    scale, or only those of one council.

    Parameters
    ----------
    earlier, candidates
        Sessions with the number of their people that the figure is about, none with nobody; the
        candidates in the order in which they are let in.
    """
    sets = [frozenset(m.id.hex() for m in group) for group in (*earlier, *candidates)]
    if sum(map(len, sets)) == len(frozenset().union(*sets)):
        return  # nothing can be subtracted from anything
    sessions = {m.id.hex(): (m.series, m.people) for g in (*earlier, *candidates) for m in g}
    before, asked = sets[: len(earlier)], sets[len(earlier) :]
    space = Combinations(before, asked, sessions, rules)
    for place, group in enumerate(asked):
        if space.leak(group) is None:
            space.add(group)
        else:
            yield place


# --- exact linear algebra ----------------------------------------------------------------------
def times(left: Matrix, right: Matrix) -> Matrix:
    """Product of two matrices with entries 0..PRIME - 1, modulo the prime.

    By floating point (BLAS), in pieces that stay below 2^53 and so are exact.
    """
    found: Matrix = np.zeros((left.shape[0], right.shape[1]), np.int64)
    for begin in range(0, left.shape[1], _TERMS):
        part = slice(begin, begin + _TERMS)
        other = right[part].astype(np.float64)
        high, low = np.divmod(left[:, part], _HALF)
        top = (high.astype(np.float64) @ other).astype(np.int64) % PRIME
        rest = (low.astype(np.float64) @ other).astype(np.int64) % PRIME
        found = (found + top * _HALF + rest) % PRIME
    return found


def echelon(rows: Matrix) -> tuple[Matrix, list[int], list[int]]:
    """Reduced row echelon form.

    Returns
    -------
    (basis, pivots, kept)
        The basis of the row space, the column of each of its pivots, and which of the given rows
        are independent of those before them.
    """
    basis: Matrix = np.zeros((0, rows.shape[1]), np.int64)
    pivots: list[int] = []
    kept: list[int] = []
    for begin in range(0, len(rows), _BLOCK):
        block = rows[begin : begin + _BLOCK] % PRIME
        if pivots:
            block = (block - times(block[:, pivots], basis)) % PRIME
        block, new, own = _reduced(block)
        if not new:
            continue
        if pivots:
            basis = (basis - times(basis[:, new], block)) % PRIME
        basis = np.vstack([basis, block])
        pivots += new
        kept += [begin + place for place in own]
    return basis, pivots, kept


def null_vectors(rows: Matrix, count: int, seed: int) -> Matrix:
    """Random vectors that every given row is orthogonal to, one a row; fewer say no more.

    ``count`` random vectors of that space show every dependence of at most ``count`` columns of
    its basis, and next to never one that is not there.
    """
    random = np.random.default_rng(seed)
    vectors: Matrix = random.integers(0, PRIME, (count, rows.shape[1]), dtype=np.int64)
    basis, pivots, _ = echelon(rows)
    if pivots:
        vectors[:, pivots] = 0
        vectors[:, pivots] = (-times(vectors, np.ascontiguousarray(basis.T))) % PRIME
    return vectors


def orthogonal_to(vectors: Matrix, row: Matrix) -> Matrix | None:
    """Vectors of the same space that are orthogonal to one row more, one fewer of them.

    Returns
    -------
    matrix or None
        None when all are already: then the row is a combination of those before it.
    """
    products = times(vectors, row[:, None] % PRIME)[:, 0]
    found = np.flatnonzero(products)
    if not len(found):
        return None
    pivot = int(found[0])
    factors = products * pow(int(products[pivot]), -1, PRIME) % PRIME
    changed = (vectors - factors[:, None] * vectors[pivot] % PRIME) % PRIME
    kept: Matrix = np.delete(changed, pivot, axis=0)
    return kept


def dependent(stacks: Matrix) -> NDArray[np.bool_]:
    """Which of many small matrices (first axis) have columns that are linearly dependent."""
    stacks = stacks.copy()
    many, tall, wide = stacks.shape
    found = np.zeros(many, np.bool_)
    every = np.arange(many)
    for column in range(wide):
        if column >= tall:
            found[:] = True
            break
        place = (stacks[:, column:, column] != 0).argmax(axis=1) + column
        pivots = stacks[every, place]
        stacks[every, place] = stacks[:, column]
        stacks[:, column] = pivots
        lead = pivots[:, column]
        found |= lead == 0
        below = stacks[:, column + 1 :]
        taken = below[:, :, column, None] * pivots[:, None, :] % PRIME
        # Times the pivot instead of divided by it: no inverses, and zero stays zero.
        below *= lead[:, None, None]
        below %= PRIME
        below -= taken
        below %= PRIME
    return found


def _reduced(block: Matrix) -> tuple[Matrix, list[int], list[int]]:
    pivots: list[int] = []
    kept: list[int] = []
    for place in range(len(block)):
        found = np.flatnonzero(block[place])
        if not len(found):
            continue
        pivot = int(found[0])
        block[place] = block[place] * pow(int(block[place, pivot]), -1, PRIME) % PRIME
        factors = block[:, pivot].copy()
        factors[place] = 0
        block -= factors[:, None] * block[place] % PRIME
        block %= PRIME
        pivots.append(pivot)
        kept.append(place)
    return block[kept], pivots, kept
