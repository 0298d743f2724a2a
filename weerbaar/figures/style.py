"""Colours, symbols and type of every picture; standard library only, so that pages share them.

The three answer colours stay apart for people who see red and green alike (least difference
46, 34 and 45 for protan, deutan and tritan vision). Green and orange are light, so each fill
has a dark edge of its own hue, and each colour has a symbol with a silhouette of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from weerbaar.figures.contour import Contour, circle, placed, polygon

PAPER: Final = "#FBFAF7"
INK: Final = "#1D2B33"
SOFT_INK: Final = "#55646C"
THREAD: Final = "#C3CACB"
SHADE: Final = "#DEDFDE"
WHITE: Final = "#FFFFFF"

FONT_STACK: Final = "system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
DRAWING_FONT: Final = "DejaVu Sans"
"""Ships with matplotlib and is wider than the fonts in `FONT_STACK`: what fits in it, fits."""

CAP: Final = 0.36
"""Of a text's size: from its baseline to the middle of its capitals."""


@dataclass(frozen=True)
class Tone:
    """How one meaning is coloured.

    Attributes
    ----------
    fill, edge, mark : str
        Hex colours of the surface, of its contour (dark: at least 3:1 on paper) and of a
        symbol on the surface.
    """

    fill: str
    edge: str
    mark: str


TONES: Final[dict[str, Tone]] = {
    "green": Tone("#4DB39B", "#1F6F5D", "#0E4A3D"),
    "orange": Tone("#F0A830", "#8F5B00", "#6A4100"),
    "red": Tone("#8B1A3A", "#560D22", "#FFE9E4"),
    "open": Tone(PAPER, "#6A777E", "#55646C"),
    # Between orange and red, in even steps of lightness: what is known of the mixture.
    "mostly_orange": Tone("#D78533", "#7F4A10", "#4A2700"),
    "mostly_red": Tone("#A43E38", "#5E1A1C", "#FFF0EA"),
    # Not green, mixture unknown: the middle of orange and red.
    "not_green": Tone("#BE6135", "#6B2F13", "#FFF3E6"),
}

SYMBOLS: Final[dict[str, Contour]] = {
    "green": circle(0, 0, 0.92),
    "orange": polygon((0, -1.15), (1.15, 0), (0, 1.15), (-1.15, 0)),
    "red": polygon((0, -1.05), (1.12, 0.88), (-1.12, 0.88)),
    "mostly_orange": polygon((0, -1.15), (1.15, 0), (0, 1.15), (-1.15, 0)),
    "mostly_red": polygon((0, -1.05), (1.12, 0.88), (-1.12, 0.88)),
    "open": polygon((-0.9, -0.22), (0.9, -0.22), (0.9, 0.22), (-0.9, 0.22)),
}
"""Contours around (0, 0), about one unit to each side, y downwards."""


def symbol_path(colour: str | None, size: float = 24) -> str:
    """Return the symbol of a colour as the `d` of an SVG path.

    Parameters
    ----------
    colour : str or None
        "green", "orange" or "red"; None for not answered.
    size : float
        Side of the square that the symbol is centred in, in SVG units.
    """
    return placed(SYMBOLS[colour or "open"], size / 2, size / 2, size * 0.4).svg(2)
