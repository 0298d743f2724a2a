"""The attacker: from a release, the counts and what accomplices answered to facts about others.

Nobody knows more about one of the others than about another one, so a fact is certain of a person
exactly when it holds for all of them in every room that is possible.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

import numpy as np

from tests.attack import levels, outlook
from tests.attack.outlook import Counts, Outlook
from tests.attack.rulebook import GREEN, ORANGE, RED, SKIP, Figure, Rulebook

SENSITIVE = ("not green", "red", "orange", "sheet", levels.NOT_GREEN)
"""What must never become certain. Not green: of whoever answered the statement at all, or just
these of a quadrant."""

STRONGER = ("colour", "singled out", levels.ONE_PERSON)
"""Which of orange and red somebody is who is not green; that exactly one other person is."""

STATEMENTS = 12
PER_QUADRANT = 3


@dataclass(frozen=True)
class Unit:
    """What a release says of a statement, or of a quadrant: its statements, and the figure."""

    places: tuple[int, ...]
    figure: Figure

    def outlook(self, book: Rulebook, n: int, mine: Sequence[Sequence[int]]) -> Outlook:
        """What may be true of others here, when accomplices answered like this."""
        counts = tuple(_counts(sheet[place] for sheet in mine) for place in self.places)
        if self.figure[0] == "quadrant":
            return outlook.quadrant(book, n, self.figure[1], counts)
        return outlook.statement(book, n, self.figure, counts[0])


@dataclass(frozen=True)
class Seen:
    """A release as everybody in the room has it.

    Attributes
    ----------
    n
        Number of sheets. Joined and done are never less and heads are not either; when they are
        equal everybody shared, which is what the attacker counts on.
    named
        Numbers of the quadrants that stand out, beside levels; None when that is not said.
    """

    book: Rulebook
    n: int
    units: tuple[Unit, ...]
    named: tuple[int, ...] | None = None


def seen(shown: Mapping[str, Any]) -> Seen:
    """Read a release in its stored form."""
    known = {name: shown["policy"][name] for name in ("minimum", "statements_from", "band")}
    book = Rulebook(**known)
    if shown["statements"]:
        units = [Unit((i,), book.read(figure)) for i, figure in enumerate(shown["statements"])]
        return Seen(book, shown["n"], tuple(units))
    units = [
        Unit(tuple(range(PER_QUADRANT * i, PER_QUADRANT * (i + 1))), ("quadrant", level))
        for i, (_, level) in enumerate(shown["levels"])
    ]
    named = tuple(i for i, (name, _) in enumerate(shown["levels"]) if name in shown["highest"])
    return Seen(book, shown["n"], tuple(units), named)


def possible(view: Seen, mine: Sequence[Sequence[int]]) -> np.ndarray:
    """Table of what may be true, for accomplices with these sheets.

    Returns
    -------
    ndarray of bool, shape (statements, 7)
        Columns as in :class:`Outlook`. Everybody has answered something: a blank sheet is not
        accepted.
    """
    others = view.n - len(mine)
    found = [unit.outlook(view.book, view.n, mine) for unit in view.units]
    total = sum(one.most for one in found)
    table = [
        [best >= 0 and best + total - one.most >= others for best in row]
        for one in found
        for row in one.best
    ]
    return np.array(table, dtype=bool)


def facts(table: Iterable[Sequence[bool]]) -> set[str]:
    """What is certain about some other person on some statement, or on all of them."""
    found: set[str] = set()
    rows = [tuple(map(bool, row)) for row in table]
    for row in rows:
        found |= _certain(row)
    if rows and all(sum(row[: SKIP + 1]) == 1 for row in rows):
        found.add("sheet")
    return found


def attack(view: Seen, sheets: Sequence[Sequence[int]], accomplices: int) -> set[str]:
    """What becomes certain, whichever people in the room are the accomplices."""
    if not view.units:
        return set()
    found: set[str] = set()
    fixed = True
    worst, cover = [], []
    for unit in view.units:
        outlooks = [
            unit.outlook(view.book, view.n, mine) for mine in _choices(unit, sheets, accomplices)
        ]
        rows = [tuple(best >= 0 for best in row) for one in outlooks for row in one.best]
        for row in rows:
            found |= _certain(row)
        fixed &= any(sum(row[: SKIP + 1]) == 1 for row in rows)
        cover.append(min(one.most for one in outlooks))
        answers = [best for one in outlooks for row in one.best for best in row if best >= 0]
        worst.append(min(answers, default=0))
    if view.units[0].figure[0] == "quadrant":
        found |= _of_quadrants(view, sheets, accomplices)
    slack = min(sum(cover) - cover[i] + worst[i] for i in range(len(cover)))
    if slack >= view.n - accomplices and not fixed:
        return found
    # Whether all others can have answered something depends on which people they are.
    for mine in combinations(sheets, accomplices):
        found |= facts(possible(view, mine))
    return found


def _of_quadrants(view: Seen, sheets: Sequence[Sequence[int]], accomplices: int) -> set[str]:
    told = levels.Told(tuple(unit.figure[1] for unit in view.units), view.named)  # type: ignore[misc]
    found: set[str] = set()
    groups = {tuple(levels.of(some, PER_QUADRANT)) for some in combinations(sheets, accomplices)}
    nobody = (levels.Known((0,) * PER_QUADRANT, 0),) * len(view.units)
    # What is published of statements makes no difference to a level.
    book = replace(view.book, statements_from=0, band=0)
    for mine in groups:
        found |= levels.facts(book, view.n, told, mine or nobody, accomplices)
    return found


def _choices(
    unit: Unit, sheets: Sequence[Sequence[int]], accomplices: int
) -> Iterator[tuple[Sequence[int], ...]]:
    """One group of accomplices for everything accomplices can have answered here."""
    alike: dict[tuple[int, ...], list[Sequence[int]]] = {}
    for sheet in sheets:
        some = alike.setdefault(tuple(sheet[place] for place in unit.places), [])
        if len(some) < accomplices:
            some.append(sheet)
    few = [sheet for some in alike.values() for sheet in some]
    yield from combinations(few, accomplices)


def _certain(row: Sequence[bool]) -> set[str]:
    found = set()
    green, orange, red, skip = row[: SKIP + 1]
    if (orange or red) and not green:
        found.add("not green")
        if not skip and orange != red:
            found.add("orange" if orange else "red")
    if orange != red:
        found.add("colour")
    if not all(row[SKIP + 1 :]):
        found.add("singled out")
    return found


def _counts(answers: Iterable[int]) -> Counts:
    given = list(answers)
    return (given.count(GREEN), given.count(ORANGE), given.count(RED), given.count(SKIP))
