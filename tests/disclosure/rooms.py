"""Rooms to disclose: random tallies with extremes, and every possible room of one statement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from hypothesis import strategies as st

from tests.model.made_up import IDS, tally
from weerbaar.disclosure import Policy, StatementFigure
from weerbaar.disclosure.rules import statement_figure
from weerbaar.model.tally import Tally

STRICTER = Policy(minimum=7, statements_from=13, band=4)
"""Every parameter above its floor and its default."""

POLICIES = {
    "default": Policy(),
    "floor": Policy(band=2),
    "stricter": STRICTER,
    "wide band": Policy(statements_from=16, band=5),
    "many people": Policy(minimum=13),
}

policies = st.sampled_from(list(POLICIES.values()))


class World(NamedTuple):
    """What may truly have been answered to one statement."""

    green: int
    orange: int
    red: int
    skips: int

    @property
    def not_green(self) -> int:
        return self.orange + self.red

    @property
    def answered(self) -> int:
        return self.green + self.not_green

    def figure(self, policy: Policy) -> StatementFigure:
        """What is published of it."""
        made = tally(sum(self), a1=self[:3])
        return statement_figure(made, "a1", policy)


def worlds(n: int) -> Iterator[World]:
    """Every way in which n people can answer a statement."""
    for green in range(n + 1):
        for orange in range(n + 1 - green):
            for red in range(n + 1 - green - orange):
                yield World(green, orange, red, n - green - orange - red)


def sizes(policy: Policy) -> range:
    """The smallest rooms of which statements are shown: those in which most can be derived."""
    least = max(policy.minimum, policy.statements_from)
    return range(least, least + 6)


@cache
def published(policy: Policy) -> list[tuple[int, StatementFigure, list[World]]]:
    """Every figure that n people can lead to, with all the worlds that lead to it.

    This is all an attacker has who knows n, the policy and the rules by heart.
    """
    found: dict[tuple[int, StatementFigure], list[World]] = defaultdict(list)
    for n in sizes(policy):
        for world in worlds(n):
            found[n, world.figure(policy)].append(world)
    return [(n, figure, possible) for (n, figure), possible in found.items()]


def split(n: int, first: int, second: int, order: int) -> tuple[int, int, int]:
    """Green, orange and red of n people from any three numbers."""
    first = first % (n + 1)
    second = second % (n - first + 1)
    third = n - first - second
    parts = [(first, second, third), (first, third, second), (second, first, third)]
    parts += [(third, first, second), (first, second, 0), (0, first, second), (second, 0, first)]
    return parts[order]


# Minus one is nearly all: taken modulo the size of the room.
_count = st.integers(-4, 30)
_statement = st.tuples(_count, _count, st.integers(0, 6))


@st.composite
def tallies(draw: st.DrawFn, least: int = 0, most: int = 60) -> Tally:
    """The tally of a room of FOUR; small rooms, and few or nearly all alike, come often."""
    n = draw(st.one_of(st.integers(least, min(most, 14)), st.integers(least, most)))
    drawn = draw(st.tuples(*[_statement] * len(IDS)))
    return tally(n, **{key: split(n, *part) for key, part in zip(IDS, drawn, strict=True)})


def truth(made: Tally, key: str) -> World:
    """What was truly answered to a statement."""
    given = [made[f"a:{key}:{colour}"] for colour in ("green", "orange", "red")]
    return World(*given, made.sheets - sum(given))
