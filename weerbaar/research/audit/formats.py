"""One reader for each format of tables: values, every text beside them, and no byte more.

CSV is read as a program writes it, and as a Dutch or English spreadsheet saves it again.
"""

from __future__ import annotations

import base64
import codecs
import csv
import io
import json
import math
import re
import struct
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from weerbaar.research.audit.known import (
    HIDDEN_CODES,
    MOST_BYTES,
    MOST_COLUMNS,
    MOST_LETTERS,
    MOST_ROWS,
)
from weerbaar.research.audit.phrases import WORDS_OF_PANDAS
from weerbaar.research.audit.report import Damaged
from weerbaar.research.audit.tables import Aside, Raw, Value

# --- CSV ----------------------------------------------------------------------------------------
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What a spreadsheet may put first, to say what stands between the cells.
_SAID = re.compile(r"sep=([,;\t])\r?\n")
_ONLY_WINDOWS = re.compile(rb"[\x80-\x9f]")
_COMMA = re.compile(r"-?\d+,\d+")


def read_csv(data: bytes) -> Raw:
    """Read delimited text.

    Raises
    ------
    Damaged
        ``encoding`` when it can be read in more than one way or in none, ``ragged`` when rows do
        not have a cell for each column, ``too_large`` or ``damaged``.
    csv.Error
        When it is no such text.
    """
    text = _decoded(data)
    said = _SAID.match(text)
    body = text[said.end() :] if said else text
    delimiter = said[1] if said else max(",;\t", key=body.split("\n", 1)[0].count)
    lines = csv.reader(io.StringIO(body, newline=""), delimiter=delimiter, strict=True)
    head = tuple(next(lines, ()))
    if not head or len(head) > MOST_COLUMNS:
        raise Damaged("too_large" if head else "damaged")
    rows: list[tuple[Value, ...]] = []
    for cells in lines:
        if len(cells) != len(head):
            raise Damaged("ragged")
        if len(rows) >= MOST_ROWS or max(map(len, cells)) > MOST_LETTERS:
            raise Damaged("too_large")
        rows.append(tuple(cell or None for cell in cells))
    comma = delimiter != "," and any(_COMMA.fullmatch(str(cell)) for row in rows for cell in row)
    return Raw(head, rows, comma=comma)


def _decoded(data: bytes) -> str:
    """Bytes as text, when there is one way to read them.

    UTF-8, with or without a mark; UTF-16 and UTF-32 with a mark; else Windows or Latin-1 as far as
    these two agree.
    """
    named = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(named)
    except UnicodeDecodeError:
        if named != "utf-8" or _ONLY_WINDOWS.search(data):
            raise Damaged("encoding") from None
        text = data.decode("latin-1")
    if "\0" in text or "\ufeff" in text:
        raise Damaged("encoding")
    return text


# --- Parquet ------------------------------------------------------------------------------------
_MAGIC, _FOOT = 4, 8
_MADE_WITH = re.compile(r"parquet-cpp-arrow version \d{1,3}(?:\.\d{1,3}){2}", re.ASCII)
_NOTES = {"weerbaar.title", "weerbaar.digest"}
_TYPES = {"string", "large_string", "int64", "int32", "int16", "int8", "double", "float", "bool"}


def read_parquet(data: bytes) -> Raw:
    """Read Parquet; texts come as a list of different ones, so a repeated one takes no room.

    Raises
    ------
    Damaged
        ``too_large``, or ``not_understood`` (lists, times, other columns inside a column).
    Exception
        Of many kinds, for a file that is not what its name says.
    """
    import pyarrow.parquet as pq

    about = pq.read_metadata(io.BytesIO(data))
    schema = about.schema.to_arrow_schema()
    groups = [about.row_group(i) for i in range(about.num_row_groups)]
    _refuse(about, schema, groups)
    texts = [field.name for field in schema if "string" in str(field.type)]
    file = pq.ParquetFile(io.BytesIO(data), read_dictionary=texts)
    names = [str(name) for name in schema.names]
    columns = [_cells(column) for column in file.read(use_threads=False).columns]
    parts = [group.column(j) for group in groups for j in range(about.num_columns)]
    notes, named = _notes(schema, about.metadata or {})
    # A text that a column could have and that stands in no row is in the file too.
    listed = zip(names, columns, strict=True)
    values = [(name, word) for name, (_, words) in listed for word in words]
    values += _extremes(parts)
    packed = sum(part.total_compressed_size for part in parts)
    used = _MAGIC + packed + about.serialized_size + _FOOT
    return Raw(
        tuple(names),
        list(zip(*(cells for cells, _ in columns), strict=True)),
        texts=[*((f"value:{name}", f"{value}", 0) for name, value in values), *notes],
        odd=not named or used != len(data) or not _MADE_WITH.fullmatch(about.created_by or ""),
    )


def _refuse(about: Any, schema: Any, groups: list[Any]) -> None:
    """Refuse what cannot be read, or not within bounds, before any of it is read."""
    for kind in schema.types:
        nested = str(kind).startswith(("list", "large_list", "struct"))
        if nested or str(getattr(kind, "value_type", kind)) not in _TYPES:
            raise Damaged("not_understood")
    unpacked = max(sum(group.total_byte_size for group in groups), about.num_rows * 8)
    if unpacked > MOST_BYTES or about.num_rows > MOST_ROWS or about.num_columns > MOST_COLUMNS:
        raise Damaged("too_large")


def _cells(column: Any) -> tuple[list[Value], list[str | None]]:
    """Values of a column, of which the same texts are one, and the list of different texts."""
    cells: list[Value] = []
    words: list[str | None] = []
    for chunk in column.chunks:
        if hasattr(chunk, "dictionary"):
            kept = chunk.dictionary.to_pylist()
            words += kept
            cells += [None if place is None else kept[place] for place in chunk.indices.to_pylist()]
        else:
            cells += [float(one) if type(one) is int else one for one in chunk.to_pylist()]
    if any(word is not None and len(word) > MOST_LETTERS for word in words):
        raise Damaged("too_large")
    return cells, words


def _extremes(parts: list[Any]) -> Iterator[tuple[str, Any]]:
    """Lowest and highest value that the file says each column has."""
    for part in parts:
        kept = part.statistics
        for end in (kept.min, kept.max) if kept is not None and kept.has_min_max else ():
            yield part.path_in_schema, end


def _notes(schema: Any, raw: Mapping[bytes, bytes]) -> tuple[list[Aside], bool]:
    """What the file says of itself, to Parquet and, coded, to Arrow; whether both name the same."""
    import pyarrow as pa

    notes, named = {**raw, **_of_fields("field", schema)}, True
    coded = raw.get(b"ARROW:schema")
    if coded is not None:
        own = pa.ipc.read_schema(pa.py_buffer(base64.b64decode(coded)))
        named = own.names == schema.names
        notes |= {**_of_fields("Arrow", own), **(own.metadata or {})}
    found: list[Aside] = []
    for key, value in notes.items():
        label, text = key.decode("utf-8", "replace"), value.decode("utf-8", "replace")
        if label == "pandas":
            found += [("types", word, 0) for word in _said(json.loads(text))]
        elif label == "weerbaar.simulated":
            found.append(("truth", text, 0))
        elif label != "ARROW:schema":
            found.append(("note", text if label in _NOTES else f"{label} {text}", 0))
    return found, named


def _of_fields(what: str, schema: Any) -> dict[bytes, bytes]:
    """What is noted at single columns; where a column stands in the file says nothing."""
    return {
        f"{what} {field.name} {key.decode('utf-8', 'replace')}".encode(): value
        for field in schema
        for key, value in (field.metadata or {}).items()
        if not (key == b"PARQUET:field_id" and value.lstrip(b"-").isdigit())
    }


def _said(found: Any) -> Iterator[str]:
    """Every word of what pandas notes, but those that it always uses."""
    if isinstance(found, dict):
        found = [*found, *found.values()]
    if isinstance(found, list):
        for value in found:
            yield from _said(value)
    elif isinstance(found, str) and found not in WORDS_OF_PANDAS:
        yield found


# --- SPSS -----------------------------------------------------------------------------------------
# Bytes after which a title, what a variable means and what a value means may be cut off.
_LABEL, _TEXT, _WORD = 64, 250, 120

_HEAD = 176
_BIAS = 100.0
_SAVED_WITH = re.compile(
    r"@\(#\) SPSS DATA FILE(?: - https://github\.com/WizardMac/ReadStat"
    r"|(?: MS Windows| GNU pspp)[\d. x_-]*)? *"
)
_SAVED_ON = re.compile(r"\d\d [A-Z][a-z]{2} \d\d\d\d:\d\d:\d\d")
_VARIABLE, _LABELS, _PLACES, _REMARKS, _MORE, _DATA = 2, 3, 4, 6, 7, 999
# Extensions that describe types, names, widths and values, each at most once, with the size and
# number of what is in it (0: as many as it takes); the others may hold free text.
_EXTENSIONS: Mapping[int, tuple[int, int]] = {
    3: (4, 8),
    4: (8, 3),
    16: (8, 2),
    20: (1, 5),
    11: (4, 0),
    **dict.fromkeys((13, 14, 21, 22), (1, 0)),
}
# Codes among packed values: the end of them, and one that follows as it is.
_END, _AS_IT_IS = 252, 253


def read_sav(data: bytes) -> Raw:
    """Read an SPSS system file (.sav).

    Raises
    ------
    Damaged
        ``not_understood`` (packed as a whole, or written by a large-endian computer),
        ``too_large`` or ``damaged``.
    Exception
        Of many kinds, for a file that is not what its name says.
    """
    import pyreadstat

    odd = _holds_more(data)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.sav"
        path.write_bytes(data)
        frame, about = pyreadstat.read_sav(
            path, user_missing=True, disable_datetime_conversion=True, row_limit=MOST_ROWS + 1
        )
    if len(frame) > MOST_ROWS or len(frame.columns) > MOST_COLUMNS:
        raise Damaged("too_large")
    columns = tuple(str(column) for column in frame.columns)
    cells = [[_value(value) for value in frame[column].tolist()] for column in frame.columns]
    texts = [aside for aside in _texts(about) if aside[1]]
    return Raw(columns, list(zip(*cells, strict=True)), texts=texts, odd=odd)


def _value(value: Any) -> Value:
    missing = value is None or value == "" or (isinstance(value, float) and math.isnan(value))
    return None if missing or value in HIDDEN_CODES else value


def _texts(about: Any) -> Iterator[Aside]:
    yield "label", about.file_label or "", _LABEL
    for text in about.column_labels:
        yield "label", text or "", _TEXT
    for note in (*about.notes, about.table_name or "", *about.mr_sets.items()):
        yield "note", str(note), 0
    for column, known in about.variable_value_labels.items():
        for value, text in known.items():
            yield f"value:{column}", f"{value}", 0
            yield "label", text or "", _WORD
    for column, ranges in about.missing_ranges.items():
        for value in (one[end] for one in ranges for end in ("lo", "hi")):
            yield f"value:{column}", f"{value}", 0
    for column, values in about.missing_user_values.items():
        for value in values:
            yield f"value:{column}", f"{value}", 0


def _holds_more(data: bytes) -> bool:
    """Walk through the parts of the file, as its format describes them: is there anything else.

    Source of the format: System File Format, PSPP Developers Guide (GNU).
    """
    if data[:4] != b"$FL2" or struct.unpack_from("<i", data, 64)[0] not in (2, 3):
        raise Damaged("not_understood" if data[:4] in (b"$FL2", b"$FL3") else "damaged")
    wide, packed, weight, rows = struct.unpack_from("<4i", data, 68)
    if packed not in (0, 1):
        raise Damaged("not_understood")
    if max(rows, 0) > MOST_ROWS or max(rows, 0) * max(wide, 1) > MOST_BYTES:
        raise Damaged("too_large")
    made = data[4:64].decode("latin-1"), data[92:109].decode("latin-1")
    known = (
        _SAVED_WITH.fullmatch(made[0])
        and _SAVED_ON.fullmatch(made[1])
        and (weight, struct.unpack_from("<d", data, 84)[0]) == (0, _BIAS)
        and not data[173:_HEAD].strip(b"\0 ")
    )
    place, cells, odd = _parts(data)
    end = _unpacked(data, place, cells * rows) if packed else place + cells * 8 * rows
    return odd or not known or rows < 0 or end != len(data)


def _parts(data: bytes) -> tuple[int, int, bool]:
    """Where the values begin, how many cells of eight bytes a row has, and what is wrong."""
    place, variables, odd, before = _HEAD, 0, False, 0
    seen: set[int] = set()
    while before < place <= len(data) and variables <= MOST_BYTES // 32:
        before = place
        kind, first = struct.unpack_from("<2i", data, place)
        if kind == _DATA:
            return place + 8, variables, odd
        variables += kind == _VARIABLE
        if kind == _MORE:
            size, number = struct.unpack_from("<2i", data, place + 8)
            wanted, many = _EXTENSIONS.get(first, (0, 0))
            odd |= first in seen or size != wanted or number != (many or number)
            seen.add(first)
        odd |= kind == _REMARKS
        place = _after(data, kind, first, place + 4)
    raise Damaged


def _after(data: bytes, kind: int, first: int, place: int) -> int:
    """Where the next part begins."""
    if kind == _VARIABLE:
        labelled, missing = struct.unpack_from("<2i", data, place + 4)
        place += 28
        if labelled:
            place += 4 + _filled_up(struct.unpack_from("<i", data, place)[0], 4)
        return place + 8 * abs(int(missing))
    if kind == _LABELS:
        place += 4
        for _ in range(first):
            place += 8 + _filled_up(1 + data[place + 8], 8)
        return place
    if kind == _MORE:
        size, count = struct.unpack_from("<2i", data, place + 4)
        return place + 12 + int(size) * int(count)
    if kind in (_PLACES, _REMARKS):
        return place + 4 + (4 if kind == _PLACES else 80) * first
    raise Damaged


def _filled_up(size: int, block: int) -> int:
    return -(-int(size) // block) * block


def _unpacked(data: bytes, place: int, left: int) -> int:
    """Where packed values end: each eight codes come before the values that they stand for."""
    while left > 0 and place < len(data):
        codes = data[place : place + 8]
        place += 8
        for code in codes:
            if code == _END or left == 0:
                return place
            left -= code != 0
            place += 8 * (code == _AS_IT_IS)
    if data[place : place + 8] == bytes([_END, *bytes(7)]):
        place += 8
    return place


# --- by how the name of a file ends -------------------------------------------------------------
READERS: Mapping[str, Callable[[bytes], Raw]] = {
    ".csv": read_csv,
    ".parquet": read_parquet,
    ".sav": read_sav,
}
