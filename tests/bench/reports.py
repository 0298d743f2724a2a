"""The report of a group as PDF and slides: how long somebody waits who asks for it.

Run as ``python3 run.py bench reports --json PATH``; see docs/performance-report.md.
"""

from __future__ import annotations

import argparse
import json
import platform
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from importlib import metadata
from pathlib import Path
from typing import Any

import weerbaar
from tests.bench.parts.bystanders import noted
from tests.bench.parts.document import machine, write

SIZES = (8, 23)
"""People who shared: levels, and statements."""
WAYS = ("bare page", "net alone", "PDF", "PDF of a wave", "slides")
OURS = WAYS[2:]
ROUNDS = 7
MOST = 3.0
"""Seconds; the goal."""
_UNITS = {"bytes": "bytes"}
_PACKAGES = ("typst", "python-pptx", "matplotlib")

Samples = dict[tuple[str, int, str], list[float]]


def measure(rounds: int) -> tuple[Samples, list[Any]]:
    """Let a fresh process take each way, the ways in turn."""
    samples: Samples = defaultdict(list)
    load: list[Any] = []
    for turn in range(rounds):
        for size in SIZES:
            for way in (*WAYS[turn % len(WAYS) :], *WAYS[: turn % len(WAYS)]):
                with noted(load, f"{way}, {size}", turn + 1):
                    found = _child(way, size)
                for name, value in found.items():
                    samples[way, size, name].append(value)
                print(f"  {size} {way}: {found}", flush=True)
    return samples, load


def rows(samples: Samples) -> list[dict[str, Any]]:
    """One row per way, number of people and measure."""
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


def goals(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Compare what somebody waits for with the goal."""
    return [
        {
            "measure": f"{row['configuration']}, {row['size']} people, the first in a process",
            "goal": f"under {MOST:g} s",
            "value": row["median"],
            "met": row["median"] < MOST,
        }
        for row in found
        if row["configuration"] in OURS and row["measure"] == "first"
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


def _child(way: str, size: int) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.bench.parts.report_ways", way, str(size)]
    said = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
    return json.loads(said.splitlines()[-1])


def main(arguments: list[str]) -> int:
    """Measure and write it down."""
    parser = argparse.ArgumentParser(prog="python3 run.py bench reports")
    parser.add_argument("--json", type=Path, help="where to write what came of it")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    options = parser.parse_args(arguments)
    begin = time.monotonic()
    made = document(*measure(options.rounds))
    if options.json:
        write(options.json, made)
    for goal in made["goals"]:
        print(f"{'yes' if goal['met'] else 'NO':4}{goal['value']:9}  {goal['measure']}")
    print(f"{time.monotonic() - begin:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
