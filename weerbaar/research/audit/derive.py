"""What follows from published numbers together: interval arithmetic over counts and totals.

Every published count stands for all numbers that round to it; a hidden one may be anything. With
the totals, the shares and the groups that lie inside each other this is a system of sums, and the
question is whether a hidden count can still be large.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from weerbaar.research.audit.cells import where
from weerbaar.research.audit.known import ANSWERS, LEAST_CELL, SHARE_STEP
from weerbaar.research.audit.report import AuditFinding, flaw
from weerbaar.research.audit.tables import Row, Table, Value

Bounds = tuple[float, float]
_ROUNDED_OFF = 1e-6


@dataclass(frozen=True)
class PublishedGroup:
    """A group as the tables have it.

    Attributes
    ----------
    key
        Variables and their values; empty for the group of all sessions.
    sessions, people
        As published; None when not.
    """

    name: str = field(compare=False)
    key: frozenset[tuple[str, str]]
    sessions: float | None = None
    people: float | None = None


def published_groups(counts: Table | None, groups: Table | None) -> dict[str, PublishedGroup]:
    """Groups by name; from the counts alone when their own table is not there."""
    found: dict[str, PublishedGroup] = {}
    for row in (*(groups.rows if groups else ()), *(counts.rows if counts else ())):
        name = str(row["group"])
        pairs = [pair.partition("=") for pair in name.split("; ") if "=" in pair]
        key = frozenset((variable, value) for variable, _, value in pairs)
        numbers = (_number(row.get("sessions")), _number(row.get("people")))
        if name not in found or "people" in row:
            found[name] = PublishedGroup(name, key, *numbers)
    return found


def bounds(count: Value, half: float) -> Bounds:
    """Between what a published count lies, when it can be ``half`` from the true one."""
    return (count - half, count + half) if isinstance(count, float) else (0.0, math.inf)


def left_over(whole: float | None, parts: Sequence[float | None]) -> float | None:
    """What is left of a number without its parts; None when one of them is not known."""
    known = [part for part in parts if part is not None]
    return None if whole is None or len(known) < len(parts) else whole - sum(known)


def difference_flaws(
    groups: Mapping[str, PublishedGroup], file: str, half: float
) -> Iterator[AuditFinding]:
    """Groups that differ in fewer people than the least cell, so that the difference is one."""
    for name, children, complete in _families(groups):
        left = left_over(groups[name].people, [groups[child].people for child in children])
        # What is left over is known no better than the rounding of all numbers together.
        if not complete and left is not None and left + half * (1 + len(children)) < LEAST_CELL:
            facts = {"where": name, "others": ", ".join(children), "least": LEAST_CELL}
            yield flaw("difference", file=file, **facts)


def derivable(
    counts: Table,
    groups: Mapping[str, PublishedGroup],
    shares: Table | None,
    reliability: Table | None,
    structure: Mapping[str, tuple[str, ...]],
    half: float,
) -> Iterator[AuditFinding]:
    """Every hidden count that the published ones pin down.

    Parameters
    ----------
    groups
        The published groups by name, with their totals.
    reliability
        Says of how many people each score is, by group and part.
    structure
        Statements of each quadrant and side, by id; empty when not known.
    half
        How far a published count can be from the true one.
    """
    scores: dict[tuple[Value, Value], list[Row]] = defaultdict(list)
    for row in counts.rows:
        if row["part"] != "statement":
            scores[row["part"], row["id"]].append(row)
    scored: dict[tuple[Value, Value], dict[str, float | None]] = defaultdict(dict)
    for row in reliability.rows if reliability else ():
        scored[row["part"], row["id"]][str(row["group"])] = _number(row["people"])

    people = {name: group.people for name, group in groups.items()}
    model = _Model(half)
    model.add([row for row in counts.rows if row["part"] == "statement"], groups, people)
    model.add_shares(shares.rows if shares else (), structure)
    yield from model.flaws(counts.file)
    for key, rows in scores.items():
        model = _Model(half)
        model.add(rows, groups, scored[key])
        yield from model.flaws(counts.file)


class System:
    """Unknown numbers of people, of which bounds and sums are known.

    Numbers need not be whole here, so bounds are never narrower than the truth: what is called
    derivable is derivable.
    """

    def __init__(self) -> None:
        self._low: list[float] = []
        self._high: list[float] = []
        self._rows: list[tuple[dict[int, float], float, float]] = []

    def unknown(self, low: float = 0.0, high: float = math.inf) -> int:
        """A new unknown between two bounds."""
        self._low.append(max(0.0, low))
        self._high.append(high)
        return len(self._low) - 1

    def constrain(self, terms: Iterable[tuple[int, float]], low: float, high: float) -> None:
        """Let a sum of unknowns, each times a factor, lie between two numbers."""
        row: dict[int, float] = {}
        for unknown, factor in terms:
            row[unknown] = row.get(unknown, 0.0) + factor
        self._rows.append((row, low, high))

    def can_reach(self, targets: Sequence[int], goal: float) -> list[bool] | None:
        """Whether each of some unknowns can be at least ``goal``, each by itself.

        Returns
        -------
        list of bool, or None
            None when no numbers at all fit the system.
        """
        together = self._together(targets, goal)
        if together is None:
            return None
        return [
            value >= goal - _ROUNDED_OFF or self.highest(target) >= goal - _ROUNDED_OFF
            for target, value in zip(targets, together, strict=True)
        ]

    def highest(self, target: int) -> float:
        """The most that an unknown can be; infinite when nothing bounds it."""
        found = self._optimum({target: -1.0})
        return math.inf if found is None else found[target]

    def lowest(self, target: int) -> float:
        """The least that an unknown can be."""
        found = self._optimum({target: 1.0})
        return 0.0 if found is None else found[target]

    def _together(self, targets: Sequence[int], goal: float) -> list[float] | None:
        """One way in which as many targets as possible come far: settles most at once."""
        begin = len(self._low), len(self._rows)
        reached = [self.unknown(0.0, goal) for _ in targets]
        for part, target in zip(reached, targets, strict=True):
            self.constrain([(target, 1.0), (part, -1.0)], 0.0, math.inf)
        found = self._optimum(dict.fromkeys(reached, -1.0))
        del self._low[begin[0] :], self._high[begin[0] :], self._rows[begin[1] :]
        return None if found is None else [found[part] for part in reached]

    def _optimum(self, costs: dict[int, float]) -> list[float] | None:
        """Values of all unknowns at the lowest cost; None when there is no such point."""
        import numpy as np
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import coo_array

        if not self._low:
            return []
        cost = np.zeros(len(self._low))
        cost[list(costs)] = list(costs.values())
        cells = [(i, j, f) for i, (row, _, _) in enumerate(self._rows) for j, f in row.items()]
        rows, columns, factors = zip(*cells, strict=True) if cells else ((), (), ())
        shape = (len(self._rows), len(self._low))
        matrix = coo_array((factors, (rows, columns)), shape=shape).tocsr()
        low, high = [row[1] for row in self._rows], [row[2] for row in self._rows]
        found = milp(
            cost,
            constraints=LinearConstraint(matrix, low, high) if cells else None,
            bounds=Bounds(self._low, self._high),
        )
        return None if found.x is None else [float(value) for value in found.x]


@dataclass
class _Model:
    """One system, with what its unknowns mean; a count stands for ``half`` more or less."""

    half: float
    system: System = field(default_factory=System)
    # Unknown by group, id and category; and where a hidden count stands, by unknown.
    cells: dict[tuple[str, str, str], int] = field(default_factory=dict)
    hidden: dict[int, str] = field(default_factory=dict)

    def add(
        self,
        rows: Iterable[Row],
        groups: Mapping[str, PublishedGroup],
        people: Mapping[str, float | None],
    ) -> None:
        """Counts of one part, with the people of each group that they add up to."""
        for row in rows:
            group, name, category = (str(row[of]) for of in ("group", "id", "category"))
            shown = row["count"] is not None
            low, high = bounds(row["count"], self.half)
            unknown = self.system.unknown(max(LEAST_CELL, low) if shown else low, high)
            self.cells[group, name, category] = unknown
            if not shown:
                self.hidden[unknown] = where(row)
        parts: dict[tuple[str, str], list[int]] = defaultdict(list)
        for (group, name, _), unknown in self.cells.items():
            parts[group, name].append(unknown)
        totals = {
            group: self.system.unknown(*bounds(people.get(group), self.half))
            for group in dict.fromkeys(group for group, _ in parts)
        }
        for (group, _), unknowns in parts.items():
            self.system.constrain(_sum_of(unknowns, totals[group]), 0.0, 0.0)
        self._add_families(groups)

    def _add_families(self, groups: Mapping[str, PublishedGroup]) -> None:
        """Groups inside a group add up to it, or to less when not all of them are shown."""
        for parent, children, complete in _families(groups):
            for (group, name, category), unknown in self.cells.items():
                if group == parent:
                    inside = [self.cells.get((child, name, category)) for child in children]
                    there = [part for part in inside if part is not None]
                    whole = complete and len(there) == len(inside)
                    least = 0.0 if whole else -math.inf
                    self.system.constrain(_sum_of(there, unknown), least, 0.0)

    def add_shares(self, rows: Iterable[Row], structure: Mapping[str, tuple[str, ...]]) -> None:
        """A share that is not green ties orange and red to all answers."""
        for row in rows:
            name, share = str(row["id"]), row["not_green"]
            inside = (name,) if row["part"] == "statement" else structure.get(name, ())
            keys = [(str(row["group"]), one, answer) for one in inside for answer in ANSWERS]
            known = keys and all(key in self.cells for key in keys)
            if not known or not isinstance(share, float):
                continue
            off = SHARE_STEP / 2 + (_number(row["rounding"]) or 0.0) + 1e-9
            not_green = [(self.cells[key], 1.0) for key in keys if key[2] != "green"]
            for sign, low, high in ((off, 0.0, math.inf), (-off, -math.inf, 0.0)):
                answers = [(self.cells[key], sign - share) for key in keys]
                self.system.constrain([*not_green, *answers], low, high)

    def flaws(self, file: str) -> Iterator[AuditFinding]:
        """Hidden counts that cannot be large; or that no numbers at all fit."""
        reached = self.system.can_reach(list(self.hidden), LEAST_CELL)
        if reached is None:
            yield flaw("impossible", file=file)
            return
        for target, can in zip(self.hidden, reached, strict=True):
            if not can:
                most = math.floor(self.system.highest(target) + _ROUNDED_OFF)
                facts = {"most": most, "least": LEAST_CELL}
                yield flaw("derivable", file=file, where=self.hidden[target], **facts)


def _families(
    groups: Mapping[str, PublishedGroup],
) -> Iterator[tuple[str, tuple[str, ...], bool]]:
    """A group, the groups inside it that differ in the same variables, and whether that is all.

    Whether it is all is known from the numbers of sessions, which are exact.
    """
    for parent in groups.values():
        inside: dict[frozenset[str], list[PublishedGroup]] = defaultdict(list)
        for child in groups.values():
            if parent.key < child.key:
                more = frozenset(variable for variable, _ in child.key - parent.key)
                inside[more].append(child)
        for children in inside.values():
            complete = left_over(parent.sessions, [child.sessions for child in children]) == 0
            yield parent.name, tuple(child.name for child in children), complete


def _sum_of(parts: Iterable[int], whole: int) -> list[tuple[int, float]]:
    """Unknowns that are zero together when the parts make the whole."""
    return [(whole, -1.0), *((part, 1.0) for part in parts)]


def _number(value: Value) -> float | None:
    return value if isinstance(value, float) else None
