"""Every file of an export, opened for what it is; what cannot be opened is a finding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from weerbaar.research.audit.documents import json_flaws, read_json, read_text, text_flaws
from weerbaar.research.audit.files import Files, read_files
from weerbaar.research.audit.known import reading
from weerbaar.research.audit.raw import Damaged
from weerbaar.research.audit.report import AuditFinding, Unreadable, flaw
from weerbaar.research.audit.tables import READERS, Table, read_table
from weerbaar.research.audit.words import Vocabulary

_ALONE = {"damaged": "broken", "not_understood": "no_export"}
"""What a single file is called that cannot be opened."""


@dataclass(frozen=True)
class Export:
    """All that was found.

    Attributes
    ----------
    files
        Bytes by path inside the export.
    tables
        Tables of ours, by path.
    documents
        What the JSON files say, by path.
    flaws
        What could not be opened, and what cannot be in what was.
    single
        Whether it is one table by itself.
    """

    files: Mapping[str, bytes] = field(repr=False)
    tables: tuple[Table, ...] = ()
    documents: Mapping[str, Any] = field(default_factory=dict)
    flaws: tuple[AuditFinding, ...] = ()
    single: bool = False

    def table(self, kind: str) -> Table | None:
        """The first table of a kind, in whatever format."""
        return next((table for table in self.tables if table.kind == kind), None)


def open_export(path: Path, words: Vocabulary) -> Export:
    """Open a folder, a zip or a single table.

    Raises
    ------
    Unreadable
        When there is nothing there, or nothing of ours.
    """
    files = read_files(path)
    if files.single:
        return _alone(files, words)
    if not any(reading(name) for name in files.data):
        names = {PurePosixPath(name).suffix.lower() for name in files.data}
        if not names & set(READERS):
            raise Unreadable("no_export")
    return opened(files, words)


def opened(files: Files, words: Vocabulary) -> Export:
    """Open every file of a whole export."""
    tables: list[Table] = []
    documents: dict[str, Any] = {}
    flaws = list(files.flaws)
    for name, data in sorted(files.data.items()):
        how = reading(name)
        try:
            if how == "table" or (how is None and PurePosixPath(name).suffix.lower() in READERS):
                table, found = read_table(name, data, words)
                tables.append(table)
                flaws += found
            elif how == "json":
                documents[name] = read_json(data)
                flaws += json_flaws(name, documents[name], words)
            elif how == "text":
                flaws += text_flaws(name, read_text(data), words)
        except Damaged as damage:
            flaws.append(flaw(damage.code, file=name))
        if how is None:
            flaws.append(flaw("unknown_file", file=name))
    return Export(files.data, tuple(tables), documents, tuple(flaws))


def _alone(files: Files, words: Vocabulary) -> Export:
    name, data = next(iter(files.data.items()))
    try:
        table, flaws = read_table(name, data, words)
    except Damaged as damage:
        if damage.code in _ALONE:
            raise Unreadable(_ALONE[damage.code]) from None
        return Export(files.data, flaws=(flaw(damage.code, file=name),), single=True)
    if table.kind is None and not any(found.code == "rows_per_person" for found in flaws):
        raise Unreadable("no_export")
    return Export(files.data, (table,), flaws=(*files.flaws, *flaws), single=True)


def parts_of(export: Export) -> Mapping[str, tuple[str, ...]]:
    """Statements of each quadrant and side; empty when the instrument cannot be read."""
    found: dict[str, tuple[str, ...]] = {}
    try:
        for quadrant in export.documents["instrument.json"]["quadrants"]:
            statements = tuple(str(statement["id"]) for statement in quadrant["statements"])
            for name in (str(quadrant["id"]), str(quadrant["side"])):
                found[name] = (*found.get(name, ()), *statements)
    except (TypeError, LookupError):
        return {}
    return found
