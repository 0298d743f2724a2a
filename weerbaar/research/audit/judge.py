"""The audit itself: read, look at everything, report."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from weerbaar.research.audit.cells import people_cells, table_flaws
from weerbaar.research.audit.coherent import coherence_flaws
from weerbaar.research.audit.derive import derivable
from weerbaar.research.audit.groups import difference_flaws, published_groups
from weerbaar.research.audit.limits import ROUNDED_TO
from weerbaar.research.audit.noise import noise_flaws
from weerbaar.research.audit.opened import Export, open_export, parts_of
from weerbaar.research.audit.package import package_flaws, rules
from weerbaar.research.audit.report import AuditFinding, Report
from weerbaar.research.audit.several import several_flaws
from weerbaar.research.audit.words import Vocabulary


def audit(path: Path, words: Vocabulary, *others: Path) -> Report:
    """Say what is wrong with an export: a folder, a zip, or one CSV, Parquet or SPSS file.

    Of one table by itself only what stands in it is looked at; it has no metadata to miss.

    Parameters
    ----------
    words
        What the program itself may write; any other text is a finding.
    others
        More exports, of which the first may be a part, a whole or a neighbour: what follows from
        the tables of all of them is looked at too.

    Raises
    ------
    Unreadable
        When there is no such file, it cannot be read, or it is no table of ours and does not look
        like one row per person either.
    """
    exports = [open_export(one, words) for one in (path, *others)]
    found = [flaw for export in exports for flaw in _flaws(export)]
    if others:
        found += several_flaws(exports)
    tables = [table for export in exports for table in export.tables]
    counts = [cell.count for table in tables for cell in people_cells(table)]
    return Report(
        tables=tuple(table.file for table in tables),
        smallest=int(min(counts)) if counts else None,
        findings=tuple(dict.fromkeys(found)),
        single=all(export.single for export in exports),
        told=tuple(dict.fromkeys(text for export in exports for text in export.told)),
    )


def together(export: Export) -> Iterator[AuditFinding]:
    """What follows from several tables, in the first format that has counts.

    That the formats hold the same is looked at elsewhere.
    """
    half = half_step(export)
    for suffix in dict.fromkeys(PurePosixPath(table.file).suffix for table in export.tables):
        kinds = {t.kind: t for t in export.tables if PurePosixPath(t.file).suffix == suffix}
        counts, groups = kinds.get("counts"), kinds.get("groups")
        known = published_groups(counts, groups)
        if groups is not None:
            yield from difference_flaws(known, groups.file, half)
        if counts is not None:
            shares, scored = kinds.get("shares"), kinds.get("reliability")
            yield from derivable(counts, known, shares, scored, parts_of(export), half)
            return


def half_step(export: Export) -> float:
    """How far a published count can be from the true one: half a step of those that it keeps."""
    step = int(rules(export).get("round_to", ROUNDED_TO))
    counts = [cell.count for table in export.tables for cell in people_cells(table)]
    kept = step > ROUNDED_TO and not any(count % step for count in counts)
    return (step if kept else ROUNDED_TO) // 2


def _flaws(export: Export) -> Iterator[AuditFinding]:
    yield from export.flaws
    for table in export.tables:
        yield from table_flaws(table)
    yield from coherence_flaws(export)
    yield from together(export)
    yield from noise_flaws(export, half_step(export))
    if not export.single:
        yield from package_flaws(export)
