"""A workbook (.xlsx): every cell of every sheet, and no part of the file that holds anything else.

Only what an export needs is read. A formula, a note, a picture, a hidden name or a part with a
name of its own is a finding: a spreadsheet has many places to keep something.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree as ET

from weerbaar.research.audit.documents import read_xml
from weerbaar.research.audit.files import unzipped
from weerbaar.research.audit.known import COLUMNS, HIDDEN_WORDS
from weerbaar.research.audit.limits import MOST_BYTES, MOST_COLUMNS, MOST_LETTERS, MOST_ROWS
from weerbaar.research.audit.markup import IN_SHEET, odd_markup, tag_of
from weerbaar.research.audit.raw import Damaged, Raw, Value
from weerbaar.research.audit.report import AuditFinding, Unreadable, flaw
from weerbaar.research.audit.words import Vocabulary

_SHEET = re.compile(r"xl/worksheets/sheet\d{1,3}\.xml")
_THEME = "xl/theme/theme1.xml"
_PARTS = frozenset(
    {
        _THEME,
        *("[Content_Types].xml", "_rels/.rels", "docProps/app.xml", "docProps/core.xml"),
        *("xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/sharedStrings.xml"),
    }
)
_THEMES = frozenset({"75104b2164c20dab"})
"""Beginnings of the hashes of the colours that XlsxWriter gives every workbook."""
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_PLACE = re.compile(r"'?!\$[A-Z]{1,3}\$\d{1,7}:\$[A-Z]{1,3}\$\d{1,7}$", re.ASCII)
_HEAD = 2
"""Rows above the figures of a table: what a column is called, and its name."""

_Grid = dict[int, dict[int, Value]]


def read_workbook(
    file: str, data: bytes, words: Vocabulary
) -> tuple[dict[str, Raw], list[AuditFinding]]:
    """The tables of a workbook by name, and all that cannot be in it.

    Raises
    ------
    Damaged
    """
    parts: dict[str, bytes] = {}
    flaws: list[AuditFinding] = []
    room = MOST_BYTES
    try:
        for one in unzipped(data):
            if isinstance(one, AuditFinding):
                flaws.append(flaw("hidden_bytes", file=file))
                continue
            parts[one[0]] = one[1]
            room -= len(one[1])
            if room < 0:
                raise Damaged("too_large")
    except Unreadable as problem:
        raise Damaged("too_large" if problem.code == "too_many" else "damaged") from None
    odd_parts = [name for name in parts if name not in _PARTS and not _SHEET.fullmatch(name)]
    flaws += [flaw("hidden_bytes", file=f"{file}: {name[:40]}") for name in odd_parts]
    shared = _shared(parts.get("xl/sharedStrings.xml"))
    tables: dict[str, Raw] = {}
    for name, part in _sheets(parts):
        grid, odd = _grid(read_xml(part), shared)
        if odd:
            flaws.append(flaw("hidden_bytes", file=f"{file}: {name}"))
        if name in COLUMNS and name != "codebook":
            tables[name] = _table(name, grid, words, file, flaws)
        else:
            texts = (str(value) for row in grid.values() for value in row.values())
            flaws += _unknown(file, texts, words)
    # A text that no cell points to is in the file all the same.
    codes = {word for of in COLUMNS.values() for column in of.values() for word in column.words}
    names = ("group", "row", "session", "category", "digests")
    spoken = (
        text
        for text in shared
        if text not in codes and not any(words.is_name(name, text) for name in names)
    )
    flaws += _unknown(file, spoken, words)
    flaws += _unknown(file, _properties(parts), words)
    flaws += _theme(file, parts)
    for name in sorted(parts.keys() - {_THEME} - set(odd_parts)):
        odd_texts = odd_markup(name, read_xml(parts[name]), lambda t: words.unknown(t) is None)
        flaws += [flaw("free_text", file=f"{file}: {name}", text=text[:40]) for text in odd_texts]
    return tables, flaws


def _unknown(file: str, texts: Iterator[str], words: Vocabulary) -> Iterator[AuditFinding]:
    for text in dict.fromkeys(texts):
        left = words.unknown(text)
        if left is not None:
            yield flaw("free_text", file=file, text=left)


def _shared(part: bytes | None) -> list[str]:
    """Texts that cells point to; one that no cell points to is read all the same."""
    root = read_xml(part) if part else ET.Element("sst")
    return [
        "".join(piece.text or "" for piece in one.iter() if tag_of(piece) == "t") for one in root
    ]


def _sheets(parts: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Every sheet with its name, hidden ones too."""
    named = [
        one.attrib
        for one in read_xml(parts.get("xl/workbook.xml", b"")).iter()
        if tag_of(one) == "sheet"
    ]
    relations = {
        one.attrib.get("Id"): one.attrib.get("Target", "")
        for one in read_xml(parts.get("xl/_rels/workbook.xml.rels", b""))
    }
    found = set()
    for facts in named:
        key = next((value for name, value in facts.items() if name.endswith("}id")), None)
        path = f"xl/{relations.get(key, '').removeprefix('/xl/')}"
        if path not in parts or path in found:
            raise Damaged
        found.add(path)
        yield facts.get("name", ""), parts[path]
    if {name for name in parts if _SHEET.fullmatch(name)} - found:
        raise Damaged


def _grid(root: ET.Element, shared: list[str]) -> tuple[_Grid, bool]:
    """Cells by row and column, and whether anything else is on the sheet."""
    grid: _Grid = {}
    odd = any(tag_of(one) not in IN_SHEET for one in root.iter())
    for cell in (one for one in root.iter() if tag_of(one) == "c"):
        place = _REFERENCE.fullmatch(cell.attrib.get("r", ""))
        if place is None:
            raise Damaged
        row, column = int(place[2]), _column(place[1])
        if row > MOST_ROWS or column > MOST_COLUMNS or column in grid.get(row, {}):
            raise Damaged("too_large")
        value = _cell(cell, shared)
        if value is not None:
            grid.setdefault(row, {})[column] = value
    return grid, odd


def _cell(cell: ET.Element, shared: list[str]) -> Value:
    kind = cell.attrib.get("t", "n")
    text = "".join(one.text or "" for one in cell.iter() if tag_of(one) in ("v", "t"))
    if len(text) > MOST_LETTERS:
        raise Damaged("too_large")
    if not text:
        return None
    try:
        if kind == "s":
            return shared[int(text)] or None
        if kind == "b":
            return bool(int(text))
        return float(text) if kind == "n" else text
    except (ValueError, IndexError):
        raise Damaged from None


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _table(name: str, grid: _Grid, words: Vocabulary, file: str, flaws: list[AuditFinding]) -> Raw:
    """A table below its two heads; a word for what is hidden is an empty cell."""
    labels, names = grid.get(1, {}), grid.get(_HEAD, {})
    flaws += _unknown(file, (str(label) for label in labels.values()), words)
    width = max([*names, 0])
    columns = tuple(str(names.get(place, "")) for place in range(1, width + 1))
    numbers = {n for n, of in COLUMNS[name].items() if of.kind in ("whole", "number")}
    rows: list[tuple[Value, ...]] = []
    for number in range(_HEAD + 1, max([*grid, 0]) + 1):
        row = grid.get(number, {})
        if any(place > width for place in row):
            raise Damaged("ragged")
        cells = [row.get(place) for place in range(1, width + 1)]
        rows.append(
            tuple(
                None if of in numbers and cell in HIDDEN_WORDS else cell
                for of, cell in zip(columns, cells, strict=True)
            )
        )
    return Raw(columns, rows)


def _properties(parts: Mapping[str, bytes]) -> Iterator[str]:
    """What the workbook says of itself, but for dates and the program that it names."""
    for name in ("docProps/app.xml", "docProps/core.xml"):
        for one in read_xml(parts[name]).iter() if name in parts else ():
            text = (one.text or "").strip()
            if text and tag_of(one) not in ("created", "modified", "Application", "AppVersion"):
                yield re.sub(r"^(?:Worksheets|Named Ranges|false|\d{1,3})$", "", text)
            elif text and not re.fullmatch(r"[\d:TZ.-]{4,20}|Microsoft Excel", text):
                yield text
    for one in read_xml(parts.get("xl/workbook.xml", b"<w/>")).iter():
        if tag_of(one) == "definedName":
            yield _PLACE.sub("", (one.text or "").lstrip("'"))


def _theme(file: str, parts: Mapping[str, bytes]) -> Iterator[AuditFinding]:
    """Colours other than those that are known: their XML has room for anything."""
    theme = parts.get(_THEME)
    if theme is not None and hashlib.sha256(theme).hexdigest()[:16] not in _THEMES:
        yield flaw("hidden_bytes", file=f"{file}: theme")
