"""The meshes of the net: lines between knots, ever wider towards the rim; pure arithmetic."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from weerbaar.figures.net_layout import HUB, RADIUS
from weerbaar.figures.outline import Outline, Point, Sector, edges, joined, polar


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
    first, *rest = points
    return Outline((("M", (first,)), *(("L", (point,)) for point in rest)))


def _radius(mesh: Mesh, row: int) -> float:
    """Return the radius of a row of knots: each farther by one factor, so meshes look alike."""
    return HUB * float((RADIUS / HUB) ** (row / mesh.rows))
