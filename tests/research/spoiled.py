"""Exports that were spoiled by rules: every table, every kind of column, every kind of file.

A rule takes the files of a sound export and changes one thing. What lists the files (checksums, the
data package) is made anew, so that only the audit's own reading can find it. The tables below say
what is changed, by where: cells, tables, documents, formats, files beside the others, noise and
figures; :data:`RULES` has all of it by name.
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
Frame = pd.DataFrame
Rule = Callable[[Files], Files]
Change = Callable[[bytes], bytes]

SAID = "Jan de Vries was de enige die rood koos."
SAYS = SAID.encode()


# --- how something is changed -----------------------------------------------------------------
def data(name: str, change: Change) -> Rule:
    """One file, as bytes; the data package lists the others and is itself only in the sums."""
    listed = resummed if name == PACKAGE else summed
    return lambda found: listed({**found, name: change(found[name])})


def table(name: str, change: Callable[[Frame], Frame]) -> Rule:
    """One table as text, so that anything can be put in it."""

    def spoil(found: bytes) -> bytes:
        return to_csv(change(pd.read_csv(io.BytesIO(found), dtype="string", keep_default_na=False)))

    return data(f"data/{name}.csv", spoil)


def cell(name: str, column: str, value: str) -> Rule:
    """The first cell of a column in which something stands."""

    def spoil(frame: Frame) -> Frame:
        frame.loc[(frame[column] != "").idxmax(), column] = value
        return frame

    return table(name, spoil)


def moved(old: str, new: str) -> Rule:
    """A file under another name."""
    return lambda found: summed({**{n: d for n, d in found.items() if n != old}, new: found[old]})


def after(more: str | bytes) -> Change:
    """Something behind it."""
    return lambda found: found + (more if isinstance(more, bytes) else more.encode())


def swapped(old: str, new: str) -> Change:
    """One place in it replaced."""
    return lambda found: found.replace(old.encode(), new.encode(), 1)


def with_facts(**facts: object) -> Change:
    """Some names more in JSON, or others under the same names."""
    return lambda found: json.dumps(json.loads(found) | facts).encode()


def declared(**facts: object) -> Rule:
    """Something else that the package says of itself."""

    def spoil(found: bytes) -> bytes:
        return with_facts(weerbaar=json.loads(found)["weerbaar"] | facts)(found)

    return data(PACKAGE, spoil)


def parquet(change: Callable[[pa.Table], pa.Table]) -> Change:
    """Parquet made anew."""

    def spoil(found: bytes) -> bytes:
        target = io.BytesIO()
        pq.write_table(change(pq.read_table(io.BytesIO(found))), target)
        return target.getvalue()

    return spoil


def people(*values: object, kind: pa.DataType | None = None) -> Change:
    """Parquet of which the column of people holds one value, or one list, in every row."""
    return parquet(lambda t: t.set_column(5, "people", pa.array([*values] * t.num_rows, kind)))


def sav(change: Callable[[Frame], Frame] = lambda frame: frame, **more: object) -> Change:
    """The table of groups as pyreadstat writes it, with something more."""

    def spoil(_found: bytes) -> bytes:
        frame = contents().tables["groups"].copy()
        for name in frame.columns:
            text = str(frame[name].dtype) == "string"
            frame[name] = frame[name].astype("object" if text else "float64")
        with tempfile.TemporaryDirectory() as place:
            path = Path(place) / "t.sav"
            pyreadstat.write_sav(change(frame), path, **more)
            return path.read_bytes()

    return spoil


def extended(kind: int) -> Change:
    """SPSS with a sentence in a part that programs skip."""

    def spoil(found: bytes) -> bytes:
        place = found.index(struct.pack("<2i", 999, 0))
        return found[:place] + struct.pack("<4i", 7, kind, 1, len(SAYS)) + SAYS + found[place:]

    return spoil


def part(name: str, old: str, new: str | bytes) -> Change:
    """A workbook with one part changed, or one more."""

    def spoil(found: bytes) -> bytes:
        with zipfile.ZipFile(io.BytesIO(found)) as book:
            parts = {one: book.read(one) for one in book.namelist()}
        made = new if isinstance(new, bytes) else new.encode()
        parts[name] = parts[name].replace(old.encode(), made, 1) if name in parts else made
        return zipped(parts)

    return spoil


# --- single cells -----------------------------------------------------------------------------
PEOPLE = ("<5", "3,0", "3 mensen", "inf", "7", "23", "-5", "12.5", "1e3x", "\u0663\u0660", "0030")
BAD = {
    "whole": ("<5", "3 mensen", "inf", "1.5", "-1"),
    "number": ("veel", "inf", "nan", "0,25"),
    "truth": ("misschien",),
    "word": ("Jan de Vries was rood",),
    "name": ("Jan de Vries was rood",),
}
"""What cannot stand in a column, by its kind."""


def cells() -> Iterator[tuple[str, Rule]]:
    """One cell of every column, of every table; a column of people is spoiled in every way."""
    every = [(name, column) for name in tables() for column in COLUMNS[name]]
    for turn, (name, column) in enumerate(every):
        about = COLUMNS[name][column]
        ways = BAD[about.kind]
        everything = about.people and name != "response"
        for value in PEOPLE if everything else (ways[turn % len(ways)],):
            yield f"{name}.{column} = {value}", cell(name, column, value)


def tables() -> list[str]:
    """Names of the tables that the sound export has, with rows to spoil."""
    return [name for name, frame in contents().tables.items() if len(frame)]


# --- whole tables -----------------------------------------------------------------------------
def answers(frame: Frame) -> Frame:
    """Twelve columns of colours beside what is there."""
    colours = np.random.default_rng(1).choice(["green", "orange", "red"], (len(frame), 12))
    return frame.assign(**{f"s{i}": colours[:, i] for i in range(12)})


SHAPES: dict[str, Callable[[Frame], Frame]] = {
    "a column more": lambda f: f.assign(n=list(range(3, 900))[: len(f)]),
    "a remark": lambda f: f.assign(opmerking="Jan was rood"),
    "a column less": lambda f: f.drop(columns=f.columns[-2]),
    "a row twice": lambda f: pd.concat([f, f.iloc[[0]]]),
    "answers beside it": answers,
}


def shapes() -> Iterator[tuple[str, Rule]]:
    """A table with a column or row more or less, or under another name."""
    for name in tables():
        for what, change in SHAPES.items():
            yield f"{name}: {what}", table(name, change)
        yield f"{name}: another name", moved(f"data/{name}.csv", "data/personen.csv")


# --- documents --------------------------------------------------------------------------------
ANY = {
    "cut off in a letter": after(b"\xc3"),
    "UTF-16": lambda found: found.decode().encode("utf-16"),
}
TEXT = {
    "a sentence": after(f"\n{SAID}\n"),
    "a number": after("\nrood: 3\n"),
    "signs": after("\n\U0001f534\U0001f534\U0001f534\n"),
    **ANY,
}
JSON = {
    "a name more": with_facts(opmerking=3),
    "a text more": with_facts(description=SAID),
    "a number more": with_facts(title=3),
    "a name twice": swapped("{", '{"title": "x", '),
    **ANY,
}
XML = {
    "a comment": swapped("</dataDscr>", "<!--x--></dataDscr>"),
    "a sentence": swapped("</dataDscr>", f"<txt>{SAID}</txt></dataDscr>"),
    "an attribute": swapped("<dataDscr", '<dataDscr jan="rood"'),
    "an element": swapped("</dataDscr>", "<jan/></dataDscr>"),
    "an entity": swapped("?>", '?>\n<!DOCTYPE a [<!ENTITY b "xxxx">]>'),
    **ANY,
}
DOCUMENTS = {".md": TEXT, ".cff": TEXT, ".json": JSON, ".jsonld": JSON, ".xml": XML}
"""A sentence in every document, in the way that its format has room for one."""


def documents() -> Iterator[tuple[str, Rule]]:
    """Every document of an export, spoiled in every way of its format."""
    for name in files():
        for what, change in DOCUMENTS.get(Path(name).suffix, {}).items():
            yield f"{name}: {what}", data(name, change)
    yield "SHA256SUMS: a remark", lambda f: {**f, "SHA256SUMS": f["SHA256SUMS"] + SAYS}


# --- formats ----------------------------------------------------------------------------------
def unused(found: pa.Table) -> pa.Table:
    """A list of texts of which one stands in no row."""
    words = [*found["group"].unique().to_pylist(), "Jan de Vries"]
    codes = pa.array([words.index(word) for word in found["group"].to_pylist()], pa.int32())
    return found.set_column(0, "group", pa.DictionaryArray.from_arrays(codes, pa.array(words)))


def noted(found: pa.Table) -> pa.Table:
    """A note at every column."""
    fields = [field.with_metadata({"opmerking": SAID}) for field in found.schema]
    return found.cast(pa.schema(fields, found.schema.metadata))


def footed(found: bytes) -> bytes:
    """A Parquet file with a sentence behind what it says of itself."""
    size = struct.unpack("<I", found[-8:-4])[0]
    return found[:-8] + SAYS + struct.pack("<I", size + len(SAYS)) + b"PAR1"


SHEET, BOOK = "xl/worksheets/sheet4.xml", "xl/workbook.xml"
SHARED, STYLES = "xl/sharedStrings.xml", "xl/styles.xml"
CELL = '<row r="99"><c r="B99"><v>7</v></c></row></sheetData>'
KIND = f'<Override PartName="/{SAID}.xml" ContentType="application/xml"/></Types>'
LINK = f'<Relationship Id="rId9" Type="x" Target="{SAID}"/></Relationships>'
NAME = '<definedName name="jan">counts!$A$JANWASROOD</definedName></definedNames>'
FORMAT = '<numFmts><numFmt formatCode="&quot;Jan was rood&quot;"/></numFmts><fonts'

ANY_TABLE: dict[str, Change] = {
    "cut off": lambda found: found[: len(found) // 2],
    "something behind it": after("Jan was rood"),
    "empty": lambda _found: b"",
}
FORMATS: dict[str, dict[str, Change]] = {
    "data/groups.csv": {
        **ANY_TABLE,
        "latin-1 or Windows": after(b"\x80\xe9,1\r\n"),
        "rows of other lengths": after("a,b\r\n"),
        "a huge cell": after(f'"{"x" * 10**6}"\r\n'),
    },
    "data/groups.parquet": {
        **ANY_TABLE,
        "a note": parquet(
            lambda t: t.replace_schema_metadata({**t.schema.metadata, "opmerking": SAID})
        ),
        "a note at columns": parquet(noted),
        "a text in no row": parquet(unused),
        "lists in cells": people([35]),
        "another maker": swapped("parquet-cpp-arrow version", "Jan was rood bij stelling"),
        "something in its foot": footed,
        "a column more": parquet(lambda t: t.append_column("n", pa.array(range(t.num_rows)))),
        "a small count": people(7, kind=pa.int64()),
        "a text for a count": people("<5"),
        "not a number": people(float("nan")),
    },
    "data/groups.sav": {
        **ANY_TABLE,
        "an extension twice": extended(16),
        "an extension of another size": extended(22),
        "a title": sav(file_label=SAID),
        "a note": sav(note=SAID),
        "a label": sav(column_labels={"people": SAID}),
        "a label of a value": sav(variable_value_labels={"people": {7.0: "rood"}}),
        "a value with a label": sav(variable_value_labels={"group": {"jan": "rood"}}),
        "a count that is called missing": sav(
            lambda f: f.assign(people=7.0), missing_ranges={"people": [7]}
        ),
        "a column more": sav(lambda f: f.assign(n=3.0)),
        "a text for a count": sav(lambda f: f.assign(people="<5")),
        "packed as a whole": sav(compress=True),
    },
    "tables.xlsx": {
        "a note": part("xl/comments1.xml", "", f"<comments>{SAID}</comments>"),
        "a picture": part("xl/media/image1.png", "", b"\x89PNG"),
        "a sheet that is not listed": part("xl/worksheets/sheet99.xml", "", "<worksheet/>"),
        "a formula": part(SHEET, "<v>", "<f>1+1</f><v>"),
        "a cell more": part(SHEET, "</sheetData>", CELL),
        "a text in no cell": part(SHARED, "</sst>", "<si><t>Jan was rood</t></si></sst>"),
        "a title": part("docProps/core.xml", "</dc:title>", f" {SAID}</dc:title>"),
        "a company": part("docProps/app.xml", "<Company>", "<Company>Jan was rood"),
        "a format": part(STYLES, "<fonts", FORMAT),
        "a font": part(STYLES, '"Calibri"', '"Jan was rood"'),
        "colours": part("xl/theme/theme1.xml", "Office", "JanWasRood"),
        "an attribute of a row": part(SHEET, "<row ", f'<row note="{SAID}" '),
        "a text between rows": part(SHEET, "</row>", f"</row>{SAID}"),
        "a value outside a cell": part(SHEET, "</row>", f"<v>{SAID}</v></row>"),
        "a namespace": part(SHEET, "<worksheet ", f'<worksheet xmlns:x="{SAID}" '),
        "a kind of part": part("[Content_Types].xml", "</Types>", KIND),
        "a link to elsewhere": part("_rels/.rels", "</Relationships>", LINK),
        "who shared it": part(BOOK, "</workbook>", f'<fileSharing userName="{SAID}"/></workbook>'),
        "a name of cells": part(BOOK, "</definedNames>", NAME),
        "an attribute of a text": part(SHARED, "<si>", f'<si x="{SAID}">'),
        "a text between texts": part(SHARED, "</si>", f"</si>{SAID}"),
        "a text behind a property": part(
            "docProps/app.xml", "</Application>", f"</Application>{SAID}"
        ),
        "the name of a sheet": part(BOOK, 'name="groups"', 'name="jan was rood"'),
    },
}
"""A sentence or a number in every place that a format has for it, beside the cells."""


def formats() -> Iterator[tuple[str, Rule]]:
    """One file in each format, spoiled in every way of it."""
    for path, ways in FORMATS.items():
        kind = Path(path).suffix[1:]
        for what, change in ways.items():
            yield f"{kind}: {what}", data(path, change)
        if kind != "xlsx":
            yield f"{kind}: upper case", moved(path, path.upper())


# --- files that do not belong -----------------------------------------------------------------
PERSONS = b"naam,s1,s2\r\nJan,rood,groen\r\n"
STRANGERS = {
    **dict.fromkeys(("PERSONS.CSV", "data/PERSONS.csv", "persons.txt", "notes"), PERSONS),
    **dict.fromkeys(("data/persons.csv", "persons.tsv", "persons.csv.gz", ".persons"), PERSONS),
    "persons.json": b'{"jan": "rood"}',
    "persons.xlsx": zipped({"xl/workbook.xml": b"<w/>"}),
    "nested.zip": zipped({"persons.csv": PERSONS}),
    "persons.db": b"SQLite format 3\0",
    "README.nl.md": b"Jan was rood",
    "codebook.pdf": b"%PDF-1.4",
}
COPIES = {
    "data/COUNTS.CSV": "data/counts.csv",
    "data/extra/counts.csv": "data/counts.csv",
    "data/groups.SAV": "data/groups.sav",
}
"""Files of every kind that somebody could put beside the others, and other names for ours."""


def strangers() -> Iterator[tuple[str, Rule]]:
    """One file more, listed as the others are; or not listed."""
    more = STRANGERS | {name: files()[own] for name, own in COPIES.items()}
    for name, found in more.items():
        yield f"beside it: {name}", lambda f, n=name, d=found: summed({**f, n: d})
    yield "beside it: not listed", lambda f: {**f, "data/persons.csv": PERSONS}


# --- noise ------------------------------------------------------------------------------------
def exact(shift: int) -> Rule:
    """The sums of all groups, where every count is shown, else what noise gave."""
    counts = contents().tables["counts"]
    shown = counts[counts["part"] == "statement"]
    whole = shown.groupby(["id", "category"])["count"].sum(min_count=shown["group"].nunique())

    def spoil(frame: Frame) -> Frame:
        for place, row in frame.iterrows():
            true = whole.get((row["id"], row["category"]))
            if true is not None and not pd.isna(true):
                frame.loc[place, "count"] = str(int(true) + (shift if place % 2 else -shift))
        return frame

    return table("noise", spoil)


def noise() -> dict[str, Rule]:
    """Exact tables that call themselves noisy, and noise that does not fit what is said of it."""
    said = (("epsilon", "5"), ("error_95", "1"), ("epsilon", "0"), ("unit", "council"))
    rounded = {"count": lambda f: [str(round(int(count) / 5) * 5) for count in f["count"]]}
    return {
        "exact counts": exact(0),
        "exact counts, a little moved": exact(2),
        "rounded counts": table("noise", lambda f: f.assign(**rounded)),
        **{f"{n} = {v}": table("noise", lambda f, n=n, v=v: f.assign(**{n: v})) for n, v in said},
        "two epsilons": cell("noise", "epsilon", "0.25"),
        "not declared": declared(noise=None),
        "a colour less": table("noise", lambda f: f.iloc[1:]),
        "no table": lambda f: summed({n: d for n, d in f.items() if n != "data/noise.csv"}),
    }


# --- figures that follow from each other ------------------------------------------------------
FIGURES = {
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
"""A figure that says more than the rounded counts do, or something else."""
LAX = {"threshold": 5, "round_to": 1, "people": 3, "largest": 0.9}


def figures() -> Iterator[tuple[str, Rule]]:
    """Figures that do not fit, and rules that are not those of the figures."""
    for name, value in FIGURES.items():
        yield f"{name} says {value}", cell(*name.split("."), value)
    for rule, value in LAX.items():
        yield f"the rule {rule} is {value}", declared(rules={**contents().rules, rule: value})
    yield "no rules", declared(rules={})
    yield "no source", declared(source="anders")
    yield "not made up", declared(simulated=False)
    yield "another digest", declared(digest="0" * 32)


# --- all of them ------------------------------------------------------------------------------
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
def sound(names: tuple[str, ...]) -> Files:
    """A sound export of some of the tables, with every kind of file."""
    kept = {name: frame for name, frame in contents().tables.items() if name in (*names, "log")}
    noisy = contents().noise if "noise" in names else None
    return package_files(replace(contents(), tables=kept, noise=noisy))


def _without(found: Files, *suffixes: str) -> Files:
    return summed({name: made for name, made in found.items() if not name.endswith(suffixes)})


@cache
def plain(names: tuple[str, ...]) -> Files:
    """The same with CSV and what is needed only, so that an audit of it takes less time."""
    return _without(sound(names), ".parquet", ".sav", ".xlsx", ".xml", ".jsonld")


def undescribed(names: tuple[str, ...]) -> Files:
    """The same in all formats, without the documents that say how large each file is."""
    return _without(sound(names), ".xml", ".jsonld")


Made = Callable[[tuple[str, ...]], Files]


def rules() -> dict[str, tuple[Rule, tuple[str, ...], Made]]:
    """Every rule by its name, with the tables of the export it spoils, and how that is made."""
    found: dict[str, tuple[Rule, tuple[str, ...], Made]] = {}
    for name, rule in (*cells(), *shapes(), *figures()):
        own = name.replace(".", ":").split(":")[0]
        found[name] = rule, (*NEEDS.get(own, ()), own) if own in COLUMNS else SMALL, plain
    for name, rule in noise().items():
        found[f"noise: {name}"] = rule, (*NEEDS["noise"], "noise"), plain
    found |= {name: (rule, SMALL, plain) for name, rule in strangers()}
    found |= {name: (rule, SMALL, sound) for name, rule in documents()}
    found |= {name: (rule, SMALL, undescribed) for name, rule in formats()}
    return found


def spoiled(name: str) -> Files:
    """An export spoiled by a rule."""
    rule, names, make = RULES[name]
    return rule(make(names))


UNSPOILED: dict[str, Rule] = {
    "parquet": data("data/groups.parquet", parquet(lambda found: found)),
    "sav": data("data/groups.sav", sav()),
    "xlsx": data("tables.xlsx", part("docProps/core.xml", "", "")),
    "json": data(PACKAGE, with_facts()),
}
"""The ways in which files are made anew above, with nothing changed."""

RULES = rules()
