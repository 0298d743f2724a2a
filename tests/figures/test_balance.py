"""The pole leans as far as is certain, to the side that asks more, and never hides what is open."""

from __future__ import annotations

from dataclasses import replace
from math import dist, radians, sin

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from tests.figures import samples
from tests.figures.drawn import bounds, clashes, fills, on_axes, on_page, parsed, shapes, texts
from weerbaar.figures.balance import FAR, MIDDLE, MOST_DROP, balance_drawing, pole_angle
from weerbaar.figures.balance_spec import (
    BalanceQuadrant,
    BalanceSide,
    BalanceSpec,
    BalanceWords,
    lean,
)
from weerbaar.figures.contour import turned
from weerbaar.figures.fills import COLOURS, GroupFill, LevelFill, PersonFill
from weerbaar.figures.fonts import text_width
from weerbaar.figures.plot import figure, png
from weerbaar.figures.style import DRAWING_FONT, TONES
from weerbaar.figures.svg import svg
from weerbaar.figures.walker import HIP, bend, joints, sway

COLOUR = st.sampled_from([*COLOURS, None])
SHEETS = st.lists(COLOUR, min_size=12, max_size=12)
SHARES = st.tuples(st.floats(0, 1), st.floats(0, 1)).map(sorted)
GROUPS = st.lists(
    st.one_of(st.none(), SHARES.map(lambda ends: GroupFill(*ends))), min_size=12, max_size=12
)


def balance(given_fills, levels=None) -> BalanceSpec:
    """The balance of the twelve sample statements, in order."""
    quadrants = [
        BalanceQuadrant(
            key.lower(), key, tuple(given_fills[3 * n : 3 * n + 3]), (levels or {}).get(n)
        )
        for n, key in enumerate(samples.NAMES)
    ]
    lines = ("vragen aandacht", "6 niet beantwoord")
    sides = tuple(
        BalanceSide(side.key, side.name, tuple(own), "laag tot midden", lines)
        for side, own in zip(samples.SIDES, (quadrants[:2], quadrants[2:]), strict=True)
    )
    told = BalanceWords(title="Balans", description="Twee kanten.", reach="zo ver")
    return BalanceSpec(sides, told)


def person(colours) -> BalanceSpec:
    """The balance of a person who answered so."""
    return balance([PersonFill(colour) for colour in colours])


def mirrored(spec: BalanceSpec) -> BalanceSpec:
    """The same with its sides exchanged."""
    return replace(spec, sides=spec.sides[::-1])


def has_wedge(spec) -> bool:
    """Whether the picture shows that the pole may lean further."""
    return "reach" in dict(balance_drawing(spec).settled())


# --- how far the pole leans ----------------------------------------------------------------------
@given(st.one_of(SHEETS.map(person), GROUPS.map(balance)))
def test_it_leans_alike_to_both_sides(spec):
    """With its sides exchanged the pole leans as far to the other side."""
    assert mirrored(spec).lean == pytest.approx(-spec.lean)
    low, high = spec.difference
    assert mirrored(spec).difference == pytest.approx((-high, -low))


@given(st.one_of(SHEETS.map(person), GROUPS.map(balance)))
def test_it_leans_within_bounds_and_only_as_far_as_is_certain(spec):
    """The end drops no further than there is room; the pole lies in its wedge, nearest to level."""
    low, high = spec.difference
    assert -1 <= low <= spec.lean <= high <= 1
    assert abs(spec.lean) == min(abs(low), abs(high)) or low <= 0 <= high
    drop = FAR * sin(radians(pole_angle(spec.lean)))
    assert drop == pytest.approx(spec.lean * MOST_DROP)


@given(st.lists(st.sampled_from(COLOURS), min_size=6, max_size=6), st.permutations(range(6)))
def test_it_is_level_when_both_ask_as_much(answers, order):
    """As many that ask attention on both sides: no lean and no wedge, whichever they are."""
    swapped = {"green": "green", "orange": "red", "red": "orange"}
    spec = person([*answers, *(swapped[answers[place]] for place in order)])
    assert spec.lean == 0
    assert not has_wedge(spec)


@given(SHEETS, st.integers(0, 11))
def test_it_leans_further_when_one_side_asks_more(sheet, place):
    """A statement that turns from green to red never lets its side come up."""
    before, after = [*sheet], [*sheet]
    before[place], after[place] = "green", "red"
    down = 1 if place >= 6 else -1
    assert down * person(after).lean >= down * person(before).lean
    low, high = person(before).difference
    assert down * sum(person(after).difference) > down * (low + high)


@given(SHEETS, st.integers(0, 11))
def test_a_skip_never_improves_it(sheet, place):
    """Whatever would have been answered: without it no side looks better, nor is more ruled out."""
    skipped = [*sheet]
    skipped[place] = None
    full, less = person(sheet), person(skipped)
    for side, other in zip(full.sides, less.sides, strict=True):
        assert other.share[1] >= side.share[1] - 1e-9
    assert less.difference[0] <= full.difference[0] + 1e-9
    assert less.difference[1] >= full.difference[1] - 1e-9
    if less.lean == 0 and less.difference != full.difference:
        assert has_wedge(less)


@given(st.floats(-1, 1), st.floats(-1, 1))
def test_ranges_that_overlap_give_a_level_pole(one, other):
    """When the difference may be zero, the pole is level; else it stays on its side of zero."""
    low, high = sorted((one, other))
    assert (lean((low, high)) == 0) == (low <= 0 <= high)


@pytest.mark.parametrize(
    ("left", "right", "leans"),
    [
        *((0, 2, True), (0, 1, False), (1, 2, False), (None, 2, False)),
        *((0, 1.5, False), (1.5, 2, False)),
    ],
)
def test_levels_lean_only_when_they_do_not_touch(left, right, leans):
    """A small group's pole leans from low to high; neighbouring levels may be one person apart."""
    levels = {0: left, 1: left, 2: right, 3: right}
    spec = balance([None] * 12, {n: LevelFill(level) for n, level in levels.items()})
    assert (spec.lean > 0) is leans
    assert has_wedge(spec)


# --- what is drawn -------------------------------------------------------------------------------
@settings(max_examples=6, deadline=None)
@given(SHEETS)
def test_pole_and_net_show_each_answer_once(sheet):
    """Each half of the pole and of the net has the answers of its side; open is never green."""
    drawing = balance_drawing(person(sheet))
    for number, side in enumerate(samples.SIDES):
        own = sheet[6 * number : 6 * number + 6]
        expected = sorted(TONES[colour or "open"].fill for colour in own)
        marks = {TONES[state].mark for state in (*COLOURS, "open")}
        on_pole = [f for f in fills(drawing, f"pole-{side.key}") if f not in marks]
        in_net = [
            fill
            for quadrant in side.quadrants
            for fill in fills(drawing, f"net-{quadrant}")
            if fill not in marks
        ]
        assert sorted(on_pole) == sorted(in_net) == expected


def test_what_asks_attention_lies_at_the_end():
    """From the end of the pole inwards: red, orange, open, green; there it weighs most."""
    drawing = balance_drawing(person(["green", None, "orange", "red", "green", "green"] * 2))
    tones = {TONES[state].fill: state for state in (*COLOURS, "open")}
    found = [tones[fill] for fill in fills(drawing, "pole-acting") if fill in tones]
    assert found == ["red", "orange", "open", "green", "green", "green"]
    right = [bounds(shape)[2] for shape in shapes(drawing, "pole-acting")]
    assert right[0] == max(right)


def test_the_heavier_end_hangs_lower():
    """When acting asks everything and awareness nothing, the right end is down by the full drop."""
    drawing = balance_drawing(person(["green"] * 6 + ["red"] * 6))
    _, _, _, foot = bounds(shapes(drawing, "pole-acting")[0])
    _, top, _, _ = bounds(shapes(drawing, "pole-awareness")[0])
    assert foot > MIDDLE[1] + MOST_DROP - 8
    assert top < MIDDLE[1] - MOST_DROP + 8


@pytest.mark.parametrize("share", [-1, 0, 1])
def test_words_meet_nothing_on_a_phone(share):
    """However far the pole leans, no two texts overlap, none falls outside, no pole crosses one."""
    colours = {-1: ["red"] * 6 + ["green"] * 6, 1: ["green"] * 6 + ["red"] * 6, 0: [None] * 12}
    drawing = balance_drawing(person(colours[share]))
    assert clashes(drawing) == []
    parts = drawing.settled()
    above = max(word.y for part, words in parts if part.startswith("side-") for word in words)
    ends = [shape for side in ("awareness", "acting") for shape in shapes(drawing, f"pole-{side}")]
    assert above < min(bounds(shape)[1] for shape in ends)


@pytest.mark.parametrize("spec", [person(["red", None, "green"] * 4), balance([None] * 12)])
def test_the_page_and_the_plate_show_the_same(spec):
    """The SVG of a page and matplotlib's picture have the same shapes, colours and words."""
    drawing = balance_drawing(spec)
    assert on_page(svg(drawing, prefix="a")) == on_axes(figure(drawing))


def test_it_is_read_aloud():
    """Title and description come first, and the picture points to them."""
    root = parsed(svg(balance_drawing(person([None] * 12)), prefix="mine"))
    assert root.get("aria-labelledby") == "mine-title mine-desc"
    assert [node.text for node in list(root)[:2]] == ["Balans", "Twee kanten."]
    ids = [node.get("id") for node in root.iter() if node.get("id")]
    assert len(ids) == len(set(ids))


def test_a_slide_gets_an_image_of_its_width():
    """A PNG has the width that was asked for."""
    image = png(balance_drawing(person(["green"] * 12)), 640)
    assert int.from_bytes(image[16:20]) == 640


@given(st.floats(-1, 1), st.sampled_from([-1, 1]))
def test_no_limb_gets_longer(share, aside):
    """However far the pole leans, both halves of each arm meet at the elbow, hand on the pole."""
    angle = pole_angle(share)
    upper, lower = bend(angle, aside)
    shoulder, elbow, hand = joints(aside)
    above = turned(turned(elbow, upper, shoulder), sway(angle), HIP)
    below = turned(turned(elbow, lower, hand), angle)
    assert dist(above, below) < 1
    assert aside * above[0] > aside * turned(shoulder, sway(angle), HIP)[0]


@given(st.text(st.characters(codec="latin-1", exclude_categories=("Cc",)), max_size=30))
def test_a_text_is_never_wider_than_thought(text):
    """The widths that need no matplotlib are at least those that matplotlib measures."""
    for bold in (False, True):
        font = FontProperties(family=DRAWING_FONT, weight="bold" if bold else "normal", size=10)
        real, _, _ = text_to_path.get_text_width_height_descent(text, font, ismath=False)
        assert text_width(text, 10, bold=bold) >= real - 0.6


def test_other_numbers_of_quadrants_fit():
    """Six quadrants with long names of several words have each name whole, in two rows."""
    names = ("Wie ik ben", "Wat ik meedraag", "Hoe ik weeg", "Druk dichtbij", "Hoe wij werken")
    quadrants = [
        BalanceQuadrant(f"q{n}", name, (PersonFill("green"),) * 3)
        for n, name in enumerate((*names, "Van buiten"))
    ]
    first = person(["green"] * 12)
    sides = tuple(
        replace(side, quadrants=tuple(own))
        for side, own in zip(first.sides, (quadrants[:3], quadrants[3:]), strict=True)
    )
    spec = replace(first, sides=sides)
    drawing = balance_drawing(spec)
    assert clashes(drawing) == []
    drawn = " ".join(texts(drawing))
    assert all(word in drawn for name in names for word in name.split())
