"""Audit: read an export again, as a stranger would, and say what is wrong with it.

It shares no code with what made the export: not the rules, not the frames, not the package. What
it holds an export to, and what an export may hold, stands in :mod:`weerbaar.research.audit.known`,
apart from the parameters of the rules and the columns of the frames, so that a mistake in one is
not repeated in the other. The words it knows are given to it.

Bytes become files (``files``); files become tables, with a reader for each format (``formats``,
``workbook``), and documents (``export``, ``documents``). Every cell and word in them is of a kind
that is known (``tables``, ``words``). Then the figures are judged by themselves and
beside each other (``cells``, ``derive``, ``noise``), as what the export says of itself
(``package``), and beside other exports (``several``).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from weerbaar.research.audit.cells import figure_flaws
from weerbaar.research.audit.derive import derivable, difference_flaws, published_groups
from weerbaar.research.audit.export import Export, open_export
from weerbaar.research.audit.noise import noise_flaws
from weerbaar.research.audit.package import package_flaws
from weerbaar.research.audit.report import AuditFinding, Report, Unreadable, by_sentence
from weerbaar.research.audit.several import several_flaws
from weerbaar.research.audit.words import Vocabulary

__all__ = ["AuditFinding", "Report", "Unreadable", "Vocabulary", "audit", "by_sentence"]


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
    counts = [count for export in exports for count in export.people]
    return Report(
        tables=tuple(table.file for export in exports for table in export.tables),
        smallest=int(min(counts)) if counts else None,
        findings=tuple(dict.fromkeys(found)),
        single=all(export.single for export in exports),
        told=tuple(dict.fromkeys(text for export in exports for text in export.told)),
    )


def together(export: Export) -> Iterator[AuditFinding]:
    """What follows from several tables, in the first format that has counts.

    That the formats hold the same is looked at elsewhere.
    """
    half = export.half_step
    for suffix in dict.fromkeys(table.suffix for table in export.tables):
        kinds = {table.kind: table for table in export.tables if table.suffix == suffix}
        counts, groups = kinds.get("counts"), kinds.get("groups")
        known = published_groups(counts, groups)
        if groups is not None:
            yield from difference_flaws(known, groups.file, half)
        if counts is not None:
            shares, scored = kinds.get("shares"), kinds.get("reliability")
            yield from derivable(counts, known, shares, scored, export.parts, half)
            return


def _flaws(export: Export) -> Iterator[AuditFinding]:
    yield from export.flaws
    yield from figure_flaws(export)
    yield from together(export)
    yield from noise_flaws(export)
    if not export.single:
        yield from package_flaws(export)
