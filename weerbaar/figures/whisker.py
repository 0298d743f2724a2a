"""Lines over bars and dots: the interval of a share, and the mark that bars are compared with."""

from __future__ import annotations

from weerbaar.figures.outline import joined, line, polygon
from weerbaar.figures.pen import Pen
from weerbaar.figures.style import INK, PAPER

_LINE, _HALO, _CAP = 1.5, 3.6, 3.4
_NOTCH = 3.6


def draw_whisker(
    pen: Pen, ends: tuple[float, float], y: float, *, part: str, colour: str = INK
) -> None:
    """Draw an interval: a line with a cap at either end, with a halo to be seen on any fill.

    Parameters
    ----------
    ends : (float, float)
        Left and right, in picture units.
    y : float
        Of the middle of the line.
    part : str
        Of the picture that it belongs to.
    colour : str
        Of the line.
    """
    left, right = ends
    caps = [line((x, y - _CAP), (x, y + _CAP)) for x in (left, right)]
    whisker = joined([line((left, y), (right, y)), *caps])
    pen.draw(whisker, edge=PAPER, width=_HALO, opacity=0.85, part=part)
    pen.draw(whisker, edge=colour, width=_LINE, part=part)


def draw_reference(pen: Pen, x: float, ends: tuple[float, float], part: str) -> None:
    """Draw what a bar is compared with: a line across it, with a notch above and below.

    Parameters
    ----------
    x : float
        Where, in picture units.
    ends : (float, float)
        Top and bottom of the bar.
    part : str
        Of the picture that it belongs to.
    """
    top, bottom = ends
    pen.draw(line((x, top), (x, bottom)), edge=PAPER, width=_HALO, opacity=0.85, part=part)
    pen.draw(line((x, top), (x, bottom)), edge=INK, width=1.1, dash=(2.2, 1.8), part=part)
    for tip, base in ((top, top - _NOTCH), (bottom, bottom + _NOTCH)):
        notch = polygon((x, tip), (x - _NOTCH * 0.7, base), (x + _NOTCH * 0.7, base))
        pen.draw(notch, fill=INK, part=part)
