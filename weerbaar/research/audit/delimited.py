"""CSV as a program writes it, and as a Dutch or English spreadsheet saves it again."""

from __future__ import annotations

import codecs
import csv
import io
import re

from weerbaar.research.audit.limits import MOST_COLUMNS, MOST_LETTERS, MOST_ROWS
from weerbaar.research.audit.raw import Damaged, Raw, Value

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DELIMITERS = (",", ";", "\t")
_SAID = re.compile(r"sep=([,;\t])\r?\n")
"""What a spreadsheet may put first, to say what stands between the cells."""
_ONLY_WINDOWS = re.compile(rb"[\x80-\x9f]")
_COMMA = re.compile(r"-?\d+,\d+")


def read_csv(data: bytes) -> Raw:
    """Read delimited text.

    Raises
    ------
    Damaged
        ``encoding`` when it can be read in more than one way or in none, ``ragged`` when rows do
        not have a cell for each column, ``too_large`` or ``damaged``.
    """
    text = decoded(data)
    said = _SAID.match(text)
    body = text[said.end() :] if said else text
    delimiter = said[1] if said else _delimiter(body)
    lines = csv.reader(io.StringIO(body, newline=""), delimiter=delimiter, strict=True)
    rows: list[tuple[Value, ...]] = []
    try:
        head = tuple(next(lines, ()))
        if not head or len(head) > MOST_COLUMNS:
            raise Damaged("too_large" if head else "damaged")
        for cells in lines:
            if len(cells) != len(head):
                raise Damaged("ragged")
            if len(rows) >= MOST_ROWS or max(map(len, cells)) > MOST_LETTERS:
                raise Damaged("too_large")
            rows.append(tuple(cell or None for cell in cells))
    except csv.Error:
        raise Damaged from None
    comma = delimiter != "," and any(
        isinstance(cell, str) and _COMMA.fullmatch(cell) for row in rows for cell in row
    )
    return Raw(head, rows, comma=comma)


def decoded(data: bytes) -> str:
    """Bytes as text, when there is one way to read them.

    UTF-8, with or without a mark; UTF-16 and UTF-32 with a mark; else Windows or Latin-1 as far as
    these two agree.

    Raises
    ------
    Damaged
        ``encoding``.
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


def _delimiter(text: str) -> str:
    head = text.split("\n", 1)[0]
    return max(_DELIMITERS, key=head.count)
