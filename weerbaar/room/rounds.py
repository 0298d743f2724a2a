"""Rounds: another questionnaire for the same people, and a vote that is held again."""

from __future__ import annotations

from dataclasses import replace

from weerbaar.catalog import Content
from weerbaar.disclosure import Policy
from weerbaar.room.errors import RoomError
from weerbaar.room.opening import new_session
from weerbaar.room.session import Phase, Session
from weerbaar.room.store.contract import Transaction
from weerbaar.room.waves import repeatable


def open_round(
    transaction: Transaction, content: Content, policy: Policy, under: Session, instrument: str
) -> Session:
    """A round within a session that was revealed, with its kind, group and heads.

    Raises
    ------
    RoomError
        ``round_too_early`` until the reveal.
    """
    if under.phase is not Phase.RELEASED:
        raise RoomError("round_too_early")
    session = new_session(
        transaction,
        content,
        policy,
        language=under.language,
        group_type=under.group_type,
        size_class=under.size_class,
        kind=under.kind,
        instrument=instrument,
        wave_of=None,
    )
    return _kept(transaction, session, under)


def open_again(
    transaction: Transaction, content: Content, policy: Policy, earlier: Session
) -> Session:
    """The same round once more; one that is closed stays closed until both are revealed.

    What :func:`reveal.reveal` will ask of the earlier one is asked now, so that nothing stands in
    the way of showing both. Doing it again gives the same session.

    Raises
    ------
    RoomError
        ``not_closed``, ``heads_missing``, ``too_many_shares``; and as :func:`waves.repeatable`.
    """
    busy = {Phase.OPEN, Phase.CLOSED}
    for session in transaction.sessions():
        if session.wave_of == earlier.code and session.phase in busy:
            return session
    if earlier.phase is not Phase.ARCHIVED:
        earlier.release(transaction.tally(earlier.code).sheets)
    unseen = earlier.phase is Phase.CLOSED
    repeatable(transaction, content, earlier.code, unseen=unseen)
    session = new_session(
        transaction,
        content,
        policy,
        language=earlier.language,
        group_type=earlier.group_type,
        size_class=earlier.size_class,
        kind=earlier.kind,
        instrument=None,
        wave_of=earlier.code,
        unseen=unseen,
    )
    if not unseen:
        transaction.save(earlier.archive())
        transaction.erase_receipts(earlier.code)
    return _kept(transaction, session, earlier)


def _kept(transaction: Transaction, session: Session, before: Session) -> Session:
    session = replace(session, heads=before.heads)
    transaction.save(session)
    return session
