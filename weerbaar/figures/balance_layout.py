"""Where everything in a balance picture stands: marks in drawing order; pure arithmetic.

Words stand in the corners above the pole: however far it leans, it meets none.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, degrees

from weerbaar.figures.balance_legend import legend_marks
from weerbaar.figures.balance_spec import BalanceSide, BalanceSpec
from weerbaar.figures.marks import Mark, Shape, Words
from weerbaar.figures.net_spec import GroupFill, PersonFill
from weerbaar.figures.outline import (
    Outline,
    Point,
    Sector,
    joined,
    line,
    placed,
    polygon,
    ring_sector,
)
from weerbaar.figures.parts import BAND, band_threads, share_parts
from weerbaar.figures.safety_net import net_marks, rope_marks
from weerbaar.figures.style import INK, SOFT_INK, SYMBOLS, TONES
from weerbaar.figures.walker import arms, body, limb, turned
from weerbaar.figures.widths import broken

WIDTH, MARGIN = 320.0, 10.0
MIDDLE: Point = (WIDTH / 2, 130.0)
"""Of the pole."""
NEAR, FAR, THICK = 33.0, 145.0, 15.0
"""Of the coloured part of a half pole: from the middle, to its end, and how thick."""
MOST_DROP = 46.0
"""How far an end goes down when all asks attention on its side and nothing on the other."""
NAME_SIZE, COUNT_SIZE, LINE_SIZE = 15.0, 13.0, 11.5
_ROOM = 132.0  # for the words of one side
_SOLID, _SPACING = 0.06, 3.2
_ORDER = ("red", "orange", None, "green")


@dataclass(frozen=True)
class Layout:
    """A balance picture with everything in its place, in pixels on a 320 px phone."""

    width: float
    height: float
    marks: tuple[Mark, ...]


def pole_angle(share: float) -> float:
    """Return the angle of the pole, degrees clockwise, for a difference of -1..1.

    The ends go up and down in proportion: twice the difference is twice the drop.
    """
    return degrees(asin(share * MOST_DROP / FAR))


def balance_layout(spec: BalanceSpec, *, legend: bool = True) -> Layout:
    """Return the layout of a picture.

    Parameters
    ----------
    spec : BalanceSpec
        What to draw.
    legend : bool
        Whether all colours are explained; beside a net they are explained already.
    """
    angle = pole_angle(spec.lean)
    net, bottom = net_marks(spec.weaves())
    marks = [*rope_marks(), *net, *_wedge(spec), *body(MIDDLE, angle, "walker")]
    for side, aside in zip(spec.sides, (-1, 1), strict=True):
        marks += _half(side, aside, angle, is_person=spec.is_person)
    marks += _grip(angle)
    marks += arms(MIDDLE, angle, "hands")
    for side, aside in zip(spec.sides, (-1, 1), strict=True):
        marks += _words(side, aside)
    words, bottom = legend_marks(spec, (MARGIN, bottom), WIDTH - 2 * MARGIN, whole=legend)
    return Layout(WIDTH, bottom + 4, (*marks, *words))


def _wedge(spec: BalanceSpec) -> list[Mark]:
    """Return everywhere that the pole may be; nothing when that is one place."""
    low, high = (pole_angle(end) for end in spec.difference)
    if low == high:
        return []
    marks: list[Mark] = []
    half = degrees(asin((THICK / 2 + 1) / FAR))  # round the pole, or it would hide a small wedge
    for towards in (90, 270):
        sector = Sector(towards + low - half, towards + high + half)
        room = ring_sector(MIDDLE, sector, NEAR, FAR + 5)
        marks.append(Shape(room, fill=INK, opacity=0.13, part="reach"))
        marks.append(Shape(room, edge=SOFT_INK, width=1, dash=(3, 2.6), part="reach"))
    return marks


def _half(side: BalanceSide, aside: int, angle: float, *, is_person: bool) -> list[Mark]:
    """Return one half of the pole: what asks attention at its end, where it weighs most."""
    part = f"pole-{side.key}"
    if is_person:
        fills = [fill for weave in side.weaves for fill in weave.fills]
        states = [fill.colour if isinstance(fill, PersonFill) else None for fill in fills]
        states.sort(key=_ORDER.index)
        step = 1 / len(states)
        return [
            mark
            for index, state in enumerate(states)
            for mark in _bead(state or "open", index * step, step, aside, angle, part)
        ]
    low, high = side.share
    marks: list[Mark] = []
    tone = TONES["green"]
    marks.append(
        Shape(_stretch(0, 1, aside, angle), fill=tone.fill, edge=tone.edge, width=0.9, part=part)
    )
    for found in share_parts(GroupFill(low, high)):
        tone = TONES[found.tone]
        if found.kind == BAND:
            threads = [
                _thread(x, aside, angle)
                for x in band_threads(found.low, found.high, _SPACING / (FAR - NEAR))
            ]
            marks.append(Shape(joined(threads), edge=tone.edge, width=1.5, part=part))
        elif found.kind != "green":
            stretch = _stretch(found.low, found.high, aside, angle)
            marks.append(Shape(stretch, fill=tone.fill, edge=tone.edge, width=0.9, part=part))
    return marks


def _bead(state: str, start: float, step: float, aside: int, angle: float, part: str) -> list[Mark]:
    tone, is_open = TONES[state], state == "open"
    stretch = _stretch(start, start + step, aside, angle)
    dash = (3, 2.2) if is_open else None
    size = min(4.6, step * (FAR - NEAR) * 0.32)
    x, y = _on_pole(start + step / 2, 0, aside, angle)
    return [
        Shape(stretch, fill=tone.fill, part=part),
        Shape(stretch, edge=tone.edge, width=1, dash=dash, part=part),
        Shape(placed(SYMBOLS[state], x, y, size), fill=tone.mark, part=part),
    ]


def _stretch(start: float, stop: float, aside: int, angle: float) -> Outline:
    half = THICK / 2
    corners = ((start, -half), (stop, -half), (stop, half), (start, half))
    return polygon(*(_on_pole(share, across, aside, angle) for share, across in corners))


def _thread(share: float, aside: int, angle: float) -> Outline:
    return line(*(_on_pole(share, across, aside, angle) for across in (-THICK / 2, THICK / 2)))


def _on_pole(share: float, across: float, aside: int, angle: float) -> Point:
    """Return a place on the pole: 0 is its end, 1 where the walker holds it."""
    x, y = turned((aside * (FAR - share * (FAR - NEAR)), across), angle)
    return MIDDLE[0] + x, MIDDLE[1] + y


def _grip(angle: float) -> list[Mark]:
    ends = [turned((aside * NEAR, 0), angle) for aside in (-1, 1)]
    start, stop = ((MIDDLE[0] + x, MIDDLE[1] + y) for x, y in ends)
    marks: list[Mark] = [Shape(limb(start, stop, 3.6, 3.6), fill=SOFT_INK, part="grip")]
    for aside in (-1, 1):
        across = [turned((aside * (FAR + 1.2), over), angle) for over in (-9, 9)]
        top, foot = ((MIDDLE[0] + x, MIDDLE[1] + y) for x, y in across)
        cap = limb(top, foot, 2.2, 2.2)
        marks.append(Shape(cap, fill=INK, part="grip"))
    return marks


def _words(side: BalanceSide, aside: int) -> list[Mark]:
    x, anchor = (MARGIN, "left") if aside < 0 else (WIDTH - MARGIN, "right")
    part = f"side-{side.key}"
    lines = [(side.name, NAME_SIZE, True, INK)]
    lines += [
        (row, COUNT_SIZE, True, INK) for row in broken(side.count, _ROOM, COUNT_SIZE, bold=True)
    ]
    for text in side.lines:
        lines += [(row, LINE_SIZE, False, INK) for row in broken(text, _ROOM, LINE_SIZE)]
    marks: list[Mark] = []
    y = MARGIN - 2.0
    for text, size, bold, colour in lines:
        y += size * 1.22
        marks.append(Words(x, y, text, size, colour, bold, anchor, part))
    return marks
