"""Every file of an export, opened for what it is; what cannot be opened is a finding."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

from weerbaar.research.audit import known
from weerbaar.research.audit.documents import DOCUMENTS, leaves, read_json
from weerbaar.research.audit.files import Files, read_files
from weerbaar.research.audit.formats import READERS
from weerbaar.research.audit.report import AuditFinding, Damaged, Unreadable, flaw
from weerbaar.research.audit.tables import Raw, Table, judged
from weerbaar.research.audit.words import Vocabulary
from weerbaar.research.audit.workbook import read_workbook

# How a table is read, by how the name of its file ends.
# Documents come last, as they speak of the tables.
_LAST = (*DOCUMENTS, "sums")
_COMMONS = re.compile(r"CC-(BY(?:-(?:NC|ND|SA))*)-(\d\.\d)")
_LICENCE = re.compile(r"[A-Za-z0-9.+-]{2,40}")
_SHOWN = 24
_Made = TypeVar("_Made")


@dataclass
class Export:
    """All that was found.

    Attributes
    ----------
    files
        Bytes by path inside the export.
    flaws
        What could not be opened, and what cannot be in what was.
    single
        Whether it is one table by itself.
    tables
        Tables of ours, by path.
    documents
        What the documents say, by path.
    told
        What a researcher says of the study in own words; the rest of an export may repeat it.
    """

    files: Mapping[str, bytes] = field(repr=False)
    flaws: list[AuditFinding] = field(default_factory=list)
    single: bool = False
    tables: list[Table] = field(default_factory=list)
    documents: dict[str, Any] = field(default_factory=dict)
    told: tuple[str, ...] = ()

    def table(self, kind: str) -> Table | None:
        """The first table of a kind, in whatever format."""
        return next((table for table in self.tables if table.kind == kind), None)

    def document(self, name: str) -> Mapping[str, Any]:
        """What a document says by name; empty when it says nothing."""
        found = self.documents.get(name)
        return found if isinstance(found, dict) else {}

    @cached_property
    def declared(self) -> Mapping[str, Any]:
        """What the export says of itself in ``datapackage.json``; empty when it says nothing."""
        own = self.document(known.PACKAGE).get("weerbaar")
        return own if isinstance(own, dict) else {}

    @cached_property
    def rules(self) -> Mapping[str, float]:
        """The rules by which an export says that it was made, as far as they are numbers."""
        found = self.declared.get("rules")
        pairs = found.items() if isinstance(found, dict) else ()
        return {n: v for n, v in pairs if isinstance(v, int | float) and not isinstance(v, bool)}

    @cached_property
    def people(self) -> list[float]:
        """Every published number of people."""
        return [count for table in self.tables for count in table.people]

    @cached_property
    def half_step(self) -> float:
        """How far a published count can be from the true one: half a step of those it keeps."""
        step = int(self.rules.get("round_to", known.ROUNDED_TO))
        kept = step > known.ROUNDED_TO and not any(count % step for count in self.people)
        return (step if kept else known.ROUNDED_TO) // 2

    @cached_property
    def parts(self) -> Mapping[str, tuple[str, ...]]:
        """Statements of each quadrant and side; empty when the instrument cannot be read."""
        found: dict[str, tuple[str, ...]] = {}
        try:
            for quadrant in self.documents[known.INSTRUMENT]["quadrants"]:
                statements = tuple(str(statement["id"]) for statement in quadrant["statements"])
                for name in (str(quadrant["id"]), str(quadrant["side"])):
                    found[name] = (*found.get(name, ()), *statements)
        except (TypeError, LookupError):
            return {}
        return found


def open_export(path: Path, words: Vocabulary) -> Export:
    """Open a folder, a zip or a single table.

    Raises
    ------
    Unreadable
        When there is nothing there, or nothing of ours.
    """
    files = read_files(path)
    ours = any(_reader(name) or (known.reading(name) and not files.single) for name in files.data)
    if not files.flaws and not ours:
        raise Unreadable("no_export")
    export = opened(files, words)
    if files.single:
        codes = {flaw.code for flaw in export.flaws}
        if "damaged" in codes:
            raise Unreadable("broken")
        if "not_understood" in codes or "unknown_table" in codes:
            raise Unreadable("no_export")
    return export


def opened(files: Files, words: Vocabulary) -> Export:
    """Open every file of a whole export: tables first, as documents speak of them."""
    export = Export(files.data, list(files.flaws), single=files.single)
    with suppress(Damaged):
        export.documents[known.PACKAGE] = _made_of(read_json, files.data.get(known.PACKAGE, b""))
        study = leaves("", export.declared.get("study"))
        told = (text for _, text in study if isinstance(text, str) and len(text) <= known.MOST_TOLD)
        export.told = tuple(dict.fromkeys(told))
    addresses = [address for name in export.told for address in _addresses(name)]
    words = words.with_texts((*export.told, *addresses, *_made_with(export, words)))
    sizes = {str(len(data)) for data in files.data.values()}
    hashes = {hashlib.sha256(data).hexdigest() for data in files.data.values()}
    facts = {name for name in files.data if known.reading(name)} | sizes | hashes
    for name in sorted(files.data, key=lambda name: (known.reading(name) in _LAST, name)):
        try:
            _open(export, name, words, facts)
        except Damaged as damage:
            most = known.MOST_BYTES // known.MEGABYTE
            export.flaws.append(flaw(damage.code, file=name, most=most))
        # Whatever else a file brings about that was made to: it was not understood.
        except Exception:  # noqa: BLE001
            export.flaws.append(flaw("not_understood", file=name))
    return export


def _open(export: Export, name: str, words: Vocabulary, facts: set[str]) -> None:
    """Open one file for what its place says that it is; facts follow from the tables as well."""
    how, data = known.reading(name), export.files[name]
    found: dict[str, Raw] = {}
    if how is None and not export.single:
        export.flaws.append(flaw("unknown_file", file=name))
    read = _reader(name)
    if read is not None:
        found[name] = _made_of(read, data)
    elif how == "workbook":
        sheets, flaws = _made_of(read_workbook, name, data, words)
        export.flaws += flaws
        found = {f"data/{sheet}.xlsx": raw for sheet, raw in sheets.items()}
    elif how is not None and how in DOCUMENTS:
        read_document, odd = DOCUMENTS[how]
        export.documents[name] = _made_of(read_document, data)
        for text in odd(export.documents[name], words, frozenset(facts)):
            export.flaws.append(flaw("free_text", file=name, text=text[:_SHOWN]))
    for file, raw in found.items():
        table, flaws = judged(file, raw, words)
        export.tables.append(table)
        export.flaws += flaws
        facts |= {str(len(table.rows)), str(len(table.columns))}


def _made_of(read: Callable[..., _Made], *given: Any) -> _Made:
    """What a reader makes of a file; whatever it stumbles over, the file is damaged."""
    try:
        return read(*given)
    except Damaged:
        raise
    # A file that is not what its name says brings about errors of many kinds.
    except Exception:  # noqa: BLE001
        raise Damaged from None


def _reader(name: str) -> Callable[[bytes], Raw] | None:
    return READERS.get(PurePosixPath(name).suffix.lower())


def _made_with(export: Export, words: Vocabulary) -> Iterator[str]:
    """What the package says it was made with; other files repeat it."""
    version, others = export.document(known.PACKAGE).get("version"), export.declared.get("versions")
    said = [version, *(others.values() if isinstance(others, dict) else ())]
    if isinstance(version, str):
        yield from (one for one in said if isinstance(one, str) and words.is_name("version", one))


def _addresses(name: str) -> Iterator[str]:
    """Where a licence can be read that was named: the addresses follow from its name."""
    common = _COMMONS.fullmatch(name)
    if common:
        yield f"https://creativecommons.org/licenses/{common[1].lower()}/{common[2]}/"
    elif _LICENCE.fullmatch(name):
        yield f"https://spdx.org/licenses/{name}.html"
