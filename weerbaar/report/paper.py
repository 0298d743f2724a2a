"""What is printed to be filled in: answer cards, a sheet to tally them on, an empty action plan."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache

from weerbaar.catalog import InstrumentContent, Voice
from weerbaar.figures.style import TONES, symbol_path
from weerbaar.model.plan import MOST_ACTIONS
from weerbaar.report.typeset import Json, house, page_count, pdf

SHEETS = {"kaarten": "cards.typ", "telblad": "tallies.typ"}
"""What can be printed, by the last part of its address, and its template."""

_SIZES = (9.5, 9, 8.5)
"""Sizes of the text to try, in points; DejaVu Sans is large for its size."""


PLAN = "plan.typ"


def paper_pdf(sheet: str, instrument: InstrumentContent, voice: Voice) -> bytes:
    """One of ``SHEETS`` for an instrument.

    Made once per content; asking again costs nothing.

    Raises
    ------
    KeyError
        If there is no such sheet.
    RuntimeError
        If the document cannot be made.
    """
    return _made(SHEETS[sheet], json.dumps(paper_sheet(sheet, instrument, voice)))


def paper_sheet(sheet: str, instrument: InstrumentContent, voice: Voice) -> dict[str, Json]:
    """Everything that is read on a sheet, as plain data for the template.

    A strip holds the number of its statement only: who finds one cannot tell whose it is, nor
    which other strips came from the same card.
    """

    def text(key: str, **facts: object) -> str:
        return voice(f"paper.{key}", **facts)

    file = instrument.file
    title = voice.of(file.title)
    statements = [s for quadrant in file.quadrants for s in quadrant.statements]
    key = "cards" if sheet == "kaarten" else "tallies"
    return {
        **house(voice, text(f"{key}.title", title=title), text(f"{key}.footer", title=title)),
        "how": text(f"{key}.how"),
        "note": text(f"{key}.note"),
        "again": text("cards.again") if key == "cards" else "",
        "scale": [
            {
                "id": colour.id,
                "word": voice.of(colour.word),
                "meaning": voice.of(colour.meaning),
                "symbol": _symbol(colour.id),
            }
            for colour in file.scale
        ],
        "open": text("tallies.open"),
        "heads": text("tallies.heads"),
        "statement": text("tallies.statement"),
        "statements": [
            {
                "number": str(number),
                "text": voice.of(one.text),
                "help": voice.of(one.help) if one.help else "",
                # On paper one must choose between the same as on a phone.
                "meanings": {} if file.brief else {c: voice.of(t) for c, t in one.colours},
            }
            for number, one in enumerate(statements, start=1)
        ],
    }


def blank_plan_pdf(voice: Voice) -> bytes:
    """The form, tagged, on one page.

    Made once per content; asking again costs nothing.

    Raises
    ------
    RuntimeError
        If the template and this module do not agree.
    """
    return _made(PLAN, json.dumps(blank_plan(voice)))


def blank_plan(voice: Voice) -> dict[str, Json]:
    """Everything that is read on the form, as plain data for the template."""
    plan = voice.content.plan
    return {
        **house(voice, voice.of(plan.title), voice("plan.blank.footer")),
        "lead": voice.of(plan.lead),
        "words": {
            "what": voice("plan.blank.what"),
            "strand": voice("plan.card.strand"),
            "step": voice("plan.card.step"),
            "day": voice("plan.card.day"),
            "who": voice("plan.card.who"),
            "reminders": voice("plan.file.reminders"),
            "reminder_day": voice("plan.blank.day"),
        },
        "actions": [voice("plan.card.action", n=n) for n in range(1, MOST_ACTIONS + 1)],
        "strands": [voice.of(strand.name) for strand in plan.strands],
        "reminders": [
            {"name": voice.of(moment.name), "ask": voice.of(moment.ask)} for moment in plan.moments
        ],
    }


def _symbol(colour: str) -> str:
    """The symbol of a colour as an SVG, the same as on pages and in the net."""
    tone = TONES[colour]
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">'
        f'<path d="{symbol_path(colour)}" fill="{tone.fill}" stroke="{tone.edge}"'
        ' stroke-width="1.6"/></svg>'
    )


@lru_cache(maxsize=32)
def _made(template: str, data: str) -> bytes:
    read = json.loads(data)
    size = {} if template == PLAN else {"size": fitting_size(template, read)}
    return pdf(template, {**read, **size})


def fitting_size(template: str, data: Mapping[str, Json]) -> float:
    """The largest letter with which a sheet takes no more pages than with the smallest."""
    least = page_count(template, {**data, "size": _SIZES[-1]})
    fits = (size for size in _SIZES if page_count(template, {**data, "size": size}) == least)
    return next(fits)
