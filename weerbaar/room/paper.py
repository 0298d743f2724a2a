"""Paper: what was counted on cards, entered as sums and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from weerbaar.model.instrument import Colour, Instrument
from weerbaar.model.refusal import Refusal
from weerbaar.model.tally import SHEETS, Tally, answer_key
from weerbaar.room.session import Kind, Phase, Session

if TYPE_CHECKING:
    from weerbaar.room.store.contract import Store

Counts = Mapping[str, Mapping[Colour, int]]
"""Statement id -> how many cards have each colour; what is missing is zero."""

MOST_CARDS = 999


class Paper:
    """Enters what was counted on cards.

    A session on paper holds no whole cards and so no complete sheets: it is never sealed.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def enter(self, code: str, instrument: Instrument, cards: int, counts: Counts) -> Session:
        """Keep the sums in place of what was entered before, while the session is open.

        Parameters
        ----------
        cards
            How many cards were handed in, 1 to 999. A statement may have fewer answers; the rest
            was left open.

        How many people are present is never touched: who did not count them has the cards to go
        by at the reveal (``Session.release``).

        Raises
        ------
        Refusal
            ``code_unknown``; ``not_on_paper``; ``details_fixed`` once it is closed; ``bad_value``
            when ``cards`` is out of bounds; ``cards_many`` when there are more than the people
            who were counted; ``paper_many`` when a statement has more answers than there are
            cards; ``nothing_counted`` when no statement has any.
        """
        if not 1 <= cards <= MOST_CARDS:
            raise Refusal("bad_value", found=cards, least=1, most=MOST_CARDS)
        tally = paper_tally(instrument, cards, counts)
        with self._store.write() as transaction:
            session = transaction.find(code)
            if session is None:
                raise Refusal("code_unknown")
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


def paper_tally(instrument: Instrument, cards: int, counts: Counts) -> Tally:
    """Counts as a tally; raises ``paper_many`` and ``nothing_counted`` as :meth:`Paper.enter`."""
    kept = {SHEETS: cards}
    for number, statement in enumerate(instrument.statements, start=1):
        given = counts.get(statement.id, {})
        total = sum(given.values())
        if total > cards or min(given.values(), default=0) < 0:
            raise Refusal("paper_many", number=number, found=total, cards=cards)
        kept |= {answer_key(statement.id, colour): n for colour, n in given.items()}
    if not any(n for key, n in kept.items() if key != SHEETS):
        raise Refusal("nothing_counted")
    return Tally(kept)
