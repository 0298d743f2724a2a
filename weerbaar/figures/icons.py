"""A legend as marks: small samples of what the picture holds, each with its words."""

from __future__ import annotations

from collections.abc import Iterable

from weerbaar.figures.legend import ICON, ICON_GAP, ICON_RATIO, INTERVAL, REACH, REFERENCE, Spot
from weerbaar.figures.marks import Look, Mark, Shape, Words
from weerbaar.figures.outline import joined, line, placed, polygon, rectangle
from weerbaar.figures.parts import BAND, LEVEL_STEPS, band_threads, level_parts
from weerbaar.figures.style import CAP, SHADE, SOFT_INK, SYMBOLS, TONES, WHITE
from weerbaar.figures.whisker import reference, whisker

REACH_LOOK = Look(fill=SHADE, edge=SOFT_INK, width=1, dash=(3, 2.6))
"""Of where a pole may be."""


def legend_marks(spots: Iterable[Spot], size: float, *, is_person: bool) -> list[Mark]:
    """Return the entries of a legend.

    Parameters
    ----------
    spots : iterable of Spot
        What stands where.
    size : float
        Of the words, in picture units.
    is_person : bool
        Icons are squares for a person, who answers, and bars for a group, which has shares.
    """
    width = ICON * (1 if is_person else ICON_RATIO)
    marks: list[Mark] = []
    for spot in spots:
        marks += _icon(spot.entry.kind, spot.x, spot.y, width)
        x = spot.x + width + ICON_GAP
        marks.append(Words(x, spot.y + size * CAP, spot.entry.words, size))
    return marks


def _icon(kind: str, x: float, y: float, width: float) -> list[Mark]:
    top = y - ICON / 2
    if kind.startswith("level"):
        return _level(float(kind.removeprefix("level")), x, top, width)
    if kind == INTERVAL:
        return whisker((x, x + width), y)
    if kind == REFERENCE:
        return reference(x + width / 2, (top, top + ICON))
    if kind == REACH:
        wedge = polygon((x, y), (x + width, top), (x + width, top + ICON))
        return [REACH_LOOK.on(wedge)]
    tone = TONES["green" if kind == BAND else kind]
    dash = (2.4, 2.0) if kind == "open" else None
    box = rectangle(x, top, width, ICON)
    marks: list[Mark] = [Shape(box, fill=tone.fill, edge=tone.edge, width=0.9, dash=dash)]
    if kind == BAND:
        marks.append(_threads(x, top, width))
    elif kind in SYMBOLS:
        symbol = placed(SYMBOLS[kind], x + width / 2, y, 3.3)
        marks.append(Shape(symbol, fill=tone.mark))
    return marks


def _level(level: float, x: float, top: float, width: float) -> list[Mark]:
    step = width / LEVEL_STEPS
    marks: list[Mark] = []
    for part in level_parts(level):
        tone, left = TONES["green" if part.kind == BAND else part.tone], x + part.low * width + 0.6
        box = rectangle(left, top, step - 1.2, ICON)
        marks.append(Shape(box, fill=tone.fill, edge=tone.edge, width=0.8))
        if part.kind == BAND:
            marks.append(_threads(left, top, step - 1.2))
        elif not level:
            marks.append(_meshes(left, top, step - 1.2))
    return marks


def _meshes(left: float, top: float, width: float) -> Mark:
    """A whole piece of net, as a calm quadrant has."""
    ends = (left, left + width)
    crossing = [line((start, top), (ends[ends[0] == start], top + ICON)) for start in ends]
    return Shape(joined(crossing), edge=WHITE, width=0.9, opacity=0.8)


def _threads(left: float, top: float, width: float) -> Mark:
    threads = [line((x, top), (x, top + ICON)) for x in band_threads(left, left + width, 2.6)]
    return Shape(joined(threads), edge=TONES["not_green"].edge, width=1.7)
