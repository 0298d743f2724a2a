"""What every picture that matplotlib draws begins with: a figure of its size, words in place."""

from __future__ import annotations

from collections.abc import Callable

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from weerbaar.figures.bars_layout import Words
from weerbaar.figures.marks import Drawing
from weerbaar.figures.pen import Pen
from weerbaar.figures.style import INK, SOFT_INK


def blank(width: float, height: float) -> Figure:
    """Return an empty figure without a background, in which a picture unit is a point."""
    figure = Figure(figsize=(width / 72, height / 72), dpi=72)
    figure.patch.set_visible(False)
    return figure


def filled(width: float, height: float, draw: Callable[[Axes], None]) -> Figure:
    """Return a figure that is filled by one picture.

    Parameters
    ----------
    width, height : float
        Of the picture, in picture units.
    draw : callable
        Draws the picture on axes that it is given.
    """
    figure = blank(width, height)
    draw(figure.add_axes((0, 0, 1, 1)))
    return figure


def draw_drawing(axes: Axes, drawing: Drawing) -> None:
    """Draw a picture on axes, centred and as large as fits; they become an empty canvas."""
    pen = Pen(axes, *drawing.size())
    for part, marks in drawing.settled():
        pen.paint(marks, part)


def drawing_figure(drawing: Drawing) -> Figure:
    """Return a figure that is filled by a picture."""
    return filled(*drawing.size(), lambda axes: draw_drawing(axes, drawing))


def write_words(pen: Pen, words: Words) -> None:
    """Write a text where a layout put it."""
    pen.write(
        words.x,
        words.y,
        words.text,
        words.size,
        colour=SOFT_INK if words.soft else INK,
        bold=words.bold,
        anchor="right" if words.is_right else "left",
        part="words",
    )
