"""Then and now shows what its spec says, in shapes that differ without colours, on any width."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.figure import Figure

from tests.figures.drawn import clashes, fills, parsed, patches
from tests.figures.test_style import luminance
from weerbaar.figures.change import NOW, THEN, change_figure, change_png, change_svg, draw_change
from weerbaar.figures.change_layout import LAYOUTS as PLACES
from weerbaar.figures.change_layout import MARK
from weerbaar.figures.change_spec import ChangeRow, ChangeSpec, ChangeWords, Reach, Tick
from weerbaar.figures.pen import text_width

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


def change(then, now, verdict="unsure", words="niet te zeggen"):
    """Four quadrants that are all the same."""
    rows = tuple(ChangeRow(n.lower(), n, then, now, verdict, words) for n in NAMES)
    return ChangeSpec(rows, (0.25, 0.5, 0.75), TICKS, WORDS)


def exact(share, room=0.0):
    """A share that is known, with room to both sides."""
    return Reach(share, share, max(0, share - room), min(1, share + room))


def spans(figure, spec, colour, layout):
    """Where the shapes of a colour begin and end in the first row, as shares."""
    places = PLACES[layout](spec, text_width)
    width = places.right - places.left
    found = []
    for patch in patches(figure, f"change-{spec.rows[0].key}"):
        if fills_one(patch) == colour:
            xs = patch.get_path().vertices[:-1, 0]
            found.append(((xs.min() - places.left) / width, (xs.max() - places.left) / width))
    return found


def fills_one(patch):
    """The colour of one shape."""
    from matplotlib.colors import to_hex

    return to_hex(patch.get_facecolor()).upper()


reaches = st.lists(st.floats(0, 1), min_size=4, max_size=4).map(
    lambda ends: Reach(*(sorted(ends)[i] for i in (1, 2, 0, 3)))
)


@settings(max_examples=20, deadline=None)
@given(reaches, reaches)
def test_each_range_lies_where_it_should(then, now):
    """The dark bar runs from low to high, the light one from least to most; points become dots."""
    spec = change(then, now)
    figure = change_figure(spec)
    places = PLACES["narrow"](spec, text_width)
    dot = MARK / (places.right - places.left)
    for reach, tone in ((then, THEN), (now, NOW)):
        for colour, low, high in (
            (tone.fill, reach.low, reach.high),
            (tone.mark, reach.least, reach.most),
        ):
            # A lane is white too: the bar is the last shape of its colour.
            left, right = spans(figure, spec, colour.upper(), "narrow")[-1]
            short = max(0.0, dot - (high - low)) / 2
            assert left == pytest.approx(low - short, abs=1e-6)
            assert right == pytest.approx(high + short, abs=1e-6)


def test_then_and_now_differ_without_colour():
    """Then is hollow with an edge, now is solid: far apart in lightness, as are their edges."""
    assert luminance(THEN.fill) - luminance(NOW.fill) > 0.7
    assert THEN.edge != THEN.fill
    assert NOW.edge == NOW.fill


def test_only_a_verdict_has_an_arrow():
    """An arrow from then to now is drawn where one is higher or lower, never when unsure."""
    then, now = exact(0.2, 0.05), exact(0.7, 0.05)
    shapes = {
        verdict: len(patches(change_figure(change(then, now, verdict)), "change-jij"))
        for verdict in ("unsure", "higher", "lower")
    }
    assert shapes["higher"] == shapes["lower"] == shapes["unsure"] + 2
    texts = [t.get_text() for t in change_figure(change(then, now)).axes[0].texts]
    assert texts.count("?") == len(NAMES)


def test_what_is_not_known_is_an_empty_lane_with_a_word():
    """Nothing known draws no bar and says so, then or now."""
    figure = change_figure(change(None, exact(0.4)))
    assert THEN.mark.upper() not in fills(figure, "change-jij")
    texts = [text.get_text() for text in figure.axes[0].texts]
    assert texts.count(WORDS.nothing) == len(NAMES)


@LAYOUTS
@pytest.mark.parametrize("words", ["meer niet groen", "veel minder niet groen dan de vorige keer"])
@pytest.mark.parametrize("then", [None, exact(0.4, 0.1)])
def test_no_texts_overlap(layout, words, then):
    """Short or long, names, verdicts, labels and legend leave each other room."""
    spec = change(then, exact(0.9, 0.1), "higher", words)
    assert clashes(change_figure(spec, layout=layout)) == []


@LAYOUTS
def test_it_is_read_aloud_small_and_the_same_every_time(layout):
    """The SVG has a title and a description, scales, is small, and never differs."""
    spec = change(exact(0.2, 0.05), exact(0.7, 0.05), "higher", "meer niet groen")
    svg = change_svg(spec, layout=layout, prefix="mine")
    root = parsed(svg)
    assert root.get("aria-labelledby") == "mine-title mine-desc"
    assert [node.text for node in root][:2] == [WORDS.title, WORDS.description]
    assert root.get("width") is None
    assert len(svg.encode()) < 15_000
    assert svg == change_svg(spec, layout=layout, prefix="mine")


def test_it_can_be_drawn_on_given_axes_and_as_an_image():
    """Slides and documents take it too."""
    spec = change(exact(0.2), exact(0.7))
    figure = Figure(figsize=(6, 4))
    draw_change(figure.add_subplot(1, 2, 1), spec, layout="wide")
    assert patches(figure, "change-jij")
    assert change_png(spec, 300)[:4] == b"\x89PNG"


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
