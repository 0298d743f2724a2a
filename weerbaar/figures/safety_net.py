"""Under the walker: a rope between two posts, and the net of all quadrants; pure arithmetic."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from weerbaar.figures.balance_spec import Weave
from weerbaar.figures.marks import Mark, Shape, Words
from weerbaar.figures.net_spec import Fill, GroupFill, PersonFill
from weerbaar.figures.outline import Outline, Point, joined, line, placed, polygon
from weerbaar.figures.parts import BAND, Part, band_threads, level_parts, share_parts
from weerbaar.figures.style import INK, SOFT_INK, SYMBOLS, THREAD, TONES, WHITE
from weerbaar.figures.walker import limb
from weerbaar.figures.widths import about_width, broken

ROPE: Final = 219.5
"""Where the rope carries the walker."""
POSTS: Final = (12.0, 308.0)
FOOT: Final = 316.0
"""Where the posts end."""
_TOP, _SAG, _DEPTH = 250.0, 20.0, 46.0
_LEFT, _RIGHT = 22.0, 298.0
_GAP, _SEAM = 5.0, 1.2  # between quadrants, and between statements
_STEPS = 6
_NAME_SIZE, _NAME_LINE = 10.5, 12.5
_SMALLEST_MARK, _LARGEST_MARK = 2.6, 4.6
_BAND_SPACING = 2.4


def rope_marks() -> list[Mark]:
    """Return the posts and the rope between them, which gives a little under the walker."""
    left, right = POSTS
    posts = [limb((x, ROPE - 16), (x, FOOT), 3.4, 3.4) for x in POSTS]
    rope = Outline(
        (
            ("M", ((left, ROPE - 9),)),
            ("C", ((90, ROPE - 1), (120, ROPE), (142, ROPE))),
            ("L", ((184, ROPE),)),
            ("C", ((205, ROPE), (230, ROPE - 1), (right, ROPE - 9))),
        )
    )
    marks: list[Mark] = [Shape(post, fill=SOFT_INK, part="posts") for post in posts]
    return [*marks, Shape(rope, edge=INK, width=3.0, part="rope")]


def net_marks(weaves: Sequence[Weave]) -> tuple[list[Mark], float]:
    """Return the net with its names, and how far down it reaches.

    Every statement is as wide as every other; quadrants hang beside each other, the left side's
    first, so that each hangs under its own end of the pole.
    """
    count = sum(len(weave.fills) for weave in weaves)
    step = (_RIGHT - _LEFT - _GAP * (len(weaves) - 1)) / count
    marks: list[Mark] = [Shape(_cords(), edge=SOFT_INK, width=1.4, part="cords")]
    spans, x = [], _LEFT
    for weave in weaves:
        stop = x + step * len(weave.fills)
        spans.append((x, stop))
        marks += _weave(weave, x, stop, step)
        x = stop + _GAP
    names, bottom = _names(weaves, spans)
    return marks + names, bottom


def _weave(weave: Weave, start: float, stop: float, step: float) -> list[Mark]:
    part = f"net-{weave.key}"
    if weave.level:
        level = weave.level.level
        if level is None:
            return _answer(start, stop, "open", part)
        return _share(start, stop, level_parts(level), part, seam=0.06)
    marks: list[Mark] = []
    for index, fill in enumerate(weave.fills):
        left = start + step * index + (_SEAM / 2 if index else 0)
        right = start + step * (index + 1) - (_SEAM / 2 if index + 1 < len(weave.fills) else 0)
        marks += _cell(fill, left, right, part)
    return marks


def _cell(fill: Fill | None, left: float, right: float, part: str) -> list[Mark]:
    if isinstance(fill, PersonFill):
        return _answer(left, right, fill.colour or "open", part)
    if not isinstance(fill, GroupFill):
        return _answer(left, right, "open", part)
    if fill.level is not None:
        return _share(left, right, level_parts(fill.level), part, seam=0.06)
    return _share(left, right, share_parts(fill), part)


def _answer(left: float, right: float, state: str, part: str) -> list[Mark]:
    tone, is_open = TONES[state], state == "open"
    outline = _strip(left, right, 0, 1)
    marks: list[Mark] = [Shape(outline, fill=tone.fill, part=part)]
    marks.append(_mesh(left, right, part, colour=THREAD if is_open else WHITE))
    dash = (3, 2.6) if is_open else None
    marks.append(Shape(outline, edge=tone.edge, width=0.9, dash=dash, part=part))
    size = min(_LARGEST_MARK, (right - left) * 0.3)
    middle = (left + right) / 2
    symbol = placed(SYMBOLS[state], middle, _height(middle, 0.5), size)
    return [*marks, Shape(symbol, fill=tone.mark, part=part)]


def _share(
    left: float, right: float, parts: tuple[Part, ...], name: str, seam: float = 0
) -> list[Mark]:
    """Return a share from the bottom upwards: there the net gives way first."""
    marks: list[Mark] = []
    if not seam:
        green = TONES["green"]
        whole = _strip(left, right, 0, 1)
        marks.append(Shape(whole, fill=green.fill, edge=green.edge, width=0.9, part=name))
        marks.append(_mesh(left, right, name, colour=WHITE))
    for part in parts:
        tone = TONES[part.tone]
        if part.kind == BAND:
            threads = [
                _across(left, right, 1 - share)
                for share in band_threads(part.low, part.high, _BAND_SPACING / _DEPTH)
            ]
            marks.append(Shape(joined(threads), edge=tone.edge, width=1.2, part=name))
        elif part.kind != "green" or seam:
            strip = _strip(left, right, 1 - part.high + seam / 2, 1 - part.low - seam / 2)
            marks.append(Shape(strip, fill=tone.fill, edge=tone.edge, width=0.9, part=name))
            size = min(_LARGEST_MARK, (part.high - part.low) * _DEPTH * 0.3, (right - left) * 0.3)
            if part.kind in SYMBOLS and not seam and size >= _SMALLEST_MARK:
                middle = (left + right) / 2
                y = _height(middle, 1 - (part.low + part.high) / 2)
                symbol = placed(SYMBOLS[part.kind], middle, y, size)
                marks.append(Shape(symbol, fill=tone.mark, part=name))
    return marks


def _names(
    weaves: Sequence[Weave], spans: Sequence[tuple[float, float]]
) -> tuple[list[Mark], float]:
    """Return names under the net: in one row, or in two by turns when a word is too wide."""
    narrow = min(stop - start for start, stop in spans)
    words = [word for weave in weaves for word in weave.name.split()]
    widest = max(about_width(word, _NAME_SIZE, bold=True) for word in words)
    rows = 1 if widest <= narrow else 2
    marks: list[Mark] = []
    top = _height((_LEFT + _RIGHT) / 2, 1) + 5
    for row in range(rows):
        deepest = top
        for index in range(row, len(weaves), rows):
            middle = sum(spans[index]) / 2
            lines = broken(weaves[index].name, narrow * rows, _NAME_SIZE, bold=True)
            part = f"name-{weaves[index].key}"
            if row:
                tie = line((middle, _height(middle, 1) + 2), (middle, top - 1))
                marks.append(Shape(tie, edge=SOFT_INK, width=0.8, part=part))
            for number, text in enumerate(lines, start=1):
                y = top + _NAME_LINE * number
                marks.append(
                    Words(middle, y, text, _NAME_SIZE, bold=True, anchor="center", part=part)
                )
            deepest = max(deepest, top + _NAME_LINE * len(lines))
        top = deepest + 2
    return marks, top


def _height(x: float, depth: float) -> float:
    """Return y of a depth in the net, 0 (its upper edge) to 1, at x: it hangs like a cloth."""
    aside = (x - (_LEFT + _RIGHT) / 2) / ((_RIGHT - _LEFT) / 2)
    return _TOP + _SAG * (1 - aside**2) + _DEPTH * depth


def _edge(left: float, right: float, depth: float) -> list[Point]:
    xs = [left + (right - left) * step / _STEPS for step in range(_STEPS + 1)]
    return [(x, _height(x, depth)) for x in xs]


def _strip(left: float, right: float, top: float, bottom: float) -> Outline:
    return polygon(*_edge(left, right, top), *reversed(_edge(left, right, bottom)))


def _across(left: float, right: float, depth: float) -> Outline:
    first, *rest = _edge(left, right, depth)
    return Outline((("M", (first,)), *(("L", (point,)) for point in rest)))


def _mesh(left: float, right: float, part: str, *, colour: str) -> Shape:
    """Return crossing threads: about square meshes, whatever the width."""
    across = max(1, round((right - left) / 11))
    down = 4
    threads = []
    for row in range(down):
        for column in range(across):
            x0 = left + (right - left) * column / across
            x1 = left + (right - left) * (column + 1) / across
            y0, y1 = row / down, (row + 1) / down
            threads += [
                line((x0, _height(x0, y0)), (x1, _height(x1, y1))),
                line((x0, _height(x0, y1)), (x1, _height(x1, y0))),
            ]
    opacity = 0.45 if colour == WHITE else None
    return Shape(joined(threads), edge=colour, width=0.8, opacity=opacity, part=part)


def _cords() -> Outline:
    """Return what ties the corners of the net to the posts."""
    ties = []
    for post, x in zip(POSTS, (_LEFT, _RIGHT), strict=True):
        for depth in (0.0, 1.0):
            corner = (x, _height(x, depth))
            ties.append(line((post, _TOP - 6 if depth == 0 else FOOT - 8), corner))
    return joined(ties)
