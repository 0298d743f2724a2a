"""The report of a group as PDF and slides: how long somebody waits who asks for it.

Run as ``python3 run.py bench reports --json PATH``; see docs/performance-report.md.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import Any

from bench.parts.document import print_goals, write
from bench.parts.turns import document, in_a_process, measure

SIZES = (8, 23)
"""People who shared: levels, and statements."""
WAYS = ("bare page", "net alone", "PDF", "PDF of a wave", "slides")
OURS = WAYS[2:]
ROUNDS = 7
MOST = 3.0
"""Seconds; the goal."""
PACKAGES = ("typst", "python-pptx", "matplotlib")


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


def _take(way: str, size: int) -> dict[str, float]:
    return in_a_process("bench.parts.report_ways", way, size)


def main(arguments: list[str]) -> int:
    """Measure and write it down."""
    parser = argparse.ArgumentParser(prog="python3 run.py bench reports")
    parser.add_argument("--json", type=Path, help="where to write what came of it")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    options = parser.parse_args(arguments)
    begin = time.monotonic()
    made = document(*measure(WAYS, SIZES, options.rounds, _take), goals, PACKAGES)
    if options.json:
        write(options.json, made)
    print_goals(made["goals"])
    print(f"{time.monotonic() - begin:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
