"""A net: one disc with a wedge per statement, for one person or for a group."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from math import degrees
from typing import TypedDict

from weerbaar.figures.contour import Point, Sector, arc, circle, placed, polar
from weerbaar.figures.fills import STATES, Fill, GroupFill, PersonFill
from weerbaar.figures.fonts import text_width
from weerbaar.figures.legend import entries, legend
from weerbaar.figures.marks import Drawing, Mark, MarkGroup, Pick, Shape, Turn, Words
from weerbaar.figures.net_layout import (
    HUB,
    ITEM_LINE,
    ITEM_SIZE,
    LAYOUTS,
    MARGIN,
    NAME_LINE,
    NAME_SIZE,
    NUMBER_ROOM,
    RADIUS,
    SYMBOL_ROOM,
    LabelList,
    NetLayout,
    shows_symbols,
    side_arcs,
)
from weerbaar.figures.net_spec import NetSpec, WedgeSpec
from weerbaar.figures.style import CAP, INK, SOFT_INK, SYMBOLS, TONES
from weerbaar.figures.svg import Piece, template
from weerbaar.figures.wedges import Wedge, answer_marks, group_marks, knot_marks

_NUMBER_RADIUS, _SIDE_RADIUS = RADIUS + 7.4, RADIUS + 20.0
_NUMBER_SIZE, _SIDE_SIZE, _LEGEND_SIZE = 9.5, 11.0, 11.0
_QUARTER_TURN = 90


class NetTemplate(TypedDict):
    """A person's net for any answers, as a phone gets it.

    Attributes
    ----------
    statements : list of str
        The keys of its wedges.
    picture : Piece
        With a place "answer-KEY" for each wedge.
    """

    statements: list[str]
    picture: Piece


def net_drawing(spec: NetSpec, layout: str = "tall") -> Drawing:
    """Return a net with everything in its place.

    Parameters
    ----------
    spec : NetSpec
        What to draw.
    layout : {"tall", "wide"}
        Lists above and below the disc (a phone), or beside it (a screen).
    """
    places, is_person = LAYOUTS[layout](spec), spec.is_person
    items = entries(spec.fills(), spec.words)
    below, height = legend(items, places.bottom, places.width, _LEGEND_SIZE, is_person=is_person)
    groups = (
        *_hub(places, spec.words.centre),
        *_disc(places, spec),
        MarkGroup("numbers", tuple(_numbers(places, spec))),
        *_sides(places.centre, spec),
        *(group for block in places.blocks for group in _list(block)),
        below,
    )
    chosen = {
        _by(wedge): wedge.fill.state
        for wedge in spec.wedges()
        if isinstance(wedge.fill, PersonFill)
    }
    bottom = places.bottom + height + MARGIN / 2
    return Drawing(places.width, bottom, spec.words, groups, chosen)


def person_net_template(spec: NetSpec) -> NetTemplate:
    """Return the net of one person for any answers; those in the spec are not used."""
    statements = [wedge.key for wedge in spec.wedges()]
    return NetTemplate(statements=statements, picture=template(net_drawing(spec)))


def _by(wedge: WedgeSpec) -> str:
    return f"answer-{wedge.key}"


def _disc(places: NetLayout, spec: NetSpec) -> Iterator[MarkGroup]:
    for quadrant in spec.quadrants:
        if quadrant.level is not None:
            sector, level = places.quadrants[quadrant.key], quadrant.level.level
            fill = None if level is None else GroupFill(0, 1, level=level)
            yield from _filled(f"quadrant-{quadrant.key}", places.centre, sector, fill)
        else:
            for wedge in quadrant.wedges:
                sector, part = places.wedges[wedge.key], f"wedge-{wedge.key}"
                yield from _filled(part, places.centre, sector, wedge.fill, _by(wedge))


def _filled(
    part: str, centre: Point, sector: Sector, fill: Fill | None, by: str = ""
) -> Iterator[MarkGroup]:
    wedge = Wedge(centre, sector)
    if isinstance(fill, PersonFill):
        surface, symbols = answer_marks(wedge, by)
    else:
        surface, symbols = group_marks(wedge, fill)
    # Every wedge has the same form, turned; symbols stand upright.
    yield MarkGroup(part, surface, (Turn(sector.middle, centre),))
    if symbols:
        yield MarkGroup(f"on-{part}", symbols)


def _hub(places: NetLayout, text: str) -> Iterator[MarkGroup]:
    first, _, rest = text.partition(" ")
    x, y = centre = places.centre
    if not first:
        for sector in places.wedges.values():
            knot = knot_marks(Wedge(centre, sector))
            yield MarkGroup("", knot, (Turn(sector.middle, centre),))
    elif not rest:
        yield MarkGroup("hub", (Words(x, y, first, 15, bold=True, anchor="center").centred(),))
    else:
        yield MarkGroup("hub", tuple(_counted(centre, first, rest.split())))


def _counted(centre: Point, count: str, words: list[str]) -> Iterator[Words]:
    """A number and a word a line below it, as large as the hub allows."""
    x, y = centre
    large = min(17.0, 17.0 * (2 * HUB - 14) / text_width(count, 17, bold=True))
    widest = max(text_width(word, 9) for word in words)
    small = min(9.0, 9.0 * (2 * HUB - 14) / widest)
    step = 1.2 * small
    upper = y + (large * CAP - len(words) * step - small * 0.3) / 2
    yield Words(x, upper, count, large, bold=True, anchor="center")
    for line, word in enumerate(words, 1):
        at = upper + line * step + small * 0.3
        yield Words(x, at, word, small, SOFT_INK, anchor="center")


def _numbers(places: NetLayout, spec: NetSpec) -> Iterator[Mark]:
    # A quadrant with a level has no wedges to point at.
    for wedge in (w for q in spec.quadrants if q.level is None for w in q.wedges):
        x, y = polar(places.centre, _NUMBER_RADIUS, places.wedges[wedge.key].middle)
        number = Words(x, y, str(wedge.number), _NUMBER_SIZE, SOFT_INK, anchor="center")
        yield number.centred()


def _sides(centre: Point, spec: NetSpec) -> list[MarkGroup]:
    sides: dict[str, list[Mark]] = defaultdict(list)
    for key, name, sector in side_arcs(spec):
        sides[key] += _side(centre, name, sector)
    return [MarkGroup(f"side-{key}", tuple(marks)) for key, marks in sides.items()]


def _side(centre: Point, name: str, sector: Sector) -> Iterator[Mark]:
    middle = sector.middle % 360
    half_text = degrees((text_width(name, _SIDE_SIZE, bold=True) / 2 + 6) / _SIDE_RADIUS)
    for start, stop in (
        (sector.start + 2, sector.middle - half_text),
        (sector.middle + half_text, sector.stop - 2),
    ):
        if stop > start:
            yield Shape(arc(centre, _SIDE_RADIUS, start, stop), edge=INK, width=1.3)
    for angle in (sector.start + 2, sector.stop - 2):
        yield Shape(circle(*polar(centre, _SIDE_RADIUS, angle), 2.1), fill=INK)
    # Never upside down: below the middle the letters stand with their feet outwards.
    is_below = _QUARTER_TURN < middle < 3 * _QUARTER_TURN
    offset = _SIDE_SIZE * CAP * (1 if is_below else -1)
    x, y = polar(centre, _SIDE_RADIUS + offset, middle)
    turn = middle - 180 if is_below else middle
    yield Words(x, y, name, _SIDE_SIZE, bold=True, anchor="center", turn=turn)


def _list(block: LabelList) -> list[MarkGroup]:
    quadrant = block.quadrant
    base = block.y + NAME_SIZE * 0.8
    words: list[Mark] = [Words(block.x, base, quadrant.name, NAME_SIZE, bold=True)]
    x = block.x + NUMBER_ROOM + (SYMBOL_ROOM if shows_symbols(quadrant) else 0)
    symbols = []
    for row, wedge in enumerate(quadrant.wedges):
        middle = block.y + NAME_LINE + ITEM_LINE * (row + 0.5)
        base, number = middle + ITEM_SIZE * CAP, str(wedge.number)
        words.append(Words(x - 5, base, number, ITEM_SIZE - 1, SOFT_INK, anchor="right"))
        words.append(Words(x, base, wedge.short, ITEM_SIZE))
        if isinstance(wedge.fill, PersonFill):
            symbols.append(_item(wedge, (block.x + 5, middle)))
    return [MarkGroup(f"list-{quadrant.key}", tuple(words)), *symbols]


def _item(wedge: WedgeSpec, at: Point) -> MarkGroup:
    symbols: dict[str, tuple[Mark, ...]] = {}
    for state in STATES:
        tone, contour = TONES[state], placed(SYMBOLS[state], *at, 4.4)
        colour = tone.mark if state == "open" else tone.fill
        symbols[state] = (Shape(contour, fill=colour, edge=tone.edge, width=0.8),)
    return MarkGroup(f"item-{wedge.key}", (Pick(_by(wedge), symbols),))
