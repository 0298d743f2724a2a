"""Closed shapes and lines as plain data: the few that the pictures are made of.

Coordinates are picture units, y downwards, as in SVG. Angles are degrees clockwise from twelve
o'clock, because statements run round the disc like hours.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import asin, ceil, cos, degrees, pi, radians, sin, tan

Point = tuple[float, float]
_WIDEST_BEZIER = 90.0  # one cubic per 90 degrees is off by less than 0.03 % of the radius


@dataclass(frozen=True)
class Outline:
    """A drawing of moves ("M"), lines ("L"), cubic curves ("C", three points) and closings ("Z").

    Attributes
    ----------
    steps : tuple of (str, tuple of Point)
        The letter of each step and its points.
    """

    steps: tuple[tuple[str, tuple[Point, ...]], ...]

    def __add__(self, other: Outline) -> Outline:
        """Return both drawings as one."""
        return Outline(self.steps + other.steps)

    def points(self) -> list[Point]:
        """Return every point, control points included."""
        return [point for _, points in self.steps for point in points]

    def svg(self) -> str:
        """Return the `d` attribute of an SVG path."""
        return "".join(
            letter + " ".join(f"{x:.2f} {y:.2f}" for x, y in points)
            for letter, points in self.steps
        )


@dataclass(frozen=True)
class Sector:
    """A slice of the disc.

    Attributes
    ----------
    start, stop : float
        Degrees clockwise from twelve o'clock, start < stop.
    before, after : float
        Room left free along the starting and the stopping edge, in picture units.
    """

    start: float
    stop: float
    before: float = 0
    after: float = 0

    @property
    def middle(self) -> float:
        """The angle halfway."""
        return (self.start + self.stop) / 2

    @property
    def span(self) -> float:
        """The angle between both edges."""
        return self.stop - self.start


def polar(centre: Point, radius: float, angle: float) -> Point:
    """Return the point at a radius and an angle from a centre."""
    return (
        centre[0] + radius * sin(radians(angle)),
        centre[1] - radius * cos(radians(angle)),
    )


def polygon(*corners: Point) -> Outline:
    """Return a closed polygon."""
    first, *rest = corners
    lines = tuple(("L", (corner,)) for corner in rest)
    return Outline((("M", (first,)), *lines, ("Z", ())))


def rectangle(left: float, top: float, width: float, height: float) -> Outline:
    """Return a rectangle."""
    right, bottom = left + width, top + height
    return polygon((left, top), (right, top), (right, bottom), (left, bottom))


def line(start: Point, stop: Point) -> Outline:
    """Return a straight line."""
    return Outline((("M", (start,)), ("L", (stop,))))


def joined(outlines: Iterable[Outline]) -> Outline:
    """Return many drawings as one."""
    return Outline(tuple(step for outline in outlines for step in outline.steps))


def placed(outline: Outline, x: float, y: float, size: float) -> Outline:
    """Return a drawing scaled by `size` and moved to (x, y)."""
    return Outline(
        tuple(
            (letter, tuple((x + size * px, y + size * py) for px, py in points))
            for letter, points in outline.steps
        )
    )


def arc(centre: Point, radius: float, start: float, stop: float) -> Outline:
    """Return an open arc; it runs counter-clockwise when stop < start."""
    curves = _curves(centre, radius, start, stop)
    return Outline((("M", (polar(centre, radius, start),)), *curves))


def circle(x: float, y: float, radius: float) -> Outline:
    """Return a full circle."""
    return arc((x, y), radius, 0, 360) + Outline((("Z", ()),))


def ring_sector(centre: Point, sector: Sector, inner: float, outer: float) -> Outline:
    """Return the part of a sector between two radii, with its edges parallel to the spokes."""
    from_inner, to_inner = edges(sector, inner)
    from_outer, to_outer = edges(sector, outer)
    return Outline(
        (
            ("M", (polar(centre, inner, from_inner),)),
            ("L", (polar(centre, outer, from_outer),)),
            *_curves(centre, outer, from_outer, to_outer),
            ("L", (polar(centre, inner, to_inner),)),
            *_curves(centre, inner, to_inner, from_inner),
            ("Z", ()),
        )
    )


def edges(sector: Sector, radius: float) -> tuple[float, float]:
    """Return the angles where a sector starts and stops at a radius, its free room left out."""
    start = sector.start + degrees(asin(min(1, sector.before / radius)))
    stop = sector.stop - degrees(asin(min(1, sector.after / radius)))
    return start, stop


def _curves(
    centre: Point, radius: float, start: float, stop: float
) -> tuple[tuple[str, tuple[Point, ...]], ...]:
    count = max(1, ceil(abs(stop - start) / _WIDEST_BEZIER - 1e-9))
    step = (stop - start) / count
    # The control points lie on the tangents, at the length that makes a cubic follow a circle.
    reach = 4 / 3 * tan(step * pi / 720) * radius
    curves = []
    for index in range(count):
        begin, end = start + index * step, start + (index + 1) * step
        (x0, y0), (x1, y1) = polar(centre, radius, begin), polar(centre, radius, end)
        control_0 = (x0 + reach * cos(radians(begin)), y0 + reach * sin(radians(begin)))
        control_1 = (x1 - reach * cos(radians(end)), y1 - reach * sin(radians(end)))
        curves.append(("C", (control_0, control_1, (x1, y1))))
    return tuple(curves)
