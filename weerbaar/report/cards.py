"""Paper instead of phones: answer cards of loose strips, and a sheet to tally them on."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from weerbaar.catalog import InstrumentContent, Voice
from weerbaar.catalog.schema import StatementEntry
from weerbaar.figures.style import TONES, symbol_path
from weerbaar.report.typeset import page_count, pdf

SHEETS = {"kaarten": "cards.typ", "telblad": "tallies.typ"}
"""What can be printed, by the last part of its address, and its template."""

_SIZES = (9.5, 9, 8.5)
"""Sizes of the text to try, in points; DejaVu Sans is large for its size."""


def paper_pdf(sheet: str, instrument: InstrumentContent, voice: Voice) -> bytes:
    """One of ``SHEETS`` for an instrument.

    Made once per content; asking again costs nothing.

    Raises
    ------
    KeyError
        If there is no such sheet.
    TypesetError
        If the document cannot be made.
    """
    data = paper_sheet(sheet, instrument, voice)
    return _made(SHEETS[sheet], json.dumps(data))


def paper_sheet(sheet: str, instrument: InstrumentContent, voice: Voice) -> dict[str, Any]:
    """Everything that is read on a sheet, as plain data for the template.

    A strip holds the number of its statement only: who finds one cannot tell whose it is, nor
    which other strips came from the same card.
    """

    def t(key: str, **facts: object) -> str:
        return voice(f"paper.{key}", **facts)

    file = instrument.file
    statements = [s for quadrant in file.quadrants for s in quadrant.statements]
    key = "cards" if sheet == "kaarten" else "tallies"
    return {
        "language": voice.language,
        "title": t(f"{key}.title", title=voice.of(file.title)),
        "brand": voice("page.site"),
        "footer": t(f"{key}.footer", title=voice.of(file.title)),
        "how": t(f"{key}.how"),
        "note": t(f"{key}.note"),
        "again": t("cards.again") if key == "cards" else "",
        "scale": [
            {
                "id": colour.id,
                "word": voice.of(colour.word),
                "meaning": voice.of(colour.meaning),
                "symbol": _symbol(colour.id),
            }
            for colour in file.scale
        ],
        "open": t("tallies.open"),
        "heads": t("tallies.heads"),
        "statement": t("tallies.statement"),
        "statements": [
            {
                "number": str(number),
                "text": voice.of(one.text),
                "help": voice.of(one.help) if one.help else "",
                "meanings": {} if file.brief else _meanings(one, voice.language),
            }
            for number, one in enumerate(statements, start=1)
        ],
    }


def _meanings(statement: StatementEntry, language: str) -> dict[str, str]:
    """What each colour means for this statement: on paper one must choose between the same."""
    colours = statement.colours
    return {
        "green": colours.green[language],
        "orange": colours.orange[language],
        "red": colours.red[language],
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
    return pdf(template, {**read, "size": fitting_size(template, read)})


def fitting_size(template: str, data: Mapping[str, Any]) -> float:
    """The largest letter with which a sheet takes no more pages than with the smallest."""
    least = page_count(template, {**data, "size": _SIZES[-1]})
    fits = (size for size in _SIZES if page_count(template, {**data, "size": size}) == least)
    return next(fits)
