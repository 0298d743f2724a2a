"""What the programme says of itself: for whom it was made, and how it went."""

from __future__ import annotations

from weerbaar.catalog import Voice
from weerbaar.model.running import Pace, Running
from weerbaar.model.steps import whole_minutes
from weerbaar.pages.meeting import Progress


def made_for(progress: Progress, voice: Voice) -> str:
    """For which other session the programme was made; empty when it is that of now."""
    meeting = progress.meeting
    if meeting.agenda is None or progress.own:
        return ""
    maker = next((one for one in progress.sessions if one.code == meeting.code), None)
    names = {choice.id: voice.of(choice.name) for choice in voice.content.choices.group_types}
    group = names.get(maker.group_type) if maker else None
    if group is None or meeting.people is None:
        return voice("agenda.inherited.unknown")
    return voice("agenda.inherited.known", group=group, n=meeting.people)


def states(running: Running | None) -> dict[str, str]:
    """How it is with each item, by id: done, now, or missed once all is over; else it is ahead."""
    if running is None or running.pace is Pace.READY:
        return {}
    begun = dict.fromkeys(running.begun, "done")
    if running.pace is Pace.DONE:
        return {item.id: begun.get(item.id, "missed") for item in running.agenda.items}
    return {**begun, running.step.item: "now"}


def ended(running: Running | None, voice: Voice) -> str:
    """How it went, once it is over; else empty."""
    if running is None or running.pace is not Pace.DONE:
        return ""
    facts = {
        "planned": running.agenda.minutes,
        "done": len(running.begun),
        "of": len(running.agenda.items),
    }
    minutes = whole_minutes(sum(step.spent for step in running.steps))
    if minutes == 0:
        return voice("agenda.ended_at_once", **facts)
    return voice("agenda.ended", n=minutes, **facts)
