"""Room: what facilitator and participants may do, each in one transaction."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from pydantic import TypeAdapter

from weerbaar.catalog import Content
from weerbaar.disclosure import Detail, Policy, Release, policy_of
from weerbaar.model.answers import AnswerSheet
from weerbaar.model.instrument import Instrument
from weerbaar.model.plan import GroupPlan
from weerbaar.model.refusal import Refusal
from weerbaar.model.tally import Tally
from weerbaar.room.opening import Opening
from weerbaar.room.paper import Counts, paper_tally
from weerbaar.room.programme import Meeting, Progress, clock, meeting_text, parse_meeting
from weerbaar.room.reveal import instrument_of, not_sealed, reveal
from weerbaar.room.session import (
    Kind,
    Phase,
    Session,
    SessionView,
    ShareOutcome,
    base_of,
    current_of,
)
from weerbaar.room.store.contract import Store, Transaction
from weerbaar.room.waves import put_away, repeatable, same_day

MAX_HEADS = 999
_TOKEN = re.compile(r"[0-9a-f]{32}")
_PLAN = TypeAdapter(GroupPlan)


class Room:
    """All sessions of one store, and the meeting they belong to.

    Parameters
    ----------
    policy
        What sessions that open from now on promise; that of the content when it is None.
    """

    def __init__(self, store: Store, content: Content, policy: Policy | None = None) -> None:
        self._store = store
        self._content = content
        self._policy = policy or policy_of(content)
        self._clock = clock()

    # --- sessions that open ---

    def open(
        self,
        *,
        language: str = "nl",
        group_type: str = "gemeenteraad",
        size_class: str = "20-29",
        kind: Kind = Kind.LIVE,
        instrument: str | None = None,
        wave_of: str | None = None,
        instead: bool = False,
    ) -> Session:
        """Make a new session, with a code that was never used here.

        One that repeats another (``wave_of``) takes over its group type, size class and
        instrument, and is refused as by :func:`waves.repeatable`; ``instrument`` is the first that
        content offers when it is None. For whom its sums are sealed is fixed now; those of a
        rehearsal, on paper, or of an instrument that is not for research, never are.

        Parameters
        ----------
        instead
            Whether all others are put away: in the same transaction, so that what is refused, or
            fails, puts nothing away.
        """
        with self._store.write() as transaction:
            if instead:
                _put_all_away(transaction)
            return self._opening(transaction).new(
                language=language,
                group_type=group_type,
                size_class=size_class,
                kind=kind,
                instrument=instrument,
                wave_of=wave_of,
            )

    def open_wave(self, code: str, language: str | None = None) -> Session:
        """Repeat a session instead of all that are open; that of now is held again in its place.

        Parameters
        ----------
        language
            To begin in; None for that of the first time.

        Raises
        ------
        Refusal
            As :func:`waves.repeatable` and :meth:`open_again`; nothing is put away then.
        """
        with self._store.write() as transaction:
            earlier = repeatable(transaction, self._content, code)
            opening = self._opening(transaction)
            # A round that is held again stays within the session it belongs to.
            if earlier == current_of(transaction.sessions()):
                return opening.again(earlier, language)
            _put_all_away(transaction)
            language = language or earlier.language
            return opening.new(kind=earlier.kind, language=language, wave_of=code)

    def open_round(self, code: str, instrument: str) -> Session:
        """Open a session with another instrument for the people of the one of now.

        That one is not put away: it is the current one again once the round is archived. Kind,
        group and heads are taken over.

        Raises
        ------
        Refusal
            ``code_unknown``; ``round_too_early`` until the reveal, and within a round.
        """
        with self._store.write() as transaction:
            return self._opening(transaction).round(_find(transaction, code), instrument)

    def end_round(self) -> Session:
        """Put the round of now away; gives the session under it, which is never put away here.

        Raises
        ------
        Refusal
            ``code_unknown`` when no session is open.
        """
        with self._store.write() as transaction:
            sessions = transaction.sessions()
            current, base = current_of(sessions), base_of(sessions)
            if current is None or base is None:
                raise Refusal("code_unknown")
            if current != base:
                put_away(transaction, current)
            return current_of(transaction.sessions()) or base

    def open_again(self, code: str) -> Session:
        """Hold the session of now once more, also before anybody has seen what came out.

        Raises
        ------
        Refusal
            ``code_unknown``; and as :meth:`opening.Opening.again`.
        """
        with self._store.write() as transaction:
            return self._opening(transaction).again(_find(transaction, code))

    def _opening(self, transaction: Transaction) -> Opening:
        return Opening(transaction, self._content, self._policy)

    # --- what there is to see ---

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
        return current_of(self.sessions())

    def view(self, code: str) -> SessionView:
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
                return SessionView(session, release.n, release)
            shared = None if session.phase is Phase.OPEN else transaction.tally(code).sheets
            return SessionView(session, shared)

    def instrument(self, session: Session) -> Instrument:
        """The instrument of a session.

        Raises
        ------
        Refusal
            ``other_instrument`` if the content has changed since the session was made.
        """
        return instrument_of(self._content, session)

    # --- what is said of a group ---

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

    def enter_cards(self, code: str, instrument: Instrument, cards: int, counts: Counts) -> Session:
        """Keep what was counted on cards, in place of what was entered before, while it is open.

        How many people are present is never touched: who did not count them has the cards to go
        by at the reveal (``Session.release``). Sums of paper are never sealed.

        Parameters
        ----------
        cards
            How many cards were handed in, 1 to 999. A statement may have fewer answers; the rest
            was left open.

        Raises
        ------
        Refusal
            ``code_unknown``; ``not_on_paper``; ``details_fixed`` once it is closed;
            ``cards_many`` when there are more than the people who were counted; and as
            :func:`paper.paper_tally`.
        """
        tally = paper_tally(instrument, cards, counts)
        with self._store.write() as transaction:
            session = _find(transaction, code)
            if session.kind is not Kind.PAPER:
                raise Refusal("not_on_paper")
            if session.phase is not Phase.OPEN:
                raise Refusal("details_fixed")
            if session.heads is not None and cards > session.heads:
                raise Refusal("cards_many", cards=cards, heads=session.heads)
            transaction.erase_tally(code)
            transaction.add_tally(code, tally)
            session = replace(session, joined=cards, done=cards)
            transaction.save(session)
        return session

    # --- what phones do ---

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
        receipt = _receipt("share", token)
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
            _counted(transaction, session, token, done=True)
        return ShareOutcome.SHARED

    def _count(self, code: str, token: str, *, done: bool) -> Session:
        with self._store.write() as transaction:
            session = _find(transaction, code)
            session.refuse_phones()
            self.instrument(session)
            if session.phase is Phase.OPEN:
                _counted(transaction, session, token, done=done)
        return session

    # --- from closing on ---

    def close(self, code: str) -> SessionView:
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
            put_away(transaction, _find(transaction, code))

    def plan(self, code: str) -> GroupPlan:
        """What a session led to; an empty plan as long as nothing was entered."""
        with self._store.read() as transaction:
            body = transaction.plan(code)
        return _PLAN.validate_json(body) if body else GroupPlan()

    def keep_plan(self, code: str, plan: GroupPlan) -> None:
        """Keep a plan instead of the earlier one; an empty one leaves nothing behind.

        It may be changed as long as the session is there, also after it was put away.

        Raises
        ------
        Refusal
            ``code_unknown``; ``plan_unrevealed`` while there is no release; and as
            :meth:`GroupPlan.check_days`.
        """
        with self._store.write() as transaction:
            session = _find(transaction, code)
            if transaction.release(code) is None:
                raise Refusal("plan_unrevealed")
            plan.check_days(date.fromisoformat(session.day))
            body = None if plan == GroupPlan() else _PLAN.dump_json(plan).decode()
            transaction.put_plan(code, body)

    # --- the meeting ---

    def progress(self) -> Progress:
        """How far the meeting is now, with all sessions of the same moment."""
        with self._store.read() as transaction:
            return self._progress(transaction)

    def change(self, to: Callable[[Progress], Meeting]) -> tuple[Progress, Progress]:
        """Change the meeting, so that nothing which another page changes meanwhile is lost.

        Parameters
        ----------
        to
            Given how far it is, gives the meeting from now on: the very same one to change nothing.
            What it raises leaves everything as it was.

        Returns
        -------
        How far it was, and how far it is.
        """
        with self._store.write() as transaction:
            before = self._progress(transaction)
            meeting = to(before)
            if meeting is not before.meeting:
                transaction.put_meeting(meeting_text(meeting))
            return before, self._progress(transaction)

    def _progress(self, transaction: Transaction) -> Progress:
        meeting = parse_meeting(transaction.meeting())
        return Progress.of(meeting, transaction.sessions(), self._clock)


def _find(transaction: Transaction, code: str) -> Session:
    session = transaction.find(code)
    if session is None:
        raise Refusal("code_unknown")
    return session


def _put_all_away(transaction: Transaction) -> None:
    for session in transaction.sessions():
        if session.phase is not Phase.ARCHIVED:
            put_away(transaction, session)


def _receipt(purpose: str, token: str) -> bytes:
    """Hash of a purpose and a phone's random value; the receipts of one phone share nothing.

    Raises
    ------
    Refusal
        ``token_malformed`` unless the token is 32 hexadecimal digits.
    """
    if not _TOKEN.fullmatch(token):
        raise Refusal("token_malformed")
    return hashlib.sha256(f"{purpose}:{token}".encode()).digest()


def _counted(transaction: Transaction, session: Session, token: str, *, done: bool) -> None:
    """Count a browser as joined, and as done; whoever is done has joined."""
    joined = transaction.add_receipt(session.code, _receipt("join", token))
    finished = done and transaction.add_receipt(session.code, _receipt("done", token))
    if joined or finished:
        transaction.save(
            replace(session, joined=session.joined + joined, done=session.done + finished)
        )


def _has_figures(body: str | None) -> bool:
    return body is not None and Release.from_json(body).detail is not Detail.NOTHING
