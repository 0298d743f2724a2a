"""The cards of an exercise on paper: to cut out, and to be read at arm's length."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from weerbaar.catalog import Voice
from weerbaar.catalog.exercises import Exercise
from weerbaar.report.typeset import pdf

TEMPLATE = "exercise_cards.typ"

_LARGE, _SMALL = 4, 8
"""How many fit on one side of A4: an A6 each, or an A7 when a card has one line only."""


def exercise_cards_pdf(exercise: Exercise, voice: Voice) -> bytes:
    """The PDF of the cards of an exercise; places that are left over are empty cards.

    Made once per content; asking again costs nothing.

    Raises
    ------
    ValueError
        If the exercise has no cards.
    TypesetError
        If the document cannot be made.
    """
    return _made(json.dumps(exercise_cards_sheet(exercise, voice)))


def exercise_cards_sheet(exercise: Exercise, voice: Voice) -> dict[str, Any]:
    """Everything that is read on the cards, as plain data for the template.

    Raises
    ------
    ValueError
        If the exercise has no cards.
    """
    if not exercise.cards:
        raise ValueError(exercise.id)

    many = len(exercise.cards)
    return {
        "language": voice.language,
        "title": voice("exercise.cards.document", title=exercise.title),
        "brand": voice("page.site"),
        # The house wants one; a card that was cut out has its own.
        "footer": "",
        "exercise": exercise.title,
        "own": voice("exercise.cards.own"),
        "each": _each(exercise),
        "cards": [
            {
                "title": card.title,
                "lines": list(card.lines),
                "place": voice("exercise.cards.place", n=n, of=many),
            }
            for n, card in enumerate(exercise.cards, start=1)
        ],
    }


def sheets_of_cards(exercise: Exercise) -> int:
    """How many sheets of A4 one set of the cards takes; 0 when there are none."""
    return -(-len(exercise.cards) // _each(exercise))


def _each(exercise: Exercise) -> int:
    """How many cards are on a sheet."""
    return _SMALL if all(len(card.lines) == 1 for card in exercise.cards) else _LARGE


@lru_cache(maxsize=32)
def _made(data: str) -> bytes:
    return pdf(TEMPLATE, json.loads(data))
