"""Ways of doing the same, compared: each in a process of its own, in turn, several rounds."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

from bench.parts.bystanders import noted
from bench.parts.document import machine, versions_of

_UNITS = {"bytes": "bytes", "memory": "MB", "memory_extra": "MB"}

Samples = dict[tuple[str, int, str], list[float]]
Values = dict[tuple[str, int, str], float]


def measure(
    ways: Sequence[str],
    sizes: Sequence[int],
    rounds: int,
    take: Callable[[str, int], dict[str, float]],
) -> tuple[Samples, list[Any]]:
    """Take each way at each size, another way first in each round.

    Parameters
    ----------
    take : callable
        Takes a way at a size and gives what was measured, by name.

    Returns
    -------
    (samples, load)
        What was measured by way, size and name, and how busy the machine was meanwhile.
    """
    samples: Samples = defaultdict(list)
    load: list[Any] = []
    for turn in range(rounds):
        first = turn % len(ways)
        for size in sizes:
            for way in (*ways[first:], *ways[:first]):
                with noted(load, f"{way}, {size}", turn + 1):
                    found = take(way, size)
                for name, value in found.items():
                    samples[way, size, name].append(value)
                print(f"  {size} {way}: {found}", flush=True)
    return samples, load


def rows(samples: Samples) -> list[dict[str, Any]]:
    """One row per way, size and measure."""
    return [
        {
            "configuration": way,
            "size": size,
            "measure": name,
            "unit": _UNITS.get(name, "s"),
            "median": round(statistics.median(found), 4),
            "max": round(max(found), 4),
        }
        for (way, size, name), found in samples.items()
    ]


def document(
    samples: Samples,
    load: list[Any],
    goals: Callable[[list[dict[str, Any]]], list[dict[str, Any]]],
    packages: Sequence[str],
) -> dict[str, Any]:
    """Everything, as every benchmark writes it (design, section 9)."""
    made = rows(samples)
    return {
        "versions": versions_of(*packages),
        "machine": {**machine(), "load": load},
        "rows": made,
        "goals": goals(made),
    }


def values(rows: list[Any]) -> Values:
    """Medians by way, size and measure."""
    return {(row["configuration"], row["size"], row["measure"]): row["median"] for row in rows}


def in_a_process(module: str, *arguments: object) -> dict[str, float]:
    """Run a module of ours as a process, so that its memory is its own; it ends in a JSON line."""
    command = [sys.executable, "-m", module, *map(str, arguments)]
    said = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
    return json.loads(said.splitlines()[-1])
