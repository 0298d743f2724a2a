"""What fills the disc of a net: answers, shares, bands and levels, as marks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from math import radians

from weerbaar.figures.marks import Mark, Shape
from weerbaar.figures.mesh import ANSWER_MESH, GROUP_MESH, OPEN_MESH, Mesh, mesh_line
from weerbaar.figures.net_layout import HUB, RADIUS, share_radius
from weerbaar.figures.net_spec import LEVEL_COUNT, GroupFill
from weerbaar.figures.outline import (
    Outline,
    Point,
    Sector,
    arc,
    edges,
    joined,
    placed,
    polar,
    ring_sector,
)
from weerbaar.figures.parts import BAND, Part, band_threads, level_parts, share_parts
from weerbaar.figures.style import SYMBOLS, THREAD, TONES, WHITE

THREAD_SHARES = (0.25, 0.5, 0.75)
EDGE = 0.9
_BAND_SPACING, _BAND_LINE = 2.2, 1.25
_LARGEST_MARK, _LARGEST_PART_MARK, _SMALLEST_MARK = 8.5, 6.0, 2.8
_RING_GAP = 2.2  # half of the room between the rings of a level: coarse, unlike a share


def ahead(sector: Sector) -> Sector:
    """Return a sector of the same form at twelve o'clock, to be turned by the other's middle."""
    return replace(sector, start=-sector.span / 2, stop=sector.span / 2)


def answer_marks(centre: Point, sector: Sector, state: str) -> tuple[Mark, ...]:
    """Return the surface of one answer, or of an open place: a colour or "open"."""
    tone = TONES[state]
    outline = ring_sector(centre, sector, HUB, RADIUS)
    if state == "open":
        return (
            Shape(outline, fill=tone.fill),
            _mesh(centre, sector, OPEN_MESH),
            Shape(outline, edge=tone.edge, width=EDGE, dash=(3, 2.6)),
        )
    return (
        Shape(outline, fill=tone.fill, edge=tone.edge, width=EDGE),
        _mesh(centre, sector, ANSWER_MESH),
    )


def answer_symbol(centre: Point, sector: Sector, state: str) -> tuple[Mark, ...]:
    """Return the symbol of one answer."""
    return (_symbol(centre, sector, state, share_radius(0.5), _LARGEST_MARK),)


def group_marks(
    centre: Point, sector: Sector, fill: GroupFill | None
) -> tuple[tuple[Mark, ...], tuple[Mark, ...]]:
    """Return what is known of a group: the surface, as far ahead, and the symbols on it."""
    if fill is None:
        surface = answer_marks(centre, ahead(sector), "open")
        return surface, answer_symbol(centre, sector, "open")
    if fill.level is not None:
        return _rings(centre, ahead(sector), fill.level), ()
    parts = share_parts(fill)
    return _share(centre, ahead(sector), parts), _share_symbols(centre, sector, parts)


def _rings(centre: Point, sector: Sector, level: int) -> tuple[Mark, ...]:
    marks = []
    for index, part in enumerate(level_parts(level)):
        tone = TONES[part.tone]
        inner = share_radius(part.low) + (_RING_GAP if index else 0)
        outer = share_radius(part.high) - (_RING_GAP if index + 1 < LEVEL_COUNT else 0)
        outline = ring_sector(centre, sector, inner, outer)
        marks.append(Shape(outline, fill=tone.fill, edge=tone.edge, width=EDGE))
    return tuple(marks)


def _share(centre: Point, sector: Sector, parts: tuple[Part, ...]) -> tuple[Mark, ...]:
    # The net is whole where people are green: meshes lie under what is not. Under a band too,
    # as the share may end at either end of it.
    green = TONES["green"]
    whole = ring_sector(centre, sector, HUB, RADIUS)
    marks = [Shape(whole, fill=green.fill, edge=green.edge, width=EDGE)]
    marks.append(_mesh(centre, sector, GROUP_MESH))
    for part in parts:
        if part.kind not in ("green", BAND):
            tone = TONES[part.tone]
            outline = ring_sector(centre, sector, share_radius(part.low), share_radius(part.high))
            marks.append(Shape(outline, fill=tone.fill, edge=tone.edge, width=EDGE))
    threads = _threads(centre, sector, map(share_radius, THREAD_SHARES))
    marks.append(Shape(threads, edge=WHITE, width=0.7, opacity=0.7))
    for part in parts:
        if part.kind == BAND:
            ends = share_radius(part.low), share_radius(part.high)
            threads = _threads(centre, sector, band_threads(*ends, _BAND_SPACING))
            marks.append(Shape(threads, edge=TONES[part.tone].edge, width=_BAND_LINE))
    return tuple(marks)


def _share_symbols(centre: Point, sector: Sector, parts: tuple[Part, ...]) -> tuple[Mark, ...]:
    marks = []
    for part in parts:
        inner, outer = share_radius(part.low), share_radius(part.high)
        room = min(_LARGEST_PART_MARK, (outer - inner) * 0.32)
        if part.kind in SYMBOLS and room >= _SMALLEST_MARK:
            marks.append(_symbol(centre, sector, part.kind, (inner + outer) / 2, room))
    return tuple(marks)


def knot_marks(centre: Point, sector: Sector) -> tuple[Mark, ...]:
    """Return a slice of the middle of the net: the meshes go on into a knot."""
    whole = replace(sector, before=0, after=0)
    lines = [mesh_line(centre, whole, OPEN_MESH, row) for row in range(-5, 0)]
    return (Shape(joined(lines), edge=THREAD, width=0.6),)


def _threads(centre: Point, sector: Sector, radii: Iterable[float]) -> Outline:
    return joined(arc(centre, radius, *edges(sector, radius)) for radius in radii)


def _mesh(centre: Point, sector: Sector, mesh: Mesh) -> Shape:
    rows = [mesh_line(centre, sector, mesh, row) for row in range(mesh.rows)]
    return Shape(joined(rows), edge=mesh.colour, width=0.7, opacity=mesh.opacity)


def _symbol(centre: Point, sector: Sector, state: str, radius: float, room: float) -> Shape:
    size = min(room, radians(sector.span) * radius * 0.2)
    x, y = polar(centre, radius, sector.middle)
    return Shape(placed(SYMBOLS[state], x, y, size), fill=TONES[state].mark)
