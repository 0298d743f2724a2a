"""ActionPlan: what somebody will do, at most three things; it lives in memory only.

Nothing here reads a clock: the day on which a plan is made comes along with it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

MOST_ACTIONS = 3
LONGEST_STEP = 200
LONGEST_WHO = 80
HORIZON = timedelta(days=731)
"""How far ahead an action may be planned: two years."""


class Strand(StrEnum):
    """One of the three strands of a plan, in the order of the source."""

    PREVENTION = "prevention"
    MONITORING = "monitoring"
    RESILIENCE = "resilience"


class PlanError(ValueError):
    """A plan that cannot be made.

    Attributes
    ----------
    kind
        ``"empty"`` or ``"many"`` (actions), ``"twice"`` (one thing chosen), ``"past"`` or ``"far"``
        (a day), ``"step"`` or ``"who"`` (own words too long), ``"shape"`` (no plan at all). What
        was written is kept out of it, since that must not reach a log.
    action
        Number of the action from 1, or 0 when it is about the plan.
    """

    def __init__(self, kind: str, action: int = 0) -> None:
        super().__init__(f"this plan cannot be made: {kind} ({action})")
        self.kind = kind
        self.action = action


class Side(StrEnum):
    """From which action a reminder is counted, and to which side."""

    BEFORE_FIRST = "before_first"
    AFTER_FIRST = "after_first"
    AFTER_LAST = "after_last"


@dataclass(frozen=True)
class Moment:
    """When to be reminded, counted from the days of the actions.

    Attributes
    ----------
    weeks
        How far from that action; from 1, so that nobody looks back on the day itself.
    """

    id: str
    side: Side
    weeks: int

    def day(self, days: Collection[date]) -> date:
        """The day of this moment.

        Parameters
        ----------
        days
            Those of the actions; at least one.
        """
        away = timedelta(weeks=self.weeks)
        if self.side is Side.BEFORE_FIRST:
            return min(days) - away
        return (min(days) if self.side is Side.AFTER_FIRST else max(days)) + away


@dataclass(frozen=True, repr=False)
class Action:
    """One thing to do; its representation says nothing of it.

    Attributes
    ----------
    key
        Id of the statement or the suggestion that it was chosen from.
    title, text
        What it is, in few words and in full.
    day
        When.
    step
        The first step, in somebody's own words; empty when none was written.
    who
        With whom, a role or own words; empty when not chosen yet.
    """

    key: str
    strand: Strand
    title: str
    text: str
    day: date
    step: str = ""
    who: str = ""


@dataclass(frozen=True)
class Reminder:
    """A day on which to look ahead or back.

    Attributes
    ----------
    ahead
        Whether its actions are still to come.
    keys
        Of the actions that it is about, as in the plan: those to come, or those that were due.
    """

    day: date
    moment: str
    ahead: bool
    keys: tuple[str, ...]


@dataclass(frozen=True, repr=False)
class ActionPlan:
    """One to three actions, and when to be reminded; its representation says nothing of it.

    Raises
    ------
    PlanError
        If there are no actions or too many, one thing was chosen twice, a day lies before the day
        on which the plan is made or beyond the horizon, or own words are too long.
    """

    made: date
    actions: tuple[Action, ...]
    moments: tuple[Moment, ...] = ()

    def __post_init__(self) -> None:
        if not self.actions:
            raise PlanError("empty")
        if len(self.actions) > MOST_ACTIONS:
            raise PlanError("many")
        if len({action.key for action in self.actions}) < len(self.actions):
            raise PlanError("twice")
        for number, action in enumerate(self.actions, 1):
            self._check(action, number)

    def _check(self, action: Action, number: int) -> None:
        wrong = {
            "past": action.day < self.made,
            "far": action.day - self.made > HORIZON,
            "step": len(action.step) > LONGEST_STEP,
            "who": len(action.who) > LONGEST_WHO,
        }
        for kind, found in wrong.items():
            if found:
                raise PlanError(kind, number)

    @property
    def reminders(self) -> tuple[Reminder, ...]:
        """When to look ahead and back, the first day first; a day that is no more is left out.

        Who acts within the week that a nudge needs, gets none: the action itself is near enough.
        """
        found = (self._reminder(moment) for moment in self.moments)
        return tuple(sorted((one for one in found if one.day > self.made), key=lambda r: r.day))

    def _reminder(self, moment: Moment) -> Reminder:
        day = moment.day([action.day for action in self.actions])
        ahead = moment.side is Side.BEFORE_FIRST
        first = min(action.day for action in self.actions)
        keys = (one.key for one in self.actions if (one.day == first if ahead else one.day < day))
        return Reminder(day, moment.id, ahead, tuple(keys))

    def by_strand(self) -> tuple[tuple[Strand, tuple[Action, ...]], ...]:
        """The actions by strand, in the order of the strands; in each, the earliest first."""
        sorted_actions = sorted(self.actions, key=lambda action: action.day)
        grouped = (
            (strand, tuple(action for action in sorted_actions if action.strand is strand))
            for strand in Strand
        )
        return tuple((strand, actions) for strand, actions in grouped if actions)
