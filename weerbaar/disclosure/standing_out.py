"""R4: which quadrants of a small group stand out, said beside their levels and decided from counts.

Neighbouring levels can be one answer apart, so levels alone name a quadrant too soon. Whether one
lies clearly above the others is therefore decided here and published as one more fact. Where that
fact beside the levels could tell of a person it is not said: both are attacked together
(``tests/attack``).
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import ceil

LOWEST = 0
HIGHEST = 2
"""Levels of a quadrant of which at most one third, and at least two thirds, are not green."""

MARGIN = Fraction(15, 100)
"""How far above every other quadrant: a share of the answers given, as for larger groups.

Simulated (docs/disclosure-attack.md): rooms of 5 to 9 whose true margin is 25 points are spoken of
in six of ten, those without any in about one of seven.
"""


def standing_out(
    shares: Mapping[str, Fraction], levels: Mapping[str, float | None], people: int, size: int
) -> tuple[str, ...]:
    """The fewest quadrants, at most half, that lie above all others by the margin.

    Parameters
    ----------
    shares
        Share not green of the answers given, 0..1, by quadrant.
    levels
        Published level by quadrant. One without a level takes no part.
    people, size
        Number of sheets, published too, and of statements per quadrant.

    Returns
    -------
    tuple of str
        In the order of ``levels``; empty when none can be named. Nothing is set above a quadrant
        at the highest level: there would be no room left for anybody who was green. Nor is one at
        the lowest level, among few people (:func:`_room_below`).
    """
    ranked = [quadrant for quadrant, level in levels.items() if level is not None]
    ranked.sort(key=lambda quadrant: shares[quadrant], reverse=True)
    for count in range(1, len(ranked) // 2 + 1):
        last, rest = ranked[count - 1], ranked[count]
        above = levels[last] != LOWEST or _room_below(people, size)
        room = above and levels[rest] != HIGHEST
        if room and shares[last] - shares[rest] >= MARGIN:
            return tuple(quadrant for quadrant in levels if quadrant in ranked[:count])
    return ()


def _room_below(people: int, size: int) -> bool:
    """Whether somebody else can have been not green below a quadrant at the lowest level.

    A third of the answers must hold those of one accomplice who was nowhere green, the margin, and
    one answer more; else that accomplice would know that all others were green there.
    """
    answers = people * size
    return answers // 3 > size + ceil(MARGIN * answers)
