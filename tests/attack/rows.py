"""A row of the benchmark."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Row = dict[str, Any]
Tell = Callable[[str], None]

ROOMS, CERTAIN, MORE = "rooms", "rooms with a sensitive fact", "rooms with a stronger fact"
CASES, CASES_CERTAIN = "cases", "cases with a fact"


def row(configuration: str, size: object, measure: str, value: float, unit: str = "rooms") -> Row:
    """Give a row of a benchmark; what is counted once has a median and a maximum that are alike."""
    return {
        "configuration": configuration,
        "size": size,
        "measure": measure,
        "unit": unit,
        "median": value,
        "max": value,
    }
