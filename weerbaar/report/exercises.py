"""An exercise on paper: one sheet, on its front what is said and done, on its back the rest."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from weerbaar.catalog import Voice
from weerbaar.catalog.exercises import Exercise
from weerbaar.catalog.markdown import to_blocks
from weerbaar.present.exercises import people, served, timeline
from weerbaar.report.typeset import noted, page_count, pdf

TEMPLATE = "exercise.typ"
SIZES = (10, 9.5, 9, 8.5, 8)
"""Sizes of the text to try, in points; DejaVu Sans is large for its size."""
COMFORTABLE = 8.5
"""The smallest size for which a front with all steps, or the text of cards, is worth it."""
PAGES = 2


def exercise_pdf(exercise: Exercise, voice: Voice) -> bytes:
    """The PDF of an exercise on one sheet: all steps on the front where they fit there.

    Made once per content; asking again costs nothing.

    Raises
    ------
    TypesetError
        If the document cannot be made.
    """
    return _made(json.dumps(exercise_sheet(exercise, voice)))


def exercise_sheet(exercise: Exercise, voice: Voice) -> dict[str, Any]:
    """Everything that is read on the sheet, as plain data for the template."""
    steps = timeline(exercise, voice)
    materials = list(exercise.materials) or [voice("exercise.no_materials")]
    told = voice("exercise.ours_told") if exercise.ours else voice("exercise.from_source_told")
    return {
        "language": voice.language,
        "title": exercise.title,
        "brand": voice("page.site"),
        "footer": voice("exercise.footer", title=exercise.title),
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


@lru_cache(maxsize=256)
def _made(sheet: str) -> bytes:
    return pdf(TEMPLATE, _fitted(json.loads(sheet)))


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
