"""What remains possible for an attacker, by going through every way a room can have answered.

A release reads each statement by itself (in small groups: each quadrant), so what is possible in a
room is what is possible in each of them, as long as everybody can have answered something.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from itertools import product
from typing import NamedTuple

import numpy as np

from tests.attack.rulebook import GREEN, ORANGE, RED, SKIP, Figure, Rulebook, World

Counts = tuple[int, int, int, int]
"""How many accomplices answered green, orange, red, or skipped."""


class Outlook(NamedTuple):
    """What may be true of the other people, given a figure and the accomplices' own answers.

    Attributes
    ----------
    best
        Per statement and column the most answers that others can have given when somebody else
        answers green, orange, red or skips (columns 0 to 3), or when the number of others who are
        not green, orange or red is other than one (4 to 6); -1 when that cannot be.
    most
        The most answers others can have given here at all.
    """

    best: tuple[tuple[int, ...], ...]
    most: int


class MisreadError(ValueError):
    """Nothing is possible: the attacker misreads the rules."""


@cache
def worlds_of(n: int) -> np.ndarray:
    """Every way in which n people can answer one statement; columns green, orange, red, skip."""
    found = [
        (green, orange, red, n - green - orange - red)
        for green in range(n + 1)
        for orange in range(n + 1 - green)
        for red in range(n + 1 - green - orange)
    ]
    return np.array(found, dtype=np.int16)


@cache
def published(book: Rulebook, n: int) -> dict[Figure, np.ndarray]:
    """Every figure that n people can lead to, with all the worlds that lead to it."""
    found: dict[Figure, list[World]] = defaultdict(list)
    for world in worlds_of(n).tolist():
        found[book.figure(world)].append(world)
    return {figure: np.array(rows, dtype=np.int16) for figure, rows in found.items()}


@cache
def statement(book: Rulebook, n: int, figure: Figure, mine: Counts) -> Outlook:
    """What may be true of others on one statement."""
    found = published(book, n).get(figure)
    if found is None:
        raise MisreadError(n, figure)
    others = found - np.array(mine, dtype=np.int16)
    others = others[(others >= 0).all(axis=1)]
    if not len(others):
        raise MisreadError(n, figure, mine)
    return _outlook(others)


@cache
def quadrant(book: Rulebook, n: int, level: float | None, mine: tuple[Counts, ...]) -> Outlook:
    """What may be true of others on the statements of a quadrant of which a level is known."""
    found = _quadrants(book, n)[level]
    # Orange and red are alike to a level: any split is possible.
    given = np.array([(c[GREEN], c[ORANGE] + c[RED], c[SKIP]) for c in mine], dtype=np.int8)
    others = found - given
    others = others[(others >= 0).all(axis=(1, 2))]
    if not len(others):
        raise MisreadError(n, level, mine)
    answered = others[:, :, :2].sum(axis=(1, 2), dtype=np.int16)
    best = []
    for place in range(others.shape[1]):
        green, not_green, skip = (others[:, place, column] for column in range(3))
        colour = _most(answered, not_green > 0)
        not_one = _most(answered, not_green != 1)
        # Whoever is not green may be orange as well as red, so neither is ever surely one.
        best.append(
            (
                *(_most(answered, green > 0), colour, colour, _most(answered, skip > 0)),
                *(not_one, int(answered.max()), int(answered.max())),
            )
        )
    return Outlook(tuple(best), int(answered.max()))


def quadrant_levels(book: Rulebook, n: int) -> list[float | None]:
    """Every level that n people can lead to."""
    return list(_quadrants(book, n))


@cache
def _quadrants(book: Rulebook, n: int, statements: int = 3) -> dict[float | None, np.ndarray]:
    single = [(g, a - g, n - a) for a in range(n + 1) for g in range(a + 1)]
    rows = np.array(list(product(single, repeat=statements)), dtype=np.int8)
    not_green = rows[:, :, 1].sum(axis=1, dtype=np.int16)
    each = rows[:, :, :2].sum(axis=2, dtype=np.int16)
    grid = [
        [book.quadrant_level(n, few, all_) if all_ else -1 for all_ in range(statements * n + 1)]
        for few in range(statements * n + 1)
    ]
    level = np.array(grid)[not_green, each.sum(axis=1)]
    level[each.max(axis=1) < book.minimum] = -1
    return {None if one < 0 else float(one): rows[level == one] for one in np.unique(level)}


def _outlook(others: np.ndarray) -> Outlook:
    columns = others.T
    answered = columns[:SKIP].sum(axis=0)
    counts = np.vstack([columns[ORANGE] + columns[RED], columns[ORANGE], columns[RED]])
    masks = np.vstack([columns > 0, counts != 1])
    best = np.where(masks, answered, -1).max(axis=1).tolist()
    return Outlook((tuple(best),), int(answered.max()))


def _most(answered: np.ndarray, mask: np.ndarray) -> int:
    return int(answered[mask].max()) if mask.any() else -1
