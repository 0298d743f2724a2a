"""From a matplotlib figure to a PNG image, the same bytes every time."""

from __future__ import annotations

from io import BytesIO

from matplotlib import rc_context
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure


def figure_png(figure: Figure, width: int, background: str) -> bytes:
    """Return a figure as a PNG image.

    Parameters
    ----------
    figure : Figure
        What to render.
    width : int
        Of the image, in pixels.
    background : str
        A colour, for an image is laid on pages of any colour.
    """
    figure.patch.set(visible=True, facecolor=background)
    # A touch more than needed, for matplotlib rounds the number of pixels down.
    dpi = (width + 0.01) / figure.get_figwidth()
    image = BytesIO()
    FigureCanvasAgg(figure)
    with rc_context({"savefig.bbox": None, "savefig.facecolor": "auto"}):
        figure.savefig(image, format="png", dpi=dpi, metadata={"Software": None})
    return image.getvalue()
