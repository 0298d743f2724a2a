"""Paint a drawing with matplotlib: on given axes, as a figure, or as an image.

The only file that knows matplotlib; nothing of a page imports it.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from weerbaar.figures.marks import Drawing, Shape, Words
from weerbaar.figures.style import DRAWING_FONT, PAPER

__all__ = ["Axes", "Figure", "draw", "figure", "page_pdf", "png"]

_CODES = {"M": [Path.MOVETO], "L": [Path.LINETO], "C": [Path.CURVE4] * 3, "Z": [Path.CLOSEPOLY]}
_LAYER = 2.0  # one for all, so that what is drawn later lies on top


def draw(axes: Axes, drawing: Drawing) -> None:
    """Draw a picture on axes, centred and as large as fits; they become an empty canvas.

    Parameters
    ----------
    axes : Axes
        Their limits, ticks and frame are taken away.
    drawing : Drawing
        What to draw.

    Raises
    ------
    ValueError
        If the axes stand in no figure.
    """
    root = axes.get_figure(root=True)
    if root is None:
        raise ValueError("the axes stand in no figure")
    (width, height), box = drawing.size(), axes.get_window_extent()
    room = (box.width * 72 / root.dpi, box.height * 72 / root.dpi)
    scale = float(min(room[0] / width, room[1] / height))
    spare_x, spare_y = (room[0] / scale - width) / 2, (room[1] / scale - height) / 2
    axes.set_xlim(-spare_x, width + spare_x)
    axes.set_ylim(height + spare_y, -spare_y)
    axes.set_aspect("auto")
    axes.set_axis_off()
    for part, marks in drawing.settled():
        for mark in marks:
            if isinstance(mark, Shape):
                # add_artist, unlike add_patch, leaves the limits of the axes alone
                axes.add_artist(_patch(mark, scale, part))
            else:
                _write(axes, mark, scale, part)


def figure(drawing: Drawing) -> Figure:
    """Return a figure that is filled by a picture, on nothing; a picture unit is a point."""
    width, height = drawing.size()
    made = Figure(figsize=(width / 72, height / 72), dpi=72)
    made.patch.set_visible(False)
    draw(made.add_axes((0, 0, 1, 1)), drawing)
    return made


def png(drawing: Drawing, width: int, background: str = PAPER) -> bytes:
    """Return a PNG image, the same bytes every time.

    Parameters
    ----------
    drawing : Drawing
        What to draw.
    width : int
        Of the image, in pixels.
    background : str
        A colour, for an image is laid on pages of any colour.
    """
    # A touch more than needed, for matplotlib rounds the number of pixels down.
    dpi = (width + 0.01) * 72 / drawing.width
    return _saved(drawing, background, "png", dpi=dpi, metadata={"Software": None})


def page_pdf(drawing: Drawing, background: str = PAPER) -> bytes:
    """Return a page in PDF of the size of a picture, with letters that a reader can search."""
    return _saved(drawing, background, "pdf", metadata={"CreationDate": None})


def _saved(drawing: Drawing, background: str, kind: str, **more: Any) -> bytes:
    made = figure(drawing)
    made.patch.set(visible=True, facecolor=background)
    found = BytesIO()
    FigureCanvasAgg(made)
    with rc_context({"pdf.fonttype": 42, "savefig.bbox": None, "savefig.facecolor": "auto"}):
        made.savefig(found, format=kind, **more)
    return found.getvalue()


def _patch(shape: Shape, scale: float, part: str) -> PathPatch:
    steps = shape.contour.curved().steps
    codes = [code for letter, _ in steps for code in _CODES[letter]]
    points = [p for letter, ps in steps for p in (ps if letter != "Z" else [(0, 0)])]
    # matplotlib counts dashes in line widths
    dash = (0, tuple(length / shape.width for length in shape.dash)) if shape.dash else "solid"
    return PathPatch(
        Path(points, codes),
        facecolor=shape.fill,
        edgecolor=shape.edge,
        linewidth=shape.width * scale,
        linestyle=dash,
        joinstyle="round",
        capstyle="butt",
        alpha=shape.opacity,
        clip_on=False,
        zorder=_LAYER,
        gid=part,
    )


def _write(axes: Axes, words: Words, scale: float, part: str) -> None:
    weight = "bold" if words.bold else "normal"
    axes.text(
        *(words.x, words.y, words.text),
        fontproperties=FontProperties(family=DRAWING_FONT, weight=weight, size=words.size * scale),
        color=words.colour,
        ha=words.anchor,
        va="baseline",
        rotation=-words.turn,
        rotation_mode="anchor",
        # Taken literally: a dollar sign starts no formula.
        parse_math=False,
        usetex=False,
        clip_on=False,
        zorder=_LAYER,
        gid=part,
    )
