"""What single cells and groups of a table may not be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from weerbaar.research.audit.limits import (
    LEAST_CELL,
    LEAST_PEOPLE,
    LEAST_SESSIONS,
    ROOM_BAND,
    ROOM_LEAST,
    ROOM_STATEMENTS,
    ROUNDED_TO,
    SHARE_STEP,
)
from weerbaar.research.audit.read import Table
from weerbaar.research.audit.report import AuditFinding, flaw

PEOPLE = {
    "counts": ("count",),
    "groups": ("people", "complete"),
    "shares": ("answers",),
    "reliability": ("people",),
    "items": ("answers",),
}
"""Columns that count people, by kind of table."""

_COLOURS = {"green", "orange", "red", "groen", "oranje", "rood", "skip", "0", "1", "2"}
_SLACK = 1e-9
_MARKS = {"simulated", "epsilon"}
"""Columns of ours in which 0 or 1 is no answer."""
_ANSWERS_FROM = 3
"""So many columns of nothing but colours or points are answers of persons."""


@dataclass(frozen=True)
class Cell:
    """A number of people in a table, and where it stands."""

    file: str
    where: str
    column: str
    count: float


def table_flaws(table: Table) -> Iterator[AuditFinding]:
    """Everything that is wrong with one table by itself."""
    if table.kind is None:
        persons = looks_like_persons(table.frame)
        yield flaw("rows_per_person" if persons else "unknown_table", file=table.file)
        return
    for cell in people_cells(table):
        yield from _cell_flaws(cell)
    if table.kind == "counts":
        yield from _hidden_flaws(table)
    if table.kind == "groups":
        yield from _group_flaws(table)
    if table.kind == "shares":
        yield from _share_flaws(table)
    if table.kind == "releases":
        yield from _room_flaws(table)
    if table.kind != "codebook" and looks_like_persons(table.frame):
        yield flaw("rows_per_person", file=table.file)


def people_cells(table: Table) -> Iterator[Cell]:
    """Every published number of people in a table."""
    for column in PEOPLE.get(table.kind or "", ()):
        for row in records(table.frame):
            count = row.get(column)
            if isinstance(count, float):
                yield Cell(table.file, where(row), column, count)


def records(frame: pd.DataFrame) -> Iterator[dict[str, object]]:
    """Rows as plain values, None where nothing stands."""
    columns = {name: [None if pd.isna(v) else v for v in frame[name]] for name in frame.columns}
    for index in range(len(frame)):
        yield {name: values[index] for name, values in columns.items()}


def where(row: dict[str, object]) -> str:
    """Which row is meant."""
    names = ("group", "session", "part", "id", "category")
    return ", ".join(str(row[name]) for name in names if row.get(name) is not None)


def looks_like_persons(frame: pd.DataFrame) -> bool:
    """Whether columns hold answers, and so rows people."""
    answers = 0
    for name in frame.columns:
        if name in _MARKS and len(frame[name].unique()) == 1:
            continue
        values = {_as_written(value) for value in frame[name].dropna().unique()[:10]}
        answers += bool(values) and values <= _COLOURS
    return answers >= _ANSWERS_FROM and len(frame) > 1


def _as_written(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value).strip().lower()


def _cell_flaws(cell: Cell) -> Iterator[AuditFinding]:
    facts = {"file": cell.file, "where": cell.where, "column": cell.column}
    if cell.count < LEAST_CELL:
        yield flaw("small_cell", count=f"{cell.count:g}", least=LEAST_CELL, **facts)
    elif cell.count % ROUNDED_TO:
        yield flaw("not_rounded", count=f"{cell.count:g}", base=ROUNDED_TO, **facts)


def _hidden_flaws(table: Table) -> Iterator[AuditFinding]:
    for row in records(table.frame):
        if (row["count"] is None) == (row["hidden"] is None):
            hidden = row["count"] is None
            facts = {"file": table.file, "where": where(row)}
            yield flaw("no_reason" if hidden else "hidden_but_there", **facts)


def _group_flaws(table: Table) -> Iterator[AuditFinding]:
    for row in records(table.frame):
        facts = {"file": table.file, "where": row["group"]}
        sessions, people = row["sessions"], row["people"]
        if isinstance(sessions, float) and sessions < LEAST_SESSIONS:
            yield flaw("few_sessions", found=f"{sessions:g}", least=LEAST_SESSIONS, **facts)
        if isinstance(people, float) and people < LEAST_PEOPLE:
            yield flaw("few_people", found=f"{people:g}", least=LEAST_PEOPLE, **facts)


def _share_flaws(table: Table) -> Iterator[AuditFinding]:
    """A share that no rounded count of its rounded answers gives: it tells more than they do."""
    for row in records(table.frame):
        share, answers = row["not_green"], row["answers"]
        if not isinstance(share, float) or not isinstance(answers, float) or share >= 1:
            continue
        count = round(share * answers / ROUNDED_TO) * ROUNDED_TO
        if abs(count / answers - share) > SHARE_STEP / 2 + _SLACK:
            yield flaw("share_exact", file=table.file, where=where(row))


def _room_flaws(table: Table) -> Iterator[AuditFinding]:
    for row in records(table.frame):
        facts = {"file": table.file, "where": where(row)}
        n = row["n"]
        if not isinstance(n, float) or n < ROOM_LEAST:
            yield flaw("room_small", least=ROOM_LEAST, **facts)
        elif row["part"] == "statement" and n < ROOM_STATEMENTS:
            yield flaw("room_statements", least=ROOM_STATEMENTS, **facts)
        elif row["part"] == "statement" and _too_exact(row, n):
            yield flaw("room_exact", band=ROOM_BAND, **facts)
        elif row["part"] != "statement" and n < ROOM_STATEMENTS and row["midpoint"] is not None:
            yield flaw("room_statements", least=ROOM_STATEMENTS, **facts)


def _too_exact(row: dict[str, object], n: float) -> bool:
    """Whether a share gives away a count of green, or of not green, that is at most the band.

    A share is a count divided by at most ``n`` people, so times ``n`` it is at least that count.
    """
    low, high = row["low"], row["high"]
    if not isinstance(low, float) or not isinstance(high, float):
        return row["midpoint"] is not None and row["level"] is None
    known = (high - low) * n < ROOM_BAND
    return known and (low * n <= ROOM_BAND or (1 - high) * n <= ROOM_BAND)
