"""SPSS files, as PSPP reads them: measure levels, formats, labels, and codes for what is hidden."""

from __future__ import annotations

import csv
import io
import os
import re
import subprocess
from collections import Counter

import pyreadstat
import pytest

import run
from tests.research.exports import contents, files
from weerbaar.research.columns import COLUMNS, HIDDEN_IN, measure
from weerbaar.research.package.variables import CODES, reasons_of

SAVED = {name: data for name, data in files().items() if name.endswith(".sav")}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The SPSS files of a package."""
    place = tmp_path_factory.mktemp("spss")
    for name, data in SAVED.items():
        (place / name.removeprefix("data/")).write_bytes(data)
    return place


@pytest.fixture(scope="module")
def pspp(folder):
    """Run commands of SPSS on a table, and give what PSPP says."""
    program = run.find_program("pspp")
    if program is None:
        facts = {"name": "PSPP", "variable": "PSPP", "packages": "pspp"}
        (pytest.fail if os.environ.get("CI") else pytest.skip)(
            run.TEXTS["no_program"].format(**facts)
        )

    def said(table, commands):
        syntax = f"GET FILE='{(folder / table).as_posix()}.sav'.\n{commands}\n"
        (folder / "read.sps").write_text(syntax)
        command = [program, "-O", "format=csv", "-o", "-", str(folder / "read.sps")]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    return said


@pytest.mark.parametrize("table", contents().tables)
def test_pspp_sees_the_measure_and_the_format_of_every_column(pspp, table):
    """Names are nominal, levels ordinal, numbers scale; counts have no decimals, figures do."""
    lines = list(csv.reader(io.StringIO(pspp(table, "DISPLAY DICTIONARY."))))
    rows = {line[0]: line for line in lines if len(line) > 3 and line[1].isdigit()}
    assert list(rows) == list(COLUMNS[table])
    for name, kind in COLUMNS[table].items():
        shown, written = rows[name][3].lower(), rows[name][-3:]
        assert shown == measure(name), name
        if kind in ("Int64", "boolean"):
            assert "F8.0" in written, name
        elif kind == "Float64":
            assert any(re.fullmatch(r"F8\.[1-4]", form) for form in written), name


def test_pspp_leaves_out_what_is_hidden_and_says_why(pspp):
    """The mean is that of shown counts; what is hidden is counted as missing, by its reason."""
    counts = contents().tables["counts"]
    said = pspp("counts", "FREQUENCIES /VARIABLES=count /FORMAT=NOTABLE.")
    assert re.search(rf"^N,Valid,{counts['count'].notna().sum()}$", said, re.MULTILINE)
    assert re.search(rf"^,Missing,{counts['count'].isna().sum()}$", said, re.MULTILINE)
    least = re.search(r"^Minimum,,(-?\d+)$", said, re.MULTILINE)
    assert int(least[1]) == counts["count"].min()
    said = pspp("counts", "FREQUENCIES /VARIABLES=count.")
    assert "verborgen: onder de grens / hidden: below the threshold" in said


def read(folder, table, **options):
    """A table as pandas gets it, and what the file says of it."""
    return pyreadstat.read_sav(folder / f"{table}.sav", **options)


@pytest.mark.parametrize("table", contents().tables)
def test_pandas_has_nothing_where_something_is_hidden(folder, table):
    """Read as everybody reads it, a code is no number; asked for, each code is a reason."""
    frame, _ = read(folder, table)
    known = contents().tables[table]
    numbers = [n for n, kind in COLUMNS[table].items() if kind in ("Int64", "Float64")]
    for name in numbers:
        assert frame[name].isna().equals(known[name].isna()), name
    codes, meta = read(folder, table, user_missing=True)
    for name in HIDDEN_IN.get(table, ()):
        here = Counter(codes[name][known[name].isna()])
        if table == "counts":
            reasons = Counter(CODES[reason] for reason in known["hidden"].dropna())
            assert here == reasons
        else:
            assert set(here) <= {CODES["could_betray"]}
        wanted = {float(code) for code in reasons_of(table).values()}
        assert {one["lo"] for one in meta.missing_ranges[name]} == wanted
        assert set(meta.variable_value_labels[name]) == wanted


def test_no_figure_can_be_taken_for_a_code():
    """Whatever is shown is far from every number that stands for hidden."""
    for table, names in HIDDEN_IN.items():
        for name in names if table in contents().tables else ():
            assert contents().tables[table][name].dropna().gt(-50).all()


def test_no_label_is_cut_off(folder):
    """What SPSS shows of a column or a value is whole: it has room for 120 bytes of a value."""
    for table in contents().tables:
        meta = read(folder, table, metadataonly=True)[1]
        for known in meta.variable_value_labels.values():
            assert all(len(text.encode()) < 118 for text in known.values()), table
        assert all(len(text.encode()) < 248 for text in meta.column_names_to_labels.values())


def test_a_hidden_column_is_one_that_there_is():
    """Each column named as hidden exists, is a number, and the first decides for the log."""
    for table, names in HIDDEN_IN.items():
        assert {COLUMNS[table][name] for name in names} <= {"Int64", "Float64"}
