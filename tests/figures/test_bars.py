"""The bars show what their spec says."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.figures import samples
from tests.figures.drawn import bounds, clashes, fills, on_axes, on_page, parsed, shapes, texts
from weerbaar.figures.bars import BarGroup, BarRow, BarsSpec, BarsWords, bars_drawing
from weerbaar.figures.fills import LEVELS, GroupFill
from weerbaar.figures.fonts import broken, text_width
from weerbaar.figures.plot import figure
from weerbaar.figures.style import INK, TONES
from weerbaar.figures.svg import svg

LONG = "Ik weet waar mijn grenzen liggen en ik spreek dat uit"


def bars(fill, label="tijd", count="9 van 23", interval=None):
    """Return four groups of three bars that are all the same."""
    told = {"title": "Staven", "description": "Uitleg", "interval": "streep"}
    groups = tuple(
        BarGroup(
            name.lower(),
            name,
            tuple(
                BarRow(f"{name.lower()}-{n}", n, label, fill, count, interval) for n in (1, 2, 3)
            ),
        )
        for name in samples.NAMES
    )
    return BarsSpec(groups, BarsWords(**samples.FILL_WORDS, **told))


def span(shape, drawing):
    """Return where a shape starts and ends, as shares of its bar."""
    left, _, right, _ = bounds(shapes(drawing, "bar-jij-1")[0])
    start, _, stop, _ = bounds(shape)
    return (start - left) / (right - left), (stop - left) / (right - left)


@settings(max_examples=25, deadline=None)
@given(st.floats(0.01, 0.99), st.floats(0.01, 0.99))
def test_red_orange_and_green_fill_the_bar(share, red_share):
    """Where colours are known they follow each other and fill the whole bar."""
    drawing = bars_drawing(bars(GroupFill(share, share, red_share=red_share)))
    drawn, border = shapes(drawing, "bar-jij-1")[:3], share * red_share
    # Green is all of the bar; what is not green lies on it.
    for shape, expected in zip(drawn, [(0, 1), (0, border), (border, share)], strict=True):
        assert span(shape, drawing) == pytest.approx(expected, abs=1e-6)
    colours = [shape.fill for shape in drawn]
    assert colours == [TONES[name].fill for name in ("green", "red", "orange")]


def test_a_band_is_threads_between_its_ends():
    """The threads of a band lie between its low and its high, on green."""
    drawing = bars_drawing(bars(GroupFill(0.2, 0.5)))
    threads = [s for s in shapes(drawing, "bar-jij-1") if s.edge == TONES["not_green"].edge]
    assert [shape.fill for shape in threads] == [TONES["not_green"].fill, "none"]
    low, high = span(threads[1], drawing)
    assert 0.2 < low < 0.25
    assert 0.45 < high < 0.5
    assert span(threads[0], drawing) == pytest.approx((0, 0.2))


def test_what_nobody_answered_is_open():
    """A statement without answers is never green."""
    drawing = bars_drawing(bars(None))
    assert fills(drawing, "bar-jij-1") == [TONES["open"].fill, TONES["open"].mark]


@pytest.mark.parametrize("level", LEVELS)
def test_a_level_is_two_coarse_steps(level):
    """Of few answers a bar shows two steps, both green when calm; the legend has it in words."""
    spec = bars(GroupFill(0, 1, level=level))
    drawing = bars_drawing(spec)
    steps = fills(drawing, "bar-jij-1")
    assert steps == [TONES["not_green" if n + 1 <= level else "green"].fill for n in range(2)]
    drawn = len(shapes(drawing, "bar-jij-1"))
    assert drawn == 2 + (level == 1.5), "what is not known has threads over it"
    assert spec.words.levels[level] in texts(drawing)


def test_a_bar_can_have_an_interval():
    """The line over a bar runs from end to end of the interval, and the legend says what it is."""
    drawing = bars_drawing(bars(GroupFill(0.4, 0.4), interval=(0.3, 0.55)))
    whisker = [s for s in shapes(drawing, "bar-jij-1") if s.edge == INK]
    assert [span(shape, drawing) for shape in whisker] == [pytest.approx((0.3, 0.55))]
    assert "streep" in texts(drawing)


@pytest.mark.parametrize("label", ["tijd", LONG, "x" * 30])
@pytest.mark.parametrize("count", ["9 van 23", "tussen de 0 en de 3 van de 23", ""])
def test_no_texts_overlap(label, count):
    """Short or long, labels, and counts leave each other room."""
    spec = bars(GroupFill(0.2, 0.5), label=label, count=count)
    assert clashes(bars_drawing(spec)) == []


def test_it_is_read_aloud_small_and_the_same_every_time():
    """The SVG has a title and a description, scales, is less than 25 kB, and never differs."""
    spec = bars(GroupFill(0.2, 0.5, tendency="mostly_red"))
    made = svg(bars_drawing(spec), prefix="mine")
    root = parsed(made)
    assert root.get("aria-labelledby") == "mine-title mine-desc"
    assert [node.text for node in root][:2] == ["Staven", "Uitleg"]
    assert root.get("width") is None
    assert len(made.encode()) < 25_000
    assert made == svg(bars_drawing(spec), prefix="mine")
    keys = [row.key for row in spec.rows()]
    assert re.findall(r'<g id="mine-bar-([^"]+)"', made) == keys


@pytest.mark.parametrize(
    "spec",
    [
        bars(GroupFill(0.4, 0.4, red_share=0.5), interval=(0.3, 0.55)),
        bars(GroupFill(0.2, 0.5)),
        bars(GroupFill(0, 1, level=1.5)),
        bars(None),
    ],
)
def test_the_page_and_the_plate_show_the_same(spec):
    """The SVG of a page and matplotlib's picture have the same shapes, colours and words."""
    drawing = bars_drawing(spec)
    assert on_page(svg(drawing, prefix="a")) == on_axes(figure(drawing))


@given(st.lists(st.text("abc", min_size=1, max_size=12), max_size=20), st.floats(60, 300))
def test_a_broken_label_loses_no_word(words, width):
    """A label is broken between words only, and a line of several words fits."""
    lines = broken(" ".join(words), width, 11.5)
    assert " ".join(lines).split() == words
    assert all(text_width(line, 11.5) <= width for line in lines if " " in line)
