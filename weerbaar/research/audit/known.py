"""What an export may hold: every table with its columns, and every file.

This is written down once more and on purpose apart from ``weerbaar/research/columns.py``: what
the makers of a table add to it is a finding until somebody adds it here too, and thinks of what
it may tell. A new table is one entry in ``COLUMNS``, a new file one line in ``FILES``.
``tests/research/test_audit_known.py`` holds the two lists equal.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from math import inf

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
    """

    kind: str
    low: float = 0.0
    high: float = inf
    words: tuple[str, ...] = ()
    empty: bool = False


def _named(what: str, *, empty: bool = False) -> Column:
    return Column("name", words=(what,), empty=empty)


def _whole(low: float = 0, high: float = _MANY, *, empty: bool = False) -> Column:
    return Column("whole", low, high, empty=empty)


def _number(low: float = 0.0, high: float = inf, *, empty: bool = True) -> Column:
    return Column("number", low, high, empty=empty)


def _word(*words: str, empty: bool = False) -> Column:
    return Column("word", words=words, empty=empty)


_GROUP = {"group": _named("group")}
_WHAT = {"part": _word("statement", "quadrant", "side", "total"), "id": _named("id")}
_MADE_UP = {"simulated": Column("truth")}
_SHARE = _number(0, 1)
_REFUSED = ("few_sessions", "few_people", "one_session_dominates", "too_close")
_TEXT = _named("text", empty=True)

COLUMNS: Mapping[str, Mapping[str, Column]] = {
    "groups": {
        **_GROUP,
        "instrument": _named("instrument"),
        "digest": _named("digest"),
        "earlier": _named("digests", empty=True),
        "sessions": _whole(),
        "councils": _whole(),
        "people": _whole(),
        **_MADE_UP,
    },
    "keys": {
        **_GROUP,
        "variable": _named("variable"),
        "value": _named("value"),
        **_MADE_UP,
    },
    "counts": {
        **_GROUP,
        **_WHAT,
        "category": _named("category"),
        "points": _whole(0, 200, empty=True),
        "count": _whole(empty=True),
        "hidden": _word("small", "complement", empty=True),
        **_MADE_UP,
    },
    "shares": {
        **_GROUP,
        **_WHAT,
        "not_green": _SHARE,
        "low": _SHARE,
        "high": _SHARE,
        "standard_error": _SHARE,
        "design_effect": _number(),
        "answers": _whole(empty=True),
        "rounding": _SHARE,
        "sessions": _whole(),
        "councils": _whole(),
        **_MADE_UP,
    },
    "reliability": {
        **_GROUP,
        **_WHAT,
        "items": _whole(1, 100),
        "alpha": _number(-inf, 1),
        "low": _number(-inf, 1),
        "high": _number(-inf, 1),
        "mean_covariance": _number(-1, 1),
        "people": _whole(empty=True),
        **_MADE_UP,
    },
    "items": {
        **_GROUP,
        "id": _named("statement"),
        "quadrant": _named("quadrant"),
        "difficulty": _SHARE,
        "points_low": _number(0, 2),
        "points_high": _number(0, 2),
        "variance": _number(0, 1),
        "answers": _whole(empty=True),
        **_MADE_UP,
    },
    "covariances": {
        **_GROUP,
        "pair": _word("within", "between"),
        "pairs": _whole(0, 10_000),
        "mean_covariance": _number(-1, 1),
        **_MADE_UP,
    },
    "response": {
        **_GROUP,
        "sessions": _whole(empty=True),
        "heads": _whole(empty=True),
        "joined": _whole(empty=True),
        "done": _whole(empty=True),
        "shared": _whole(empty=True),
        "rate_low": _SHARE,
        "rate_high": _SHARE,
        **_MADE_UP,
    },
    "refusals": {**_GROUP, "reason": _word(*_REFUSED), **_MADE_UP},
    "comparisons": {
        "first": _named("group"),
        "second": _named("group"),
        "design": _word("independent", "paired", "overlapping", "own"),
        "councils": _whole(),
        **_WHAT,
        "first_not_green": _SHARE,
        "second_not_green": _SHARE,
        "difference": _number(-1, 1),
        "standard_error": _SHARE,
        "degrees": _whole(1, 100_000, empty=True),
        "low": _number(-1, 1),
        "high": _number(-1, 1),
        "effect": _number(-4, 4),
        "p_value": _SHARE,
        "p_adjusted": _SHARE,
        "tests": _whole(0, 100_000),
        "detectable": _SHARE,
        "verdict": _word("higher", "lower", "unclear", empty=True),
        **_MADE_UP,
    },
    "releases": {
        "session": _named("session"),
        **_WHAT,
        "midpoint": _SHARE,
        "low": _SHARE,
        "high": _SHARE,
        "level": _number(0, 2),
        "n": _whole(),
        **_MADE_UP,
    },
    "sessions": {
        "session": _named("session"),
        "group_type": _named("group_type"),
        "size_class": _named("size_class"),
        "wave_of": _named("session", empty=True),
        "detail": _word("levels", "statements"),
        "n": _whole(),
        **_MADE_UP,
    },
    "noise": {
        "id": _named("statement"),
        "category": _word("green", "orange", "red"),
        "count": _whole(),
        "epsilon": _number(0, 100, empty=False),
        "error_95": _number(0, _MANY, empty=False),
        "unit": _word("sheet"),
        **_MADE_UP,
    },
    "log": {
        "table": _named("table"),
        "row": _named("row"),
        "what": _word("hidden", "rounded", "refused", "banded", "level", "left_out"),
        "why": _word(
            *("small", "complement", "could_betray", "every_count", *_REFUSED),
            *("other_instrument", "few_answers", "small_room", "small_count"),
        ),
        **_MADE_UP,
    },
    "codebook": {
        "table": _named("table"),
        "column": _named("column"),
        "type": _word("integer", "number", "boolean", "string"),
        "measure": _word("nominal", "ordinal", "scale"),
        **{
            f"{what}{language}": _TEXT
            for what in ("label_", "unit_", "", "missing_")
            for language in ("nl", "en")
        },
        **_MADE_UP,
    },
}
"""Every table that may be in an export, with all of its columns."""

KEYS: Mapping[str, tuple[str, ...]] = {
    "groups": ("group",),
    "keys": ("group", "variable"),
    "counts": ("group", "part", "id", "category"),
    "shares": ("group", "part", "id"),
    "reliability": ("group", "part", "id"),
    "items": ("group", "id"),
    "covariances": ("group", "pair"),
    "refusals": ("group",),
    "response": ("group",),
    "comparisons": ("first", "second", "design", "part", "id"),
    "releases": ("session", "part", "id"),
    "sessions": ("session",),
    "noise": ("id", "category"),
    "log": ("table", "row", "what"),
    "codebook": ("table", "column"),
}
"""Columns that name a row; no two rows of a table have the same."""

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
    r"SHA256SUMS": "sums",
}
"""How each file of an export is read, by its path; the first that fits counts."""

NEEDED = (
    *("README.md", "SHA256SUMS", "codebook.csv", "datapackage.json"),
    *("instrument.json", "method.en.md", "method.nl.md", "versions.json", "data/log.csv"),
)
"""Files that a folder or zip holds beside its tables."""

HIDDEN_CODES = (-97.0, -98.0, -99.0)
"""Numbers that SPSS has in the place of what is hidden."""

HIDDEN_WORDS = ("verborgen", "hidden")
"""Words that a workbook has there."""


def reading(path: str) -> str | None:
    """How a file of an export is read; None when it has no place in one."""
    return next((how for form, how in FILES.items() if re.fullmatch(form, path)), None)
