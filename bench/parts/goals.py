"""The goals, computed from the rows of one run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

Row = Mapping[str, Any]
COUNCIL, CROWD = 45, 400


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


Goal = dict[str, Any]
Judge = Callable[[Rows], Goal]


def goals(rows: Iterable[Row]) -> list[Goal]:
    """Compare with what was aimed at; what was not measured is left out."""
    found = Rows(rows)
    made = []
    for judge in _JUDGES:
        try:
            made.append(judge(found))
        except KeyError:
            continue
    return made


def goal_row(measure: str, goal: str, value: float, *, met: bool) -> Goal:
    """One goal, what was reached, and whether that is enough."""
    return {"measure": measure, "goal": goal, "value": round(value, 2), "met": bool(met)}


def _last_one(moment: str, size: int, most: float) -> Judge:
    def judge(rows: Rows) -> Goal:
        ours, least = (rows.get(name, size, moment, "max") for name in ("ours", "floor"))
        name = f"{size} visitors, last one {moment}"
        return goal_row(
            name, f"at most {most:g} times the floor", ours / least, met=ours <= most * least
        )

    return judge


def _picture(rows: Rows) -> Goal:
    """Against stock; what the phone does is what takes the longest, a slow phone alone."""
    ours = rows.get("ours", COUNCIL, "picture", "max") + rows.get("ours", 1, "phone_drawing")
    value = rows.get("stock", COUNCIL, "picture", "max") / ours
    name = "45 visitors, last one with all bytes and the picture drawn"
    return goal_row(name, "at least 75 times faster than stock", value, met=value >= 75)


def _nothing_asked(rows: Rows) -> Goal:
    value = rows.get("ours", 1, "phone_visit_requests", "max")
    return goal_row("private picture: requests", "0", value, met=value == 0)


def _drawing(rows: Rows) -> Goal:
    value = rows.get("ours", 1, "phone_drawing") / rows.get("inserting", 1, "phone_drawing")
    goal = "at most 2 times inserting the finished HTML and SVG"
    return goal_row("private picture: time on a phone", goal, value, met=value <= 2)


def _memory(rows: Rows) -> Goal:
    sizes = [size for size in (COUNCIL, CROWD) if rows.has("ours", size, "memory")]
    value = max(rows.get("ours", size, "memory") for size in sizes or (COUNCIL,))
    return goal_row("memory per visitor (MB)", "at most 0.1 MB", value, met=value <= 0.1)


def _processor(size: int) -> Judge:
    def judge(rows: Rows) -> Goal:
        value = rows.get("ours", size, "cpu") / rows.get("floor", size, "cpu")
        name = f"server CPU per visitor of a whole visit, {size} visitors"
        return goal_row(name, "at most 2 times the floor", value, met=value <= 2)

    return judge


def _phone(rows: Rows) -> Goal:
    ours, least = (rows.get(name, 1, "phone_first_answer") for name in ("ours", "static page"))
    goal = "at most 1.1 times the static page"
    name = "phone: navigation to first radio answered"
    return goal_row(name, goal, ours / least, met=ours <= 1.1 * least)


def _bytes(name: str, measure: str, most: float) -> Judge:
    def judge(rows: Rows) -> Goal:
        value = rows.get("ours", 1, measure, "max")
        return goal_row(name, f"at most {most:g} kB", value, met=value <= most)

    return judge


def _shares(rows: Rows) -> Goal:
    value = rows.get("ours", COUNCIL, "shares_ratio")
    wrong = rows.get("ours", COUNCIL, "shares_lost", "max")
    wrong += rows.get("ours", COUNCIL, "shares_double", "max")
    goal = "at most 1.5 times the same commits in turn, 0 lost, 0 double"
    return goal_row("45 shares in the same second", goal, value, met=value <= 1.5 and wrong == 0)


def _waiting(rows: Rows) -> Goal:
    value = 100 * rows.get("ours", CROWD, "waiting")
    name = "400 phones that wait for the picture (% of a core)"
    return goal_row(name, "at most 10 %", value, met=value <= 10)


def _reveal(rows: Rows) -> Goal:
    value = rows.get("ours", COUNCIL, "reveal", "max")
    interval = rows.get("ours", COUNCIL, "interval", "max")
    least = rows.get("floor", COUNCIL, "reveal")
    goal = f"at most one polling interval ({interval:g} s) and the floor's time ({least:.2f} s)"
    name = "reveal to the picture on the last of 45 (s)"
    return goal_row(name, goal, value, met=value <= interval + least)


def _sockets(rows: Rows) -> Goal:
    value = rows.get("ours", PHONES, "sockets")
    name = "descriptors per phone, half a minute after loading"
    return goal_row(name, "1", value, met=value <= 1)


def _peak(rows: Rows) -> Goal:
    value = rows.get("ours", PHONES, "sockets", "max")
    counted = rows.get("capacity", PHONES, "sockets")
    name = "descriptors per phone, the most at any moment"
    return goal_row(
        name, f"at most what capacity counts ({counted:g})", value, met=value <= counted
    )


PHONES = 5
"""Pages of a real browser that are open at the same moment."""

_JUDGES: tuple[Judge, ...] = (
    *(_last_one("acknowledged", size, 1.5) for size in (COUNCIL, CROWD)),
    *(_last_one("answerable", size, 2) for size in (COUNCIL, CROWD)),
    _picture,
    _nothing_asked,
    _drawing,
    _memory,
    *(_processor(size) for size in (COUNCIL, CROWD)),
    _phone,
    _bytes("kB before the first radio can be answered", "phone_kb_before", 25),
    _bytes("kB of a whole visit with picture and tips", "phone_visit_kb", 90),
    _shares,
    _waiting,
    _reveal,
    _sockets,
    _peak,
)
