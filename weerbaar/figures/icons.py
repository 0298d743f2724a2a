"""Draw a legend: small samples of what the picture holds, each with its words."""

from __future__ import annotations

from weerbaar.figures.legend import ICON, ICON_GAP, ICON_RATIO, INTERVAL, REFERENCE, Spot
from weerbaar.figures.net_spec import LEVEL_COUNT
from weerbaar.figures.outline import joined, line, placed, rectangle
from weerbaar.figures.parts import BAND, band_threads, level_parts
from weerbaar.figures.pen import Pen
from weerbaar.figures.style import SYMBOLS, TONES
from weerbaar.figures.whisker import draw_reference, draw_whisker

_CAP = 0.36


def draw_legend(pen: Pen, spots: tuple[Spot, ...], size: float, *, is_person: bool) -> None:
    """Draw the entries of a legend.

    Parameters
    ----------
    pen : Pen
        To draw with.
    spots : tuple of Spot
        What stands where.
    size : float
        Of the words, in picture units.
    is_person : bool
        Icons are squares for a person, who answers, and bars for a group, which has shares.
    """
    width = ICON * (1 if is_person else ICON_RATIO)
    for spot in spots:
        _draw_icon(pen, spot, width)
        x = spot.x + width + ICON_GAP
        pen.write(x, spot.y + size * _CAP, spot.entry.words, size, part="legend")


def _draw_icon(pen: Pen, spot: Spot, width: float) -> None:
    kind = spot.entry.kind
    if kind.startswith("level"):
        _draw_level(pen, spot, width, int(kind.removeprefix("level")))
    elif kind == BAND:
        _draw_band(pen, spot, width)
    elif kind == INTERVAL:
        draw_whisker(pen, (spot.x, spot.x + width), spot.y, part="legend")
    elif kind == REFERENCE:
        draw_reference(pen, spot.x + width / 2, (spot.y - ICON / 2, spot.y + ICON / 2), "legend")
    else:
        _draw_tone(pen, spot, width)


def _draw_tone(pen: Pen, spot: Spot, width: float) -> None:
    kind = spot.entry.kind
    tone = TONES[kind]
    box = rectangle(spot.x, spot.y - ICON / 2, width, ICON)
    dash = (2.4, 2.0) if kind == "open" else None
    pen.draw(box, fill=tone.fill, edge=tone.edge, width=0.9, dash=dash, part="legend")
    if kind in SYMBOLS:
        mark = placed(SYMBOLS[kind], spot.x + width / 2, spot.y, 3.3)
        pen.draw(mark, fill=tone.mark, part="legend")


def _draw_band(pen: Pen, spot: Spot, width: float) -> None:
    tone, top = TONES["green"], spot.y - ICON / 2
    box = rectangle(spot.x, top, width, ICON)
    pen.draw(box, fill=tone.fill, edge=tone.edge, width=0.9, part="legend")
    threads = [line((x, top), (x, top + ICON)) for x in band_threads(spot.x, spot.x + width, 2.6)]
    pen.draw(joined(threads), edge=TONES["not_green"].edge, width=1.7, part="legend")


def _draw_level(pen: Pen, spot: Spot, width: float, level: int) -> None:
    step = width / LEVEL_COUNT
    for part in level_parts(level):
        tone = TONES[part.tone]
        box = rectangle(spot.x + part.low * width + 0.6, spot.y - ICON / 2, step - 1.2, ICON)
        pen.draw(box, fill=tone.fill, edge=tone.edge, width=0.8, part="legend")
