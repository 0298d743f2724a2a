"""The meshes of the net: lines between knots, ever wider towards the rim; pure arithmetic."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from weerbaar.figures.net_layout import HUB, RADIUS
from weerbaar.figures.outline import Outline, Point, Sector, edges, polar
from weerbaar.figures.style import THREAD, WHITE


@dataclass(frozen=True)
class Mesh:
    """How a net is knotted.

    Attributes
    ----------
    across, rows : int
        Meshes side by side in a wedge, and rows of them from the hub to the rim.
    colour : str
        Of the threads.
    opacity : float or None
        0..1, None for solid threads.
    """

    across: int
    rows: int
    colour: str
    opacity: float | None


ANSWER_MESH: Final = Mesh(2, 8, WHITE, 0.5)
OPEN_MESH: Final = Mesh(2, 8, THREAD, None)
GROUP_MESH: Final = Mesh(1, 4, WHITE, 0.3)
"""Wide and faint: a group's wedges also have threads that measure."""


def mesh_line(centre: Point, sector: Sector, mesh: Mesh, row: int) -> Outline:
    """Return one row of meshes in a sector: a line to and fro between two rows of knots.

    Rows below 0 lie within the hub.
    """
    points = []
    for step in range(2 * mesh.across + 1):
        # The knots of neighbouring rows meet.
        radius = mesh_radius(mesh, row + (step + row) % 2)
        start, stop = edges(sector, radius)
        points.append(polar(centre, radius, start + (stop - start) * step / (2 * mesh.across)))
    first, *rest = points
    return Outline((("M", (first,)), *(("L", (point,)) for point in rest)))


def mesh_radius(mesh: Mesh, row: int) -> float:
    """Return the radius of a row of knots: each farther by one factor, so meshes look alike."""
    return HUB * float((RADIUS / HUB) ** (row / mesh.rows))
