"""Two releases of nearly the same people, all other answers the same: what they tell of the one.

No rule stops this; it is what a second session on one day can give away, of the same questionnaire,
of another one that has statements in common, or after a rehearsal that was real. One person fewer
is the same pair, read the other way round.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import product

import numpy as np

from tests.attack import levels
from tests.attack.attacker import SENSITIVE, facts
from tests.attack.outlook import published
from tests.attack.rooms import EACH, QUADRANTS, Room, made, realistic
from tests.attack.rows import CERTAIN, ROOMS, Row, Tell, row
from tests.attack.rulebook import ORANGE, RED, SKIP, Figure, Rulebook, World

BOOK = Rulebook()
WIDER = Rulebook(band=6, statements_from=19)
"""For a second release of one day: the least wide band that twice the accomplices would ask for."""

SIZES = (10, 15, 23, 40)
SMALL_SIZES = (5, 6, 7, 8)
IN_COMMON = (12, 3, 1)
MORE_TWICE, CHANGED, TWICE_WIDER = "one more", "one answers anew", "one more, w = 6 the second time"
LEVELS_TWICE = "one more, levels"


def rows(rooms: int, tell: Tell) -> list[Row]:
    """Count in how many realistic rooms a pair makes something certain of the one person."""
    found = []
    for n in SMALL_SIZES:
        hits = sum(of_small(room[:-1], room) for room in _rooms(rooms, n + 1))
        found += _counted(LEVELS_TWICE, n, rooms, hits)
    for n in SIZES:
        for common in IN_COMMON:
            name = MORE_TWICE if common == IN_COMMON[0] else f"{MORE_TWICE}, {common} in common"
            newcomer = (of_newcomers(room[:, :common], 1) for room in _rooms(rooms, n + 1))
            found += _counted(name, n, rooms, sum(map(sensitive, newcomer)))
        # Somebody else's sheet stands for the answers that one person gives the second time.
        anew = (of_changed(room[:-1], room[1:]) for room in _rooms(rooms, n + 1))
        found += _counted(CHANGED, n, rooms, sum(map(sensitive, anew)))
        if n >= WIDER.statements_from:
            wider = (of_newcomers(room, 1, WIDER) for room in _rooms(rooms, n + 1))
            found += _counted(TWICE_WIDER, n, rooms, sum(map(sensitive, wider)))
    tell("  the same group twice")
    return found


def _rooms(rooms: int, n: int) -> Iterator[Room]:
    return (made(realistic, seed, n) for seed in range(rooms))


def _counted(name: str, n: int, rooms: int, hits: int) -> list[Row]:
    return [row(name, n, ROOMS, rooms), row(name, n, CERTAIN, hits)]


def sensitive(found: set[str]) -> bool:
    """Whether something that must never become certain is among the facts."""
    return not found.isdisjoint(SENSITIVE)


def worlds(room: Room) -> list[World]:
    """What was truly answered to each statement."""
    counts = [(room == answer).sum(axis=0).tolist() for answer in range(SKIP + 1)]
    return list(zip(*counts, strict=True))


def of_newcomers(room: Room, few: int, second: Rulebook = BOOK) -> set[str]:
    """What two releases tell of the last few people, of whom only the second one knows."""
    before, after = worlds(room[:-few]), worlds(room)
    table = [
        newcomers(len(room) - few, BOOK.figure(one), second, second.figure(two), few)
        for one, two in zip(before, after, strict=True)
    ]
    return facts((*one, True, True, True) for one in table)


@cache
def newcomers(
    n: int, before: Figure, second: Rulebook, after: Figure, few: int
) -> tuple[bool, ...]:
    """Whether one of the newcomers can be green, orange, red, or can have skipped."""
    able = np.zeros(SKIP + 1, dtype=bool)
    for joined in ways(few):
        if able[np.array(joined) > 0].all():
            continue
        if any(
            second.figure(tuple(a + b for a, b in zip(world, joined, strict=True))) == after
            for world in _worlds(n, before)
        ):
            able |= np.array(joined) > 0
    return tuple(able.tolist())


def of_changed(first: Room, second: Room) -> set[str]:
    """What two releases tell of one of the people, who has another sheet the second time."""
    found: set[str] = set()
    for one, two in zip(worlds(first), worlds(second), strict=True):
        then, now = _changed(len(first), BOOK.figure(one), BOOK.figure(two))
        found |= facts((*able, True, True, True) for able in (then, now)) - {"sheet"}
    return found


@cache
def _changed(n: int, before: Figure, after: Figure) -> tuple[tuple[bool, ...], tuple[bool, ...]]:
    then, now = [False] * (SKIP + 1), [False] * (SKIP + 1)
    for old, new in product(range(SKIP + 1), repeat=2):
        if then[old] and now[new]:
            continue
        for world in _worlds(n, before):
            moved = list(world)
            moved[old] -= 1
            moved[new] += 1
            if moved[old] >= 0 and BOOK.figure(tuple(moved)) == after:
                then[old] = now[new] = True
                break
    return tuple(then), tuple(now)


def of_small(first: Room, second: Room) -> bool:
    """Whether two sets of levels tell that the newcomer was not green somewhere in a quadrant."""
    for number in range(QUADRANTS):
        part = slice(EACH * number, EACH * (number + 1))
        then, now = (_level(room[:, part]) for room in (first, second))
        if None in (then, now):
            continue
        for answered in range(1, EACH + 1):
            able = [_can_join(len(first), then, now, answered, few) for few in range(answered + 1)]
            if not able[0] and any(able):
                return True
    return False


def _level(part: Room) -> float | None:
    answered = (part != SKIP).sum(axis=0)
    if answered.max() < BOOK.minimum:
        return None
    not_green = int(np.isin(part, (ORANGE, RED)).sum())
    return BOOK.quadrant_level(len(part), not_green, int(answered.sum()))


@cache
def _can_join(n: int, then: float, now: float, answered: int, not_green: int) -> bool:
    """Whether somebody with these answers can turn a level into another one."""
    nothing = levels.Known((0,) * EACH, 0)
    return any(
        BOOK.quadrant_level(n + 1, few + not_green, total + answered) == now
        for few, total in levels.totals(BOOK, n, then, nothing, n)
    )


@cache
def ways(people: int) -> tuple[World, ...]:
    """Every way in which some people can answer a statement."""
    counts = product(range(people + 1), repeat=SKIP)
    return tuple((*one, people - sum(one)) for one in counts if sum(one) <= people)


@cache
def _worlds(n: int, figure: Figure) -> list[Sequence[int]]:
    return published(BOOK, n)[figure].tolist()
