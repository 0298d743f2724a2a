"""A workbook (.xlsx): every cell of every sheet, and no part of the file that holds anything else.

Only what an export needs is read. A formula, a note, a picture, a hidden name or a part with a
name of its own is a finding: a spreadsheet has many places to keep something. The XML around the
cells may hold only names of the standard, numbers and places: every other spot of it could hold a
text as well, such as an attribute that no program asks for, or a text between two elements.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree as ET

from weerbaar.research.audit import known
from weerbaar.research.audit.documents import local_name, read_xml
from weerbaar.research.audit.files import gathered, unzipped
from weerbaar.research.audit.phrases import IN_SHEET, OFFICE
from weerbaar.research.audit.report import AuditFinding, Damaged, Unreadable, flaw
from weerbaar.research.audit.tables import Raw, Value
from weerbaar.research.audit.words import Vocabulary

_BOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_SHARED, _THEME = "xl/sharedStrings.xml", "xl/theme/theme1.xml"
_PROPERTIES = ("docProps/app.xml", "docProps/core.xml")
_PARTS = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(?:app|core)\.xml|xl/_rels/workbook\.xml\.rels"
    r"|xl/(?:workbook|styles|sharedStrings|theme/theme1|worksheets/sheet\d{1,3})\.xml"
)
# Beginnings of the hashes of the colours that XlsxWriter gives every workbook.
_THEMES = frozenset({"75104b2164c20dab"})
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_PLACE = re.compile(r"'?!\$[A-Z]{1,3}\$\d{1,7}:\$[A-Z]{1,3}\$\d{1,7}$", re.ASCII)
# Rows above the figures of a table: what a column is called, and its name.
_HEAD = 2
_SHOWN = 40

# Values of attributes that are numbers, places, paths, or kinds of parts.
_PLAIN = re.compile(
    r"-?\d{1,7}(?:\.\d{1,20})?|\d{1,5}:\d{1,5}|rId\d{1,3}|[0-9A-F]{8}|[#0.,%;@]{1,20}"
    r"|\$?[A-Z]{1,3}\$?\d{1,7}(?::\$?[A-Z]{1,3}\$?\d{1,7})?"
    r"|/?(?:xl/)?(?:worksheets/sheet\d{1,3}|theme/theme1|workbook|styles|sharedStrings)\.xml"
    r"|/?docProps/(?:app|core)\.xml"
    r"|http://schemas\.openxmlformats\.org/(?:officeDocument|package)/2006/relationships"
    r"/(?:metadata/core-properties|extended-properties|officeDocument|worksheet|theme|styles"
    r"|sharedStrings)"
    r"|application/(?:xml|vnd\.openxmlformats-(?:package|officedocument)\."
    r"(?:spreadsheetml\.)?(?:sheet\.main|worksheet|styles|sharedStrings|theme|relationships"
    r"|(?:core|extended)-properties)\+xml)"
    r"|TableStyle(?:Light|Medium|Dark)\d{1,2}|PivotStyle(?:Light|Medium|Dark)\d{1,2}",
    re.ASCII,
)
# Elements of which the text is read where they stand, by what they have to stand in.
_READ: Mapping[str, tuple[str, ...]] = {
    "v": ("c",),
    "t": ("is", "si"),
    "definedName": ("definedNames",),
}
# What the properties say beside texts of ours: kinds of names, numbers, dates and the program.
_COUNTED = re.compile(r"Worksheets|Named Ranges|false|\d{1,3}")
_DATED = re.compile(r"[\d:TZ.-]{4,20}|Microsoft Excel")

_Parts = Mapping[str, ET.Element]
_Grid = dict[int, dict[int, Value]]


def read_workbook(
    file: str, data: bytes, words: Vocabulary
) -> tuple[dict[str, Raw], list[AuditFinding]]:
    """The tables of a workbook by name, and all that cannot be in it.

    Raises
    ------
    Damaged
        ``damaged``, ``encoding``, ``not_understood``, ``ragged`` or ``too_large``.
    LookupError, ValueError
        When it is no workbook.
    """
    try:
        opened = gathered(unzipped(data), known.MOST_BYTES)
    except Unreadable as problem:
        raise Damaged("damaged" if problem.code == "broken" else "too_large") from None
    hidden = [file] if opened.flaws else []
    hidden += [f"{file}: {name[:_SHOWN]}" for name in opened.data if not _PARTS.fullmatch(name)]
    # Colours other than those that are known: their XML has room for anything.
    theme = opened.data.get(_THEME)
    if theme is not None and hashlib.sha256(theme).hexdigest()[:16] not in _THEMES:
        hidden.append(f"{file}: theme")
    parts = {
        name: read_xml(part)
        for name, part in opened.data.items()
        if _PARTS.fullmatch(name) and name != _THEME
    }
    shared = _shared(parts)
    spoken = [*_properties(parts), *(text for text in shared if not _is_cell(text, words))]
    tables: dict[str, Raw] = {}
    for name, sheet in _sheets(parts):
        grid = _grid(sheet, shared)
        if any(local_name(one.tag) not in IN_SHEET for one in sheet.iter()):
            hidden.append(f"{file}: {name}")
        ours = name in known.COLUMNS and name != "codebook"
        if ours:
            tables[name] = _table(name, grid)
        said = [grid.get(1, {})] if ours else grid.values()
        spoken += (str(value) for row in said for value in row.values())
    flaws = [flaw("hidden_bytes", file=place) for place in hidden]
    left = map(words.unknown, dict.fromkeys(spoken))
    flaws += [flaw("free_text", file=file, text=text) for text in left if text is not None]
    for name, root in sorted(parts.items()):
        texts = _odd_markup(name, root, words)
        flaws += [flaw("free_text", file=f"{file}: {name}", text=one[:_SHOWN]) for one in texts]
    return tables, flaws


def _is_cell(text: str, words: Vocabulary) -> bool:
    """Whether a text can be what a cell says. One that no cell points to is in the file as well."""
    names = ("group", "row", "session", "category", "digests")
    return text in known.CODES or any(words.is_name(name, text) for name in names)


def _shared(parts: _Parts) -> list[str]:
    """Texts that cells point to."""
    return [
        "".join(piece.text or "" for piece in one.iterfind(".//{*}t"))
        for one in parts.get(_SHARED, ())
    ]


def _sheets(parts: _Parts) -> Iterator[tuple[str, ET.Element]]:
    """Every sheet with its name, hidden ones too."""
    targets = {one.get("Id"): one.get("Target", "") for one in parts[_RELATIONS]}
    found = set()
    for sheet in parts[_BOOK].iterfind(".//{*}sheet"):
        key = next((value for name, value in sheet.items() if name.endswith("}id")), None)
        path = f"xl/{targets.get(key, '').removeprefix('/xl/')}"
        if path not in parts or path in found:
            raise Damaged
        found.add(path)
        yield sheet.get("name", ""), parts[path]
    if {name for name in parts if "/sheet" in name} - found:
        raise Damaged


def _grid(sheet: ET.Element, shared: list[str]) -> _Grid:
    """Cells by row and column."""
    grid: _Grid = {}
    for cell in sheet.iterfind(".//{*}c"):
        place = _REFERENCE.fullmatch(cell.get("r", ""))
        if place is None:
            raise Damaged
        row, column = int(place[2]), 0
        for letter in place[1]:
            column = column * 26 + ord(letter) - ord("A") + 1
        if row > known.MOST_ROWS or column > known.MOST_COLUMNS or column in grid.get(row, {}):
            raise Damaged("too_large")
        value = _cell(cell, shared)
        if value is not None:
            grid.setdefault(row, {})[column] = value
    return grid


def _cell(cell: ET.Element, shared: list[str]) -> Value:
    kind = cell.get("t", "n")
    text = "".join(one.text or "" for one in cell.iter() if local_name(one.tag) in ("v", "t"))
    if len(text) > known.MOST_LETTERS:
        raise Damaged("too_large")
    if kind == "s" and text:
        text = shared[int(text)]
    if not text or kind not in ("b", "n"):
        return text or None
    return bool(int(text)) if kind == "b" else float(text)


def _table(name: str, grid: _Grid) -> Raw:
    """A table below its two heads; a word for what is hidden is an empty cell."""
    heads = grid.get(_HEAD, {})
    places = range(1, max(heads, default=0) + 1)
    columns = tuple(str(heads.get(place, "")) for place in places)
    numbers = {n for n, of in known.COLUMNS[name].items() if of.kind in ("whole", "number")}
    counted = {place for place in places if columns[place - 1] in numbers}
    rows: list[tuple[Value, ...]] = []
    for number in range(_HEAD + 1, max(grid, default=0) + 1):
        row = grid.get(number, {})
        if any(place not in places for place in row):
            raise Damaged("ragged")
        hidden = {place for place in counted if row.get(place) in known.HIDDEN_WORDS}
        rows.append(tuple(None if place in hidden else row.get(place) for place in places))
    return Raw(columns, rows)


def _properties(parts: _Parts) -> Iterator[str]:
    """What the workbook says of itself, but for dates and the program that it names."""
    for one in (one for name in _PROPERTIES if name in parts for one in parts[name].iter()):
        text = (one.text or "").strip()
        dated = local_name(one.tag) in ("created", "modified", "Application", "AppVersion")
        if not (_DATED if dated else _COUNTED).fullmatch(text):
            yield text
    for one in parts[_BOOK].iterfind(".//{*}definedName") if _BOOK in parts else ():
        yield _PLACE.sub("", (one.text or "").lstrip("'"))


def _odd_markup(part: str, root: ET.Element, words: Vocabulary) -> Iterator[str]:
    """Names, values and texts that are no part of the standard and are not read as cells."""
    inside = {child: local_name(parent.tag) for parent in root.iter() for child in parent}
    for one in root.iter():
        tag = local_name(one.tag)
        if tag not in OFFICE.elements:
            yield tag
        for name, value in one.attrib.items():
            if local_name(name) not in OFFICE.attributes:
                yield name
            plain = value in OFFICE.words or _PLAIN.fullmatch(value)
            if not plain and words.unknown(value) is not None:
                yield value
        # Of the properties every text is read above.
        read = part in _PROPERTIES and one is not root
        read = read or inside.get(one) in _READ.get(tag, ())
        yield from filter(
            None, ((text or "").strip() for text in (one.tail, None if read else one.text))
        )
