"""Under the walker: a rope between two posts, and the net of all quadrants; pure arithmetic."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from weerbaar.figures.answers import surface, symbol, threads
from weerbaar.figures.balance_person import cell_name
from weerbaar.figures.balance_spec import BalanceQuadrant
from weerbaar.figures.marks import Group, Mark, OpenMark, Shape, Words
from weerbaar.figures.net_spec import PersonFill
from weerbaar.figures.outline import Outline, Point, joined, line, placed, polygon
from weerbaar.figures.parts import BAND, Part, band_threads, level_parts, share_parts
from weerbaar.figures.style import INK, SOFT_INK, SYMBOLS, TONES, WHITE
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
_STRAIGHT = 24.0
_NAME_SIZE, _NAME_LINE = 10.5, 12.5
_SMALLEST_MARK, _LARGEST_MARK = 2.6, 4.6
_BAND_SPACING = 2.4


def rope_groups() -> list[Group]:
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
    return [
        Group("posts", tuple(Shape(post, fill=SOFT_INK) for post in posts)),
        Group("rope", (Shape(rope, edge=INK, width=3.0),)),
    ]


def net_groups(quadrants: Sequence[BalanceQuadrant]) -> tuple[list[Group], float]:
    """Return the net with its names, and how far down it reaches.

    Every statement is as wide as every other; quadrants hang beside each other, the left side's
    first, so that each hangs under its own end of the pole.
    """
    count = sum(len(quadrant.fills) for quadrant in quadrants)
    step = (_RIGHT - _LEFT - _GAP * (len(quadrants) - 1)) / count
    groups = [Group("cords", (Shape(_cords(), edge=SOFT_INK, width=1.4),))]
    spans, x = [], _LEFT
    for quadrant in quadrants:
        stop = x + step * len(quadrant.fills)
        spans.append((x, stop))
        groups.append(Group(f"net-{quadrant.key}", tuple(_quadrant(quadrant, x, stop, step))))
        x = stop + _GAP
    names, bottom = _names(quadrants, spans)
    return groups + names, bottom


def _quadrant(
    quadrant: BalanceQuadrant, start: float, stop: float, step: float
) -> Iterator[OpenMark]:
    if quadrant.level:
        yield from _level(start, stop, quadrant.level.level)
        return
    for index, fill in enumerate(quadrant.fills):
        left = start + step * index + (_SEAM / 2 if index else 0)
        right = start + step * (index + 1) - (_SEAM / 2 if index + 1 < len(quadrant.fills) else 0)
        if isinstance(fill, PersonFill):
            yield from _answer(left, right, cell_name(quadrant.key, index))
        elif fill is None or fill.level is not None:
            yield from _level(left, right, fill.level if fill else None)
        else:
            yield from _share(left, right, share_parts(fill))


def _level(left: float, right: float, level: float | None) -> Iterable[OpenMark]:
    if level is None:
        return _answer(left, right)
    marks = _share(left, right, level_parts(level), seam=0.06)
    if not level:
        # Never colour alone: the net is whole where little asks attention.
        marks.append(Shape(_mesh(left, right), edge=WHITE, width=0.9, opacity=0.6))
    return marks


def _answer(left: float, right: float, by: str | None = None) -> Iterator[OpenMark]:
    middle, size = (left + right) / 2, min(_LARGEST_MARK, (right - left) * 0.3)
    yield surface(_strip(left, right, 0, 1), 0.9, 2.6, by)
    yield threads(_mesh(left, right), 0.8, 0.45, by)
    yield symbol((middle, _height(middle, 0.5)), size, by)


def _share(left: float, right: float, parts: tuple[Part, ...], seam: float = 0) -> list[Mark]:
    """Return a share from the bottom upwards: there the net gives way first."""
    marks: list[Mark] = []
    if not seam:
        green = TONES["green"]
        whole = _strip(left, right, 0, 1)
        marks.append(Shape(whole, fill=green.fill, edge=green.edge, width=0.9))
        marks.append(Shape(_mesh(left, right), edge=WHITE, width=0.8, opacity=0.45))
    for part in parts:
        tone = TONES[part.tone]
        if part.kind == BAND:
            if seam:
                marks.append(
                    Shape(
                        _step(left, right, part, seam),
                        fill=TONES["green"].fill,
                        edge=TONES["green"].edge,
                        width=0.9,
                    )
                )
            band = [
                _across(left, right, 1 - share)
                for share in band_threads(part.low, part.high, _BAND_SPACING / _DEPTH)
            ]
            marks.append(Shape(joined(band), edge=tone.edge, width=1.2))
        elif part.kind != "green" or seam:
            strip = _step(left, right, part, seam)
            marks.append(Shape(strip, fill=tone.fill, edge=tone.edge, width=0.9))
            size = min(_LARGEST_MARK, (part.high - part.low) * _DEPTH * 0.3, (right - left) * 0.3)
            if part.kind in SYMBOLS and not seam and size >= _SMALLEST_MARK:
                middle = (left + right) / 2
                y = _height(middle, 1 - (part.low + part.high) / 2)
                symbol = placed(SYMBOLS[part.kind], middle, y, size)
                marks.append(Shape(symbol, fill=tone.mark))
    return marks


def _step(left: float, right: float, part: Part, seam: float) -> Outline:
    return _strip(left, right, 1 - part.high + seam / 2, 1 - part.low - seam / 2)


def _names(
    quadrants: Sequence[BalanceQuadrant], spans: Sequence[tuple[float, float]]
) -> tuple[list[Group], float]:
    """Return names under the net: in one row, or in two by turns when a word is too wide."""
    narrow = min(stop - start for start, stop in spans)
    words = [word for quadrant in quadrants for word in quadrant.name.split()]
    widest = max(about_width(word, _NAME_SIZE, bold=True) for word in words)
    rows = 1 if widest <= narrow else 2
    groups = []
    top = _height((_LEFT + _RIGHT) / 2, 1) + 5
    for row in range(rows):
        deepest = top
        for index in range(row, len(quadrants), rows):
            middle = sum(spans[index]) / 2
            lines = broken(quadrants[index].name, narrow * rows, _NAME_SIZE, bold=True)
            marks: list[Mark] = []
            if row:
                tie = line((middle, _height(middle, 1) + 2), (middle, top - 1))
                marks.append(Shape(tie, edge=SOFT_INK, width=0.8))
            for number, text in enumerate(lines, start=1):
                y = top + _NAME_LINE * number
                marks.append(Words(middle, y, text, _NAME_SIZE, bold=True, anchor="center"))
            groups.append(Group(f"name-{quadrants[index].key}", tuple(marks)))
            deepest = max(deepest, top + _NAME_LINE * len(lines))
        top = deepest + 2
    return groups, top


def _height(x: float, depth: float) -> float:
    """Return y of a depth in the net, 0 (its upper edge) to 1, at x: it hangs like a cloth."""
    aside = (x - (_LEFT + _RIGHT) / 2) / ((_RIGHT - _LEFT) / 2)
    return _TOP + _SAG * (1 - aside**2) + _DEPTH * depth


def _edge(left: float, right: float, depth: float) -> list[Point]:
    # What is narrow hangs as good as straight.
    steps = max(1, round((right - left) / _STRAIGHT))
    xs = [left + (right - left) * step / steps for step in range(steps + 1)]
    return [(x, _height(x, depth)) for x in xs]


def _strip(left: float, right: float, top: float, bottom: float) -> Outline:
    return polygon(*_edge(left, right, top), *reversed(_edge(left, right, bottom)))


def _across(left: float, right: float, depth: float) -> Outline:
    return _path(_edge(left, right, depth))


def _path(points: list[Point]) -> Outline:
    first, *rest = points
    return Outline((("M", (first,)), *(("L", (point,)) for point in rest)))


def _mesh(left: float, right: float) -> Outline:
    """Return crossing threads: about square meshes, whatever the width."""
    across, down = max(1, round((right - left) / 11)), 4
    xs = [left + (right - left) * column / across for column in range(across + 1)]
    return joined(
        _path([(x, _height(x, (row + (column + first) % 2) / down)) for column, x in enumerate(xs)])
        for row in range(down)
        for first in (0, 1)
    )


def _cords() -> Outline:
    """Return what ties the corners of the net to the posts."""
    ties = []
    for post, x in zip(POSTS, (_LEFT, _RIGHT), strict=True):
        for depth in (0.0, 1.0):
            corner = (x, _height(x, depth))
            ties.append(line((post, _TOP - 6 if depth == 0 else FOOT - 8), corner))
    return joined(ties)
