"""Sessions that are in the same groups, taken together; and what must not follow from groups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from weerbaar.disclosure.pooling.exact import Matrix


@dataclass(frozen=True, order=True)
class Harm:
    """Something that a combination may not be about.

    Attributes
    ----------
    left
        ``one_council``, ``two_councils``, ``few_people`` or ``one_dominates``.
    where
        Councils by their number, or an atom.
    """

    left: str
    where: tuple[int, ...]


@dataclass(frozen=True)
class Atoms:
    """Sessions that are in the same groups, taken together."""

    rows: Matrix
    """One row per group, one column per atom: whether it lies in the group."""
    councils: tuple[Mapping[int, tuple[int, int]], ...]
    """Per atom and council: its people, and those of its largest wave in it."""

    @classmethod
    def of(cls, groups: Sequence[frozenset[str]], sessions: Mapping[str, tuple[str, int]]) -> Atoms:
        """Atoms of some groups of sessions; of each session its council and people."""
        names = sorted(frozenset().union(*groups))
        place = {name: i for i, name in enumerate(names)}
        inside = np.zeros((len(names), len(groups)), np.bool_)
        for column, group in enumerate(groups):
            inside[[place[name] for name in group], column] = True
        _, first, which = np.unique(
            np.packbits(inside, axis=1), axis=0, return_index=True, return_inverse=True
        )
        numbers: dict[str, int] = {}
        councils: list[dict[int, tuple[int, int]]] = [{} for _ in first]
        for name, atom in zip(names, which.ravel().tolist(), strict=True):
            council, people = sessions[name]
            number = numbers.setdefault(council, len(numbers))
            total, largest = councils[atom].get(number, (0, 0))
            councils[atom][number] = (total + people, max(largest, people))
        return cls(np.ascontiguousarray(inside[first].T).astype(np.int64), tuple(councils))
