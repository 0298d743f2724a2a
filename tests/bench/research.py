"""Ten thousand sessions: sealed sums and what is released of them, against a row per person.

Run as ``python3 run.py bench research --json PATH``; see docs/performance-research.md.
"""

from __future__ import annotations

import argparse
import json
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from importlib import metadata
from pathlib import Path
from typing import Any

import weerbaar
from tests.bench.parts.bystanders import noted
from tests.bench.parts.document import machine, write
from tests.bench.parts.research_goals import goals

SIZES = (100, 1_000, 10_000)
ROUNDS = 3
WAYS = ("sealed", "package csv", "package parquet", "rows csv", "rows parquet")
_UNITS = {"bytes": "bytes", "memory": "MB", "memory_extra": "MB"}
_PACKAGES = ("pandas", "pyarrow", "scipy", "statsmodels", "pynacl", "frictionless")

Samples = dict[tuple[str, int, str], list[float]]


def measure(sizes: tuple[int, ...], rounds: int, folder: Path) -> tuple[Samples, list[Any]]:
    """Make the files of every size, then let a fresh process take each way, the ways in turn."""
    samples: Samples = defaultdict(list)
    load: list[Any] = []
    _child("make", max(sizes), folder, sizes)
    for turn in range(rounds):
        for size in sizes:
            for way in (*WAYS[turn % len(WAYS) :], *WAYS[: turn % len(WAYS)]):
                with noted(load, f"{way}, {size}", turn + 1):
                    found = _child(way, size, folder, sizes)
                for name, value in found.items():
                    samples[way, size, name].append(value)
                print(f"  {size} {way}: {found}", flush=True)
    return samples, load


def rows(samples: Samples) -> list[dict[str, Any]]:
    """One row per way, number of sessions and measure."""
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


def document(samples: Samples, load: list[Any]) -> dict[str, Any]:
    """Everything, as every benchmark writes it (design, section 9)."""
    made = rows(samples)
    versions = {"python": platform.python_version(), "weerbaar": weerbaar.__version__}
    versions |= {name: metadata.version(name) for name in _PACKAGES}
    return {
        "versions": versions,
        "machine": {**machine(), "load": load},
        "rows": made,
        "goals": goals(made),
    }


def _child(way: str, size: int, folder: Path, sizes: tuple[int, ...]) -> dict[str, float]:
    """One way in a process of its own, so that its memory is its own."""
    arguments = [way, str(size), str(folder), *map(str, sizes)]
    command = [sys.executable, "-m", "tests.bench.parts.research_ways", *arguments]
    said = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
    return json.loads(said.splitlines()[-1])


def main(arguments: list[str]) -> int:
    """Measure and write it down."""
    parser = argparse.ArgumentParser(prog="python3 run.py bench research")
    parser.add_argument("--json", type=Path, help="where to write what came of it")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--sessions", type=int, nargs="+", default=list(SIZES))
    options = parser.parse_args(arguments)
    begin = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="bench-research-") as folder:
        found = measure(tuple(options.sessions), options.rounds, Path(folder))
    made = document(*found)
    if options.json:
        write(options.json, made)
    for goal in made["goals"]:
        print(f"{'yes' if goal['met'] else 'NO':4}{goal['value']:9}  {goal['measure']}")
    print(f"{time.monotonic() - begin:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
