"""Make docs/performance.md from the last full run: ``python3 run.py bench report``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.bench.parts import prose
from tests.bench.parts.goals import Rows
from tests.bench.parts.page import goals_table, remake, table
from tests.bench.parts.visitor import MOMENTS

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "docs" / "benchmarks" / "room.json"
PAGE = ROOT / "docs" / "performance.md"

_LOADS = ("first_answer", "kb_before", "kb_total", "requests")


def page(found: dict[str, Any]) -> str:
    """Give the whole page."""
    rows = Rows(found["rows"])
    parts = [
        prose.INTRO,
        "## Goals",
        goals_table(found["goals"]),
        "## What bounds what is not reached",
        bounds(found["goals"]),
        "## Times of a full visit",
        prose.TIMES,
        times_table(rows, found["rows"]),
        "## In a browser",
        prose.BROWSER,
        browser_table(rows),
        "## What each change brought",
        prose.CHANGES,
        changes_table(rows),
        "## Sharing in the same second",
        shares_text(rows),
        "## Where it was measured",
        where(found),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def bounds(goals: list[dict[str, Any]]) -> str:
    """Say for every goal that is not reached what is in the way."""
    missed = [goal["measure"] for goal in goals if not goal["met"]]
    if not missed:
        return "Every goal is reached."
    return "\n".join(f"- *{name}*: {prose.bound(name)}" for name in missed)


def times_table(rows: Rows, raw: list[dict[str, Any]]) -> str:
    """Give the moments of a visit per configuration and number of visitors."""
    seen = dict.fromkeys(
        (row["configuration"], row["visitors"]) for row in raw if "visitors" in row
    )
    lines = []
    for name, size in seen:
        if "without" in name or not rows.has(name, size, "answerable"):
            continue
        moments = [_pair(rows, name, size, moment) for moment in MOMENTS]
        costs = [_one(rows, name, size, measure) for measure in ("cpu", "cpu_afterwards", "memory")]
        failed = rows.get(name, size, "failed", "max")
        lines.append([name, str(size), *moments, *costs, f"{failed:g}"])
    head = ["configuration", "visitors", *MOMENTS, "CPU s", "CPU s after", "MB", "failed"]
    return table(head, lines)


def browser_table(rows: Rows) -> str:
    """Give what a browser saw."""
    lines = [
        [name, kind, *(_one(rows, name, 1, f"{kind}_{measure}") for measure in _LOADS)]
        for kind in ("desktop", "phone")
        for name in ("stock", "solara", "pool", "floor")
        if rows.has(name, 1, f"{kind}_first_answer")
    ]
    head = ["configuration", "browser", "first answer (s)", "kB before it", "kB in all", "requests"]
    return table(head, lines)


def changes_table(rows: Rows) -> str:
    """Give ours beside ours with one thing switched off."""
    lines = []
    for name, what in prose.SWITCHED_OFF.items():
        if not rows.has(name, 45, "interaction"):
            continue
        moments = [_pair(rows, name, 45, moment) for moment in ("answerable", "interaction")]
        done = _pair(rows, name, 45, "acknowledged")
        costs = [_one(rows, name, 45, measure) for measure in ("cpu", "memory")]
        lines.append([what, *moments, done, *costs, _one(rows, name, 1, "phone_kb_total")])
    head = ["45 visitors", "answerable", "interaction", "acknowledged", "CPU s", "MB", "kB in all"]
    return table(head, lines)


def shares_text(rows: Rows) -> str:
    """Say how a whole council that shares at once compares with commits in turn."""
    if not rows.has("pool", 45, "shares_ratio"):
        return ""
    return prose.SHARES.format(
        together=rows.get("pool", 45, "shares_together"),
        in_turn=rows.get("commits in turn", 45, "shares_together"),
        ratio=rows.get("pool", 45, "shares_ratio"),
        lost=rows.get("pool", 45, "shares_lost", "max"),
        double=rows.get("pool", 45, "shares_double", "max"),
    )


def where(found: dict[str, Any]) -> str:
    """Name the versions, the machine and how busy it was with other things."""
    machine, versions = found["machine"], found["versions"]
    named = ", ".join(f"{name} {number}" for name, number in versions.items() if number)
    before = [entry["before"] for entry in machine["load"]]
    return prose.WHERE.format(
        **{key: machine[key] for key in ("system", "cpus", "memory_mb")},
        versions=named,
        first=before[0] if before else 0,
        others=max((entry.get("others", 0) for entry in machine["load"]), default=0),
        rounds=max((entry["round"] for entry in machine["load"]), default=0),
    )


def _pair(rows: Rows, name: str, size: int, measure: str) -> str:
    if not rows.has(name, size, measure):
        return "-"
    middle, worst = (rows.get(name, size, measure, column) for column in ("median", "max"))
    return f"{middle:.2f} / {worst:.2f}"


def _one(rows: Rows, name: str, size: int, measure: str) -> str:
    return f"{rows.get(name, size, measure):.3g}" if rows.has(name, size, measure) else "-"


def main(source: Path = SOURCE, target: Path = PAGE) -> None:
    """Read the run and write the page."""
    remake(source, target, page)


if __name__ == "__main__":
    main()
