"""Invisible changes: other numbers of people that would give the same released sums.

No combination of released groups is mostly about a council exactly when its number could change by
all its people, that of every other council by at most its own, and no released sum would change
(duality of linear programs). Tables are protected by asking likewise what else could have given the
published cells: Fischetti and Salazar, Solving the cell suppression problem on tabular data with
linear constraints, Management Science 47, 2001.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from weerbaar.disclosure.pooling.atoms import Atoms, Harm
from weerbaar.disclosure.pooling.exact import Matrix
from weerbaar.disclosure.pooling.research_release import Rules

NARROW = "narrow"
"""Of a council: it cannot move ``_MORE`` times its people."""

_MORE = 1.001
"""Of two councils that a combination is about, the one that counts most can move no further than
the other; so a pair needs looking at only if one of the two cannot move this much further."""
_SLACK = 1e-6
_TRIES = 8

_Floats = NDArray[np.float64]


@dataclass(frozen=True)
class _Bounds:
    """Between which numbers each atom has to move, and where it may not stay."""

    low: _Floats
    high: _Floats
    heavy: tuple[int, ...]


class Changes:
    """Whether numbers can change enough without any released sum changing."""

    def __init__(self, atoms: Atoms, rules: Rules) -> None:
        self._all = atoms.rows
        self._people = np.array([sum(n for n, _ in a.values()) for a in atoms.councils], float)
        self._rows: list[int] = []
        self._basis: _Floats = np.zeros((0, len(self._people)))
        self._bounds: dict[Harm, list[_Bounds]] = {}
        self._found: dict[tuple[Harm, int], _Floats] = {}
        self._stuck: frozenset[Harm] = frozenset()
        self._last: tuple[list[int], frozenset[Harm]] = ([], frozenset())
        factor = rules.largest / (1 - rules.largest)
        self._even = factor >= 1  # then who can move further than its people can move as far
        self._councils(atoms, factor)
        self._few(atoms, rules.difference)

    def _councils(self, atoms: Atoms, factor: float) -> None:
        """A council by all its people; others by theirs, in every atom as far as they go."""
        where: dict[int, dict[int, int]] = {}
        for place, found in enumerate(atoms.councils):
            for council, (people, _) in found.items():
                where.setdefault(council, {})[place] = people
        for council, places in where.items():
            for left, more, of_others in ((NARROW, _MORE, 1.0), ("one_dominates", 1.0, factor)):
                bounds = list(self._ways({p: more * n for p, n in places.items()}, of_others))
                if bounds:
                    self._bounds[Harm(left, (council,))] = bounds

    def _ways(self, places: Mapping[int, float], factor: float) -> Iterator[_Bounds]:
        """Waves in several atoms may count for or against: each way has to be possible."""
        rest = {p: max(0.0, factor * (self._people[p] - n)) for p, n in places.items()}
        heavy = tuple(place for place, people in places.items() if people > rest[place])
        for signs in product((1, -1), repeat=len(heavy) - 1) if heavy else ():
            high = factor * self._people
            low = -high
            for place, people in places.items():
                # Where others outweigh it they can make up for it, whichever way it counts.
                low[place], high[place] = people - rest[place], rest[place] - people
            for place, sign in zip(heavy, (1, *signs), strict=True):
                low[place] = sign * places[place] - rest[place]
                high[place] = sign * places[place] + rest[place]
            yield _Bounds(low, high, heavy)

    def _few(self, atoms: Atoms, least: int) -> None:
        """An atom by what it lacks; a council in several atoms lends each an equal part."""
        many = Counter(council for found in atoms.councils for council in found)
        lent = np.array(
            [sum(most / many[c] for c, (_, most) in found.items()) for found in atoms.councils]
        )
        for place, found in enumerate(atoms.councils):
            lacking = least - sum(most for _, most in found.values())
            if lacking > 0:
                low, high = -lent, lent.copy()
                low[place] = high[place] = lacking
                self._bounds[Harm("few_people", (place,))] = [_Bounds(low, high, (place,))]

    def take(self, rows: list[int]) -> None:
        """Let groups be out; none is a combination of the others and of those before."""
        self._basis = self._with(rows)
        self._rows += rows
        if self._last[0] == rows:
            self._stuck |= self._last[1]

    def stuck(self, new: list[int]) -> Iterator[Harm]:
        """What cannot change enough, with some groups more."""
        basis = self._with(new)
        kept = list(self._found)
        broken = set()
        if new and kept:
            moved = self._all[new] @ np.array([self._found[key] for key in kept]).T
            broken = {kept[i] for i in np.flatnonzero(np.abs(moved).max(axis=0) > _SLACK)}
        found: set[Harm] = set()
        for harm, ways in self._bounds.items():
            narrow = Harm(NARROW, harm.where)
            if harm.left == "one_dominates" and self._even and narrow not in found:
                continue
            if harm in self._stuck or not all(
                (key in self._found and key not in broken) or self._moves(key, bounds, basis, new)
                for key, bounds in (((harm, way), one) for way, one in enumerate(ways))
            ):
                found.add(harm)
                yield harm
        self._last = new, frozenset(found)

    def _moves(
        self, key: tuple[Harm, int], bounds: _Bounds, basis: _Floats, new: list[int]
    ) -> bool:
        if np.linalg.norm(basis[:, bounds.heavy[0]]) > 1 - _SLACK:
            return False  # its number is fixed
        change = _near(basis, self._people, bounds)
        if change is None:
            change = _change(self._all[[*self._rows, *new]], bounds)
        if change is None:
            return False
        self._found[key] = change
        return True

    def possible(self, harm: Harm, rows: Matrix) -> bool:
        """Whether an invisible change is possible with some groups, whichever way waves count."""
        return all(_change(rows, bounds) is not None for bounds in self._bounds[harm])

    def _with(self, rows: list[int]) -> _Floats:
        """Orthonormal rows, of groups with each atom times its people."""
        if not rows:
            return self._basis
        scaled = self._all[rows] * self._people
        for _ in range(2):  # once more for what rounding left
            scaled = scaled - scaled @ self._basis.T @ self._basis
        return np.vstack([self._basis, np.linalg.qr(scaled.T)[0].T])


def _near(basis: _Floats, people: _Floats, bounds: _Bounds) -> _Floats | None:
    """The smallest invisible change that moves what is heavy, if it stays between the bounds.

    What goes too far is held at its bound, and the rest asked again, a few times.
    """
    held = list(bounds.heavy)
    goal = np.clip(0.0, bounds.low, bounds.high)
    for _ in range(_TRIES):
        moves = -basis.T @ basis[:, held]
        moves[held, range(len(held))] += 1
        own = moves[held]
        if np.linalg.eigvalsh(own)[0] < _SLACK:
            return None
        change: _Floats = people * (moves @ np.linalg.solve(own, goal[held] / people[held]))
        inside = np.clip(change, bounds.low, bounds.high)
        beyond = np.flatnonzero(np.abs(change - inside) > _SLACK)
        if not len(beyond):
            return change
        held += [place for place in beyond.tolist() if place not in held]
        goal[beyond] = inside[beyond]
    return None


def _change(rows: Matrix, bounds: _Bounds) -> _Floats | None:
    """Any change between the bounds that leaves the sums of some groups as they are."""
    from scipy.optimize import linprog
    from scipy.sparse import csr_array

    if not len(rows):
        return np.clip(np.zeros_like(bounds.low), bounds.low, bounds.high)
    found = linprog(
        np.zeros_like(bounds.low),
        A_eq=csr_array(rows.astype(np.float64)),
        b_eq=np.zeros(len(rows)),
        bounds=np.column_stack([bounds.low, bounds.high]),
        method="highs",
    )
    return None if found.x is None else np.asarray(found.x, np.float64)
