"""Who walks the tightrope: a figure of rounded limbs round the pole it holds; pure arithmetic.

The figure is nobody: no face, no clothes that tell. The middle of the pole is (0, 0); the soles
stand `SOLES` below it.
"""

from __future__ import annotations

from math import acos, atan2, degrees, dist
from typing import Final

from weerbaar.figures.contour import Contour, Point, arc, circle, polar, turned
from weerbaar.figures.marks import Shape
from weerbaar.figures.style import INK

CLOTH: Final = "#14504A"
SOLES: Final = 88.0
TOP: Final = -77.0
GRIP: Final = 24.0
"""From the middle of the pole to a hand."""
HIP: Final[Point] = (0.0, 2.0)
"""What the trunk turns round."""
_SWAY = 0.22  # of the angle of the pole


def limb(start: Point, stop: Point, start_radius: float, stop_radius: float) -> Contour:
    """Return the contour round two circles: a limb that gets thinner or thicker."""
    (x0, y0), (x1, y1) = start, stop
    distance = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5
    if distance <= abs(start_radius - stop_radius):
        place = start if start_radius > stop_radius else stop
        return circle(*place, max(start_radius, stop_radius))
    towards = degrees(atan2(x1 - x0, y0 - y1))
    tangent = degrees(acos((start_radius - stop_radius) / distance))
    back = arc(start, start_radius, towards + tangent, towards + 360 - tangent)
    front = arc(stop, stop_radius, towards - tangent, towards + tangent)
    return Contour((*back.steps, ("L", front.steps[0][1]), *front.steps[1:], ("Z", ())))


def trunk(middle: Point) -> list[Shape]:
    """Return head, trunk and hips of somebody who stands upright, from the back to the front.

    Parameters
    ----------
    middle : Point
        Where the middle of the pole is.
    """
    found = [
        (limb((0, -56), (0, -46), 4.6, 5.2), INK),
        (circle(0, -65, 11.5), INK),
        (limb((-11, -39), (11, -39), 6.8, 6.8), CLOTH),
        (limb((0, -34), HIP, 15.5, 11), CLOTH),
        (limb((-4.5, 6), (4.5, 6), 8.6, 8.6), INK),
    ]
    return [Shape(shape.moved(middle), fill=colour) for shape, colour in found]


def legs(middle: Point) -> tuple[list[Shape], list[Shape]]:
    """Return the leg behind and the leg in front; parameter as for `trunk`."""
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
        [Shape(shape.moved(middle), fill=INK) for shape in leg] for leg in (behind, before)
    )
    return first, second


def arm(middle: Point, aside: int) -> tuple[list[Shape], list[Shape]]:
    """Return an upper arm, and a lower arm with its hand, round a pole that is level.

    Parameters
    ----------
    middle : Point
        As for `trunk`.
    aside : int
        -1 for the arm at the left, 1 for the arm at the right.
    """
    shoulder, elbow, hand = joints(aside)
    upper = limb(shoulder, elbow, 6.2, 5.0)
    lower = limb(elbow, hand, 5.0, 4.2)
    return [Shape(upper.moved(middle), fill=CLOTH)], [
        Shape(lower.moved(middle), fill=CLOTH),
        Shape(circle(*hand, 6.2).moved(middle), fill=INK),
    ]


def sway(angle: float) -> float:
    """Return how far the trunk turns round `HIP` when the pole is at an angle.

    It leans to the higher end, as people do.
    """
    return -_SWAY * angle


def bend(angle: float, aside: int) -> tuple[float, float]:
    """Return how far an arm bends when the pole is at an angle: no limb gets longer.

    Returns
    -------
    float, float
        How far the upper arm turns round the shoulder, in a trunk that has turned; and the lower
        arm round the hand, on a pole that has turned.
    """
    shoulder, elbow, hand = joints(aside)
    held, hung = turned(hand, angle), turned(shoulder, sway(angle), HIP)
    upper, lower, apart = dist(shoulder, elbow), dist(elbow, hand), dist(hung, held)
    # The elbow is the corner of a triangle of which all three sides are known; it points outwards.
    corner = acos(max(-1, min(1, (upper**2 + apart**2 - lower**2) / (2 * upper * apart))))
    towards = _direction(hung, held) - aside * degrees(corner)
    bent = polar(hung, upper, towards)
    return (
        towards - _direction(shoulder, elbow) - sway(angle),
        _direction(held, bent) - _direction(hand, elbow) - angle,
    )


def joints(aside: int) -> tuple[Point, Point, Point]:
    """Return where a shoulder, an elbow and a hand are; parameter as for `arm`."""
    return (aside * 13.0, -40.0), (aside * 32.0, -20.5), (aside * GRIP, 0.0)


def _direction(start: Point, stop: Point) -> float:
    return degrees(atan2(stop[0] - start[0], start[1] - stop[1]))
