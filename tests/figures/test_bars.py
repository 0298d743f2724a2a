"""The bars show what their spec says, and stay legible on a phone."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.figures import samples
from tests.figures.drawn import clashes, fills, parsed, patches
from weerbaar.figures.bars import bars_figure, bars_svg
from weerbaar.figures.bars_layout import broken, narrow
from weerbaar.figures.bars_spec import BarGroup, BarRow, BarsSpec, BarsWords
from weerbaar.figures.net_spec import LEVELS, GroupFill, LevelFill
from weerbaar.figures.pen import text_width
from weerbaar.figures.style import TONES

LAYOUTS = pytest.mark.parametrize("layout", ["narrow", "wide"])
LONG = "Ik weet waar mijn grenzen liggen en ik spreek dat uit"


def bars(fill, level=None, label="tijd", count="9 van 23", skips="2 sloegen over"):
    """Return four groups of three bars that are all the same."""
    plain = samples.words()
    names = ("green", "orange", "red", "open", "not_green", "band", "tendencies", "levels")
    words = BarsWords(**{n: getattr(plain, n) for n in names}, title="Staven", description="Uitleg")
    groups = tuple(
        BarGroup(
            name.lower(),
            name,
            tuple(BarRow(f"{name.lower()}-{n}", n, label, fill, count, skips) for n in range(1, 4)),
            level,
        )
        for name in samples.NAMES
    )
    return BarsSpec(groups, words)


def span(patch, spec):
    """Return where a shape starts and ends, as shares of the bar."""
    bar = narrow(spec, text_width).bars[0]
    xs = patch.get_path().vertices[patch.get_path().codes != patch.get_path().CLOSEPOLY][:, 0]
    return (xs.min() - bar.x) / bar.width, (xs.max() - bar.x) / bar.width


@settings(max_examples=25, deadline=None)
@given(st.floats(0.01, 0.99), st.floats(0.01, 0.99))
def test_red_orange_and_green_fill_the_bar(share, red_share):
    """Where colours are known they follow each other and fill the whole bar."""
    spec = bars(GroupFill(share, share, red_share=red_share))
    first = patches(bars_figure(spec), "bar-jij-1")[:3]
    border = share * red_share
    for patch, expected in zip(first, [(0, border), (border, share), (share, 1)], strict=True):
        assert span(patch, spec) == pytest.approx(expected, abs=1e-6)
    colours = fills(bars_figure(spec), "bar-jij-1")[:3]
    assert colours == [TONES[name].fill for name in ("red", "orange", "green")]


def test_a_band_is_threads_between_its_ends():
    """The threads of a band lie between its low and its high, on green."""
    spec = bars(GroupFill(0.2, 0.5))
    figure = bars_figure(spec)
    threads = [p for p in patches(figure, "bar-jij-1") if p.get_linewidth() == pytest.approx(1.25)]
    low, high = span(threads[0], spec)
    assert len(threads) == 1
    assert 0.2 < low < 0.25
    assert 0.45 < high < 0.5
    colours = fills(figure, "bar-jij-1")
    assert colours[:2] == [TONES["not_green"].fill, TONES["green"].fill]


def test_what_nobody_answered_is_open():
    """A statement without answers is never green."""
    figure = bars_figure(bars(None))
    assert fills(figure, "bar-jij-1") == [TONES["open"].fill, TONES["open"].mark]


@pytest.mark.parametrize("level", LEVELS)
def test_a_level_is_one_coarse_bar_for_a_quadrant(level):
    """A small group shows two steps per quadrant, both green when calm; in words too."""
    spec = bars(None, LevelFill(level))
    figure = bars_figure(spec)
    steps = fills(figure, "quadrant-jij")
    assert steps == [TONES["not_green" if n + 1 <= level else "green"].fill for n in range(2)]
    drawn = len(patches(figure, "quadrant-jij"))
    assert drawn == 2 + (level == 1.5), "what is not known has threads over it"
    assert not patches(figure, "bar-jij-1")
    texts = [text.get_text() for text in figure.axes[0].texts]
    assert texts.count(spec.words.levels[level]) == len(samples.NAMES) + 1  # and the legend


@LAYOUTS
@pytest.mark.parametrize("label", ["tijd", LONG, "x" * 30])
@pytest.mark.parametrize("count", ["9 van 23", "tussen de 0 en de 3 van de 23", ""])
def test_no_texts_overlap(layout, label, count):
    """Short or long, labels, counts and skips leave each other room."""
    spec = bars(GroupFill(0.2, 0.5), label=label, count=count)
    assert clashes(bars_figure(spec, layout=layout)) == []


@LAYOUTS
def test_it_is_read_aloud_small_and_the_same_every_time(layout):
    """The SVG has a title and a description, scales, is less than 25 kB, and never differs."""
    spec = bars(GroupFill(0.2, 0.5, tendency="mostly_red"))
    svg = bars_svg(spec, layout=layout, prefix="mine")
    root = parsed(svg)
    assert root.get("aria-labelledby") == "mine-title mine-desc"
    assert [node.text for node in root][:2] == ["Staven", "Uitleg"]
    assert root.get("width") is None
    assert len(svg.encode()) < 25_000
    assert svg == bars_svg(spec, layout=layout, prefix="mine")
    keys = [row.key for group in spec.groups for row in group.rows]
    assert re.findall(r'<g id="mine-bar-([^"]+)"', svg) == keys


@given(st.lists(st.text("abc", min_size=1, max_size=12), max_size=20), st.floats(60, 300))
def test_a_broken_label_loses_no_word(words, width):
    """A label is broken between words only, and a line of several words fits."""
    lines = broken(" ".join(words), width, text_width)
    assert " ".join(lines).split() == words
    assert all(text_width(line, 11.5) <= width for line in lines if " " in line)
