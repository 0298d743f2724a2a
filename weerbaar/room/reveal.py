"""The reveal: freeze the release of a session, and that of the vote that waited for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from weerbaar.catalog import Content
from weerbaar.disclosure import Release, disclose
from weerbaar.disclosure.sealed.contribution import (
    MINIMUM,
    Contribution,
    for_research,
    kept_apart,
)
from weerbaar.disclosure.sealed.sealing import seal
from weerbaar.model.instrument import Instrument
from weerbaar.model.refusal import Refusal
from weerbaar.model.tally import Tally, taken_over
from weerbaar.room.session import Kind, Phase, Session
from weerbaar.room.store.contract import Transaction
from weerbaar.room.waves import put_away, repetition, today, waves


def instrument_of(content: Content, session: Session) -> Instrument:
    """The instrument of a session, with the digest of what was asked in it.

    Raises
    ------
    Refusal
        ``other_instrument`` if the content asks something else since the session was made.
    """
    found = content.instruments.get(session.instrument)
    if found is None or not found.model.asks(session.digest):
        raise Refusal("other_instrument")
    return replace(found.model, digest=session.digest)


def waits(session: Session, sessions: Iterable[Session]) -> bool:
    """Whether a closed session is shown together with its repetition, which is not revealed yet."""
    return session.phase is Phase.CLOSED and repetition(session, sessions) is not None


def reveal(transaction: Transaction, content: Content, session: Session) -> Release:
    """Freeze the release of a session; one that it repeats and nobody has seen comes along.

    Until here no release of that earlier one exists, so nothing can show it: whoever votes again
    has seen nothing. It is put away, and this session is the one of now.

    Raises
    ------
    Refusal
        ``vote_waits`` when it is shown with its repetition; and as :meth:`Session.release`.
    """
    if waits(session, transaction.sessions()):
        raise Refusal("vote_waits")
    earlier = transaction.find(session.wave_of) if session.wave_of else None
    release = _freeze(transaction, content, session)
    if earlier is not None and earlier.phase is Phase.CLOSED:
        _freeze(transaction, content, earlier)
        put_away(transaction, transaction.find(earlier.code) or earlier)
    return release


def _freeze(transaction: Transaction, content: Content, session: Session) -> Release:
    """Freeze, seal if so promised, and erase the tally; once (R5, R8).

    From here the session is of today: what counts is on which day there was a picture.
    """
    tally = transaction.tally(session.code)
    released = replace(session.release(tally.sheets), day=today())
    body = transaction.release(session.code)
    if body is not None:
        return Release.from_json(body)
    instrument = instrument_of(content, session)
    # A session may have been begun by the version before.
    tally = taken_over(tally, instrument)
    release = disclose(tally, instrument, session.policy, rehearsal=session.kind is Kind.REHEARSAL)
    transaction.put_release(session.code, release.to_json())
    wave = len(waves(transaction.sessions(), session))
    sealed = sealed_sums(released, instrument, tally, wave)
    if sealed is not None:
        transaction.put_sealed(session.code, sealed)
    transaction.erase_tally(session.code)
    transaction.save(released)
    return release


def sealed_sums(session: Session, instrument: Instrument, tally: Tally, wave: int) -> bytes | None:
    """The sums of a revealed session, sealed; None when they are only erased.

    Sums over fewer than five people are not sealed: the floor of R2 holds for whoever can open
    them, too. Of one person they would be a row, of two one subtracts one's own.
    """
    if session.recipient is None or tally.sheets < MINIMUM:
        return None
    people = {"heads": session.heads, "joined": session.joined, "done": session.done}
    contribution = Contribution(
        instrument=instrument,
        group_type=session.group_type,
        size_class=session.size_class,
        year=int(session.day[:4]),
        language=session.language,
        wave=wave,
        series=session.recipient.series,
        simulated=False,
        policy=session.policy,
        tally=for_research(tally, instrument),
        **kept_apart(tally.sheets, **people),
    )
    return seal(contribution, session.recipient.public_key)


def not_sealed(session: Session, *, revealed: bool) -> Refusal:
    """Why there are no sealed sums of a session."""
    if session.kind is Kind.REHEARSAL:
        return Refusal("sealed_rehearsal", code=session.code)
    if session.recipient is None:
        return Refusal("sealed_nobody", code=session.code)
    return Refusal("sealed_few" if revealed else "sealed_unrevealed", code=session.code)
