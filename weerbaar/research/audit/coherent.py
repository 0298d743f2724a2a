"""Tables of one export that speak of the same thing: whether they say the same.

A number that is told twice can be told exactly once. Whatever follows from another table must be
what follows from it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from itertools import pairwise

from weerbaar.research.audit.cells import where
from weerbaar.research.audit.limits import ROUNDED_TO, SHARE_STEP
from weerbaar.research.audit.opened import Export
from weerbaar.research.audit.raw import Value
from weerbaar.research.audit.report import AuditFinding, flaw
from weerbaar.research.audit.tables import Table

_Row = Mapping[str, Value]
_SLACK = 1e-6
_BETWEEN: Mapping[str, str] = {
    "shares": "not_green",
    "reliability": "alpha",
    "comparisons": "difference",
    "releases": "midpoint",
}
"""The figure that lies between ``low`` and ``high``, by kind of table."""
_ONLY_GROUPS = ("counts", "shares", "reliability", "items", "covariances", "response")
"""Tables that speak only of groups that are shown."""


def coherence_flaws(export: Export) -> Iterator[AuditFinding]:
    """Figures that contradict each other, or that say what nothing else says."""
    known = {
        kind: {_key(row, keys): row for row in table.rows}
        for kind, keys in (("groups", ("group",)), ("shares", ("group", "part", "id")))
        if (table := export.table(kind)) is not None
    }
    for table in export.tables:
        for row in table.rows:
            for column in _wrong(table, row, known):
                yield flaw("disagrees", file=table.file, where=where(row), column=column)


def _wrong(
    table: Table, row: _Row, known: Mapping[str, Mapping[tuple[Value, ...], _Row]]
) -> Iterator[str]:
    """Columns of a row that are not what the other figures make them."""
    middle = _BETWEEN.get(table.kind or "")
    if middle and not _ordered(row["low"], row[middle], row["high"]):
        yield middle
    groups, shares = known.get("groups"), known.get("shares")
    if groups is not None and table.kind in _ONLY_GROUPS:
        yield from _of_group(table, row, groups)
    if shares is not None and table.kind == "items":
        share = shares.get((row["group"], "statement", row["id"]), {})
        same = {"difficulty": "not_green", "answers": "answers"}
        yield from (name for name, other in same.items() if row[name] != share.get(other))
    if table.kind == "comparisons":
        yield from _compared(row)
    if table.kind == "response":
        numbers = [row[name] for name in ("shared", "done", "joined", "heads")]
        if not _ordered(*numbers, slack=ROUNDED_TO):
            yield "heads"


def _of_group(table: Table, row: _Row, groups: Mapping[tuple[Value, ...], _Row]) -> Iterator[str]:
    group = groups.get((row["group"],))
    if group is None:
        yield "group"
    elif table.kind == "shares":
        yield from (name for name in ("sessions", "councils") if row[name] != group[name])


def _compared(row: _Row) -> Iterator[str]:
    """What a comparison says that does not follow from its two shares."""
    names = ("first_not_green", "second_not_green", "difference", "low", "high", "effect")
    first, second, difference, low, high, effect = (
        float(value) if isinstance(value := row[name], float) else None for name in names
    )
    if first is None or second is None or difference is None:
        yield from (name for name in names[2:] if row[name] is not None)
        return
    if abs(second - first - difference) > SHARE_STEP + _SLACK:
        yield "difference"
    # Cohen's h (Statistical Power Analysis, 1988, chapter 6).
    apart = 2 * (math.asin(math.sqrt(second)) - math.asin(math.sqrt(first)))
    if effect is not None and abs(apart - effect) > SHARE_STEP + _SLACK:
        yield "effect"
    inside = low is not None and high is not None and low > -1 and high < 1
    if inside and abs(low + high - 2 * difference) > 2 * SHARE_STEP + _SLACK:  # type: ignore[operator]
        yield "low"


def _ordered(*values: Value, slack: float = _SLACK) -> bool:
    """Whether numbers go up, as far as they are there."""
    there = [value for value in values if isinstance(value, float)]
    return all(low <= high + slack for low, high in pairwise(there))


def _key(row: _Row, names: tuple[str, ...]) -> tuple[Value, ...]:
    return tuple(row[name] for name in names)
