"""Make docs/performance-report.md from the last full run: ``run.py bench reports_report``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bench.parts.page import goals_table, remake, table, where
from bench.parts.turns import Values, values
from bench.reports import OURS, SIZES, WAYS

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "docs" / "benchmarks" / "reports.json"
PAGE = ROOT / "docs" / "performance-report.md"

INTRO = """\
# The report of a group

This page is made by `python3 run.py bench reports_report` from `docs/benchmarks/reports.json`,
which `python3 run.py bench reports --json docs/benchmarks/reports.json` writes. Do not edit it by
hand: the sentences are in `bench/reports_report.py`.

How long a facilitator waits who asks for the report of a made-up council. Each way runs in a
process of its own, the ways in turn. *First* is the first document of that process, with everything
it has to import; *again* is the fastest of the next three. Content is read before the clock starts,
as it is on the facilitator's page. Two yardsticks from the same run:

- *bare page*: a page with a title and a paragraph, set by the same typesetter to the same standard.
- *net alone*: the group's net, drawn as for the page; the report and the slides hold it too.

Ratios mean something; seconds say little about another machine."""


def page(found: dict[str, Any]) -> str:
    """Give the whole page."""
    seen = values(found["rows"])
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


def ratios_table(seen: Values) -> str:
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


def ways_table(seen: Values) -> str:
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


def main() -> None:
    """Write the page."""
    remake(SOURCE, PAGE, page)


if __name__ == "__main__":
    main()
