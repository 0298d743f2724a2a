"""The audit: folders, zips and single files of every make are read within bounds, or refused."""

from __future__ import annotations

import io
import os
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import pandas as pd
import pytest

from tests.research.exports import put, words
from tests.research.spoiled import SMALL, plain
from weerbaar.research.audit import Unreadable, audit
from weerbaar.research.audit.known import MOST_BYTES, MOST_FILES
from weerbaar.research.package.write import zipped

ROOT = Path(__file__).parents[2]
COUNTS = "data/counts.csv"
ALL = ("groups", "reliability", "counts")


def found(place):
    """What an audit finds by code, or why it cannot read."""
    try:
        return {one.code for one in audit(place, words()).findings}
    except Unreadable as problem:
        return {problem.code}


def packed(files, *, method=zipfile.ZIP_DEFLATED, comment=b"", before=b"", change=lambda _e: None):
    """A zip made in some way."""
    target = io.BytesIO()
    target.write(before)
    with zipfile.ZipFile(target, "a" if before else "w", method) as made:
        made.comment = comment
        for name, data in files.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = method
            change(entry)
            made.writestr(entry, data)
    return target.getvalue()


def locked(data):
    """A zip of which the first entry says that it is encrypted, in both places."""
    made = bytearray(data)
    made[6] |= 1
    made[made.find(b"PK\x01\x02") + 8] |= 1
    return bytes(made)


def turned(data, place):
    """A zip of which one byte of the first file is another."""
    return data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :]


def linked(entry):
    """An entry that is a link, in a zip of a Unix computer."""
    entry.create_system = 3
    entry.external_attr = 0o120777 << 16


def commented(entry):
    """An entry with a note."""
    entry.comment = b"Jan was rood"


def extended(entry):
    """An entry with a field of its own."""
    entry.extra = b"\xfe\xca\x04\x00Jan!"


def timed(entry):
    """An entry of which the field for times holds something else."""
    entry.extra = struct.pack("<2H", 0x5455, 12) + b"Jan was rood"


def swollen(data, *, inside):
    """A zip with a sentence behind its last file, which says that it is that long or does not."""
    said = b"Jan was rood"
    end, entry = data.rfind(b"PK\5\6"), data.rfind(b"PK\1\2")
    (begin,) = struct.unpack_from("<L", data, end + 16)
    (size,), (local,) = (struct.unpack_from("<L", data, entry + at) for at in (20, 42))
    made = bytearray(data[:begin] + said + data[begin:])
    struct.pack_into("<L", made, end + len(said) + 16, begin + len(said))
    if inside:
        struct.pack_into("<L", made, local + 18, size + len(said))
        struct.pack_into("<L", made, entry + len(said) + 20, size + len(said))
    return bytes(made)


SPOILED = {
    "no times": (lambda f: packed(f, change=timed), "hidden_bytes"),
    "something behind a file": (lambda f: swollen(packed(f), inside=False), "hidden_bytes"),
    "something in a file": (lambda f: swollen(packed(f), inside=True), "hidden_bytes"),
    "an empty folder": (lambda f: packed({**f, "Jan was rood/": b""}), "empty_folder"),
    "a comment": (lambda f: packed(f, comment=b"Jan was rood"), "hidden_bytes"),
    "something before it": (lambda f: packed(f, before=b"Jan was rood" * 9), "hidden_bytes"),
    "something behind it": (lambda f: packed(f) + b"Jan was rood", "hidden_bytes"),
    "notes at files": (lambda f: packed(f, change=commented), "hidden_bytes"),
    "fields of its own": (lambda f: packed(f, change=extended), "hidden_bytes"),
    "links": (lambda f: packed(f, change=linked), "link"),
    "packed in another way": (lambda f: packed(f, method=zipfile.ZIP_LZMA), "locked"),
    "encrypted": (lambda f: locked(packed(f)), "locked"),
    "outside of itself": (lambda f: packed({**f, "../persons.csv": b"a"}), "bad_name"),
    "a path of Windows": (lambda f: packed({**f, "data\\persons.csv": b"a"}), "bad_name"),
    "a zip in it": (lambda f: packed({**f, "more.zip": packed(f)}), "unknown_file"),
    "many files": (lambda f: packed({**f, **{f"{i}": b"" for i in range(MOST_FILES)}}), "too_many"),
    "half of it": (lambda f: packed(f)[:9000], "broken"),
    "a damaged file": (lambda f: turned(packed(f), 200), "damaged"),
}


@pytest.mark.parametrize("name", SPOILED)
def test_a_zip_holds_nothing_but_its_files(tmp_path, name):
    """What can be hidden in a zip, or go wrong with one, is found; nothing is unpacked anywhere."""
    make, code = SPOILED[name]
    place = tmp_path / "package.zip"
    place.write_bytes(make(plain(SMALL)))
    told = found(place)
    assert code in told
    assert list(tmp_path.iterdir()) == [place]


def test_a_name_that_is_there_twice_is_found(tmp_path):
    """The second of two files with one name is not read in the place of the first."""
    place = tmp_path / "package.zip"
    target = io.BytesIO(packed(plain(SMALL)))
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(target, "a") as made:
        made.writestr("README.md", b"Jan was rood")
    place.write_bytes(target.getvalue())
    assert "bad_name" in found(place)


def test_a_zip_that_swells_is_refused_in_little_room(tmp_path):
    """Three gigabytes in three megabytes: refused, with a bound on memory while reading."""
    place = tmp_path / "bomb.zip"
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in plain(SMALL).items():
            made.writestr(name, data)
        with made.open("data/bomb.csv", "w", force_zip64=True) as file:
            for _ in range(200):
                file.write(bytes(2**20))
    # A size in the list that is untrue: the reader stops by itself.
    lying = place.read_bytes().replace(
        (200 * 2**20).to_bytes(4, "little"), (99).to_bytes(4, "little")
    )
    (tmp_path / "lying.zip").write_bytes(lying)
    code = (
        "import resource, sys; from pathlib import Path;"
        "from tests.research.exports import words; from weerbaar.research.audit import audit;"
        "w = words(); before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss;"
        "ok = [audit(Path(p), w).passed for p in sys.argv[1:]];"
        "after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss; print(any(ok), after - before)"
    )
    paths = [str(place), str(tmp_path / "lying.zip")]
    said = subprocess.check_output(
        [sys.executable, "-c", code, *paths],
        cwd=ROOT,
        text=True,
        env={**os.environ, "PYTHONPATH": "."},
    )
    passed, grown = said.split()
    unit = 1 if sys.platform == "darwin" else 1024
    assert passed == "False"
    assert int(grown) * unit < 20 * MOST_BYTES


def test_a_zip_may_hold_one_folder_that_holds_it_all(tmp_path):
    """As a computer packs a folder: the same export, and it is sound."""
    place = tmp_path / "package.zip"
    place.write_bytes(zipped({f"onderzoek/{name}": data for name, data in plain(SMALL).items()}))
    assert found(place) == set()


def test_a_folder_holds_nothing_but_files(tmp_path):
    """A link, a pipe, a folder without end and a file that is too large are found by name."""
    outside = tmp_path / "outside.csv"
    outside.write_bytes(b"naam\r\nJan\r\n")
    folder = put(plain(SMALL), tmp_path / "package")
    assert found(folder) == set()
    (folder / "data" / "persons.csv").symlink_to(outside)
    assert found(folder) == {"link"}
    (folder / "data" / "persons.csv").unlink()
    os.mkfifo(folder / "pipe")
    assert found(folder) == {"not_a_file"}
    (folder / "pipe").unlink()
    with (folder / "large.csv").open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    assert found(folder) == {"too_large"}
    (folder / "large.csv").unlink()
    deep = folder.joinpath(*"abcdefghij")
    deep.mkdir(parents=True)
    assert found(folder) == {"too_many"}


def test_a_single_file_is_bounded_too(tmp_path):
    """One that is too large is refused, and so is one of a kind that nobody knows."""
    large = tmp_path / "counts.csv"
    with large.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    assert found(large) == {"too_large"}
    (tmp_path / "counts.txt").write_bytes(plain(ALL)[COUNTS])
    assert found(tmp_path / "counts.txt") == {"no_export"}


# --- as spreadsheets save it ------------------------------------------------------------------
def saved(data, *, delimiter=";", comma=True, encoding="utf-8-sig", said=""):
    """A CSV as a Dutch spreadsheet saves it."""
    frame = pd.read_csv(io.BytesIO(data), dtype="string", keep_default_na=False)
    if comma:
        for name in frame.columns:
            numbers = frame[name].str.fullmatch(r"-?\d+\.\d+")
            frame[name] = frame[name].where(
                ~numbers, frame[name].str.replace(".", ",", regex=False)
            )
        frame = frame.replace({"True": "WAAR", "False": "ONWAAR"})
    return (said + frame.to_csv(index=False, sep=delimiter, lineterminator="\r\n")).encode(encoding)


SAVED = {
    "semicolons, commas and a mark": {},
    "semicolons and points": {"comma": False},
    "tabs": {"delimiter": "\t"},
    "UTF-16": {"encoding": "utf-16"},
    "no mark": {"encoding": "utf-8"},
    "Latin-1": {"encoding": "latin-1"},
    "what stands between is said": {"said": "sep=;\r\n"},
}


@pytest.mark.parametrize("how", SAVED)
@pytest.mark.parametrize("table", ["counts", "shares", "log"])
def test_a_table_that_a_spreadsheet_saved_is_read_and_judged(tmp_path, how, table):
    """Sound it passes, and with one small count or sharp share it does not."""
    data = plain((*ALL, "shares"))[f"data/{table}.csv"]
    place = tmp_path / f"{table}.csv"
    place.write_bytes(saved(data, **SAVED[how]))
    assert found(place) == set()
    frame = pd.read_csv(io.BytesIO(data), dtype="string", keep_default_na=False)
    column, value = {
        "counts": ("count", "7"),
        "shares": ("answers", "7"),
        "log": ("what", "Jan was rood"),
    }[table]
    frame.loc[(frame[column] != "").idxmax(), column] = value
    place.write_bytes(saved(frame.to_csv(index=False).encode(), **SAVED[how]))
    assert found(place) & {"small_cell", "not_a_value"}


@pytest.mark.parametrize(
    ("text", "encoding", "code"),
    [
        # The euro of Windows: Latin-1 has another sign there.
        ("group,reason,simulated\r\nall,\u20ac,True\r\n", "cp1252", "encoding"),
        ("group,reason,simulated\r\nall,caf\xe9,True\r\n", "latin-1", "not_a_value"),
        ("group,reason,simulated\r\nall,few_people,True\r\n", "utf-16-le", "encoding"),
    ],
)
def test_what_can_be_read_in_two_ways_is_a_finding(tmp_path, text, encoding, code):
    """An encoding that cannot be told is said to be so; one that can be is read."""
    place = tmp_path / "refusals.csv"
    place.write_bytes(text.encode(encoding))
    assert found(place) == {code}


def test_numbers_with_two_signs_are_not_numbers(tmp_path):
    """Points and commas in one file: what a point means is not sure, so it is a finding."""
    data = plain((*ALL, "shares"))["data/shares.csv"]
    text = saved(data).decode("utf-8-sig")
    first = text.split("\r\n")[1].split(";")[3]
    place = tmp_path / "shares.csv"
    place.write_bytes(text.replace(first, first.replace(",", "."), 1).encode())
    assert found(place) >= {"not_a_value"}


def test_an_empty_folder_is_found(tmp_path):
    """The name of a folder in which nothing lies is looked at like everything else."""
    put(plain(SMALL), tmp_path / "package")
    (tmp_path / "package" / "Jan was rood").mkdir()
    assert found(tmp_path / "package") == {"empty_folder"}
