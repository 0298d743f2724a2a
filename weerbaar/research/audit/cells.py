"""What single cells and groups of a table may not be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from weerbaar.research.audit.limits import (
    ALPHA_STEP,
    EFFECT_STEP,
    LEAST_CELL,
    LEAST_PEOPLE,
    LEAST_SESSIONS,
    ROOM_BAND,
    ROOM_LEAST,
    ROOM_STATEMENTS,
    ROUNDED_TO,
    SHARE_STEP,
)
from weerbaar.research.audit.raw import Value
from weerbaar.research.audit.report import AuditFinding, flaw
from weerbaar.research.audit.tables import Table

PEOPLE: Mapping[str, tuple[str, ...]] = {
    "counts": ("count",),
    "groups": ("people",),
    "shares": ("answers",),
    "reliability": ("people",),
    "items": ("answers",),
    "response": ("heads", "joined", "done", "shared"),
}
"""Columns that count people, by kind of table."""

_STEPS: Mapping[str, Mapping[str, float]] = {
    "shares": {
        **dict.fromkeys(("not_green", "standard_error", "rounding"), SHARE_STEP),
        "design_effect": EFFECT_STEP,
    },
    "items": {"difficulty": SHARE_STEP},
    "reliability": dict.fromkeys(("alpha", "mean_covariance"), ALPHA_STEP),
    "covariances": {"mean_covariance": ALPHA_STEP},
    "comparisons": dict.fromkeys(
        (
            *("first_not_green", "second_not_green", "difference"),
            *("low", "high", "effect", "detectable"),
        ),
        SHARE_STEP,
    ),
    "response": dict.fromkeys(("rate_low", "rate_high"), SHARE_STEP),
}
"""Columns that are published in steps: what lies between two steps tells more than it may."""

COLOURS = frozenset({"green", "orange", "red", "skip"})
_LEVELS = (None, 0.0, 1.0, 1.5, 2.0)
"""Levels of a quadrant; one and a half is the first or the second, which are not told apart."""
_SLACK = 1e-9
_OFF = 1e-7


@dataclass(frozen=True)
class Cell:
    """A number of people in a table, and where it stands."""

    file: str
    where: str
    column: str
    count: float


def table_flaws(table: Table) -> Iterator[AuditFinding]:
    """Everything that is wrong with the figures of one table by itself."""
    for cell in people_cells(table):
        yield from _cell_flaws(cell)
    yield from _step_flaws(table)
    own = _OWN.get(table.kind or "")
    if own is not None:
        yield from own(table)


def people_cells(table: Table) -> Iterator[Cell]:
    """Every published number of people in a table."""
    for column in PEOPLE.get(table.kind or "", ()):
        for row in table.rows:
            count = row.get(column)
            if isinstance(count, float):
                yield Cell(table.file, where(row), column, count)


def where(row: Mapping[str, Value]) -> str:
    """Which row is meant."""
    names = ("group", "session", "first", "second", "part", "id", "category", "pair")
    return ", ".join(str(row[name]) for name in names if row.get(name) is not None)


def _cell_flaws(cell: Cell) -> Iterator[AuditFinding]:
    facts = {"file": cell.file, "where": cell.where, "column": cell.column}
    if cell.count < LEAST_CELL:
        yield flaw("small_cell", count=f"{cell.count:g}", least=LEAST_CELL, **facts)
    elif cell.count % ROUNDED_TO:
        yield flaw("not_rounded", count=f"{cell.count:g}", base=ROUNDED_TO, **facts)


def _step_flaws(table: Table) -> Iterator[AuditFinding]:
    for column, step in _STEPS.get(table.kind or "", {}).items():
        for row in table.rows:
            value = row[column]
            if isinstance(value, float) and abs(value / step - round(value / step)) > _OFF:
                yield flaw("too_exact", file=table.file, where=where(row), column=column)


def _hidden_flaws(table: Table) -> Iterator[AuditFinding]:
    for row in table.rows:
        facts = {"file": table.file, "where": where(row)}
        if (row["count"] is None) == (row["hidden"] is None):
            hidden = row["count"] is None
            yield flaw("no_reason" if hidden else "hidden_but_there", **facts)
        score = row["part"] != "statement"
        if score == (row["category"] in COLOURS) or (
            row["points"] != (float(str(row["category"])) if score else None)
        ):
            yield flaw("not_of_part", **facts)


def _group_flaws(table: Table) -> Iterator[AuditFinding]:
    for row in table.rows:
        facts = {"file": table.file, "where": row["group"]}
        sessions, people = row["sessions"], row["people"]
        if isinstance(sessions, float) and sessions < LEAST_SESSIONS:
            yield flaw("few_sessions", found=f"{sessions:g}", least=LEAST_SESSIONS, **facts)
        if isinstance(people, float) and people < LEAST_PEOPLE:
            yield flaw("few_people", found=f"{people:g}", least=LEAST_PEOPLE, **facts)


def _share_flaws(table: Table) -> Iterator[AuditFinding]:
    """A share that no rounded count of its rounded answers gives: it tells more than they do."""
    share_of = "difficulty" if table.kind == "items" else "not_green"
    for row in table.rows:
        share, answers = row[share_of], row["answers"]
        if not isinstance(share, float) or not isinstance(answers, float) or share >= 1:
            continue
        count = round(share * answers / ROUNDED_TO) * ROUNDED_TO
        if abs(count / answers - share) > SHARE_STEP / 2 + _SLACK:
            yield flaw("share_exact", file=table.file, where=where(row))


def _room_flaws(table: Table) -> Iterator[AuditFinding]:
    for row in table.rows:
        facts = {"file": table.file, "where": where(row)}
        n = row["n"]
        level = row["level"]
        if row["part"] == "quadrant" and level not in _LEVELS:
            yield flaw("not_of_part", **facts)
        if not isinstance(n, float) or n < ROOM_LEAST:
            yield flaw("room_small", least=ROOM_LEAST, **facts)
        elif row["part"] == "statement" and n < ROOM_STATEMENTS:
            yield flaw("room_statements", least=ROOM_STATEMENTS, **facts)
        elif row["part"] == "statement" and _too_exact(row, n):
            yield flaw("room_exact", band=ROOM_BAND, **facts)
        elif row["part"] != "statement" and n < ROOM_STATEMENTS and row["midpoint"] is not None:
            yield flaw("room_statements", least=ROOM_STATEMENTS, **facts)


def _too_exact(row: Mapping[str, Value], n: float) -> bool:
    """Whether a share gives away a count of green, or of not green, that is at most the band.

    A share is a count divided by at most ``n`` people, so times ``n`` it is at least that count.
    """
    low, high = row["low"], row["high"]
    if not isinstance(low, float) or not isinstance(high, float):
        return row["midpoint"] is not None and row["level"] is None
    known = (high - low) * n < ROOM_BAND
    return known and (low * n <= ROOM_BAND or (1 - high) * n <= ROOM_BAND)


_OWN: Mapping[str, Callable[[Table], Iterable[AuditFinding]]] = {
    "counts": _hidden_flaws,
    "groups": _group_flaws,
    "shares": _share_flaws,
    "items": _share_flaws,
    "releases": _room_flaws,
}
"""What is looked at in one kind of table only."""
