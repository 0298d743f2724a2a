"""The audit itself: read, look at everything, report."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from weerbaar.research.audit.cells import looks_like_persons, people_cells, table_flaws
from weerbaar.research.audit.derive import derivable
from weerbaar.research.audit.groups import difference_flaws, published_groups
from weerbaar.research.audit.limits import ROUNDED_TO
from weerbaar.research.audit.package import declared, package_flaws, structure
from weerbaar.research.audit.read import SUFFIXES, Export, read_export
from weerbaar.research.audit.report import AuditFinding, Report, Unreadable


def audit(path: Path) -> Report:
    """Say what is wrong with an export: a folder, a zip, or one CSV, Parquet or SPSS file.

    Of one table by itself only what stands in it is looked at; it has no metadata to miss.

    Raises
    ------
    Unreadable
        When there is no such file, it cannot be read, or it is no table of ours and does not look
        like one row per person either.
    """
    export = read_export(path)
    first = export.tables[0]
    if export.single and first.kind is None and not looks_like_persons(first.frame):
        raise Unreadable("no_export")
    counts = [cell.count for table in export.tables for cell in people_cells(table)]
    found = [flaw for table in export.tables for flaw in table_flaws(table)]
    found += together(export)
    if not export.single:
        found += package_flaws(export)
    return Report(
        tables=tuple(table.file for table in export.tables),
        smallest=int(min(counts)) if counts else None,
        findings=tuple(dict.fromkeys(found)),
        single=export.single,
    )


def together(export: Export) -> Iterator[AuditFinding]:
    """What follows from several tables, in the first format that has counts.

    That the formats hold the same is looked at elsewhere.
    """
    half = max(ROUNDED_TO, _base(export)) // 2
    for suffix in SUFFIXES:
        kinds = {t.kind: t for t in export.tables if PurePosixPath(t.file).suffix == suffix}
        counts, groups = kinds.get("counts"), kinds.get("groups")
        known = published_groups(counts, groups)
        if groups is not None:
            yield from difference_flaws(known, groups.file, half)
        if counts is not None:
            yield from derivable(counts, known, kinds.get("shares"), structure(export), half)
            return


def _base(export: Export) -> int:
    base = (declared(export).get("rules") or {}).get("round_to", ROUNDED_TO)
    return base if isinstance(base, int) else ROUNDED_TO
