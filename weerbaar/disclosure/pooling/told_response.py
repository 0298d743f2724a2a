"""What the response of groups tells of numbers that add up; as ``told`` for answers and scores."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from weerbaar.disclosure.pooling.additive import Known, Names, Target
from weerbaar.disclosure.pooling.hiding import Interval, known
from weerbaar.disclosure.pooling.research_release import Group, Rules
from weerbaar.disclosure.pooling.response import apart
from weerbaar.disclosure.pooling.told import Forms
from weerbaar.disclosure.pooling.withheld import RESPONSE


class Responses:
    """Heads, joined and done, of the sessions that know them.

    Parameters
    ----------
    numbers
        Per group the numbers by name; ``joined`` only when each session knows it.
    """

    forms: ClassVar[Forms] = {
        "shared": (0,),
        "done": (0, 1),
        "joined": (0, 1, 2),
        "heads": (0, 1, 2, 3),
        "done-shared": (1,),
        "joined-shared": (1, 2),
        "heads-shared": (1, 2, 3),
        "joined-done": (2,),
        "heads-done": (2, 3),
        "heads-joined": (3,),
    }

    def __init__(
        self, groups: Sequence[Group], numbers: Sequence[Mapping[str, int]], rules: Rules
    ) -> None:
        self._groups = groups
        self._numbers = numbers
        self._rules = rules

    def known(self, place: int, withheld: Names) -> Known:
        """What is known of a group."""
        told = self._groups[place].response
        if told is None or RESPONSE in withheld:
            return {}
        numbers = {n: getattr(told, n) for n in ("shared", "done", "joined", "heads")}
        found: dict[str, Interval] = {
            name: known(count, self._rules)
            for name, count in numbers.items()
            if count is not None and name not in withheld
        }
        if told.heads is None:
            found["heads"] = (0.0, found["shared"][1] + apart(self._rules))
        return found

    def steps(self, name: str) -> Sequence[Names]:
        """What to withhold, the least first."""
        named = [frozenset({one}) for one in name.split("-") if one in {"joined", "done"}]
        return *named, frozenset({RESPONSE})

    def targets(self) -> Iterator[Target]:
        """Small numbers that are hidden."""
        top = self._rules.threshold - 1
        for place, numbers in enumerate(self._numbers):
            for name in self.forms:
                larger, _, smaller = name.partition("-")
                both = self._groups[place].response and {larger, smaller} <= numbers.keys()
                if both and numbers[larger] - numbers[smaller] <= top:
                    yield Target(place, name, 0.0, top)
