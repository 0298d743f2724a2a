"""What a whole export says of itself, and whether that is true."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import PurePosixPath

from weerbaar.research.audit import known
from weerbaar.research.audit.export import Export
from weerbaar.research.audit.report import AuditFinding, flaw
from weerbaar.research.audit.tables import Table, Value

_SUM = re.compile(r"([0-9a-f]{64}) [ *](\S.*)")
_SHOWN = 40


def package_flaws(export: Export) -> Iterator[AuditFinding]:
    """Everything that is wrong with an export as a whole."""
    for name in known.NEEDED:
        if name not in export.files:
            yield flaw("missing_file", file=name)
    if known.SUMS in export.files:
        yield from _sum_flaws(export)
    if known.PACKAGE in export.documents:
        yield from _fact_flaws(export)
        yield from _resource_flaws(export)
    yield from _codebook_flaws(export)
    yield from _format_flaws(export)
    yield from _mark_flaws(export)


def _sum_flaws(export: Export) -> Iterator[AuditFinding]:
    sums = {}
    for line in export.files[known.SUMS].decode("utf-8", "replace").splitlines():
        found = _SUM.fullmatch(line)
        if found is None or found[2] in sums:
            yield flaw("free_text", file=known.SUMS, text=line[:24])
        else:
            sums[found[2]] = found[1]
    yield from _listed(export, sums.items(), _sha, {known.SUMS})


def _resource_flaws(export: Export) -> Iterator[AuditFinding]:
    listed = export.document(known.PACKAGE).get("resources")
    found = listed if isinstance(listed, list) else ()
    facts = [one if isinstance(one, dict) else {} for one in found]
    said = [(str(one.get("path")), (one.get("bytes"), one.get("hash"))) for one in facts]
    yield from _listed(
        export, said, lambda data: (len(data), f"sha256:{_sha(data)}"), {known.SUMS, known.PACKAGE}
    )


def _listed(
    export: Export,
    said: Iterable[tuple[str, object]],
    true: Callable[[bytes], object],
    besides: set[str],
) -> Iterator[AuditFinding]:
    """Files of which a list says something else than is there."""
    names = set(besides)
    for name, facts in said:
        names.add(name)
        data = export.files.get(name)
        if data is None:
            yield flaw("missing_file", file=name[:_SHOWN])
        elif true(data) != facts:
            yield flaw("checksum", file=name)
    for name in sorted(set(export.files) - names):
        yield flaw("unlisted", file=name)


def _fact_flaws(export: Export) -> Iterator[AuditFinding]:
    if not isinstance(export.documents[known.PACKAGE], dict):
        yield flaw("no_metadata", file=known.PACKAGE)
        return
    floors = known.FLOORS.get(str(export.declared.get("source")))
    lacking = [name for name in known.NEEDED_FACTS if not export.document(known.PACKAGE).get(name)]
    lacking += ["source"] if floors is None else []
    lacking += [name for name in floors or () if name not in export.rules]
    for name in lacking:
        yield flaw("no_fact", file=known.PACKAGE, name=name)
    for name, given in export.rules.items():
        floor = (floors or {}).get(name, given)
        if name == "largest" and given > known.LARGEST_SHARE:
            yield flaw("lax_rule", name=name, found=given, floor=known.LARGEST_SHARE)
        elif given < floor:
            yield flaw("lax_rule", name=name, found=given, floor=floor)
    digests = {str(row["digest"]) for t in export.tables for row in t.rows if "digest" in row}
    asked = export.document(known.INSTRUMENT).get("digest")
    if digests - {str(asked)} or export.declared.get("digest") != asked:
        yield flaw("other_instrument", file=known.INSTRUMENT)


def _codebook_flaws(export: Export) -> Iterator[AuditFinding]:
    book = export.table("codebook")
    if book is None:
        return
    described = {(row["table"], row["column"]) for row in book.rows if row["nl"] and row["en"]}
    for table in export.tables:
        for column in table.columns if table.kind not in (None, "codebook") else ():
            if (table.kind, column) not in described:
                yield flaw("not_described", name=table.kind, column=column)


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
    made_up = export.declared.get("simulated") is True
    if not made_up and not any(True in found for found in marks.values()):
        return
    if not made_up and known.PACKAGE in export.files:
        yield flaw("not_marked", file=known.PACKAGE)
    for name, found in marks.items():
        if found and found != {True}:
            yield flaw("not_marked", file=name)


def _sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
