"""Who walks the tightrope: a figure of rounded limbs round the pole it holds; pure arithmetic.

The figure is nobody: no face, no clothes that tell. The middle of the pole is (0, 0); the soles
stand `SOLES` below it.
"""

from __future__ import annotations

from math import acos, atan2, cos, degrees, radians, sin
from typing import Final

from weerbaar.figures.marks import Shape
from weerbaar.figures.outline import Outline, Point, arc, circle
from weerbaar.figures.style import INK

CLOTH: Final = "#14504A"
SOLES: Final = 88.0
TOP: Final = -77.0
GRIP: Final = 24.0
"""From the middle of the pole to a hand."""
_SWAY = 9.0  # how far the shoulders go to the higher end, of a pole that stands upright


def limb(start: Point, stop: Point, start_radius: float, stop_radius: float) -> Outline:
    """Return the outline round two circles: a limb that gets thinner or thicker."""
    (x0, y0), (x1, y1) = start, stop
    distance = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5
    if distance <= abs(start_radius - stop_radius):
        place = start if start_radius > stop_radius else stop
        return circle(*place, max(start_radius, stop_radius))
    towards = degrees(atan2(x1 - x0, y0 - y1))
    tangent = degrees(acos((start_radius - stop_radius) / distance))
    back = arc(start, start_radius, towards + tangent, towards + 360 - tangent)
    front = arc(stop, stop_radius, towards - tangent, towards + tangent)
    joint = Outline((("L", front.steps[0][1]),))
    return back + joint + Outline(front.steps[1:]) + Outline((("Z", ()),))


def turned(point: Point, angle: float) -> Point:
    """Return a point turned clockwise round (0, 0), in degrees."""
    x, y = point
    turn = radians(angle)
    return x * cos(turn) - y * sin(turn), x * sin(turn) + y * cos(turn)


def body(middle: Point, angle: float = 0, part: str = "") -> list[Shape]:
    """Return head, trunk and legs, from the back to the front.

    Parameters
    ----------
    middle : Point
        Where the middle of the pole is.
    angle : float
        Of the pole, degrees clockwise; the trunk leans to the higher end, as people do.
    part : str
        Names the part of the picture.
    """
    return [*trunk(middle, angle, part), *(shape for leg in legs(middle, part) for shape in leg)]


def trunk(middle: Point, angle: float = 0, part: str = "") -> list[Shape]:
    """Return head, trunk and hips; parameters as for `body`."""
    shift = _shift(angle)
    found = [
        (limb((shift * 1.1, -56), (shift, -46), 4.6, 5.2), INK),
        (circle(shift * 1.3, -65, 11.5), INK),
        (limb((-11 + shift, -39), (11 + shift, -39), 6.8, 6.8), CLOTH),
        (limb((shift * 0.8, -34), (0, 2), 15.5, 11), CLOTH),
        (limb((-4.5, 6), (4.5, 6), 8.6, 8.6), INK),
    ]
    return [Shape(_moved(shape, middle), fill=colour, part=part) for shape, colour in found]


def legs(middle: Point, part: str = "") -> tuple[list[Shape], list[Shape]]:
    """Return the leg behind and the leg in front; parameters as for `body`."""
    behind = (
        limb((-5, 7), (-12, 45), 8.2, 6.0),
        limb((-12, 45), (-19, 81), 6.0, 3.9),
        limb((-20, 84.2), (-10, 85.2), 3.7, 2.8),
    )
    before = (
        limb((5, 7), (16, 42), 8.4, 6.3),
        limb((16, 42), (13, 81), 6.3, 4.0),
        limb((12.5, 84.4), (24, 85.4), 3.5, 2.6),
    )
    first, second = (
        [Shape(_moved(shape, middle), fill=INK, part=part) for shape in leg]
        for leg in (behind, before)
    )
    return first, second


def arms(middle: Point, angle: float = 0, part: str = "") -> list[Shape]:
    """Return arms and hands, which hold the pole at its angle; parameters as for `body`."""
    shift = _shift(angle)
    shapes: list[tuple[Outline, str]] = []
    for aside in (-1, 1):
        shoulder = (aside * 13 + shift, -40)
        hand = turned((aside * GRIP, 0), angle)
        elbow = (aside * 31 + shift * 0.6, -19 + hand[1] * 0.6)
        shapes += [
            (limb(shoulder, elbow, 6.2, 5.0), CLOTH),
            (limb(elbow, hand, 5.0, 4.2), CLOTH),
            (circle(*hand, 6.2), INK),
        ]
    return [Shape(_moved(shape, middle), fill=colour, part=part) for shape, colour in shapes]


def _shift(angle: float) -> float:
    return -_SWAY * sin(radians(angle))


def _moved(outline: Outline, by: Point) -> Outline:
    return Outline(
        tuple(
            (letter, tuple((x + by[0], y + by[1]) for x, y in points))
            for letter, points in outline.steps
        )
    )
