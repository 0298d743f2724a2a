"""What figures may not be: by themselves, and beside others that speak of the same thing.

A number that is told twice can be told exactly once. Whatever follows from another table must be
what follows from it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise

from weerbaar.research.audit import known
from weerbaar.research.audit.export import Export
from weerbaar.research.audit.report import AuditFinding, flaw
from weerbaar.research.audit.tables import Row, Table, Value

# Levels of a quadrant; one and a half is the first or the second, which are not told apart.
_LEVELS = (None, 0.0, 1.0, 1.5, 2.0)
_SLACK = 1e-9
_OFF = 1e-7
# How far figures may differ by the way in which a computer holds them.
_APART = 1e-6
# The figure that lies between ``low`` and ``high``, by kind of table.
_BETWEEN: Mapping[str, str] = {
    "shares": "not_green",
    "reliability": "alpha",
    "comparisons": "difference",
    "releases": "midpoint",
}
# Tables that speak only of groups that are shown.
_ONLY_GROUPS = ("counts", "shares", "reliability", "items", "covariances", "response")

_At = Mapping[str, str]
_Flaws = Iterator[AuditFinding]
_Told = Mapping[str, Mapping[tuple[Value, ...], Row]]


def figure_flaws(export: Export) -> Iterator[AuditFinding]:
    """Everything that is wrong with the figures of an export, row by row."""
    told = {
        kind: {tuple(row[name] for name in keys): row for row in table.rows}
        for kind, keys in (("groups", ("group",)), ("shares", ("group", "part", "id")))
        if (table := export.table(kind)) is not None
    }
    for table in export.tables:
        own = _OWN.get(table.kind or "")
        for row in table.rows:
            at = {"file": table.file, "where": where(row)}
            yield from _cell_flaws(table, row, at)
            yield from own(row, at) if own else ()
            for column in _disagreeing(table, row, told):
                yield flaw("disagrees", column=column, **at)


def where(row: Row) -> str:
    """Which row is meant."""
    names = ("group", "session", "first", "second", "part", "id", "category", "pair")
    return ", ".join(str(row[name]) for name in names if row.get(name) is not None)


# --- by themselves ------------------------------------------------------------------------------
def _cell_flaws(table: Table, row: Row, at: _At) -> _Flaws:
    for name, column in known.COLUMNS[table.kind or ""].items():
        value = row[name]
        if not isinstance(value, float):
            continue
        count = {"column": name, "count": f"{value:g}", **at}
        if column.people and value < known.LEAST_CELL:
            yield flaw("small_cell", least=known.LEAST_CELL, **count)
        elif column.people and value % known.ROUNDED_TO:
            yield flaw("not_rounded", base=known.ROUNDED_TO, **count)
        if column.step and abs(value / column.step - round(value / column.step)) > _OFF:
            yield flaw("too_exact", column=name, **at)


def _count_flaws(row: Row, at: _At) -> _Flaws:
    if (row["count"] is None) == (row["hidden"] is None):
        yield flaw("no_reason" if row["count"] is None else "hidden_but_there", **at)
    score, category = row["part"] != "statement", row["category"]
    points = float(str(category)) if score and category not in (None, *known.COLOURS) else None
    if score == (category in known.COLOURS) or row["points"] != points:
        yield flaw("not_of_part", **at)


def _group_flaws(row: Row, at: _At) -> _Flaws:
    for name, least in (("sessions", known.LEAST_SESSIONS), ("people", known.LEAST_PEOPLE)):
        found = row[name]
        if isinstance(found, float) and found < least:
            facts = {"found": f"{found:g}", "least": least, **at}
            yield flaw("few_sessions" if name == "sessions" else "few_people", **facts)


def _share_flaws(row: Row, at: _At) -> _Flaws:
    """A share that no rounded count of its rounded answers gives: it tells more than they do."""
    share, answers = row.get("not_green", row.get("difficulty")), row["answers"]
    if isinstance(share, float) and isinstance(answers, float) and answers and share < 1:
        count = round(share * answers / known.ROUNDED_TO) * known.ROUNDED_TO
        if abs(count / answers - share) > known.SHARE_STEP / 2 + _SLACK:
            yield flaw("share_exact", **at)


def _room_flaws(row: Row, at: _At) -> _Flaws:
    n, statement = row["n"], row["part"] == "statement"
    if row["part"] == "quadrant" and row["level"] not in _LEVELS:
        yield flaw("not_of_part", **at)
    if not isinstance(n, float) or n < known.ROOM_LEAST:
        yield flaw("room_small", least=known.ROOM_LEAST, **at)
    elif n < known.ROOM_STATEMENTS and (statement or row["midpoint"] is not None):
        yield flaw("room_statements", least=known.ROOM_STATEMENTS, **at)
    elif statement and _gives_away(row, n):
        yield flaw("room_exact", band=known.ROOM_BAND, **at)


def _gives_away(row: Row, n: float) -> bool:
    """Whether a share gives away a count of green, or of not green, that is at most the band.

    A share is a count divided by at most ``n`` people, so times ``n`` it is at least that count.
    """
    low, high = row["low"], row["high"]
    if not isinstance(low, float) or not isinstance(high, float):
        return row["midpoint"] is not None and row["level"] is None
    exact = (high - low) * n < known.ROOM_BAND
    return exact and (low * n <= known.ROOM_BAND or (1 - high) * n <= known.ROOM_BAND)


# What is looked at in one kind of table only.
_OWN: Mapping[str, Callable[[Row, _At], _Flaws]] = {
    "counts": _count_flaws,
    "groups": _group_flaws,
    "shares": _share_flaws,
    "items": _share_flaws,
    "releases": _room_flaws,
}


# --- beside others ------------------------------------------------------------------------------
def _disagreeing(table: Table, row: Row, told: _Told) -> Iterator[str]:
    """Columns of a row that are not what the other figures make them."""
    middle = _BETWEEN.get(table.kind or "")
    if middle and not _ordered(row["low"], row[middle], row["high"]):
        yield middle
    if table.kind in _ONLY_GROUPS and "groups" in told:
        group = told["groups"].get((row["group"],))
        if group is None:
            yield "group"
        elif table.kind == "shares":
            yield from (name for name in ("sessions", "councils") if row[name] != group[name])
    if table.kind == "items" and "shares" in told:
        share = told["shares"].get((row["group"], "statement", row["id"]), {})
        same = {"difficulty": "not_green", "answers": "answers"}
        yield from (name for name, other in same.items() if row[name] != share.get(other))
    if table.kind == "comparisons":
        yield from _compared(row)
    if table.kind == "response":
        numbers = [row[name] for name in ("shared", "done", "joined", "heads")]
        if not _ordered(*numbers, slack=known.ROUNDED_TO):
            yield "heads"


def _compared(row: Row) -> Iterator[str]:
    """What a comparison says that does not follow from its two shares."""
    names = ("first_not_green", "second_not_green", "difference", "low", "high", "effect")
    first, second, difference, low, high, effect = (
        value if isinstance(value := row[name], float) else None for name in names
    )
    if first is None or second is None or difference is None:
        yield from (name for name in names[2:] if row[name] is not None)
        return
    if abs(second - first - difference) > known.SHARE_STEP + _APART:
        yield "difference"
    # Cohen's h (Statistical Power Analysis, 1988, chapter 6).
    apart = 2 * (math.asin(math.sqrt(second)) - math.asin(math.sqrt(first)))
    if effect is not None and abs(apart - effect) > known.SHARE_STEP + _APART:
        yield "effect"
    if low is None or high is None or low <= -1 or high >= 1:
        return
    if abs(low + high - 2 * difference) > 2 * known.SHARE_STEP + _APART:
        yield "low"


def _ordered(*values: Value, slack: float = _APART) -> bool:
    """Whether numbers go up, as far as they are there."""
    there = [value for value in values if isinstance(value, float)]
    return all(low <= high + slack for low, high in pairwise(there))
