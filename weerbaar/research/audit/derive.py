"""What follows from published numbers together: interval arithmetic over counts and totals.

Every published count stands for all numbers that round to it; a hidden one may be anything. With
the totals, the shares and the groups that lie inside each other this is a system of sums, and the
question is whether a hidden count can still be large.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from weerbaar.research.audit.cells import where
from weerbaar.research.audit.groups import Group, families
from weerbaar.research.audit.limits import LEAST_CELL, SHARE_STEP
from weerbaar.research.audit.raw import Value
from weerbaar.research.audit.report import AuditFinding, flaw
from weerbaar.research.audit.solve import System
from weerbaar.research.audit.tables import Table

_Row = Mapping[str, Value]

_ANSWERS = ("green", "orange", "red")
_NOT_GREEN = ("orange", "red")


@dataclass
class _Model:
    """One system, with what its unknowns mean; a count stands for ``half`` more or less."""

    half: float
    system: System = field(default_factory=System)
    cells: dict[tuple[str, str, str], int] = field(default_factory=dict)
    """Unknown by group, id and category."""
    hidden: dict[int, str] = field(default_factory=dict)
    """Where a hidden count stands, by unknown."""


def derivable(
    counts: Table,
    groups: Mapping[str, Group],
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
    rows = list(counts.rows)
    statements = [row for row in rows if row["part"] == "statement"]
    people = {name: group.people for name, group in groups.items()}
    model = _model(statements, groups, people, half)
    if shares is not None:
        _shares(model, list(shares.rows), structure)
    yield from _judge(model, counts.file)
    scores: dict[tuple[Value, Value], list[_Row]] = defaultdict(list)
    for row in rows:
        if row["part"] != "statement":
            scores[row["part"], row["id"]].append(row)
    scored = _scored(reliability)
    for (kind, name), part in scores.items():
        yield from _judge(_model(part, groups, scored.get((kind, name), {}), half), counts.file)


def _scored(reliability: Table | None) -> dict[tuple[Value, Value], dict[str, float]]:
    """People behind each score, by part and id, and then by group."""
    found: dict[tuple[Value, Value], dict[str, float]] = defaultdict(dict)
    for row in reliability.rows if reliability else ():
        people = row["people"]
        if isinstance(people, float):
            found[row["part"], row["id"]][str(row["group"])] = people
    return found


def _model(
    rows: list[_Row],
    groups: Mapping[str, Group],
    people: Mapping[str, float | None],
    half: float,
) -> _Model:
    made = _Model(half)
    for row in rows:
        key = (str(row["group"]), str(row["id"]), str(row["category"]))
        count = row["count"]
        if isinstance(count, float):
            made.cells[key] = made.system.unknown(max(LEAST_CELL, count - half), count + half)
        else:
            made.cells[key] = made.system.unknown()
            made.hidden[made.cells[key]] = where(row)
    _totals(made, people)
    _families(made, groups)
    return made


def _totals(made: _Model, people: Mapping[str, float | None]) -> None:
    """All categories of one statement, or of one score, add up to the people of the group."""
    parts: dict[tuple[str, str], list[int]] = defaultdict(list)
    for (group, name, _), unknown in made.cells.items():
        parts[group, name].append(unknown)
    totals: dict[str, int] = {}
    for (group, _), unknowns in parts.items():
        count = people.get(group)
        if group not in totals:
            low, high = (0.0, math.inf) if count is None else (count - made.half, count + made.half)
            totals[group] = made.system.unknown(low, high)
        terms = [(totals[group], -1.0), *((unknown, 1.0) for unknown in unknowns)]
        made.system.constrain(terms, 0.0, 0.0)


def _families(made: _Model, groups: Mapping[str, Group]) -> None:
    """Groups inside a group add up to it, or to less when not all of them are shown."""
    for parent, children, complete in families(groups):
        for (group, name, category), unknown in list(made.cells.items()):
            if group != parent:
                continue
            inside = [made.cells.get((child, name, category)) for child in children]
            there = [part for part in inside if part is not None]
            terms = [(unknown, -1.0), *((part, 1.0) for part in there)]
            whole = complete and len(there) == len(inside)
            made.system.constrain(terms, 0.0 if whole else -math.inf, 0.0)


def _shares(made: _Model, rows: list[_Row], structure: Mapping[str, tuple[str, ...]]) -> None:
    """A share that is not green ties orange and red to all answers."""
    for row in rows:
        group, name = str(row["group"]), str(row["id"])
        inside = (name,) if row["part"] == "statement" else structure.get(name, ())
        answers = _cells(made, group, inside, _ANSWERS)
        share = row["not_green"]
        if not answers or not isinstance(share, float):
            continue
        moved = row.get("rounding")
        off = SHARE_STEP / 2 + (moved if isinstance(moved, float) else 0.0) + 1e-9
        not_green = [(unknown, 1.0) for unknown in _cells(made, group, inside, _NOT_GREEN)]
        above = [(unknown, off - share) for unknown in answers]
        below = [(unknown, -off - share) for unknown in answers]
        made.system.constrain([*not_green, *above], 0.0, math.inf)
        made.system.constrain([*not_green, *below], -math.inf, 0.0)


def _cells(
    made: _Model, group: str, names: tuple[str, ...], categories: tuple[str, ...]
) -> list[int]:
    keys = [(group, name, category) for name in names for category in categories]
    return [made.cells[key] for key in keys] if all(key in made.cells for key in keys) else []


def _judge(made: _Model, file: str) -> Iterator[AuditFinding]:
    targets = list(made.hidden)
    reached = made.system.can_reach(targets, LEAST_CELL)
    if reached is None:
        yield flaw("impossible", file=file)
        return
    for target, can in zip(targets, reached, strict=True):
        if not can:
            most = math.floor(made.system.highest(target) + 1e-6)
            facts = {"most": most, "least": LEAST_CELL}
            yield flaw("derivable", file=file, where=made.hidden[target], **facts)
