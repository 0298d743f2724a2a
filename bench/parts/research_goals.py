"""The goals of the research benchmark, computed from the rows of one run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bench.parts.goals import goal_row
from bench.parts.turns import Values, values

FASTER = 5.0
OPENING = {"new": 2.0, "old": 4.0}
"""How many times the decryption alone opening may take, per format of sealed files."""
LINEAR = 1.5
FLAT = 1.25
FORMATS = ("csv", "parquet")

Row = Mapping[str, Any]


def goals(rows: list[Any]) -> list[dict[str, Any]]:
    """Compare with what was aimed at, at the largest size that was measured."""
    found = values(rows)
    sizes = sorted({size for way, size, _ in found if way == "sealed new"})
    few, many = sizes[0], sizes[-1]
    return [*_opening(found, many), *_against_rows(found, many), *_scale(found, few, many)]


def _opening(found: Values, size: int) -> Iterator[dict[str, Any]]:
    for form, most in OPENING.items():
        ratio = found[f"sealed {form}", size, "load"] / found[f"decrypt {form}", size, "load"]
        name = f"opening sealed files, {form} format: against reading and decrypting them"
        yield goal_row(name, f"at most {most:g} times", ratio, met=ratio <= most)


def _against_rows(found: Values, size: int) -> Iterator[dict[str, Any]]:
    for form in FORMATS:
        rows = found[f"rows {form}", size, "tables"]
        package = rows / found[f"package {form}", size, "tables"]
        name = f"time to the tables, {form}: rows against a package"
        yield goal_row(name, f"at least {FASTER:g} times faster", package, met=package >= FASTER)
        again = rows / found["sealed again", size, "tables"]
        name = f"time to the tables: rows in {form} against sealed files, opened before"
        yield goal_row(name, f"at least {FASTER:g} times faster", again, met=again >= FASTER)
    for form in FORMATS:
        less = found[f"rows {form}", size, "bytes"] / found[f"package {form}", size, "bytes"]
        name = f"bytes, {form}: rows against a package"
        yield goal_row(name, "fewer", less, met=less > 1)


def _scale(found: Values, few: int, many: int) -> Iterator[dict[str, Any]]:
    each = {n: found["sealed new", n, "tables"] / n for n in (few, many)}
    ratio = each[many] / each[few]
    name = f"sealed files: time per session, {many} against {few}"
    yield goal_row(name, f"at most {LINEAR:g} times", ratio, met=ratio <= LINEAR)
    ratio = found["sealed new", many, "memory"] / found["sealed new", few, "memory"]
    name = f"sealed files: peak memory, {many} against {few}"
    yield goal_row(name, f"at most {FLAT:g} times", ratio, met=ratio <= FLAT)
