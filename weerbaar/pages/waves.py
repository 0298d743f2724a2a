"""Which sessions a facilitator can choose to repeat, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from weerbaar.catalog import Voice
from weerbaar.room import Kind, Session
from weerbaar.room.service import View
from weerbaar.room.waves import today


@dataclass(frozen=True)
class WaveChoice:
    """A session with a picture, of which a next wave can be made.

    Attributes
    ----------
    words
        Code, day and group.
    same_day
        Whether it was made today: then nearly the same people may come again.
    """

    code: str
    words: str
    language: str
    same_day: bool


def wave_choices(views: Iterable[View], voice: Voice) -> list[WaveChoice]:
    """The sessions that can be repeated, in the order given."""
    groups = {choice.id: voice.of(choice.name) for choice in voice.content.choices.group_types}
    found = []
    for view in views:
        session = view.session
        asked = voice.content.instruments.get(session.instrument)
        if view.release is None or asked is None or not asked.model.asks(session.digest):
            continue
        group = groups.get(session.group_type, session.group_type)
        if session.kind is not Kind.LIVE:
            kind = voice(f"facilitator.next.{session.kind}")
            group = f"{group} · {kind}"
        if asked is not voice.content.default:
            group = f"{group} · {voice.of(asked.file.title)}"
        day = voice.day(session.day)
        facts = {"code": session.code, "day": day, "group": group}
        words = voice("wave.next.option", **facts)
        same_day = session.day == today()
        found.append(WaveChoice(session.code, words, session.language, same_day))
    return found


def sessions_named(sessions: Iterable[Session], voice: Voice) -> str:
    """Sessions one after the other, each by its code and, unless people were asked, its kind."""
    return ", ".join(
        session.code
        if session.kind is Kind.LIVE
        else f"{session.code} ({voice(f'facilitator.next.{session.kind}')})"
        for session in sessions
    )
