"""SPSS: the values, every label and note, and no part of the file that holds anything else."""

from __future__ import annotations

import math
import re
import struct
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from weerbaar.research.audit.known import HIDDEN_CODES
from weerbaar.research.audit.limits import MOST_BYTES, MOST_COLUMNS, MOST_ROWS
from weerbaar.research.audit.raw import Damaged, Raw, Value
from weerbaar.research.audit.report import flaw

LABEL, TEXT, WORD = 64, 250, 120
"""Bytes after which a title, what a variable means and what a value means may be cut off."""

_HEAD = 176
_BIAS = 100.0
_MADE_WITH = re.compile(
    r"@\(#\) SPSS DATA FILE(?: - https://github\.com/WizardMac/ReadStat"
    r"|(?: MS Windows| GNU pspp)[\d. x_-]*)? *"
)
_MADE_ON = re.compile(r"\d\d [A-Z][a-z]{2} \d\d\d\d:\d\d:\d\d")
_PLAIN_PARTS: Mapping[int, tuple[int, int]] = {
    3: (4, 8),
    4: (8, 3),
    16: (8, 2),
    20: (1, 5),
    11: (4, 0),
    13: (1, 0),
    14: (1, 0),
    21: (1, 0),
    22: (1, 0),
}
"""Extensions that describe types, names, widths and values, each at most once, with the size and
number of what is in it (0: as many as it takes); the others may hold free text."""
_VARIABLE, _LABELS, _PLACES, _NOTES, _MORE, _DATA = 2, 3, 4, 6, 7, 999


def read_sav(data: bytes, name: str) -> Raw:
    """Read an SPSS system file (.sav).

    Raises
    ------
    Damaged
        ``not_understood`` (packed as a whole, or written by a large-endian computer),
        ``too_large`` or ``damaged``.
    """
    import pyreadstat

    flaws = _structure(data)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.sav"
        path.write_bytes(data)
        try:
            frame, about = pyreadstat.read_sav(
                path, user_missing=True, disable_datetime_conversion=True, row_limit=MOST_ROWS + 1
            )
        # The reader has errors of many kinds for a file that is not what its name says.
        except Exception:  # noqa: BLE001
            raise Damaged from None
    if len(frame) > MOST_ROWS or len(frame.columns) > MOST_COLUMNS:
        raise Damaged("too_large")
    columns = tuple(str(column) for column in frame.columns)
    cells = [[_value(value) for value in frame[column].tolist()] for column in frame.columns]
    found = Raw(columns, list(zip(*cells, strict=True)), texts=_texts(about))
    found.flaws.extend(flaw(code, file=name) for code in flaws)
    return found


def _value(value: Any) -> Value:
    missing = value is None or value == "" or (isinstance(value, float) and math.isnan(value))
    return None if missing or value in HIDDEN_CODES else value


def _texts(about: Any) -> list[tuple[str, str, int]]:
    found = [("label", about.file_label or "", LABEL)]
    found += [("label", text or "", TEXT) for text in about.column_labels]
    found += [("note", str(note), 0) for note in about.notes]
    if about.table_name:
        found.append(("note", about.table_name, 0))
    for column, known in about.variable_value_labels.items():
        for value, text in known.items():
            found += [(f"value:{column}", f"{value}", 0), ("label", text or "", WORD)]
    for column, ranges in about.missing_ranges.items():
        for one in ranges:
            found += [(f"value:{column}", f"{one[end]}", 0) for end in ("lo", "hi")]
    for column, values in about.missing_user_values.items():
        found += [(f"value:{column}", f"{value}", 0) for value in values]
    found += [("note", str(kept), 0) for kept in about.mr_sets.items()]
    return [(kind, text, most) for kind, text, most in found if text]


def _structure(data: bytes) -> list[str]:
    """Walk through the parts of the file, as its format describes them; codes of what is wrong.

    Source of the format: System File Format, PSPP Developers Guide (GNU).
    """
    try:
        if data[:4] != b"$FL2" or struct.unpack_from("<i", data, 64)[0] not in (2, 3):
            raise Damaged("not_understood" if data[:4] in (b"$FL2", b"$FL3") else "damaged")
        wide, packed, _, rows = struct.unpack_from("<4i", data, 68)
        if packed not in (0, 1):
            raise Damaged("not_understood")
        if max(rows, 0) > MOST_ROWS or max(rows, 0) * max(wide, 1) * 8 > 8 * MOST_BYTES:
            raise Damaged("too_large")
        flaws = [] if _known_head(data) else ["hidden_bytes"]
        place, variables, more = _parts(data)
        flaws += more
        end = _unpacked(data, place, variables, rows) if packed else place + variables * 8 * rows
    except (struct.error, IndexError):
        raise Damaged from None
    if rows < 0 or end != len(data):
        flaws.append("hidden_bytes")
    return flaws


def _known_head(data: bytes) -> bool:
    made = data[4:64].decode("latin-1"), data[92:109].decode("latin-1")
    known = _MADE_WITH.fullmatch(made[0]) and _MADE_ON.fullmatch(made[1])
    weight, bias = struct.unpack_from("<i", data, 76)[0], struct.unpack_from("<d", data, 84)[0]
    return bool(known) and (weight, bias) == (0, _BIAS) and not data[173:_HEAD].strip(b"\0 ")


def _parts(data: bytes) -> tuple[int, int, list[str]]:
    """Where the values begin, how many cells of eight bytes a row has, and what is wrong."""
    place, variables, flaws, before = _HEAD, 0, list[str](), 0
    seen: set[int] = set()
    while before < place <= len(data) and variables <= MOST_BYTES // 32:
        before = place
        kind, first = struct.unpack_from("<2i", data, place)
        if kind == _DATA:
            return place + 8, variables, flaws
        variables += kind == _VARIABLE
        if kind == _NOTES or (kind == _MORE and (first in seen or not _plain(data, place, first))):
            flaws.append("hidden_bytes")
        seen |= {first} if kind == _MORE else set()
        place = _after(data, kind, first, place + 4)
    raise Damaged


def _plain(data: bytes, place: int, kind: int) -> bool:
    """Whether an extension is of the size that it always has."""
    size, number = _PLAIN_PARTS.get(kind, (0, 0))
    found = struct.unpack_from("<2i", data, place + 8)
    return bool(found[0] == size and found[1] == (number or found[1]))


def _after(data: bytes, kind: int, first: int, place: int) -> int:
    """Where the next part begins."""
    if kind == _VARIABLE:
        labelled, missing = map(int, struct.unpack_from("<2i", data, place + 4))
        place += 28
        if labelled:
            place += 4 + -(-int(struct.unpack_from("<i", data, place)[0]) // 4) * 4
        return place + 8 * abs(missing)
    if kind == _LABELS:
        place += 4
        for _ in range(first):
            place += 8 + -(-(1 + data[place + 8]) // 8) * 8
        return place
    if kind == _MORE:
        size, count = struct.unpack_from("<2i", data, place + 4)
        return place + 12 + int(size) * int(count)
    if kind in (_PLACES, _NOTES):
        return place + 4 + (4 if kind == _PLACES else 80) * first
    raise Damaged


def _unpacked(data: bytes, place: int, variables: int, rows: int) -> int:
    """Where packed values end: each eight codes come before the values that they stand for."""
    left = variables * rows
    while left > 0 and place < len(data):
        codes = data[place : place + 8]
        place += 8
        for code in codes:
            if code == 252 or left == 0:  # noqa: PLR2004 -- the end of the values
                return place
            left -= code != 0
            place += 8 * (code == 253)  # noqa: PLR2004 -- a value follows as it is
    if data[place : place + 8] == b"\xfc" + bytes(7):
        place += 8
    return place
