"""The net shows what its spec says, and nothing else."""

from __future__ import annotations

from math import atan2, degrees, hypot

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.figures import samples
from tests.figures.drawn import corners, fills, shapes
from weerbaar.figures.fills import COLOURS, LEVELS, GroupFill, LevelFill
from weerbaar.figures.net import net_drawing
from weerbaar.figures.net_layout import HUB, RADIUS, sectors, share_radius, side_arcs, tall
from weerbaar.figures.net_spec import NetSpec, QuadrantSpec, SideSpec, WedgeSpec
from weerbaar.figures.style import TONES

COLOUR = st.sampled_from([*COLOURS, None])
SHEET = st.lists(COLOUR, min_size=12, max_size=12)
SHARE = st.floats(0.01, 0.99)


def drawn_group(fill, place=0):
    """Return the drawing of a group and the name of the one wedge that is filled."""
    others = [GroupFill(0, 0)] * 12
    others[place] = fill
    return net_drawing(samples.net(others)), f"wedge-{samples.KEYS[place]}"


def reach(shape, spec):
    """Return the least and greatest distance of a shape to the centre of the disc."""
    x, y = tall(spec).centre
    distances = [hypot(px - x, py - y) for px, py in corners(shape)]
    return min(distances), max(distances)


@settings(max_examples=12, deadline=None)
@given(SHEET)
def test_every_wedge_has_the_colour_and_symbol_of_its_answer(sheet):
    """On any sheet, each wedge is filled with its answer's colour and carries its symbol."""
    drawing = net_drawing(samples.person(sheet))
    for key, colour in zip(samples.KEYS, sheet, strict=True):
        tone = TONES[colour or "open"]
        assert fills(drawing, f"wedge-{key}") == [tone.fill]
        assert fills(drawing, f"on-wedge-{key}") == [tone.mark]


@settings(max_examples=12, deadline=None)
@given(SHEET)
def test_what_is_not_answered_is_never_green(sheet):
    """A skipped statement has no green, in the disc or in the list, and a dashed edge."""
    drawing = net_drawing(samples.person(sheet))
    for key, colour in zip(samples.KEYS, sheet, strict=True):
        if colour is None:
            part = f"wedge-{key}"
            assert TONES["green"].fill not in fills(drawing, part) + fills(drawing, f"item-{key}")
            assert any(shape.dash for shape in shapes(drawing, part))


def test_the_list_repeats_each_symbol():
    """Beside each label stands the symbol of the answer, so that no colour has to be matched."""
    drawing = net_drawing(samples.person(["green", "orange", "red"] * 4))
    sizes = {
        colour: len(corners(shapes(drawing, f"item-{key}")[0]))
        for key, colour in zip(samples.KEYS, ["green", "orange", "red"], strict=False)
    }
    assert len(set(sizes.values())) == len(COLOURS)


def test_the_wedges_share_the_circle():
    """Twelve wedges of 30 degrees follow each other round the whole disc."""
    wedges, _ = sectors(samples.person([None] * 12))
    assert list(wedges) == list(samples.KEYS)
    assert [sector.span for sector in wedges.values()] == [30] * 12
    starts = [sector.start for sector in wedges.values()]
    assert starts == [-90 + 30 * place for place in range(12)]


@pytest.mark.parametrize("place", range(12))
def test_a_wedge_is_drawn_within_its_angles(place):
    """The shape of each wedge stays between its two spokes and reaches to both."""
    spec = samples.person(["red"] * 12)
    key = samples.KEYS[place]
    x, y = tall(spec).centre
    contour = shapes(net_drawing(spec), f"wedge-{key}")[0]
    sector = sectors(spec)[0][key]
    turns = [
        (degrees(atan2(px - x, y - py)) - sector.start + 180) % 360 - 180
        for px, py in corners(contour)
    ]
    assert 0 < min(turns) < 6
    assert sector.span - 6 < max(turns) < sector.span
    assert reach(contour, spec) == pytest.approx((HUB, RADIUS))


def test_each_side_is_the_half_with_its_own_quadrants():
    """The awareness arc spans Jij and Startpunt above, the acting arc the other two below."""
    spec = samples.person([None] * 12)
    _, quadrants = sectors(spec)
    arcs = {key: sector for key, _, sector in side_arcs(spec)}
    for side in samples.SIDES:
        assert arcs[side.key].span == 180
        for key in side.quadrants:
            assert arcs[side.key].start <= quadrants[key].start
            assert quadrants[key].stop <= arcs[side.key].stop
    assert arcs["awareness"].middle == 0
    assert arcs["acting"].middle == 180


@settings(max_examples=25, deadline=None)
@given(SHARE, SHARE)
def test_red_then_orange_fill_the_share_that_is_not_green(share, red_share):
    """Where colours are known, red and orange cover just their part of the wedge's area."""
    drawing, part = drawn_group(GroupFill(share, share, red_share=red_share))
    spec = samples.net([None] * 12)
    by_colour = {
        shape.fill: reach(shape, spec)
        for shape in shapes(drawing, part)
        if shape.fill in (TONES["red"].fill, TONES["orange"].fill)
    }
    red, orange = by_colour[TONES["red"].fill], by_colour[TONES["orange"].fill]
    assert red == pytest.approx((HUB, share_radius(share * red_share)))
    assert orange == pytest.approx((red[1], share_radius(share)))


@settings(max_examples=25, deadline=None)
@given(st.floats(0, 0.95), st.floats(0.05, 1))
def test_a_band_is_threads_from_its_low_to_its_high(low, width):
    """Every thread of a band lies between its ends, and what is certain is solid up to its low."""
    high = min(1, low + width)
    drawing, part = drawn_group(GroupFill(low, high))
    spec = samples.net([None] * 12)
    edge = TONES["not_green"].edge
    threads = [p for p in shapes(drawing, part) if _edge_only(p) == edge]
    inner, outer = reach(threads[0], spec)
    assert len(threads) == 1
    assert share_radius(low) < inner < outer < share_radius(high)
    assert inner - share_radius(low) < (share_radius(high) - share_radius(low)) / 3
    solid = [
        reach(shape, spec)[1]
        for shape in shapes(drawing, part)
        if shape.fill == TONES["not_green"].fill
    ]
    assert solid == ([pytest.approx(share_radius(low))] if low else [])


def test_an_exact_share_has_no_band():
    """Threads stand for doubt only: an exact share has none."""
    drawing, part = drawn_group(GroupFill(0.4, 0.4))
    edge = TONES["not_green"].edge
    assert not [shape for shape in shapes(drawing, part) if _edge_only(shape) == edge]


@pytest.mark.parametrize("level", LEVELS)
def test_a_level_fills_none_one_or_two_rings_of_a_whole_quadrant(level):
    """A small group shows two rings over a quadrant, both green when it is calm; no wedge."""
    spec = samples.net([None] * 12, levels={"jij": LevelFill(level)})
    drawing = net_drawing(spec)
    rings = fills(drawing, "quadrant-jij")
    assert rings == [TONES["not_green" if n + 1 <= level else "green"].fill for n in range(2)]
    edge = TONES["not_green"].edge
    threads = [p for p in shapes(drawing, "quadrant-jij") if _edge_only(p) == edge]
    assert len(threads) == (level == 1.5), "what is not known is a band"
    assert not shapes(drawing, f"wedge-{samples.KEYS[0]}")


def test_a_quadrant_without_answers_is_open():
    """A small group's quadrant that nobody answered is drawn open, not as little attention."""
    drawing = net_drawing(samples.net([None] * 12, levels={"jij": LevelFill(None)}))
    assert fills(drawing, "quadrant-jij") == [TONES["open"].fill]
    assert fills(drawing, "on-quadrant-jij") == [TONES["open"].mark]


@given(st.floats(0, 1), st.floats(0, 1))
def test_area_is_true(share, other):
    """Coloured area is in proportion to the share, so that areas of wedges can be compared."""
    whole = RADIUS**2 - HUB**2
    difference = share_radius(share) ** 2 - share_radius(other) ** 2
    assert difference / whole == pytest.approx(share - other, abs=1e-9)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(1, 5), min_size=2, max_size=6), st.sampled_from(["tall", "wide"]))
def test_other_instruments_fit_the_same_disc(sizes, layout):
    """Two to six quadrants of one to five statements are drawn by the same code."""
    quadrants = tuple(
        QuadrantSpec(
            f"q{index}",
            f"Vlak {index}",
            tuple(WedgeSpec(f"q{index}-{n}", n, "kort", GroupFill(0.5, 0.5)) for n in range(size)),
        )
        for index, size in enumerate(sizes)
    )
    sides = (SideSpec("one", "een", ("q0",)), SideSpec("two", "twee", ("q1",)))
    spec = NetSpec(quadrants, sides, samples.words())
    drawing = net_drawing(spec, layout)
    assert all(shapes(drawing, f"wedge-{wedge.key}") for wedge in spec.wedges())
    wedges, _ = sectors(spec)
    assert sum(sector.span for sector in wedges.values()) == pytest.approx(360)


def _edge_only(shape):
    return shape.edge if shape.fill == "none" else ""
