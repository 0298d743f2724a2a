"""ActionPlan: what somebody will do, at most three things; it lives in memory only.

Nothing here reads a clock: the day on which a plan is made comes along with it.
"""

from __future__ import annotations

from calendar import monthrange
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


@dataclass(frozen=True)
class Moment:
    """When to look back, counted from the day on which a plan is made."""

    id: str
    weeks: int = 0
    months: int = 0

    def after(self, day: date) -> date:
        """The day of this moment; the last of a month when that has no such day."""
        year, month = divmod(day.year * 12 + day.month - 1 + self.months, 12)
        last = monthrange(year, month + 1)[1]
        return date(year, month + 1, min(day.day, last)) + timedelta(weeks=self.weeks)


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
    """A day on which to look back."""

    day: date
    moment: str


@dataclass(frozen=True, repr=False)
class ActionPlan:
    """One to three actions, and when to look back at them; its representation says nothing of it.

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
        """When to look back, the first day first."""
        found = (Reminder(moment.after(self.made), moment.id) for moment in self.moments)
        return tuple(sorted(found, key=lambda reminder: reminder.day))

    def by_strand(self) -> tuple[tuple[Strand, tuple[Action, ...]], ...]:
        """The actions by strand, in the order of the strands; in each, the earliest first."""
        sorted_actions = sorted(self.actions, key=lambda action: action.day)
        grouped = (
            (strand, tuple(action for action in sorted_actions if action.strand is strand))
            for strand in Strand
        )
        return tuple((strand, actions) for strand, actions in grouped if actions)
