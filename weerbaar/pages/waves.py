"""Which sessions a facilitator can choose to repeat, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from weerbaar.catalog import Content
from weerbaar.present.days import written_day
from weerbaar.room import Kind, Session, View
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


def wave_choices(views: Iterable[View], content: Content, language: str) -> list[WaveChoice]:
    """The sessions that can be repeated, in the order given."""
    groups = {choice.id: choice.name[language] for choice in content.choices.group_types}
    found = []
    for view in views:
        session = view.session
        asked = content.instruments.get(session.instrument)
        if view.release is None or asked is None or not asked.model.asks(session.digest):
            continue
        group = groups.get(session.group_type, session.group_type)
        if session.kind is not Kind.LIVE:
            kind = content.text(f"facilitator.next.{session.kind}", language)
            group = f"{group} · {kind}"
        if asked is not content.default:
            group = f"{group} · {asked.file.title[language]}"
        day = written_day(session.day, content, language)
        facts = {"code": session.code, "day": day, "group": group}
        words = content.text("wave.next.option", language, **facts)
        same_day = session.day == today()
        found.append(WaveChoice(session.code, words, session.language, same_day))
    return found


def sessions_named(sessions: Iterable[Session], content: Content, language: str) -> str:
    """Sessions one after the other, each by its code and, unless people were asked, its kind."""
    return ", ".join(
        session.code
        if session.kind is Kind.LIVE
        else f"{session.code} ({content.text(f'facilitator.next.{session.kind}', language)})"
        for session in sessions
    )
