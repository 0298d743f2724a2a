"""Draw a balance picture with matplotlib: awareness and acting hold each other on a tightrope."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from weerbaar.figures.balance_layout import balance_layout
from weerbaar.figures.balance_spec import BalanceSpec
from weerbaar.figures.canvas import filled
from weerbaar.figures.marks import draw_marks
from weerbaar.figures.pen import Pen
from weerbaar.figures.png import figure_png
from weerbaar.figures.style import PAPER


def draw_balance(axes: Axes, spec: BalanceSpec, *, legend: bool = True) -> None:
    """Draw a balance picture on axes, centred and as large as fits.

    Parameters
    ----------
    axes : Axes
        Become an empty canvas.
    spec : BalanceSpec
        What to draw.
    legend : bool
        As for `balance_layout.balance_layout`.
    """
    layout = balance_layout(spec, legend=legend)
    draw_marks(Pen(axes, layout.width, layout.height), layout.marks)


def balance_figure(spec: BalanceSpec, *, legend: bool = True) -> Figure:
    """Return a figure with one balance picture.

    Parameters
    ----------
    spec : BalanceSpec
        What to draw.
    legend : bool
        As for `draw_balance`.
    """
    layout = balance_layout(spec, legend=legend)
    return filled(layout.width, layout.height, lambda axes: draw_balance(axes, spec, legend=legend))


def balance_png(
    spec: BalanceSpec, width: int, *, legend: bool = True, background: str = PAPER
) -> bytes:
    """Return a balance picture as a PNG image of a width in pixels, for slides and documents."""
    return figure_png(balance_figure(spec, legend=legend), width, background)
