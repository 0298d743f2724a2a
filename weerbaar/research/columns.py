"""What every table holds: its columns, their types, the values of categories, and what is hidden.

A column has one type wherever it stands. What it means, in which unit, and what a missing value
says, is in ``content/research.yaml``; ``tests/research/test_columns.py`` compares the two.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from weerbaar.disclosure.pooling.research_release import Design, PartKind, Suppression
from weerbaar.disclosure.pooling.sessions import Key


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_REFUSALS = _names("few_sessions few_people one_session_dominates too_close")

CATEGORIES: Mapping[str, tuple[str, ...]] = {
    "part": tuple(PartKind),
    "hidden": tuple(Suppression),
    "reason": _REFUSALS,
    "pair": ("within", "between"),
    "design": tuple(Design),
    "verdict": ("higher", "lower", "unclear"),
    "detail": ("levels", "statements"),
    "what": _names("hidden rounded refused banded level left_out"),
    "why": (
        *_names("small complement could_betray every_count"),
        *_REFUSALS,
        *_names("other_instrument few_answers small_room small_count"),
    ),
}
"""Values of the columns that are categories, in order."""

_TEXTS = _names("""
    category digest earlier first group group_type id instrument quadrant row second session
    size_class table unit value variable wave_of
""")
_COUNTS = _names("""
    answers councils count degrees done heads items joined n pairs people points sessions shared
    tests
""")
_NUMBERS = _names("""
    alpha design_effect detectable difference difficulty effect epsilon error_95 first_not_green
    high level low mean_covariance midpoint not_green p_adjusted p_value points_high points_low
    rate_high rate_low rounding second_not_green standard_error variance
""")

KINDS: Mapping[str, str] = {
    **dict.fromkeys(_TEXTS, "string"),
    **dict.fromkeys(_COUNTS, "Int64"),
    **dict.fromkeys(_NUMBERS, "Float64"),
    **dict.fromkeys(CATEGORIES, "category"),
    "simulated": "boolean",
}
"""Type in pandas of every column."""

_TABLES = {
    "groups": "group instrument digest earlier sessions councils people",
    "keys": "group variable value",
    "counts": "group part id category points count hidden",
    "shares": """
        group part id not_green low high standard_error design_effect answers rounding sessions
        councils
    """,
    "reliability": "group part id items alpha low high mean_covariance people",
    "covariances": "group pair pairs mean_covariance",
    "response": "group sessions heads joined done shared rate_low rate_high",
    "comparisons": """
        first second design councils part id first_not_green second_not_green difference
        standard_error degrees low high effect p_value p_adjusted tests detectable verdict
    """,
    "refusals": "group reason",
    "items": "group id quadrant difficulty points_low points_high variance answers",
    "releases": "session part id midpoint low high level n",
    "sessions": "session group_type size_class wave_of detail n",
    "noise": "id category count epsilon error_95 unit",
    "log": "table row what why",
}

COLUMNS: Mapping[str, Mapping[str, str]] = {
    table: {name: KINDS[name] for name in (*_names(names), "simulated")}
    for table, names in _TABLES.items()
}
"""Type of each column by table; the first ten tables are those of a research release."""

HIDDEN_IN: Mapping[str, tuple[str, ...]] = {
    "counts": ("count",),
    "shares": _names("not_green low high standard_error design_effect answers rounding"),
    "reliability": _names("alpha low high mean_covariance people"),
    "items": _names("difficulty points_low points_high variance answers"),
    "covariances": ("mean_covariance",),
    "response": ("heads", "joined", "done"),
    "comparisons": _names("""
        first_not_green second_not_green difference standard_error degrees low high effect p_value
        p_adjusted detectable
    """),
}
"""Columns that are empty where showing them could betray something, by table; the first decides."""

ROUNDED_IN: Mapping[str, tuple[str, ...]] = {
    "groups": ("people",),
    "counts": ("count",),
    "shares": ("answers",),
    "reliability": ("people",),
    "items": ("answers",),
    "response": ("heads", "joined", "done", "shared"),
}
"""Columns of which every number is rounded, by table."""

_ORDERED = ("level", "size_class")
"""Columns with an order and no distances."""

_DECIMALS = {"level": 1, "p_value": 4, "p_adjusted": 4}
"""Decimals of the numbers that are no count, where these are not three."""


def group_name(key: Key) -> str:
    """Name of a group of sessions: ``variable=value`` pairs, or ``all``.

    >>> group_name((("group_type", "gemeenteraad"), ("wave", "2")))
    'group_type=gemeenteraad; wave=2'
    >>> group_name(())
    'all'
    """
    return "; ".join(f"{variable}={value}" for variable, value in key) or "all"


def is_number(name: str) -> bool:
    """Whether a column holds numbers.

    >>> is_number("count"), is_number("simulated")
    (True, False)
    """
    return KINDS[name] in ("Int64", "Float64")


def measure(name: str) -> str:
    """Measure level of a column: ``nominal``, ``ordinal`` or ``scale``, as SPSS calls them.

    >>> measure("count"), measure("level"), measure("group")
    ('scale', 'ordinal', 'nominal')
    """
    if name in _ORDERED:
        return "ordinal"
    return "scale" if is_number(name) else "nominal"


def decimals(name: str) -> int:
    """How many decimals of a number are shown.

    >>> decimals("count"), decimals("low"), decimals("p_value")
    (0, 3, 4)
    """
    return _DECIMALS.get(name, 3) if KINDS[name] == "Float64" else 0


def dtype(name: str) -> Any:
    """Type of a column as pandas wants it, with its values when it is a category."""
    kind = KINDS[name]
    return pd.CategoricalDtype([str(v) for v in CATEGORIES[name]]) if kind == "category" else kind


def typed(table: str, rows: Iterable[Mapping[str, object]]) -> pd.DataFrame:
    """A table with its columns in order and of their types, also when there are no rows.

    Parameters
    ----------
    table
        One of :data:`COLUMNS`.
    rows
        Values by column; what is no column of the table is left out.

    Raises
    ------
    KeyError
        If a row lacks a column.
    """
    records = list(rows)
    return pd.DataFrame(
        {
            name: pd.Series([row[name] for row in records], dtype=dtype(name))
            for name in COLUMNS[table]
        }
    )


def missing(value: object) -> bool:
    """Whether a cell of a table has no value, which is something else than zero."""
    return bool(pd.isna(value))  # type: ignore[call-overload]
