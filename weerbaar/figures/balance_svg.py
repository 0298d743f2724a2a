"""A balance picture as SVG for a page; no matplotlib, so a phone has its own at once."""

from __future__ import annotations

from weerbaar.figures.balance_layout import balance_layout
from weerbaar.figures.balance_spec import BalanceSpec
from weerbaar.figures.marks import marks_svg


def balance_svg(spec: BalanceSpec, *, prefix: str = "balance", legend: bool = True) -> str:
    """Return a balance picture as SVG; it takes the width of what it stands in.

    Parameters
    ----------
    spec : BalanceSpec
        What to draw.
    prefix : str
        Starts every id, so that two pictures can stand on one page.
    legend : bool
        As for `balance_layout.balance_layout`.
    """
    layout = balance_layout(spec, legend=legend)
    return marks_svg(
        layout.marks,
        (layout.width, layout.height),
        title=spec.words.title,
        description=spec.words.description,
        prefix=prefix,
    )
