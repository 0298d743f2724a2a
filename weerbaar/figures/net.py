"""Draw a net: one disc with a wedge per statement, for one person or for a group."""

from __future__ import annotations

from math import degrees

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from weerbaar.figures import wedges
from weerbaar.figures.canvas import filled
from weerbaar.figures.icons import draw_legend
from weerbaar.figures.net_layout import (
    HUB,
    ITEM_LINE,
    ITEM_SIZE,
    LAYOUTS,
    LEGEND_SIZE,
    NAME_LINE,
    NAME_SIZE,
    NUMBER_ROOM,
    RADIUS,
    SYMBOL_ROOM,
    Block,
    Layout,
    shows_symbols,
    side_arcs,
)
from weerbaar.figures.net_spec import GroupFill, NetSpec, PersonFill, WedgeSpec
from weerbaar.figures.outline import Sector, arc, circle, placed, polar
from weerbaar.figures.pen import Pen, text_width
from weerbaar.figures.png import figure_png
from weerbaar.figures.style import INK, PAPER, SOFT_INK, SYMBOLS, TONES
from weerbaar.figures.svg import inline_svg

_NUMBER_RADIUS, _SIDE_RADIUS = RADIUS + 7.4, RADIUS + 20.0
_NUMBER_SIZE, _SIDE_SIZE = 9.5, 11.0
_QUARTER_TURN = 90
_CAP = 0.36  # of a text's size: from its baseline to the middle of its capitals


def draw_net(axes: Axes, spec: NetSpec, *, layout: str = "tall", all_states: bool = False) -> None:
    """Draw a net on axes, centred and as large as fits.

    Parameters
    ----------
    axes : Axes
        Become an empty canvas.
    spec : NetSpec
        What to draw.
    layout : {"tall", "wide"}
        Lists above and below the disc (a phone), or beside it (a screen).
    all_states : bool
        Draw every answer that a person may give on top of each other, for a template.
    """
    places = LAYOUTS[layout](spec, text_width)
    pen = Pen(axes, places.width, places.height)
    _draw_hub(pen, places, spec)
    _draw_disc(pen, places, spec, all_states=all_states)
    _draw_numbers(pen, places, spec)
    for key, name, sector in side_arcs(spec):
        _draw_side(pen, places, key, name, sector)
    for block in places.blocks:
        _draw_block(pen, block, all_states=all_states)
    draw_legend(pen, places.legend, LEGEND_SIZE, is_person=_is_person(spec))


def net_figure(spec: NetSpec, *, layout: str = "tall", all_states: bool = False) -> Figure:
    """Return a figure with one net.

    Parameters
    ----------
    spec : NetSpec
        What to draw.
    layout : {"tall", "wide"}
        As for `draw_net`.
    all_states : bool
        As for `draw_net`.
    """
    places = LAYOUTS[layout](spec, text_width)
    return filled(
        places.width,
        places.height,
        lambda axes: draw_net(axes, spec, layout=layout, all_states=all_states),
    )


def net_svg(spec: NetSpec, *, prefix: str = "net", layout: str = "tall") -> str:
    """Return a net as SVG for inside a page; it takes the width of what it stands in.

    Parameters
    ----------
    spec : NetSpec
        What to draw.
    prefix : str
        Starts every id, so that two nets can stand on one page.
    layout : {"tall", "wide"}
        As for `draw_net`.
    """
    words = spec.words
    figure = net_figure(spec, layout=layout)
    return inline_svg(figure, title=words.title, description=words.description, prefix=prefix)


def net_png(spec: NetSpec, width: int, *, layout: str = "tall", background: str = PAPER) -> bytes:
    """Return a net as a PNG image of a width in pixels, for slides and documents."""
    return figure_png(net_figure(spec, layout=layout), width, background)


def _is_person(spec: NetSpec) -> bool:
    return any(isinstance(wedge.fill, PersonFill) for wedge in spec.wedges())


def _draw_disc(pen: Pen, layout: Layout, spec: NetSpec, *, all_states: bool) -> None:
    for quadrant in spec.quadrants:
        if quadrant.level is None:
            for wedge in quadrant.wedges:
                _draw_wedge(pen, layout, wedge, all_states=all_states)
        elif quadrant.level.level is None:
            wedges.draw_open_quadrant(pen, layout, quadrant)
        else:
            wedges.draw_quadrant_level(pen, layout, quadrant, quadrant.level.level)


def _draw_wedge(pen: Pen, layout: Layout, wedge: WedgeSpec, *, all_states: bool) -> None:
    if isinstance(wedge.fill, PersonFill):
        states = wedges.STATES if all_states else (wedges.state_of(wedge.fill),)
        wedges.draw_person_wedge(pen, layout, wedge, states)
    else:
        fill: GroupFill | None = wedge.fill
        wedges.draw_group_wedge(pen, layout, wedge, fill)


def _draw_hub(pen: Pen, layout: Layout, spec: NetSpec) -> None:
    first, _, rest = spec.words.centre.partition(" ")
    x, y = layout.centre
    if not first:
        wedges.draw_hub(pen, layout)
    elif not rest:
        pen.write(x, y + 15 * _CAP, first, 15, bold=True, anchor="center", part="hub")
    else:
        # as large as the hub allows
        small = min(9.5, 9.5 * (2 * HUB - 10) / text_width(rest, 9.5))
        large = min(17.0, 17.0 * (2 * HUB - 12) / text_width(first, 17, bold=True))
        pen.write(x, y + 3, first, large, bold=True, anchor="center", part="hub")
        pen.write(x, y + 14, rest, small, colour=SOFT_INK, anchor="center", part="hub")


def _draw_numbers(pen: Pen, layout: Layout, spec: NetSpec) -> None:
    # A quadrant with a level has no wedges to point at.
    for wedge in (w for q in spec.quadrants if q.level is None for w in q.wedges):
        x, y = polar(layout.centre, _NUMBER_RADIUS, layout.wedges[wedge.key].middle)
        pen.write(
            x,
            y + _NUMBER_SIZE * _CAP,
            str(wedge.number),
            _NUMBER_SIZE,
            colour=SOFT_INK,
            anchor="center",
            part="numbers",
        )


def _draw_side(pen: Pen, layout: Layout, key: str, name: str, sector: Sector) -> None:
    part, middle = f"side-{key}", sector.middle % 360
    half_text = degrees((text_width(name, _SIDE_SIZE, bold=True) / 2 + 6) / _SIDE_RADIUS)
    for start, stop in (
        (sector.start + 2, sector.middle - half_text),
        (sector.middle + half_text, sector.stop - 2),
    ):
        if stop > start:
            outline = arc(layout.centre, _SIDE_RADIUS, start, stop)
            pen.draw(outline, edge=INK, width=1.3, part=part)
    for angle in (sector.start + 2, sector.stop - 2):
        end = polar(layout.centre, _SIDE_RADIUS, angle)
        pen.draw(circle(*end, 2.1), fill=INK, part=part)
    # Never upside down: below the middle the letters stand with their feet outwards.
    is_below = _QUARTER_TURN < middle < 3 * _QUARTER_TURN
    offset = _SIDE_SIZE * _CAP * (1 if is_below else -1)
    x, y = polar(layout.centre, _SIDE_RADIUS + offset, middle)
    turn = middle - 180 if is_below else middle
    pen.write(x, y, name, _SIDE_SIZE, bold=True, anchor="center", turn=turn, part=part)


def _draw_block(pen: Pen, block: Block, *, all_states: bool) -> None:
    quadrant = block.quadrant
    part = f"list-{quadrant.key}"
    pen.write(block.x, block.y + NAME_SIZE * 0.8, quadrant.name, NAME_SIZE, bold=True, part=part)
    middles = [block.y + NAME_LINE + ITEM_LINE * (n + 0.5) for n in range(len(quadrant.wedges))]
    x = block.x + NUMBER_ROOM + (SYMBOL_ROOM if shows_symbols(quadrant) else 0)
    for wedge, middle in zip(quadrant.wedges, middles, strict=True):
        base = middle + ITEM_SIZE * _CAP
        pen.write(
            x - 5,
            base,
            str(wedge.number),
            ITEM_SIZE - 1,
            colour=SOFT_INK,
            anchor="right",
            part=part,
        )
        pen.write(x, base, wedge.short, ITEM_SIZE, part=part)
    # After all words: what belongs to one part has to be drawn without a break.
    for wedge, middle in zip(quadrant.wedges, middles, strict=True):
        if isinstance(wedge.fill, PersonFill):
            _draw_item_symbol(pen, block.x + 5, middle, wedge, wedge.fill, all_states=all_states)


def _draw_item_symbol(
    pen: Pen, x: float, y: float, wedge: WedgeSpec, fill: PersonFill, *, all_states: bool
) -> None:
    for state in wedges.STATES if all_states else (wedges.state_of(fill),):
        part = f"item-{wedge.key}" + (f"@{state}" if all_states else "")
        tone = TONES[state]
        colour = tone.mark if state == "open" else tone.fill
        outline = placed(SYMBOLS[state], x, y, 4.4)
        pen.draw(outline, fill=colour, edge=tone.edge, width=0.8, part=part)
