"""Make docs/performance-research.md from the last run: ``python3 run.py bench research_report``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bench.parts.page import goals_table, remake, table, where
from bench.parts.research_goals import FORMATS
from bench.parts.turns import Values, values

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "docs" / "benchmarks" / "research.json"
PAGE = ROOT / "docs" / "performance-research.md"

INTRO = """\
# Research on many sessions

This page is made by `python3 run.py bench research_report` from `docs/benchmarks/research.json`,
which `python3 run.py bench research --json docs/benchmarks/research.json` writes. Do not edit it by
hand: the sentences are in `bench/research_report.py`.

Made-up sessions of 5 to 45 people, always the same ones. Each way runs in a process of its own, the
ways in turn, and ends with the same tables by kind of group: groups, counts, shares with an error
that reckons with councils, and reliability.

- *rows*: the usual way. A row per person, answers as 0, 1 and 2, read and grouped by pandas
  (`bench/parts/research_rows.py`). It hides and rounds nothing, which spares it that work.
- *package*: what a researcher does who was handed a package: read the tables, check their sums.
- *sealed*: our whole way: open every sealed file, add up, apply the rules, make the frames. *new*
  is the format of fixed length that is written, *old* the JSON that is only read, *again* the new
  one from a cache that an earlier opening left (encrypted, and tied to the hashes of the files).
- *decrypt*: reading the same files and decrypting them, and nothing else.
- *beside a ledger*: one release of opened files beside five earlier ones, each of five groups drawn
  by chance, so that no two are alike; all that follows from all of them together is asked, and what
  each of them hid is worked out again. It has no goal.

What is imported is imported before the clock starts. Ratios mean something; seconds say little
about another machine."""

BOUND = """\
Decryption (X25519, once per session) cannot be had faster. What comes with it per session is a
header of JSON that is read and checked, a name that is a hash, and one row of a matrix; sums are
checked for many sessions at once. The old format has its counts in the JSON too. Opening again
hashes all files and decrypts what was kept, and the release then applies every rule and compares
every two groups; rows do none of that."""

MEMORY = """\
A session stays in memory as one row of counts of two bytes: {row:.0f} bytes for the self-test."""

PARTS_TOLD = """\
Seconds. *frames*: the four tables above; *all frames*: every table of a package; *package*: making
all its files, in three formats."""

OURS = ("sealed new", "sealed old", "sealed again")
PARTS = ("load", "release", "frames", "all_frames", "package")


def page(found: dict[str, Any]) -> str:
    """Give the whole page."""
    seen = values(found["rows"])
    parts = [
        INTRO,
        "## Goals",
        goals_table(found["goals"]),
        *_bound(found["goals"]),
        "## Memory",
        MEMORY.format(row=max(n for (_, _, what), n in seen.items() if what == "row")),
        "## Time and bytes against rows, per format",
        ratios_table(seen),
        "## Every way",
        ways_table(seen),
        "## Where the time of our own way goes",
        PARTS_TOLD,
        parts_table(seen),
        "## Where it was measured",
        where(found),
    ]
    return "\n\n".join(parts) + "\n"


def ratios_table(seen: Values) -> str:
    """How many times rows take what a package, or sealed files, take."""
    sealed = "sealed new", "sealed again"
    lines = []
    for size in _sizes(seen):
        for form in FORMATS:
            rows, package = (f"{way} {form}" for way in ("rows", "package"))
            lines.append(
                [
                    f"{size:,}",
                    form,
                    _times(seen, size, "tables", rows, package),
                    *(_times(seen, size, "tables", rows, way) for way in sealed),
                    _times(seen, size, "bytes", rows, package),
                    _times(seen, size, "bytes", rows, "sealed new"),
                ]
            )
    head = ["sessions", "format", "time, package", "time, sealed", "time, again"]
    return table([*head, "bytes, package", "bytes, sealed"], lines)


def ways_table(seen: Values) -> str:
    """Seconds, bytes and memory of each way."""
    lines = [
        [
            way,
            f"{size:,}",
            f"{seen[way, size, 'tables']:.3f}",
            f"{1000 * seen[way, size, 'tables'] / size:.3f}",
            f"{seen[way, size, 'bytes'] / 1000:,.0f}",
            f"{seen[way, size, 'memory']:.0f}",
            f"{seen[way, size, 'memory_extra']:.0f}",
        ]
        for way, size in dict.fromkeys((way, size) for way, size, _ in seen)
    ]
    head = ["way", "sessions", "seconds", "ms per session", "kB", "peak MB", "of which for this"]
    return table(head, lines)


def parts_table(seen: Values) -> str:
    """Seconds of each step of our own way."""
    lines = [
        [way, f"{size:,}", *(f"{seen[way, size, part]:.3f}" for part in PARTS)]
        for way in OURS
        for size in _sizes(seen)
    ]
    return table(["way", "sessions", *(part.replace("_", " ") for part in PARTS)], lines)


def _bound(goals: list[dict[str, Any]]) -> list[str]:
    missed = [goal["measure"] for goal in goals if not goal["met"]]
    return ["## What bounds what is not reached", BOUND] if missed else []


def _sizes(seen: Values) -> list[int]:
    return sorted({size for way, size, _ in seen if way == "sealed new"})


def _times(seen: Values, size: int, measure: str, rows: str, ours: str) -> str:
    return f"{seen[rows, size, measure] / seen[ours, size, measure]:.2f}"


def main() -> None:
    """Write the page."""
    remake(SOURCE, PAGE, page)


if __name__ == "__main__":
    main()
