"""What comes of it: the plan of a group, and the limits of that of one person.

Nothing here reads a clock: the day of the session comes along where days are judged.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from weerbaar.model.refusal import Refusal

MOST = 3
LONGEST_WHAT = 200
LONGEST_OWNER = 60
HORIZON_DAYS = 731
"""How far ahead an action, an agreement or the next meeting may be: two years."""

# The plan of one person is made on a phone, by scripts.
MOST_ACTIONS = 3
LONGEST_STEP = 200
LONGEST_WHO = 80


class Strand(StrEnum):
    """One of the three strands of a person's plan, in the order of the source."""

    PREVENTION = "prevention"
    MONITORING = "monitoring"
    RESILIENCE = "resilience"


def one_line(text: str) -> str:
    """A text as one line: spaces put together, signs that cannot be printed left out."""
    # Line breaks and tabs are spaces to a reader, and would disappear with what cannot be printed.
    words = " ".join(text.split())
    return " ".join("".join(sign for sign in words if sign.isprintable()).split())


@dataclass(frozen=True)
class Agreement:
    """One thing that a group will do.

    Attributes
    ----------
    what
        In the group's own words; made one line.
    owner
        The role of whoever sees to it, made one line.
    by
        The day before which it is done.
    """

    what: str
    owner: str
    by: date

    def __post_init__(self) -> None:
        for name in ("what", "owner"):
            object.__setattr__(self, name, one_line(getattr(self, name)))


@dataclass(frozen=True)
class GroupPlan:
    """What a session led to; it may be empty.

    Attributes
    ----------
    agreements
        At most three, in the order of the group.
    follow_up
        The day on which the group looks back; None when none was chosen.
    exercise
        Id of the exercise that the group did after its picture; None when none was chosen.

    Raises
    ------
    Refusal
        ``plan_many``, or ``plan_what`` or ``plan_owner``, with the ``number`` of the agreement
        from 1, when that is empty or too long.
    """

    agreements: tuple[Agreement, ...] = ()
    follow_up: date | None = None
    exercise: str | None = None

    def __post_init__(self) -> None:
        if len(self.agreements) > MOST:
            raise Refusal("plan_many")
        for number, agreement in enumerate(self.agreements, 1):
            if not 0 < len(agreement.what) <= LONGEST_WHAT:
                raise Refusal("plan_what", number=number)
            if not 0 < len(agreement.owner) <= LONGEST_OWNER:
                raise Refusal("plan_owner", number=number)

    def check_days(self, session: date) -> None:
        """See that all days lie on or after the day of the session, within the horizon.

        Raises
        ------
        Refusal
            ``plan_day`` with the ``number`` of the agreement, or ``plan_follow_up``; both with the
            ``day`` of the session.
        """
        last = session + timedelta(HORIZON_DAYS)
        for number, agreement in enumerate(self.agreements, 1):
            if not session <= agreement.by <= last:
                raise Refusal("plan_day", number=number, day=session)
        if self.follow_up and not session <= self.follow_up <= last:
            raise Refusal("plan_follow_up", day=session)
