"""What fills the disc of a net, as marks: answers, shares, bands and levels, on meshes.

The meshes of the net are lines between knots, ever wider towards the rim.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from math import radians

from weerbaar.figures.contour import (
    Contour,
    Point,
    Sector,
    arc,
    compound,
    edges,
    path,
    polar,
    ring_sector,
)
from weerbaar.figures.fills import GroupFill
from weerbaar.figures.marks import Mark, OpenMark, Shape
from weerbaar.figures.net_layout import HUB, RADIUS, share_radius
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
_ANSWER_MESH = 2, 8
_GROUP_MESH = 1, 4
"""Wide: a group's wedges also have threads that measure."""

OpenMarks = tuple[OpenMark, ...]


@dataclass(frozen=True)
class Wedge(Surface):
    """A surface from the hub to the rim, between two spokes."""

    centre: Point
    sector: Sector
    gap: float = field(default=2.2, kw_only=True)

    def at(self, share: float) -> float:
        """As for `shapes.Surface`: areas are true, so a place is a radius."""
        return share_radius(share)

    def between(self, start: float, stop: float) -> Contour:
        """As for `shapes.Surface`."""
        return ring_sector(self.centre, self.sector, start, stop)

    def across(self, place: float) -> Contour:
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

    def mesh(self, across: int, rows: int, shown: range | None = None) -> Contour:
        """Return its meshes: so many side by side, in all rows from the hub to the rim, or some.

        Rows before 0 lie within the hub.
        """
        return compound(
            path(self._knot(across, rows, row, step) for step in range(2 * across + 1))
            for row in shown or range(rows)
        )

    def _knot(self, across: int, rows: int, row: int, step: int) -> Point:
        """Return a knot on a line to and fro between two rows; those of neighbours meet."""
        # Each row is farther by one factor, so meshes look alike.
        radius = HUB * float((RADIUS / HUB) ** ((row + (step + row) % 2) / rows))
        start, stop = edges(self.sector, radius)
        return polar(self.centre, radius, start + (stop - start) * step / (2 * across))

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
            answer_threads(ahead.mesh(*_ANSWER_MESH), 0.7, 0.5, by),
        ),
        (answer_symbol(*wedge.middle(), by),),
    )


def group_marks(wedge: Wedge, fill: GroupFill | None) -> tuple[OpenMarks, OpenMarks]:
    """Return what is known of a group: the surface, as far ahead, and the symbols on it."""
    if fill is None:
        return answer_marks(wedge)
    ahead = wedge.ahead()
    if fill.level is None:
        mesh: Mark = Shape(ahead.mesh(*_GROUP_MESH), edge=WHITE, width=0.7, opacity=0.3)
        marks = share_marks(ahead, fill, mesh=(mesh,), quarters=0.7)
        return tuple(marks), tuple(share_symbols(wedge, fill))
    # Never colour alone: the net is whole where little asks attention.
    whole = Shape(ahead.mesh(*_ANSWER_MESH), edge=WHITE, width=0.9, opacity=0.6)
    return (*level_marks(ahead, fill.level), *(() if fill.level else (whole,))), ()


def knot_marks(wedge: Wedge) -> OpenMarks:
    """Return a slice of the middle of the net, as far ahead: there it goes on into a knot."""
    ahead = wedge.ahead()
    whole = replace(ahead, sector=replace(ahead.sector, before=0, after=0))
    return (Shape(whole.mesh(*_ANSWER_MESH, range(-5, 0)), edge=THREAD, width=0.6),)
