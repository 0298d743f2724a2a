"""Session and Phase: pure values and transitions. No rule depends on a clock."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NewType

from weerbaar.disclosure import Policy, Release
from weerbaar.model.refusal import Refusal

JoinCode = NewType("JoinCode", str)

ALPHABET = "ACDEFGHJKMNPQRTVWXY34679"
"""No look-alikes (0 O, 1 I L, 2 Z, 5 S, 8 B, U V). 24 signs, 191 million codes."""

LENGTH = 6


def new_code() -> JoinCode:
    """A code that survives being read aloud, and cannot be guessed from earlier ones."""
    return JoinCode("".join(secrets.choice(ALPHABET) for _ in range(LENGTH)))


def parse_code(text: str) -> JoinCode:
    """Read a code as somebody typed it: case, spaces and dashes do not matter.

    Raises
    ------
    Refusal
        ``code_malformed`` if it cannot be a code.
    """
    code = "".join(text.split()).replace("-", "").upper()
    if len(code) != LENGTH or not set(code) <= set(ALPHABET):
        raise Refusal("code_malformed")
    return JoinCode(code)


class Phase(StrEnum):
    """OPEN -> CLOSED -> RELEASED -> ARCHIVED; there is no way back."""

    OPEN = "open"
    CLOSED = "closed"
    RELEASED = "released"
    ARCHIVED = "archived"


class Kind(StrEnum):
    """Who answers: people on phones, people on paper, or simulated participants.

    Paper and phones never mix in one release: who has both would count twice.
    """

    LIVE = "live"
    PAPER = "paper"
    REHEARSAL = "rehearsal"


@dataclass(frozen=True)
class Recipient:
    """A research organisation, and the name that the waves of this group share there.

    Attributes
    ----------
    organisation
        Its name by language, as participants read it before the first statement.
    contact
        Whom they can ask.
    series
        Random; the waves of a group share it as long as they are sealed to the same key.
    """

    public_key: str
    organisation: Mapping[str, str]
    contact: str
    series: str


@dataclass(frozen=True)
class Session:
    """One group, one moment.

    Attributes
    ----------
    number
        Order in which sessions were made in this store, from 1.
    day
        Date on which it was made, and from the reveal on that of the picture, ``YYYY-MM-DD``; no
        finer time is kept.
    joined, done
        Browsers that pressed Start; browsers that shared or said they will not.
    heads
        People present, as the facilitator counted them; None until entered. On paper, where
        nobody entered them, the number of cards from the reveal on.
    wave_of
        Code of the earlier session that this one repeats, or None.
    recipient
        For whom its sums are sealed at the reveal, fixed when it opens; None when they are erased.
    """

    code: str
    number: int
    day: str
    kind: Kind
    instrument: str
    digest: str
    policy: Policy
    language: str
    group_type: str
    size_class: str
    phase: Phase = Phase.OPEN
    joined: int = 0
    done: int = 0
    heads: int | None = None
    wave_of: str | None = None
    recipient: Recipient | None = None

    def close(self) -> Session:
        """No more shares from here; a session that is already past OPEN stays as it is."""
        self.refuse_over()
        return replace(self, phase=Phase.CLOSED) if self.phase is Phase.OPEN else self

    def release(self, shared: int) -> Session:
        """Reveal, once the room is closed and the numbers are plausible.

        Raises
        ------
        Refusal
            ``not_closed``, ``heads_missing``, ``too_many_shares`` or, on paper, ``cards_many``.
        """
        self.refuse_over()
        if self.phase is Phase.RELEASED:
            return self
        if self.phase is not Phase.CLOSED:
            raise Refusal("not_closed")
        # Cards were counted by hand: who counted no people has their number.
        on_paper = self.kind is Kind.PAPER
        heads = (self.done or None) if on_paper and self.heads is None else self.heads
        if heads is None:
            raise Refusal("heads_missing")
        if shared > heads and on_paper:
            raise Refusal("cards_many", cards=shared, heads=heads)
        if shared > heads:
            raise Refusal("too_many_shares", shared=shared, heads=heads)
        return replace(self, phase=Phase.RELEASED, heads=heads)

    def archive(self) -> Session:
        """Put away; allowed from any phase, since a session may also be given up."""
        return replace(self, phase=Phase.ARCHIVED)

    def refuse_phones(self) -> None:
        """Raise ``on_paper`` when answers are given on cards."""
        if self.kind is Kind.PAPER:
            raise Refusal("on_paper")

    def refuse_over(self) -> None:
        """Raise ``session_over`` when the session is archived."""
        if self.phase is Phase.ARCHIVED:
            raise Refusal("session_over")


def current_of(sessions: Iterable[Session]) -> Session | None:
    """The newest session that was not put away; ``sessions`` has the newest first."""
    return next((s for s in sessions if s.phase is not Phase.ARCHIVED), None)


def base_of(sessions: Iterable[Session]) -> Session | None:
    """The session of the evening: the one that lies under all rounds; None without any.

    Parameters
    ----------
    sessions
        All of them, the newest first.
    """
    return next((s for s in reversed(tuple(sessions)) if s.phase is not Phase.ARCHIVED), None)


class ShareOutcome(StrEnum):
    """What became of a share; both are final."""

    SHARED = "shared"
    CLOSED = "closed"


@dataclass(frozen=True)
class SessionView:
    """A session as anybody may see it.

    Attributes
    ----------
    session
        The session itself.
    shared
        Number of shared sheets; None while the session is open (R1).
    release
        The frozen release, once revealed.
    """

    session: Session
    shared: int | None = None
    release: Release | None = None
