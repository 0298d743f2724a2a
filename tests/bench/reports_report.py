"""Make docs/performance-report.md from the last full run: ``run.py bench reports_report``."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from tests.bench.report import goals_table, table
from tests.bench.reports import OURS, SIZES, WAYS

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "docs" / "benchmarks" / "reports.json"
PAGE = ROOT / "docs" / "performance-report.md"

INTRO = """\
# The report of a group

This page is made by `python3 run.py bench reports_report` from `docs/benchmarks/reports.json`,
which `python3 run.py bench reports --json docs/benchmarks/reports.json` writes. Do not edit it by
hand: the sentences are in `tests/bench/reports_report.py`.

How long a facilitator waits who asks for the report of a made-up council. Each way runs in a
process of its own, the ways in turn. *First* is the first document of that process, with everything
it has to import; *again* is the fastest of the next three. Content is read before the clock starts,
as it is on the facilitator's page. Two yardsticks from the same run:

- *bare page*: a page with a title and a paragraph, set by the same typesetter to the same standard.
- *net alone*: the group's net, drawn as for the page; the report and the slides hold it too.

Ratios mean something; seconds say little about another machine."""


def page(found: dict[str, Any]) -> str:
    """Give the whole page."""
    seen = {
        (row["configuration"], row["size"], row["measure"]): row["median"] for row in found["rows"]
    }
    parts = [
        INTRO,
        "## Goals",
        goals_table(found["goals"]),
        "## Against the yardsticks",
        "How many times as long as the yardstick of the same run.",
        ratios_table(seen),
        "## Every way",
        ways_table(seen),
        "## Where it was measured",
        where(found),
    ]
    return "\n\n".join(parts) + "\n"


def ratios_table(seen: dict[tuple[str, int, str], float]) -> str:
    """Ours against both yardsticks, first and again."""
    lines = [
        [
            way,
            str(size),
            *(
                f"{seen[way, size, measure] / seen[yardstick, size, measure]:.1f}"
                for yardstick in WAYS[:2]
                for measure in ("first", "again")
            ),
        ]
        for way in OURS
        for size in SIZES
    ]
    head = ["way", "people", "bare page, first", "bare page, again"]
    return table([*head, "net alone, first", "net alone, again"], lines)


def ways_table(seen: dict[tuple[str, int, str], float]) -> str:
    """Seconds and bytes of each way."""
    lines = [
        [
            way,
            str(size),
            f"{seen[way, size, 'first']:.3f}",
            f"{seen[way, size, 'again']:.3f}",
            f"{seen[way, size, 'bytes'] / 1000:,.0f}",
        ]
        for way in WAYS
        for size in SIZES
    ]
    return table(["way", "people", "first, s", "again, s", "kB"], lines)


def where(found: dict[str, Any]) -> str:
    """Versions, machine, and how busy it was."""
    machine = found["machine"]
    named = ", ".join(f"{name} {number}" for name, number in found["versions"].items())
    others = max((entry["others"] for entry in machine["load"]), default=0)
    rounds = max((entry["round"] for entry in machine["load"]), default=0)
    return (
        f"{machine['system']}, {machine['cpus']} processors, {machine['memory_mb']} MB; "
        f"{rounds} rounds, medians. Other programs took at most {others:g} processors. {named}."
    )


def main(arguments: list[str]) -> int:
    """Write the page."""
    del arguments
    found = json.loads(SOURCE.read_text(encoding="utf-8"))
    PAGE.write_text(page(found), encoding="utf-8")
    print(f"{PAGE.relative_to(ROOT)} is made from {SOURCE.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
