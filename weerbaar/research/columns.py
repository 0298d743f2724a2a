"""The columns of every frame: their order, their types, and the values a category can take.

What each column means, in which unit, and what a missing value says, stands in
``content/research.yaml`` in both languages; ``tests/research/test_columns.py`` compares the two.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from weerbaar.disclosure.pooling.research_release import Design, PartKind, Suppression

CATEGORIES: Mapping[str, tuple[str, ...]] = {
    "part": tuple(str(part) for part in PartKind),
    "hidden": tuple(str(hidden) for hidden in Suppression),
    "reason": ("few_sessions", "few_people", "one_session_dominates", "too_close"),
    "pair": ("within", "between"),
    "design": tuple(str(design) for design in Design),
    "verdict": ("higher", "lower", "unclear"),
    "detail": ("levels", "statements"),
    "what": ("hidden", "rounded", "refused", "banded", "level", "left_out"),
    "why": (
        *("small", "complement", "could_betray", "every_count"),
        *("few_sessions", "few_people", "one_session_dominates", "too_close"),
        *("other_instrument", "few_answers", "small_room", "small_count"),
    ),
}
"""Values of the columns that are categories, in order."""

_GROUP = {"group": "string"}
_WHAT = {"part": "category", "id": "string"}
_MADE_UP = {"simulated": "boolean"}

COLUMNS: Mapping[str, Mapping[str, str]] = {
    "groups": {
        **_GROUP,
        "instrument": "string",
        "digest": "string",
        "earlier": "string",
        "sessions": "Int64",
        "councils": "Int64",
        "people": "Int64",
        **_MADE_UP,
    },
    "keys": {**_GROUP, "variable": "string", "value": "string", **_MADE_UP},
    "counts": {
        **_GROUP,
        **_WHAT,
        "category": "string",
        "points": "Int64",
        "count": "Int64",
        "hidden": "category",
        **_MADE_UP,
    },
    "shares": {
        **_GROUP,
        **_WHAT,
        "not_green": "Float64",
        "low": "Float64",
        "high": "Float64",
        "standard_error": "Float64",
        "design_effect": "Float64",
        "answers": "Int64",
        "rounding": "Float64",
        "sessions": "Int64",
        "councils": "Int64",
        **_MADE_UP,
    },
    "reliability": {
        **_GROUP,
        **_WHAT,
        "items": "Int64",
        "alpha": "Float64",
        "low": "Float64",
        "high": "Float64",
        "mean_covariance": "Float64",
        "people": "Int64",
        **_MADE_UP,
    },
    "items": {
        **_GROUP,
        "id": "string",
        "quadrant": "string",
        "difficulty": "Float64",
        "points_low": "Float64",
        "points_high": "Float64",
        "variance": "Float64",
        "answers": "Int64",
        **_MADE_UP,
    },
    "covariances": {
        **_GROUP,
        "pair": "category",
        "pairs": "Int64",
        "mean_covariance": "Float64",
        **_MADE_UP,
    },
    "response": {
        **_GROUP,
        "sessions": "Int64",
        "heads": "Int64",
        "joined": "Int64",
        "done": "Int64",
        "shared": "Int64",
        "rate_low": "Float64",
        "rate_high": "Float64",
        **_MADE_UP,
    },
    "refusals": {**_GROUP, "reason": "category", **_MADE_UP},
    "comparisons": {
        "first": "string",
        "second": "string",
        "design": "category",
        "councils": "Int64",
        **_WHAT,
        "first_not_green": "Float64",
        "second_not_green": "Float64",
        "difference": "Float64",
        "standard_error": "Float64",
        "degrees": "Int64",
        "low": "Float64",
        "high": "Float64",
        "effect": "Float64",
        "p_value": "Float64",
        "p_adjusted": "Float64",
        "tests": "Int64",
        "detectable": "Float64",
        "verdict": "category",
        **_MADE_UP,
    },
    "releases": {
        "session": "string",
        **_WHAT,
        "midpoint": "Float64",
        "low": "Float64",
        "high": "Float64",
        "level": "Float64",
        "n": "Int64",
        **_MADE_UP,
    },
    "sessions": {
        "session": "string",
        "group_type": "string",
        "size_class": "string",
        "wave_of": "string",
        "detail": "category",
        "n": "Int64",
        **_MADE_UP,
    },
    "noise": {
        "id": "string",
        "category": "string",
        "count": "Int64",
        "epsilon": "Float64",
        "error_95": "Float64",
        "unit": "string",
        **_MADE_UP,
    },
    "log": {
        "table": "string",
        "row": "string",
        "what": "category",
        "why": "category",
        **_MADE_UP,
    },
}
"""Columns and pandas dtypes by frame. All but the last are made from a research release."""

HIDDEN_IN: Mapping[str, tuple[str, ...]] = {
    "counts": ("count",),
    "shares": (
        *("not_green", "low", "high", "standard_error"),
        *("design_effect", "answers", "rounding"),
    ),
    "reliability": ("alpha", "low", "high", "mean_covariance", "people"),
    "items": ("difficulty", "points_low", "points_high", "variance", "answers"),
    "covariances": ("mean_covariance",),
    "response": ("heads", "joined", "done"),
    "comparisons": (
        *("first_not_green", "second_not_green", "difference", "standard_error", "degrees"),
        *("low", "high", "effect", "p_value", "p_adjusted", "detectable"),
    ),
}
"""Columns that are empty where showing them could betray something, by frame; the first decides."""

_ORDERED = ("level", "size_class")
"""Columns with an order and no distances."""

_DECIMALS = {"level": 1, "p_value": 4, "p_adjusted": 4}
"""Decimals of the numbers that are no count, where these are not three."""


def measure(name: str, kind: str) -> str:
    """Measure level of a column: ``nominal``, ``ordinal`` or ``scale``, as SPSS calls them."""
    if name in _ORDERED:
        return "ordinal"
    return "scale" if kind in ("Int64", "Float64") else "nominal"


def decimals(name: str, kind: str) -> int:
    """How many decimals of a number are shown."""
    return _DECIMALS.get(name, 3) if kind == "Float64" else 0


def typed(name: str, rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """A frame with its columns in order and of their types, also when there are no rows.

    Raises
    ------
    KeyError
        If a row lacks a column.
    """
    columns = COLUMNS[name]
    records = list(rows)
    return pd.DataFrame(
        {
            column: pd.Series([row[column] for row in records], dtype=_dtype(column, kind))
            for column, kind in columns.items()
        }
    )


def _dtype(column: str, kind: str) -> Any:
    return pd.CategoricalDtype(list(CATEGORIES[column])) if kind == "category" else kind
