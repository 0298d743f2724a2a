"""Paper: what was counted on cards, entered as sums and nothing else."""

from __future__ import annotations

from collections.abc import Mapping

from weerbaar.model.instrument import Colour, Instrument
from weerbaar.model.refusal import Refusal
from weerbaar.model.tally import SHEETS, Tally, answer_key

Counts = Mapping[str, Mapping[Colour, int]]
"""Statement id -> how many cards have each colour; what is missing is zero."""

MOST_CARDS = 999


def paper_tally(instrument: Instrument, cards: int, counts: Counts) -> Tally:
    """Counts as a tally, without whole cards and so without complete sheets.

    Raises
    ------
    Refusal
        ``bad_value`` when ``cards`` is out of bounds; ``paper_many`` when a statement has more
        answers than there are cards; ``nothing_counted`` when no statement has any.
    """
    if not 1 <= cards <= MOST_CARDS:
        raise Refusal("bad_value", found=cards, least=1, most=MOST_CARDS)
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
