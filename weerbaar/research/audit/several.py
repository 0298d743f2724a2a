"""Several exports of one pool: what follows from the tables of all of them together.

Nobody says which sessions two groups share. So a group counts as lying inside another when
everything that is published allows it: with dozens of counts that happens by accident to hardly
any two groups that have nothing to do with each other.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations, islice

from weerbaar.research.audit.derive import (
    Bounds,
    PublishedGroup,
    bounds,
    derivable,
    left_over,
    published_groups,
)
from weerbaar.research.audit.export import Export
from weerbaar.research.audit.known import LEAST_CELL, LEAST_SESSIONS, NOISE_BUDGET, ROUNDED_TO
from weerbaar.research.audit.report import AuditFinding, flaw
from weerbaar.research.audit.tables import Table, Value

_HALF = ROUNDED_TO // 2
_MOST_TAKEN = 3
_MOST_WAYS = 50_000
_ANYTHING: Bounds = (0.0, math.inf)
# Tables of which the rows of all exports are taken together, with the figure that counts.
_UNITED: Mapping[str, str] = {
    "counts": "count",
    "shares": "not_green",
    "reliability": "people",
}
_OF_ROOM = ("low", "midpoint", "high", "level", "n")


@dataclass(frozen=True)
class _InExport:
    """A group in one of the exports, and between what each of its counts lies."""

    export: int
    group: PublishedGroup
    digest: str
    cells: dict[tuple[Value, Value], Bounds] = field(repr=False)

    @property
    def sessions(self) -> float:
        return self.group.sessions or 0.0

    @property
    def label(self) -> str:
        return f"{self.group.name} ({self.export + 1})"


def several_flaws(exports: Sequence[Export]) -> Iterator[AuditFinding]:
    """Everything that is wrong with some exports together."""
    found = [one for place, export in enumerate(exports) for one in _groups(place, export)]
    yield from _remainders(found)
    for digest in dict.fromkeys(one.digest for one in found):
        yield from _merged(exports, [one for one in found if one.digest == digest])
    yield from _drawn(exports)
    yield from _told_twice(exports)


def _groups(place: int, export: Export) -> Iterator[_InExport]:
    counts, groups = export.table("counts"), export.table("groups")
    digest = str(export.declared.get("digest"))
    for name, group in published_groups(counts, groups).items():
        cells = {
            (row["id"], row["category"]): bounds(row["count"], _HALF)
            for row in (counts.rows if counts else ())
            if row["group"] == name and row["part"] == "statement"
        }
        yield _InExport(place, group, digest, cells)


# --- what is left of a group --------------------------------------------------------------------
def _remainders(found: Sequence[_InExport]) -> Iterator[AuditFinding]:
    """A group of one export without groups of others: what is left may be too few."""
    ways = (
        (whole, parts)
        for whole in found
        for size in range(1, _MOST_TAKEN + 1)
        for parts in combinations([one for one in found if _may_be_in(one, whole)], size)
        if len({one.export for one in (whole, *parts)}) > 1 and _apart(parts)
    )
    for whole, parts in islice(ways, _MOST_WAYS):
        left = whole.sessions - sum(part.sessions for part in parts)
        people = left_over(whole.group.people, [part.group.people for part in parts])
        most = math.inf if people is None else people + _HALF * (1 + len(parts))
        few = left < LEAST_SESSIONS or most < LEAST_CELL
        if left > 0 and few and most >= 0 and _fits(whole, parts, most):
            facts = {"left": f"{left:g}", "least": LEAST_SESSIONS}
            others = ", ".join(part.label for part in parts)
            yield flaw("several_difference", where=whole.label, others=others, **facts)


def _may_be_in(part: _InExport, whole: _InExport) -> bool:
    smaller = 0 < part.sessions < whole.sessions and part.digest == whole.digest
    return smaller and whole.group.key <= part.group.key


def _apart(parts: Sequence[_InExport]) -> bool:
    """Whether no session can be in two of them: by what they have in common, or by export."""
    for one, other in combinations(parts, 2):
        second = dict(other.group.key)
        differ = any(second.get(name, value) != value for name, value in one.group.key)
        if not differ and one.export == other.export:
            return False
    return True


def _fits(whole: _InExport, parts: Sequence[_InExport], most: float) -> bool:
    """Whether every count of the whole leaves room for those of its parts, and no more."""
    for cell, (low, high) in whole.cells.items():
        inside = [part.cells.get(cell, _ANYTHING) for part in parts]
        if high < sum(least for least, _ in inside) or low - sum(top for _, top in inside) > most:
            return False
    return True


# --- the same groups, told by several -----------------------------------------------------------
def _merged(exports: Sequence[Export], found: Sequence[_InExport]) -> Iterator[AuditFinding]:
    """The same groups, each count and share from whichever export shows it, as one system."""
    kept: dict[str, _InExport] = {}
    names: dict[tuple[int, str], str] = {}
    for one in found:
        label = next((name for name, other in kept.items() if _same(one, other)), None)
        if label is None:
            taken = any(other.group.name == one.group.name for other in kept.values())
            label = one.label if taken else one.group.name
            kept[label] = one
        names[one.export, one.group.name] = label
    if len(kept) == len(names):
        return
    groups = {label: replace(one.group, name=label) for label, one in kept.items()}
    counts, shares, reliability = (_union(exports, names, kind) for kind in _UNITED)
    parts = exports[found[0].export].parts
    yield from derivable(counts, groups, shares, reliability, parts, _HALF)


def _same(one: _InExport, other: _InExport) -> bool:
    if one.export == other.export or one.group != other.group:
        return False
    beside = [(found, other.cells.get(cell, _ANYTHING)) for cell, found in one.cells.items()]
    return all(low <= most and least <= high for (low, high), (least, most) in beside)


def _union(exports: Sequence[Export], names: Mapping[tuple[int, str], str], kind: str) -> Table:
    """The rows of all exports, a count that is hidden in one and shown in another shown."""
    rows: dict[tuple[Value, ...], dict[str, Value]] = {}
    for place, export in enumerate(exports):
        table = export.table(kind)
        for row in table.rows if table else ():
            label = names.get((place, str(row["group"])))
            key = (label, row["part"], row["id"], row.get("category"))
            if label and rows.get(key, {}).get(_UNITED[kind]) is None:
                rows[key] = {**row, "group": label}
    return Table(f"data/counts (1-{len(exports)})", kind, (), tuple(rows.values()))


# --- noise and rooms ----------------------------------------------------------------------------
def _drawn(exports: Sequence[Export]) -> Iterator[AuditFinding]:
    """Tables with noise that were drawn apart: together they spend what each of them does."""
    spent: dict[tuple[Value, ...], float] = {}
    for export in exports:
        table = export.table("noise")
        if table is not None and table.rows:
            epsilon = table.rows[0]["epsilon"]
            draw = tuple(row["count"] for row in table.rows)
            spent[draw] = epsilon if isinstance(epsilon, float) else math.inf
    if sum(spent.values()) > NOISE_BUDGET + 1e-9:
        yield flaw("noise_spent", spent=f"{sum(spent.values()):g}", most=NOISE_BUDGET)


def _told_twice(exports: Sequence[Export]) -> Iterator[AuditFinding]:
    """A room of which two exports say something else: the difference is about who came between."""
    known: dict[tuple[Value, ...], tuple[Value, ...]] = {}
    tables = (export.table("releases") for export in exports)
    for row in (row for table in tables if table for row in table.rows):
        key = row["session"], row["part"], row["id"]
        said = tuple(row[name] for name in _OF_ROOM)
        if known.setdefault(key, said) != said:
            yield flaw("several_rooms", where=", ".join(str(part) for part in key))
