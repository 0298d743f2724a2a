"""What the programme says of itself: for whom it was made, and how it went."""

from __future__ import annotations

from weerbaar.catalog import Content
from weerbaar.model.programme.running import Pace, Running
from weerbaar.model.programme.running import whole_minutes
from weerbaar.pages.meeting import Progress


def made_for(progress: Progress, content: Content, language: str) -> str:
    """For which other session the programme was made; empty when it is that of now."""
    meeting = progress.meeting
    if meeting.agenda is None or progress.own:
        return ""
    maker = next((one for one in progress.sessions if one.code == meeting.code), None)
    names = {choice.id: choice.name[language] for choice in content.choices.group_types}
    group = names.get(maker.group_type) if maker else None
    if group is None or meeting.people is None:
        return content.text("agenda.inherited.unknown", language)
    return content.text("agenda.inherited.known", language, group=group, n=meeting.people)


def states(running: Running | None) -> dict[str, str]:
    """How it is with each item, by id: done, now, or missed once all is over; else it is ahead."""
    if running is None or running.pace is Pace.READY:
        return {}
    begun = dict.fromkeys(running.begun, "done")
    if running.pace is Pace.DONE:
        return {item.id: begun.get(item.id, "missed") for item in running.agenda.items}
    return {**begun, running.step.item: "now"}


def ended(running: Running | None, content: Content, language: str) -> str:
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
        return content.text("agenda.ended_at_once", language, **facts)
    return content.text("agenda.ended", language, n=minutes, **facts)
