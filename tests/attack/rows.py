"""A row of the benchmark."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Row = dict[str, Any]
Tell = Callable[[str], None]

ROOMS, CERTAIN, MORE = "rooms", "rooms with a sensitive fact", "rooms with a stronger fact"
CASES, CASES_CERTAIN = "cases", "cases with a fact"


@dataclass(frozen=True)
class Teller:
    """Says how far a run is, and how long it has been running; can be sent to another process."""

    begin: float

    def __call__(self, text: str) -> None:
        """Print it."""
        print(f"{time.monotonic() - self.begin:6.0f} s {text}", flush=True)


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
