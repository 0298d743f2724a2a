"""Several exports of one pool: what follows from the tables of all of them together.

Nobody says which sessions two groups share. So a group counts as lying inside another when
everything that is published allows it: with dozens of counts that happens by accident to hardly
any two groups that have nothing to do with each other.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, islice

from weerbaar.research.audit.derive import derivable
from weerbaar.research.audit.groups import Group, published_groups
from weerbaar.research.audit.limits import (
    LEAST_CELL,
    LEAST_SESSIONS,
    NOISE_BUDGET,
    ROUNDED_TO,
)
from weerbaar.research.audit.opened import Export, parts_of
from weerbaar.research.audit.package import declared
from weerbaar.research.audit.raw import Value
from weerbaar.research.audit.report import AuditFinding, flaw
from weerbaar.research.audit.tables import Table

_HALF = ROUNDED_TO // 2
_MOST_TAKEN = 3
_MOST_WAYS = 50_000
_FILE = "data/counts"
_Bounds = tuple[float, float]


@dataclass(frozen=True)
class _Published:
    """A group in one of the exports, and between what each of its counts lies."""

    export: int
    group: Group
    digest: str
    cells: dict[tuple[Value, Value], _Bounds] = field(repr=False)

    @property
    def sessions(self) -> float:
        return self.group.sessions or 0.0


def several_flaws(exports: Sequence[Export]) -> Iterator[AuditFinding]:
    """Everything that is wrong with some exports together."""
    found = [one for place, export in enumerate(exports) for one in _groups(place, export)]
    yield from _remainders(found)
    for digest in dict.fromkeys(one.digest for one in found):
        yield from _merged(exports, [one for one in found if one.digest == digest])
    yield from _drawn(exports)
    yield from _told_twice(exports)


def _groups(place: int, export: Export) -> Iterator[_Published]:
    counts, groups = export.table("counts"), export.table("groups")
    digest = str(declared(export).get("digest"))
    for name, group in published_groups(counts, groups).items():
        cells = {
            (row["id"], row["category"]): _bounds(row["count"])
            for row in (counts.rows if counts else ())
            if row["group"] == name and row["part"] == "statement"
        }
        yield _Published(place, group, digest, cells)


def _bounds(count: Value) -> _Bounds:
    return (count - _HALF, count + _HALF) if isinstance(count, float) else (0.0, math.inf)


def _remainders(found: Sequence[_Published]) -> Iterator[AuditFinding]:
    """A group of one export without groups of others: what is left may be too few."""
    ways = (
        (whole, parts)
        for whole in found
        for size in range(1, _MOST_TAKEN + 1)
        for parts in combinations([one for one in found if _may_be_in(one, whole)], size)
        if len({whole.export, *(part.export for part in parts)}) > 1 and _apart(parts)
    )
    for whole, parts in islice(ways, _MOST_WAYS):
        left = whole.sessions - sum(part.sessions for part in parts)
        people = _left(whole.group.people, [part.group.people for part in parts])
        slack = _HALF * (1 + len(parts))
        few = people is not None and people + slack < LEAST_CELL
        if left > 0 and (left < LEAST_SESSIONS or few) and _fits(whole, parts, people, slack):
            yield flaw(
                "several_difference",
                where=_name(whole),
                others=", ".join(_name(part) for part in parts),
                left=f"{left:g}",
                least=LEAST_SESSIONS,
            )


def _may_be_in(part: _Published, whole: _Published) -> bool:
    smaller = 0 < part.sessions < whole.sessions and part.digest == whole.digest
    return smaller and whole.group.key <= part.group.key


def _apart(parts: Sequence[_Published]) -> bool:
    """Whether no session can be in two of them: by what they have in common, or by export."""
    for one, other in combinations(parts, 2):
        first, second = dict(one.group.key), dict(other.group.key)
        differ = any(second.get(name, value) != value for name, value in first.items())
        if not differ and one.export == other.export:
            return False
    return True


def _fits(
    whole: _Published, parts: Sequence[_Published], people: float | None, slack: float
) -> bool:
    """Whether every count of the whole leaves room for those of its parts, and no more."""
    most = math.inf if people is None else people + slack
    if most < 0:
        return False
    for cell, (low, high) in whole.cells.items():
        inside = [part.cells.get(cell, (0.0, math.inf)) for part in parts]
        least = sum(bounds[0] for bounds in inside)
        if high < least or low - sum(bounds[1] for bounds in inside) > most:
            return False
    return True


def _merged(exports: Sequence[Export], found: Sequence[_Published]) -> Iterator[AuditFinding]:
    """The same groups, each count and share from whichever export shows it, as one system."""
    kept: list[_Published] = []
    names: dict[tuple[int, str], str] = {}
    for one in found:
        same = next((other for other in kept if _same(one, other)), None)
        if same is None:
            taken = any(other.group.name == one.group.name for other in kept)
            label = f"{one.group.name} ({one.export + 1})" if taken else one.group.name
            kept.append(one)
        else:
            label = names[same.export, same.group.name]
        names[one.export, one.group.name] = label
    if len(set(names.values())) == len(names):
        return
    groups = {
        label: Group(label, one.group.key, one.sessions, one.group.people)
        for one in kept
        for label in (names[one.export, one.group.name],)
    }
    tables = {kind: _union(exports, names, kind) for kind in ("counts", "shares", "reliability")}
    yield from derivable(
        tables["counts"],
        groups,
        tables["shares"],
        tables["reliability"],
        parts_of(exports[found[0].export]),
        _HALF,
    )


def _same(one: _Published, other: _Published) -> bool:
    if one.export == other.export or one.group.key != other.group.key:
        return False
    if one.sessions != other.sessions or one.group.people != other.group.people:
        return False
    return all(
        low <= other.cells.get(cell, (0.0, math.inf))[1]
        and other.cells.get(cell, (0.0, math.inf))[0] <= high
        for cell, (low, high) in one.cells.items()
    )


def _union(exports: Sequence[Export], names: dict[tuple[int, str], str], kind: str) -> Table:
    """The rows of all exports, a count that is hidden in one and shown in another shown."""
    rows: dict[tuple[Value, ...], dict[str, Value]] = {}
    figure = {"counts": "count", "shares": "not_green", "reliability": "people"}[kind]
    for place, export in enumerate(exports):
        table = export.table(kind)
        for row in table.rows if table else ():
            label = names.get((place, str(row["group"])))
            key = (label, row["part"], row["id"], row.get("category"))
            if label and rows.get(key, {}).get(figure) is None:
                rows[key] = {**row, "group": label}
    return Table(f"{_FILE} (1-{len(exports)})", kind, (), tuple(rows.values()))


def _drawn(exports: Sequence[Export]) -> Iterator[AuditFinding]:
    """Tables with noise that were drawn apart: together they spend what each of them does."""
    spent: dict[tuple[Value, ...], float] = {}
    for export in exports:
        table = export.table("noise")
        if table is not None and table.rows:
            draw = tuple(row["count"] for row in table.rows)
            epsilon = table.rows[0]["epsilon"]
            spent[draw] = epsilon if isinstance(epsilon, float) else math.inf
    if sum(spent.values()) > NOISE_BUDGET + 1e-9:
        yield flaw("noise_spent", spent=f"{sum(spent.values()):g}", most=NOISE_BUDGET)


def _told_twice(exports: Sequence[Export]) -> Iterator[AuditFinding]:
    """A room of which two exports say something else: the difference is about who came between."""
    known: dict[tuple[Value, ...], tuple[Value, ...]] = {}
    for export in exports:
        table = export.table("releases")
        for row in table.rows if table else ():
            key = row["session"], row["part"], row["id"]
            said = tuple(row[name] for name in ("low", "midpoint", "high", "level", "n"))
            if known.setdefault(key, said) != said:
                yield flaw("several_rooms", where=", ".join(str(part) for part in key))


def _left(whole: float | None, parts: Sequence[float | None]) -> float | None:
    known = [part for part in parts if part is not None]
    return None if whole is None or len(known) < len(parts) else whole - sum(known)


def _name(one: _Published) -> str:
    return f"{one.group.name} ({one.export + 1})"
