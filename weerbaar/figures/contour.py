"""Closed shapes and lines as plain data: the few that the pictures are made of.

Coordinates are picture units, y downwards, as in SVG. Angles are degrees clockwise from twelve
o'clock, because statements run round the disc like hours.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import asin, atan2, ceil, cos, degrees, dist, pi, radians, sin, tan

Point = tuple[float, float]
_WIDEST_ARC = 90.0  # a cubic that follows it is off by less than 0.03 % of the radius


_ARCS = {"A": 1, "B": 0}


@dataclass(frozen=True)
class Contour:
    """A drawing of moves ("M"), lines ("L"), cubic curves ("C", three points) and closings ("Z").

    Arcs of at most 90 degrees, of a centre and an end, run clockwise ("A") or back ("B").

    Attributes
    ----------
    steps : tuple of (str, tuple of Point)
        The letter of each step and its points.
    """

    steps: tuple[tuple[str, tuple[Point, ...]], ...]

    def svg(self, digits: int = 1) -> str:
        """Return the shortest `d` attribute of an SVG path, with so many digits after the point.

        Everything is counted from where it starts: the same form has the same text anywhere. A
        stretch that starts nowhere, to be joined to another, is counted from (0, 0).
        """
        steps = _Steps(10**digits)
        return "".join(steps.text(letter, points) for letter, points in self.steps)

    def curved(self) -> Contour:
        """Return the same with cubic curves instead of arcs, for whoever knows no arcs."""
        steps: list[tuple[str, tuple[Point, ...]]] = []
        here: Point = (0, 0)
        for letter, points in self.steps:
            if letter in _ARCS:
                steps.append(_curve(here, *points, is_clockwise=letter == "A"))
            else:
                steps.append((letter, points))
            here = points[-1] if points else here
        return Contour(tuple(steps))

    def turned(self, angle: float, about: Point) -> Contour:
        """Return the same, turned clockwise round a point, in degrees."""
        return self._mapped(lambda point: turned(point, angle, about))

    def moved(self, by: Point) -> Contour:
        """Return the same, elsewhere."""
        return self._mapped(lambda point: (point[0] + by[0], point[1] + by[1]))

    def _mapped(self, change: Callable[[Point], Point]) -> Contour:
        return Contour(tuple((letter, tuple(map(change, ps))) for letter, ps in self.steps))


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


def turned(point: Point, angle: float, about: Point = (0, 0)) -> Point:
    """Return a point turned clockwise round another, in degrees."""
    x, y = point[0] - about[0], point[1] - about[1]
    turn = radians(angle)
    return about[0] + x * cos(turn) - y * sin(turn), about[1] + x * sin(turn) + y * cos(turn)


def polygon(*corners: Point) -> Contour:
    """Return a closed polygon."""
    first, *rest = corners
    lines = tuple(("L", (corner,)) for corner in rest)
    return Contour((("M", (first,)), *lines, ("Z", ())))


def rectangle(left: float, top: float, width: float, height: float) -> Contour:
    """Return a rectangle."""
    right, bottom = left + width, top + height
    return polygon((left, top), (right, top), (right, bottom), (left, bottom))


def segment(start: Point, stop: Point) -> Contour:
    """Return a straight line."""
    return Contour((("M", (start,)), ("L", (stop,))))


def path(points: Iterable[Point]) -> Contour:
    """Return straight lines from point to point."""
    first, *rest = points
    return Contour((("M", (first,)), *(("L", (point,)) for point in rest)))


def compound(contours: Iterable[Contour]) -> Contour:
    """Return many drawings as one."""
    return Contour(tuple(step for contour in contours for step in contour.steps))


def placed(contour: Contour, x: float, y: float, size: float) -> Contour:
    """Return a drawing scaled by `size` and moved to (x, y)."""
    return Contour(
        tuple(
            (letter, tuple((x + size * px, y + size * py) for px, py in points))
            for letter, points in contour.steps
        )
    )


def number_text(number: float) -> str:
    """Return a number with at most two decimals, and no zero that says nothing."""
    text = f"{number:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def arc(centre: Point, radius: float, start: float, stop: float) -> Contour:
    """Return an open arc; it runs counter-clockwise when stop < start."""
    return Contour((("M", (polar(centre, radius, start),)), *_arcs(centre, radius, start, stop)))


def circle(x: float, y: float, radius: float) -> Contour:
    """Return a full circle."""
    return Contour((*arc((x, y), radius, 0, 360).steps, ("Z", ())))


def ring_sector(centre: Point, sector: Sector, inner: float, outer: float) -> Contour:
    """Return the part of a sector between two radii, with its edges parallel to the spokes."""
    from_inner, to_inner = edges(sector, inner)
    from_outer, to_outer = edges(sector, outer)
    return Contour(
        (
            ("M", (polar(centre, inner, from_inner),)),
            ("L", (polar(centre, outer, from_outer),)),
            *_arcs(centre, outer, from_outer, to_outer),
            ("L", (polar(centre, inner, to_inner),)),
            *_arcs(centre, inner, to_inner, from_inner),
            ("Z", ()),
        )
    )


def edges(sector: Sector, radius: float) -> tuple[float, float]:
    """Return the angles where a sector starts and stops at a radius, its free room left out."""
    start = sector.start + degrees(asin(min(1, sector.before / radius)))
    stop = sector.stop - degrees(asin(min(1, sector.after / radius)))
    return start, stop


def _arcs(
    centre: Point, radius: float, start: float, stop: float
) -> tuple[tuple[str, tuple[Point, ...]], ...]:
    count = max(1, ceil(abs(stop - start) / _WIDEST_ARC - 1e-9))
    letter = "A" if stop > start else "B"
    ends = (start + (stop - start) * number / count for number in range(1, count + 1))
    return tuple((letter, (centre, polar(centre, radius, end))) for end in ends)


def _curve(
    start: Point, centre: Point, stop: Point, *, is_clockwise: bool
) -> tuple[str, tuple[Point, ...]]:
    radius = dist(centre, start)
    begin, end = (degrees(atan2(x - centre[0], centre[1] - y)) for x, y in (start, stop))
    step = (end - begin) % 360 if is_clockwise else -((begin - end) % 360)
    # The control points lie on the tangents, at the length that makes a cubic follow a circle.
    reach = 4 / 3 * tan(step * pi / 720) * radius
    first = (start[0] + reach * cos(radians(begin)), start[1] + reach * sin(radians(begin)))
    second = (stop[0] - reach * cos(radians(end)), stop[1] - reach * sin(radians(end)))
    return "C", (first, second, stop)


class _Steps:
    """Writes one step after the other, in whole parts of a picture unit."""

    def __init__(self, parts: int) -> None:
        self._parts = parts
        self._origin: Point | None = None
        self._begin = self._here = (0, 0)
        self._letter = ""

    def text(self, letter: str, points: tuple[Point, ...]) -> str:
        if letter == "Z":
            self._here, self._letter = self._begin, "z"
            return "z"
        first = letter == "M" and self._origin is None
        if first:
            self._origin = points[0]
            self._letter = "m"
            return "M" + _numbers([round(value * self._parts) for value in points[0]], self._parts)
        centre, ends = (points[0], points[1:]) if letter in _ARCS else (None, points)
        x0, y0 = self._origin or (0, 0)
        places = [(round((x - x0) * self._parts), round((y - y0) * self._parts)) for x, y in ends]
        start = self._here if self._origin else (0, 0)
        values = [
            value - base for place in places for value, base in zip(place, start, strict=True)
        ]
        self._here = places[-1]
        if letter == "M":
            self._begin = self._here
        name = "a" if centre else letter.lower()
        name = name if self._origin else name.upper()
        said = _numbers(values, self._parts)
        if centre:
            radius = number_text(dist(centre, ends[0]))
            said = f"{radius} {radius} 0 0 {_ARCS[letter]} {said}"
        elif name == self._letter and letter != "M":
            # A letter need not be said twice.
            return said if said.startswith("-") else f" {said}"
        self._letter = name
        return name + said


def _numbers(values: Iterable[int], parts: int) -> str:
    """Return numbers as SVG may have them: no zero before a point, no space before a minus."""
    texts = (number_text(value / parts) for value in values)
    return re.sub(r"(?<![0-9])0(?=\.)| (?=-)", "", " ".join(texts))
