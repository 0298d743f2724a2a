"""The tables as a workbook, for whoever opens a CSV in an Excel that expects a comma for a point.

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

from weerbaar.catalog import LANGUAGES
from weerbaar.research.columns import decimals, is_number, missing
from weerbaar.research.package.contents import Contents
from weerbaar.research.package.texts import cite, facts, full_title, study_words
from weerbaar.research.package.variables import Variable, in_one_line

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


def workbook(contents: Contents, version: str) -> bytes:
    """An .xlsx with a page to read first, a codebook, and a sheet for each table.

    The same contents give the same bytes. What is hidden is a word; what else is missing is empty.
    """
    import xlsxwriter

    target = io.BytesIO()
    with xlsxwriter.Workbook(target, _OPTIONS) as book:
        book.set_properties({"title": full_title(contents), "created": _NEVER})
        sheets = _Sheets(book, contents)
        sheets.read_first(version)
        sheets.codebook()
        sheets.values()
        for name in contents.tables:
            sheets.table(name)
    return target.getvalue()


class _Sheets:
    """Sheets of one workbook, and the formats that they share."""

    def __init__(self, book: Any, contents: Contents) -> None:
        self._book = book
        self._contents = contents
        self._words = book.add_format({"text_wrap": True, "valign": "top"})
        self._bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self._head = book.add_format({"bold": True, "bg_color": "#E8EEF2", "text_wrap": True})
        self._hidden = book.add_format({"italic": True, "font_color": "#595959", "align": "right"})
        self._numbers: dict[str, Any] = {}

    def read_first(self, version: str) -> None:
        """What this is, of whom, and what may be done with it, in both languages."""
        sheet = self._sheet("read")
        sheet.set_column(0, 0, _LABELS)
        sheet.set_column(1, 1, _TEXTS)
        rows: list[tuple[str, str]] = [(full_title(self._contents), "")]
        for language in LANGUAGES:
            rows += [("", ""), *_page(self._contents, language, version)]
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

    def codebook(self) -> None:
        """One row per column of every table."""
        rows = [
            [
                table,
                one.name,
                self._word(f"codebook.{one.measure}"),
                *(both[n] for both in (one.label, one.unit, one.about, one.missing) for n in both),
            ]
            for table, variables in self._contents.variables.items()
            for one in variables
        ]
        once = [self._word(f"codebook.{name}") for name in ("table", "column", "measure")]
        twice = [
            text
            for name in ("meaning", "unit", "about", "empty")
            for text in self._contents.both(f"codebook.{name}").values()
        ]
        self._listed("codebook", [*once, *twice], rows)

    def values(self) -> None:
        """What the codes in the tables stand for."""
        names = {one.name for table in self._contents.variables.values() for one in table}
        rows = [
            [column, value, *both.values()]
            for column, values in self._contents.meanings.items()
            if column in {*names, "group_type", "size_class"}
            for value, both in values.items()
        ]
        head = [self._word(f"codebook.{name}") for name in ("column", "value")]
        self._listed("values", [*head, *self._contents.both("codebook.meaning").values()], rows)

    def table(self, name: str) -> None:
        """A table; its first row is in Dutch, its second has the names that every format has."""
        frame, sheet = self._contents.tables[name], self._book.add_worksheet(name)
        sheet.freeze_panes(HEAD, 0)
        for at, one in enumerate(self._contents.variables[name]):
            heads = one.label[LANGUAGES[0]], one.name
            for row, head in enumerate(heads):
                sheet.write_string(row, at, head, self._head)
            self._cells(sheet, at, one, frame[one.name])
            texts = frame[one.name].dropna() if one.type == "string" else ()
            sheet.set_column(at, at, _width(max(len(str(text)) for text in (*heads, *texts))))
        sheet.autofilter(HEAD - 1, 0, HEAD - 1 + len(frame), len(frame.columns) - 1)

    def _cells(self, sheet: Any, at: int, one: Variable, column: pd.Series[Any]) -> None:
        number = self._number("0.0%" if one.is_share else _form(one.name))
        hidden = self._contents.say("values.what.hidden", LANGUAGES[0])
        for row, value in enumerate(column, start=HEAD):
            if missing(value):
                if one.codes:
                    sheet.write_string(row, at, hidden, self._hidden)
            elif one.kind == "boolean":
                sheet.write_boolean(row, at, bool(value))
            elif is_number(one.name):
                sheet.write_number(row, at, float(value), number)
            else:
                sheet.write_string(row, at, str(value))

    def _listed(self, key: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        sheet = self._sheet(key)
        sheet.freeze_panes(1, 0)
        cells = [list(head), *map(list, rows)]
        widths = [_width(max(map(len, column))) for column in zip(*cells, strict=True)]
        for row, texts in enumerate(cells):
            sheet.set_row(row, _height(list(zip(texts, widths, strict=True))))
            for at, text in enumerate(texts):
                sheet.write_string(row, at, text, self._words if row else self._head)
        for at, width in enumerate(widths):
            sheet.set_column(at, at, width)

    def _sheet(self, key: str) -> Any:
        """A sheet by the text of its name, which may hold no slash."""
        return self._book.add_worksheet(self._word(f"sheet.{key}").replace(" / ", " - "))

    def _word(self, key: str) -> str:
        return in_one_line(self._contents.both(key))

    def _number(self, form: str) -> Any:
        if form not in self._numbers:
            self._numbers[form] = self._book.add_format({"num_format": form})
        return self._numbers[form]


def _page(contents: Contents, language: str, version: str) -> list[tuple[str, str]]:
    """Label and text of each line in one language."""

    def say(key: str) -> str:
        return contents.say(key, language)

    return [
        *([(say("mark"), "")] if contents.simulated else []),
        *(("", own) for own in study_words(contents, language)),
        ("", say(f"about.{contents.source}")),
        *facts(contents, language).items(),
        *([] if contents.stated.licence else [("", say("no_licence"))]),
        (say("how_to_cite"), cite(contents, language, version)),
        ("", say("sheet.hidden")),
    ]


def _width(longest: int) -> int:
    return min(_MOST, max(_LEAST, longest + 2))


def _height(cells: Sequence[tuple[str, int]]) -> float:
    """Height of a row of texts, each in a column of a width; words do not fill a line."""
    return _LINE * max(math.ceil(1.1 * len(text) / width) or 1 for text, width in cells)


def _form(column: str) -> str:
    places = decimals(column)
    return f"0.{'0' * places}" if places else "0"
