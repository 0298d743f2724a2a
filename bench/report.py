"""Make docs/performance.md from the last full run: ``python3 run.py bench report``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.parts import prose
from bench.parts.goals import COUNCIL, CROWD, PHONES, Rows
from bench.parts.page import goals_table, remake, table
from bench.parts.visitor import MOMENTS

ROOT = Path(__file__).parents[1]
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
        "## The private picture",
        drawing_text(rows),
        "## Sharing in the same second",
        shares_text(rows),
        "## Waiting for the picture of the group",
        reveal_text(rows),
        "## Connections",
        sockets_text(rows),
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
        if not rows.has(name, size, "answerable"):
            continue
        moments = [_pair(rows, name, size, moment) for moment in MOMENTS]
        costs = [_one(rows, name, size, measure) for measure in ("cpu", "memory")]
        failed = rows.get(name, size, "failed", "max")
        lines.append([name, str(size), *moments, *costs, f"{failed:g}"])
    return table(["configuration", "visitors", *MOMENTS, "CPU s", "MB", "failed"], lines)


def browser_table(rows: Rows) -> str:
    """Give what a browser saw."""
    lines = [
        [name, kind, *(_one(rows, name, 1, f"{kind}_{measure}") for measure in _LOADS)]
        for kind in ("desktop", "phone")
        for name in ("stock", "solara", "ours", "static page")
        if rows.has(name, 1, f"{kind}_first_answer")
    ]
    head = ["configuration", "browser", "first answer (s)", "kB before it", "kB in all", "requests"]
    return table(head, lines)


def drawing_text(rows: Rows) -> str:
    """Say what the private picture takes."""
    return _said(
        prose.DRAWING,
        lambda: {
            "made": 1000 * rows.get("ours", 1, "phone_drawing"),
            "inserted": 1000 * rows.get("inserting", 1, "phone_drawing"),
            "requests": rows.get("ours", 1, "phone_visit_requests", "max"),
            "kb": rows.get("ours", 1, "phone_visit_kb"),
        },
    )


def shares_text(rows: Rows) -> str:
    """Say how a whole council that shares at once compares with commits in turn."""
    return _said(
        prose.SHARES,
        lambda: {
            "size": COUNCIL,
            "together": rows.get("ours", COUNCIL, "shares_together"),
            "in_turn": rows.get("commits in turn", COUNCIL, "shares_together"),
            "ratio": rows.get("ours", COUNCIL, "shares_ratio"),
            "lost": rows.get("ours", COUNCIL, "shares_lost", "max"),
            "double": rows.get("ours", COUNCIL, "shares_double", "max"),
        },
    )


def reveal_text(rows: Rows) -> str:
    """Say when the last phone has the picture of the group, and what waiting costs."""
    return _said(
        prose.REVEAL,
        lambda: {
            "least": rows.get("ours", COUNCIL, "interval"),
            "most": rows.get("ours", COUNCIL, "interval", "max"),
            "last": rows.get("ours", COUNCIL, "reveal", "max"),
            "floor": rows.get("floor", COUNCIL, "reveal"),
            "size": CROWD,
            "share": rows.get("ours", CROWD, "waiting"),
        },
    )


def sockets_text(rows: Rows) -> str:
    """Say how many connections a phone takes."""
    return _said(
        prose.SOCKETS,
        lambda: {
            "phones": PHONES,
            "peak": rows.get("ours", PHONES, "sockets", "max"),
            "later": rows.get("ours", PHONES, "sockets"),
            "counted": rows.get("capacity", PHONES, "sockets"),
        },
    )


def _said(text: str, facts: Callable[[], dict[str, float]]) -> str:
    """Fill in a sentence; nothing when not all of it was measured."""
    try:
        return text.format(**facts())
    except KeyError:
        return "Not measured in this run."


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
