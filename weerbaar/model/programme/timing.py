"""How minutes are shared out among items: who gives way first when there are too few.

Ours, not the source's: the source has no agenda. Each result follows from the wishes and bounds of
the items and the minutes there are, and from nothing else, so timing twice is timing once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum


class ItemKind(StrEnum):
    """What happens in an item."""

    ARRIVE = "arrive"
    EXPLAIN = "explain"
    TEST = "test"
    PICTURE = "picture"
    LOOK_BACK = "look_back"
    CHOOSE = "choose"
    EXERCISE = "exercise"
    BREAK = "break"
    AGREE = "agree"
    CLOSE = "close"

    @property
    def shows_session(self) -> bool:
        """Whether the screen shows the session (code, count, picture) meanwhile, not the step."""
        return self in _SESSION


_SESSION = {
    ItemKind.ARRIVE,
    ItemKind.EXPLAIN,
    ItemKind.TEST,
    ItemKind.PICTURE,
    ItemKind.LOOK_BACK,
}


class Out(StrEnum):
    """Why an item is not in the plan."""

    NO_TIME = "no_time"
    BY_HAND = "by_hand"


@dataclass(frozen=True)
class Item:
    """One part of an agenda.

    Attributes
    ----------
    wish
        Minutes it would like to have; what it gets is in ``minutes``.
    least, most
        Fewest and most minutes with which it still works: 1 <= least <= wish, minutes <= most.
    priority
        How long it holds on to its minutes: 1 gives way first, 9 last.
    fixed
        Whether the evening does not work without it; then it is never left out.
    minutes
        What it gets now; 0 stands for ``wish``.
    exercise
        Id of the werkvorm that is done; None when none is, or none was chosen yet.
    by_hand
        Whether somebody put it in, or chose its minutes, by hand: then it gives way last and is
        never left out by itself.
    out
        Why it is left out; None when it is in.
    """

    id: str
    kind: ItemKind
    wish: int
    least: int
    most: int
    priority: int
    fixed: bool = False
    minutes: int = 0
    exercise: str | None = None
    by_hand: bool = False
    out: Out | None = None

    def __post_init__(self) -> None:
        if self.minutes == 0:
            object.__setattr__(self, "minutes", self.wish)
        if not (1 <= self.least <= self.wish <= self.most and self.priority >= 1):
            raise ValueError(f"bounds of item {self.id} do not fit each other")
        if not self.least <= self.minutes <= self.most:
            raise ValueError(f"minutes of item {self.id} are outside its bounds")
        if self.fixed and self.out is not None:
            raise ValueError(f"item {self.id} is fixed and cannot be out")

    @property
    def may_go(self) -> bool:
        """Whether it may be left out for lack of time."""
        return not (self.fixed or self.by_hand)


def fit(items: Sequence[Item], minutes: int, *, again: bool) -> tuple[Item, ...]:
    """Share minutes out among items.

    Items shrink to their least, the lowest priority first; if that is not enough, the lowest
    priorities are left out, and no more of them than needed. Minutes to spare go to the highest
    priority first, up to its most. What somebody chose by hand gives way after all the rest.

    Parameters
    ----------
    minutes
        What there is; 0 or less when the time is up.
    again
        Whether items that were left out for lack of time may come back.

    Returns
    -------
    The same items in the same order. Those that are in add up to ``minutes`` unless even their
    least is more, or their most is less.
    """
    back = {Out.NO_TIME, None} if again else {None}
    running = [item for item in items if item.out in back]
    kept = _that_fit(running, minutes)
    given = _shares([item for item in running if item.id in kept], minutes)
    return tuple(
        item
        if item.out not in back
        else replace(item, minutes=given[item.id], out=None)
        if item.id in given
        else replace(item, minutes=item.least, out=Out.NO_TIME)
        for item in items
    )


def _that_fit(items: Sequence[Item], minutes: int) -> set[str]:
    """Ids of what stays: all, if their least fit; else without as few low priorities as needed."""
    need = sum(item.least for item in items)
    out: list[Item] = []
    for item in _lowest_first(item for item in items if item.may_go):
        if need <= minutes:
            break
        out.append(item)
        need -= item.least
    exercises = {item.id for item in items if item.kind is ItemKind.EXERCISE}
    nothing_to_choose = bool(exercises) and exercises <= {item.id for item in out}
    for item in reversed(list(out)):
        # A large one that had to go may leave room for a small one that went before it; but who
        # has no time for any exercise, need not choose one.
        if nothing_to_choose and item.kind is ItemKind.CHOOSE:
            continue
        if need + item.least <= minutes:
            out.remove(item)
            need += item.least
    return {item.id for item in items} - {item.id for item in out}


def _shares(items: Sequence[Item], minutes: int) -> dict[str, int]:
    """Minutes by id, for items that all stay in."""
    given = {item.id: item.wish for item in items}
    spare = minutes - sum(given.values())
    for item in _lowest_first(items) if spare < 0 else _highest_first(items):
        change = (
            max(spare, item.least - item.wish) if spare < 0 else min(spare, item.most - item.wish)
        )
        given[item.id] += change
        spare -= change
    return given


def _lowest_first(items: Iterable[Item]) -> list[Item]:
    """Who gives way first; of two alike the later one."""
    last_first = list(items)[::-1]
    return sorted(last_first, key=lambda item: (item.by_hand, item.priority))


def _highest_first(items: Iterable[Item]) -> list[Item]:
    """Who gets minutes first; of two alike the earlier one."""
    return sorted(items, key=lambda item: (item.by_hand, -item.priority))
