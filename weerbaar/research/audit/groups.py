"""Groups that lie inside each other, and what is left when one is taken from another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from weerbaar.research.audit.limits import LEAST_CELL
from weerbaar.research.audit.report import AuditFinding, flaw
from weerbaar.research.audit.tables import Table


@dataclass(frozen=True)
class Group:
    """A published group.

    Attributes
    ----------
    key
        Variables and their values; empty for the group of all sessions.
    sessions, people
        As published; None when not.
    """

    name: str
    key: frozenset[tuple[str, str]]
    sessions: float | None = None
    people: float | None = None


def published_groups(counts: Table | None, groups: Table | None) -> dict[str, Group]:
    """Groups by name; from the counts alone when their own table is not there."""
    found: dict[str, Group] = {}
    for row in groups.rows if groups else ():
        name = str(row["group"])
        numbers = {n: _number(row[n]) for n in ("sessions", "people")}
        found[name] = Group(name, _key(name), **numbers)
    for row in counts.rows if counts else ():
        name = str(row["group"])
        found.setdefault(name, Group(name, _key(name)))
    return found


def families(groups: Mapping[str, Group]) -> Iterator[tuple[str, tuple[str, ...], bool]]:
    """A group, the groups inside it that differ in the same variables, and whether that is all.

    Whether it is all is known from the numbers of sessions, which are exact.
    """
    for parent in groups.values():
        inside: dict[frozenset[str], list[Group]] = defaultdict(list)
        for child in groups.values():
            if parent.key < child.key:
                more = frozenset(variable for variable, _ in child.key - parent.key)
                inside[more].append(child)
        for children in inside.values():
            complete = _left(parent.sessions, [child.sessions for child in children]) == 0
            yield parent.name, tuple(child.name for child in children), complete


def difference_flaws(groups: Mapping[str, Group], file: str, half: float) -> Iterator[AuditFinding]:
    """Groups that differ in fewer people than the least cell, so that the difference is one."""
    for name, children, complete in families(groups):
        left = _left(groups[name].people, [groups[child].people for child in children])
        # What is left over is known no better than the rounding of all numbers together.
        if not complete and left is not None and left + half * (1 + len(children)) < LEAST_CELL:
            facts = {"where": name, "others": ", ".join(children), "least": LEAST_CELL}
            yield flaw("difference", file=file, **facts)


def _left(whole: float | None, parts: list[float | None]) -> float | None:
    known = [part for part in parts if part is not None]
    return None if whole is None or len(known) < len(parts) else whole - sum(known)


def _key(name: str) -> frozenset[tuple[str, str]]:
    pairs = (pair.split("=", 1) for pair in name.split("; ") if "=" in pair)
    return frozenset((variable, value) for variable, value in pairs)


def _number(value: object) -> float | None:
    return value if isinstance(value, float) else None
