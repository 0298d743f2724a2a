"""Exports that were spoiled by rules: every table, every kind of column, every kind of file.

A rule takes the files of a sound export and changes one thing. What lists the files (checksums, the
data package) is made anew, so that only the audit's own reading can find it.
"""

from __future__ import annotations

import io
import json
import struct
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pyreadstat

from tests.research.exports import contents, files, resummed, summed
from weerbaar.research.audit.known import COLUMNS
from weerbaar.research.package.formats import to_csv
from weerbaar.research.package.metadata import PACKAGE
from weerbaar.research.package.write import package_files, zipped

Files = dict[str, bytes]
Rule = Callable[[Files], Files]

PEOPLE = ("<5", "3,0", "3 mensen", "inf", "7", "23", "-5", "12.5", "1e3x", "\u0663\u0660", "0030")
BAD = {
    "whole": ("<5", "3 mensen", "inf", "1.5", "-1"),
    "number": ("veel", "inf", "nan", "0,25"),
    "truth": ("misschien",),
    "word": ("Jan de Vries was rood",),
    "name": ("Jan de Vries was rood",),
}
"""What cannot stand in a column, by its kind."""

COUNTS = {
    "counts": ("count",),
    "groups": ("people",),
    "shares": ("answers",),
    "reliability": ("people",),
    "items": ("answers",),
}


def tables() -> list[str]:
    """Names of the tables that the sound export has, with rows to spoil."""
    return [name for name, frame in contents().tables.items() if len(frame)]


def frame_of(found: Files, table: str) -> pd.DataFrame:
    """A table as text, so that anything can be put in it."""
    return pd.read_csv(
        io.BytesIO(found[f"data/{table}.csv"]), dtype="string", keep_default_na=False
    )


def with_frame(found: Files, table: str, frame: pd.DataFrame) -> Files:
    """The same export with another table."""
    return summed({**found, f"data/{table}.csv": to_csv(frame)})


# --- single cells -----------------------------------------------------------------------------
def cells() -> Iterator[tuple[str, Rule]]:
    """One cell of every column, of every table; a column of people is spoiled in every way."""
    turn = 0
    for table in tables():
        for column, about in COLUMNS[table].items():
            ways = BAD[about.kind]
            people = column in COUNTS.get(table, ())
            for value in PEOPLE if people else (ways[turn % len(ways)],):
                yield f"{table}.{column} = {value}", _cell(table, column, value)
            turn += 1


def _cell(table: str, column: str, value: str) -> Rule:
    def spoil(found: Files) -> Files:
        frame = frame_of(found, table)
        frame.loc[(frame[column] != "").idxmax(), column] = value
        return with_frame(found, table, frame)

    return spoil


# --- whole tables -----------------------------------------------------------------------------
def shapes() -> Iterator[tuple[str, Rule]]:
    """A table with a column or row more or less, under another name, or not there."""
    exact = list(range(3, 900))
    for table in tables():
        last = list(COLUMNS[table])[-2]
        yield f"{table}: a column more", _changed(table, lambda f: f.assign(n=exact[: len(f)]))
        yield f"{table}: a remark", _changed(table, lambda f: f.assign(opmerking="Jan was rood"))
        yield f"{table}: a column less", _changed(table, lambda f, c=last: f.drop(columns=c))
        yield f"{table}: a row twice", _changed(table, lambda f: pd.concat([f, f.iloc[[0]]]))
        yield f"{table}: another name", _renamed(table)
        yield f"{table}: answers beside it", _changed(table, _answers)


def _changed(table: str, change: Callable[[pd.DataFrame], pd.DataFrame]) -> Rule:
    return lambda found: with_frame(found, table, change(frame_of(found, table)))


def _renamed(table: str) -> Rule:
    def spoil(found: Files) -> Files:
        rest = {name: data for name, data in found.items() if name != f"data/{table}.csv"}
        return summed({**rest, "data/personen.csv": found[f"data/{table}.csv"]})

    return spoil


def _answers(frame: pd.DataFrame) -> pd.DataFrame:
    colours = np.random.default_rng(1).choice(["green", "orange", "red"], (len(frame), 12))
    return frame.assign(**{f"s{i}": colours[:, i] for i in range(12)})


# --- documents --------------------------------------------------------------------------------
SAID = "Jan de Vries was de enige die rood koos."


def documents() -> Iterator[tuple[str, Rule]]:
    """A sentence in every document, in the way that its format has room for one."""
    for name in files():
        if name.endswith((".md", ".cff")):
            yield f"{name}: a sentence", _appended(name, f"\n{SAID}\n")
            yield f"{name}: a number", _appended(name, "\nrood: 3\n")
            yield f"{name}: signs", _appended(name, "\n\U0001f534\U0001f534\U0001f534\n")
        elif name.endswith((".json", ".jsonld")):
            yield f"{name}: a name more", _in_json(name, lambda a: a | {"opmerking": 3})
            yield f"{name}: a text more", _in_json(name, lambda a: a | {"description": SAID})
            yield f"{name}: a number more", _in_json(name, lambda a: a | {"title": 3})
            yield f"{name}: a name twice", _replaced(name, b"{", b'{"title": "x", ')
        elif name.endswith(".xml"):
            yield f"{name}: a comment", _replaced(name, b"</dataDscr>", b"<!--x--></dataDscr>")
            sentence = f"<txt>{SAID}</txt></dataDscr>".encode()
            yield f"{name}: a sentence", _replaced(name, b"</dataDscr>", sentence)
            yield f"{name}: an attribute", _replaced(name, b"<dataDscr", b'<dataDscr jan="rood"')
            yield f"{name}: an element", _replaced(name, b"</dataDscr>", b"<jan/></dataDscr>")
            bomb = b'?>\n<!DOCTYPE a [<!ENTITY b "xxxx">]>'
            yield f"{name}: an entity", _replaced(name, b"?>", bomb)
        if name.endswith((".md", ".cff", ".json", ".jsonld", ".xml")):
            yield f"{name}: cut off in a letter", _appended(name, b"\xc3")
            yield f"{name}: UTF-16", lambda f, n=name: _again(n, f, f[n].decode().encode("utf-16"))
    yield "SHA256SUMS: a remark", lambda f: {**f, "SHA256SUMS": f["SHA256SUMS"] + SAID.encode()}


def _appended(name: str, more: str | bytes) -> Rule:
    data = more if isinstance(more, bytes) else more.encode()
    return lambda found: _again(name, found, found[name] + data)


def _replaced(name: str, old: bytes, new: bytes) -> Rule:
    return lambda found: _again(name, found, found[name].replace(old, new, 1))


def _in_json(name: str, change: Callable[[dict[str, object]], dict[str, object]]) -> Rule:
    def spoil(found: Files) -> Files:
        return _again(name, found, json.dumps(change(json.loads(found[name]))).encode())

    return spoil


def _again(name: str, found: Files, data: bytes) -> Files:
    """The data package lists the other files; it is itself only in the checksums."""
    return resummed({**found, name: data}) if name == PACKAGE else summed({**found, name: data})


# --- formats ----------------------------------------------------------------------------------
def formats() -> Iterator[tuple[str, Rule]]:
    """A sentence or a number in every place that a format has for it, beside the cells."""
    for name, change in _PARQUET.items():
        yield f"parquet: {name}", _bytes("data/groups.parquet", change)
    for name, change in _SAV.items():
        yield f"sav: {name}", _bytes("data/groups.sav", change)
    for name, (part, old, new) in _XLSX.items():
        yield f"xlsx: {name}", _bytes("tables.xlsx", lambda d, a=(part, old, new): _rezip(d, *a))
    for kind in ("csv", "parquet", "sav"):
        path = f"data/groups.{kind}"
        yield f"{kind}: cut off", _bytes(path, lambda data: data[: len(data) // 2])
        yield f"{kind}: something behind it", _bytes(path, lambda data: data + b"Jan was rood")
        yield f"{kind}: empty", _bytes(path, lambda _data: b"")
        yield f"{kind}: upper case", _moved(path, path.upper())
    yield "csv: latin-1 or Windows", _bytes("data/groups.csv", lambda d: d + b"\x80\xe9,1\r\n")
    yield "csv: rows of other lengths", _bytes("data/groups.csv", lambda d: d + b"a,b\r\n")
    yield (
        "csv: a huge cell",
        _bytes("data/groups.csv", lambda d: d + b'"' + b"x" * 10**6 + b'"\r\n'),
    )


def _bytes(name: str, change: Callable[[bytes], bytes]) -> Rule:
    return lambda found: summed({**found, name: change(found[name])})


def _moved(old: str, new: str) -> Rule:
    def spoil(found: Files) -> Files:
        return summed({**{n: d for n, d in found.items() if n != old}, new: found[old]})

    return spoil


def _parquet(change: Callable[[pa.Table], pa.Table], **options: object) -> Callable[[bytes], bytes]:
    def spoil(data: bytes) -> bytes:
        target = io.BytesIO()
        pq.write_table(change(pq.read_table(io.BytesIO(data))), target, **options)
        return target.getvalue()

    return spoil


def _noted(table: pa.Table) -> pa.Table:
    return table.replace_schema_metadata({**table.schema.metadata, "opmerking": SAID})


def _noted_column(table: pa.Table) -> pa.Table:
    fields = [field.with_metadata({"opmerking": SAID}) for field in table.schema]
    return table.cast(pa.schema(fields, table.schema.metadata))


def _unused(table: pa.Table) -> pa.Table:
    """A list of texts of which one stands in no row."""
    words = [*table["group"].unique().to_pylist(), "Jan de Vries"]
    codes = pa.array([words.index(word) for word in table["group"].to_pylist()], pa.int32())
    return table.set_column(0, "group", pa.DictionaryArray.from_arrays(codes, pa.array(words)))


def _lists(table: pa.Table) -> pa.Table:
    people = table["people"].to_pylist()
    return table.set_column(5, "people", pa.array([[one] for one in people]))


def _footed(data: bytes) -> bytes:
    """A Parquet file with a sentence behind what it says of itself."""
    size, said = struct.unpack("<I", data[-8:-4])[0], SAID.encode()
    return data[:-8] + said + struct.pack("<I", size + len(said)) + b"PAR1"


_PARQUET = {
    "a note": _parquet(_noted),
    "a note at columns": _parquet(_noted_column),
    "a text in no row": _parquet(_unused),
    "lists in cells": _parquet(_lists),
    "another maker": lambda data: data.replace(
        b"parquet-cpp-arrow version", b"Jan was rood bij stelling"
    ),
    "something in its foot": _footed,
    "a column more": _parquet(lambda t: t.append_column("n", pa.array(range(t.num_rows)))),
    "a small count": _parquet(
        lambda t: t.set_column(5, "people", pa.array([7] * t.num_rows, pa.int64()))
    ),
    "a text for a count": _parquet(
        lambda t: t.set_column(5, "people", pa.array(["<5"] * t.num_rows))
    ),
    "not a number": _parquet(
        lambda t: t.set_column(5, "people", pa.array([float("nan")] * t.num_rows))
    ),
}


def _sav(**more: object) -> Callable[[bytes], bytes]:
    """The table of groups as pyreadstat writes it, with something more."""

    def spoil(_data: bytes) -> bytes:
        frame = contents().tables["groups"].copy()
        for name in frame.columns:
            text = str(frame[name].dtype) == "string"
            frame[name] = frame[name].astype("object" if text else "float64")
        settings = dict(more)
        change = settings.pop("change", None)
        if callable(change):
            frame = change(frame)
        with tempfile.TemporaryDirectory() as place:
            path = Path(place) / "t.sav"
            pyreadstat.write_sav(frame, path, **settings)
            return path.read_bytes()

    return spoil


_SAV = {
    "an extension twice": lambda data: _extended(data, 16),
    "an extension of another size": lambda data: _extended(data, 22),
    "a title": _sav(file_label=SAID),
    "a note": _sav(note=SAID),
    "a label": _sav(column_labels={"people": SAID}),
    "a label of a value": _sav(variable_value_labels={"people": {7.0: "rood"}}),
    "a value with a label": _sav(variable_value_labels={"group": {"jan": "rood"}}),
    "a count that is called missing": _sav(
        missing_ranges={"people": [7]}, change=lambda f: f.assign(people=7.0)
    ),
    "a column more": _sav(change=lambda f: f.assign(n=3.0)),
    "a text for a count": _sav(change=lambda f: f.assign(people="<5")),
    "packed as a whole": _sav(compress=True),
}


def _extended(data: bytes, kind: int) -> bytes:
    """An SPSS file with a sentence in a part that programs skip."""
    place, said = data.index(struct.pack("<2i", 999, 0)), SAID.encode()
    return data[:place] + struct.pack("<4i", 7, kind, 1, len(said)) + said + data[place:]


def _rezip(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """A workbook with one part changed, or one more."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    parts[part] = parts[part].replace(old, new, 1) if part in parts else new
    return zipped(parts)


_SHEET = "xl/worksheets/sheet4.xml"
_XLSX = {
    "a note": ("xl/comments1.xml", b"", f"<comments>{SAID}</comments>".encode()),
    "a picture": ("xl/media/image1.png", b"", b"\x89PNG"),
    "a sheet that is not listed": ("xl/worksheets/sheet99.xml", b"", b"<worksheet/>"),
    "a formula": (_SHEET, b"<v>", b"<f>1+1</f><v>"),
    "a cell more": (
        _SHEET,
        b"</sheetData>",
        b'<row r="99"><c r="B99"><v>7</v></c></row></sheetData>',
    ),
    "a text in no cell": ("xl/sharedStrings.xml", b"</sst>", b"<si><t>Jan was rood</t></si></sst>"),
    "a title": ("docProps/core.xml", b"</dc:title>", f" {SAID}</dc:title>".encode()),
    "a company": ("docProps/app.xml", b"<Company>", b"<Company>Jan was rood"),
    "a format": (
        "xl/styles.xml",
        b"<fonts",
        b'<numFmts><numFmt formatCode="&quot;Jan was rood&quot;"/></numFmts><fonts',
    ),
    "a font": ("xl/styles.xml", b'"Calibri"', b'"Jan was rood"'),
    "colours": ("xl/theme/theme1.xml", b"Office", b"JanWasRood"),
    "an attribute of a row": (_SHEET, b"<row ", f'<row note="{SAID}" '.encode()),
    "a text between rows": (_SHEET, b"</row>", f"</row>{SAID}".encode()),
    "a value outside a cell": (_SHEET, b"</row>", f"<v>{SAID}</v></row>".encode()),
    "a namespace": (_SHEET, b"<worksheet ", f'<worksheet xmlns:x="{SAID}" '.encode()),
    "a kind of part": (
        "[Content_Types].xml",
        b"</Types>",
        f'<Override PartName="/{SAID}.xml" ContentType="application/xml"/></Types>'.encode(),
    ),
    "a link to elsewhere": (
        "_rels/.rels",
        b"</Relationships>",
        f'<Relationship Id="rId9" Type="x" Target="{SAID}"/></Relationships>'.encode(),
    ),
    "who shared it": (
        "xl/workbook.xml",
        b"</workbook>",
        f'<fileSharing userName="{SAID}"/></workbook>'.encode(),
    ),
    "a name of cells": (
        "xl/workbook.xml",
        b"</definedNames>",
        b'<definedName name="jan">counts!$A$JANWASROOD</definedName></definedNames>',
    ),
    "an attribute of a text": ("xl/sharedStrings.xml", b"<si>", f'<si x="{SAID}">'.encode()),
    "a text between texts": ("xl/sharedStrings.xml", b"</si>", f"</si>{SAID}".encode()),
    "a text behind a property": (
        "docProps/app.xml",
        b"</Application>",
        f"</Application>{SAID}".encode(),
    ),
    "the name of a sheet": ("xl/workbook.xml", b'name="groups"', b'name="jan was rood"'),
}


# --- files that do not belong -----------------------------------------------------------------
def strangers() -> Iterator[tuple[str, Rule]]:
    """Files of every kind that somebody could put beside the others, listed as they are."""
    persons = b"naam,s1,s2\r\nJan,rood,groen\r\n"
    book = zipped({"xl/workbook.xml": b"<w/>"})
    strange = {
        **dict.fromkeys(("PERSONS.CSV", "data/PERSONS.csv", "persons.txt", "notes"), persons),
        **dict.fromkeys(("data/persons.csv", "persons.tsv", "persons.csv.gz", ".persons"), persons),
        "persons.json": b'{"jan": "rood"}',
        "persons.xlsx": book,
        "nested.zip": zipped({"persons.csv": persons}),
        "data/COUNTS.CSV": files()["data/counts.csv"],
        "data/extra/counts.csv": files()["data/counts.csv"],
        "persons.db": b"SQLite format 3\0",
        "README.nl.md": b"Jan was rood",
        "data/groups.SAV": files()["data/groups.sav"],
        "codebook.pdf": b"%PDF-1.4",
    }
    for name, data in strange.items():
        yield f"beside it: {name}", lambda f, n=name, d=data: summed({**f, n: d})
    yield "beside it: not listed", lambda f: {**f, "data/persons.csv": persons}


# --- noise ------------------------------------------------------------------------------------
def noise() -> Iterator[tuple[str, Rule]]:
    """Exact tables that call themselves noisy, and noise that does not fit what is said of it."""
    yield "noise: exact counts", _exact(0)
    yield "noise: exact counts, a little moved", _exact(2)
    yield "noise: rounded counts", _changed("noise", _rounded)
    for column, value in (
        ("epsilon", "5"),
        ("error_95", "1"),
        ("epsilon", "0"),
        ("unit", "council"),
    ):
        change = _changed("noise", lambda f, c=column, v=value: f.assign(**{c: v}))
        yield f"noise: {column} = {value}", change
    yield "noise: two epsilons", _cell("noise", "epsilon", "0.25")
    yield "noise: not declared", _told(noise=None)
    yield "noise: a colour less", _changed("noise", lambda f: f.iloc[1:])
    yield "noise: no table", lambda f: summed({n: d for n, d in f.items() if n != "data/noise.csv"})


def _exact(moved: int) -> Rule:
    """The sums of all groups, where every count is shown, else what noise gave."""

    def spoil(found: Files) -> Files:
        counts = contents().tables["counts"]
        shown = counts[counts["part"] == "statement"]
        whole = shown.groupby(["id", "category"])["count"].sum(min_count=shown["group"].nunique())
        frame = frame_of(found, "noise")
        for place, row in frame.iterrows():
            exact = whole.get((row["id"], row["category"]))
            if exact is not None and not pd.isna(exact):
                frame.loc[place, "count"] = str(int(exact) + (moved if place % 2 else -moved))
        return with_frame(found, "noise", frame)

    return spoil


def _rounded(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(count=[str(round(int(count) / 5) * 5) for count in frame["count"]])


def _told(**facts: object) -> Rule:
    def change(about: dict[str, object]) -> dict[str, object]:
        own = about["weerbaar"]
        assert isinstance(own, dict)
        return {**about, "weerbaar": {**own, **facts}}

    return _in_json("datapackage.json", change)


# --- figures that follow from each other ------------------------------------------------------
def figures() -> Iterator[tuple[str, Rule]]:
    """A figure that says more than the rounded counts do, or something else."""
    more = {
        "shares.not_green": "0.2537",
        "shares.standard_error": "0.03123",
        "shares.sessions": "17",
        "shares.low": "0.99",
        "items.difficulty": "0.2537",
        "items.answers": "135",
        "groups.sessions": "2",
        "groups.people": "25",
        "comparisons.difference": "0.5",
        "reliability.alpha": "0.999",
        "reliability.mean_covariance": "0.0123",
        "covariances.mean_covariance": "0.0123",
        "comparisons.effect": "0.777",
        "comparisons.low": "-0.999",
        "comparisons.design": "anders",
        "counts.points": "3",
        "counts.category": "5",
        "refusals.group": "group_type=fractie; year=2026; Jan",
        "log.row": "all, Jan",
    }
    for name, value in more.items():
        table, column = name.split(".")
        yield f"{name} says {value}", _cell(table, column, value)
    for rule, value in (("threshold", 5), ("round_to", 1), ("people", 3), ("largest", 0.9)):
        rules = {**contents().rules, rule: value}
        yield f"the rule {rule} is {value}", _told(rules=rules)
    yield "no rules", _told(rules={})
    yield "no source", _told(source="anders")
    yield "not made up", _told(simulated=False)
    yield "another digest", _told(digest="0" * 32)


def rules() -> dict[str, tuple[Rule, tuple[str, ...], Callable[[tuple[str, ...]], Files]]]:
    """Every rule by its name, with the tables of the export it spoils, and how that is made."""
    found: dict[str, tuple[Rule, tuple[str, ...], Callable[[tuple[str, ...]], Files]]] = {}
    for kind in (cells, shapes, figures):
        for name, rule in kind():
            table = name.replace(".", ":").split(":")[0]
            needed = (*NEEDS.get(table, ()), table) if table in COLUMNS else SMALL
            found[name] = rule, needed, plain
    for name, rule in noise():
        found[name] = rule, (*NEEDS["noise"], "noise"), plain
    for name, rule in strangers():
        found[name] = rule, SMALL, plain
    for name, rule in documents():
        found[name] = rule, SMALL, sound
    for name, rule in formats():
        found[name] = rule, SMALL, undescribed
    return found


SMALL = ("groups", "refusals")


NEEDS = {
    "counts": ("groups", "reliability"),
    "shares": ("groups",),
    "items": ("groups", "shares"),
    "reliability": ("groups",),
    "covariances": ("groups",),
    "noise": ("groups", "counts"),
}
"""Tables that say more about another one."""


@cache
def sound(tables: tuple[str, ...]) -> Files:
    """A sound export of some of the tables, with every kind of file."""
    kept = {name: frame for name, frame in contents().tables.items() if name in (*tables, "log")}
    noise = contents().noise if "noise" in tables else None
    return package_files(replace(contents(), tables=kept, noise=noise))


@cache
def plain(tables: tuple[str, ...]) -> Files:
    """The same with CSV and what is needed only, so that an audit of it takes less time."""
    left_out = (".parquet", ".sav", ".xlsx", ".xml", ".jsonld")
    return summed({n: data for n, data in sound(tables).items() if not n.endswith(left_out)})


def undescribed(tables: tuple[str, ...]) -> Files:
    """The same in all formats, without the documents that say how large each file is."""
    left_out = (".xml", ".jsonld")
    return summed({n: data for n, data in sound(tables).items() if not n.endswith(left_out)})


def spoiled(name: str) -> Files:
    """An export spoiled by a rule."""
    rule, tables, make = RULES[name]
    return rule(make(tables))


UNSPOILED: dict[str, Rule] = {
    "parquet": _bytes("data/groups.parquet", _parquet(lambda table: table)),
    "sav": _bytes("data/groups.sav", _sav()),
    "xlsx": _bytes("tables.xlsx", lambda data: _rezip(data, "docProps/core.xml", b"", b"")),
    "json": _in_json("datapackage.json", lambda about: about),
}
"""The ways in which files are made anew above, with nothing changed."""

RULES = rules()
