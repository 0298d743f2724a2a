"""An exercise on paper: one sheet, on its front what is said and done; and its cards to cut out."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from weerbaar.catalog import Voice
from weerbaar.catalog.exercises import Exercise
from weerbaar.catalog.markdown import to_blocks
from weerbaar.present.exercises import people, served, timeline
from weerbaar.report.typeset import Json, house, noted, page_count, pdf

TEMPLATE, CARDS = "exercise.typ", "exercise_cards.typ"
SIZES = (10, 9.5, 9, 8.5, 8)
"""Sizes of the text to try, in points; DejaVu Sans is large for its size."""
COMFORTABLE = 8.5
"""The smallest size for which a front with all steps, or the text of cards, is worth it."""
PAGES = 2
_LARGE, _SMALL = 4, 8
"""How many cards fit on a side of A4: an A6 each, or an A7 when each card has one line only."""


def exercise_pdf(exercise: Exercise, voice: Voice) -> bytes:
    """The PDF of an exercise on one sheet: all steps on the front where they fit there.

    Made once per content; asking again costs nothing.

    Raises
    ------
    RuntimeError
        If the document cannot be made.
    """
    return _made(TEMPLATE, json.dumps(exercise_sheet(exercise, voice)))


def exercise_sheet(exercise: Exercise, voice: Voice) -> dict[str, Json]:
    """Everything that is read on the sheet, as plain data for the template."""
    steps = timeline(exercise, voice)
    materials = list(exercise.materials) or [voice("exercise.no_materials")]
    told = voice("exercise.ours_told") if exercise.ours else voice("exercise.from_source_told")
    return {
        **house(voice, exercise.title, voice("exercise.footer", title=exercise.title)),
        "kind": voice("exercise.one"),
        "about": exercise.about,
        "goal": {"label": voice("exercise.goal"), "text": exercise.goal},
        "facts": [
            {
                "label": voice("exercise.length"),
                "value": voice("exercise.minutes", n=exercise.minutes),
            },
            {"label": voice("exercise.size"), "value": people(exercise, voice)},
        ],
        "steps": {
            "title": voice("exercise.steps"),
            "say": voice("exercise.say"),
            "list": [step._asdict() for step in steps],
        },
        "pitfalls": {"title": voice("exercise.pitfalls"), "list": list(exercise.pitfalls)},
        "variants": {
            "title": voice("exercise.variants"),
            "list": [
                {"label": voice("exercise.online"), "text": exercise.online},
                {"label": voice("exercise.paper"), "text": exercise.paper},
            ],
        },
        "cards": {
            "title": voice("exercise.cards.title"),
            "list": [{"title": c.title, "text": " ".join(c.lines)} for c in exercise.cards],
            "whole": False,
        },
        "prepare": {"title": voice("exercise.prepare"), "blocks": to_blocks(exercise.text)},
        "materials": {"title": voice("exercise.materials"), "list": materials},
        "statements": {
            "title": voice("exercise.serves"),
            "list": [one.text for one in served(exercise, voice)],
        },
        "cases": {
            "title": voice("exercise.cases"),
            "list": [voice.of(voice.content.cases[case]).title for case in exercise.cases],
        },
        "source": f"{told} {voice('exercise.source', source=exercise.source)}",
    }


def exercise_cards_pdf(exercise: Exercise, voice: Voice) -> bytes:
    """The PDF of the cards of an exercise; places that are left over are empty cards.

    Made once per content; asking again costs nothing.

    Raises
    ------
    ValueError
        If the exercise has no cards.
    RuntimeError
        If the document cannot be made.
    """
    return _made(CARDS, json.dumps(exercise_cards_sheet(exercise, voice)))


def exercise_cards_sheet(exercise: Exercise, voice: Voice) -> dict[str, Json]:
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
        # No footer: a card that was cut out has its own.
        **house(voice, voice("exercise.cards.document", title=exercise.title), ""),
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


@lru_cache(maxsize=256)
def _made(template: str, sheet: str) -> bytes:
    read = json.loads(sheet)
    return pdf(template, _fitted(read) if template == TEMPLATE else read)


def _fitted(data: dict[str, Any]) -> dict[str, Any]:
    """The sheet with its size: with all that is on the cards where there is room for it."""
    brief = {**data, "size": _size(data)}
    if not data["cards"]["list"]:
        return brief
    whole = {**data, "cards": {**data["cards"], "whole": True}}
    whole["size"] = _size(whole)
    return whole if whole["size"] >= COMFORTABLE else brief


def _size(data: dict[str, Any]) -> float:
    """The largest letter with all steps on the front; else the largest that fits on the sheet."""
    sheets = {size: {**data, "size": size} for size in SIZES}
    fitting = [size for size in SIZES if page_count(TEMPLATE, sheets[size]) <= PAGES]
    fronts = [size for size in fitting if noted(TEMPLATE, sheets[size], "steps") == 1]
    comfortable = [size for size in fronts if size >= COMFORTABLE]
    # Too long even in the smallest letter: a third page rather than no page.
    return next(iter([*comfortable, *fitting, SIZES[-1]]))
