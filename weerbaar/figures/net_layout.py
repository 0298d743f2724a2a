"""Where everything in a net stands: pure arithmetic.

The disc takes nearly the whole width of a phone, because a share can only be read from a wedge
that is long enough; so labels do not ring the disc but form a list per quadrant, in the corner
nearest to it, tied to the wedges by their numbers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from math import cos, radians, sin, sqrt
from typing import NamedTuple

from weerbaar.figures.contour import Point, Sector
from weerbaar.figures.fills import PersonFill
from weerbaar.figures.fonts import text_width
from weerbaar.figures.net_spec import NetSpec, QuadrantSpec

RADIUS, HUB, REACH = 135.0, 29.0, 160.0
"""Of the disc, of the hole in its middle, and of everything round it, in picture units."""
MARGIN, NAME_SIZE, ITEM_SIZE = 10.0, 15.0, 11.5
NAME_LINE, ITEM_LINE, BLOCK_GAP = 21.0, 16.5, 12.0
SYMBOL_ROOM, NUMBER_ROOM = 15.0, 19.0
QUADRANT_GAP, WEDGE_GAP = 2.6, 0.8  # half of the room between neighbours
_TALL = 320.0
_NOTHING = 1e-9  # what rounding makes of zero


@dataclass(frozen=True)
class LabelList:
    """The list of one quadrant: its place (left, top), its width and its height."""

    quadrant: QuadrantSpec
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class NetLayout:
    """Everything of a net but its legend, which begins at the bottom; in picture units."""

    width: float
    bottom: float
    centre: Point
    blocks: tuple[LabelList, ...]
    wedges: dict[str, Sector]
    quadrants: dict[str, Sector]


def share_radius(share: float) -> float:
    """Return the radius that a share reaches to.

    Areas are true: a wedge that is half filled has half its area filled. A share here counts
    people, and the eye sums coloured area over the disc; with lengths in proportion, a half
    would cover little over a quarter of the wedge, and red in the core would all but vanish
    beside orange around it. It also leaves a band near nothing, the commonest one, long enough
    to be seen.
    """
    return sqrt(HUB**2 + share * (RADIUS**2 - HUB**2))


def sectors(spec: NetSpec) -> tuple[dict[str, Sector], dict[str, Sector]]:
    """Return the sectors of wedges and of quadrants by key.

    Every wedge gets the same angle. The first side is centred at the top, so that reading
    starts there and the names of two halves need no turning.
    """
    step = 360 / len(spec.wedges())
    first = spec.sides[0].quadrants if spec.sides else ()
    angle = -step * sum(len(q.wedges) for q in spec.quadrants if q.key in first) / 2
    wedges, quadrants = {}, {}
    for quadrant in spec.quadrants:
        stop = angle + step * len(quadrant.wedges)
        quadrants[quadrant.key] = Sector(angle, stop, QUADRANT_GAP, QUADRANT_GAP)
        for index, wedge in enumerate(quadrant.wedges):
            before = WEDGE_GAP if index else QUADRANT_GAP
            after = WEDGE_GAP if index + 1 < len(quadrant.wedges) else QUADRANT_GAP
            start = angle + step * index
            wedges[wedge.key] = Sector(start, start + step, before, after)
        angle = stop
    return wedges, quadrants


def side_arcs(spec: NetSpec) -> list[tuple[str, str, Sector]]:
    """Return key, name and sector of each run of neighbouring quadrants on one side."""
    _, quadrants = sectors(spec)
    arcs: list[tuple[str, str, Sector]] = []
    for side in spec.sides:
        runs: list[Sector] = []
        for key in (q.key for q in spec.quadrants if q.key in side.quadrants):
            sector = quadrants[key]
            if runs and runs[-1].stop == sector.start:
                runs[-1] = Sector(runs[-1].start, sector.stop)
            else:
                runs.append(Sector(sector.start, sector.stop))
        arcs += [(side.key, side.name, run) for run in runs]
    return arcs


def tall(spec: NetSpec) -> NetLayout:
    """Return the layout for a phone: lists above and below the disc."""
    stacks = _stacks(spec)
    left, right = (_width(stacks, column) for column in (_LEFT, _RIGHT))
    list_x = {_LEFT: MARGIN, _RIGHT: _TALL - MARGIN - right}
    # A list may reach into its corner as far as the disc leaves room.
    inner = min(_TALL / 2 - list_x[_LEFT] - left, list_x[_RIGHT] - _TALL / 2)
    clear = sqrt((REACH + 4) ** 2 - min(REACH, max(0.0, inner)) ** 2)
    above, below = (_reach(stacks, clear, is_top=is_top) for is_top in (True, False))
    centre_y = MARGIN + above.whole
    blocks = []
    for place, stack in stacks.items():
        reach = above if place.is_top else below
        far = reach.whole if place.column == _MIDDLE else reach.corners
        near = far - _height(stack) if place.column == _MIDDLE else clear
        y = centre_y - far if place.is_top else centre_y + near
        for block in _stacked(stack, 0, y):
            x = list_x.get(place.column, _TALL / 2 - block.width / 2)
            blocks.append(replace(block, x=x))
    bottom = centre_y + below.whole + BLOCK_GAP
    return NetLayout(_TALL, bottom, (_TALL / 2, centre_y), tuple(blocks), *sectors(spec))


def wide(spec: NetSpec) -> NetLayout:
    """Return the layout for a screen: lists left and right of the disc."""
    stacks = _beside(_stacks(spec))
    column = max(_width(stacks, column) for column in (_LEFT, _RIGHT))
    room = MARGIN * 2 + column
    left = room if any(place.column == _LEFT for place in stacks) else MARGIN
    centre = (left + REACH, MARGIN + REACH)
    blocks = []
    for place, stack in stacks.items():
        x = MARGIN * 2 if place.column == _LEFT else left + 2 * REACH
        middle = centre[1] + REACH * (-0.55 if place.is_top else 0.55)
        blocks += _stacked(stack, x, middle - _height(stack) / 2)
    width, bottom = left + 2 * REACH + room, centre[1] + REACH + BLOCK_GAP
    return NetLayout(width, bottom, centre, tuple(blocks), *sectors(spec))


LAYOUTS: dict[str, Callable[[NetSpec], NetLayout]] = {"tall": tall, "wide": wide}


_LEFT, _MIDDLE, _RIGHT = -1, 0, 1


class _Place(NamedTuple):
    """Where a list belongs: a corner, or the middle above or below the disc."""

    column: int
    is_top: bool


class _Reach(NamedTuple):
    """How far lists above or below the disc lie from its centre: in corners, and all of them."""

    corners: float
    whole: float


def _stacks(spec: NetSpec) -> dict[_Place, list[LabelList]]:
    """Return the lists of each place from the top down, not yet placed."""
    _, quadrants = sectors(spec)
    stacks: dict[_Place, list[LabelList]] = defaultdict(list)
    for quadrant in sorted(spec.quadrants, key=lambda q: -cos(radians(quadrants[q.key].middle))):
        middle = radians(quadrants[quadrant.key].middle)
        aside = sin(middle)
        column = _MIDDLE if abs(aside) < _NOTHING else _RIGHT if aside > 0 else _LEFT
        place = _Place(column, cos(middle) > -_NOTHING)
        stacks[place].append(_unplaced(quadrant))
    return stacks


def _beside(stacks: dict[_Place, list[LabelList]]) -> dict[_Place, list[LabelList]]:
    """Move what is in the middle aside: clockwise, so that both columns get as many lists.

    The middle of the top comes before its corners and that of the bottom after them, as here.
    """
    has_left = any(place.column == _LEFT for place in stacks)
    moved: dict[_Place, list[LabelList]] = defaultdict(list)
    for place, stack in stacks.items():
        aside = _RIGHT if place.is_top or not has_left else _LEFT
        moved[place._replace(column=place.column or aside)] += stack
    return moved


def _reach(stacks: dict[_Place, list[LabelList]], clear: float, *, is_top: bool) -> _Reach:
    lists = (stacks.get(_Place(column, is_top), []) for column in (_LEFT, _RIGHT))
    corners = max((clear + _height(stack) for stack in lists if stack), default=0.0)
    middle = stacks.get(_Place(_MIDDLE, is_top), [])
    if not middle:
        return _Reach(corners, max(REACH, corners))
    near = max(REACH + 8, corners + BLOCK_GAP if corners else 0.0)
    return _Reach(corners, near + _height(middle))


def _unplaced(quadrant: QuadrantSpec) -> LabelList:
    # With room for symbols, if there are none too: the nets of a person and of a group can
    # then stand side by side with everything at one height.
    room = NUMBER_ROOM + SYMBOL_ROOM
    widths = [room + text_width(wedge.short, ITEM_SIZE) for wedge in quadrant.wedges]
    width = max([*widths, text_width(quadrant.name, NAME_SIZE, bold=True)])
    return LabelList(quadrant, 0, 0, width, NAME_LINE + ITEM_LINE * len(quadrant.wedges))


def shows_symbols(quadrant: QuadrantSpec) -> bool:
    """Return whether the list of a quadrant repeats the symbols: it does for one person."""
    return any(isinstance(wedge.fill, PersonFill) for wedge in quadrant.wedges)


def _width(stacks: dict[_Place, list[LabelList]], column: int) -> float:
    lists = (stack for place, stack in stacks.items() if place.column == column)
    return max((block.width for stack in lists for block in stack), default=0.0)


def _height(blocks: list[LabelList]) -> float:
    return sum(block.height for block in blocks) + BLOCK_GAP * (len(blocks) - 1)


def _stacked(blocks: list[LabelList], x: float, y: float) -> list[LabelList]:
    placed = []
    for block in blocks:
        placed.append(LabelList(block.quadrant, x, y, block.width, block.height))
        y += block.height + BLOCK_GAP
    return placed
