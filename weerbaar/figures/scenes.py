"""Three scenes on a tightrope, of which a style sheet can move parts; standard library only.

A scene as it is drawn is how it ends: whoever has asked for less motion, and paper, see that.
What moves has a class that begins with ``move-`` (`weerbaar/pages/static/clips.css`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from weerbaar.figures.contour import Contour, Point, circle, compound, path, rectangle, segment
from weerbaar.figures.fills import PictureWords
from weerbaar.figures.marks import Drawing, MarkGroup, Moving, Shape
from weerbaar.figures.safety_net import Cloth, Strip
from weerbaar.figures.style import INK, PAPER, SOFT_INK, THREAD, TONES, WHITE
from weerbaar.figures.walker import CLOTH, SOLES, arm, legs, limb, trunk

WIDTH, HEIGHT = 320.0, 230.0
_ROPE, _GROUND = 134.0, 221.0
_SIZE = 0.6  # of the walker
_POSTS = (34.0, 286.0)
_NET = Cloth(46, 274, 164, 9, 26)
_PATCHES: Final = 4
_SKY: Final = "#EEF3F1"

Marks = Iterator[Shape | Moving]


def scene(strand: str, words: PictureWords) -> Drawing:
    """Return the scene of a strand of an action plan.

    Raises
    ------
    KeyError
        If there is none.
    """
    ground = (
        Shape(rectangle(0, 0, WIDTH, HEIGHT), fill=_SKY),
        Shape(segment((0, _GROUND), (WIDTH, _GROUND)), edge=THREAD, width=2),
        *(Shape(limb((x, _ROPE - 8), (x, _GROUND), 3, 3), fill=SOFT_INK) for x in _POSTS),
    )
    return Drawing(WIDTH, HEIGHT, words, (MarkGroup("", (*ground, *SCENES[strand]())),))


def _prevention() -> Marks:
    """Before the first step: the rope is pulled tight, and each part of the net is made whole."""
    yield Moving("move-slack", (_rope(34),), 0, _ROPE - 3)
    yield Moving("move-rope", (_rope(),), 0, _ROPE - 3)
    yield from _net("move-patch")
    for n in range(_PATCHES):
        x = sum(_patch(n)) / 2
        yield Moving(f"move-tick{n}", (_tick(x, _NET.y(x, 1) + 13),))
    yield Shape(rectangle(32, _ROPE - 3, 62, 6), fill=SOFT_INK)
    yield _walker((64, _ROPE - 3), "move-bow")
    yield Moving("move-tick4", (_tick(190, _ROPE - 20),))


def _monitoring() -> Marks:
    """On the way: step by step, with an eye on the level and a hand on the pole."""
    yield Moving("", (_rope(),), 0, _ROPE - 3)
    yield from _net()
    for number, x in enumerate((104.0, 152.0, 200.0)):
        yield Shape(circle(x, _ROPE + 13, 6), fill=PAPER, edge=SOFT_INK, width=1.2)
        yield Moving(f"move-stop{number}", (_tick(x, _ROPE + 13),))
    yield _level(160, 17)
    yield _walker((228, _ROPE), "move-walk")


def _resilience() -> Marks:
    """In a gust of wind: the walker bends and comes back; others hold the net."""
    yield Moving("move-wind", (Shape(_gusts(), edge=SOFT_INK, width=2.2),))
    yield Moving("", (_rope(),), 0, _ROPE - 3)
    yield from _net()
    yield _walker((160, _ROPE), "move-sway")
    for x, aside in ((20, 1), (58, 1), (300, -1), (262, -1)):
        yield _holder(x, aside)


SCENES: Final = {
    "prevention": _prevention,
    "monitoring": _monitoring,
    "resilience": _resilience,
}
"""By the strand of an action plan that a scene belongs to."""


def _walker(feet: Point, name: str) -> Moving:
    """Return the walker: turned round the soles, with a pole that is turned round its middle."""
    behind, before = (
        Moving(f"move-leg{n}", tuple(leg), 0, 7 - SOLES) for n, leg in enumerate(legs((0, -7)))
    )
    pole = Shape(limb((-92, 0), (92, 0), 3.4, 3.4), fill=SOFT_INK)
    caps = [Shape(limb((x, -7), (x, 7), 2.4, 2.4), fill=INK) for x in (-93, 93)]
    arms = [shape for aside in (-1, 1) for half in arm((0, 0), aside) for shape in half]
    held = Moving("move-pole", (pole, *caps, *arms), 0, -SOLES)
    return Moving(name, (*trunk((0, -SOLES)), behind, before, held), *feet, _SIZE)


def _rope(slack: float = 4) -> Shape:
    """Return the rope; it hangs three quarters of its slack below its ends."""
    left, right = _POSTS
    curve = Contour((("M", ((left, 0),)), ("C", ((110, slack), (210, slack), (right, 0)))))
    return Shape(curve, edge=INK, width=2.4)


def _patch(number: int) -> tuple[float, float]:
    """Return the ends of a part of the net."""
    step = (_NET.right - _NET.left) / _PATCHES
    start = _NET.left + step * number
    return start + 1.5, start + step - 1.5


def _net(name: str = "") -> Marks:
    """Yield the net: four parts, first drawn as not there yet, then whole on top.

    With a name each whole part can move, under that name and its number.
    """
    yield Shape(_NET.cords(_POSTS, 157, 191), edge=SOFT_INK, width=1.2)
    green, missing = TONES["green"], TONES["open"]
    for number in range(_PATCHES):
        strip = Strip(_NET, *_patch(number))
        yield Shape(strip.whole(), fill=PAPER, edge=missing.edge, width=0.9, dash=(3, 2.6))
        whole = (
            Shape(strip.whole(), fill=green.fill, edge=green.edge, width=0.9),
            Shape(strip.mesh(), edge=WHITE, width=0.9, opacity=0.55),
        )
        yield Moving(f"{name}{number}" if name else "", whole)


def _tick(x: float, y: float) -> Moving:
    """Return a tick in a round, which grows from its own middle."""
    sign = path([(-3.2, 0.2), (-0.9, 2.6), (3.4, -2.6)])
    shapes = (Shape(circle(0, 0, 7), fill=CLOTH), Shape(sign, edge=WHITE, width=1.8))
    return Moving("grow", shapes, x, y)


def _level(x: float, y: float) -> Moving:
    """Return a spirit level: its bubble tells whether the pole is level."""
    tube = Shape(limb((-34, 0), (34, 0), 9, 9), fill=WHITE, edge=SOFT_INK, width=1.4)
    marks = [Shape(segment((x, -9), (x, 9)), edge=SOFT_INK, width=1.2) for x in (-10, 10)]
    green = TONES["green"]
    bubble = Shape(circle(0, 0, 6.4), fill=green.fill, edge=green.edge, width=1)
    return Moving("", (tube, *marks, Moving("move-bubble", (bubble,))), x, y)


def _gusts() -> Contour:
    """Return three lines of wind that curl at their end."""
    gusts = []
    for x, y, length in ((20, 48, 70), (8, 70, 84), (26, 92, 58)):
        end = x + length
        steps = (
            ("M", ((x, y),)),
            ("L", ((end, y),)),
            ("C", ((end + 12, y), (end + 12, y - 13), (end + 2, y - 12))),
        )
        gusts.append(Contour(steps))
    return compound(gusts)


def _holder(x: float, aside: int) -> Moving:
    """Return somebody on the ground who holds the net up, at the side that it lies on."""
    hand = (aside * 17, -54)
    shapes = (
        Shape(limb((-3, -22), (-5, -2), 4, 2.8), fill=INK),
        Shape(limb((3, -22), (6, -2), 4, 2.8), fill=INK),
        Shape(limb((0, -38), (0, -22), 7, 5.6), fill=CLOTH),
        Shape(limb((aside * 4, -40), hand, 3, 2.4), fill=CLOTH),
        Shape(circle(*hand, 3), fill=INK),
        Shape(circle(0, -52, 6.4), fill=INK),
    )
    return Moving("move-hold" if aside > 0 else "move-hold2", shapes, x, _GROUND)
