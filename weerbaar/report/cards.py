"""Paper instead of phones: answer cards of loose strips, and a sheet to tally them on."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from weerbaar.catalog import Content, InstrumentContent
from weerbaar.report.typeset import pdf

SHEETS = {"kaarten": "cards.typ", "telblad": "tallies.typ"}
"""What can be printed, by the last part of its address, and its template."""

_FEW, _LARGE, _SMALL = 12, 9.5, 8.5
"""Up to how many statements the larger letter (in points) leaves room on one page."""


def paper_pdf(sheet: str, instrument: InstrumentContent, content: Content, language: str) -> bytes:
    """One of ``SHEETS`` for an instrument.

    Made once per content; asking again costs nothing.

    Raises
    ------
    KeyError
        If there is no such sheet.
    TypesetError
        If the document cannot be made.
    """
    data = paper_sheet(sheet, instrument, content, language)
    return _made(SHEETS[sheet], json.dumps(data))


def paper_sheet(
    sheet: str, instrument: InstrumentContent, content: Content, language: str
) -> dict[str, Any]:
    """Everything that is read on a sheet, as plain data for the template.

    A strip holds the number of its statement only: who finds one cannot tell whose it is, nor
    which other strips came from the same card.
    """

    def t(key: str, **facts: object) -> str:
        return content.text(f"paper.{key}", language, **facts)

    file = instrument.file
    statements = [s for quadrant in file.quadrants for s in quadrant.statements]
    key = "cards" if sheet == "kaarten" else "tallies"
    return {
        "language": language,
        "title": t(f"{key}.title", title=file.title[language]),
        "brand": content.text("page.site", language),
        "footer": t(f"{key}.footer", title=file.title[language]),
        "how": t(f"{key}.how"),
        "note": t(f"{key}.note"),
        "size": _LARGE if len(statements) <= _FEW else _SMALL,
        "scale": [
            {"id": colour.id, "word": colour.word[language], "meaning": colour.meaning[language]}
            for colour in file.scale
        ],
        "open": t("tallies.open"),
        "heads": t("tallies.heads"),
        "statement": t("tallies.statement"),
        "statements": [
            {"number": str(number), "text": one.text[language], "help": _help(one.help, language)}
            for number, one in enumerate(statements, start=1)
        ],
    }


def _help(text: Any, language: str) -> str:
    return str(text[language]) if text else ""


@lru_cache(maxsize=32)
def _made(template: str, data: str) -> bytes:
    return pdf(template, json.loads(data))
