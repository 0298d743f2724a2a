"""Rounds: another questionnaire for the same people, and a vote that is held again."""

from __future__ import annotations

from dataclasses import replace

from weerbaar.catalog import Content
from weerbaar.disclosure import Policy
from weerbaar.model.refusal import Refusal
from weerbaar.room.opening import new_session
from weerbaar.room.session import Phase, Session
from weerbaar.room.store.contract import Transaction
from weerbaar.room.waves import repetition


def open_round(
    transaction: Transaction, content: Content, policy: Policy, under: Session, instrument: str
) -> Session:
    """A round within a session that was revealed, with its kind, group and heads.

    Raises
    ------
    Refusal
        ``round_too_early`` until the reveal.
    """
    if under.phase is not Phase.RELEASED:
        raise Refusal("round_too_early")
    return _next(transaction, content, policy, under, instrument=instrument)


def open_again(
    transaction: Transaction,
    content: Content,
    policy: Policy,
    earlier: Session,
    language: str | None = None,
) -> Session:
    """The same round once more; one that is closed stays closed until both are revealed.

    What :func:`reveal.reveal` will ask of the earlier one is asked now, so that nothing stands in
    the way of showing both. Doing it again gives the same session.

    Raises
    ------
    Refusal
        ``not_closed``, ``heads_missing``, ``too_many_shares``; and as :func:`waves.repeatable`.
    """
    begun = repetition(earlier, transaction.sessions())
    if begun is not None:
        return begun
    if earlier.phase is not Phase.ARCHIVED:
        earlier.release(transaction.tally(earlier.code).sheets)
    unseen = earlier.phase is Phase.CLOSED
    said = replace(earlier, language=language or earlier.language)
    session = _next(transaction, content, policy, said, wave_of=earlier.code, unseen=unseen)
    if not unseen:
        transaction.save(earlier.archive())
        transaction.erase_receipts(earlier.code)
    return session


def _next(
    transaction: Transaction,
    content: Content,
    policy: Policy,
    before: Session,
    *,
    instrument: str | None = None,
    wave_of: str | None = None,
    unseen: bool = False,
) -> Session:
    """The next session of the same people: kind, group, language and heads are taken over."""
    session = new_session(
        transaction,
        content,
        policy,
        language=before.language,
        group_type=before.group_type,
        size_class=before.size_class,
        kind=before.kind,
        instrument=instrument,
        wave_of=wave_of,
        unseen=unseen,
    )
    session = replace(session, heads=before.heads)
    transaction.save(session)
    return session
