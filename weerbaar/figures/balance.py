"""A balance: awareness and acting hold each other on a tightrope.

Words stand in the corners above the pole: however far it leans, it meets none.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from math import asin, degrees
from operator import itemgetter
from typing import NamedTuple, TypedDict

from weerbaar.figures.balance_spec import (
    ORDER,
    BalanceSide,
    BalanceSpec,
    balance_choices,
    bead_name,
    ranks,
    side_sizes,
)
from weerbaar.figures.contour import Contour, Point, arc, compound, polar, rectangle, segment
from weerbaar.figures.fills import GroupFill
from weerbaar.figures.fonts import broken
from weerbaar.figures.legend import REACH, REACH_PAINT, LegendEntry, legend
from weerbaar.figures.marks import (
    Drawing,
    Mark,
    MarkGroup,
    OpenMark,
    Pick,
    Shape,
    Stretched,
    Turn,
    each,
)
from weerbaar.figures.safety_net import net_groups, rope_groups
from weerbaar.figures.shapes import Bar, answer_surface, answer_symbol, column, share_marks
from weerbaar.figures.style import INK, SOFT_INK
from weerbaar.figures.svg import Piece, template
from weerbaar.figures.walker import HIP, arm, bend, joints, legs, limb, sway, trunk

WIDTH, MARGIN = 320.0, 10.0
MIDDLE: Point = (WIDTH / 2, 130.0)
"""Of the pole."""
NEAR, FAR, THICK = 33.0, 145.0, 15.0
"""Of the coloured part of a half pole: from the middle, to its end, and how thick."""
MOST_DROP = 46.0
"""How far an end goes down when all asks attention on its side and nothing on the other."""
NAME_SIZE, COUNT_SIZE, LINE_SIZE, LEGEND_SIZE = 15.0, 13.0, 11.5, 11.0
_ROOM = 132.0  # for the words of one side
_SPACING, _LEADING = 3.2, 1.22
_ROUND = degrees(asin((THICK / 2 + 1) / FAR))  # the pole itself would hide a small wedge


class BalanceTemplate(TypedDict):
    """A person's balance for any answers, as a phone gets it.

    Attributes
    ----------
    order : list of str
        What an answer is drawn as, from the end of the pole.
    sides : list of (str, list of (str, list of str))
        Each side with its quadrants, and each quadrant with its statements.
    ranks : list of list of int
        By how many ask attention on the left and on the right: the place among all differences.
    picture : Piece
        Its places are named in `balance_spec`.
    """

    order: list[str]
    sides: list[tuple[str, list[tuple[str, list[str]]]]]
    ranks: list[list[int]]
    picture: Piece


class _Pose(NamedTuple):
    """The angle of the pole, and the ends of where it may be."""

    lean: float | Pick[float]
    low: float | Pick[float]
    high: float | Pick[float]


def pole_angle(share: float) -> float:
    """Return the angle of the pole, degrees clockwise, for a difference of -1..1.

    The ends go up and down in proportion: twice the difference is twice the drop.
    """
    return degrees(asin(share * MOST_DROP / FAR))


def balance_drawing(spec: BalanceSpec) -> Drawing:
    """Return a balance picture with everything in its place.

    It stands beside a net, which explains the colours already.
    """
    pose = _pose(spec)
    net, bottom = net_groups(spec.quadrants())
    groups = [*rope_groups(), *net, *_reach(spec, pose), *_walker(pose)]
    pole = Turn(pose.lean, MIDDLE)
    for side, aside in zip(spec.sides, (-1, 1), strict=True):
        beads = _beads(side, aside) if spec.is_person else _share(side, aside)
        groups.append(MarkGroup(f"pole-{side.key}", tuple(beads), (pole,)))
    groups += [MarkGroup("grip", tuple(_grip()), (pole,)), *_arms(pose)]
    for side, aside in zip(spec.sides, (-1, 1), strict=True):
        groups.append(MarkGroup(f"side-{side.key}", tuple(_words(side, aside))))
    if not spec.is_person:
        found, end = _legend(spec, bottom, reach=pose.low != pose.high)
        return Drawing(WIDTH, end, spec.words, (*groups, *found))
    options = Pick(
        "reach",
        {"no": _legend(spec, bottom, reach=False), "yes": _legend(spec, bottom, reach=True)},
    )
    groups.append(options.each(itemgetter(0)))
    height = options.each(itemgetter(1))
    return Drawing(WIDTH, height, spec.words, tuple(groups), balance_choices(spec))


def person_balance_template(spec: BalanceSpec, statements: dict[str, list[str]]) -> BalanceTemplate:
    """Return the balance of one person for any answers.

    Parameters
    ----------
    spec : BalanceSpec
        Of anybody: the answers in it are not used.
    statements : dict of str to list of str
        By quadrant, the keys of its statements.
    """
    return BalanceTemplate(
        order=list(ORDER),
        sides=[
            (side.key, [(quadrant.key, statements[quadrant.key]) for quadrant in side.quadrants])
            for side in spec.sides
        ],
        ranks=[list(row) for row in ranks(*side_sizes(spec)).table],
        picture=template(balance_drawing(spec)),
    )


def _pose(spec: BalanceSpec) -> _Pose:
    if not spec.is_person:
        low, high = map(pole_angle, spec.difference)
        return _Pose(pole_angle(spec.lean), low, high)
    angles = tuple(map(pole_angle, ranks(*side_sizes(spec)).differences))
    return _Pose(*(Pick(name, angles) for name in _Pose._fields))


def _reach(spec: BalanceSpec, pose: _Pose) -> list[MarkGroup | Pick[tuple[MarkGroup, ...]]]:
    """Return everywhere that the pole may be; nothing when that is one place."""
    group = MarkGroup("reach", tuple(_fan(towards, pose) for towards in (90, 270)))
    if spec.is_person:
        return [Pick("reach", {"no": (), "yes": (group,)})]
    return [] if pose.low == pose.high else [group]


def _fan(towards: float, pose: _Pose) -> OpenMark:
    """Return where one half of the pole may be: each stretch depends on one end of it."""

    def start(low: float) -> Contour:
        angle = towards + low - _ROUND
        return segment(polar(MIDDLE, NEAR, angle), polar(MIDDLE, FAR + 5, angle))

    def across(high: float) -> Contour:
        angle = towards + high + _ROUND
        end = segment((0, 0), polar(MIDDLE, NEAR, angle)).steps[1:]
        return Contour((*arc(MIDDLE, FAR + 5, angle - 1, angle).steps[1:], *end))

    def back(low: float) -> Contour:
        angle = towards + low - _ROUND
        return Contour((*arc(MIDDLE, NEAR, angle + 1, angle).steps[1:], ("Z", ())))

    stretches = [each(pose.low, start), each(pose.high, across), each(pose.low, back)]
    known = [stretch for stretch in stretches if isinstance(stretch, Contour)]
    if known:
        return REACH_PAINT.on(compound(known))
    picks = tuple(stretch for stretch in stretches if isinstance(stretch, Pick))
    return Stretched(picks, REACH_PAINT)


def _walker(pose: _Pose) -> list[MarkGroup]:
    standing = [shape for leg in legs(MIDDLE) for shape in leg]
    return [
        MarkGroup("walker", tuple(trunk(MIDDLE)), (_trunk(pose),)),
        MarkGroup("legs", tuple(standing)),
    ]


def _trunk(pose: _Pose) -> Turn:
    return Turn(each(pose.lean, sway), (MIDDLE[0] + HIP[0], MIDDLE[1] + HIP[1]))


def _arms(pose: _Pose) -> Iterator[MarkGroup]:
    """Yield arms and hands, which hold the pole at its angle."""
    for aside, name in ((-1, "left"), (1, "right")):
        shoulder, _, hand = ((MIDDLE[0] + x, MIDDLE[1] + y) for x, y in joints(aside))
        bends = each(pose.lean, partial(bend, aside=aside))
        at_shoulder = Turn(each(bends, itemgetter(0)), shoulder)
        at_hand = Turn(each(bends, itemgetter(1)), hand)
        upper, lower = arm(MIDDLE, aside)
        yield MarkGroup(f"arm-{name}", tuple(upper), (_trunk(pose), at_shoulder))
        yield MarkGroup(f"hand-{name}", tuple(lower), (Turn(pose.lean, MIDDLE), at_hand))


def _beads(side: BalanceSide, aside: int) -> Iterator[OpenMark]:
    """Yield a bead for each answer: what asks attention at the end, where it weighs most."""
    count = sum(len(quadrant.fills) for quadrant in side.quadrants)
    size = min(4.6, (FAR - NEAR) / count * 0.32)
    for index in range(count):
        by, middle = bead_name(side.key, index), _along((index + 0.5) / count, aside)
        yield answer_surface(_stretch(index / count, (index + 1) / count, aside), 1, 2.2, by)
        yield answer_symbol((middle, MIDDLE[1]), size, by)


def _share(side: BalanceSide, aside: int) -> list[Mark]:
    """Return the share of a group that asks attention, from the end of the pole."""
    top, length = MIDDLE[1] - THICK / 2, FAR - NEAR
    half = Bar(_along(0, aside), top, -aside * length, THICK, spacing=_SPACING, thread=1.5)
    return share_marks(half, GroupFill(*side.share))


def _stretch(start: float, stop: float, aside: int) -> Contour:
    left, right = sorted((_along(start, aside), _along(stop, aside)))
    return rectangle(left, MIDDLE[1] - THICK / 2, right - left, THICK)


def _along(share: float, aside: int) -> float:
    """Return where on the pole a share lies: 0 is its end, 1 where the walker holds it."""
    return MIDDLE[0] + aside * (FAR - share * (FAR - NEAR))


def _grip() -> Iterator[Mark]:
    x, y = MIDDLE
    yield Shape(limb((x - NEAR, y), (x + NEAR, y), 3.6, 3.6), fill=SOFT_INK)
    for aside in (-1, 1):
        end = x + aside * (FAR + 1.2)
        yield Shape(limb((end, y - 9), (end, y + 9), 2.2, 2.2), fill=INK)


def _words(side: BalanceSide, aside: int) -> Iterator[OpenMark]:
    y = MARGIN - 2.0
    for text, size, bold in (
        (side.name, NAME_SIZE, True),
        (side.count, COUNT_SIZE, True),
        *((more, LINE_SIZE, False) for more in side.lines),
    ):
        said = each(text, partial(_said, top=y, size=size, bold=bold, aside=aside))
        if isinstance(said, Pick):
            yield said
        else:
            yield from said
        # What is below stands as low as the longest needs it.
        y += size * _LEADING * max(map(len, said.all() if isinstance(said, Pick) else [said]))


def _said(text: str, *, top: float, size: float, bold: bool, aside: int) -> tuple[Mark, ...]:
    x, anchor = (MARGIN, "left") if aside < 0 else (WIDTH - MARGIN, "right")
    rows, leading = broken(text, _ROOM, size, bold=bold), size * _LEADING
    return tuple(column(rows, x, top + leading, size, leading, bold=bold, anchor=anchor))


def _legend(spec: BalanceSpec, top: float, *, reach: bool) -> tuple[tuple[MarkGroup, ...], float]:
    """Return what the wedge means, if there is one, and the height of the picture with it."""
    if not reach:
        return (), top + 4
    items = [LegendEntry(REACH, spec.words.reach)]
    found, height = legend(items, top + 8, WIDTH, LEGEND_SIZE, is_person=spec.is_person)
    return (found,), top + height + 12
