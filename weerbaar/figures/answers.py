"""One answer as every picture shows it: a surface, the threads on it, and a symbol.

An answer is picked by a name (`by`); without one it is known that nothing was answered.
"""

from __future__ import annotations

from weerbaar.figures.marks import Look, Mark, OpenMark, Shape, Varied
from weerbaar.figures.net_spec import STATES
from weerbaar.figures.outline import Outline, Point, placed
from weerbaar.figures.picks import Pick
from weerbaar.figures.style import SYMBOLS, THREAD, TONES, WHITE


def surface(outline: Outline, width: float, gap: float, by: str | None) -> OpenMark:
    """Return the surface of an answer, with its edge; dashes of an open one have a gap."""
    looks = {}
    for state in STATES:
        tone, dash = TONES[state], (3, gap) if state == "open" else None
        looks[state] = Look(fill=tone.fill, edge=tone.edge, width=width, dash=dash)
    return _varied(outline, looks, by)


def threads(outline: Outline, width: float, opacity: float, by: str | None) -> OpenMark:
    """Return the threads of a net on a surface: white, but grey on an open one."""
    looks = {state: Look(edge=WHITE, width=width, opacity=opacity) for state in STATES}
    return _varied(outline, {**looks, "open": Look(edge=THREAD, width=width)}, by)


def symbol(at: Point, size: float, by: str | None) -> OpenMark:
    """Return the symbol of an answer."""
    symbols: dict[str, tuple[Mark, ...]] = {
        state: (Shape(placed(SYMBOLS[state], *at, size), fill=TONES[state].mark),)
        for state in STATES
    }
    return Pick(by, symbols) if by else symbols["open"][0]


def _varied(outline: Outline, looks: dict[str, Look], by: str | None) -> OpenMark:
    return Varied(outline, Pick(by, looks)) if by else looks["open"].on(outline)
