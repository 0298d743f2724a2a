"""Room: what facilitator and participants may do, each in one transaction."""

from __future__ import annotations

from dataclasses import replace

from weerbaar.catalog import Content
from weerbaar.disclosure import Detail, Policy, Release, policy_of
from weerbaar.model.answers import AnswerSheet
from weerbaar.model.instrument import Instrument
from weerbaar.model.refusal import Refusal
from weerbaar.model.tally import Tally
from weerbaar.room.opening import new_session
from weerbaar.room.paper import Paper
from weerbaar.room.plans import Plans
from weerbaar.room.receipts import counted, mark
from weerbaar.room.recipient import not_sealed
from weerbaar.room.reveal import instrument_of, reveal
from weerbaar.room.rounds import open_again, open_round
from weerbaar.room.session import Kind, Phase, Session
from weerbaar.room.store.contract import Store, Transaction
from weerbaar.room.view import ShareOutcome, View
from weerbaar.room.waves import repeatable, same_day

__all__ = ["MAX_HEADS", "Room", "ShareOutcome", "View"]

MAX_HEADS = 999


class Room:
    """All sessions of one store.

    Attributes
    ----------
    plans
        What their groups agreed.
    """

    def __init__(self, store: Store, content: Content, policy: Policy | None = None) -> None:
        self._store = store
        self.plans = Plans(store)
        self.paper = Paper(store)
        self._content = content
        self._policy = policy or policy_of(content)

    def open(
        self,
        *,
        language: str = "nl",
        group_type: str = "gemeenteraad",
        size_class: str = "20-29",
        kind: Kind = Kind.LIVE,
        instrument: str | None = None,
        wave_of: str | None = None,
    ) -> Session:
        """Make a new session, with a code that was never used here.

        One that repeats another (``wave_of``) takes over its group type, size class and
        instrument, and is refused as by :meth:`repeatable`; ``instrument`` is the first that
        content offers when it is None. For whom its sums are sealed is fixed now; those of a
        rehearsal, on paper, or of an instrument that is not for research, never are.
        """
        with self._store.write() as transaction:
            session = new_session(
                transaction,
                self._content,
                self._policy,
                language=language,
                group_type=group_type,
                size_class=size_class,
                kind=kind,
                instrument=instrument,
                wave_of=wave_of,
            )
            transaction.save(session)
        return session

    def open_round(self, code: str, instrument: str) -> Session:
        """Open a session with another instrument for the people of one that was revealed.

        That one is not put away: it is the current one again once the round is archived. Kind,
        group and heads are taken over.

        Raises
        ------
        Refusal
            ``code_unknown``; ``round_too_early`` until the reveal.
        """
        with self._store.write() as transaction:
            under = _find(transaction, code)
            return open_round(transaction, self._content, self._policy, under, instrument)

    def open_again(self, code: str, language: str | None = None) -> Session:
        """Hold the session of now once more, also before anybody has seen what came out.

        Parameters
        ----------
        language
            To begin in; None for that of the first time.

        Raises
        ------
        Refusal
            ``code_unknown``; and as :func:`rounds.open_again`.
        """
        with self._store.write() as transaction:
            earlier = _find(transaction, code)
            return open_again(transaction, self._content, self._policy, earlier, language)

    def repeatable(self, code: str) -> Session:
        """The session with a code, when it can be repeated; see :func:`waves.repeatable`."""
        with self._store.read() as transaction:
            return repeatable(transaction, self._content, code)

    def beside(self, instrument: str, session: Session | None = None) -> tuple[Session, ...]:
        """Earlier sessions of one day whose picture could be laid beside that of a session.

        Parameters
        ----------
        instrument
            Id of the questionnaire; ``session`` is None for a session that would open today.

        Returns
        -------
        tuple of Session
            Those of :func:`waves.same_day` that were revealed with figures, the first one first.
        """
        with self._store.read() as transaction:
            found = same_day(transaction.sessions(), self._content, instrument, session)
            return tuple(one for one in found if _has_figures(transaction.release(one.code)))

    def sessions(self) -> tuple[Session, ...]:
        """All sessions, the newest first."""
        with self._store.read() as transaction:
            return transaction.sessions()

    def current(self) -> Session | None:
        """The newest session that was not put away."""
        return next((s for s in self.sessions() if s.phase is not Phase.ARCHIVED), None)

    def view(self, code: str) -> View:
        """What may be seen of a session now.

        Raises
        ------
        Refusal
            ``code_unknown``.
        """
        with self._store.read() as transaction:
            session = _find(transaction, code)
            body = transaction.release(code)
            release = Release.from_json(body) if body else None
            if release is not None:
                return View(session, release.n, release)
            shared = None if session.phase is Phase.OPEN else transaction.tally(code).sheets
            return View(session, shared)

    def instrument(self, session: Session) -> Instrument:
        """The instrument of a session.

        Raises
        ------
        Refusal
            ``other_instrument`` if the content has changed since the session was made.
        """
        return instrument_of(self._content, session)

    def describe(self, code: str, *, language: str, group_type: str, size_class: str) -> Session:
        """Change what the facilitator says about the group, while the session is open."""
        with self._store.write() as transaction:
            session = _find(transaction, code)
            if session.phase is not Phase.OPEN:
                raise Refusal("details_fixed")
            session = replace(
                session, language=language, group_type=group_type, size_class=size_class
            )
            transaction.save(session)
        return session

    def count_heads(self, code: str, heads: int) -> Session:
        """Enter how many people are present, until the reveal.

        Raises
        ------
        Refusal
            ``bad_value`` unless 1 to 999; ``details_fixed`` after the reveal.
        """
        if not 1 <= heads <= MAX_HEADS:
            raise Refusal("bad_value", found=heads, least=1, most=MAX_HEADS)
        with self._store.write() as transaction:
            session = _find(transaction, code)
            if session.phase not in (Phase.OPEN, Phase.CLOSED):
                raise Refusal("details_fixed")
            session = replace(session, heads=heads)
            transaction.save(session)
        return session

    def join(self, code: str, token: str) -> Session:
        """Count a browser that pressed Start, once; after closing it is not counted.

        Raises
        ------
        Refusal
            ``code_unknown``; ``on_paper``; ``other_instrument`` if the content has changed.
        """
        return self._count(code, token, done=False)

    def finish(self, code: str, token: str) -> Session:
        """Count a browser that is done without sharing, once; raises as :meth:`join`."""
        return self._count(code, token, done=True)

    def share(self, code: str, token: str, sheet: AnswerSheet) -> ShareOutcome:
        """Add a sheet to the tally, exactly once per token however often it is tried.

        Returns
        -------
        ShareOutcome
            ``SHARED`` when the sheet is counted and durable (now or by an earlier try);
            ``CLOSED`` when the session had closed before.

        Raises
        ------
        Refusal
            ``answers_version`` if the sheet belongs to another instrument; ``nothing_answered``
            if it is blank, since it would only make the group look larger; and as :meth:`join`.
        """
        if not sheet.answers:
            raise Refusal("nothing_answered")
        receipt = mark("share", token)
        with self._store.write() as transaction:
            session = _find(transaction, code)
            session.refuse_phones()
            if transaction.has_receipt(code, receipt):
                return ShareOutcome.SHARED
            self.instrument(session)
            if session.phase is not Phase.OPEN:
                return ShareOutcome.CLOSED
            if sheet.instrument.digest != session.digest:
                raise Refusal("answers_version")
            transaction.add_receipt(code, receipt)
            transaction.add_tally(code, Tally.of(sheet))
            counted(transaction, session, token, done=True)
        return ShareOutcome.SHARED

    def has_shared(self, code: str, token: str) -> bool:
        """Whether a share of this token was counted."""
        with self._store.read() as transaction:
            return transaction.has_receipt(code, mark("share", token))

    def close(self, code: str) -> View:
        """Stop taking shares; doing it again changes nothing."""
        with self._store.write() as transaction:
            transaction.save(_find(transaction, code).close())
        return self.view(code)

    def reveal(self, code: str) -> Release:
        """Freeze the release, seal the tally if so promised, and erase it, in one transaction.

        Once (R5, R8). A vote that was closed and held again is revealed in the same transaction.

        Raises
        ------
        Refusal
            ``not_closed``, ``heads_missing``, ``too_many_shares``, ``session_over``;
            ``vote_waits`` when it is shown together with the vote that repeats it.
        """
        with self._store.write() as transaction:
            return reveal(transaction, self._content, _find(transaction, code))

    def sealed(self, code: str) -> bytes:
        """The sealed sums of a session, to hand over.

        Raises
        ------
        Refusal
            ``code_unknown``; ``sealed_rehearsal``, ``sealed_unrevealed``, ``sealed_nobody`` (no
            organisation was named when it opened) or ``sealed_few`` when there are none.
        """
        with self._store.read() as transaction:
            session, body = _find(transaction, code), transaction.sealed(code)
            if body is None:
                raise not_sealed(session, revealed=transaction.release(code) is not None)
            return body

    def archive(self, code: str) -> None:
        """Put a session away; a tally that was never revealed is erased with it."""
        with self._store.write() as transaction:
            transaction.save(_find(transaction, code).archive())
            transaction.erase_tally(code)
            transaction.erase_receipts(code)

    def _count(self, code: str, token: str, *, done: bool) -> Session:
        with self._store.write() as transaction:
            session = _find(transaction, code)
            session.refuse_phones()
            self.instrument(session)
            if session.phase is Phase.OPEN:
                counted(transaction, session, token, done=done)
        return session


def _find(transaction: Transaction, code: str) -> Session:
    session = transaction.find(code)
    if session is None:
        raise Refusal("code_unknown")
    return session


def _has_figures(body: str | None) -> bool:
    return body is not None and Release.from_json(body).detail is not Detail.NOTHING
