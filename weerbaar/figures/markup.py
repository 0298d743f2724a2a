"""Markup with open places, and the frame of an SVG that stands inside a page; stdlib only.

A piece of markup is plain data: a text, a list of pieces, or a place that is filled later. So it
can go to a phone as JSON, and be filled there (`weerbaar/pages/static/pictures.js`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any, Final, TypeVar

from weerbaar.figures.outline import short
from weerbaar.figures.picks import Chosen, Pick
from weerbaar.figures.style import FONT_STACK, INK

Piece = str | Sequence[Any] | Mapping[str, Any]
"""A text; a list of pieces; or a place, ``{"by": name}`` or ``{"by": name, "of": pieces}``."""

PREFIX: Final = {"by": "prefix"}
_TITLE, _DESCRIPTION = {"by": "title"}, {"by": "description"}
_PREFIX = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
T = TypeVar("T")


def place(pick: Pick[Piece]) -> Piece:
    """Return the place of a pick."""
    of = pick.of
    return {"by": pick.by, "of": dict(of) if isinstance(of, Mapping) else list(of)}


def number(value: float | Pick[float]) -> Piece:
    """Return a number, or its place, as briefly as can be."""
    return place(value.each(short)) if isinstance(value, Pick) else short(value)


def filled(piece: Piece, chosen: Chosen) -> str:
    """Return the markup of a piece with every place filled."""
    if isinstance(piece, str):
        return piece
    if not isinstance(piece, Mapping):
        return "".join(filled(part, chosen) for part in piece)
    if "of" not in piece:
        return str(chosen[piece["by"]])
    pick: Pick[Piece] = Pick(piece["by"], piece["of"])
    return filled(pick.picked(chosen), chosen)


def compacted(piece: Piece) -> Piece:
    """Return a piece with as few parts as can be."""
    if isinstance(piece, str):
        return piece
    if isinstance(piece, Mapping):
        if "of" not in piece:
            return piece
        return place(Pick(piece["by"], piece["of"]).each(compacted))
    parts: list[Piece] = []
    for part in _flat(piece):
        if parts and isinstance(part, str) and isinstance(parts[-1], str):
            parts[-1] += part
        else:
            parts.append(part)
    return parts[0] if len(parts) == 1 else parts


def framed(body: Piece, width: Piece, height: Piece) -> Piece:
    """Return a picture with everything that a page and a screen reader need round it.

    Its places are "title", "description" and "prefix", which starts every id.
    """
    start = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 '
    look = f' font-family="{FONT_STACK}" stroke-linejoin="round" fill="{INK.lower()}">'
    return [
        *(start, width, " ", height, '" role="img" aria-labelledby="'),
        *(PREFIX, "-title ", PREFIX, '-desc"', look),
        *('<title id="', PREFIX, '-title">', _TITLE, "</title>"),
        *('<desc id="', PREFIX, '-desc">', _DESCRIPTION, "</desc>", body, "</svg>"),
    ]


def frame_values(title: str, description: str, prefix: str) -> dict[str, str | int]:
    """Return what fills the places of a frame.

    Raises
    ------
    ValueError
        If the prefix cannot start an id.
    """
    if not _PREFIX.fullmatch(prefix):
        raise ValueError(f"{prefix!r} cannot start an id")
    return {"title": escape(title), "description": escape(description), "prefix": prefix}


def wrapped(
    body: str, box: tuple[float, float], *, title: str, description: str, prefix: str
) -> str:
    """Return a body of SVG elements in a frame."""
    width, height = (short(round(side, 1)) for side in box)
    return filled(framed(body, width, height), frame_values(title, description, prefix))


def _flat(pieces: Sequence[Piece]) -> Iterator[Piece]:
    for piece in map(compacted, pieces):
        if isinstance(piece, str | Mapping):
            yield piece
        else:
            yield from piece
