"""A table as a file has it -> a table of ours, every cell of the kind that its column has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from weerbaar.research.audit.known import ANSWERS, COLOURS, COLUMNS, HIDDEN_CODES, KEYS, Column
from weerbaar.research.audit.report import AuditFinding, flaw
from weerbaar.research.audit.words import Vocabulary

Value = str | float | bool | None
Row = Mapping[str, Value]
# A text of a file beside its cells: what it is, what it says, and the number of bytes after which
# the format cuts such a text off, 0 when it does not.
Aside = tuple[str, str, int]

# One way to write a number: no signs of other scripts, and no noughts before it.
_POINT = re.compile(r"-?(?:0|[1-9]\d{0,11})(?:\.\d{1,20})?(?:[eE][-+]?\d{1,3})?", re.ASCII)
_COMMA = re.compile(_POINT.pattern.replace(r"\.", ","), re.ASCII)
# How programs and spreadsheets write yes and no.
_TRUTH = {
    **dict.fromkeys(("True", "TRUE", "true", "WAAR", "1"), True),
    **dict.fromkeys(("False", "FALSE", "false", "ONWAAR", "0"), False),
}
_TYPE_WORD = re.compile(r"[\d.]+|parquet-cpp-arrow")
_PERSONAL = {*COLOURS, "groen", "oranje", "rood", "0", "1", "2"}
# So many columns of nothing but colours or points are answers of persons.
_ANSWERS_FROM = len(ANSWERS)
_SHOWN = 24


@dataclass(frozen=True)
class Raw:
    """A table as a file has it, before anything is judged.

    Attributes
    ----------
    rows
        A value for each column; text where a file has only text.
    comma
        Whether numbers are written with a decimal comma.
    texts
        Everything else that the file says in words: labels, titles, notes.
    odd
        Whether the file holds anything that is none of these.
    """

    columns: tuple[str, ...]
    rows: list[tuple[Value, ...]]
    comma: bool = False
    texts: list[Aside] = field(default_factory=list)
    odd: bool = False


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
    rows: tuple[Row, ...]

    @property
    def suffix(self) -> str:
        """The format that it is in, as its file ends."""
        return PurePosixPath(self.file).suffix

    @property
    def people(self) -> list[float]:
        """Every published number of people."""
        about = COLUMNS.get(self.kind or "", {})
        names = [name for name, column in about.items() if column.people]
        counts = (row.get(name) for name in names for row in self.rows)
        return [count for count in counts if isinstance(count, float)]


def judged(file: str, raw: Raw, words: Vocabulary) -> tuple[Table, list[AuditFinding]]:
    """A table of ours from what was read, and all that cannot be in it."""
    kind = _kind(file, raw)
    flaws = [flaw("hidden_bytes", file=file)] if raw.odd else []
    if kind is None:
        persons = _looks_like_persons(raw)
        flaws.append(flaw("rows_per_person" if persons else "unknown_table", file=file))
        return Table(file, None, raw.columns, ()), flaws
    known = COLUMNS[kind]
    if _looks_like_persons(raw, without=known):
        flaws.append(flaw("rows_per_person", file=file))
    flaws += _column_flaws(file, raw, known)
    rows: list[dict[str, Value]] = []
    for number, cells in enumerate(raw.rows, 2):
        row: dict[str, Value] = dict.fromkeys(known)
        for name, cell in zip(raw.columns, cells, strict=True):
            if name in known:
                try:
                    row[name] = _value(known[name], cell, words, comma=raw.comma)
                except ValueError:
                    shown = "" if cell is None else str(cell)[:_SHOWN]
                    facts = {"row": number, "column": name, "value": shown}
                    flaws.append(flaw("not_a_value", file=file, **facts))
        rows.append(row)
    flaws += _twice(file, kind, rows)
    for aside in dict.fromkeys(raw.texts):
        left = _odd(aside, raw, known, words)
        if left is not None:
            flaws.append(flaw("free_text", file=file, text=left[:_SHOWN]))
    return Table(file, kind, raw.columns, tuple(rows)), flaws


def _value(column: Column, cell: Value, words: Vocabulary, *, comma: bool = False) -> Value:
    """What a cell says, as the kind that its column has; ValueError when it cannot stand there."""
    if cell is None and column.empty:
        return None
    text = f"{cell:g}" if isinstance(cell, float) else str(cell)
    if column.kind in ("whole", "number"):
        return _number(column, cell, comma=comma)
    if column.kind == "truth":
        known = text in _TRUTH
    elif column.kind == "word":
        known = text in column.words
    else:
        known = words.is_name(column.words[0], text)
    if cell is None or not known:
        raise ValueError
    return _TRUTH[text] if column.kind == "truth" else text


def _number(column: Column, cell: Value, *, comma: bool) -> float:
    if isinstance(cell, str) and (_COMMA if comma else _POINT).fullmatch(cell):
        cell = float(cell.replace(",", "."))
    if cell is None or isinstance(cell, str | bool):
        raise ValueError
    found = float(cell)
    # What is not a number is in no range.
    whole = column.kind != "whole" or found == found // 1
    if not (column.low <= found <= column.high and whole):
        raise ValueError
    return found


def _looks_like_persons(raw: Raw, without: Iterable[str] = ()) -> bool:
    """Whether columns hold answers, and so rows people."""
    answers = 0
    for place, name in enumerate(raw.columns):
        cells = [] if name in without else [row[place] for row in raw.rows]
        values = {
            f"{cell:g}" if isinstance(cell, float) else str(cell).strip().lower()
            for cell in cells
            if cell is not None
        }
        answers += bool(values) and values <= _PERSONAL
    return answers >= _ANSWERS_FROM and len(raw.rows) > 1


def _kind(file: str, raw: Raw) -> str | None:
    """By name and columns: by the name inside an export, by its columns when it stands alone."""
    stem, found = PurePosixPath(file).stem, set(raw.columns)
    if found & set(COLUMNS.get(stem, ())):
        return stem
    if "/" in file:
        return None
    near = {kind: len(found & set(of)) / len(found | set(of)) for kind, of in COLUMNS.items()}
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


def _twice(file: str, kind: str, rows: Iterable[Row]) -> Iterator[AuditFinding]:
    """Two rows about the same thing: one of them says more than there is to say."""
    seen: set[tuple[Value, ...]] = set()
    for row in rows:
        key = tuple(row[name] for name in KEYS[kind])
        if key in seen:
            yield flaw("twice", file=file, where=", ".join(str(part) for part in key))
        seen.add(key)


def _odd(aside: Aside, raw: Raw, known: Mapping[str, Column], words: Vocabulary) -> str | None:
    """What a file says beside its cells and may not say there."""
    kind, text, most = aside
    if kind.startswith("value:"):
        fits = _could_stand(raw, kind.removeprefix("value:"), text, known, words)
    elif kind == "types":
        fits = text in raw.columns or _TYPE_WORD.fullmatch(text) is not None
    elif kind == "truth":
        fits = text in _TRUTH
    else:
        return words.unknown(text, most)
    return None if fits else text


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
        _value(column, text if column.kind != "truth" else text.removesuffix(".0"), words)
    except ValueError:
        return False
    return True
