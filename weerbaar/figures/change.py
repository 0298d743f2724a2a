"""Draw then and now of a group: two ranges per quadrant, one below the other."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from weerbaar.figures.canvas import filled, write_words
from weerbaar.figures.change_layout import LANE, LAYOUTS, MARK, ChangeLayout, Pair, Sample, Sign
from weerbaar.figures.change_spec import ChangeSpec, Reach
from weerbaar.figures.outline import Outline, arc, joined, line, placed, polygon, rectangle
from weerbaar.figures.pen import Pen, text_width
from weerbaar.figures.png import figure_png
from weerbaar.figures.style import INK, PAPER, SOFT_INK, THREAD, WHITE, Tone
from weerbaar.figures.svg import inline_svg

THEN = Tone("#FFFFFF", "#55646C", "#D6DBDB")
"""Hollow and grey; the mark is the light part of its range."""
NOW = Tone("#14504A", "#14504A", "#A9CFC6")
"""Solid and dark; apart from `THEN` by lightness alone, so also without colours."""

_LINE, _ARROW, _HEAD = 1.3, 1.4, 4.2
_SIGNS = {
    "higher": polygon((0, -4), (10, -4), (5, 5)),
    "lower": polygon((0, 4), (5, -5), (10, 4)),
}
"""Up is more green: a share that is not green lies lower then."""


def draw_change(axes: Axes, spec: ChangeSpec, *, layout: str = "narrow") -> None:
    """Draw then and now on axes, centred and as large as fits.

    Parameters
    ----------
    axes : Axes
        Become an empty canvas.
    spec : ChangeSpec
        What to draw.
    layout : {"narrow", "wide"}
        Name and verdict above the ranges (a phone, the side of a screen), or beside them.
    """
    places = LAYOUTS[layout](spec, text_width)
    pen = Pen(axes, places.width, places.height)
    for pair in places.pairs:
        _draw_pair(pen, places, pair, spec.cuts)
    for sign in places.signs:
        _draw_sign(pen, sign)
    for sample in places.samples:
        _draw_sample(pen, sample)
    for words in places.words:
        write_words(pen, words)


def change_figure(spec: ChangeSpec, *, layout: str = "narrow") -> Figure:
    """Return a figure of then and now.

    Parameters
    ----------
    spec : ChangeSpec
        What to draw.
    layout : {"narrow", "wide"}
        As for `draw_change`.
    """
    places = LAYOUTS[layout](spec, text_width)
    return filled(places.width, places.height, lambda axes: draw_change(axes, spec, layout=layout))


def change_svg(spec: ChangeSpec, *, prefix: str = "change", layout: str = "narrow") -> str:
    """Return then and now as SVG for inside a page; it takes the width of what it stands in.

    Parameters
    ----------
    spec : ChangeSpec
        What to draw.
    prefix : str
        Starts every id, so that two pictures can stand on one page.
    layout : {"narrow", "wide"}
        As for `draw_change`.
    """
    words = spec.words
    figure = change_figure(spec, layout=layout)
    return inline_svg(figure, title=words.title, description=words.description, prefix=prefix)


def change_png(
    spec: ChangeSpec, width: int, *, layout: str = "wide", background: str = PAPER
) -> bytes:
    """Return then and now as a PNG image of a width in pixels, for slides and documents."""
    return figure_png(change_figure(spec, layout=layout), width, background)


def _draw_pair(pen: Pen, places: ChangeLayout, pair: Pair, cuts: tuple[float, ...]) -> None:
    part = f"change-{pair.row.key}"
    top, bottom = pair.then_y - LANE / 2, pair.now_y + LANE / 2
    width = places.right - places.left
    pen.draw(rectangle(places.left, top, width, bottom - top), fill=WHITE, part=part)
    lines = [line((places.x(cut), top), (places.x(cut), bottom)) for cut in (0, *cuts, 1)]
    pen.draw(joined(lines), edge=THREAD, width=0.8, part=part)
    for reach, y, tone in ((pair.row.then, pair.then_y, THEN), (pair.row.now, pair.now_y, NOW)):
        if reach is not None:
            ends = [places.x(s) for s in (reach.least, reach.most, reach.low, reach.high)]
            _draw_range(pen, (ends[0], ends[1]), (ends[2], ends[3]), y, tone, part)
    if pair.row.verdict != "unsure" and pair.row.then and pair.row.now:
        start = (places.x(_middle(pair.row.then)), pair.then_y + MARK / 2 + 1)
        stop = (places.x(_middle(pair.row.now)), pair.now_y - MARK / 2 - 1)
        _draw_arrow(pen, start, stop, part)


def _draw_range(
    pen: Pen,
    wider: tuple[float, float],
    known: tuple[float, float],
    y: float,
    tone: Tone,
    part: str,
) -> None:
    pen.draw(_pill(*wider, y, MARK), fill=tone.mark, part=part)
    pen.draw(_pill(*known, y, MARK), fill=tone.fill, edge=tone.edge, width=_LINE, part=part)


def _draw_arrow(pen: Pen, start: tuple[float, float], stop: tuple[float, float], part: str) -> None:
    # Down from then, along the gap between the lanes, to where now begins.
    middle = (start[1] + stop[1]) / 2
    side = 1 if stop[0] > start[0] else -1
    tip = stop[0] - side * 2
    path = joined((line(start, (start[0], middle)), line((start[0], middle), (tip, middle))))
    pen.draw(path, edge=INK, width=_ARROW, part=part)
    back = tip - side * _HEAD
    head = polygon((tip + side, middle), (back, middle - _HEAD * 0.7), (back, middle + _HEAD * 0.7))
    pen.draw(head, fill=INK, part=part)


def _draw_sign(pen: Pen, sign: Sign) -> None:
    if sign.verdict in _SIGNS:
        outline = placed(_SIGNS[sign.verdict], sign.x, sign.y, 1)
        pen.draw(outline, fill=INK, part="signs")
    else:
        pen.write(sign.x + 1.5, sign.y + 4.4, "?", 12, colour=SOFT_INK, bold=True, part="signs")


def _draw_sample(pen: Pen, sample: Sample) -> None:
    ends = (sample.x, sample.x + 26)
    known = (sample.x + 6, sample.x + 20)
    if sample.kind == "known":
        pen.draw(_pill(*known, sample.y, MARK), fill=NOW.fill, part="legend")
    else:
        pen.draw(_pill(*ends, sample.y, MARK), fill=NOW.mark, part="legend")


def _pill(left: float, right: float, y: float, height: float) -> Outline:
    """A bar with round ends; one that is too short becomes a dot around its middle."""
    radius = height / 2
    short = max(0.0, height - (right - left)) / 2
    left, right = left - short, right + short
    end = arc((right - radius, y), radius, 0, 180)
    back = arc((left + radius, y), radius, 180, 360)
    (_, first), *rest = back.steps
    return Outline((*end.steps, ("L", first), *rest, ("Z", ())))


def _middle(reach: Reach) -> float:
    return (reach.low + reach.high) / 2
