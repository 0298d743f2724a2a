"""What a whole export must hold beside its tables, and whether it is still what was handed over."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from weerbaar.research.audit.cells import records
from weerbaar.research.audit.limits import (
    LEAST_CELL,
    LEAST_PEOPLE,
    LEAST_SESSIONS,
    NEEDED_FACTS,
    NEEDED_FILES,
    ROUNDED_TO,
)
from weerbaar.research.audit.read import Export, Table
from weerbaar.research.audit.report import AuditFinding, flaw

_SUMS = "SHA256SUMS"
_FLOORS = {
    "sessions": LEAST_SESSIONS,
    "people": LEAST_PEOPLE,
    "threshold": LEAST_CELL,
    "difference": LEAST_CELL,
    "round_to": ROUNDED_TO,
}


def package_flaws(export: Export) -> Iterator[AuditFinding]:
    """Everything that is wrong with an export as a whole."""
    for name in NEEDED_FILES:
        if name not in export.files:
            yield flaw("missing_file", file=name)
    yield from _sum_flaws(export)
    yield from _fact_flaws(export)
    yield from _codebook_flaws(export)
    yield from _format_flaws(export)
    yield from _mark_flaws(export)


def declared(export: Export) -> dict[str, Any]:
    """What the export says of itself in ``datapackage.json``; empty when it says nothing."""
    found = export.read_json("datapackage.json")
    own = found.get("weerbaar") if isinstance(found, dict) else None
    return own if isinstance(own, dict) else {}


def structure(export: Export) -> Mapping[str, tuple[str, ...]]:
    """Statements of each quadrant and side; empty when the instrument cannot be read."""
    found: dict[str, tuple[str, ...]] = defaultdict(tuple)
    instrument = export.read_json("instrument.json")
    try:
        for quadrant in instrument["quadrants"]:
            statements = tuple(str(statement["id"]) for statement in quadrant["statements"])
            found[str(quadrant["id"])] += statements
            found[str(quadrant["side"])] += statements
    except (TypeError, LookupError):
        return {}
    return dict(found)


def _sum_flaws(export: Export) -> Iterator[AuditFinding]:
    text = export.files.get(_SUMS, b"").decode("utf-8", "replace")
    sums = dict(line.split("  ", 1)[::-1] for line in text.splitlines() if "  " in line)
    if not sums:
        return
    for name, wanted in sums.items():
        data = export.files.get(name)
        if data is None:
            if name not in NEEDED_FILES:
                yield flaw("missing_file", file=name)
        elif hashlib.sha256(data).hexdigest() != wanted:
            yield flaw("checksum", file=name)
    for name in sorted(set(export.files) - set(sums) - {_SUMS}):
        yield flaw("unlisted", file=name)


def _fact_flaws(export: Export) -> Iterator[AuditFinding]:
    if "datapackage.json" not in export.files:
        return
    found = export.read_json("datapackage.json")
    if not isinstance(found, dict):
        yield flaw("no_metadata", file="datapackage.json")
        return
    for name in NEEDED_FACTS:
        if not found.get(name):
            yield flaw("no_fact", file="datapackage.json", name=name)
    rules = declared(export).get("rules") or {}
    for name, floor in _FLOORS.items():
        if name in rules and rules[name] < floor:
            yield flaw("lax_rule", name=name, found=rules[name], floor=floor)
    digests = {str(row["digest"]) for t in export.tables for row in _with(t, "digest")}
    asked = export.read_json("instrument.json")
    known = asked.get("digest") if isinstance(asked, dict) else None
    if known and digests - {str(known)}:
        yield flaw("other_instrument", file="instrument.json")


def _codebook_flaws(export: Export) -> Iterator[AuditFinding]:
    book = next((table for table in export.tables if table.kind == "codebook"), None)
    if book is None:
        return
    known = {
        (str(row["table"]), str(row["column"]))
        for row in records(book.frame)
        if row["nl"] and row["en"]
    }
    told = set()
    for table in export.tables:
        name = PurePosixPath(table.file).stem
        if table.kind == "codebook" or not table.file.startswith("data/"):
            continue
        told |= {(name, column) for column in table.frame.columns}
    for name, column in sorted(told - known):
        yield flaw("not_described", name=name, column=column)


def _format_flaws(export: Export) -> Iterator[AuditFinding]:
    same: dict[str, list[Table]] = defaultdict(list)
    for table in export.tables:
        same[str(PurePosixPath(table.file).with_suffix(""))].append(table)
    for first, *others in same.values():
        for other in others:
            if _rows(first) != _rows(other):
                yield flaw("formats_differ", file=first.file, other=other.file)


def _rows(table: Table) -> list[dict[str, str]]:
    return [
        {name: _written(value) for name, value in row.items() if value is not None}
        for row in records(table.frame)
    ]


def _written(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.9g}"
    text = str(value)
    return {"True": "1", "False": "0", "true": "1", "false": "0"}.get(text, text)


def _mark_flaws(export: Export) -> Iterator[AuditFinding]:
    """Made-up data that is not marked as such everywhere."""
    marks = {
        table.file: {_written(row["simulated"]) for row in _with(table, "simulated")}
        for table in export.tables
    }
    made_up = bool(declared(export).get("simulated"))
    if not made_up and not any("1" in found for found in marks.values()):
        return
    if not made_up and "datapackage.json" in export.files:
        yield flaw("not_marked", file="datapackage.json")
    for name, found in marks.items():
        if found and found != {"1"}:
            yield flaw("not_marked", file=name)


def _with(table: Table, column: str) -> Iterator[dict[str, object]]:
    if column in table.frame.columns:
        yield from records(table.frame)
