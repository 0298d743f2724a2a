"""Draw what fills the disc: answers, shares, bands and levels."""

from __future__ import annotations

from dataclasses import replace
from math import radians

from weerbaar.figures.mesh import ANSWER_MESH, GROUP_MESH, OPEN_MESH, Mesh, mesh_line
from weerbaar.figures.net_layout import (
    HUB,
    RADIUS,
    Layout,
    share_radius,
)
from weerbaar.figures.net_spec import (
    COLOURS,
    LEVEL_COUNT,
    GroupFill,
    PersonFill,
    QuadrantSpec,
    WedgeSpec,
)
from weerbaar.figures.outline import Sector, arc, edges, joined, placed, polar, ring_sector
from weerbaar.figures.parts import BAND, Part, band_threads, level_parts, share_parts
from weerbaar.figures.pen import Pen
from weerbaar.figures.style import SYMBOLS, THREAD, TONES, WHITE

STATES = (*COLOURS, "open")
THREAD_SHARES = (0.25, 0.5, 0.75)
EDGE = 0.9
_BAND_SPACING, _BAND_LINE = 2.2, 1.25
_LARGEST_MARK, _LARGEST_PART_MARK, _SMALLEST_MARK = 8.5, 6.0, 2.8
_RING_GAP = 2.2  # half of the room between the rings of a level: coarse, unlike a share


def state_of(fill: PersonFill) -> str:
    """Return the state that a person's answer draws: a colour or "open"."""
    return fill.colour or "open"


def draw_person_wedge(pen: Pen, layout: Layout, wedge: WedgeSpec, states: tuple[str, ...]) -> None:
    """Draw one answer, or, for a template, each possible one."""
    for state in states:
        part = f"wedge-{wedge.key}" + (f"@{state}" if len(states) > 1 else "")
        _draw_answer(pen, layout, layout.wedges[wedge.key], state, part)


def _draw_answer(pen: Pen, layout: Layout, sector: Sector, state: str, part: str) -> None:
    if state == "open":
        _draw_open(pen, layout, sector, part)
    else:
        tone = TONES[state]
        outline = ring_sector(layout.centre, sector, HUB, RADIUS)
        pen.draw(outline, fill=tone.fill, edge=tone.edge, width=EDGE, part=part)
        _draw_mesh(pen, layout, sector, ANSWER_MESH, part)
    radius = share_radius(0.5)
    _draw_mark(pen, layout, sector, state, radius, _LARGEST_MARK, part)


def _draw_open(pen: Pen, layout: Layout, sector: Sector, part: str) -> None:
    tone = TONES["open"]
    outline = ring_sector(layout.centre, sector, HUB, RADIUS)
    pen.draw(outline, fill=tone.fill, part=part)
    _draw_mesh(pen, layout, sector, OPEN_MESH, part)
    pen.draw(outline, edge=tone.edge, width=EDGE, dash=(3, 2.6), part=part)


def draw_group_wedge(pen: Pen, layout: Layout, wedge: WedgeSpec, fill: GroupFill | None) -> None:
    """Draw what is known of a group's answers to one statement."""
    part, sector = f"wedge-{wedge.key}", layout.wedges[wedge.key]
    if fill is None:
        _draw_answer(pen, layout, sector, "open", part)
    elif fill.level is not None:
        _draw_rings(pen, layout, sector, fill.level, part)
    else:
        _draw_share(pen, layout, sector, share_parts(fill), part)


def draw_quadrant_level(pen: Pen, layout: Layout, quadrant: QuadrantSpec, level: int) -> None:
    """Draw the level of a whole quadrant: rings without spokes."""
    sector = layout.quadrants[quadrant.key]
    _draw_rings(pen, layout, sector, level, f"quadrant-{quadrant.key}")


def draw_open_quadrant(pen: Pen, layout: Layout, quadrant: QuadrantSpec) -> None:
    """Draw a quadrant that nobody answered."""
    sector = layout.quadrants[quadrant.key]
    _draw_answer(pen, layout, sector, "open", f"quadrant-{quadrant.key}")


def _draw_rings(pen: Pen, layout: Layout, sector: Sector, level: int, name: str) -> None:
    for index, part in enumerate(level_parts(level)):
        tone = TONES[part.tone]
        inner = share_radius(part.low) + (_RING_GAP if index else 0)
        outer = share_radius(part.high) - (_RING_GAP if index + 1 < LEVEL_COUNT else 0)
        outline = ring_sector(layout.centre, sector, inner, outer)
        pen.draw(outline, fill=tone.fill, edge=tone.edge, width=EDGE, part=name)


def _draw_share(
    pen: Pen, layout: Layout, sector: Sector, parts: tuple[Part, ...], name: str
) -> None:
    # The net is whole where people are green: meshes lie under what is not. Under a band too,
    # as the share may end at either end of it.
    green = TONES["green"]
    whole = ring_sector(layout.centre, sector, HUB, RADIUS)
    pen.draw(whole, fill=green.fill, edge=green.edge, width=EDGE, part=name)
    _draw_mesh(pen, layout, sector, GROUP_MESH, name)
    for part in parts:
        if part.kind not in ("green", BAND):
            tone = TONES[part.tone]
            inner, outer = share_radius(part.low), share_radius(part.high)
            outline = ring_sector(layout.centre, sector, inner, outer)
            pen.draw(outline, fill=tone.fill, edge=tone.edge, width=EDGE, part=name)
    _draw_threads(pen, layout, sector, name)
    for part in parts:
        if part.kind == BAND:
            _draw_band(pen, layout, sector, part, name)
        elif part.kind in SYMBOLS:
            _draw_part_mark(pen, layout, sector, part, name)


def _draw_band(pen: Pen, layout: Layout, sector: Sector, part: Part, name: str) -> None:
    inner, outer = share_radius(part.low), share_radius(part.high)
    threads = [
        arc(layout.centre, radius, *edges(sector, radius))
        for radius in band_threads(inner, outer, _BAND_SPACING)
    ]
    pen.draw(joined(threads), edge=TONES[part.tone].edge, width=_BAND_LINE, part=name)


def _draw_threads(pen: Pen, layout: Layout, sector: Sector, name: str) -> None:
    threads = [
        arc(layout.centre, radius, *edges(sector, radius))
        for radius in map(share_radius, THREAD_SHARES)
    ]
    pen.draw(joined(threads), edge=WHITE, width=0.7, opacity=0.7, part=name)


def _draw_mesh(pen: Pen, layout: Layout, sector: Sector, mesh: Mesh, name: str) -> None:
    rows = [mesh_line(layout.centre, sector, mesh, row) for row in range(mesh.rows)]
    pen.draw(joined(rows), edge=mesh.colour, width=0.7, opacity=mesh.opacity, part=name)


def _draw_part_mark(pen: Pen, layout: Layout, sector: Sector, part: Part, name: str) -> None:
    inner, outer = share_radius(part.low), share_radius(part.high)
    room = min(_LARGEST_PART_MARK, (outer - inner) * 0.32)
    if room >= _SMALLEST_MARK:
        _draw_mark(pen, layout, sector, part.kind, (inner + outer) / 2, room, name)


def _draw_mark(
    pen: Pen, layout: Layout, sector: Sector, state: str, radius: float, room: float, name: str
) -> None:
    size = min(room, radians(sector.span) * radius * 0.2)
    x, y = polar(layout.centre, radius, sector.middle)
    pen.draw(placed(SYMBOLS[state], x, y, size), fill=TONES[state].mark, part=name)


def draw_hub(pen: Pen, layout: Layout) -> None:
    """Draw the middle of the net: the meshes go on into a knot."""
    lines = [
        mesh_line(layout.centre, replace(sector, before=0, after=0), OPEN_MESH, row)
        for sector in layout.wedges.values()
        for row in range(-5, 0)
    ]
    pen.draw(joined(lines), edge=THREAD, width=0.6, part="hub")
