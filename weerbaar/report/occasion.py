"""Occasion: what a report tells beside the release."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from weerbaar.catalog import Voice
from weerbaar.model.plan import GroupPlan
from weerbaar.present.change import TwoWaves, two_waves
from weerbaar.room import Room, SessionView

NO_PLAN = GroupPlan()


@dataclass(frozen=True)
class Occasion:
    """One meeting, as far as a report may know it.

    Attributes
    ----------
    code
        Of the session.
    day
        When it was.
    group
        Id of the kind of group.
    plan
        What the group agreed, when it looks back, and which exercise it did.
    both
        The release and the earlier one that it repeats; None when it repeats none.
    """

    code: str
    day: date
    group: str
    plan: GroupPlan = NO_PLAN
    both: TwoWaves | None = None


def occasion_of(room: Room, view: SessionView) -> Occasion:
    """The occasion of a session that was revealed."""
    session = view.session
    return Occasion(
        code=session.code,
        day=date.fromisoformat(session.day),
        group=session.group_type,
        plan=room.plan(session.code),
        both=two_waves(room, view),
    )


def file_name(occasion: Occasion, voice: Voice) -> str:
    """What a file with a report is called, without its ending."""
    facts = {"code": occasion.code, "day": occasion.day.isoformat()}
    return voice("report.file", **facts)
