"""Many rooms, attacked in every way: the rows of the benchmark."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import combinations_with_replacement, product

import numpy as np

from tests.attack import outlook, useful, without
from tests.attack.attacker import SENSITIVE, STRONGER, Seen, attack, facts, possible, seen
from tests.attack.outlook import published
from tests.attack.pairs import sensitive
from tests.attack.program import Program
from tests.attack.rooms import EACH, MIXES, Room, made, realistic, released
from tests.attack.rows import CASES, CASES_CERTAIN, CERTAIN, MORE, ROOMS, Row, Tell, row
from tests.attack.rulebook import SKIP, Rulebook
from weerbaar.disclosure import Policy

ACCOMPLICES = (0, 1, 2)
CLASSES = {"1-4": range(1, 5), "5-9": range(5, 10), "10-22": range(10, 23), "23-45": range(23, 46)}
DUMMIES_IN = 20
REAL = range(1, 8)

FIRST = Rulebook(first=True, highest_from=0)
"""The rules as they were first designed."""


def views(room: Room) -> dict[str, Seen]:
    """Give the releases that are attacked: of the program, with a narrower band, and of before."""
    return {
        "w = 3": seen(released(room, Policy())),
        "w = 2": seen(released(room, Policy(band=2))),
        "first design": without.view(FIRST, room),
    }


def rooms_of(sizes: Iterable[int], rounds: int) -> Iterator[Room]:
    """Every mix in turn, for every size."""
    for n in sizes:
        for seed in range(rounds):
            for mix in MIXES:
                yield made(mix, seed, n)


def campaign(rounds: int, tell: Tell, sizes: dict[str, range] | None = None) -> list[Row]:
    """Attack rooms of every mix and size, with none, one and two accomplices."""
    rows = []
    for size, numbers in (sizes or CLASSES).items():
        found: Counter[tuple[str, str]] = Counter()
        for n in numbers:
            for room in rooms_of([n], rounds):
                for name, view in views(room).items():
                    _count(found, name, view, room)
            tell(f"  {n} people: {rounds * len(MIXES)} rooms")
        rows += [row(name, size, measure, value) for (name, measure), value in found.items()]
    return rows


def _count(found: Counter[tuple[str, str]], name: str, view: Seen, room: Room) -> None:
    sheets = room.tolist()
    for accomplices in ACCOMPLICES:
        if accomplices >= len(sheets):
            continue
        certain = attack(view, sheets, accomplices)
        configuration = f"{name}, {accomplices} accomplices"
        found[configuration, ROOMS] += 1
        found[configuration, CERTAIN] += not certain.isdisjoint(SENSITIVE)
        found[configuration, MORE] += not certain.isdisjoint(STRONGER)


def every_figure(sizes: Iterable[int], tell: Tell) -> list[Row]:
    """Attack every figure there can be, with every answer accomplices can have given.

    Statements with none, one and two accomplices; quadrants of a small group with none and one.
    """
    book = Rulebook()
    tried: Counter[str] = Counter()
    certain: Counter[str] = Counter()
    for n in sizes:
        found = [bool(facts([row]) - {"sheet"}) for row in _every_row(book, n)]
        size = "5-9" if n < book.statements_from else "10-45"
        tried[size] += len(found)
        certain[size] += sum(found)
        tell(f"  every figure of {n} people: {len(found)} cases")
    return [
        row("every figure", size, measure, counts[size], "cases")
        for size in tried
        for measure, counts in ((CASES, tried), (CASES_CERTAIN, certain))
    ]


def _every_row(book: Rulebook, n: int) -> Iterator[list[bool]]:
    """Give the table of every case that can occur; its rows are of one statement each."""
    small = n < book.statements_from
    figures = outlook.quadrant_levels(book, n) if small else published(book, n)
    ask = outlook.quadrant if small else outlook.statement
    for figure in figures:
        for mine in _quadrant_answers() if small else _answers(ACCOMPLICES):
            try:
                found = ask(book, n, figure, mine)
            except outlook.MisreadError:
                continue  # no accomplices can have answered that here
            yield from ([best >= 0 for best in one] for one in found.best)


def _answers(accomplices: Iterable[int]) -> list[tuple[int, ...]]:
    return [
        tuple(given.count(answer) for answer in range(SKIP + 1))
        for number in accomplices
        for given in combinations_with_replacement(range(SKIP + 1), number)
    ]


def _quadrant_answers() -> list[tuple[tuple[int, ...], ...]]:
    one = list(product(_answers([1]), repeat=EACH))
    return [tuple(_answers([0]) * EACH), *one]


def switched_off(rounds: int, tell: Tell) -> list[Row]:
    """Attack rooms in which one rule is off, without any accomplice."""
    rows = []
    for rule, attempt in without.SWITCHED_OFF.items():
        sizes = without.SIZES[rule]
        hits = [sensitive(attempt(room)) for room in rooms_of(sizes, rounds)]
        size = f"{sizes[0]}-{sizes[-1]}"
        rows += [row(f"{rule} off", size, ROOMS, len(hits))]
        rows += [row(f"{rule} off", size, CERTAIN, sum(hits))]
        tell(f"  without {rule}: {sum(hits)} of {len(hits)} rooms")
    return rows


def dummies(rooms: int, tell: Tell) -> list[Row]:
    """Attack what no rule stops: dummy sheets, known to whoever filled them in."""
    rows = []
    for real in REAL:
        hits = sum(
            any(
                sensitive(without.with_dummies(made(realistic, seed, real), DUMMIES_IN, of))
                for of in without.DUMMIES.values()
            )
            for seed in range(rooms)
        )
        name = f"{DUMMIES_IN - real} dummies around {real}"
        rows += [row(name, DUMMIES_IN, ROOMS, rooms), row(name, DUMMIES_IN, CERTAIN, hits)]
    tell("  dummies")
    return rows


def second_opinion(sizes: Iterable[int], tell: Tell, seed: int = 1) -> list[Row]:
    """Ask the integer program the same, for one room of every mix and size."""
    chance = np.random.default_rng(seed)
    compared = differ = ruled_out = 0
    numbers = list(sizes)
    for n in numbers:
        for mix in MIXES:
            room = made(mix, seed, n)
            people = chance.choice(n, chance.integers(min(3, n)), replace=False)
            mine = [room[i].tolist() for i in people]
            # With the narrower band there are answers to rule out.
            shown = released(room, Policy(band=int(chance.choice([2, 3]))))
            first = possible(seen(shown), mine)[:, : SKIP + 1]
            second = Program(shown, mine).possible()
            compared += 1
            differ += int((first != second).any())
            ruled_out += int((~second).sum())
        tell(f"  integer program: rooms of {n}")
    size = f"{numbers[0]}-{numbers[-1]}"
    return [
        row("integer program", size, "rooms compared", compared),
        row("integer program", size, "rooms that differ", differ),
        row("integer program", size, "answers ruled out", ruled_out, "answers"),
    ]


def usefulness(rooms: int, tell: Tell) -> list[Row]:
    """Count in how many realistic rooms the released picture points the right way."""
    rows = []
    for n in useful.SIZES:
        found: Counter[tuple[str, str]] = Counter()
        for seed in range(rooms):
            found.update(useful.pointed(made(realistic, seed, n)).items())
        for part in ("quadrant", "side"):
            for verdict in (useful.RIGHT, useful.OPEN, useful.WRONG, useful.FAR):
                share = round(100 * found[part, verdict] / rooms, 1)
                rows.append(row("released picture", n, f"{part} {verdict}", share, "%"))
    tell("  usefulness")
    return rows
