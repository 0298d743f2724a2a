"""Rooms in which a rule is switched off, or in which somebody does what no rule can stop.

Each variant is a release that the program never makes, built here from the published rules; the
attack must then succeed somewhere, or the rule is not needed.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tests.attack.attacker import Seen, Unit, attack, facts, possible
from tests.attack.pairs import BOOK, of_newcomers, worlds
from tests.attack.rooms import COUNT, EACH, Room
from tests.attack.rulebook import GREEN, ORANGE, RED, SKIP, Rulebook, World

EXACT = Rulebook(band=-1)
"""R3 off: every number is above the band, so every count is shown as it is."""
STATEMENTS_AT_ONCE = Rulebook(minimum=0, statements_from=0)
"""R2 off: statements, however few people there are."""

PARTY = 3
"""People in a fractie: since 2022 two thirds of them have three or fewer."""

DUMMIES = {
    "green": (GREEN,),
    "green and red": (GREEN, RED),
    "three colours": (GREEN, ORANGE, RED),
}


def view(book: Rulebook, room: Room) -> Seen:
    """Make the release that a rulebook gives."""
    n, answered = len(room), worlds(room)
    if n >= book.statements_from:
        units = [Unit((i,), book.figure(world)) for i, world in enumerate(answered)]
    elif n >= book.minimum:
        parts = [tuple(range(at, at + EACH)) for at in range(0, COUNT, EACH)]
        units = [
            Unit(part, ("quadrant", _level(book, n, [answered[i] for i in part]))) for part in parts
        ]
    else:
        units = []
    return Seen(book, n, tuple(units))


def _level(book: Rulebook, n: int, part: list[World]) -> float | None:
    each = [sum(world[:SKIP]) for world in part]
    if max(each) < book.minimum:
        return None
    return book.quadrant_level(n, sum(world[ORANGE] + world[RED] for world in part), sum(each))


def no_r1(room: Room) -> set[str]:
    """Results run along while people share: each new picture is held against the one before."""
    found: set[str] = set()
    for n in range(BOOK.statements_from, len(room)):
        found |= of_newcomers(room[: n + 1], 1)
    return found


def no_r2(room: Room) -> set[str]:
    """A room of any size sees its statements."""
    return attack(view(STATEMENTS_AT_ONCE, room), room.tolist(), 0)


def no_r3(room: Room) -> set[str]:
    """Every count of a statement is exact."""
    return attack(view(EXACT, room), room.tolist(), 0)


def no_r5(room: Room) -> set[str]:
    """The picture is made again once a latecomer has shared."""
    return of_newcomers(room, 1)


def no_r6(room: Room) -> set[str]:
    """The room is shown once with and once without a fractie of three."""
    return of_newcomers(room, PARTY)


SWITCHED_OFF = {"R1": no_r1, "R2": no_r2, "R3": no_r3, "R5": no_r5, "R6": no_r6}
SIZES = {
    "R1": range(11, 46),
    "R2": range(1, 10),
    "R3": range(10, 46),
    "R5": range(11, 46),
    "R6": range(13, 46),
}
"""Numbers of people for which a rule makes a difference."""


def with_dummies(real: Room, n: int, answers: Sequence[int]) -> set[str]:
    """What becomes certain of the real people when all others are known to the attacker."""
    dummies = [[answers[i % len(answers)]] * COUNT for i in range(n - len(real))]
    room = np.array([*real.tolist(), *dummies])
    return facts(possible(view(BOOK, room), dummies))
