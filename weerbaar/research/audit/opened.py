"""Every file of an export, opened for what it is; what cannot be opened is a finding."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from weerbaar.research.audit.documents import (
    json_flaws,
    read_json,
    read_text,
    read_xml,
    text_flaws,
    xml_flaws,
)
from weerbaar.research.audit.files import Files, read_files
from weerbaar.research.audit.known import reading
from weerbaar.research.audit.limits import MOST_BYTES, MOST_TOLD
from weerbaar.research.audit.raw import Damaged
from weerbaar.research.audit.report import AuditFinding, Unreadable, flaw
from weerbaar.research.audit.tables import READERS, Table, judged, read_table
from weerbaar.research.audit.words import Vocabulary
from weerbaar.research.audit.workbook import read_workbook

_LAST = ("json", "xml", "text", "sums")
_COMMONS = re.compile(r"CC-(BY(?:-(?:NC|ND|SA))*)-(\d\.\d)")
_LICENCE = re.compile(r"[A-Za-z0-9.+-]{2,40}")
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
    told
        What a researcher says of the study in own words; the rest of an export may repeat it.
    """

    files: Mapping[str, bytes] = field(repr=False)
    tables: tuple[Table, ...] = ()
    documents: Mapping[str, Any] = field(default_factory=dict)
    flaws: tuple[AuditFinding, ...] = ()
    single: bool = False
    told: tuple[str, ...] = ()

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
    if not files.flaws and not any(reading(name) for name in files.data):
        names = {PurePosixPath(name).suffix.lower() for name in files.data}
        if not names & set(READERS):
            raise Unreadable("no_export")
    return opened(files, words)


def opened(files: Files, words: Vocabulary) -> Export:
    """Open every file of a whole export: tables first, as documents speak of them."""
    export = _Opening(files, words)
    for name in sorted(files.data, key=lambda name: (reading(name) in _LAST, name)):
        try:
            export.open(name, reading(name), files.data[name])
        except Damaged as damage:
            export.flaws.append(flaw(damage.code, file=name, most=MOST_BYTES // 2**20))
        # Whatever else a file brings about that was made to: it was not understood.
        except Exception:  # noqa: BLE001
            export.flaws.append(flaw("not_understood", file=name))
    return Export(
        files.data, tuple(export.tables), export.documents, tuple(export.flaws), told=export.told
    )


class _Opening:
    """What was found so far."""

    def __init__(self, files: Files, words: Vocabulary) -> None:
        self.tables: list[Table] = []
        self.documents: dict[str, Any] = {}
        self.flaws = list(files.flaws)
        self.told = _told(files)
        known = (*self.told, *_addresses(self.told), *_versions(files, words))
        self._words = words.with_texts(known)
        self._facts = {name for name in files.data if reading(name)}
        for data in files.data.values():
            self._facts |= {str(len(data)), hashlib.sha256(data).hexdigest()}

    def open(self, name: str, how: str | None, data: bytes) -> None:
        """Open one file for what its place says that it is."""
        if how is None:
            self.flaws.append(flaw("unknown_file", file=name))
        if how == "table" or (how is None and PurePosixPath(name).suffix.lower() in READERS):
            self._take(read_table(name, data, self._words))
        elif how == "workbook":
            sheets, flaws = read_workbook(name, data, self._words)
            self.flaws += flaws
            for sheet, raw in sheets.items():
                self._take(judged(f"data/{sheet}.xlsx", raw, self._words))
        elif how == "text":
            self.flaws += text_flaws(name, read_text(data), self._words)
        elif how == "json":
            self.documents[name] = read_json(data)
            facts = frozenset(self._facts)
            self.flaws += json_flaws(name, self.documents[name], self._words, facts)
        elif how == "xml":
            facts = frozenset(self._facts)
            self.flaws += xml_flaws(name, read_xml(data), self._words, facts)

    def _take(self, found: tuple[Table, list[AuditFinding]]) -> None:
        table, flaws = found
        self.tables.append(table)
        self.flaws += flaws
        self._facts |= {str(len(table.rows)), str(len(table.columns))}


def _addresses(told: tuple[str, ...]) -> Iterator[str]:
    """Where a licence can be read that was named: the addresses follow from its name."""
    for name in told:
        common = _COMMONS.fullmatch(name)
        if common:
            yield f"https://creativecommons.org/licenses/{common[1].lower()}/{common[2]}/"
        elif _LICENCE.fullmatch(name):
            yield f"https://spdx.org/licenses/{name}.html"


def _versions(files: Files, words: Vocabulary) -> Iterator[str]:
    """What the package says it was made with; other files repeat it."""
    try:
        found = read_json(files.data.get("datapackage.json", b"{}"))
        said = [found["version"], *found["weerbaar"]["versions"].values()]
        yield from (one for one in said if words.is_name("version", one))
    except (Damaged, TypeError, LookupError, AttributeError):
        return


def _told(files: Files) -> tuple[str, ...]:
    """Every text of the study file, which a researcher wrote; the package says what is in it."""
    try:
        found = read_json(files.data.get("datapackage.json", b"{}"))
        return tuple(dict.fromkeys(_texts(found["weerbaar"]["study"])))
    except (Damaged, TypeError, LookupError):
        return ()


def _texts(found: Any) -> Iterator[str]:
    if isinstance(found, dict):
        for value in found.values():
            yield from _texts(value)
    elif isinstance(found, list):
        for value in found:
            yield from _texts(value)
    elif isinstance(found, str) and len(found) <= MOST_TOLD:
        yield found


def _alone(files: Files, words: Vocabulary) -> Export:
    name, data = next(iter(files.data.items()))
    try:
        table, flaws = read_table(name, data, words)
    except Damaged as damage:
        if damage.code in _ALONE:
            raise Unreadable(_ALONE[damage.code]) from None
        found = flaw(damage.code, file=name, most=MOST_BYTES // 2**20)
        return Export(files.data, flaws=(found,), single=True)
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
