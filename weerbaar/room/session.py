"""Session and Phase: pure values and transitions. No rule depends on a clock."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from weerbaar.disclosure import Policy
from weerbaar.model.refusal import Refusal
from weerbaar.room.recipient import Recipient


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
