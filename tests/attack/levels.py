"""What the levels of a small group and what stands out of them tell together of one person.

Outlook asks for each statement; here the question is about a whole quadrant of one person: whether
whoever answered some of its statements can have been green on all of those. What stands out
compares quadrants, so all of them are held against it at once.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import permutations
from typing import NamedTuple

import numpy as np

from tests.attack.rulebook import HIGHEST, LOWEST, SKIP, Rulebook

NOT_GREEN, ONE_PERSON = "not green in a quadrant", "singled out in a quadrant"
ALL_GREEN = "all others green in a quadrant"
MARGIN = 0.15
TINY = 1e-9
"""Shares of at most 54 answers, and the margin, differ by far more unless they are equal."""


class Known(NamedTuple):
    """What is known of a quadrant: answers per statement, and how many of all are not green."""

    answered: tuple[int, ...]
    not_green: int


class Told(NamedTuple):
    """What is published: a level per quadrant, and which of them stand out (None: not said)."""

    levels: tuple[float | None, ...]
    named: tuple[int, ...] | None


@cache
def facts(
    book: Rulebook, n: int, told: Told, mine: tuple[Known, ...], accomplices: int
) -> frozenset[str]:
    """What is certain of each other person, for accomplices who together answered like this."""
    free = n - accomplices
    sets = [_shares(book, n, told.levels[i], known, free) for i, known in enumerate(mine)]
    found: set[str] = set()
    for place, known in enumerate(mine):
        level = told.levels[place]
        lowest = book.names_lowest(n, len(known.answered))
        here = _Place(book, told, sets, place, lowest=lowest)
        if not here.can(_shares(book, n, level, known, free, but=1)):
            found.add(ONE_PERSON)
        if not here.can(_shares(book, n, level, known, free, but=0)):
            found.add(ALL_GREEN)
        for theirs in _choices(known.answered):
            both = tuple(a + b for a, b in zip(known.answered, theirs, strict=True))
            green, other = (
                _shares(book, n, level, Known(both, known.not_green + extra), free - 1)
                for extra in (0, sum(theirs))
            )
            if not here.can(green) and here.can(other):
                found.add(NOT_GREEN)
    return frozenset(found)


class _Place:
    """One quadrant among the others, whose shares are what they can be."""

    def __init__(
        self,
        book: Rulebook,
        told: Told,
        sets: Sequence[tuple[float, ...]],
        place: int,
        *,
        lowest: bool,
    ) -> None:
        self._book, self._told, self._lowest = book, told, lowest
        self._sets, self._place = sets, place

    def can(self, shares: tuple[float, ...]) -> bool:
        """Whether what is published can be when this quadrant has one of these shares."""
        sets = (*self._sets[: self._place], shares, *self._sets[self._place + 1 :])
        return can_be(self._book, sets, self._told, lowest=self._lowest)


@cache
def _choices(answered: tuple[int, ...]) -> list[tuple[int, ...]]:
    """Which statements somebody may have answered, one for each that is alike to accomplices."""
    found = {}
    for number in range(1, 2 ** len(answered)):
        theirs = tuple(number >> i & 1 for i in range(len(answered)))
        found.setdefault(tuple(sorted(zip(answered, theirs, strict=True))), theirs)
    return list(found.values())


@cache
def _shares(
    book: Rulebook, n: int, level: float | None, known: Known, free: int, but: int | None = None
) -> tuple[float, ...]:
    """Every share not green that a quadrant of this level can have, in order.

    Parameters
    ----------
    free
        How many people answered nobody knows what.
    but
        A number of not green ones that these people do not have.
    """
    found = totals(book, n, level, known, free)
    return tuple(
        sorted({few / of for few, of in found if level is None or few - known.not_green != but})
    )


@cache
def totals(
    book: Rulebook, n: int, level: float | None, known: Known, free: int
) -> list[tuple[int, int]]:
    """Every number of not green answers and of answers that a quadrant of this level can have.

    Without a level all that matters is whether that can be: ``[(0, 1)]`` or nothing.
    """
    ways = {(0, False)}
    for given in known.answered:
        ways = {
            (answers + more, enough or given + more >= book.minimum)
            for answers, enough in ways
            for more in range(free + 1)
        }
    if level is None:
        return [(0, 1)] if any(not enough for _, enough in ways) else []
    theirs = {answers for answers, enough in ways if enough}
    return [
        (not_green, total)
        for total, answers in ((sum(known.answered) + answers, answers) for answers in theirs)
        for not_green in range(known.not_green, known.not_green + answers + 1)
        if book.quadrant_level(n, not_green, total) == level
    ]


@cache
def can_be(
    book: Rulebook, sets: tuple[tuple[float, ...], ...], told: Told, *, lowest: bool
) -> bool:
    """Whether shares from these sets lead to what is said of standing out."""
    if not all(sets) or told.named is None:
        return all(sets)
    known = [i for i, level in enumerate(told.levels) if level is not None]
    if told.named:
        rest = [i for i in known if i not in told.named]
        above_all = not book.above_highest and HIGHEST in {told.levels[i] for i in rest}
        if above_all or (not lowest and LOWEST in {told.levels[i] for i in told.named}):
            return False
        floor = max(sets[i][0] for i in rest) + MARGIN
        return any(
            _lie_together(book, sets, told, top, floor, lowest=lowest)
            for top in permutations(told.named)
        )
    # The likeliest order first: what is looked for is one.
    known.sort(key=lambda i: told.levels[i] or 0, reverse=True)
    for top in permutations(known, len(known) // 2 + 1):
        floor = max((sets[i][0] for i in known if i not in top), default=0.0)
        if _lie_together(book, sets, told, top, floor, lowest=lowest):
            return True
    return not known


def _lie_together(
    book: Rulebook,
    sets: Sequence[tuple[float, ...]],
    told: Told,
    order: Sequence[int],
    floor: float,
    *,
    lowest: bool,
) -> bool:
    """Whether each can be at least the next one, but not so far above it that it is named."""
    below = list(sets[order[-1]])
    below = below[bisect_left(below, floor - TINY) :]
    for upper, lower in zip(order[-2::-1], order[:0:-1], strict=True):
        if not below:
            return False
        shares, reached = np.array(sets[upper]), np.array(below)
        nearest = np.searchsorted(reached, shares + TINY, side="right") - 1
        fits = nearest >= 0
        named = lowest or told.levels[upper] != LOWEST
        if named and (book.above_highest or told.levels[lower] != HIGHEST):
            fits &= shares - reached[nearest] < MARGIN - TINY
        below = shares[fits].tolist()
    return bool(below)


def all_told(levels: Sequence[float | None]) -> Iterator[Told]:
    """Everything that can be said beside these levels."""
    known = [i for i, level in enumerate(levels) if level is not None]
    for count in range(len(known) // 2 + 1):
        for some in permutations(known, count):
            if list(some) == sorted(some):
                yield Told(tuple(levels), some)


def of(sheets: Sequence[Sequence[int]], size: int) -> list[Known]:
    """What these people together answered, per quadrant of so many statements."""
    columns = list(zip(*sheets, strict=True))
    parts = [columns[at : at + size] for at in range(0, len(columns), size)]
    return [
        Known(
            tuple(sum(one != SKIP for one in column) for column in part),
            sum(0 < one < SKIP for column in part for one in column),
        )
        for part in parts
    ]
