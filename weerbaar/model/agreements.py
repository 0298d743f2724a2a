"""GroupPlan: what a group agreed, at most three things, and when it looks back.

Nothing here reads a clock: the day of the session comes along where days are judged.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta

from weerbaar.model.refusal import Refusal

MOST = 3
LONGEST_WHAT = 200
LONGEST_OWNER = 60
HORIZON = timedelta(days=731)
"""How long after a session an agreement or the next meeting may be: two years."""


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
        ``plan_many``, or ``plan_what`` or ``plan_owner`` when that is empty or too long.
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
            ``plan_day`` or ``plan_follow_up``.
        """
        for number, agreement in enumerate(self.agreements, 1):
            if not session <= agreement.by <= session + HORIZON:
                raise Refusal("plan_day", number=number, day=session)
        if self.follow_up and not session <= self.follow_up <= session + HORIZON:
            raise Refusal("plan_follow_up", day=session)

    def to_json(self) -> str:
        """Text form for storage."""
        return json.dumps(
            {
                "agreements": [
                    {"what": a.what, "owner": a.owner, "by": a.by.isoformat()}
                    for a in self.agreements
                ],
                "follow_up": self.follow_up.isoformat() if self.follow_up else None,
                "exercise": self.exercise,
            },
            sort_keys=True,
            ensure_ascii=False,
        )

    @classmethod
    def from_json(cls, text: str) -> GroupPlan:
        """Read back what :meth:`to_json` gave."""
        raw = json.loads(text)
        return cls(
            agreements=tuple(
                Agreement(a["what"], a["owner"], date.fromisoformat(a["by"]))
                for a in raw["agreements"]
            ),
            follow_up=date.fromisoformat(raw["follow_up"]) if raw["follow_up"] else None,
            exercise=raw["exercise"],
        )
