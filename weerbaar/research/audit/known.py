"""What an export is held to, and what it may hold: every limit, table, column and file.

This is written down once more and on purpose, apart from the rules that make an export and from
``weerbaar/research/columns.py``: what the makers of a table add to it is a finding until somebody
adds it here too, and thinks of what it may tell. A new table is one line in ``_TABLES``, a new
file one line in ``FILES``. ``tests/research/test_audit_known.py`` holds the lists equal.

The limits are those of design section 6; the first follow what statistics offices use for tables
(ONS: hide below 10, round to 5; ABS DataLab: no cell below 10 and no difference below 10 between
two tables).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import inf

# --- limits of what is published ----------------------------------------------------------------
# Fewest people in a published count, and between two groups; what counts are multiples of.
LEAST_CELL = 10
ROUNDED_TO = 5
# Fewest sessions and people in a published group, and most of a group that one session may be.
LEAST_SESSIONS = 3
LEAST_PEOPLE = 30
LARGEST_SHARE = 0.5
# Fewest people in a room of which anything, and of which single statements, are published; a count
# of green, or of not green, in one room is exact only above the band.
ROOM_LEAST = 5
ROOM_STATEMENTS = 10
ROOM_BAND = 2
# Steps of shares, of alpha and covariances, and of design effects.
SHARE_STEP = 0.001
ALPHA_STEP = 0.01
EFFECT_STEP = 0.1
# Most that tables with noise may spend on a session together, in epsilon; the share of their
# counts that are off by more than they say; less likely than the chance, a table has no noise.
NOISE_BUDGET = 1.0
NOISE_ERROR = 0.05
NOISE_CHANCE = 1e-5

# --- limits of what is read ---------------------------------------------------------------------
# Bytes of one file, also unpacked, and of all files of an export together.
MEGABYTE = 2**20
MOST_BYTES = 16 * MEGABYTE
MOST_TOGETHER = 128 * MEGABYTE
# Files in an export, folders inside each other, rows and columns of a table, letters of a cell.
MOST_FILES = 400
MOST_DEPTH = 6
MOST_ROWS = 200_000
MOST_COLUMNS = 64
MOST_LETTERS = 5_000
# Letters of one text that a researcher gives.
MOST_TOLD = 2_000

# --- tables -------------------------------------------------------------------------------------
_MANY = 10_000_000


@dataclass(frozen=True)
class Column:
    """What may stand in a column.

    Attributes
    ----------
    kind
        ``whole`` or ``number`` (within ``low`` and ``high``), ``truth``, ``word`` (one of
        ``words``) or ``name`` (of what ``words`` says, see :mod:`weerbaar.research.audit.words`).
    empty
        Whether nothing may stand there.
    step
        What numbers are multiples of, as more digits tell more than they may; 0 for any number.
    people
        Whether it counts people.
    """

    kind: str
    low: float = 0.0
    high: float = inf
    words: tuple[str, ...] = ()
    empty: bool = False
    step: float = 0.0
    people: bool = False


def _named(what: str) -> Column:
    return Column("name", words=(what,))


def _word(*words: str) -> Column:
    return Column("word", words=words)


def _whole(low: float = 0, high: float = _MANY) -> Column:
    return Column("whole", low, high)


def _number(low: float = 0.0, high: float = inf, step: float = 0.0) -> Column:
    return Column("number", low, high, empty=True, step=step)


def _or_nothing(column: Column) -> Column:
    return replace(column, empty=True)


def _each(names: str, column: Column) -> dict[str, Column]:
    return dict.fromkeys(names.split(), column)


_PEOPLE = Column("whole", 0, _MANY, people=True)
_STATEMENT = {"id": _named("statement")}
_REFUSED = ("few_sessions", "few_people", "one_session_dominates", "too_close")
_NAMES = (
    "group instrument digest variable value id category quadrant session group_type size_class "
    "table column row"
)

# Columns by name; most mean the same in every table.
_COLUMNS: Mapping[str, Column] = {
    **{name: _named(name) for name in _NAMES.split()},
    **_each("first second", _named("group")),
    "earlier": _or_nothing(_named("digests")),
    "wave_of": _or_nothing(_named("session")),
    **_each("label_nl label_en unit_nl unit_en nl en", _or_nothing(_named("text"))),
    **_each("missing_nl missing_en", _or_nothing(_named("text"))),
    "part": _word("statement", "quadrant", "side", "total"),
    "hidden": _or_nothing(_word("small", "complement")),
    "pair": _word("within", "between"),
    "reason": _word(*_REFUSED),
    "design": _word("independent", "paired", "overlapping", "own"),
    "verdict": _or_nothing(_word("higher", "lower", "unclear")),
    "detail": _word("levels", "statements"),
    "unit": _word("sheet"),
    "what": _word("hidden", "rounded", "refused", "banded", "level", "left_out"),
    "why": _word(
        *("small", "complement", "could_betray", "every_count", *_REFUSED),
        *("other_instrument", "few_answers", "small_room", "small_count"),
    ),
    "type": _word("integer", "number", "boolean", "string"),
    "measure": _word("nominal", "ordinal", "scale"),
    "simulated": Column("truth"),
    **_each("sessions councils n", _whole()),
    **_each("count people answers heads joined done shared", _or_nothing(_PEOPLE)),
    "points": _or_nothing(_whole(0, 200)),
    "items": _whole(1, 100),
    "pairs": _whole(0, 10_000),
    "tests": _whole(0, 100_000),
    "degrees": _or_nothing(_whole(1, 100_000)),
    **_each("low high midpoint variance p_value p_adjusted", _number(0, 1)),
    **_each("not_green first_not_green second_not_green", _number(0, 1, SHARE_STEP)),
    **_each("standard_error rounding difficulty detectable", _number(0, 1, SHARE_STEP)),
    **_each("rate_low rate_high", _number(0, 1, SHARE_STEP)),
    "difference": _number(-1, 1, SHARE_STEP),
    "effect": _number(-4, 4, SHARE_STEP),
    "design_effect": _number(step=EFFECT_STEP),
    "alpha": _number(-inf, 1, ALPHA_STEP),
    "mean_covariance": _number(-1, 1, ALPHA_STEP),
    **_each("points_low points_high level", _number(0, 2)),
    "epsilon": Column("number", 0, 100),
    "error_95": Column("number", 0, _MANY),
}

# What a column is in one table only.
_IN_TABLE: Mapping[str, Mapping[str, Column]] = {
    "groups": {"people": _PEOPLE},
    "reliability": _each("low high", _number(-inf, 1)),
    "items": _STATEMENT,
    "response": {"sessions": _or_nothing(_whole())},
    "comparisons": {
        "standard_error": _number(0, 1),
        **_each("low high", _number(-1, 1, SHARE_STEP)),
    },
    "noise": {**_STATEMENT, "category": _word("green", "orange", "red"), "count": _whole()},
}

# Every table with its columns; those with a star name a row, and no two rows have the same.
_TABLES: Mapping[str, str] = {
    "groups": "group* instrument digest earlier sessions councils people",
    "keys": "group* variable* value",
    "counts": "group* part* id* category* points count hidden",
    "shares": (
        "group* part* id* not_green low high standard_error design_effect answers rounding "
        "sessions councils"
    ),
    "reliability": "group* part* id* items alpha low high mean_covariance people",
    "items": "group* id* quadrant difficulty points_low points_high variance answers",
    "covariances": "group* pair* pairs mean_covariance",
    "response": "group* sessions heads joined done shared rate_low rate_high",
    "refusals": "group* reason",
    "comparisons": (
        "first* second* design* councils part* id* first_not_green second_not_green difference "
        "standard_error degrees low high effect p_value p_adjusted tests detectable verdict"
    ),
    "releases": "session* part* id* midpoint low high level n",
    "sessions": "session* group_type size_class wave_of detail n",
    "noise": "id* category* count epsilon error_95 unit",
    "log": "table* row* what* why",
    "codebook": (
        "table* column* type measure label_nl label_en unit_nl unit_en nl en missing_nl missing_en"
    ),
}


def _columns(table: str) -> dict[str, Column]:
    names = f"{_TABLES[table]} simulated".replace("*", "").split()
    return {name: {**_COLUMNS, **_IN_TABLE.get(table, {})}[name] for name in names}


# Every table that may be in an export, with all of its columns.
COLUMNS: Mapping[str, Mapping[str, Column]] = {table: _columns(table) for table in _TABLES}

# Columns that name a row, by table.
KEYS: Mapping[str, tuple[str, ...]] = {
    table: tuple(name[:-1] for name in names.split() if name.endswith("*"))
    for table, names in _TABLES.items()
}

# Every word that a column of words may hold.
CODES = frozenset(
    word
    for columns in COLUMNS.values()
    for column in columns.values()
    for word in (column.words if column.kind == "word" else ())
)

ANSWERS = ("green", "orange", "red")
COLOURS = frozenset({*ANSWERS, "skip"})

# What stands in the place of a hidden count: numbers in SPSS, words in a workbook.
HIDDEN_CODES = (-97.0, -98.0, -99.0)
HIDDEN_WORDS = ("verborgen", "hidden")

# --- files --------------------------------------------------------------------------------------
PACKAGE = "datapackage.json"
SUMS = "SHA256SUMS"
INSTRUMENT = "instrument.json"

# How each file of an export is read, by its path; the first that fits counts.
FILES: Mapping[str, str] = {
    r"data/[a-z]+\.(csv|parquet|sav)": "table",
    r"codebook\.csv": "table",
    r"tables\.xlsx": "workbook",
    r"README\.md": "text",
    r"(method|codebook)\.(nl|en)\.md": "text",
    r"CITATION\.cff": "text",
    r"(datapackage|instrument|versions)\.json": "json",
    r"dcat\.jsonld": "json",
    r"ddi\.xml": "xml",
    SUMS: "sums",
}

# Files that a folder or zip holds beside its tables.
NEEDED = (
    *("README.md", SUMS, "codebook.csv", PACKAGE, INSTRUMENT),
    *("method.en.md", "method.nl.md", "versions.json", "data/log.csv"),
)

# What ``datapackage.json`` says about the whole.
NEEDED_FACTS = ("title", "version", "sources", "weerbaar")


# Rules that an export must declare, by where its figures come from, and their least value.
FLOORS: Mapping[str, Mapping[str, float]] = {
    "pooled": {
        "sessions": LEAST_SESSIONS,
        "people": LEAST_PEOPLE,
        "round_to": ROUNDED_TO,
        **dict.fromkeys(("threshold", "difference"), LEAST_CELL),
    },
    "rooms": {"minimum": ROOM_LEAST, "statements_from": ROOM_STATEMENTS, "band": ROOM_BAND},
}


def reading(path: str) -> str | None:
    """How a file of an export is read; None when it has no place in one."""
    return next((how for form, how in FILES.items() if re.fullmatch(form, path)), None)
