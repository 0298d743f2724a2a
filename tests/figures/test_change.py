"""Then and now shows what its spec says, in shapes that differ without colours, on any width."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.figure import Figure

from tests.figures.drawn import (
    clashes,
    fills,
    on_axes,
    on_page,
    parsed,
    shapes,
    texts,
    words,
)
from tests.figures.test_style import luminance
from weerbaar.figures.change import (
    NOW,
    THEN,
    THICK,
    ChangeRow,
    ChangeSpec,
    ChangeWords,
    Reach,
    Tick,
    change_drawing,
    change_frame,
)
from weerbaar.figures.plot import draw, figure, png
from weerbaar.figures.svg import svg

LAYOUTS = pytest.mark.parametrize("layout", ["narrow", "wide"])
NAMES = ("Jij", "Startpunt", "Sociaal", "Omgeving")
WORDS = ChangeWords(
    title="Toen en nu",
    description="Vier vlakken.",
    then="toen",
    now="nu",
    axis="deel van de antwoorden dat niet groen is",
    known="hier ligt het cijfer",
    wider="ruimte voor één persoon",
    nothing="te weinig antwoorden",
)
TICKS = (Tick(0, "0%"), Tick(0.5, "50%"), Tick(1, "100%"))


def change(then, now, verdict="unsure", said="niet te zeggen"):
    """Four quadrants that are all the same."""
    rows = tuple(ChangeRow(n.lower(), n, then, now, verdict, said) for n in NAMES)
    return ChangeSpec(rows, (0.25, 0.5, 0.75), TICKS, WORDS)


def exact(share, room=0.0):
    """A share that is known, with room to both sides."""
    return Reach(share, share, max(0, share - room), min(1, share + room))


reaches = st.lists(st.floats(0, 1), min_size=4, max_size=4).map(
    lambda ends: Reach(*(sorted(ends)[i] for i in (1, 2, 0, 3)))
)


@settings(max_examples=20, deadline=None)
@given(reaches, reaches)
def test_each_range_lies_where_it_should(then, now):
    """The dark bar runs from low to high, the light one from least to most; points become dots."""
    drawing, size = change_drawing(change(then, now)), change_frame(WORDS, "narrow")
    for reach, tone in ((then, THEN), (now, NOW)):
        for colour, low, high in (
            (tone.fill, reach.low, reach.high),
            (tone.mark, reach.least, reach.most),
        ):
            # A lane is white too: the bar is the last shape of its colour.
            pill = [shape for shape in shapes(drawing, "change-jij") if shape.fill == colour][-1]
            ends = [points[-1][0] for _, points in pill.contour.curved().steps if points]
            short = max(0.0, THICK - (size.x(high) - size.x(low))) / 2
            assert min(ends) == pytest.approx(size.x(low) - short, abs=1e-6)
            assert max(ends) == pytest.approx(size.x(high) + short, abs=1e-6)


def test_then_and_now_differ_without_colour():
    """Then is hollow with an edge, now is solid: far apart in lightness, as are their edges."""
    assert luminance(THEN.fill) - luminance(NOW.fill) > 0.7
    assert THEN.edge != THEN.fill
    assert NOW.edge == NOW.fill


def test_only_a_verdict_has_an_arrow():
    """An arrow from then to now is drawn where one is higher or lower, never when unsure."""
    then, now = exact(0.2, 0.05), exact(0.7, 0.05)
    drawings = {v: change_drawing(change(then, now, v)) for v in ("unsure", "higher", "lower")}
    count = {verdict: len(shapes(drawn, "change-jij")) for verdict, drawn in drawings.items()}
    assert count["higher"] == count["lower"] == count["unsure"] + 2
    assert {verdict: texts(drawn).count("?") for verdict, drawn in drawings.items()} == {
        "unsure": len(NAMES),
        "higher": 0,
        "lower": 0,
    }


def test_what_is_not_known_is_an_empty_lane_with_a_word():
    """Nothing known draws no bar and says so, then or now."""
    drawing = change_drawing(change(None, exact(0.4)))
    assert THEN.mark not in fills(drawing, "change-jij")
    assert texts(drawing).count(WORDS.nothing) == len(NAMES)


@LAYOUTS
@pytest.mark.parametrize("said", ["meer niet groen", "veel minder niet groen dan de vorige keer"])
@pytest.mark.parametrize("then", [None, exact(0.4, 0.1)])
def test_no_texts_overlap(layout, said, then):
    """Short or long, names, verdicts, labels and legend leave each other room."""
    spec = change(then, exact(0.9, 0.1), "higher", said)
    assert clashes(change_drawing(spec, layout)) == []


def test_it_is_read_from_the_last_chair():
    """In 470 pixels of a screen no letter is smaller than 15 pixels."""
    drawing = change_drawing(change(exact(0.2), exact(0.7), "higher", "meer groen dan toen"))
    assert min(line.size for line in words(drawing)) * 470 / drawing.width > 15


@LAYOUTS
def test_it_is_read_aloud_small_and_the_same_every_time(layout):
    """The SVG has a title and a description, scales, is small, and never differs."""
    spec = change(exact(0.2, 0.05), exact(0.7, 0.05), "higher", "meer niet groen")
    made = svg(change_drawing(spec, layout), prefix="mine")
    root = parsed(made)
    assert root.get("aria-labelledby") == "mine-title mine-desc"
    assert [node.text for node in root][:2] == [WORDS.title, WORDS.description]
    assert root.get("width") is None
    assert len(made.encode()) < 15_000
    assert made == svg(change_drawing(spec, layout), prefix="mine")


@LAYOUTS
@pytest.mark.parametrize("verdict", ["higher", "unsure"])
def test_the_page_and_the_plate_show_the_same(layout, verdict):
    """The SVG of a page and matplotlib's picture have the same shapes, colours and words."""
    drawing = change_drawing(
        change(None if verdict == "unsure" else exact(0.2), exact(0.7)), layout
    )
    assert on_page(svg(drawing, prefix="a")) == on_axes(figure(drawing))


def test_it_can_be_drawn_on_given_axes_and_as_an_image():
    """Slides and documents take it too."""
    drawing = change_drawing(change(exact(0.2), exact(0.7)), "wide")
    made = Figure(figsize=(6, 4))
    axes = made.add_subplot(1, 2, 1)
    draw(axes, drawing)
    assert {"change-jij", "axis", "legend"} <= {one.get_gid() for one in axes.get_children()}
    assert png(drawing, 300)[:4] == b"\x89PNG"


@pytest.mark.parametrize(
    "make",
    [
        lambda: Reach(0.5, 0.4, 0.3, 0.6),
        lambda: Reach(0.4, 0.5, 0.45, 0.6),
        lambda: Reach(0.4, 0.5, 0.3, 1.2),
        lambda: ChangeRow("jij", "Jij", None, None, "better", ""),
        lambda: ChangeRow("niet goed", "Jij", None, None, "unsure", ""),
    ],
)
def test_what_cannot_be_is_refused(make):
    """A range that runs backwards, a verdict or a key that is none: a ValueError."""
    with pytest.raises(ValueError, match=r".+"):
        make()
