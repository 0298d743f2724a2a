"""What the pages that are made of runs share: tables, the machine, and making the page anew."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any


def table(head: list[str], lines: list[list[str]]) -> str:
    """Give a table in Markdown."""
    ruled = ["|".join(["", *(f" {cell} " for cell in line), ""]) for line in [head, *lines]]
    return "\n".join([ruled[0], "|" + "---|" * len(head), *ruled[1:]])


def goals_table(goals: list[dict[str, Any]]) -> str:
    """Give the goals with what was reached."""
    lines = [
        [goal["measure"], goal["goal"], f"{goal['value']:g}", "yes" if goal["met"] else "**no**"]
        for goal in goals
    ]
    return table(["measure", "goal", "reached", "met"], lines)


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


def remake(source: Path, target: Path, page: Callable[[dict[str, Any]], str]) -> None:
    """Read a run and write its page."""
    found = json.loads(source.read_text(encoding="utf-8"))
    target.write_text(page(found), encoding="utf-8")
    print(f"{target.name} is made from {source.name}")
