"""The tables as a workbook, for who opens a CSV in an Excel that expects a comma for a point.

Numbers are numbers, whatever the language of the program that opens it, and a word that looks like
a formula stays a word.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

import pandas as pd

from weerbaar.catalog import LANGUAGES, Content, Voice
from weerbaar.research.columns import COLUMNS, HIDDEN_IN, decimals, measure
from weerbaar.research.frames import missing
from weerbaar.research.package.about import cite, described, facts, full_title, unlicensed
from weerbaar.research.package.codebook import joined, known_values
from weerbaar.research.package.contents import Contents

HEAD = 2
"""Rows above the figures of a table: what a column is called in Dutch, and its name."""

_NEVER = datetime(1980, 1, 1, tzinfo=UTC)
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_LEAST, _MOST = 10, 60
"""Width of a column, in signs."""
_LABELS, _TEXTS = 28, 90
"""Widths of the two columns of the first sheet."""
_LINE = 15.0
"""Height of a line, in points; LibreOffice leaves a row that has no height at one line."""


def workbook(contents: Contents, content: Content, version: str) -> bytes:
    """An .xlsx with a page to read first, a codebook, and a sheet for each table.

    The same contents give the same bytes. What is hidden is a word; what else is missing is empty.
    """
    import xlsxwriter

    target = io.BytesIO()
    with xlsxwriter.Workbook(target, _OPTIONS) as book:
        book.set_properties({"title": full_title(contents, content), "created": _NEVER})
        sheets = _Sheets(book)
        sheets.read_first(_tab(content, "read"), contents, content, version)
        sheets.codebook(_tab(content, "codebook"), contents, content)
        sheets.values(_tab(content, "values"), contents, content)
        hidden = content.text("package.values.what.hidden", LANGUAGES[0])
        for name, frame in contents.tables.items():
            sheets.table(name, frame, content, hidden)
    return target.getvalue()


class _Sheets:
    """Sheets of one workbook, and the formats that they share."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._words = book.add_format({"text_wrap": True, "valign": "top"})
        self._bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self._head = book.add_format({"bold": True, "bg_color": "#E8EEF2", "text_wrap": True})
        self._hidden = book.add_format({"italic": True, "font_color": "#595959", "align": "right"})
        self._numbers: dict[str, Any] = {}

    def read_first(self, name: str, contents: Contents, content: Content, version: str) -> None:
        """What this is, of whom, and what may be done with it, in both languages."""
        sheet = self._book.add_worksheet(name)
        sheet.set_column(0, 0, _LABELS)
        sheet.set_column(1, 1, _TEXTS)
        rows: list[tuple[str, str]] = [(full_title(contents, content), "")]
        for language in LANGUAGES:
            rows += [("", ""), *_page(contents, Voice(content, language), version)]
        for at, (label, text) in enumerate(rows):
            # A line without a text goes over both columns.
            over = bool(label and not text)
            width = _LABELS + _TEXTS if over else _LABELS
            sheet.set_row(at, _height([(label, width), (text, _TEXTS)]))
            if over:
                sheet.merge_range(at, 0, at, 1, label, self._bold)
            else:
                sheet.write_string(at, 0, label, self._bold)
                sheet.write_string(at, 1, text, self._words)

    def codebook(self, name: str, contents: Contents, content: Content) -> None:
        """One row per column of every table."""
        rows = []
        for table in contents.tables:
            for column, kind in COLUMNS[table].items():
                entry = content.research.column(table, column)
                texts = (entry.label, entry.unit, entry.about, entry.missing)
                level = _word(content, f"codebook.{measure(column, kind)}")
                told = [text[n] if text else "" for text in texts for n in LANGUAGES]
                rows.append([table, column, level, *told])
        names = ("meaning", "unit", "about", "empty")
        twice = [
            content.text(f"package.codebook.{n}", tongue) for n in names for tongue in LANGUAGES
        ]
        once = [_word(content, f"codebook.{n}") for n in ("table", "column", "measure")]
        self._listed(name, [*once, *twice], rows)

    def values(self, name: str, contents: Contents, content: Content) -> None:
        """What the codes in the tables stand for."""
        names = {column for table in contents.tables for column in COLUMNS[table]}
        known = known_values(contents, content).items()
        rows = [
            [column, value, *pair]
            for column, values in known
            if column in names or column in ("group_type", "size_class")
            for value, pair in values.items()
        ]
        head = [_word(content, f"codebook.{name}") for name in ("column", "value")]
        tongues = [content.text("package.codebook.meaning", n) for n in LANGUAGES]
        self._listed(name, [*head, *tongues], rows)

    def table(self, name: str, frame: pd.DataFrame, content: Content, hidden: str) -> None:
        """A table; its first row is in Dutch, its second has the names that every format has."""
        sheet = self._book.add_worksheet(name)
        sheet.freeze_panes(HEAD, 0)
        for at, (column, kind) in enumerate(COLUMNS[name].items()):
            entry = content.research.column(name, column)
            label = entry.label[LANGUAGES[0]]
            sheet.write_string(0, at, label, self._head)
            sheet.write_string(1, at, column, self._head)
            number = self._number("0.0%" if entry.is_share else _form(column, kind))
            may_hide = column in HIDDEN_IN.get(name, ())
            widest = max([len(label), len(column)])
            for row, value in enumerate(frame[column], start=HEAD):
                if missing(value):
                    if may_hide:
                        sheet.write_string(row, at, hidden, self._hidden)
                elif kind == "boolean":
                    sheet.write_boolean(row, at, bool(value))
                elif kind in ("Int64", "Float64"):
                    sheet.write_number(row, at, float(value), number)
                else:
                    sheet.write_string(row, at, str(value))
                    widest = max(widest, len(str(value)))
            sheet.set_column(at, at, _width(widest))
        sheet.autofilter(HEAD - 1, 0, HEAD - 1 + len(frame), len(frame.columns) - 1)

    def _listed(self, name: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        sheet = self._book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        cells = [list(head), *map(list, rows)]
        widths = [_width(max(map(len, column))) for column in zip(*cells, strict=True)]
        for row, texts in enumerate(cells):
            sheet.set_row(row, _height(list(zip(texts, widths, strict=True))))
            for at, text in enumerate(texts):
                sheet.write_string(row, at, text, self._words if row else self._head)
        for at, width in enumerate(widths):
            sheet.set_column(at, at, width)

    def _number(self, form: str) -> Any:
        if form not in self._numbers:
            self._numbers[form] = self._book.add_format({"num_format": form})
        return self._numbers[form]


def _page(contents: Contents, voice: Voice, version: str) -> list[tuple[str, str]]:
    """Label and text of each line in one language."""

    def text(key: str) -> str:
        return voice(f"package.{key}")

    mark = [(text("mark"), "")] if contents.simulated else []
    return [
        *mark,
        *(("", own) for own in described(contents, voice.language)),
        ("", text(f"about.{contents.source}")),
        *facts(contents, voice).items(),
        *([("", text("no_licence"))] if unlicensed(contents) else []),
        (text("how_to_cite"), cite(contents, voice, version)),
        ("", text("sheet.hidden")),
    ]


def _width(longest: int) -> int:
    return min(_MOST, max(_LEAST, longest + 2))


def _height(cells: Sequence[tuple[str, int]]) -> float:
    """Height of a row of texts, each in a column of a width; words do not fill a line."""
    return _LINE * max(math.ceil(1.1 * len(text) / width) or 1 for text, width in cells)


def _form(column: str, kind: str) -> str:
    places = decimals(column, kind)
    return f"0.{'0' * places}" if places else "0"


def _tab(content: Content, key: str) -> str:
    """Name of a sheet, which may hold no slash."""
    return _word(content, f"sheet.{key}").replace(" / ", " - ")


def _word(content: Content, key: str) -> str:
    return joined(content.text(f"package.{key}", language) for language in LANGUAGES)
