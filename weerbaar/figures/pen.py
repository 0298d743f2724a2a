"""Draw plain outlines and texts on matplotlib axes, in picture units with y downwards."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.textpath import text_to_path

from weerbaar.figures.marks import Mark, Shape
from weerbaar.figures.outline import Outline
from weerbaar.figures.style import DRAWING_FONT, INK

_CODES = {"M": [Path.MOVETO], "L": [Path.LINETO], "C": [Path.CURVE4] * 3, "Z": [Path.CLOSEPOLY]}
_LAYER = 2.0  # one for all, so that what is drawn later lies on top


@lru_cache(maxsize=2048)
def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of a text in picture units, at a size in picture units."""
    font = FontProperties(family=DRAWING_FONT, weight="bold" if bold else "normal", size=size)
    width, _, _ = text_to_path.get_text_width_height_descent(text, font, ismath=False)
    return float(width)


class Pen:
    """Draws on axes that hold a picture of a given size, centred, as large as fits.

    Parameters
    ----------
    axes : Axes
        Become an empty canvas: their limits, ticks and frame are taken away.
    width, height : float
        Of the picture, in picture units.
    """

    def __init__(self, axes: Axes, width: float, height: float) -> None:
        self.axes = axes
        figure = axes.get_figure(root=True)
        if figure is None:
            raise ValueError("the axes stand in no figure")
        box = axes.get_window_extent()
        room = (box.width * 72 / figure.dpi, box.height * 72 / figure.dpi)
        self.scale = float(min(room[0] / width, room[1] / height))
        spare_x = (room[0] / self.scale - width) / 2
        spare_y = (room[1] / self.scale - height) / 2
        axes.set_xlim(-spare_x, width + spare_x)
        axes.set_ylim(height + spare_y, -spare_y)
        axes.set_aspect("auto")
        axes.set_axis_off()

    def paint(self, marks: Iterable[Mark], part: str | None = None) -> None:
        """Paint marks of which nothing is left open; parameters as for `draw`."""
        for mark in marks:
            if isinstance(mark, Shape):
                self.draw(
                    mark.outline,
                    fill=mark.fill,
                    edge=mark.edge,
                    width=mark.width,
                    dash=mark.dash,
                    opacity=mark.opacity,
                    part=part,
                )
            else:
                self.write(
                    *(mark.x, mark.y, mark.text, mark.size),
                    colour=mark.colour,
                    bold=mark.bold,
                    anchor=mark.anchor,
                    turn=mark.turn,
                    part=part,
                )

    def draw(
        self,
        outline: Outline,
        *,
        fill: str = "none",
        edge: str = "none",
        width: float = 0,
        dash: tuple[float, float] | None = None,
        opacity: float | None = None,
        part: str | None = None,
    ) -> PathPatch:
        """Draw an outline.

        Parameters
        ----------
        outline : Outline
            What to draw.
        fill, edge : str
            Colours, or "none".
        width : float
            Of the edge, in picture units.
        dash : (float, float) or None
            Lengths of dashes and of the gaps between them, in picture units.
        opacity : float or None
            0..1.
        part : str or None
            Names the part of the picture that this belongs to.
        """
        steps = outline.curved().steps
        codes = [code for letter, _ in steps for code in _CODES[letter]]
        points = [p for letter, ps in steps for p in (ps if letter != "Z" else [(0, 0)])]
        # matplotlib counts dashes in line widths
        style = (0, tuple(length / width for length in dash)) if dash else "solid"
        patch = PathPatch(
            Path(points, codes),
            facecolor=fill,
            edgecolor=edge,
            linewidth=width * self.scale,
            linestyle=style,
            joinstyle="round",
            capstyle="butt",
            alpha=opacity,
            clip_on=False,
            zorder=_LAYER,
            gid=part,
        )
        # add_artist, unlike add_patch, leaves the limits of the axes alone
        self.axes.add_artist(patch)
        return patch

    def write(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        *,
        colour: str = INK,
        bold: bool = False,
        anchor: str = "left",
        turn: float = 0,
        part: str | None = None,
    ) -> Text:
        """Write a text with its baseline at y.

        Parameters
        ----------
        x, y : float
            Where, in picture units.
        text : str
            Taken literally: a dollar sign starts no formula.
        size : float
            In picture units.
        colour : str
            Of the letters.
        bold : bool
            Whether the letters are heavy.
        anchor : {"left", "center", "right"}
            What of the text stands at x.
        turn : float
            Degrees clockwise.
        part : str or None
            Names the part of the picture that this belongs to.
        """
        font = FontProperties(
            family=DRAWING_FONT, weight="bold" if bold else "normal", size=size * self.scale
        )
        return self.axes.text(
            x,
            y,
            text,
            fontproperties=font,
            color=colour,
            ha=anchor,
            va="baseline",
            rotation=-turn,
            rotation_mode="anchor",
            parse_math=False,
            usetex=False,
            clip_on=False,
            zorder=_LAYER,
            gid=part,
        )
