"""SPSS: the values, every label and note, and no part of the file that holds anything else."""

from __future__ import annotations

import math
import re
import struct
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from weerbaar.research.audit.known import HIDDEN_CODES, MOST_BYTES, MOST_COLUMNS, MOST_ROWS
from weerbaar.research.audit.report import Damaged
from weerbaar.research.audit.tables import Aside, Raw, Value

# Bytes after which a title, what a variable means and what a value means may be cut off.
_LABEL, _TEXT, _WORD = 64, 250, 120

_HEAD = 176
_BIAS = 100.0
_MADE_WITH = re.compile(
    r"@\(#\) SPSS DATA FILE(?: - https://github\.com/WizardMac/ReadStat"
    r"|(?: MS Windows| GNU pspp)[\d. x_-]*)? *"
)
_MADE_ON = re.compile(r"\d\d [A-Z][a-z]{2} \d\d\d\d:\d\d:\d\d")
_VARIABLE, _LABELS, _PLACES, _NOTES, _MORE, _DATA = 2, 3, 4, 6, 7, 999
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
        _MADE_WITH.fullmatch(made[0])
        and _MADE_ON.fullmatch(made[1])
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
        odd |= kind == _NOTES
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
    if kind in (_PLACES, _NOTES):
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
