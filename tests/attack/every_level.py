"""Every set of levels, everything that can be said to stand out of it, and whoever is in the room.

Instruments of several shapes. Where there are too many cases to try, as many as there is time for
are drawn; then the accomplice may also have answered a part of a quadrant.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations_with_replacement
from math import comb

import numpy as np

from tests.attack.levels import Known, all_told, can_be, facts, totals
from tests.attack.rows import CASES, CASES_CERTAIN, Row, Tell, row
from tests.attack.rulebook import Rulebook

SHAPES = ((4, 3), (2, 3), (6, 3), (4, 2), (4, 4), (4, 5), (4, 6), (5, 2))
"""Quadrants, and statements in each: those of the content first, then others."""
SMALL = range(5, 10)
EVERY, DRAWN = 10_000, 150

BROKEN_CASES, BROKEN_CERTAIN = "cases without a rule", "cases without a rule, with a fact"
BROKEN = {
    "highest level told at five": Rulebook(highest_from=0),
    "named above the highest level": Rulebook(above_highest=True),
    "named at the lowest level": Rulebook(above_nobody=True),
}

State = tuple[float | None, Known]


def rows(tell: Tell, shapes: Iterable[tuple[int, int]] = SHAPES) -> list[Row]:
    """Go through all sizes and shapes, and through the rules that were not enough."""
    made = []
    for shape in shapes:
        tried = certain = 0
        for n in SMALL:
            cases = [bool(found) for found in attacked(Rulebook(), n, *shape)]
            tried, certain = tried + len(cases), certain + sum(cases)
        name = f"levels of {shape[0]} times {shape[1]} statements"
        made += [row(name, "5-9", CASES, tried, "cases")]
        made += [row(name, "5-9", CASES_CERTAIN, certain, "cases")]
        tell(f"  {name}: {tried} cases")
    for name, book in BROKEN.items():
        for n in SMALL:
            cases = [bool(found) for found in attacked(book, n, 4, 3, drawn=DRAWN)]
            made += [row(name, n, BROKEN_CASES, len(cases), "cases")]
            made += [row(name, n, BROKEN_CERTAIN, sum(cases), "cases")]
        tell(f"  {name}")
    return made


def attacked(
    book: Rulebook, n: int, quadrants: int, size: int, drawn: int | None = None
) -> Iterator[frozenset[str]]:
    """What is certain for one accomplice, in every case that can be or in some that are drawn."""
    whole = list(_states(book, n, size, whole=True))
    if drawn is None and comb(len(whole) + quadrants - 1, quadrants) <= EVERY:
        combinations: Iterable[Sequence[State]] = combinations_with_replacement(whole, quadrants)
    else:
        combinations = _draw(list(_states(book, n, size, whole=False)), quadrants, drawn or DRAWN)
    for combination in combinations:
        mine = tuple(known for _, known in combination)
        sets = tuple(
            tuple(sorted({few / of for few, of in totals(book, n, level, known, n - 1)}))
            for level, known in combination
        )
        for told in all_told([level for level, _ in combination]):
            if can_be(book, sets, told, lowest=book.names_lowest(n, size)):
                yield facts(book, n, told, mine, 1)


def _states(book: Rulebook, n: int, size: int, *, whole: bool) -> Iterator[State]:
    """Every level of a quadrant with everything that one accomplice can have answered there."""
    levels = (None, 0, 1.5) if n < book.highest_from else (None, 0, 1, 2)
    for answered in (0, size) if whole else range(size + 1):
        for not_green in range(answered + 1):
            known = Known((1,) * answered + (0,) * (size - answered), not_green)
            for level in levels:
                if totals(book, n, level, known, n - 1):
                    yield level, known


def _draw(states: list[State], quadrants: int, number: int) -> Iterator[Sequence[State]]:
    chance = np.random.default_rng([len(states), quadrants])
    for _ in range(number):
        yield [states[i] for i in chance.integers(len(states), size=quadrants)]
