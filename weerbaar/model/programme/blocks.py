"""Blocks and goals -> the first agenda of a meeting.

Which blocks there are, how long they take and how hard they hold on to it stands in
``content/agenda.yaml``; here is only how a length, a number of people and goals choose among them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

from weerbaar.model.programme.agenda import LONGEST, SHORTEST, Agenda, free_id
from weerbaar.model.programme.timing import Item, ItemKind
from weerbaar.model.refusal import Refusal

TOP = 9
"""The highest priority."""
GOAL_WEIGHS = 2
"""By how much a goal raises the priority of its blocks."""
SHORTER, LONGER = 2 / 3, 3 / 2
"""To which part of its usual time an exercise may shrink, and to how much it may grow. Ours."""
GROUP = 5
"""People in a group that talks; ours, in the middle of the 4 to 6 that a room works well with."""


@dataclass(frozen=True)
class Usual:
    """What a block gets in a meeting of one length.

    Attributes
    ----------
    minutes
        How long it usually takes.
    priority
        1 to 9: how long it holds on to that.
    """

    minutes: int
    priority: int


@dataclass(frozen=True)
class Block:
    """Something that a meeting can consist of.

    Attributes
    ----------
    usual
        By length of a meeting in minutes; not in meetings of a length that is missing.
    fixed
        Whether a meeting of that length does not work without it.
    goals
        Ids of goals of which one must be chosen; empty when it belongs to every meeting.
    people
        Fewest and most people with whom it makes sense.
    more
        Extra minutes by number of people: from that number on, instead of those before.
    firm
        Whether it takes what it usually takes, no less and no more, unless a hand says otherwise:
        people need that time, and more of them never get less of it.
    """

    id: str
    kind: ItemKind
    least: int
    most: int
    usual: Mapping[int, Usual]
    fixed: bool = False
    goals: AbstractSet[str] = frozenset()
    people: tuple[int, int] = (1, 999)
    more: Mapping[int, int] = field(default_factory=dict)
    firm: bool = False


@dataclass(frozen=True)
class Goal:
    """What a meeting is for.

    Attributes
    ----------
    blocks
        Ids of blocks that hold on to their time more than usual.
    exercises
        Ids of exercises that serve it, the best one first.
    """

    id: str
    blocks: AbstractSet[str] = frozenset()
    exercises: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outline:
    """What an agenda knows of an exercise (werkvorm).

    Attributes
    ----------
    steps
        Minutes of each step.
    people
        Fewest and most people for whom it is meant.
    """

    id: str
    steps: tuple[int, ...]
    people: tuple[int, int] = (1, 999)

    @property
    def minutes(self) -> int:
        """How long it usually takes."""
        return sum(self.steps)

    @property
    def least(self) -> int:
        """Fewest minutes in which it still works; never under a minute per step."""
        return max(len(self.steps), math.ceil(self.minutes * SHORTER))

    @property
    def most(self) -> int:
        """Most minutes for which it is good."""
        return max(self.least, self.minutes, math.floor(self.minutes * LONGER))

    def item(self, item_id: str) -> Item:
        """The exercise as an item of its own."""
        wish = max(self.least, self.minutes)
        return Item(item_id, ItemKind.EXERCISE, wish, self.least, self.most, TOP, exercise=self.id)


def plan(
    blocks: Sequence[Block],
    goals: Sequence[Goal],
    outlines: Sequence[Outline],
    minutes: int,
    people: int,
) -> Agenda:
    """Make the agenda of a meeting.

    Parameters
    ----------
    blocks
        All there are, in the order in which they come.
    goals
        Those that were chosen, the most important one first; may be empty.
    outlines
        Exercises in the order in which they are taken when no goal names one.
    minutes
        30 to 240; the usual times are those of the nearest length that a block knows.
    people
        How many there will be, from 1.

    Raises
    ------
    Refusal
        If the meeting would be shorter or longer than that.
    """
    if not SHORTEST <= minutes <= LONGEST:
        raise Refusal("agenda_length", least=SHORTEST, most=LONGEST, n=minutes)
    chosen = {goal.id for goal in goals}
    weighty = {block for goal in goals for block in goal.blocks}
    length = _nearest(blocks, minutes)
    items = [
        _item(block, block.usual[length], people, weighs=block.id in weighty)
        for block in blocks
        if length in block.usual
        and (not block.goals or chosen & block.goals)
        and block.people[0] <= people <= block.people[1]
    ]
    return Agenda(minutes, tuple(_with_exercises(items, goals, outlines, people))).fitted()


def fitting(outlines: Sequence[Outline], item: Item, people: int) -> list[Outline]:
    """The exercises that can be done in the time of an item, with so many people.

    Who are too many for any exercise do it in as few halls as they need (:func:`halls`).
    """
    here = -(-people // halls(outlines, people))
    return [
        outline
        for outline in outlines
        if outline.least <= item.most and outline.people[0] <= here <= outline.people[1]
    ]


def halls(outlines: Sequence[Outline], people: int) -> int:
    """In how many parts so many people do an exercise, each with a facilitator of its own.

    One as long as any exercise takes them all; ours.
    """
    most = max((outline.people[1] for outline in outlines), default=people)
    return max(1, -(-people // most))


def bounded_by(item: Item, outline: Outline) -> Item:
    """The item with an exercise in it: its bounds are those within which the exercise works.

    What the item would like stays as near as that allows; an exercise that needs more than the item
    had, gets it.
    """
    least = max(item.least, outline.least)
    most = max(least, min(max(item.most, outline.least), outline.most))
    wish = min(max(item.wish, least), most)
    minutes = min(max(item.minutes, least), most)
    return replace(item, wish=wish, least=least, most=most, minutes=minutes, exercise=outline.id)


def with_outline(agenda: Agenda, item_id: str, outline: Outline) -> Agenda:
    """Put an exercise into an item; Refusal when the item is for something else."""
    item = agenda.with_exercise(item_id, outline.id).item(item_id)
    items = tuple(bounded_by(item, outline) if one.id == item_id else one for one in agenda.items)
    return replace(agenda, items=items).fitted()


def with_more(agenda: Agenda, outline: Outline, after: str | None) -> Agenda:
    """Put in an exercise as an item of its own."""
    return agenda.added(outline.item(free_id(f"exercise-{outline.id}", agenda.items)), after)


def groups(people: int) -> tuple[int, ...]:
    """Sizes of the groups in which people talk, the larger ones first.

    Groups of 4 to 6 where that is possible, as near to five as can be; up to six people stay one.
    """
    number = 1 if people <= GROUP + 1 else max(2, round(people / GROUP))
    each, left = divmod(people, number)
    return tuple(each + 1 for _ in range(left)) + tuple(each for _ in range(number - left))


def _nearest(blocks: Sequence[Block], minutes: int) -> int:
    """The length that blocks know and that is nearest; the shorter one of two."""
    known = sorted({length for block in blocks for length in block.usual})
    return min(known, key=lambda length: abs(length - minutes))


def _item(block: Block, usual: Usual, people: int, *, weighs: bool) -> Item:
    reached = [number for number in block.more if people >= number]
    extra = block.more[max(reached)] if reached else 0
    wish = min(max(usual.minutes + extra, block.least), block.most)
    return Item(
        id=block.id,
        kind=block.kind,
        wish=wish,
        least=wish if block.firm else block.least,
        most=wish if block.firm else block.most,
        priority=min(TOP, usual.priority + (GOAL_WEIGHS if weighs else 0)),
        fixed=block.fixed,
    )


def _with_exercises(
    items: Sequence[Item], goals: Sequence[Goal], outlines: Sequence[Outline], people: int
) -> list[Item]:
    """Give each item for an exercise the best one that was not taken yet."""
    by_id = {outline.id: outline for outline in outlines}
    wanted = [by_id[name] for goal in goals for name in goal.exercises if name in by_id]
    taken: set[str] = set()
    found = []
    for item in items:
        best = _best(item, wanted, outlines, people, taken)
        found.append(bounded_by(item, best) if best else item)
        taken |= {best.id} if best else set()
    return found


def _best(
    item: Item,
    wanted: Sequence[Outline],
    others: Sequence[Outline],
    people: int,
    taken: AbstractSet[str],
) -> Outline | None:
    """The first that a goal asks for; else the first that takes no time away from other items."""
    if item.kind is not ItemKind.EXERCISE:
        return None
    goals = fitting(wanted, item, people)
    rest = fitting(others, item, people)
    easy = [outline for outline in rest if outline.least <= item.wish]
    return next((one for one in (*goals, *easy, *rest) if one.id not in taken), None)
