"""Waves: sessions that repeat an earlier one of the same group, and those that do so unsaid."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from weerbaar.catalog import Content
from weerbaar.model.refusal import Refusal
from weerbaar.room.session import Kind, Phase, Session
from weerbaar.room.store.contract import Transaction


def today() -> str:
    """The day of now, as a session keeps it."""
    return dt.datetime.now().astimezone().date().isoformat()


def repetition(session: Session, sessions: Iterable[Session]) -> Session | None:
    """The session that repeats another one and is not revealed yet; None when there is none."""
    busy = {Phase.OPEN, Phase.CLOSED}
    return next((s for s in sessions if s.wave_of == session.code and s.phase in busy), None)


def repeatable(
    transaction: Transaction,
    content: Content,
    code: str,
    kind: Kind | None = None,
    *,
    unseen: bool = False,
) -> Session:
    """The session with a code, when a next wave of it can be laid beside it.

    Parameters
    ----------
    kind
        Of the next wave; None when it takes the kind of the earlier session.
    unseen
        Whether one that is closed will do: both are then revealed at once.

    Raises
    ------
    Refusal
        ``code_unknown``; ``wave_unreleased`` without a picture to compare with;
        ``wave_instrument`` when the questionnaire asks something else now; ``wave_kind`` for a
        rehearsal of a session of people, or the other way round.
    """
    earlier = transaction.find(code)
    if earlier is None:
        raise Refusal("code_unknown")
    closed = unseen and earlier.phase is Phase.CLOSED
    if transaction.release(code) is None and not closed:
        raise Refusal("wave_unreleased", code=code)
    found = content.instruments.get(earlier.instrument)
    if found is None or not found.model.asks(earlier.digest):
        raise Refusal("wave_instrument", code=code)
    if kind not in (None, earlier.kind):
        raise Refusal("wave_kind", code=code)
    return earlier


def waves(sessions: Iterable[Session], last: Session) -> tuple[Session, ...]:
    """All waves up to a session, the first one first; the session alone when it repeats none."""
    known = {session.code: session for session in sessions}
    found = [last]
    while found[0].wave_of in known:
        found.insert(0, known[found[0].wave_of])
    return tuple(found)


def same_day(
    sessions: Iterable[Session], content: Content, instrument: str, session: Session | None = None
) -> tuple[Session, ...]:
    """Other sessions of one day that asked a statement of the same meaning, the first one first.

    A day is that of the picture; one that has none yet will have it today, whenever it was opened.
    If nearly the same people answered, two pictures together can tell of the few who came or left
    (design section 6, R5). The kind of group is not looked at: a fractie is part of its council.
    A rehearsal counts, for nobody but the room knows whether people answered in it. A vote does
    not: each is on a dilemma of its own, or on purpose held twice.

    Parameters
    ----------
    instrument
        Id of the questionnaire that is, or will be, answered.
    session
        The session itself, whose own waves are left out; None for one that would open now.
    """
    sessions, asked = tuple(sessions), _statements(content, instrument)
    shown = session is not None and session.phase not in {Phase.OPEN, Phase.CLOSED}
    day = session.day if session and shown else today()
    own = {one.code for one in waves(sessions, session)} if session else set()
    found = (
        one
        for one in sessions
        if one.day == day
        and one.code not in own
        and (session is None or not shown or one.number < session.number)
        and one != session
        and asked & _statements(content, one.instrument)
    )
    return tuple(sorted(found, key=lambda one: one.number))


def _statements(content: Content, instrument: str) -> frozenset[str]:
    """Ids of the statements of a questionnaire; none of a vote, or of one that is gone."""
    found = content.instruments.get(instrument)
    if found is None or not found.model.rules.judges:
        return frozenset()
    return frozenset(statement.id for statement in found.model.statements)
