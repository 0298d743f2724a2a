"""Lines over bars and dots: the interval of a share, and the mark that bars are compared with."""

from __future__ import annotations

from weerbaar.figures.marks import Mark, Shape
from weerbaar.figures.outline import joined, line, polygon
from weerbaar.figures.style import INK, PAPER

_LINE, _HALO, _CAP = 1.5, 3.6, 3.4
_NOTCH = 3.6


def whisker(ends: tuple[float, float], y: float, colour: str = INK) -> list[Mark]:
    """Return an interval: a line with a cap at either end, with a halo to be seen on any fill.

    Parameters
    ----------
    ends : (float, float)
        Left and right, in picture units.
    y : float
        Of the middle of the line.
    colour : str
        Of the line.
    """
    left, right = ends
    caps = [line((x, y - _CAP), (x, y + _CAP)) for x in (left, right)]
    outline = joined([line((left, y), (right, y)), *caps])
    return [
        Shape(outline, edge=PAPER, width=_HALO, opacity=0.85),
        Shape(outline, edge=colour, width=_LINE),
    ]


def reference(x: float, ends: tuple[float, float]) -> list[Mark]:
    """Return what a bar is compared with: a line across it, with a notch above and below.

    Parameters
    ----------
    x : float
        Where, in picture units.
    ends : (float, float)
        Top and bottom of the bar.
    """
    top, bottom = ends
    across = line((x, top), (x, bottom))
    notches = [
        polygon((x, tip), (x - _NOTCH * 0.7, base), (x + _NOTCH * 0.7, base))
        for tip, base in ((top, top - _NOTCH), (bottom, bottom + _NOTCH))
    ]
    return [
        Shape(across, edge=PAPER, width=_HALO, opacity=0.85),
        Shape(across, edge=INK, width=1.1, dash=(2.2, 1.8)),
        *(Shape(notch, fill=INK) for notch in notches),
    ]
