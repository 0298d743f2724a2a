"""Under the walker: a rope between two posts, and the net of all quadrants; pure arithmetic."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from weerbaar.figures.balance_spec import BalanceQuadrant, cell_name
from weerbaar.figures.contour import Contour, Point, compound, path, polygon, segment
from weerbaar.figures.fills import PersonFill
from weerbaar.figures.fonts import broken, text_width
from weerbaar.figures.marks import Mark, MarkGroup, OpenMark, Shape
from weerbaar.figures.shapes import (
    EDGE,
    Surface,
    answer_surface,
    answer_symbol,
    answer_threads,
    column,
    level_marks,
    share_marks,
    share_symbols,
)
from weerbaar.figures.style import INK, SOFT_INK, WHITE
from weerbaar.figures.walker import limb

ROPE: Final = 219.5
"""Where the rope carries the walker."""
POSTS: Final = (12.0, 308.0)
FOOT: Final = 316.0
"""Where the posts end."""
_GAP, _SEAM = 5.0, 1.2  # between quadrants, and between statements
_STRAIGHT = 24.0
_NAME_SIZE, _NAME_LINE = 10.5, 12.5
_SMALLEST_MARK, _LARGEST_MARK = 2.6, 4.6


@dataclass(frozen=True)
class Cloth:
    """How a net hangs between its corners: at its upper edge, and `depth` below it."""

    left: float
    right: float
    top: float
    sag: float
    depth: float

    def y(self, x: float, depth: float) -> float:
        """Return y of a depth in the net, 0 (its upper edge) to 1, at x."""
        aside = (2 * x - self.left - self.right) / (self.right - self.left)
        return self.top + self.sag * (1 - aside**2) + self.depth * depth

    def cords(self, posts: tuple[float, float], above: float, below: float) -> Contour:
        """Return what ties its corners to two posts, at these heights."""
        ties = []
        for post, x in zip(posts, (self.left, self.right), strict=True):
            for depth, y in ((0, above), (1, below)):
                ties.append(segment((post, y), (x, self.y(x, depth))))
        return compound(ties)


_NET = Cloth(22, 298, 250, 20, 46)


def rope_groups() -> list[MarkGroup]:
    """Return the posts and the rope between them, which gives a little under the walker."""
    left, right = POSTS
    posts = [limb((x, ROPE - 16), (x, FOOT), 3.4, 3.4) for x in POSTS]
    rope = Contour(
        (
            ("M", ((left, ROPE - 9),)),
            ("C", ((90, ROPE - 1), (120, ROPE), (142, ROPE))),
            ("L", ((184, ROPE),)),
            ("C", ((205, ROPE), (230, ROPE - 1), (right, ROPE - 9))),
        )
    )
    return [
        MarkGroup("posts", tuple(Shape(post, fill=SOFT_INK) for post in posts)),
        MarkGroup("rope", (Shape(rope, edge=INK, width=3.0),)),
    ]


def net_groups(quadrants: Sequence[BalanceQuadrant]) -> tuple[list[MarkGroup], float]:
    """Return the net with its names, and how far down it reaches.

    Every statement is as wide as every other; quadrants hang beside each other, the left side's
    first, so that each hangs under its own end of the pole.
    """
    count = sum(len(quadrant.fills) for quadrant in quadrants)
    step = (_NET.right - _NET.left - _GAP * (len(quadrants) - 1)) / count
    cords = _NET.cords(POSTS, _NET.top - 6, FOOT - 8)
    groups = [MarkGroup("cords", (Shape(cords, edge=SOFT_INK, width=1.4),))]
    spans, x = [], _NET.left
    for quadrant in quadrants:
        stop = x + step * len(quadrant.fills)
        spans.append((x, stop))
        groups.append(MarkGroup(f"net-{quadrant.key}", tuple(_quadrant(quadrant, x, stop, step))))
        x = stop + _GAP
    names, bottom = _names(quadrants, spans)
    return groups + names, bottom


@dataclass(frozen=True)
class Strip(Surface):
    """A surface from the bottom of the net upwards: there it gives way first."""

    cloth: Cloth
    left: float
    right: float
    spacing: float = field(default=2.4, kw_only=True)

    def at(self, share: float) -> float:
        """As for `shapes.Surface`."""
        return share * self.cloth.depth

    def between(self, start: float, stop: float) -> Contour:
        """As for `shapes.Surface`."""
        top, foot = (self._edge(place) for place in (stop, start))
        return polygon(*top, *reversed(foot))

    def across(self, place: float) -> Contour:
        """As for `shapes.Surface`."""
        return path(self._edge(place))

    def spot(self, start: float, stop: float) -> tuple[Point, float] | None:
        """As for `shapes.Surface`."""
        size = min((stop - start) * 0.3, self._largest())
        return (self._middle((start + stop) / 2), size) if size >= _SMALLEST_MARK else None

    def whole(self) -> Contour:
        """Return all of it."""
        return self.between(0, self.cloth.depth)

    def middle(self) -> tuple[Point, float]:
        """Return where the one symbol of an answer stands, and its size."""
        return self._middle(self.cloth.depth / 2), self._largest()

    def mesh(self) -> Contour:
        """Return crossing threads: about square meshes, whatever the width."""
        columns = max(1, round((self.right - self.left) / 11))
        rows = round(self.cloth.depth / 10.3)
        step = (self.right - self.left) / columns
        xs = [self.left + step * n for n in range(columns + 1)]
        return compound(
            path((x, self.cloth.y(x, (row + (n + first) % 2) / rows)) for n, x in enumerate(xs))
            for row in range(rows)
            for first in (0, 1)
        )

    def _largest(self) -> float:
        return min(_LARGEST_MARK, (self.right - self.left) * 0.3)

    def _middle(self, place: float) -> Point:
        x = (self.left + self.right) / 2
        return x, self.cloth.y(x, 1 - place / self.cloth.depth)

    def _edge(self, place: float) -> list[Point]:
        # What is narrow hangs as good as straight.
        steps = max(1, round((self.right - self.left) / _STRAIGHT))
        xs = [self.left + (self.right - self.left) * step / steps for step in range(steps + 1)]
        return [(x, self.cloth.y(x, 1 - place / self.cloth.depth)) for x in xs]


def _quadrant(
    quadrant: BalanceQuadrant, start: float, stop: float, step: float
) -> Iterator[OpenMark]:
    if quadrant.level:
        yield from _level(Strip(_NET, start, stop), quadrant.level.level)
        return
    for index, fill in enumerate(quadrant.fills):
        left = start + step * index + (_SEAM / 2 if index else 0)
        right = start + step * (index + 1) - (_SEAM / 2 if index + 1 < len(quadrant.fills) else 0)
        strip = Strip(_NET, left, right)
        if isinstance(fill, PersonFill):
            yield from _answer(strip, cell_name(quadrant.key, index))
        elif fill is None or fill.level is not None:
            yield from _level(strip, fill.level if fill else None)
        else:
            mesh = Shape(strip.mesh(), edge=WHITE, width=0.8, opacity=0.45)
            yield from share_marks(strip, fill, mesh=(mesh,))
            yield from share_symbols(strip, fill)


def _level(strip: Strip, level: float | None) -> Iterable[OpenMark]:
    if level is None:
        yield from _answer(strip)
        return
    yield from level_marks(strip, level)
    if not level:
        # Never colour alone: the net is whole where little asks attention.
        yield Shape(strip.mesh(), edge=WHITE, width=0.9, opacity=0.6)


def _answer(strip: Strip, by: str | None = None) -> Iterator[OpenMark]:
    yield answer_surface(strip.whole(), EDGE, 2.6, by)
    yield answer_threads(strip.mesh(), 0.8, 0.45, by)
    yield answer_symbol(*strip.middle(), by)


def _names(
    quadrants: Sequence[BalanceQuadrant], spans: Sequence[tuple[float, float]]
) -> tuple[list[MarkGroup], float]:
    """Return names under the net: in one row, or in two by turns when a word is too wide."""
    narrow = min(stop - start for start, stop in spans)
    words = [word for quadrant in quadrants for word in quadrant.name.split()]
    widest = max(text_width(word, _NAME_SIZE, bold=True) for word in words)
    rows = 1 if widest <= narrow else 2
    groups = []
    top = _NET.y((_NET.left + _NET.right) / 2, 1) + 5
    for row in range(rows):
        deepest = top
        for index in range(row, len(quadrants), rows):
            middle = sum(spans[index]) / 2
            lines = broken(quadrants[index].name, narrow * rows, _NAME_SIZE, bold=True)
            marks: list[Mark] = []
            if row:
                tie = segment((middle, _NET.y(middle, 1) + 2), (middle, top - 1))
                marks.append(Shape(tie, edge=SOFT_INK, width=0.8))
            first = top + _NAME_LINE
            marks += column(
                *(lines, middle, first, _NAME_SIZE, _NAME_LINE), bold=True, anchor="center"
            )
            groups.append(MarkGroup(f"name-{quadrants[index].key}", tuple(marks)))
            deepest = max(deepest, top + _NAME_LINE * len(lines))
        top = deepest + 2
    return groups, top
