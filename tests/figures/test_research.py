"""Pictures of many sessions: what is drawn lies where figures say, and no text covers another."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from matplotlib.colors import to_hex

from tests.figures import samples
from tests.figures.drawn import clashes, parsed, patches
from weerbaar.figures.bars import bars_figure
from weerbaar.figures.bars_layout import narrow
from weerbaar.figures.bars_spec import BarGroup, BarRow, BarsSpec, BarsWords
from weerbaar.figures.canvas import filled
from weerbaar.figures.dots import MARKS, dots_size, draw_dots
from weerbaar.figures.dots_layout import laid_out
from weerbaar.figures.dots_spec import Dot, DotRow, DotsSpec, DotsWords
from weerbaar.figures.net_spec import GroupFill
from weerbaar.figures.panels import draw_panels, panels_size
from weerbaar.figures.panels_spec import Panel, PanelRow, PanelsSpec, PanelsWords
from weerbaar.figures.pen import text_width
from weerbaar.figures.plate import PlateWords, on_plate
from weerbaar.figures.style import INK, TONES

WORDS = PlateWords("Titel van het beeld", "GESIMULEERD", ("Een zin.", "Nog een zin."), "Uitleg")


def dots(*shares, interval=0.08, note="+3"):
    """Two rows with the same shares, one dot for each moment."""
    row = tuple(
        None if s is None else Dot(s, (max(0, s - interval), min(1, s + interval))) for s in shares
    )
    rows = (DotRow("a", "Bewustzijn", row, note, is_heading=True), DotRow("b", "Jij", row, note))
    ticks = ("0 %", "25 %", "50 %", "75 %", "100 %")
    words = DotsWords("Verandering", "Uitleg", "deel", ticks, "verborgen", "interval", "verschil")
    return DotsSpec(rows, tuple(f"meting {n}" for n in range(1, len(shares) + 1)), words)


def panels(count=3, value=0.4, reference=0.3):
    """Some panels with the four quadrants, all the same."""
    rows = tuple(
        PanelRow(name.lower(), name, value, (max(0, value - 0.1), min(1, value + 0.1)), reference)
        for name in samples.NAMES
    )
    made = tuple(Panel(f"g{n}", f"Groep {n}", "12 sessies", rows) for n in range(count))
    gone = Panel("gone", "Fractie", "niet getoond: te weinig mensen", ())
    names = ("Panelen", "Uitleg", "groen", "niet groen", "verborgen", "interval", "alle", "{n} %")
    return PanelsSpec((*made, gone), PanelsWords(*names))


def middle(patch):
    """Where the middle of a shape lies."""
    box = patch.get_path().get_extents()
    return (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2


@pytest.mark.parametrize("shares", [(0.1, 0.3), (0.0, 0.9, 0.5), (0.02, 0.4, 0.3, 0.2)])
def test_a_dot_lies_at_its_share_on_an_axis_from_zero(shares):
    """Dots lie where the axis says, nothing lies at its left end, and moments follow downwards."""
    spec = dots(*shares)
    made = filled(*dots_size(spec), lambda a: draw_dots(a, spec))
    places = laid_out(spec, text_width)
    marks = [p for p in patches(made, "row-a") if p.get_linewidth() == pytest.approx(1.6)]
    assert len(marks) == len(shares)
    found = [middle(mark) for mark in marks]
    width = (places.right - places.left) / places.most
    assert [(x - places.left) / width for x, _ in found] == pytest.approx(list(shares), abs=1e-6)
    assert [y for _, y in found] == sorted(y for _, y in found)
    assert places.x(0) == places.left
    zero = patches(made, "axis")[0]
    assert to_hex(zero.get_edgecolor()).upper() == INK
    assert middle(zero)[0] == pytest.approx(places.left)


def test_moments_are_told_apart_without_colour():
    """Each moment has a mark of its own by shape and filling."""
    assert len({(shape.svg(), fill) for shape, fill, _ in MARKS}) == len(MARKS)


def test_a_hidden_dot_is_a_word():
    """Where a share is hidden there is a word and no mark."""
    spec = dots(None, 0.4)
    made = filled(*dots_size(spec), lambda a: draw_dots(a, spec))
    marks = [p for p in patches(made, "row-a") if p.get_linewidth() == pytest.approx(1.6)]
    assert len(marks) == 1
    assert [t.get_text() for t in made.axes[0].texts].count("verborgen") == 2


@pytest.mark.parametrize("value", [0.02, 0.4, 0.98])
def test_a_panel_shows_its_share_and_what_it_is_compared_with(value):
    """The border between not green and green lies at the share; the mark at that of all."""
    spec = panels(1, value=value, reference=0.3)
    spec = replace(
        spec,
        panels=tuple(
            replace(p, rows=tuple(replace(r, interval=None) for r in p.rows)) for p in spec.panels
        ),
    )
    made = filled(*panels_size(spec), lambda a: draw_panels(a, spec))
    drawn = patches(made, "panel-g0")
    fills = {name: TONES[name].fill.lower() for name in ("not_green", "green")}
    boxes = {
        name: [p for p in drawn if to_hex(p.get_facecolor()) == c] for name, c in fills.items()
    }
    left, right = (boxes[name][0].get_path().get_extents() for name in ("not_green", "green"))
    width = right.x1 - left.x0
    assert (left.x1 - left.x0) / width == pytest.approx(value)
    notches = [p for p in drawn if to_hex(p.get_facecolor()).upper() == INK]
    assert len(notches) == 2 * 4
    for notch in notches:
        assert (middle(notch)[0] - left.x0) / width == pytest.approx(0.3)


def test_a_group_that_is_not_shown_has_a_place_and_no_bar():
    """A refused group keeps its name and its reason, and nothing that looks like a figure."""
    spec = panels(2)
    made = filled(*panels_size(spec), lambda a: draw_panels(a, spec))
    (line,) = patches(made, "panel-gone")
    assert line.get_linestyle() != "-"
    assert "Fractie" in [t.get_text() for t in made.axes[0].texts]


def test_a_bar_can_have_an_interval():
    """The line over a bar runs from end to end of the interval, and the legend says what it is."""
    plain = samples.words()
    names = ("green", "orange", "red", "open", "not_green", "band", "tendencies", "levels")
    words = BarsWords(
        **{n: getattr(plain, n) for n in names}, title="t", description="d", interval="streep"
    )
    row = BarRow("x", 1, "stelling", GroupFill(0.4, 0.4), "40 %", interval=(0.3, 0.55))
    spec = BarsSpec((BarGroup("g", "Vlak", (row,)),), words)
    made, bar = bars_figure(spec), narrow(spec, text_width).bars[0]
    whisker = patches(made, "bar-x")[-1].get_path().get_extents()
    ends = (whisker.x0 - bar.x) / bar.width, (whisker.x1 - bar.x) / bar.width
    assert ends == pytest.approx((0.3, 0.55))
    assert "streep" in [t.get_text() for t in made.axes[0].texts]


PICTURES = {
    "dots": lambda: filled(*dots_size(dots(0, 0, 0)), lambda a: draw_dots(a, dots(0.2, 0.3, 0.4))),
    "panels": lambda: filled(*panels_size(panels()), lambda a: draw_panels(a, panels())),
}


@pytest.mark.parametrize("name", PICTURES)
def test_no_text_covers_another(name):
    """All texts stand free of each other and within the picture."""
    assert clashes(PICTURES[name]()) == []


def plate(mark="GESIMULEERD"):
    """A picture of dots on a plate."""
    spec = dots(0.2, 0.4)
    words = replace(WORDS, mark=mark)
    return on_plate(lambda axes: draw_dots(axes, spec), dots_size(spec), words, name="proef")


def test_a_plate_holds_title_mark_and_caption():
    """Title, mark and every sentence of the caption stand around the picture, free of it."""
    picture = plate()
    around = {text.get_text() for text in picture.figure.axes[1].texts}
    assert around == {WORDS.title, WORDS.mark, *WORDS.caption}
    inside, canvas = picture.figure.axes[0].get_position(), picture.figure.axes[1]
    height = canvas.get_ylim()[0]
    for text in canvas.texts:
        share = 1 - text.get_position()[1] / height
        assert share > inside.y1 - 0.01 or share < inside.y0
    assert WORDS.mark not in {t.get_text() for t in plate(mark="").figure.axes[1].texts}


def test_a_plate_is_one_picture_in_a_page():
    """Its SVG is well formed, names no id twice, and can be heard."""
    svg = plate().svg()
    root = parsed(svg)
    ids = [node.get("id") for node in root.iter() if node.get("id")]
    assert len(set(ids)) == len(ids)
    assert all(name.startswith("proef-") for name in ids)
    assert re.search(r"<desc[^>]*>Uitleg Een zin\. Nog een zin\.</desc>", svg)
    assert "<svg" in plate()._repr_html_()


@pytest.mark.parametrize("end", [".png", ".pdf", ".svg"])
def test_a_plate_can_be_saved(end, tmp_path):
    """A picture is written in the form that its name asks for; another form is refused by name."""
    begins = {".png": b"\x89PNG", ".pdf": b"%PDF", ".svg": b"<svg"}
    path = plate().save(tmp_path / f"beeld{end}")
    assert path.read_bytes().startswith(begins[end])
    with pytest.raises(ValueError, match="gif"):
        plate().save(tmp_path / "beeld.gif")


@pytest.mark.parametrize(
    "make",
    [
        lambda: Dot(1.2),
        lambda: Dot(0.5, (0.6, 0.4)),
        lambda: PanelRow("a", "A", 0.5, (-0.1, 0.5)),
        lambda: PanelsSpec((), panels().words),
        lambda: DotsSpec((DotRow("a", "A", (None,)),), ("een", "twee"), dots(0.1).words),
        lambda: dots(0.1, 0.1, 0.1, 0.1, 0.1),
    ],
)
def test_what_cannot_be_drawn_is_refused(make):
    """Figures that are no shares, and pictures of nothing, are refused when they are made."""
    with pytest.raises(ValueError, match=r"\S"):
        make()
