"""The rules of a room as an attacker reads them: written from their text, not from the code.

Nothing here imports ``weerbaar``. ``test_reading.py`` compares this reading with the program's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

GREEN, ORANGE, RED, SKIP = range(4)
LOWEST, HIGHEST, MIDDLE_OR_HIGHEST = 0, 2, 1.5
"""A level, and what is said where it is not told apart from the one below."""

Figure = tuple[object, ...]
"""What is published of a statement or a quadrant, without anything that follows from the rest."""

World = tuple[int, int, int, int]
"""How many people truly answered green, orange and red, and how many skipped."""


@dataclass(frozen=True)
class Rulebook:
    """The parameters that are published with a release, and which version of the rules it is.

    Attributes
    ----------
    minimum, statements_from, band
        As the release tells them.
    highest_from
        From how many people on the highest level of a quadrant is told apart.
    above_highest
        Whether something is said to stand out above a quadrant at the highest level.
    above_nobody
        Whether a quadrant at the lowest level is said to stand out where one person can have
        given all answers that are not green below it.
    first
        The rules as they were first designed: levels below one third and above two thirds,
        orange and red apart from three of each, a tendency by thirds from six answers.
    """

    minimum: int = 5
    statements_from: int = 10
    band: int = 3
    highest_from: int = 6
    above_highest: bool = False
    above_nobody: bool = False
    first: bool = False

    def level(self, not_green: int, answered: int) -> int:
        """Which of three levels a share that is not green lies at."""
        thirds = 3 * not_green
        if self.first:
            return 0 if thirds < answered else 1 if thirds <= 2 * answered else 2
        return 0 if thirds <= answered else 2 if thirds >= 2 * answered else 1

    def quadrant_level(self, n: int, not_green: int, answered: int) -> float:
        """Which level is told of a quadrant by n people."""
        found = self.level(not_green, answered)
        return MIDDLE_OR_HIGHEST if found and n < self.highest_from else found

    def names_lowest(self, n: int, size: int) -> bool:
        """Whether a quadrant of so many statements may stand out at the lowest level."""
        answers = n * size
        margin = -(-15 * answers // 100)
        return self.above_nobody or answers // 3 - margin >= size + 1

    def figure(self, world: World) -> Figure:
        """What is published of a statement that was answered like this, in a room that is large."""
        green, orange, red, skip = world
        answered, not_green = green + orange + red, orange + red
        if answered < self.minimum and answered < self.statements_from:
            return ("few answered",)
        if answered < self.statements_from:
            return ("level", self.level(not_green, answered))
        skips = skip if skip > self.band else None
        if not_green <= self.band:
            return ("few not green", skips)
        if green <= self.band:
            return ("few green", skips)
        return ("counts", skips, not_green, self.split(orange, red))

    def split(self, orange: int, red: int) -> object:
        """What is said of orange and red when their sum is published."""
        if self.first:
            return self._first_split(orange, red)
        if orange + red <= 2 * self.band:
            return None
        if orange <= self.band:
            return "mostly_red"
        return "mostly_orange" if red <= self.band else orange

    def _first_split(self, orange: int, red: int) -> object:
        if min(orange, red) >= 3:
            return orange
        if orange + red < 6:
            return None
        if red > 2 * orange:
            return "mostly_red"
        return "mostly_orange" if orange > 2 * red else "mixed"

    def read(self, shown: Mapping[str, Any]) -> Figure:
        """Find the figure that a statement of a stored release stands for."""
        if shown["level"] is not None:
            return ("level", shown["level"])
        green, not_green = shown["green"], shown["not_green"]
        if green is None:
            return ("few answered",)
        skips = _exact(shown["skips"])
        if _exact(not_green) is not None:
            split = shown["tendency"]
            if shown["orange"] is not None:
                split = shown["orange"]["low"]
            return ("counts", skips, not_green["low"], split)
        few_green = green["low"] == 0
        return ("few green" if few_green else "few not green", skips)


def _exact(band: Mapping[str, int]) -> int | None:
    return band["low"] if band["low"] == band["high"] else None
