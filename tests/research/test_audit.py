"""The audit: it passes what we make, finds what was spoiled, and shares nothing with the rules."""

from __future__ import annotations

import io
import random
import sys

import grimp
import pandas as pd
import pytest

from tests.research.exports import files, light, put, summed, words
from tests.research.spoiled import cell, declared, table
from weerbaar.catalog import load_content
from weerbaar.research import COLUMNS
from weerbaar.research.audit import Unreadable, audit, by_sentence
from weerbaar.research.audit.known import LEAST_CELL
from weerbaar.research.package.formats import to_csv, to_parquet, to_sav
from weerbaar.research.package.variables import variables_of
from weerbaar.research.package.write import zipped

OWN = "weerbaar.research.audit"
LIBRARIES = {"numpy", "pyarrow", "pyreadstat", "scipy"}
COUNTS = "data/counts.csv"


def codes(place):
    """What an audit finds, by code."""
    return {found.code for found in audit(place, words()).findings}


def test_it_shares_no_code_with_what_made_the_export():
    """From no module of the audit does an import lead to another part of weerbaar."""
    graph = grimp.build_graph("weerbaar", include_external_packages=True)
    own = {OWN, *graph.find_descendants(OWN)}
    assert len(own) > 5
    reached = set().union(*(graph.find_modules_directly_imported_by(name) for name in own)) - own
    assert {name.split(".")[0] for name in reached} <= LIBRARIES | sys.stdlib_module_names


def test_an_export_passes(tmp_path):
    """Folder and zip have nothing wrong with them, and the smallest number is told."""
    folder = put(files(), tmp_path / "folder")
    (tmp_path / "package.zip").write_bytes(zipped(files()))
    for place in (folder, tmp_path / "package.zip"):
        report = audit(place, words())
        assert report.findings == ()
        assert report.smallest == LEAST_CELL
        assert "data/counts.parquet" in report.tables


@pytest.mark.parametrize("name", ["csv", "parquet", "sav"])
def test_a_single_table_passes_or_not(tmp_path, name):
    """One file by itself is judged on what stands in it, in each format."""
    path = tmp_path / f"counts.{name}"
    path.write_bytes(files()[f"data/counts.{name}"])
    report = audit(path, words())
    assert (report.findings, report.single) == ((), True)
    frame = pd.read_csv(io.BytesIO(files()[COUNTS]))
    frame.loc[frame["count"].notna().idxmax(), "count"] = 7
    path.write_bytes(_written(frame, name))
    report = audit(path, words())
    assert {found.code for found in report.findings} >= {"small_cell"}
    assert report.smallest == 7


def _written(frame, name):
    """A frame as a file of a kind."""
    typed = frame.convert_dtypes()
    return {
        "csv": lambda: to_csv(frame),
        "parquet": lambda: to_parquet(typed, {}),
        "sav": lambda: to_sav(typed, "", variables_of("counts", {}, load_content())),
    }[name]()


# --- exports that were spoiled ------------------------------------------------------------------
def edited(found, name, change):
    """An export with one table changed, its checksums made anew."""
    frame = pd.read_csv(io.BytesIO(found[name]))
    changed = change(frame)
    return summed({**found, name: to_csv(frame if changed is None else changed)})


def one_hidden(frame):
    """Show all of a statement but one small count: the rest gives it away."""
    first = frame["id"].iloc[0]
    rows = frame.index[(frame["id"] == first) & (frame["group"] == frame["group"].iloc[0])]
    total = pd.read_csv(io.BytesIO(files()["data/groups.csv"]))["people"].iloc[0]
    frame.loc[rows, "count"] = [total - 120.0, 60.0, 60.0, float("nan")]
    frame.loc[rows, "hidden"] = [None, None, None, "small"]


def without(name):
    """Take a file away."""
    return lambda found: summed({k: v for k, v in found.items() if k != name})


def without_column(frame):
    """Say nothing of one column."""
    return frame[frame["column"] != "count"]


def persons(found):
    """Put a row per person beside the tables."""
    chance = random.Random(1)
    answers = {f"s{i}": chance.choices(["green", "orange", "red"], k=20) for i in range(12)}
    return summed({**found, "data/people.csv": to_csv(pd.DataFrame(answers))})


def nested(frame):
    """A group of all sessions that is hardly larger than one that lies in it."""
    sums = {name: frame[name].sum() for name in ("sessions", "people")}
    sums["sessions"] += 3
    return pd.concat([frame, frame.iloc[[0]].assign(group="all", **sums)])


SPOILED = {
    "a cell of 7": (cell("counts", "count", "7"), "small_cell"),
    "a count of 23": (cell("counts", "count", "23"), "not_rounded"),
    "a complement shown": (
        lambda f: edited(without("data/shares.csv")(f), COUNTS, one_hidden),
        "derivable",
    ),
    "more than there are": (cell("counts", "count", "90000"), "impossible"),
    "a small group": (cell("groups", "people", "25"), "few_people"),
    "two sessions": (cell("groups", "sessions", "2"), "few_sessions"),
    "a small difference": (lambda f: edited(f, "data/groups.csv", nested), "difference"),
    "a sharp share": (
        table("shares", lambda f: f.assign(not_green="0.2537", answers="200")),
        "share_exact",
    ),
    "a file changed": (lambda f: {**f, COUNTS: f[COUNTS] + b"\r\n"}, "checksum"),
    "a file added": (lambda f: {**f, "notes.txt": b"x"}, "unlisted"),
    "no codebook": (without("codebook.csv"), "missing_file"),
    "no method": (without("method.nl.md"), "missing_file"),
    "a column not described": (
        lambda f: edited(f, "codebook.csv", without_column),
        "not_described",
    ),
    "laxer rules": (declared(rules={"threshold": 5}), "lax_rule"),
    "not marked": (table("counts", lambda f: f.assign(simulated="False")), "not_marked"),
    "not marked as a whole": (declared(simulated=False), "not_marked"),
    "rows of persons": (persons, "rows_per_person"),
    "another table": (
        lambda f: summed({**f, "data/x.csv": b"a,b\r\n1,2\r\n"}),
        "unknown_table",
    ),
}


def test_what_is_wrong_with_many_rows_is_said_once(tmp_path):
    """One sentence names all rows of which the same is wrong, and no more than ten of them."""

    def change(frame):
        shown = frame.index[frame["count"].notna()]
        frame.loc[shown[:2], "count"] = 7
        frame.loc[shown[2:14], "count"] = 8

    report = audit(put(edited(light(), COUNTS, change), tmp_path), words())
    small = [found for found in report.findings if found.code == "small_cell"]
    assert len(small) == 14
    told = [dict(found.facts) for found in by_sentence(small)]
    assert [facts["count"] for facts in told] == ["7", "8"]
    assert told[0]["where"] == "; ".join(dict(found.facts)["where"] for found in small[:2])
    assert told[1]["where"].endswith("; +2")


def test_a_light_export_passes(tmp_path):
    """What the spoiled ones below are made from has nothing wrong with it."""
    assert codes(put(light(), tmp_path)) == set()


@pytest.mark.parametrize("name", SPOILED)
def test_a_spoiled_export_is_found(tmp_path, name):
    """Each kind of damage is found for what it is, though the checksums fit."""
    spoil, code = SPOILED[name]
    assert code in codes(put(spoil(light()), tmp_path))


def test_a_figure_that_cannot_be_is_a_finding_wherever_it_stands(tmp_path):
    """A score that is no number and a share of no answers are found, and nothing breaks on them."""

    def change(frame):
        frame.loc[(frame["part"] != "statement").idxmax(), "category"] = "total"
        return frame

    assert "not_a_value" in codes(put(table("counts", change)(light()), tmp_path / "score"))
    share = table("shares", lambda f: f.assign(not_green="0.5", answers="0"))
    assert "small_cell" in codes(put(share(light()), tmp_path / "share"))


def test_formats_that_differ_are_found(tmp_path):
    """A table that says something else in another format."""
    other = files()["data/groups.csv"].replace(b"gemeenteraad", b"fractie")
    found = {"data/groups.csv": other, "data/groups.sav": files()["data/groups.sav"]}
    assert "formats_differ" in codes(put(found, tmp_path))


ROOM = {
    "session": "0001",
    "part": "statement",
    "id": "jij-zelfbeeld",
    "simulated": False,
    "level": None,
}


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"n": 20, "low": 0.0, "midpoint": 0.075, "high": 0.15}, None),
        ({"n": 20, "low": 0.4, "midpoint": 0.4, "high": 0.4}, None),
        ({"n": 20, "low": 0.05, "midpoint": 0.05, "high": 0.05}, "room_exact"),
        ({"n": 20, "low": 0.95, "midpoint": 0.95, "high": 0.95}, "room_exact"),
        ({"n": 8, "low": 0.25, "midpoint": 0.25, "high": 0.25}, "room_statements"),
        (
            {"n": 8, "low": None, "midpoint": None, "high": None, "part": "quadrant", "level": 1},
            None,
        ),
        ({"n": 4, "low": None, "midpoint": None, "high": None, "level": 1}, "room_small"),
    ],
)
def test_rooms_are_judged_too(tmp_path, row, code):
    """A room of few people, or a figure that is a count of one or two, is found."""
    frame = pd.DataFrame([{**ROOM, **row}])[list(COLUMNS["releases"])]
    path = tmp_path / "releases.csv"
    path.write_bytes(to_csv(frame))
    assert codes(path) == ({code} if code else set())


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("nothing.zip", None, "no_file"),
        ("soep.csv", b"naam,aantal\r\nsoep,3\r\n", "no_export"),
        ("soep.txt", b"soep", "no_export"),
        ("half.zip", b"PK\x03\x04", "broken"),
        ("half.parquet", b"PAR1", "broken"),
        ("half.sav", b"$FL2", "broken"),
    ],
)
def test_what_is_no_export_is_told_apart(tmp_path, name, data, code):
    """A file that is not there, broken, or somebody else's is not judged at all."""
    if data is not None:
        (tmp_path / name).write_bytes(data)
    with pytest.raises(Unreadable) as found:
        audit(tmp_path / name, words())
    assert found.value.code == code


def test_a_file_of_persons_is_not_merely_unknown(tmp_path):
    """A row per person, in words or in points, is named for what it is."""
    for values in (["groen", "oranje", "rood"], [0, 1, 2]):
        frame = pd.DataFrame({f"q{i}": random.Random(i).choices(values, k=9) for i in range(4)})
        path = tmp_path / "data.csv"
        path.write_bytes(to_csv(frame))
        assert codes(path) == {"rows_per_person"}
