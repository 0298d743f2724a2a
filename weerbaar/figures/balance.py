"""Draw a balance picture: awareness and acting hold each other on a tightrope.

Pages have it as SVG, phones as a template for any answers; matplotlib is imported only for axes and
images.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from weerbaar.figures.balance_layout import balance_drawing
from weerbaar.figures.balance_person import ORDER, ranks, side_sizes
from weerbaar.figures.balance_spec import BalanceSpec
from weerbaar.figures.markup import Piece, compacted
from weerbaar.figures.style import PAPER

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class BalanceTemplate(TypedDict):
    """A person's balance for any answers, as a phone gets it.

    Attributes
    ----------
    order : list of str
        What an answer is drawn as, from the end of the pole.
    sides : list of (str, list of (str, list of str))
        Each side with its quadrants, and each quadrant with its statements.
    ranks : list of list of int
        By how many ask attention on the left and on the right: the place among all differences.
    picture : piece of markup
        Its places are named in ``balance_person``.
    """

    order: list[str]
    sides: list[tuple[str, list[tuple[str, list[str]]]]]
    ranks: list[list[int]]
    picture: Piece


def balance_svg(spec: BalanceSpec, *, prefix: str = "balance", legend: bool = True) -> str:
    """Return a balance picture as SVG for inside a page; it takes the width of what it stands in.

    Parameters
    ----------
    spec : BalanceSpec
        What to draw.
    prefix : str
        Starts every id, so that two pictures can stand on one page.
    legend : bool
        As for `balance_layout.balance_drawing`.
    """
    words = spec.words
    drawing = balance_drawing(spec, legend=legend)
    return drawing.svg(title=words.title, description=words.description, prefix=prefix)


def balance_template(
    spec: BalanceSpec, statements: dict[str, list[str]], *, legend: bool = False
) -> BalanceTemplate:
    """Return the balance of one person for any answers.

    Parameters
    ----------
    spec : BalanceSpec
        Of anybody: the answers in it are not used.
    statements : dict of str to list of str
        By quadrant, the keys of its statements.
    legend : bool
        As for `balance_layout.balance_drawing`.
    """
    return BalanceTemplate(
        order=list(ORDER),
        sides=[
            (side.key, [(quadrant.key, statements[quadrant.key]) for quadrant in side.quadrants])
            for side in spec.sides
        ],
        ranks=[list(row) for row in ranks(*side_sizes(spec)).table],
        picture=compacted(balance_drawing(spec, legend=legend).piece()),
    )


def balance_figure(spec: BalanceSpec, *, legend: bool = True) -> Figure:
    """Return a figure with one balance picture; parameters as for `balance_svg`."""
    from weerbaar.figures.canvas import drawing_figure

    return drawing_figure(balance_drawing(spec, legend=legend))


def balance_png(
    spec: BalanceSpec, width: int, *, legend: bool = True, background: str = PAPER
) -> bytes:
    """Return a balance picture as a PNG image of a width in pixels, for slides and documents."""
    from weerbaar.figures.png import figure_png

    return figure_png(balance_figure(spec, legend=legend), width, background)
