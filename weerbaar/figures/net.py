"""Draw a net: one disc with a wedge per statement, for one person or for a group.

Pages have it as SVG, phones as a template for any answers; matplotlib is imported only for axes and
images.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from weerbaar.figures.markup import Piece, compacted
from weerbaar.figures.net_marks import net_drawing
from weerbaar.figures.net_spec import NetSpec
from weerbaar.figures.style import PAPER

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


class NetTemplate(TypedDict):
    """A person's net for any answers, as a phone gets it.

    Attributes
    ----------
    statements : list of str
        The keys of its wedges.
    picture : piece of markup
        With a place "answer-KEY" for each wedge.
    """

    statements: list[str]
    picture: Piece


def net_svg(spec: NetSpec, *, prefix: str = "net", layout: str = "tall") -> str:
    """Return a net as SVG for inside a page; it takes the width of what it stands in.

    Parameters
    ----------
    spec : NetSpec
        What to draw.
    prefix : str
        Starts every id, so that two nets can stand on one page.
    layout : {"tall", "wide"}
        As for `net_marks.net_drawing`.
    """
    words = spec.words
    drawing = net_drawing(spec, layout)
    return drawing.svg(title=words.title, description=words.description, prefix=prefix)


def net_template(spec: NetSpec) -> NetTemplate:
    """Return the net of one person for any answers; those in the spec are not used."""
    picture = compacted(net_drawing(spec).piece())
    return NetTemplate(statements=[wedge.key for wedge in spec.wedges()], picture=picture)


def draw_net(axes: Axes, spec: NetSpec, *, layout: str = "tall") -> None:
    """Draw a net on axes, which become an empty canvas; parameters as for `net_svg`."""
    from weerbaar.figures.canvas import draw_drawing

    draw_drawing(axes, net_drawing(spec, layout))


def net_figure(spec: NetSpec, *, layout: str = "tall") -> Figure:
    """Return a figure with one net; parameters as for `net_svg`."""
    from weerbaar.figures.canvas import drawing_figure

    return drawing_figure(net_drawing(spec, layout))


def net_png(spec: NetSpec, width: int, *, layout: str = "tall", background: str = PAPER) -> bytes:
    """Return a net as a PNG image of a width in pixels, for slides and documents."""
    from weerbaar.figures.png import figure_png

    return figure_png(net_figure(spec, layout=layout), width, background)
