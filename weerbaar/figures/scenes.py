"""Three scenes on a tightrope, as SVG whose groups a style sheet can move; standard library only.

A scene as it is drawn is how it ends: whoever has asked for less motion, and paper, see that.
What moves has a class that begins with ``move-`` (`weerbaar/pages/static/clips.css`).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from weerbaar.figures.marks import Shape
from weerbaar.figures.outline import Outline, Point, circle, joined, line, polygon, rectangle, short
from weerbaar.figures.style import INK, PAPER, SOFT_INK, THREAD, TONES, WHITE
from weerbaar.figures.svg import piece, wrapped
from weerbaar.figures.walker import CLOTH, SOLES, arm, legs, limb, trunk

WIDTH, HEIGHT = 320.0, 230.0
_ROPE, _GROUND = 134.0, 221.0
_SIZE = 0.6  # of the walker
_POSTS = (34.0, 286.0)
_NET_TOP, _NET_DEPTH, _NET_SAG = 161.0, 26.0, 12.0
_PATCHES: Final = 4
_SKY: Final = "#EEF3F1"


def prevention(title: str, description: str, *, prefix: str) -> str:
    """Before the first step: the rope is pulled tight, and each part of the net is made whole."""
    ticks = [
        _group(f"move-tick{n}", [_tick((_patch_middle(n), _net_y(_patch_middle(n), 1) + 13))])
        for n in range(_PATCHES)
    ]
    board = [Shape(rectangle(32, _ROPE - 3, 62, 6), fill=SOFT_INK)]
    return _scene(
        [
            *_posts(),
            _group("move-slack", [_rope(34)], at=(0, _ROPE - 3)),
            _group("move-rope", [_rope()], at=(0, _ROPE - 3)),
            *_net("move-patch"),
            *ticks,
            *map(_drawn, board),
            _walker((64, _ROPE - 3), "move-bow"),
            _group("move-tick4", [_tick((190, _ROPE - 20))]),
        ],
        title,
        description,
        prefix,
    )


def monitoring(title: str, description: str, *, prefix: str) -> str:
    """On the way: step by step, with an eye on the level and a hand on the pole."""
    stops = []
    for number, x in enumerate((104.0, 152.0, 200.0)):
        ring = Shape(circle(x, _ROPE + 13, 6), fill=PAPER, edge=SOFT_INK, width=1.2)
        stops += [_drawn(ring), _group(f"move-stop{number}", [_tick((x, _ROPE + 13))])]
    return _scene(
        [
            *_posts(),
            _group("", [_rope()], at=(0, _ROPE - 3)),
            *_net(),
            *stops,
            *_level((160, 17)),
            _walker((228, _ROPE), "move-walk"),
        ],
        title,
        description,
        prefix,
    )


def resilience(title: str, description: str, *, prefix: str) -> str:
    """In a gust of wind: the walker bends and comes back; others hold the net."""
    return _scene(
        [
            *_posts(),
            _group("move-wind", [Shape(_gusts(), edge=SOFT_INK, width=2.2)]),
            _group("", [_rope()], at=(0, _ROPE - 3)),
            *_net(),
            _walker((160, _ROPE), "move-sway"),
            *(_holder(x, aside) for x, aside in ((20, 1), (58, 1), (300, -1), (262, -1))),
        ],
        title,
        description,
        prefix,
    )


SCENES: Final = {"prevention": prevention, "monitoring": monitoring, "resilience": resilience}
"""By the strand of an action plan that a scene belongs to."""


def _scene(items: Iterable[str], title: str, description: str, prefix: str) -> str:
    ground = [
        Shape(rectangle(0, 0, WIDTH, HEIGHT), fill=_SKY),
        Shape(line((0, _GROUND), (WIDTH, _GROUND)), edge=THREAD, width=2),
    ]
    body = "".join([*map(_drawn, ground), *items])
    return wrapped(body, WIDTH, HEIGHT, title=title, about=description, prefix=prefix)


def _group(name: str, shapes: Iterable[Shape | str], at: Point = (0, 0), size: float = 1) -> str:
    """Return shapes in a group that can move within a place of its own."""
    inside = "".join(map(_drawn, shapes))
    moving = f'<g class="{name}">{inside}</g>' if name else inside
    if at == (0, 0) and size == 1:
        return moving
    grown = f" scale({short(size)})" if size != 1 else ""
    return f'<g transform="translate({short(at[0])} {short(at[1])}){grown}">{moving}</g>'


def _drawn(shape: Shape | str) -> str:
    return shape if isinstance(shape, str) else str(piece(shape))


def _walker(feet: Point, name: str) -> str:
    """Return the walker: turned round the soles, with a pole that is turned round its middle."""
    high = (0.0, -SOLES)
    behind, before = (
        _group(f"move-leg{n}", leg, at=(0, 7 - SOLES)) for n, leg in enumerate(legs((0, -7)))
    )
    pole = Shape(limb((-92, 0), (92, 0), 3.4, 3.4), fill=SOFT_INK)
    caps = [Shape(limb((x, -7), (x, 7), 2.4, 2.4), fill=INK) for x in (-93, 93)]
    arms = [shape for aside in (-1, 1) for half in arm((0, 0), aside) for shape in half]
    held = _group("move-pole", [pole, *caps, *arms], at=high)
    return _group(name, [*map(_drawn, trunk(high)), behind, before, held], at=feet, size=_SIZE)


def _posts() -> list[str]:
    return [_drawn(Shape(limb((x, _ROPE - 8), (x, _GROUND), 3, 3), fill=SOFT_INK)) for x in _POSTS]


def _rope(slack: float = 4) -> Shape:
    """Return the rope; it hangs three quarters of its slack below its ends."""
    left, right = _POSTS
    curve = Outline((("M", ((left, 0),)), ("C", ((110, slack), (210, slack), (right, 0)))))
    return Shape(curve, edge=INK, width=2.4)


def _patch_ends(number: int) -> tuple[float, float]:
    left, right = _POSTS[0] + 12, _POSTS[1] - 12
    step = (right - left) / _PATCHES
    return left + step * number + 1.5, left + step * (number + 1) - 1.5


def _patch_middle(number: int) -> float:
    return sum(_patch_ends(number)) / 2


def _net_y(x: float, depth: float) -> float:
    aside = (x - WIDTH / 2) / ((_POSTS[1] - _POSTS[0]) / 2)
    return _NET_TOP + _NET_SAG * (1 - aside**2) + _NET_DEPTH * depth


def _net(name: str = "") -> list[str]:
    """Return the net: four parts, first drawn as not there yet, then whole on top.

    With a name each whole part can move, under that name and its number.
    """
    corners = (_patch_ends(0)[0], _patch_ends(_PATCHES - 1)[1])
    cords = [
        line((post, _NET_TOP - 4 + 34 * depth), (x, _net_y(x, depth)))
        for post, x in zip(_POSTS, corners, strict=True)
        for depth in (0, 1)
    ]
    found: list[Shape | str] = [Shape(joined(cords), edge=SOFT_INK, width=1.2)]
    for number in range(_PATCHES):
        left, right = _patch_ends(number)
        top, foot = (_edge(left, right, depth) for depth in (0, 1))
        patch = polygon(*top, *reversed(foot))
        green, missing = TONES["green"], TONES["open"]
        found.append(Shape(patch, fill=PAPER, edge=missing.edge, width=0.9, dash=(3, 2.6)))
        whole = [
            Shape(patch, fill=green.fill, edge=green.edge, width=0.9),
            Shape(_threads(left, right), edge=WHITE, width=0.9, opacity=0.55),
        ]
        found.append(_group(f"{name}{number}" if name else "", whole))
    return list(map(_drawn, found))


def _edge(left: float, right: float, depth: float) -> list[Point]:
    xs = [left + (right - left) * step / 4 for step in range(5)]
    return [(x, _net_y(x, depth)) for x in xs]


def _threads(left: float, right: float) -> Outline:
    across, down = 5, 3
    step = (right - left) / across
    threads = []
    for column in range(across):
        start, stop = left + step * column, left + step * (column + 1)
        for row in range(down):
            above, below = row / down, (row + 1) / down
            threads.append(line((start, _net_y(start, above)), (stop, _net_y(stop, below))))
            threads.append(line((start, _net_y(start, below)), (stop, _net_y(stop, above))))
    return joined(threads)


def _tick(middle: Point) -> str:
    """Return a tick in a round, which grows from its own middle."""
    sign = Outline((("M", ((-3.2, 0.2),)), ("L", ((-0.9, 2.6),)), ("L", ((3.4, -2.6),))))
    shapes = [Shape(circle(0, 0, 7), fill=CLOTH), Shape(sign, edge=WHITE, width=1.8)]
    return _group("grow", shapes, at=middle)


def _level(middle: Point) -> list[str]:
    """Return a spirit level: its bubble tells whether the pole is level."""
    tube = Shape(limb((-34, 0), (34, 0), 9, 9), fill=WHITE, edge=SOFT_INK, width=1.4)
    marks = [Shape(line((x, -9), (x, 9)), edge=SOFT_INK, width=1.2) for x in (-10, 10)]
    bubble = Shape(circle(0, 0, 6.4), fill=TONES["green"].fill, edge=TONES["green"].edge, width=1)
    return [_group("", [tube, *marks, _group("move-bubble", [bubble])], at=middle)]


def _gusts() -> Outline:
    """Return three lines of wind that curl at their end."""
    gusts = []
    for x, y, length in ((20, 48, 70), (8, 70, 84), (26, 92, 58)):
        end = x + length
        steps = (
            ("M", ((x, y),)),
            ("L", ((end, y),)),
            ("C", ((end + 12, y), (end + 12, y - 13), (end + 2, y - 12))),
        )
        gusts.append(Outline(steps))
    return joined(gusts)


def _holder(x: float, aside: int) -> str:
    """Return somebody on the ground who holds the net up, at the side that it lies on."""
    hand = (aside * 17, -54)
    shapes = [
        Shape(limb((-3, -22), (-5, -2), 4, 2.8), fill=INK),
        Shape(limb((3, -22), (6, -2), 4, 2.8), fill=INK),
        Shape(limb((0, -38), (0, -22), 7, 5.6), fill=CLOTH),
        Shape(limb((aside * 4, -40), hand, 3, 2.4), fill=CLOTH),
        Shape(circle(*hand, 3), fill=INK),
        Shape(circle(0, -52, 6.4), fill=INK),
    ]
    return _group("move-hold" if aside > 0 else "move-hold2", shapes, at=(x, _GROUND))
