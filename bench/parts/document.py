"""The JSON that a benchmark writes (design, section 9): what it holds, and whether it is whole."""

from __future__ import annotations

import json
import os
import platform
import subprocess
from importlib import metadata
from pathlib import Path
from typing import Any

import psutil

import run
import weerbaar
from bench.parts import solara_packages
from bench.parts.goals import goals

_PACKAGES = (
    "voila",
    "jupyter_server",
    "ipykernel",
    "ipywidgets",
    "tornado",
    "matplotlib",
    "pandas",
)
_ROW = {"configuration", "measure", "unit", "median", "max"}
_GOAL = {"measure", "goal", "value", "met"}


def document(rows: list[dict[str, Any]], load: list[dict[str, Any]]) -> dict[str, Any]:
    """Put everything together."""
    return {
        "versions": versions(),
        "machine": {**machine(), "load": load},
        "rows": rows,
        "goals": goals(rows),
    }


def versions() -> dict[str, str]:
    """What was compared."""
    found = {name: metadata.version(name) for name in _PACKAGES}
    return {
        "python": platform.python_version(),
        **found,
        "solara": solara_packages.version(),
        "chromium": _chromium(),
    }


def versions_of(*packages: str) -> dict[str, str]:
    """Python, ourselves, and the packages that matter to a benchmark."""
    found = {"python": platform.python_version(), "weerbaar": weerbaar.__version__}
    return found | {name: metadata.version(name) for name in packages}


def machine() -> dict[str, Any]:
    """Where it ran; no name."""
    return {
        "system": f"{platform.system()} {platform.machine()}",
        "cpus": len(os.sched_getaffinity(0)),
        "memory_mb": round(psutil.virtual_memory().total / 2**20),
    }


def _chromium() -> str:
    path = run.find_program("chromium")
    if not path:
        return ""
    said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout
    return next((word for word in said.split() if word[0].isdigit()), "")


def write(path: Path, found: dict[str, Any]) -> None:
    """Write it, one row per line."""
    problems = wrong(found)
    if problems:
        raise ValueError("; ".join(problems))
    parts = []
    for key, value in found.items():
        if isinstance(value, list):
            lines = ",\n".join(f"  {json.dumps(one, ensure_ascii=False)}" for one in value)
            parts.append(f' "{key}": [\n{lines}\n ]')
        else:
            parts.append(f' "{key}": {json.dumps(value, ensure_ascii=False)}')
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("{\n" + ",\n".join(parts) + "\n}\n", encoding="utf-8")


def print_goals(goals: list[dict[str, Any]]) -> None:
    """Print which goals are met, and with what."""
    for goal in goals:
        print(f"{'yes' if goal['met'] else 'NO':4}{goal['value']:9}  {goal['measure']}", flush=True)


def wrong(found: dict[str, Any]) -> list[str]:
    """Say what is not as it should be."""
    problems = []
    if set(found) != {"versions", "machine", "rows", "goals"}:
        problems.append(f"keys: {sorted(found)}")
    for row in found.get("rows", []):
        sizes = {"visitors", "size"} & set(row)
        if set(row) - sizes != _ROW or len(sizes) != 1:
            problems.append(f"row: {row}")
        elif not all(isinstance(row[name], int | float) for name in ("median", "max")):
            problems.append(f"no numbers: {row}")
    problems += [f"goal: {goal}" for goal in found.get("goals", []) if set(goal) != _GOAL]
    return problems
