"""What the audit knows of an export, beside what makers of exports say of it: the same, twice."""

from __future__ import annotations

import pytest

from tests.research.exports import contents, files
from weerbaar.research.audit import known
from weerbaar.research.columns import CATEGORIES, COLUMNS
from weerbaar.research.package.metadata import codebook

KINDS = {
    "Int64": {"whole"},
    "Float64": {"number"},
    "boolean": {"truth"},
    "category": {"word"},
    "string": {"name", "word"},
}


@pytest.mark.parametrize("table", COLUMNS)
def test_the_two_lists_of_columns_are_equal(table):
    """Every documented table has the same columns, in order and of a kind that fits its type."""
    own = known.COLUMNS[table]
    assert list(own) == list(COLUMNS[table])
    for name, kind in COLUMNS[table].items():
        assert own[name].kind in KINDS[kind], name
        if kind == "category":
            assert own[name].words == CATEGORIES[name], name


def test_there_are_no_other_tables():
    """The audit knows the documented tables and the codebook, with the columns that it has."""
    assert set(known.COLUMNS) == {*COLUMNS, "codebook"}
    assert list(known.COLUMNS["codebook"]) == list(codebook(contents()))


def test_every_count_of_people_is_held_to_the_rules():
    """A column of whole numbers is known as one of people, or as something that may be exact."""
    exact = {"sessions", "councils", "points", "items", "pairs", "tests", "degrees", "n"}
    for table, columns in known.COLUMNS.items():
        whole = {name for name, column in columns.items() if column.kind == "whole"}
        if table != "noise":
            assert whole <= exact | {name for name in columns if columns[name].people}, table


def test_every_file_of_a_package_has_a_way_of_reading():
    """Nothing that is made is unknown, and what is needed is made."""
    assert all(known.reading(name) for name in files())
    assert set(known.NEEDED) <= set(files())
