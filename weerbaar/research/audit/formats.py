"""CSV and Parquet: the values, every text beside them, and no byte that is neither.

CSV is read as a program writes it, and as a Dutch or English spreadsheet saves it again.
"""

from __future__ import annotations

import base64
import codecs
import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from weerbaar.research.audit.known import MOST_BYTES, MOST_COLUMNS, MOST_LETTERS, MOST_ROWS
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
