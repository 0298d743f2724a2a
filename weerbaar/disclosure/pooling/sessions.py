"""Sessions: what is kept of sealed files once they are opened. Unsafe to show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from weerbaar.disclosure.pooling.research_rules import Member

VARIABLES = ("group_type", "size_class", "year", "language", "wave")
"""What sessions can be grouped by."""

RESPONSE = ("heads", "joined", "done")
UNKNOWN = -1

Key = tuple[tuple[str, str], ...]


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

    def __len__(self) -> int:
        return len(self.members)

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
        found: dict[tuple[str, ...], list[int]] = {}
        for place, values in enumerate(self.values):
            found.setdefault(tuple(values[column] for column in columns), []).append(place)
        return {
            tuple(zip(by, values, strict=True)): self.take(found[values])
            for values in sorted(found)
        }

    def by_council(self, numbers: NDArray[np.integer[Any]]) -> NDArray[np.int64]:
        """Numbers per session, on the first axis, added up per council: its waves are one."""
        sums = np.zeros((self._council.max(initial=-1) + 1, *numbers.shape[1:]), np.int64)
        np.add.at(sums, self._council, numbers.astype(np.int64))
        return sums

    def largest_wave(self, numbers: NDArray[np.integer[Any]]) -> NDArray[np.int64]:
        """The largest number per council."""
        found = np.zeros(self._council.max(initial=-1) + 1, np.int64)
        np.maximum.at(found, self._council, numbers.astype(np.int64))
        return found

    @cached_property
    def _council(self) -> NDArray[np.intp]:
        order: dict[str, int] = {}
        return np.array([order.setdefault(m.series, len(order)) for m in self.members], np.intp)
