"""JSON -> agenda and running steps; whatever does not fit is refused, never guessed."""

from __future__ import annotations

import math
from typing import Any

from weerbaar.model.agenda import LONGEST, Agenda
from weerbaar.model.running import Pace, Running
from weerbaar.model.steps import Step, weights_of
from weerbaar.model.timing import Item, ItemKind, Out

_MOST_ITEMS = 100
_MOST_STEPS = 1000
_DAY = 86_400


def read_agenda(raw: Any) -> Agenda:
    """An agenda.

    Raises
    ------
    ValueError, TypeError, KeyError
        If it is none.
    """
    items = tuple(_item(one) for one in _list(raw["items"], _MOST_ITEMS))
    return Agenda(whole(raw["minutes"], 1, LONGEST), items)


def read_running(raw: Any) -> Running:
    """Something that is carried out.

    Raises
    ------
    ValueError, TypeError, KeyError
        If it is nothing of the kind.
    """
    agenda = read_agenda(raw["agenda"])
    weights = {
        text_of(name): tuple(whole(minutes, 1) for minutes in _list(found, _MOST_STEPS))
        for name, found in raw["weights"].items()
    }
    steps = tuple(_step(one) for one in _list(raw["steps"], _MOST_STEPS))
    for step in steps:
        if step.number >= len(weights_of(agenda.item(step.item), weights)):
            raise ValueError("a step that its exercise does not have")
    pace = Pace(raw["pace"])
    since = _moment(raw["since"])
    if (since is not None) != (pace is Pace.RUNNING):
        raise ValueError("a clock that runs and stands still")
    return Running(
        agenda=agenda,
        weights=weights,
        steps=steps,
        at=whole(raw["at"], 0, len(steps) - 1),
        since=since,
        ends=_moment(raw["ends"]),
        pace=pace,
        by_itself=_yes(raw["by_itself"]),
    )


def whole(value: Any, least: int, most: int = _DAY) -> int:
    """A whole number within bounds; ValueError for anything else."""
    if type(value) is not int or not least <= value <= most:
        raise ValueError("no such number")
    return value


def text_of(value: Any) -> str:
    """A text; ValueError for anything else."""
    if not isinstance(value, str):
        raise ValueError("no text")  # noqa: TRY004  # one kind of error for what was read
    return value


def texts_of(value: Any) -> tuple[str, ...]:
    """A list of texts."""
    return tuple(text_of(one) for one in _list(value, _MOST_ITEMS))


def _item(raw: Any) -> Item:
    return Item(
        id=text_of(raw["id"]),
        kind=ItemKind(raw["kind"]),
        wish=whole(raw["wish"], 1),
        least=whole(raw["least"], 1),
        most=whole(raw["most"], 1),
        priority=whole(raw["priority"], 1),
        fixed=_yes(raw["fixed"]),
        minutes=whole(raw["minutes"], 1),
        exercise=None if raw["exercise"] is None else text_of(raw["exercise"]),
        by_hand=_yes(raw["by_hand"]),
        out=None if raw["out"] is None else Out(raw["out"]),
    )


def _step(raw: Any) -> Step:
    spent = _moment(raw["spent"])
    if spent is None or spent < 0:
        raise ValueError("no time")
    number = whole(raw["number"], 0)
    return Step(text_of(raw["item"]), number, whole(raw["seconds"], 0), spent)


def _moment(value: Any) -> float | None:
    if value is None:
        return None
    if type(value) not in {int, float} or not math.isfinite(value):
        raise ValueError("no moment")
    return float(value)


def _yes(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError("neither yes nor no")  # noqa: TRY004  # as above
    return value


def _list(value: Any, most: int) -> list[Any]:
    if not isinstance(value, list) or len(value) > most:
        raise ValueError("no list")
    return value
