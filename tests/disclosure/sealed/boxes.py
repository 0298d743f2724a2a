"""Who opens a sealed box and adds up what is in it, with any weights, to have one to four people.

The attacker knows who skipped what and the rule, and wants to know something about the answers of a
few. Whatever is in a box is a sum over people of a function of their answers. Here it is found out,
by changing one person's answers and looking what changes in the box, which people each number is
over; then linear algebra says whether any combination of all numbers depends on the answers of one
to four people and on nobody else's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import combinations, combinations_with_replacement, permutations, product
from random import Random

import numpy as np
from numpy.typing import NDArray

from weerbaar.model.answers import AnswerSheet
from weerbaar.model.instrument import Colour, Instrument, Quadrant, Side, Statement
from weerbaar.model.tally import Tally, all_keys

Mask = Callable[[NDArray[np.int64]], None]
"""Changes counts, one room a row, in place."""
Pattern = tuple[bool, ...]
"""Which statements somebody answered."""
Room = tuple[int, ...]
"""How many people have each pattern."""

FEW = 4
TINY = 1e-8
ENOUGH = 700
"""Answers tried of one person. Of the self-test 89 numbers can differ; half as many find them."""


def shape(*quadrants: tuple[Side, int]) -> Instrument:
    """An instrument of quadrants with a side and a number of statements."""
    made = []
    for number, (side, size) in enumerate(quadrants):
        name = f"q{number}"
        statements = tuple(Statement(f"{name}-{n}", name) for n in range(size))
        made.append(Quadrant(name, side, statements))
    return Instrument("shape", 1, str(quadrants), tuple(made))


def patterns(instrument: Instrument) -> tuple[Pattern, ...]:
    """Which statements one may have answered: not none, since such a sheet is not taken."""
    return tuple(product((True, False), repeat=len(instrument.statements)))[:-1]


def rooms(instrument: Instrument, people: int) -> Iterator[Room]:
    """Every way in which so many people can skip statements, up to symmetry."""
    kinds = patterns(instrument)
    alike = _symmetries(instrument)
    for who in combinations_with_replacement(range(len(kinds)), people):
        room = tuple(who.count(kind) for kind in range(len(kinds)))
        if all(tuple(room[at] for at in moved) <= room for moved in alike):
            yield room


class Attacker:
    """Looks at boxes of one instrument."""

    def __init__(
        self, instrument: Instrument, mask: Mask, kinds: Sequence[Pattern] | None = None
    ) -> None:
        self._mask = mask
        self._names = [s.id for s in instrument.statements]
        self._keys = list(all_keys(instrument))
        self._patterns = patterns(instrument) if kinds is None else kinds
        self._instrument = instrument
        self.size = len(self._keys)
        self._green = np.array([self._row(p, Colour.GREEN) for p in self._patterns])
        self._red = np.array([self._row(p, Colour.RED) for p in self._patterns])

    def betrayed(self, found: Sequence[Room]) -> list[Room]:
        """The rooms of which something follows about one to four people."""
        people = np.array(found, dtype=np.int64)
        before = people @ self._green
        whole = before.copy()
        self._mask(whole)
        shown = np.zeros((len(found), len(self._patterns), len(self._keys)), dtype=bool)
        for kind in range(len(self._patterns)):
            change = self._red[kind] - self._green[kind]
            box = before + change
            self._mask(box)
            # One person all red instead of green: what moves is what that person is in.
            shown[:, kind] = (box - whole) != 0
            assert ((box - whole) == np.where(shown[:, kind], change, 0)).all()
        shown[people == 0] = False
        packed = np.packbits(shown, axis=2)
        return [
            room
            for room, seen in zip(found, packed, strict=True)
            if self._follows(room, [bits.tobytes() for bits in seen])
        ]

    def _follows(self, room: Room, seen: list[bytes]) -> bool:
        # Who is in nothing is of no use to the attacker, and in no danger.
        there = [kind for kind, n in enumerate(room) if n and any(seen[kind])]
        few = [at for at, kind in enumerate(there) if room[kind] <= FEW]
        sets = [
            frozenset(some)
            for size in range(1, min(FEW, len(few)) + 1)
            for some in combinations(few, size)
            if sum(room[there[at]] for at in some) <= FEW
        ]
        who = tuple((kind, seen[kind]) for kind in there)
        return any(
            _apart(self, who, some) for some in sets if not any(some < other for other in sets)
        )

    @cache  # noqa: B019 -- a few attackers in one run of the tests
    def functions(self, kind: int, seen: bytes) -> NDArray[np.float64]:
        """What each number in the box has of one person, for everything that one can answer.

        Less what it has when all of it is green: what does not depend on the answers is known.
        Of these columns a basis, since only what they span matters.
        """
        bits = np.unpackbits(np.frombuffer(seen, dtype=np.uint8), count=len(self._keys))
        # A number is over the same people whatever they answer: all counts of a statement, or of
        # a scale, are in or out together.
        member = {_family(key) for key, bit in zip(self._keys, bits, strict=True) if bit}
        of = np.array([_family(key) in member for key in self._keys])
        answered = [i for i, given in zip(self._names, self._patterns[kind], strict=True) if given]
        rows = []
        for colours in _answers(len(answered)):
            counts = Tally.of(
                AnswerSheet(self._instrument, dict(zip(answered, colours, strict=True)))
            )
            rows.append([counts[key] for key in self._keys])
        made = np.array(rows, dtype=np.float64).T * of[:, None]
        return _basis(made - made[:, :1])

    def _row(self, pattern: Pattern, colour: Colour) -> list[int]:
        given = {i: colour for i, there in zip(self._names, pattern, strict=True) if there}
        counts = Tally.of(AnswerSheet(self._instrument, given))
        return [counts[key] for key in self._keys]


Who = tuple[tuple[int, bytes], ...]
"""Of each kind of people their pattern, and which numbers they are in."""


@cache
def _apart(attacker: Attacker, who: Who, some: frozenset[int]) -> bool:
    """Whether weights exist with which the others' answers fall out and not all of these do."""
    blocks = _blocks(attacker, who)
    others = [block for at, block in enumerate(blocks) if at not in some]
    size = len(blocks[0])
    sizes, weights = np.linalg.eigh(sum((b @ b.T for b in others), np.zeros((size, size))))
    without = weights[:, sizes < TINY].T
    return any(bool((np.abs(without @ blocks[at]) > TINY).any()) for at in some)


@cache
def _blocks(attacker: Attacker, who: Who) -> list[NDArray[np.float64]]:
    """What can differ of each kind, in as few numbers as all of them together need."""
    functions = [attacker.functions(*one) for one in who]
    basis = _basis(np.hstack(functions))
    return [basis.T @ one for one in functions]


def _basis(columns: NDArray[np.float64]) -> NDArray[np.float64]:
    """An orthonormal basis of what columns span."""
    sizes, basis = np.linalg.eigh(columns @ columns.T)
    return np.asarray(basis[:, sizes > TINY])


def _answers(count: int) -> Iterable[Sequence[Colour]]:
    """Everything one can answer; of many statements ways from all green to all red, score by score.

    What depends on an answer or a score moves on some step of such a way.
    """
    if 3**count <= ENOUGH:
        return product(Colour, repeat=count)
    chance = Random(count)
    levels = list(Colour)
    made = []
    while len(made) < ENOUGH:
        points = [0] * count
        made.append([levels[n] for n in points])
        for place in chance.sample([*range(count)] * 2, 2 * count):
            points[place] += 1
            made.append([levels[n] for n in points])
    return made


def _family(key: str) -> str:
    return key.rpartition(":")[0]


def _symmetries(instrument: Instrument) -> list[tuple[int, ...]]:
    """Ways to exchange statements, and quadrants of one side and size, as moves of patterns."""
    kinds = patterns(instrument)
    quadrants = instrument.quadrants
    starts = [sum(len(q.statements) for q in quadrants[:n]) for n in range(len(quadrants))]
    moves = []
    for order in permutations(range(len(quadrants))):
        pairs = [(quadrants[a], quadrants[b]) for a, b in enumerate(order)]
        if any(len(a.statements) != len(b.statements) or a.side != b.side for a, b in pairs):
            continue
        inside = [permutations(range(len(quadrants[at].statements))) for at in order]
        for chosen in product(*inside):
            places = [starts[at] + n for at, part in zip(order, chosen, strict=True) for n in part]
            moves.append(tuple(kinds.index(tuple(k[p] for p in places)) for k in kinds))
    return moves
