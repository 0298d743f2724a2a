"""Ten thousand sessions: sealed sums and what is released of them, against a row per person.

Run as ``python3 run.py bench research --json PATH``; see docs/performance-research.md.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from bench.parts.document import print_goals, write
from bench.parts.research_goals import goals
from bench.parts.turns import document, in_a_process, measure

SIZES = (100, 10_000)
LEDGER = "beside a ledger"
LEDGER_SESSIONS = 1_000
ROUNDS = 3
WAYS = (
    *("decrypt new", "sealed new", "decrypt old", "sealed old", "sealed again"),
    *("package csv", "package parquet", "rows csv", "rows parquet"),
)
_MODULE = "bench.parts.research_ways"
PACKAGES = ("pandas", "pyarrow", "scipy", "statsmodels", "pynacl", "frictionless")


def main(arguments: list[str]) -> int:
    """Measure and write it down."""
    parser = argparse.ArgumentParser(prog="python3 run.py bench research")
    parser.add_argument("--json", type=Path, help="where to write what came of it")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--sessions", type=int, nargs="+", default=list(SIZES))
    options = parser.parse_args(arguments)
    begin = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="bench-research-") as folder:

        def take(way: str, size: int) -> dict[str, float]:
            made = sorted({*options.sessions, LEDGER_SESSIONS})
            return in_a_process(_MODULE, way, size, folder, *made)

        take("make", max(options.sessions))
        samples, load = measure(WAYS, options.sessions, options.rounds, take)
        beside, more = measure((LEDGER,), [LEDGER_SESSIONS], 1, take)
    made = document({**samples, **beside}, [*load, *more], goals, PACKAGES)
    if options.json:
        write(options.json, made)
    print_goals(made["goals"])
    print(f"{time.monotonic() - begin:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
