"""Sessions: what is kept of sealed files once they are opened. Unsafe to show."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from weerbaar.disclosure.pooling.research_release import Rules
from weerbaar.disclosure.pooling.research_rules import Member, refusal

VARIABLES = ("group_type", "size_class", "year", "language", "wave")
"""What sessions can be grouped by."""

RESPONSE = ("heads", "joined", "done")
UNKNOWN = -1

Key = tuple[tuple[str, str], ...]
Made = TypeVar("Made")


@dataclass(frozen=True)
class Refused:
    """A file that was not counted.

    Attributes
    ----------
    file
        Its name when it has one (see ``sealed_files``), else ``#`` and its place, from 1.
    reason
        ``no_sealed_file``, ``newer_version``, ``other_key``, ``damaged``, ``other_instrument``,
        ``impossible`` (sums that no sheets can have) or ``repeated`` (counted once already).
    """

    file: str
    reason: str


@dataclass(frozen=True, eq=False)
class Sessions:
    """Sessions side by side: entry ``i`` of each attribute is about the same one.

    Attributes
    ----------
    members
        As the rules see them: id, council and number of sheets.
    values
        Per session the values of :data:`VARIABLES`, in that order.
    counts
        Sessions by ``Layout.keys``, two bytes each.
    response
        Sessions by :data:`RESPONSE`; :data:`UNKNOWN` where a number is not known.
    """

    members: tuple[Member, ...]
    values: tuple[tuple[str, ...], ...]
    counts: NDArray[np.uint16] = field(repr=False)
    response: NDArray[np.int32] = field(repr=False)
    _made: dict[Hashable, Any] = field(default_factory=dict, init=False, repr=False)

    def __len__(self) -> int:
        return len(self.members)

    def once(self, what: Hashable, make: Callable[[], Made]) -> Made:
        """Something that is worked out of them; when it is asked again, what it was."""
        if what not in self._made:
            self._made[what] = make()
        found: Made = self._made[what]
        return found

    def refusal(self, rules: Rules) -> str | None:
        """Why they may not be shown as a group; None when they may."""
        return self.once(("refusal", rules), lambda: refusal(self.members, rules))

    def take(self, places: Sequence[int]) -> Sessions:
        """Some of them, in that order."""
        return Sessions(
            tuple(self.members[place] for place in places),
            tuple(self.values[place] for place in places),
            self.counts[list(places)],
            self.response[list(places)],
        )

    def groups(self, by: tuple[str, ...]) -> dict[Key, Sessions]:
        """Those that have the same values of some variables, in order of these.

        Raises
        ------
        ValueError
            For a variable that is not one of :data:`VARIABLES`.
        """
        unknown = sorted(set(by) - set(VARIABLES))
        if unknown:
            msg = f"sessions cannot be grouped by {', '.join(unknown)}; by {', '.join(VARIABLES)}"
            raise ValueError(msg)
        columns = [VARIABLES.index(variable) for variable in by]
        alike: dict[tuple[str, ...], list[int]] = {}
        for place, values in enumerate(self.values):
            alike.setdefault(values, []).append(place)
        found: dict[tuple[str, ...], list[int]] = {}
        for values, places in alike.items():
            found.setdefault(tuple(values[column] for column in columns), []).extend(places)
        return {
            tuple(zip(by, values, strict=True)): self.take(sorted(found[values]))
            for values in sorted(found)
        }

    def by_council(self, numbers: NDArray[np.integer[Any]]) -> NDArray[np.int64]:
        """Numbers per session, on the first axis, added up per council: its waves are one."""
        return self._over_waves(np.add, numbers)

    def largest_wave(self, numbers: NDArray[np.integer[Any]]) -> NDArray[np.int64]:
        """The largest number per council."""
        return self._over_waves(np.maximum, numbers)

    @cached_property
    def councils(self) -> dict[str, int]:
        """Places of the councils in what is added up per council."""
        return {name: n for n, name in enumerate(dict.fromkeys(m.series for m in self.members))}

    def _over_waves(self, how: np.ufunc, numbers: NDArray[np.integer[Any]]) -> NDArray[np.int64]:
        order, begins = self._waves
        if not len(order):
            return np.zeros((0, *numbers.shape[1:]), np.int64)
        found: NDArray[np.int64] = how.reduceat(numbers[order], begins, axis=0, dtype=np.int64)
        return found

    @cached_property
    def _waves(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """The order in which waves of a council come together, and where each begins."""
        council = np.array([self.councils[m.series] for m in self.members], np.intp)
        order = np.argsort(council, kind="stable")
        return order, np.searchsorted(council[order], np.arange(len(self.councils)))
