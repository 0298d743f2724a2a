"""The package: whole, described, the same every time, and the same frames when read back."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pyreadstat
import pytest

from tests.research.exports import contents, files
from tests.research.reading_back import FORMATS, from_bytes, read_package
from weerbaar.catalog import LANGUAGES, load_content
from weerbaar.research import COLUMNS
from weerbaar.research.package import ExportRefused, write_package
from weerbaar.research.package.formats import to_csv, to_parquet, to_sav
from weerbaar.research.package.variables import variables_of
from weerbaar.research.package.write import package_files, zipped

MARKS = ("GESIMULEERD", "SIMULATED")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A package as a folder, validated by frictionless on the way."""
    return write_package(contents(), tmp_path_factory.mktemp("out") / "package")


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    """The same as a zip."""
    path = tmp_path_factory.mktemp("zip") / "package.zip"
    path.write_bytes(zipped(files()))
    return path


@pytest.mark.parametrize("form", FORMATS)
def test_reading_back_gives_the_same_frames(folder, archive, form):
    """Values and dtypes of every table come back, from each format, from folder and zip."""
    for place in (folder, archive):
        found = read_package(place, form)
        assert set(found) == set(contents().tables)
        for name, frame in contents().tables.items():
            pd.testing.assert_frame_equal(found[name], frame, check_exact=True)


@pytest.mark.parametrize("name", COLUMNS)
def test_a_table_without_rows_comes_back_too(name):
    """No rows, the same columns and types: nothing has to be there for a table to be one."""
    empty = pd.DataFrame({c: pd.Series(dtype="object") for c in COLUMNS[name]})
    typed = from_bytes(to_csv(empty), name, "csv")
    variables = variables_of(name, {}, load_content())
    made = (("parquet", to_parquet(typed, {})), ("sav", to_sav(typed, "", variables)))
    for suffix, data in made:
        pd.testing.assert_frame_equal(from_bytes(data, name, suffix), typed)


def test_the_same_figures_give_the_same_bytes():
    """Made again, also by another process, a package has the same checksums and the same zip."""
    assert package_files(contents()) == files()
    code = (
        "import sys, hashlib; from tests.research.exports import contents;"
        "from weerbaar.research.package.write import package_files, zipped;"
        "from dataclasses import replace;"
        "c = contents(); t = {k: v for k, v in c.tables.items() if k != 'noise'};"
        "c = replace(c, tables=t, noise=None);"
        "print(hashlib.sha256(zipped(package_files(c))).hexdigest())"
    )
    root = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONPATH": str(root), "PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo"}
    command = [sys.executable, "-c", code]
    said = subprocess.check_output(command, text=True, cwd=root, env=environment)
    plain = {name: frame for name, frame in contents().tables.items() if name != "noise"}
    here = package_files(replace(contents(), tables=plain, noise=None))
    assert said.strip() == hashlib.sha256(zipped(here)).hexdigest()


def test_no_file_says_when_it_was_made(archive):
    """No time in a zip, nor in the header of an SPSS file, nor in the facts of a workbook."""
    with zipfile.ZipFile(archive) as zipped_files:
        assert {entry.date_time for entry in zipped_files.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert files()["data/counts.sav"][92:109] == b"01 Jan 7000:00:00"
    with zipfile.ZipFile(io.BytesIO(files()["tables.xlsx"])) as book:
        assert {entry.date_time for entry in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        facts = book.read("docProps/core.xml").decode()
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", facts)) == {"1980-01-01T00:00:00Z"}


def test_nothing_is_overwritten(folder, tmp_path):
    """What has the name already stays as it is, and nothing is left beside it."""
    for name in ("file.zip", "folder"):
        taken = tmp_path / name
        taken.write_text("mine")
        with pytest.raises(ExportRefused, match="exists"):
            write_package(contents(), taken)
        assert taken.read_text() == "mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file.zip", "folder"]


def test_a_refused_package_leaves_nothing(tmp_path, monkeypatch):
    """When the last check fails, or the data package is not valid, there is no trace of it."""

    def refuse(place):
        assert (place / "datapackage.json").exists()
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_package(contents(), tmp_path / "one", refuse)
    wrong = "weerbaar.research.package.write.package_files"
    broken = {**files(), "data/counts.csv": files()["data/counts.csv"].replace(b"green", b"")}
    monkeypatch.setattr(wrong, lambda *_: broken)
    with pytest.raises(ExportRefused, match="invalid"):
        write_package(contents(), tmp_path / "two")
    assert list(tmp_path.iterdir()) == []


def test_every_file_says_that_the_data_are_made_up():
    """Whichever file somebody keeps, it says so; the list of checksums holds no data."""
    assert contents().simulated
    for name, data in files().items():
        if name == "SHA256SUMS":
            continue
        if name.endswith(".csv"):
            frame = pd.read_csv(io.BytesIO(data))
            assert frame["simulated"].all(), name
        elif name.endswith(".parquet"):
            notes = pq.read_schema(io.BytesIO(data)).metadata
            assert notes[b"weerbaar.simulated"] == b"true", name
        elif name.endswith(".sav"):
            assert label(data)[1].startswith(MARKS[0]), name
        elif name.endswith(".json"):
            assert b'"simulated": true' in data, name
        elif name.endswith(".xlsx"):
            with zipfile.ZipFile(io.BytesIO(data)) as book:
                assert MARKS[0].encode() in book.read("docProps/core.xml")
            assert_marked(data)
        else:
            assert any(mark.encode() in data for mark in MARKS), name


def assert_marked(data):
    """The first sheet of a workbook says so, and each row of each sheet with figures."""
    first, _, _, *tables = openpyxl.load_workbook(io.BytesIO(data))
    assert str(first["A1"].value).startswith(MARKS[0])
    for sheet in tables:
        _, names, *rows = sheet.iter_rows(values_only=True)
        at = names.index("simulated")
        assert {row[at] for row in rows} <= {True}, sheet.title


def label(data):
    """Metadata and title of an SPSS file."""
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "table.sav"
        path.write_bytes(data)
        meta = pyreadstat.read_sav(path, metadataonly=True)[1]
    return meta, meta.file_label


def test_spss_shows_words_instead_of_codes():
    """Variables and values have labels in both languages."""
    meta, _ = label(files()["data/counts.sav"])
    assert all(meta.column_names_to_labels.values())
    assert meta.column_names_to_labels["count"] == "aantal / count"
    assert meta.variable_value_labels["category"]["red"] == "rood / red"
    assert meta.variable_value_labels["simulated"] == {0.0: "nee / no", 1.0: "ja / yes"}
    statement = next(iter(load_content().instruments["zelftest"].file.quadrants)).statements[0]
    told = meta.variable_value_labels["id"][statement.id]
    assert told == f"{statement.short.nl} / {statement.short.en}"


def test_csv_is_the_csv_of_the_standard():
    """RFC 4180: lines end in CR LF, quotes are doubled, and nothing else is quoted."""
    frame = pd.DataFrame({"a": ['say "no", or', "line\nbreak"], "b": [1, 2]})
    assert to_csv(frame) == b'a,b\r\n"say ""no"", or",1\r\n"line\nbreak",2\r\n'
    assert files()["data/counts.csv"].count(b"\r\n") == len(contents().tables["counts"]) + 1


def test_all_that_belongs_to_it_is_there(folder):
    """Method, questionnaire, codebook, versions and checksums, in both languages."""
    about = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    asked = json.loads((folder / "instrument.json").read_text(encoding="utf-8"))
    model = load_content().instruments["zelftest"].model
    assert asked["digest"] == about["weerbaar"]["digest"] == model.digest
    assert {s["id"] for q in asked["quadrants"] for s in q["statements"]} == {
        statement.id for statement in model.statements
    }
    for language in LANGUAGES:
        method = (folder / f"method.{language}.md").read_text(encoding="utf-8")
        for number in (*contents().rules.values(), contents().noise.error):
            assert str(number) in method or f"{100 * number:g} %" in method
        book = (folder / f"codebook.{language}.md").read_text(encoding="utf-8")
        for table in contents().tables:
            assert f"## {table}\n" in book
            assert all(f"| `{column}` |" in book for column in COLUMNS[table])
    assert about["weerbaar"]["versions"]["pandas"] == pd.__version__
    listed = set()
    for line in (folder / "SHA256SUMS").read_text().splitlines():
        known, name = line.split("  ")
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == known
        listed.add(name)
    assert listed == set(files()) - {"SHA256SUMS"}
    units = {
        field["name"]: field.get("unit")
        for resource in about["resources"]
        if resource["path"] == "data/counts.csv"
        for field in resource["schema"]["fields"]
    }
    assert units["count"] == "mensen / people"


def test_the_log_has_every_hidden_count(folder):
    """What is empty in the counts is in the log with its reason, and so are groups refused."""
    log = read_package(folder)["log"]
    counts = contents().tables["counts"]
    hidden = log[(log["what"] == "hidden") & (log["table"] == "counts")]
    assert len(hidden) == counts["count"].isna().sum() > 0
    assert len(log[log["what"] == "refused"]) == len(contents().tables["refusals"]) > 0
