"""What fills the disc of a net, as marks: answers, shares, bands and levels, on meshes.

The meshes of the net are lines between knots, ever wider towards the rim.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from math import radians
from typing import Final

from weerbaar.figures.fills import GroupFill
from weerbaar.figures.marks import Mark, OpenMark, Shape
from weerbaar.figures.net_layout import HUB, RADIUS, share_radius
from weerbaar.figures.outline import (
    Outline,
    Point,
    Sector,
    arc,
    edges,
    joined,
    path,
    polar,
    ring_sector,
)
from weerbaar.figures.shapes import (
    EDGE,
    Surface,
    answer_surface,
    answer_symbol,
    answer_threads,
    level_marks,
    share_marks,
    share_symbols,
)
from weerbaar.figures.style import THREAD, WHITE

_LARGEST_MARK, _LARGEST_PART_MARK, _SMALLEST_MARK = 8.5, 6.0, 2.8

OpenMarks = tuple[OpenMark, ...]


@dataclass(frozen=True)
class Mesh:
    """How a net is knotted.

    Attributes
    ----------
    across, rows : int
        Meshes side by side in a wedge, and rows of them from the hub to the rim.
    """

    across: int
    rows: int


ANSWER_MESH: Final = Mesh(2, 8)
GROUP_MESH: Final = Mesh(1, 4)
"""Wide: a group's wedges also have threads that measure."""


def mesh_lines(centre: Point, sector: Sector, mesh: Mesh) -> Outline:
    """Return the meshes of a sector."""
    return joined(_line(centre, sector, mesh, row) for row in range(mesh.rows))


def knot_lines(centre: Point, sector: Sector) -> Outline:
    """Return the meshes of a sector within the hub, where they go on into a knot."""
    whole = replace(sector, before=0, after=0)
    return joined(_line(centre, whole, ANSWER_MESH, row) for row in range(-5, 0))


def _line(centre: Point, sector: Sector, mesh: Mesh, row: int) -> Outline:
    """Return one row of meshes: a line to and fro between two rows of knots."""
    points = []
    for step in range(2 * mesh.across + 1):
        # The knots of neighbouring rows meet.
        radius = _radius(mesh, row + (step + row) % 2)
        start, stop = edges(sector, radius)
        points.append(polar(centre, radius, start + (stop - start) * step / (2 * mesh.across)))
    return path(points)


def _radius(mesh: Mesh, row: int) -> float:
    """Return the radius of a row of knots: each farther by one factor, so meshes look alike."""
    return HUB * float((RADIUS / HUB) ** (row / mesh.rows))


@dataclass(frozen=True)
class Wedge(Surface):
    """A surface from the hub to the rim, between two spokes."""

    centre: Point
    sector: Sector
    gap: float = field(default=2.2, kw_only=True)

    def at(self, share: float) -> float:
        """As for `shapes.Surface`: areas are true, so a place is a radius."""
        return share_radius(share)

    def between(self, start: float, stop: float) -> Outline:
        """As for `shapes.Surface`."""
        return ring_sector(self.centre, self.sector, start, stop)

    def across(self, place: float) -> Outline:
        """As for `shapes.Surface`."""
        return arc(self.centre, place, *edges(self.sector, place))

    def spot(self, start: float, stop: float) -> tuple[Point, float] | None:
        """As for `shapes.Surface`."""
        room = min(_LARGEST_PART_MARK, (stop - start) * 0.32)
        return self._spot((start + stop) / 2, room) if room >= _SMALLEST_MARK else None

    def middle(self) -> tuple[Point, float]:
        """Return where the one symbol of an answer stands, and its size."""
        return self._spot(share_radius(0.5), _LARGEST_MARK)

    def ahead(self) -> Wedge:
        """Return one of the same form at twelve o'clock, to be turned by the sector's middle."""
        half = self.sector.span / 2
        return replace(self, sector=replace(self.sector, start=-half, stop=half))

    def mesh(self, mesh: Mesh) -> Outline:
        """Return its meshes."""
        return mesh_lines(self.centre, self.sector, mesh)

    def _spot(self, radius: float, room: float) -> tuple[Point, float]:
        size = min(room, radians(self.sector.span) * radius * 0.2)
        return polar(self.centre, radius, self.sector.middle), size


def answer_marks(wedge: Wedge, by: str | None = None) -> tuple[OpenMarks, OpenMarks]:
    """Return one answer: the surface, as far ahead, and the symbol on it.

    Parameters
    ----------
    wedge : Wedge
        Where it is drawn.
    by : str or None
        The name by which the answer is picked; None for an open place.
    """
    ahead = wedge.ahead()
    return (
        (
            answer_surface(ahead.between(HUB, RADIUS), EDGE, 2.6, by),
            answer_threads(ahead.mesh(ANSWER_MESH), 0.7, 0.5, by),
        ),
        (answer_symbol(*wedge.middle(), by),),
    )


def group_marks(wedge: Wedge, fill: GroupFill | None) -> tuple[OpenMarks, OpenMarks]:
    """Return what is known of a group: the surface, as far ahead, and the symbols on it."""
    if fill is None:
        return answer_marks(wedge)
    ahead = wedge.ahead()
    if fill.level is None:
        mesh: Mark = Shape(ahead.mesh(GROUP_MESH), edge=WHITE, width=0.7, opacity=0.3)
        marks = share_marks(ahead, fill, mesh=(mesh,), quarters=0.7)
        return tuple(marks), tuple(share_symbols(wedge, fill))
    # Never colour alone: the net is whole where little asks attention.
    whole = Shape(ahead.mesh(ANSWER_MESH), edge=WHITE, width=0.9, opacity=0.6)
    return (*level_marks(ahead, fill.level), *(() if fill.level else (whole,))), ()


def knot_marks(wedge: Wedge) -> OpenMarks:
    """Return a slice of the middle of the net, as far ahead."""
    return (Shape(knot_lines(wedge.centre, wedge.ahead().sector), edge=THREAD, width=0.6),)
