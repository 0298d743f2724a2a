"""The goals, computed from the rows of one run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tests.bench.parts.visitor import MOMENTS

Row = Mapping[str, Any]
COUNCIL = 45


class Rows:
    """Looks values up."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows = {
            (row["configuration"], row.get("visitors", row.get("size")), row["measure"]): row
            for row in rows
        }

    def get(self, configuration: str, size: int, measure: str, column: str = "median") -> float:
        """A value; KeyError when that was not measured."""
        return float(self._rows[configuration, size, measure][column])

    def has(self, configuration: str, size: int, measure: str) -> bool:
        """Whether that was measured."""
        return (configuration, size, measure) in self._rows


def goals(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """Compare with what was aimed at; what was not measured is left out."""
    found = Rows(rows)
    made = []
    for judge in (*_RATIOS, *_LIMITS, *_FASTER):
        try:
            made.append(judge(found))
        except KeyError:
            continue
    return made


def _goal(measure: str, goal: str, value: float, *, met: bool) -> dict[str, Any]:
    return {"measure": measure, "goal": goal, "value": round(value, 2), "met": bool(met)}


def _times_faster(name: str, configuration: str, least: float):
    def judge(rows: Rows) -> dict[str, Any]:
        stock = rows.get("stock", COUNCIL, "interaction", "max")
        value = stock / rows.get(configuration, COUNCIL, "interaction", "max")
        return _goal(name, f"at least {least:g} times faster", value, met=value >= least)

    return judge


def _part(name: str, measure: str, configuration: str, size: int, most: float):
    """Goal of the kind "at most 1/8": the value is how many times less it is."""

    def judge(rows: Rows) -> dict[str, Any]:
        value = rows.get("stock", size, measure) / rows.get(configuration, size, measure)
        return _goal(name, f"at most 1/{most:g} of stock", value, met=value >= most)

    return judge


def _phone(rows: Rows) -> dict[str, Any]:
    measure = "phone_first_answer"
    value = rows.get("pool", 1, measure) / rows.get("floor", 1, measure)
    goal = "at most 1.5 times the static page"
    return _goal("phone: navigation to first radio answered", goal, value, met=value <= 1.5)


def _bytes_before(rows: Rows) -> dict[str, Any]:
    value = rows.get("pool", 1, "phone_kb_before", "max")
    return _goal(
        "kB before the first radio can be answered", "at most 60 kB", value, met=value <= 60
    )


def _shares(rows: Rows) -> dict[str, Any]:
    value = rows.get("pool", COUNCIL, "shares_ratio")
    wrong = rows.get("pool", COUNCIL, "shares_lost", "max")
    wrong += rows.get("pool", COUNCIL, "shares_double", "max")
    goal = "at most 2 times the same commits in turn, 0 lost, 0 double"
    return _goal("45 shares in the same second", goal, value, met=value <= 2 and wrong == 0)


def _faster_than_solara(measure: str, size: int):
    def judge(rows: Rows) -> dict[str, Any]:
        theirs = rows.get("solara", size, measure, "max")
        value = theirs / rows.get("pool", size, measure, "max")
        name = f"ahead of Solara: {measure}, {size} visitors"
        return _goal(name, "faster", value, met=value > 1)

    return judge


_RATIOS = (
    _times_faster("45 visitors, last one interactive, pool full", "pool", 45),
    _times_faster("45 visitors, last one interactive, cold forks", "cold", 12),
    _part("memory per visitor (PSS)", "memory", "cold", COUNCIL, 8),
    _part("server CPU per visitor, kernel included", "cpu", "cold", COUNCIL, 15),
    _part("total bytes", "phone_kb_total", "pool", 1, 6),
)
_LIMITS = (_phone, _bytes_before, _shares)
_FASTER = (
    *(_faster_than_solara(moment, size) for size in (1, 10, COUNCIL) for moment in MOMENTS),
    *(_faster_than_solara(f"{kind}_first_answer", 1) for kind in ("desktop", "phone")),
)
