"""Running: timed steps with a clock that somebody else reads.

Each operation is given the moment, in seconds of any one clock, and gives a new value. So a reload,
another page or another process goes on where the last one was, as long as they share the clock.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from weerbaar.model.programme.agenda import Agenda
from weerbaar.model.programme.blocks import Outline
from weerbaar.model.programme.timing import Item, Out, fit
from weerbaar.model.refusal import Refusal

MINUTE = 60
MOST_AT_ONCE = 60
"""Minutes that a step or a meeting may be made longer by at once."""


class Pace(StrEnum):
    """Whether the clock runs."""

    READY = "ready"
    RUNNING = "running"
    PAUSED = "paused"
    DONE = "done"


@dataclass(frozen=True)
class Step:
    """One timed step.

    Attributes
    ----------
    item
        Id of the item of the agenda that it belongs to.
    number
        Which step of that item it is, from 0.
    seconds
        How long it may take; 0 or more.
    spent
        Seconds that the clock ran in it, without those since the clock last started.
    """

    item: str
    number: int
    seconds: int
    spent: float = 0.0

    def __post_init__(self) -> None:
        if not (self.number >= 0 and self.seconds >= 0 and 0 <= self.spent < math.inf):
            raise ValueError("a step that is no step")


@dataclass(frozen=True)
class Running:
    """An agenda, or a single werkvorm, while it is carried out.

    Attributes
    ----------
    agenda
        The items with their bounds; what each of them takes now follows from the steps.
    weights
        Usual minutes of the steps of each exercise in it, by id of the exercise.
    at
        Which step is now.
    since
        Moment at which the clock last started; None while it stands still.
    ends
        Moment at which the meeting has to end; None when nothing waits for it, and then nothing
        is ever shortened.
    pace
        Whether the clock runs.
    by_itself
        Whether this is one werkvorm and no meeting.
    """

    agenda: Agenda
    weights: Mapping[str, tuple[int, ...]]
    steps: tuple[Step, ...]
    at: int = 0
    since: float | None = None
    ends: float | None = None
    pace: Pace = Pace.READY
    by_itself: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.at < len(self.steps):
            raise ValueError("no step is now")
        if (self.since is not None) != (self.pace is Pace.RUNNING):
            raise ValueError("a clock that runs and stands still")
        if not all(usual and min(usual) > 0 for usual in self.weights.values()):
            raise ValueError("a step that takes no time")
        for step in self.steps:
            if step.number >= len(weights_of(self.agenda.item(step.item), self.weights)):
                raise ValueError("a step that its exercise does not have")

    @classmethod
    def of(cls, agenda: Agenda, outlines: Sequence[Outline]) -> Running:
        """An agenda that has not begun; Refusal when nothing is in it."""
        used = {item.exercise for item in agenda.items}
        weights = {outline.id: outline.steps for outline in outlines if outline.id in used}
        steps = tuple(step for item in agenda.inside for step in steps_of(item, weights))
        if not steps:
            raise Refusal("agenda_empty")
        return cls(agenda, weights, steps)

    @classmethod
    def alone(cls, outline: Outline) -> Running:
        """One werkvorm by itself, in its usual time; nothing has to end by then."""
        item = outline.item(f"exercise-{outline.id}")
        return replace(cls.of(Agenda(item.wish, (item,)), (outline,)), by_itself=True)

    @property
    def step(self) -> Step:
        """The step of now; after the end, the last one."""
        return self.steps[self.at]

    @property
    def item(self) -> Item:
        """The item of now."""
        return self.agenda.item(self.step.item)

    @property
    def begun(self) -> tuple[str, ...]:
        """Ids of the items that were begun, in order; none before the start."""
        gone = self.steps[: self.at + 1] if self.pace is not Pace.READY else ()
        return tuple(dict.fromkeys(step.item for step in gone))

    @property
    def ahead(self) -> int:
        """Seconds of all steps after the one of now."""
        return sum(step.seconds for step in self.steps[self.at + 1 :])

    def spent(self, now: float) -> float:
        """Seconds that the step of now has taken; a clock that was set back counts as none."""
        return self.step.spent + (max(0.0, now - self.since) if self.since is not None else 0.0)

    def left(self, now: float) -> float:
        """Seconds that the step of now still has; below 0 by as much as it is over."""
        return self.step.seconds - self.spent(now)

    def behind(self, now: float) -> float:
        """Seconds by which the meeting would end too late; below 0 when there is time to spare.

        0 when nothing waits for its end.
        """
        if self.ends is None:
            return 0.0
        return now + max(0.0, self.left(now)) + self.ahead - self.ends

    def minutes_of(self, item_id: str) -> int:
        """Minutes that the steps of an item take now, rounded; 0 when it is out."""
        seconds = sum(step.seconds for step in self.steps if step.item == item_id)
        return whole_minutes(seconds)

    def minutes_spent(self, item_id: str) -> int:
        """Minutes that the clock ran in the steps of an item that is over, rounded."""
        return whole_minutes(sum(step.spent for step in self.steps if step.item == item_id))

    def started(self, now: float) -> Running:
        """Begin; the meeting has to end after as many minutes as were agreed."""
        if self.pace is not Pace.READY:
            return self
        ends = None if self.by_itself else now + self.agenda.minutes * MINUTE
        return replace(self, since=now, pace=Pace.RUNNING, ends=ends).retimed(now)

    def paused(self, now: float) -> Running:
        """Let the clock stand still; the end of the meeting does not wait."""
        if self.pace is not Pace.RUNNING:
            return self
        return replace(self._banked(now), since=None, pace=Pace.PAUSED)

    def resumed(self, now: float) -> Running:
        """Let the clock go on; what is ahead makes up for the time that went by."""
        if self.pace is not Pace.PAUSED:
            return self
        return replace(self, since=now, pace=Pace.RUNNING).retimed(now)

    def extended(self, minutes: int, now: float) -> Running:
        """Give the step of now more minutes: from now on, when its time was over already."""
        if not 1 <= minutes <= MOST_AT_ONCE:
            raise Refusal("agenda_more", least=1, most=MOST_AT_ONCE, n=minutes)
        if self.pace is Pace.DONE:
            return self
        base = max(self.step.seconds, math.ceil(self.spent(now)))
        longer = replace(self.step, seconds=base + minutes * MINUTE)
        return self._with_step(longer).retimed(now)

    def ending_later(self, minutes: int, now: float) -> Running:
        """Let the whole meeting last longer; what was shortened gets its time back."""
        if not 1 <= minutes <= MOST_AT_ONCE:
            raise Refusal("agenda_more", least=1, most=MOST_AT_ONCE, n=minutes)
        if self.ends is None or self.pace is Pace.DONE:
            return self
        return replace(self, ends=self.ends + minutes * MINUTE).retimed(now)

    def next(self, now: float) -> Running:
        """Go to the next step, with the clock running; after the last one it is done."""
        if self.pace not in {Pace.RUNNING, Pace.PAUSED}:
            return self
        if self.at + 1 == len(self.steps):
            return self.stopped(now)
        gone = replace(self._banked(now), at=self.at + 1, since=now, pace=Pace.RUNNING)
        return gone.retimed(now, fresh=gone.step.spent == 0)

    def back(self, now: float) -> Running:
        """Go to the step before, with the time it had left; after the end, reopen the last one."""
        if self.pace is Pace.READY or (self.at == 0 and self.pace is not Pace.DONE):
            return self
        if self.pace is Pace.DONE:
            return replace(self, since=now, pace=Pace.RUNNING).retimed(now)
        since = None if self.since is None else now
        return replace(self._banked(now), at=self.at - 1, since=since).retimed(now)

    def stopped(self, now: float) -> Running:
        """End it here."""
        return replace(self._banked(now), since=None, pace=Pace.DONE)

    def with_agenda(self, agenda: Agenda, outlines: Sequence[Outline], now: float) -> Running:
        """Go on with a changed agenda.

        Raises
        ------
        Refusal
            If an item that was begun is out, or has another place: that cannot be undone.
        """
        begun = self.begun
        # Minutes were shared out as if the meeting had yet to begin: what was begun stays.
        agenda = replace(
            agenda,
            items=tuple(
                replace(item, out=None) if item.id in begun and item.out is Out.NO_TIME else item
                for item in agenda.items
            ),
        )
        if tuple(item.id for item in agenda.inside)[: len(begun)] != begun:
            raise Refusal("agenda_begun")
        new = Running.of(agenda, outlines)
        kept = [step for step in self.steps if step.item in begun]
        steps = (*kept, *(step for step in new.steps if step.item not in begun))
        weights = {**self.weights, **new.weights}
        return replace(self, agenda=agenda, weights=weights, steps=steps).retimed(now)

    def retimed(self, now: float, *, fresh: bool = False) -> Running:
        """Fit what is ahead into the time that is left; items that were dropped stay out.

        Parameters
        ----------
        fresh
            Whether the step of now has only just begun, so that it gives way too.
        """
        if self.ends is None or self.pace is Pace.DONE:
            return self
        first = self.at if fresh else self.at + 1
        done, todo = self.steps[:first], self.steps[first:]
        begun = {step.item for step in done}
        rest = [step for step in todo if step.item in begun]
        time = self.ends - now - (0.0 if fresh else max(0.0, self.left(now)))
        ongoing = [remainder(self.agenda.item(rest[0].item), rest, self.weights)] if rest else []
        new = [item for item in self.agenda.items if item.id not in begun]
        fitted = fit([*ongoing, *new], whole_minutes(time), again=False)
        items = {item.id: item for item in fitted[len(ongoing) :]}
        again = respread(fitted[0], rest, self.weights) if rest else []
        for item in items.values():
            again += steps_of(item, self.weights) if item.out is None else []
        spent = {(step.item, step.number): step.spent for step in todo}
        again = [replace(s, spent=spent.get((s.item, s.number), 0.0)) for s in again]
        every = tuple(items.get(item.id, item) for item in self.agenda.items)
        agenda = replace(self.agenda, items=every)
        steps = (*done, *again)
        if self.at < len(steps):
            return replace(self, agenda=agenda, steps=steps)
        # The step that had only just begun was the last one, and had to go.
        at, pace = self.at - 1, Pace.DONE
        return replace(self, agenda=agenda, steps=steps, at=at, since=None, pace=pace)

    def _banked(self, now: float) -> Running:
        """Write down what the clock says, so that it may stop or start anew."""
        return self._with_step(replace(self.step, spent=self.spent(now)))

    def _with_step(self, step: Step) -> Running:
        return replace(self, steps=(*self.steps[: self.at], step, *self.steps[self.at + 1 :]))


@dataclass(frozen=True)
class Difference:
    """An item that got other minutes; None when it was or is out."""

    item: str
    before: int | None
    after: int | None


def differences(before: Running, after: Running) -> tuple[Difference, ...]:
    """What a step of the clock did to the items that are not over yet, in order."""
    over = {step.item for step in after.steps[: after.at]}
    ids = [item.id for item in after.agenda.items if item.id not in over]
    pairs = [(name, before.minutes_of(name), after.minutes_of(name)) for name in ids]
    return tuple(Difference(name, a or None, b or None) for name, a, b in pairs if a != b)


def weights_of(item: Item, weights: Mapping[str, tuple[int, ...]]) -> tuple[int, ...]:
    """Usual minutes of the steps of an item; one step when it has none of its own."""
    return weights.get(item.exercise or "", (1,))


def steps_of(item: Item, weights: Mapping[str, tuple[int, ...]]) -> list[Step]:
    """All steps of an item, in the minutes that it has."""
    seconds = shares_of(item.minutes * MINUTE, weights_of(item, weights))
    return [Step(item.id, number, length) for number, length in enumerate(seconds)]


def remainder(item: Item, rest: Sequence[Step], weights: Mapping[str, tuple[int, ...]]) -> Item:
    """What is left of an item that was begun, as an item that is never dropped."""
    usual = weights_of(item, weights)
    share = sum(usual[step.number] for step in rest) / sum(usual)
    wish = max(1, round(item.wish * share))
    least = min(wish, max(1, math.ceil(item.least * share)))
    most = max(wish, math.floor(item.most * share))
    return replace(item, wish=wish, least=least, most=most, minutes=wish, fixed=True)


def respread(
    item: Item, rest: Sequence[Step], weights: Mapping[str, tuple[int, ...]]
) -> list[Step]:
    """The last steps of an item, in the minutes that are left for them."""
    usual = weights_of(item, weights)
    seconds = shares_of(item.minutes * MINUTE, [usual[step.number] for step in rest])
    return [replace(step, seconds=length) for step, length in zip(rest, seconds, strict=True)]


def whole_minutes(seconds: float) -> int:
    """Whole minutes, the nearest."""
    return math.floor(seconds / MINUTE + 0.5)


GRAIN = 30
"""Seconds to which a step is rounded, and the least it gets if there is enough."""


def shares_of(total: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Seconds per step, in proportion to what the steps usually take.

    Parameters
    ----------
    total
        Seconds to share out; 0 or more.
    weights
        What each step usually takes, in any unit; all above 0.

    Returns
    -------
    As many numbers as weights, none negative, that add up to ``total``.
    """
    least = min(GRAIN, total // len(weights))
    rest, whole = total - least * len(weights), sum(weights)
    # What a step would get above its least; rounding the running sum keeps the total exact.
    above = [max(0.0, total * weight / whole - least) for weight in weights]
    given, before, so_far = [], 0, 0.0
    for extra in above:
        so_far += extra
        share = rest * so_far / sum(above) if sum(above) else 0.0
        until = min(rest, round(share / GRAIN) * GRAIN) if so_far < sum(above) else rest
        given.append(least + until - before)
        before = until
    return tuple(given)
