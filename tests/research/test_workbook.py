"""The workbook: numbers are numbers, hidden is a word, and it explains itself."""

from __future__ import annotations

import io
from functools import cache

import openpyxl
import pandas as pd
import pytest

from tests.research.exports import contents, files, told
from weerbaar.catalog import LANGUAGES, load_content
from weerbaar.research.columns import COLUMNS, HIDDEN_IN
from weerbaar.research.package.workbook import HEAD

CONTENT = load_content()
HIDDEN = CONTENT.text("package.values.what.hidden", "nl")


@pytest.fixture(scope="module")
def book():
    """The workbook of a package without a study file."""
    return openpyxl.load_workbook(io.BytesIO(files()["tables.xlsx"]))


@cache
def with_study():
    """The workbook of a package with one."""
    return openpyxl.load_workbook(io.BytesIO(told()["tables.xlsx"]))


def page(book):
    """All words on the first sheet."""
    first = book.worksheets[0]
    return " ".join(str(c) for row in first.iter_rows(values_only=True) for c in row if c)


@pytest.mark.parametrize("table", contents().tables)
def test_pandas_reads_the_figures_back(table):
    """Every number, word and truth is what the table has; hidden reads as missing on request."""
    read = pd.read_excel(
        io.BytesIO(files()["tables.xlsx"]),
        sheet_name=table,
        header=HEAD - 1,
        na_values={name: [HIDDEN] for name in COLUMNS[table]},
        keep_default_na=False,
        dtype={"category": "string", "value": "string"},
    )
    known = contents().tables[table]
    assert list(read) == list(known)
    for name, kind in COLUMNS[table].items():
        if kind in ("Int64", "Float64"):
            found = pd.to_numeric(read[name].replace("", None)).astype(kind)
            pd.testing.assert_series_equal(found, known[name], check_exact=True)
        elif kind == "boolean":
            assert read[name].astype("boolean").equals(known[name])
        else:
            blank = known[name].astype("object").where(known[name].notna(), "")
            hidden = read[name].astype("object")
            assert list(hidden.where(hidden.notna(), HIDDEN)) == list(blank), name


@pytest.mark.parametrize("table", contents().tables)
def test_a_sheet_has_its_names_on_top(book, table):
    """Dutch names, below them those of the other files; both stay in sight, and one can filter."""
    sheet = book[table]
    heads = list(sheet.iter_rows(max_row=HEAD, values_only=True))
    entries = [CONTENT.research.column(table, name) for name in COLUMNS[table]]
    assert list(heads[0]) == [entry.label.nl for entry in entries]
    assert list(heads[1]) == list(COLUMNS[table])
    assert sheet.freeze_panes == f"A{HEAD + 1}"
    assert sheet.auto_filter.ref.startswith(f"A{HEAD}:")


def test_what_is_hidden_is_a_word_and_nothing_else_is(book):
    """As many cells with that word as the tables hide, and a share is shown as a percentage."""
    for table, names in HIDDEN_IN.items():
        if table not in contents().tables:
            continue
        known = contents().tables[table]
        for at, name in enumerate(COLUMNS[table], start=1):
            cells = [row[0] for row in book[table].iter_rows(HEAD + 1, min_col=at, max_col=at)]
            words = [cell.value for cell in cells if cell.value == HIDDEN]
            wanted = known[name].isna().sum() if name in names else 0
            assert len(words) == (wanted if table != "log" else len(words)), (table, name)
    share = next(cell for cell in book["shares"]["D"][HEAD:] if cell.value != HIDDEN)
    assert share.number_format == "0.0%"
    assert book["counts"]["F"][HEAD].number_format in ("0", "General")


def test_the_codebook_and_the_values_are_in_it(book):
    """Each column of each table with its measure level and unit; each code with its meaning."""
    named = [sheet.title for sheet in book]
    rows = {(r[0], r[1]): r for r in book[named[1]].iter_rows(min_row=2, values_only=True)}
    assert set(rows) == {(table, name) for table in contents().tables for name in COLUMNS[table]}
    count = CONTENT.research.column("counts", "count")
    assert count.about.nl in rows["counts", "count"]
    assert count.unit.en in rows["counts", "count"]
    values = {(r[0], r[1]): r[2:] for r in book[named[2]].iter_rows(min_row=2, values_only=True)}
    assert values["category", "red"] == ("rood", "red")
    assert named[3:] == list(contents().tables)


def test_the_first_sheet_says_what_it_is_and_whose(book):
    """The mark, the licence or that there is none, and how to cite, in both languages."""
    for language in LANGUAGES:
        assert CONTENT.text("package.mark", language) in page(book)
        assert CONTENT.text("package.no_licence", language) in page(book)
        assert CONTENT.text("package.no_licence", language) not in page(with_study())
        assert CONTENT.text("package.how_to_cite", language) in page(with_study())
    assert "CC-BY-NC-4.0" in page(with_study())
    assert "Weerbare raden" in page(with_study())


def test_no_word_becomes_a_formula():
    """A name that begins with = stays a name in every cell."""
    cells = (cell for sheet in with_study() for row in sheet.iter_rows() for cell in row)
    kinds = {cell.data_type for cell in cells}
    assert kinds <= {"s", "n", "b"}
    assert "=1+1 & Zn" in page(with_study())
