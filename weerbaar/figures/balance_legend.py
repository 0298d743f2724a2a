"""What the colours and the wedge of a balance picture mean; pure arithmetic."""

from __future__ import annotations

from weerbaar.figures.balance_spec import BalanceSpec, Weave
from weerbaar.figures.legend import ICON, ICON_GAP, ICON_RATIO, Entry, entries, flow
from weerbaar.figures.marks import Mark, Shape, Words
from weerbaar.figures.net_spec import LEVEL_COUNT, Fill, LevelFill
from weerbaar.figures.outline import Point, joined, line, placed, polygon, rectangle
from weerbaar.figures.parts import BAND, band_threads, level_parts
from weerbaar.figures.style import INK, SOFT_INK, SYMBOLS, TONES
from weerbaar.figures.widths import about_width

SIZE = 11.0
_CAP = 0.36
_REACH = "reach"


def legend_marks(
    spec: BalanceSpec, corner: Point, width: float, *, whole: bool
) -> tuple[list[Mark], float]:
    """Return the legend below a corner, and how far down it reaches.

    Parameters
    ----------
    spec : BalanceSpec
        What the picture shows.
    corner : Point
        Left and top.
    width : float
        Room for a row.
    whole : bool
        Whether colours are explained, or only what no net has.
    """
    found = entries(_fills(spec), spec.words) if whole else ()
    if spec.difference[0] != spec.difference[1]:
        found = (*found, Entry(_REACH, spec.words.reach))
    ratio = 1.0 if spec.is_person else ICON_RATIO
    spots, height = flow(found, width, SIZE, about_width, ratio)
    left, top = corner
    marks: list[Mark] = []
    for spot in spots:
        x, y = spot.x + left, spot.y + top + 8
        marks += _icon(spot.entry.kind, x, y, ICON * ratio)
        words_x = x + ICON * ratio + ICON_GAP
        marks.append(Words(words_x, y + SIZE * _CAP, spot.entry.words, SIZE, part="legend"))
    return marks, top + (8 + height if spots else 0)


def _fills(spec: BalanceSpec) -> list[Fill | LevelFill | None]:
    return [fill for weave in spec.weaves() for fill in _shown(weave)]


def _shown(weave: Weave) -> tuple[Fill | LevelFill | None, ...]:
    return (weave.level,) if weave.level else weave.fills


def _icon(kind: str, x: float, y: float, width: float) -> list[Mark]:
    top = y - ICON / 2
    box = rectangle(x, top, width, ICON)
    if kind == _REACH:
        wedge = polygon((x, y), (x + width, top), (x + width, top + ICON))
        return [
            Shape(wedge, fill=INK, opacity=0.13, part="legend"),
            Shape(wedge, edge=SOFT_INK, width=1, dash=(3, 2.6), part="legend"),
        ]
    if kind.startswith("level"):
        step = width / LEVEL_COUNT
        return [
            Shape(
                rectangle(x + part.low * width + 0.6, top, step - 1.2, ICON),
                fill=TONES[part.tone].fill,
                edge=TONES[part.tone].edge,
                width=0.8,
                part="legend",
            )
            for part in level_parts(int(kind.removeprefix("level")))
        ]
    tone = TONES["green" if kind == BAND else kind]
    dash = (2.4, 2.0) if kind == "open" else None
    marks: list[Mark] = [
        Shape(box, fill=tone.fill, edge=tone.edge, width=0.9, dash=dash, part="legend")
    ]
    if kind == BAND:
        threads = [line((tx, top), (tx, top + ICON)) for tx in band_threads(x, x + width, 2.6)]
        marks.append(Shape(joined(threads), edge=TONES["not_green"].edge, width=1.7, part="legend"))
    elif kind in SYMBOLS:
        symbol = placed(SYMBOLS[kind], x + width / 2, y, 3.3)
        marks.append(Shape(symbol, fill=tone.mark, part="legend"))
    return marks
