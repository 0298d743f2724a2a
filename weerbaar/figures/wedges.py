"""What fills the disc of a net: answers, shares, bands and levels, as marks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from math import radians

from weerbaar.figures.answers import surface, symbol, threads
from weerbaar.figures.marks import Mark, OpenMark, Shape
from weerbaar.figures.mesh import ANSWER_MESH, GROUP_MESH, knot_lines, mesh_lines
from weerbaar.figures.net_layout import HUB, RADIUS, share_radius
from weerbaar.figures.net_spec import GroupFill
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
from weerbaar.figures.parts import (
    BAND,
    LEVEL_STEPS,
    Part,
    band_threads,
    level_parts,
    share_parts,
)
from weerbaar.figures.style import SYMBOLS, THREAD, TONES, WHITE

THREAD_SHARES = (0.25, 0.5, 0.75)
EDGE = 0.9
_BAND_SPACING, _BAND_LINE = 2.2, 1.25
_LARGEST_MARK, _LARGEST_PART_MARK, _SMALLEST_MARK = 8.5, 6.0, 2.8
_RING_GAP = 2.2  # half of the room between the rings of a level: coarse, unlike a share


def ahead(sector: Sector) -> Sector:
    """Return a sector of the same form at twelve o'clock, to be turned by the other's middle."""
    return replace(sector, start=-sector.span / 2, stop=sector.span / 2)


def answer_marks(
    centre: Point, sector: Sector, by: str | None = None
) -> tuple[tuple[OpenMark, ...], tuple[OpenMark, ...]]:
    """Return one answer: the surface, as far ahead, and the symbol on it.

    Parameters
    ----------
    centre : Point
        Of the disc.
    sector : Sector
        Of the wedge.
    by : str or None
        The name by which the answer is picked; None for an open place.
    """
    upright = ahead(sector)
    outline = ring_sector(centre, upright, HUB, RADIUS)
    mesh = mesh_lines(centre, upright, ANSWER_MESH)
    at, size = _spot(centre, sector, share_radius(0.5), _LARGEST_MARK)
    return (
        (surface(outline, EDGE, 2.6, by), threads(mesh, 0.7, 0.5, by)),
        (symbol(at, size, by),),
    )


def group_marks(
    centre: Point, sector: Sector, fill: GroupFill | None
) -> tuple[tuple[OpenMark, ...], tuple[OpenMark, ...]]:
    """Return what is known of a group: the surface, as far ahead, and the symbols on it."""
    if fill is None:
        return answer_marks(centre, sector)
    if fill.level is not None:
        return _rings(centre, ahead(sector), fill.level), ()
    parts = share_parts(fill)
    return _share(centre, ahead(sector), parts), _share_symbols(centre, sector, parts)


def _rings(centre: Point, sector: Sector, level: float) -> tuple[Mark, ...]:
    marks: list[Mark] = []
    for index, part in enumerate(level_parts(level)):
        tone = TONES["green" if part.kind == BAND else part.tone]
        inner = share_radius(part.low) + (_RING_GAP if index else 0)
        outer = share_radius(part.high) - (_RING_GAP if index + 1 < LEVEL_STEPS else 0)
        outline = ring_sector(centre, sector, inner, outer)
        marks.append(Shape(outline, fill=tone.fill, edge=tone.edge, width=EDGE))
        if part.kind == BAND:
            marks.append(_band(centre, sector, (inner, outer), part.tone))
    if not level:
        # Never colour alone: the net is whole where little asks attention.
        mesh = mesh_lines(centre, sector, ANSWER_MESH)
        marks.append(Shape(mesh, edge=WHITE, width=0.9, opacity=0.6))
    return tuple(marks)


def _band(centre: Point, sector: Sector, ends: tuple[float, float], tone: str) -> Mark:
    threads = _arcs(centre, sector, band_threads(*ends, _BAND_SPACING))
    return Shape(threads, edge=TONES[tone].edge, width=_BAND_LINE)


def _share(centre: Point, sector: Sector, parts: tuple[Part, ...]) -> tuple[Mark, ...]:
    # The net is whole where people are green: meshes lie under what is not. Under a band too,
    # as the share may end at either end of it.
    green = TONES["green"]
    whole = ring_sector(centre, sector, HUB, RADIUS)
    marks: list[Mark] = [Shape(whole, fill=green.fill, edge=green.edge, width=EDGE)]
    marks.append(Shape(mesh_lines(centre, sector, GROUP_MESH), edge=WHITE, width=0.7, opacity=0.3))
    for part in parts:
        if part.kind not in ("green", BAND):
            tone = TONES[part.tone]
            outline = ring_sector(centre, sector, share_radius(part.low), share_radius(part.high))
            marks.append(Shape(outline, fill=tone.fill, edge=tone.edge, width=EDGE))
    quarters = _arcs(centre, sector, map(share_radius, THREAD_SHARES))
    marks.append(Shape(quarters, edge=WHITE, width=0.7, opacity=0.7))
    for part in parts:
        if part.kind == BAND:
            ends = share_radius(part.low), share_radius(part.high)
            marks.append(_band(centre, sector, ends, part.tone))
    return tuple(marks)


def _share_symbols(centre: Point, sector: Sector, parts: tuple[Part, ...]) -> tuple[Mark, ...]:
    marks = []
    for part in parts:
        inner, outer = share_radius(part.low), share_radius(part.high)
        room = min(_LARGEST_PART_MARK, (outer - inner) * 0.32)
        if part.kind in SYMBOLS and room >= _SMALLEST_MARK:
            at, size = _spot(centre, sector, (inner + outer) / 2, room)
            marks.append(Shape(placed(SYMBOLS[part.kind], *at, size), fill=TONES[part.kind].mark))
    return tuple(marks)


def knot_marks(centre: Point, sector: Sector) -> tuple[Mark, ...]:
    """Return a slice of the middle of the net."""
    return (Shape(knot_lines(centre, sector), edge=THREAD, width=0.6),)


def _arcs(centre: Point, sector: Sector, radii: Iterable[float]) -> Outline:
    return joined(arc(centre, radius, *edges(sector, radius)) for radius in radii)


def _spot(centre: Point, sector: Sector, radius: float, room: float) -> tuple[Point, float]:
    """Return where a symbol stands, and its size."""
    size = min(room, radians(sector.span) * radius * 0.2)
    return polar(centre, radius, sector.middle), size
