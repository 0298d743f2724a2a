"""The net as SVG: read aloud, small, the same every time, legible on a phone."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO

import matplotlib as mpl
import pytest
from PIL import Image

from tests.figures import samples
from tests.figures.drawn import clashes, on_axes, on_page, parsed, words
from weerbaar.figures.fills import GroupFill, LevelFill
from weerbaar.figures.net import net_drawing
from weerbaar.figures.plot import figure, png
from weerbaar.figures.svg import svg

SVG = "{http://www.w3.org/2000/svg}"
PERSON = samples.person(["green", "orange", "red", None] * 3)
GROUP = samples.net(
    [
        GroupFill(0, 3 / 23),
        GroupFill(9 / 23, 9 / 23, red_share=4 / 9),
        GroupFill(8 / 23, 8 / 23, tendency="mostly_orange"),
        GroupFill(20 / 23, 1, tendency="mostly_red"),
        GroupFill(7 / 23, 7 / 23, tendency="mostly_orange"),
        GroupFill(5 / 23, 5 / 23),
    ]
    * 2,
    samples.words("23 mensen"),
)
LEVELS = samples.net(
    [None] * 12,
    samples.words("7 mensen"),
    {
        name.lower(): LevelFill(level)
        for name, level in zip(samples.NAMES, (0, 1, 2, None), strict=True)
    },
)


def net_svg(spec, prefix="net", layout="tall"):
    """A net as SVG."""
    return svg(net_drawing(spec, layout), prefix=prefix)


NETS = pytest.mark.parametrize("spec", [PERSON, GROUP, LEVELS], ids=["person", "group", "levels"])
LAYOUTS = pytest.mark.parametrize("layout", ["tall", "wide"])


@NETS
def test_it_has_a_name_and_a_description_for_screen_readers(spec):
    """The picture is one image, named and described by elements that exist in it."""
    root = parsed(net_svg(spec, prefix="mine"))
    assert root.get("role") == "img"
    title, desc = root.get("aria-labelledby").split()
    ids = {node.get("id"): node for node in root.iter() if node.get("id")}
    assert (ids[title].tag, ids[title].text) == (f"{SVG}title", spec.words.title)
    assert (ids[desc].tag, ids[desc].text) == (f"{SVG}desc", spec.words.description)


@NETS
def test_it_takes_the_width_of_what_it_stands_in(spec):
    """A viewBox and no width or height; no prolog and no doctype, to stand inside a page."""
    page = net_svg(spec)
    root = parsed(page)
    assert page.startswith("<svg ")
    assert root.get("viewBox").startswith("0 0 320 ")
    assert root.get("width") is None
    assert root.get("height") is None


def test_two_nets_can_stand_on_one_page():
    """With other prefixes, no id occurs in both pictures, or twice in one."""
    first, second = (re.findall(r' id="([^"]+)"', net_svg(PERSON, prefix=p)) for p in ("a", "b"))
    assert not set(first) & set(second)
    assert len(set(first)) == len(first)


@pytest.mark.parametrize("prefix", ["", "1", "a b", 'a"', "<a"])
def test_a_prefix_cannot_break_the_page(prefix):
    """A prefix that is no name is refused."""
    with pytest.raises(ValueError, match="cannot start an id"):
        net_svg(PERSON, prefix=prefix)


@NETS
@LAYOUTS
def test_the_page_and_the_plate_show_the_same(spec, layout):
    """The SVG of a page and matplotlib's picture have the same shapes, colours and words."""
    assert on_page(net_svg(spec, layout=layout)) == on_axes(figure(net_drawing(spec, layout)))


def test_every_wedge_is_a_named_group():
    """Each statement has a group named after it, and one with its symbol, which stands upright."""
    ids = re.findall(r'<g id="net-(wedge|on-wedge)-([^"]+)"', net_svg(PERSON))
    assert ids == [(kind, key) for key in samples.KEYS for kind in ("wedge", "on-wedge")]
    assert not re.search(r'<g id="net-on-[^>]*transform', net_svg(PERSON))


@NETS
@LAYOUTS
def test_it_asks_for_nothing_from_elsewhere(spec, layout):
    """No link, no script, no image, no style sheet and no font file."""
    page = net_svg(spec, layout=layout)
    assert not re.search(r"href|url\(|<style|<script|<image|@", page)
    assert page.count("http") == 1  # the name of SVG itself


@pytest.mark.parametrize(
    "fill",
    [
        GroupFill(0.4, 0.4, red_share=0.5),
        GroupFill(0.3, 0.6, tendency="mostly_red"),
        GroupFill(0, 1, level=1),
    ],
)
def test_a_crowded_group_is_small_too(fill):
    """Twelve wedges with everything that a wedge can hold are less than 25 kB."""
    assert len(net_svg(samples.net([fill] * 12, samples.words("23 mensen"))).encode()) < 25_000


@NETS
@LAYOUTS
def test_it_is_small(spec, layout):
    """A picture is less than 25 kB."""
    assert len(net_svg(spec, layout=layout).encode()) < 25_000


@NETS
def test_the_bytes_are_the_same_every_time(spec):
    """The same spec gives the same SVG and the same PNG, whatever was set for other figures."""
    page, image = net_svg(spec), png(net_drawing(spec), 320)
    with mpl.rc_context({"font.size": 20, "savefig.bbox": "tight", "svg.fonttype": "path"}):
        assert net_svg(spec) == page
        assert png(net_drawing(spec), 320) == image


@NETS
@LAYOUTS
def test_no_texts_overlap_on_a_phone(spec, layout):
    """At 320 pixels no text lies on another or falls off the picture."""
    assert clashes(net_drawing(spec, layout)) == []


def test_labels_of_sixteen_characters_fit_on_a_phone(monkeypatch):
    """The longest labels that are promised to fit do not meet in the middle."""
    long = tuple(("verantwoordingen", "bestuurscultuurs", "x") for _ in samples.SHORTS)
    monkeypatch.setattr(samples, "SHORTS", long)
    assert clashes(net_drawing(samples.person(["green"] * 12))) == []


def test_how_many_shared_is_read_from_a_distance():
    """In the middle the words below the number are hardly smaller than those of the lists."""
    spec = samples.person(["green"] * 12)
    told = replace(spec, words=replace(spec.words, centre="23 mensen deelden"))
    hub = net_svg(told, prefix="net").split('id="net-hub"')[1]
    sizes = [float(size) for size in re.findall(r'font-size="([\d.]+)', hub.split("</g>")[0])]
    assert len(sizes) == 3
    assert min(sizes) >= 8


def test_texts_are_taken_literally():
    """Dollar signs, angle brackets and ampersands come through as they are."""
    spec = samples.net([None] * 12, samples.words("$x_1$ <b>&amp;"))
    texts = [node.text for node in parsed(net_svg(spec)).iter(f"{SVG}text")]
    assert texts[:2] == ["$x_1$", "<b>&amp;"]


@NETS
def test_texts_stay_texts(spec):
    """Every label is in the SVG as text, to be selected and enlarged."""
    texts = {node.text for node in parsed(net_svg(spec)).iter(f"{SVG}text")}
    assert set(samples.NAMES) | {side.name for side in samples.SIDES} <= texts
    assert {wedge.short for wedge in spec.wedges()} <= texts


@pytest.mark.parametrize("width", [320, 1000, 1920])
def test_a_png_has_the_width_that_was_asked_for(width):
    """An image for a slide is exactly as wide as asked."""
    assert Image.open(BytesIO(png(net_drawing(PERSON, "wide"), width))).width == width


def test_a_person_and_a_group_stand_at_one_height():
    """Side by side, both discs and all labels are level with each other."""
    person, group = (
        {line.text: line.y for line in words(net_drawing(spec))} for spec in (PERSON, GROUP)
    )
    labels = {*samples.NAMES, *(side.name for side in samples.SIDES), "zelfbeeld", "media"}
    assert {name: person[name] for name in labels} == {name: group[name] for name in labels}
