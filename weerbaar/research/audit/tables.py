"""A table as a file has it -> a table of ours, every cell of the kind that its column has."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from weerbaar.research.audit.delimited import read_csv
from weerbaar.research.audit.known import COLUMNS, HIDDEN_CODES, KEYS, Column
from weerbaar.research.audit.parquet import read_parquet
from weerbaar.research.audit.raw import Damaged, Raw, Value
from weerbaar.research.audit.report import AuditFinding, flaw
from weerbaar.research.audit.spss import read_sav
from weerbaar.research.audit.words import Vocabulary

READERS: Mapping[str, Callable[[bytes, str], Raw]] = {
    ".csv": lambda data, _name: read_csv(data),
    ".parquet": read_parquet,
    ".sav": read_sav,
}
"""How a table is read, by how the name of its file ends."""

_POINT = re.compile(r"-?(?:0|[1-9]\d{0,11})(?:\.\d{1,20})?(?:[eE][-+]?\d{1,3})?", re.ASCII)
_COMMA = re.compile(r"-?(?:0|[1-9]\d{0,11})(?:,\d{1,20})?(?:[eE][-+]?\d{1,3})?", re.ASCII)
"""One way to write a number: no signs of other scripts, and no noughts before it."""
_TRUTH = {
    **dict.fromkeys(("True", "TRUE", "true", "WAAR", "1"), True),
    **dict.fromkeys(("False", "FALSE", "false", "ONWAAR", "0"), False),
}
"""How programs and spreadsheets write yes and no."""
_TYPE_WORD = re.compile(r"[\d.]+|parquet-cpp-arrow")
_COLOURS = {"green", "orange", "red", "groen", "oranje", "rood", "skip", "0", "1", "2"}
_ANSWERS_FROM = 3
"""So many columns of nothing but colours or points are answers of persons."""
_SHOWN = 24


@dataclass(frozen=True)
class Table:
    """A table of an export.

    Attributes
    ----------
    kind
        One of ``COLUMNS``, or None when it is none of ours.
    rows
        Values by column: numbers as float, yes and no as bool, the rest as text; None where
        nothing stands, and where what stands there cannot be.
    """

    file: str
    kind: str | None
    columns: tuple[str, ...]
    rows: tuple[Mapping[str, Value], ...]


def read_table(file: str, data: bytes, words: Vocabulary) -> tuple[Table, list[AuditFinding]]:
    """Read a table and say what cannot be in it.

    Raises
    ------
    Damaged
        When it cannot be read at all.
    """
    path = PurePosixPath(file)
    read = READERS.get(path.suffix.lower())
    if read is None:
        raise Damaged("not_understood")
    return judged(file, read(data, file), words)


def judged(file: str, raw: Raw, words: Vocabulary) -> tuple[Table, list[AuditFinding]]:
    """A table of ours from what was read, and all that cannot be in it."""
    kind = _kind(file, raw)
    flaws = list(raw.flaws)
    if kind is None:
        persons = looks_like_persons(raw)
        flaws.append(flaw("rows_per_person" if persons else "unknown_table", file=file))
        return Table(file, None, raw.columns, ()), flaws
    known = COLUMNS[kind]
    if looks_like_persons(raw, without=frozenset(known)):
        flaws.append(flaw("rows_per_person", file=file))
    flaws += _column_flaws(file, raw, known)
    rows: list[dict[str, Value]] = []
    for number, cells in enumerate(raw.rows, 2):
        row: dict[str, Value] = dict.fromkeys(known)
        for name, cell in zip(raw.columns, cells, strict=True):
            if name in known:
                try:
                    row[name] = value_of(known[name], cell, words, comma=raw.comma)
                except ValueError:
                    shown = str(cell)[:_SHOWN] if cell is not None else ""
                    facts = {"row": number, "column": name, "value": shown}
                    flaws.append(flaw("not_a_value", file=file, **facts))
        rows.append(row)
    flaws += _twice(file, kind, rows)
    flaws += _text_flaws(file, raw, known, words)
    return Table(file, kind, raw.columns, tuple(rows)), flaws


def value_of(column: Column, cell: Value, words: Vocabulary, *, comma: bool = False) -> Value:
    """What a cell says, as the kind that its column has.

    Raises
    ------
    ValueError
        When it cannot stand there.
    """
    if cell is None:
        if column.empty:
            return None
        raise ValueError
    if column.kind in ("whole", "number"):
        return _number(column, cell, comma=comma)
    if column.kind == "truth":
        text = f"{cell:g}" if isinstance(cell, float) else str(cell)
        if text not in _TRUTH:
            raise ValueError
        return _TRUTH[text]
    text = f"{cell:g}" if isinstance(cell, float) else str(cell)
    known = text in column.words if column.kind == "word" else words.is_name(column.words[0], text)
    if not known:
        raise ValueError
    return text


def looks_like_persons(raw: Raw, without: frozenset[str] = frozenset()) -> bool:
    """Whether columns hold answers, and so rows people."""
    answers = 0
    for place, name in enumerate(raw.columns):
        if name in without:
            continue
        values = {_as_written(row[place]) for row in raw.rows if row[place] is not None}
        answers += bool(values) and values <= _COLOURS
    return answers >= _ANSWERS_FROM and len(raw.rows) > 1


def _kind(file: str, raw: Raw) -> str | None:
    """By name and columns: by the name inside an export, by its columns when it stands alone."""
    stem = PurePosixPath(file).stem
    if stem in COLUMNS and set(COLUMNS[stem]) & set(raw.columns):
        return stem
    if "/" in file:
        return None
    found = set(raw.columns)
    near = {
        kind: len(found & set(known)) / len(found | set(known)) for kind, known in COLUMNS.items()
    }
    best = max(near, key=lambda kind: near[kind])
    return best if near[best] >= 0.6 else None  # noqa: PLR2004 -- most of both


def _column_flaws(file: str, raw: Raw, known: Mapping[str, Column]) -> Iterator[AuditFinding]:
    for name in dict.fromkeys(raw.columns):
        if name not in known:
            yield flaw("unknown_column", file=file, column=name[:_SHOWN])
        elif raw.columns.count(name) > 1:
            yield flaw("twice", file=file, where=name)
    for name in known:
        if name not in raw.columns:
            yield flaw("no_column", file=file, column=name)


def _twice(file: str, kind: str, rows: list[dict[str, Value]]) -> Iterator[AuditFinding]:
    """Two rows about the same thing: one of them says more than there is to say."""
    seen: set[tuple[Value, ...]] = set()
    for row in rows:
        key = tuple(row[name] for name in KEYS.get(kind, ()))
        if key and key in seen:
            yield flaw("twice", file=file, where=", ".join(str(part) for part in key))
        seen.add(key)


def _text_flaws(
    file: str, raw: Raw, known: Mapping[str, Column], words: Vocabulary
) -> Iterator[AuditFinding]:
    """Every word of a file beside its cells: what it may say there is known."""
    for kind, text, most in dict.fromkeys(raw.texts):
        left: str | None
        if kind.startswith("value:"):
            left = None if _could_stand(raw, kind[6:], text, known, words) else text
        elif kind == "types":
            left = None if text in raw.columns or _TYPE_WORD.fullmatch(text) else text
        elif kind == "truth":
            left = None if text in _TRUTH else text
        else:
            left = words.unknown(text, most)
        if left is not None:
            yield flaw("free_text", file=file, text=left[:_SHOWN])


def _could_stand(
    raw: Raw, name: str, text: str, known: Mapping[str, Column], words: Vocabulary
) -> bool:
    """Whether a value that a file speaks of stands in the column, or tells nothing."""
    column = known.get(name)
    if column is None or name not in raw.columns:
        return False
    try:
        if column.kind in ("whole", "number"):
            place = raw.columns.index(name)
            there = {float(str(row[place])) for row in raw.rows if row[place] is not None}
            return float(text) in there.union(HIDDEN_CODES if column.empty else ())
        value_of(column, text if column.kind != "truth" else text.removesuffix(".0"), words)
    except ValueError:
        return False
    return True


def _number(column: Column, cell: Value, *, comma: bool) -> float:
    if isinstance(cell, bool):
        raise ValueError  # noqa: TRY004 -- of a cell, not of a call
    if isinstance(cell, str):
        if not (_COMMA if comma else _POINT).fullmatch(cell):
            raise ValueError
        found = float(cell.replace(",", "."))
    else:
        found = float(cell or 0.0)
    # What is not a number is in no range.
    if not column.low <= found <= column.high:
        raise ValueError
    if column.kind == "whole" and found != int(found):
        raise ValueError
    return found


def _as_written(value: Value) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value).strip().lower()
