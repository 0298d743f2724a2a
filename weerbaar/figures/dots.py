"""Draw shares at several moments: a dot per moment with its interval, from nothing on."""

from __future__ import annotations

from itertools import pairwise

from matplotlib.axes import Axes

from weerbaar.figures.dots_layout import (
    LINE,
    MARGIN,
    SMALL_SIZE,
    TEXT_SIZE,
    WIDTH,
    DotsLayout,
    Place,
    Row,
    icon_middle,
    laid_out,
    moment_kind,
    words_start,
)
from weerbaar.figures.dots_spec import DotsSpec
from weerbaar.figures.legend import ICON, ICON_RATIO, INTERVAL
from weerbaar.figures.outline import Outline, circle, line, placed, polygon
from weerbaar.figures.pen import Pen, text_width
from weerbaar.figures.style import CAP, INK, PAPER, SOFT_INK, THREAD
from weerbaar.figures.whisker import whisker

_MARK = 4.3
_SQUARE = polygon((-0.88, -0.88), (0.88, -0.88), (0.88, 0.88), (-0.88, 0.88))
_ROUND = circle(0, 0, 1)
MARKS: tuple[tuple[Outline, str, str], ...] = (
    (_ROUND, PAPER, SOFT_INK),
    (_SQUARE, INK, INK),
    (_ROUND, INK, INK),
    (_SQUARE, PAPER, SOFT_INK),
)
"""Shape, fill and edge per moment: told apart by shape and filling, without colour."""


def draw_dots(axes: Axes, spec: DotsSpec) -> None:
    """Draw a picture of change on axes, centred and as large as fits.

    Parameters
    ----------
    axes : Axes
        Become an empty canvas.
    spec : DotsSpec
        What to draw.
    """
    places = laid_out(spec, text_width)
    pen = Pen(axes, WIDTH, places.height)
    _draw_axis(pen, places, spec.words.axis)
    if any(row.note for row in spec.rows):
        x, y, text = WIDTH - MARGIN, MARGIN + SMALL_SIZE * 0.9, spec.words.note
        pen.write(x, y, text, SMALL_SIZE, colour=SOFT_INK, anchor="right", part="notes")
    for row in places.rows:
        _draw_row(pen, places, row, spec.words.hidden)
    _draw_legend(pen, places)


def dots_size(spec: DotsSpec) -> tuple[float, float]:
    """Return width and height of the picture, in picture units."""
    return WIDTH, laid_out(spec, text_width).height


def _draw_axis(pen: Pen, places: DotsLayout, axis: str) -> None:
    for share, text in places.ticks:
        x, is_zero = places.x(share), share == 0
        edge, width = (INK, 1.3) if is_zero else (THREAD, 0.8)
        pen.draw(line((x, MARGIN / 2), (x, places.bottom)), edge=edge, width=width, part="axis")
        y = places.bottom + SMALL_SIZE + 3
        pen.write(x, y, text, SMALL_SIZE, colour=SOFT_INK, anchor="center", part="axis")
    y, middle = places.bottom + 2 * SMALL_SIZE + 9, (places.left + places.right) / 2
    pen.write(middle, y, axis, SMALL_SIZE, colour=SOFT_INK, anchor="center", part="axis")


def _draw_row(pen: Pen, places: DotsLayout, row: Row, hidden: str) -> None:
    part = f"row-{row.row.key}"
    first = row.middle - LINE * (len(row.label) - 1) / 2 + TEXT_SIZE * CAP
    for index, text in enumerate(row.label):
        bold = row.row.is_heading
        pen.write(MARGIN, first + LINE * index, text, TEXT_SIZE, bold=bold, part=part)
    _draw_path(pen, places, row, part)
    for place in row.places:
        if place.dot is None:
            base = place.y + SMALL_SIZE * CAP
            pen.write(places.left + 6, base, hidden, SMALL_SIZE, colour=SOFT_INK, part=part)
        else:
            _draw_dot(pen, places, place, part)
    if row.row.note:
        base, x = row.middle + SMALL_SIZE * CAP, WIDTH - MARGIN
        pen.write(x, base, row.row.note, SMALL_SIZE, anchor="right", part=part)


def _draw_path(pen: Pen, places: DotsLayout, row: Row, part: str) -> None:
    known = [(places.x(p.dot.value), p.y) for p in row.places if p.dot]
    for start, stop in pairwise(known):
        pen.draw(line(start, stop), edge=SOFT_INK, width=1.0, dash=(1.6, 2.2), part=part)


def _draw_dot(pen: Pen, places: DotsLayout, place: Place, part: str) -> None:
    if place.dot is None:
        return
    shape, fill, edge = MARKS[place.moment]
    if place.dot.interval:
        low, high = (places.x(end) for end in place.dot.interval)
        pen.paint(whisker((low, high), place.y, edge), part)
    mark = placed(shape, places.x(place.dot.value), place.y, _MARK)
    pen.draw(mark, fill=fill, edge=edge, width=1.6, part=part)


def _draw_legend(pen: Pen, places: DotsLayout) -> None:
    kinds = {moment_kind(i): mark for i, mark in enumerate(MARKS)}
    for spot in places.legend:
        if spot.entry.kind == INTERVAL:
            pen.paint(whisker((spot.x, spot.x + ICON * ICON_RATIO), spot.y), "legend")
        else:
            shape, fill, edge = kinds[spot.entry.kind]
            mark = placed(shape, icon_middle(spot), spot.y, _MARK)
            pen.draw(mark, fill=fill, edge=edge, width=1.6, part="legend")
        base = spot.y + TEXT_SIZE * CAP
        pen.write(words_start(spot), base, spot.entry.words, TEXT_SIZE, part="legend")
