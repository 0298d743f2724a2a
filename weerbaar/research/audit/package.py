"""What a whole export says of itself, and whether that is true."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from weerbaar.research.audit.known import NEEDED
from weerbaar.research.audit.limits import (
    LARGEST_SHARE,
    LEAST_CELL,
    LEAST_PEOPLE,
    LEAST_SESSIONS,
    NEEDED_FACTS,
    ROOM_BAND,
    ROOM_LEAST,
    ROOM_STATEMENTS,
    ROUNDED_TO,
)
from weerbaar.research.audit.opened import Export
from weerbaar.research.audit.raw import Value
from weerbaar.research.audit.report import AuditFinding, flaw
from weerbaar.research.audit.tables import Table

_SUMS = "SHA256SUMS"
_PACKAGE = "datapackage.json"
_SUM = re.compile(r"([0-9a-f]{64}) [ *](\S.*)")
_FLOORS: Mapping[str, Mapping[str, float]] = {
    "pooled": {
        "sessions": LEAST_SESSIONS,
        "people": LEAST_PEOPLE,
        "threshold": LEAST_CELL,
        "difference": LEAST_CELL,
        "round_to": ROUNDED_TO,
    },
    "rooms": {
        "minimum": ROOM_LEAST,
        "statements_from": ROOM_STATEMENTS,
        "band": ROOM_BAND,
    },
}
"""Rules that an export must declare, by where its figures come from, and their least value."""


def package_flaws(export: Export) -> Iterator[AuditFinding]:
    """Everything that is wrong with an export as a whole."""
    for name in NEEDED:
        if name not in export.files:
            yield flaw("missing_file", file=name)
    yield from _sum_flaws(export)
    if _PACKAGE in export.documents:
        yield from _fact_flaws(export)
        yield from _resource_flaws(export)
    yield from _codebook_flaws(export)
    yield from _format_flaws(export)
    yield from _mark_flaws(export)


def declared(export: Export) -> Mapping[str, Any]:
    """What the export says of itself in ``datapackage.json``; empty when it says nothing."""
    found = export.documents.get(_PACKAGE)
    own = found.get("weerbaar") if isinstance(found, dict) else None
    return own if isinstance(own, dict) else {}


def rules(export: Export) -> Mapping[str, float]:
    """The rules by which an export says that it was made, as far as they are numbers."""
    found = declared(export).get("rules")
    pairs = found.items() if isinstance(found, dict) else ()
    return {name: v for name, v in pairs if isinstance(v, int | float) and not isinstance(v, bool)}


def _sum_flaws(export: Export) -> Iterator[AuditFinding]:
    if _SUMS not in export.files:
        return
    sums = {}
    for line in export.files[_SUMS].decode("utf-8", "replace").splitlines():
        found = _SUM.fullmatch(line)
        if found is None or found[2] in sums:
            yield flaw("free_text", file=_SUMS, text=line[:24])
        else:
            sums[found[2]] = found[1]
    for name, wanted in sums.items():
        data = export.files.get(name)
        if data is None:
            if name not in NEEDED:
                yield flaw("missing_file", file=name)
        elif hashlib.sha256(data).hexdigest() != wanted:
            yield flaw("checksum", file=name)
    for name in sorted(set(export.files) - set(sums) - {_SUMS}):
        yield flaw("unlisted", file=name)


def _fact_flaws(export: Export) -> Iterator[AuditFinding]:
    found = export.documents[_PACKAGE]
    if not isinstance(found, dict):
        yield flaw("no_metadata", file=_PACKAGE)
        return
    for name in NEEDED_FACTS:
        if not found.get(name):
            yield flaw("no_fact", file=_PACKAGE, name=name)
    floors = _FLOORS.get(str(declared(export).get("source")))
    if floors is None:
        yield flaw("no_fact", file=_PACKAGE, name="source")
    given = rules(export)
    for name, floor in (floors or {}).items():
        if name not in given:
            yield flaw("no_fact", file=_PACKAGE, name=name)
        elif given[name] < floor:
            yield flaw("lax_rule", name=name, found=given[name], floor=floor)
    if given.get("largest", 0) > LARGEST_SHARE:
        yield flaw("lax_rule", name="largest", found=given["largest"], floor=LARGEST_SHARE)
    digests = {str(row["digest"]) for t in export.tables for row in t.rows if "digest" in row}
    asked = export.documents.get("instrument.json")
    known = asked.get("digest") if isinstance(asked, dict) else None
    if digests - {str(known)} or declared(export).get("digest") != known:
        yield flaw("other_instrument", file="instrument.json")


def _resource_flaws(export: Export) -> Iterator[AuditFinding]:
    """Files of which the data package says something else than is there."""
    found = export.documents[_PACKAGE]
    listed = found.get("resources") if isinstance(found, dict) else None
    seen = set()
    for one in listed if isinstance(listed, list) else ():
        facts = one if isinstance(one, dict) else {}
        name = str(facts.get("path"))
        seen.add(name)
        data = export.files.get(name)
        if data is None:
            yield flaw("missing_file", file=name[:40])
        elif (facts.get("bytes"), facts.get("hash")) != (len(data), f"sha256:{_sha(data)}"):
            yield flaw("checksum", file=name)
    for name in sorted(set(export.files) - seen - {_SUMS, _PACKAGE}):
        yield flaw("unlisted", file=name)


def _codebook_flaws(export: Export) -> Iterator[AuditFinding]:
    book = export.table("codebook")
    if book is None:
        return
    known = {
        (str(row["table"]), str(row["column"])) for row in book.rows if row["nl"] and row["en"]
    }
    told = {
        (table.kind, column)
        for table in export.tables
        if table.kind not in (None, "codebook")
        for column in table.columns
    }
    for name, column in sorted(told - known, key=str):
        yield flaw("not_described", name=name, column=column)


def _format_flaws(export: Export) -> Iterator[AuditFinding]:
    same: dict[str, list[Table]] = defaultdict(list)
    for table in export.tables:
        same[str(PurePosixPath(table.file).with_suffix(""))].append(table)
    for first, *others in same.values():
        for other in others:
            if _rows(first) != _rows(other):
                yield flaw("formats_differ", file=first.file, other=other.file)


def _rows(table: Table) -> list[dict[str, Value]]:
    # Formats keep fifteen digits or more.
    return [
        {
            n: f"{v + 0.0:.12g}" if isinstance(v, float) else v
            for n, v in row.items()
            if v is not None
        }
        for row in table.rows
    ]


def _mark_flaws(export: Export) -> Iterator[AuditFinding]:
    """Made-up data that is not marked as such everywhere."""
    marks = {table.file: {row["simulated"] for row in table.rows} for table in export.tables}
    made_up = declared(export).get("simulated") is True
    if not made_up and not any(True in found for found in marks.values()):
        return
    if not made_up and _PACKAGE in export.files:
        yield flaw("not_marked", file=_PACKAGE)
    for name, found in marks.items():
        if found and found != {True}:
            yield flaw("not_marked", file=name)


def _sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
