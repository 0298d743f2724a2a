"""Parquet: the values, every text beside them, and no byte that is neither."""

from __future__ import annotations

import base64
import io
import json
import re
from collections.abc import Iterator
from typing import Any

from weerbaar.research.audit.limits import MOST_BYTES, MOST_COLUMNS, MOST_LETTERS, MOST_ROWS
from weerbaar.research.audit.raw import Damaged, Raw, Value
from weerbaar.research.audit.report import flaw

_MAGIC, _FOOT = 4, 8
_MADE_WITH = re.compile(r"parquet-cpp-arrow version \d{1,3}(?:\.\d{1,3}){2}", re.ASCII)
_NOTES = {"weerbaar.title", "weerbaar.simulated", "weerbaar.digest", "pandas", "ARROW:schema"}
_TYPES = {"string", "large_string", "int64", "int32", "int16", "int8", "double", "float", "bool"}
_ABOUT_TYPES = frozenset(
    {
        *("index_columns", "column_indexes", "columns", "name", "field_name", "pandas_type"),
        *(
            "numpy_type",
            "metadata",
            "num_categories",
            "ordered",
            "attributes",
            "creator",
            "library",
        ),
        *("version", "pandas_version", "object", "unicode", "string", "str", "categorical", "bool"),
        *("boolean", "int8", "int64", "Int64", "float64", "Float64", "pyarrow"),
    }
)
"""What pandas says of types; only these words, names of columns and versions are in it."""


def read_parquet(data: bytes, name: str) -> Raw:
    """Read Parquet; texts come as a list of different ones, so a repeated one takes no room.

    Raises
    ------
    Damaged
        ``too_large``, ``not_understood`` (lists, times, other columns inside a column) or
        ``damaged``.
    """
    import pyarrow.parquet as pq

    try:
        about = pq.read_metadata(io.BytesIO(data))
        schema = about.schema.to_arrow_schema()
        _bounds(about, schema)
        words = [field.name for field in schema if "string" in str(field.type)]
        file = pq.ParquetFile(io.BytesIO(data), read_dictionary=words)
        table = file.read(use_threads=False)
        columns = tuple(str(column) for column in schema.names)
        cells = [list(_values(column)) for column in table.columns]
        found = Raw(columns, list(zip(*cells, strict=True)))
        found.texts.extend(_unused(table, columns))
        found.texts.extend(_extremes(about))
        _notes(schema, data, found, name)
        if _used(about) != len(data) or not _MADE_WITH.fullmatch(about.created_by or ""):
            found.flaws.append(flaw("hidden_bytes", file=name))
    except Damaged:
        raise
    # The reader has errors of many kinds for a file that is not what its name says.
    except Exception:  # noqa: BLE001
        raise Damaged from None
    return found


def _bounds(about: Any, schema: Any) -> None:
    """Refuse what cannot be read, or not within bounds, before any of it is read."""
    if not all(_plain(kind) for kind in schema.types):
        raise Damaged("not_understood")
    groups = [about.row_group(i) for i in range(about.num_row_groups)]
    unpacked = sum(group.total_byte_size for group in groups)
    if max(unpacked, about.num_rows * 8) > MOST_BYTES or about.num_rows > MOST_ROWS:
        raise Damaged("too_large")
    if about.num_columns > MOST_COLUMNS:
        raise Damaged("too_large")


def _plain(kind: Any) -> bool:
    name = str(getattr(kind, "value_type", kind))
    return name in _TYPES and not str(kind).startswith(("list", "large_list", "struct"))


def _values(column: Any) -> Iterator[Value]:
    """Values of a column; those of a list of different texts share one text."""
    for chunk in column.chunks:
        if hasattr(chunk, "dictionary"):
            words = chunk.dictionary.to_pylist()
            if any(isinstance(word, str) and len(word) > MOST_LETTERS for word in words):
                raise Damaged("too_large")
            for index in chunk.indices.to_pylist():
                yield None if index is None or words[index] is None else words[index]
        else:
            for value in chunk.to_pylist():
                yield float(value) if type(value) is int else value


def _unused(table: Any, columns: tuple[str, ...]) -> Iterator[tuple[str, str, int]]:
    """Texts that a column could have and that stand in no row: the file holds them too."""
    for name, column in zip(columns, table.columns, strict=True):
        for chunk in column.chunks:
            if hasattr(chunk, "dictionary"):
                for word in chunk.dictionary.to_pylist():
                    yield (f"value:{name}", str(word), 0)


def _extremes(about: Any) -> Iterator[tuple[str, str, int]]:
    """Lowest and highest value that the file says each column has."""
    for i in range(about.num_row_groups):
        for j in range(about.num_columns):
            part = about.row_group(i).column(j)
            kept = part.statistics
            for end in (kept.min, kept.max) if kept is not None and kept.has_min_max else ():
                yield (f"value:{part.path_in_schema}", f"{end}", 0)


def _notes(schema: Any, data: bytes, found: Raw, name: str) -> None:
    """What the file says of itself, twice: to Parquet and, coded, to Arrow."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    raw = pq.read_metadata(io.BytesIO(data)).metadata or {}
    for coded in [value for key, value in raw.items() if key == b"ARROW:schema"]:
        own = pa.ipc.read_schema(pa.py_buffer(base64.b64decode(coded)))
        if own.names != schema.names:
            found.flaws.append(flaw("hidden_bytes", file=name))
        raw |= {f"Arrow {key}".encode(): v for key, v in _of_fields(own)} | (own.metadata or {})
    raw |= {f"field {key}".encode(): value for key, value in _of_fields(schema)}
    for key, value in raw.items():
        label, text = key.decode("utf-8", "replace"), value.decode("utf-8", "replace")
        if label == "pandas":
            found.texts.extend(("types", word, 0) for word in _said(json.loads(text)))
        elif label == "weerbaar.simulated":
            found.texts.append(("truth", text, 0))
        elif label not in _NOTES:
            found.texts.append(("note", f"{label} {text}", 0))
        elif label != "ARROW:schema":
            found.texts.append(("note", text, 0))


def _of_fields(schema: Any) -> list[tuple[str, bytes]]:
    """What is noted at single columns; where a column stands in the file says nothing."""
    notes = ((field.name, field.metadata or {}) for field in schema)
    return [
        (f"{name} {key.decode('utf-8', 'replace')}", value)
        for name, kept in notes
        for key, value in kept.items()
        if not (key == b"PARQUET:field_id" and value.lstrip(b"-").isdigit())
    ]


def _said(found: Any) -> Iterator[str]:
    """Every word of what pandas notes, but those that it always uses."""
    if isinstance(found, dict):
        for key, value in found.items():
            yield from _said(key)
            yield from _said(value)
    elif isinstance(found, list):
        for value in found:
            yield from _said(value)
    elif isinstance(found, str) and found not in _ABOUT_TYPES:
        yield found


def _used(about: Any) -> int:
    """How many bytes belong to something: columns, what describes them, and the two ends."""
    parts = [
        about.row_group(i).column(j).total_compressed_size
        for i in range(about.num_row_groups)
        for j in range(about.num_columns)
    ]
    total: int = sum(parts)
    return _MAGIC + total + int(about.serialized_size) + _FOOT
