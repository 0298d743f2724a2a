"""Pictures of many sessions: what is drawn lies where figures say, and no text covers another."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from matplotlib.figure import Figure

from tests.figures import samples
from tests.figures.drawn import (
    bounds,
    clashes,
    marks,
    on_axes,
    on_page,
    parsed,
    shapes,
    texts,
    words,
)
from weerbaar.figures.dots import MARKS, Dot, DotRow, DotsSpec, DotsWords, axis, dots_drawing
from weerbaar.figures.panels import Panel, PanelRow, PanelsSpec, PanelsWords, panels_drawing
from weerbaar.figures.plate import PlateWords, on_plate
from weerbaar.figures.plot import figure
from weerbaar.figures.style import INK, TONES
from weerbaar.figures.svg import svg

WORDS = PlateWords("Titel van het beeld", "Uitleg", "GESIMULEERD", ("Een zin.", "Nog een zin."))


def dots(*shares, interval=0.08, note="+3"):
    """Two rows with the same shares, one dot for each moment."""
    row = tuple(
        None if s is None else Dot(s, (max(0, s - interval), min(1, s + interval))) for s in shares
    )
    rows = (DotRow("a", "Bewustzijn", row, note, is_heading=True), DotRow("b", "Jij", row, note))
    ticks = ("0 %", "25 %", "50 %", "75 %", "100 %")
    told = DotsWords("Verandering", "Uitleg", "deel", ticks, "verborgen", "interval", "verschil")
    return DotsSpec(rows, tuple(f"meting {n}" for n in range(1, len(shares) + 1)), told)


def panels(count=3, value=0.4, reference=0.3):
    """Some panels with the four quadrants, all the same."""
    interval = None if value is None else (max(0, value - 0.1), min(1, value + 0.1))
    rows = tuple(PanelRow(name.lower(), name, value, interval, reference) for name in samples.NAMES)
    made = tuple(Panel(f"g{n}", f"Groep {n}", "12 sessies", rows) for n in range(count))
    gone = Panel("gone", "Fractie", "niet getoond: te weinig mensen", ())
    names = ("Panelen", "Uitleg", "groen", "niet groen", "verborgen", "interval", "alle", "{n} %")
    return PanelsSpec((*made, gone), PanelsWords(*names))


def middle(shape):
    """Where the middle of a shape lies."""
    left, top, right, bottom = bounds(shape)
    return (left + right) / 2, (top + bottom) / 2


def dots_in(drawing, part):
    """The marks of moments in a row."""
    return [shape for shape in shapes(drawing, part) if shape.width == MARKS[0].width]


@pytest.mark.parametrize("shares", [(0.1, 0.3), (0.0, 0.9, 0.5), (0.02, 0.4, 0.3, 0.2)])
def test_a_dot_lies_at_its_share_on_an_axis_from_zero(shares):
    """Dots lie where the axis says, nothing lies at its left end, and moments follow downwards."""
    spec = dots(*shares)
    drawing, along = dots_drawing(spec), axis(spec)
    found = [middle(mark) for mark in dots_in(drawing, "row-a")]
    assert [x for x, _ in found] == pytest.approx([along.x(share) for share in shares])
    assert [y for _, y in found] == sorted(y for _, y in found)
    zero = shapes(drawing, "axis")[0]
    assert zero.edge == INK
    assert middle(zero)[0] == along.x(0) == along.left


def test_moments_are_told_apart_without_colour():
    """Each moment has a mark of its own by shape and filling."""
    assert len({(mark.contour, mark.fill) for mark in MARKS}) == len(MARKS)


def test_a_hidden_dot_is_a_word():
    """Where a share is hidden there is a word and no mark."""
    drawing = dots_drawing(dots(None, 0.4))
    assert len(dots_in(drawing, "row-a")) == 1
    assert texts(drawing).count("verborgen") == 2


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
    drawn = shapes(panels_drawing(spec), "panel-g0")
    boxes = {
        name: bounds(next(shape for shape in drawn if shape.fill == TONES[name].fill))
        for name in ("green", "not_green")
    }
    (left, _, right, _), (start, _, border, _) = boxes["green"], boxes["not_green"]
    assert start == left
    assert (border - left) / (right - left) == pytest.approx(value)
    notches = [shape for shape in drawn if shape.fill == INK]
    assert len(notches) == 2 * 4
    for notch in notches:
        assert (middle(notch)[0] - left) / (right - left) == pytest.approx(0.3)


def test_a_group_that_is_not_shown_has_a_place_and_no_bar():
    """A refused group keeps its name and its reason, and nothing that looks like a figure."""
    drawing = panels_drawing(panels(2))
    (line,) = shapes(drawing, "panel-gone")
    assert line.dash
    assert "Fractie" in texts(drawing)


PICTURES = {
    "dots": dots_drawing(dots(0.2, 0.3, 0.4)),
    "hidden dots": dots_drawing(dots(None, 0.3)),
    "panels": panels_drawing(panels()),
    "hidden panels": panels_drawing(panels(2, value=None)),
}
DRAWINGS = pytest.mark.parametrize("drawing", PICTURES.values(), ids=PICTURES)


@DRAWINGS
def test_no_text_covers_another(drawing):
    """All texts stand free of each other and within the picture."""
    assert clashes(drawing) == []


@DRAWINGS
def test_the_page_and_the_plate_show_the_same(drawing):
    """The SVG of a page and matplotlib's picture have the same shapes, colours and words."""
    assert on_page(svg(drawing, prefix="a")) == on_axes(figure(drawing))


def plate(mark="GESIMULEERD"):
    """A picture of dots on a plate."""
    return on_plate(dots_drawing(dots(0.2, 0.4)), replace(WORDS, mark=mark), name="proef")


def test_a_plate_holds_title_mark_and_caption():
    """Title, mark and every sentence of the caption stand around the picture, free of it."""
    drawing, inside = plate().drawing, dots_drawing(dots(0.2, 0.4))
    around = {p: marks(drawing, p) for p in ("heading", "mark", "caption")}
    above = max(line.y for line in words(drawing) if line in around["heading"] + around["mark"])
    below = min(line.y - line.size for line in around["caption"])
    written = {line.text for own in around.values() for line in own if hasattr(line, "text")}
    assert written == {WORDS.title, WORDS.mark, *WORDS.caption}
    assert below - above > inside.size()[1]
    assert clashes(drawing) == []
    assert WORDS.mark not in texts(plate(mark="").drawing)


def test_a_plate_can_be_drawn_on_axes_of_ones_own():
    """A researcher's figure may hold a picture beside others."""
    own = Figure(figsize=(8, 4))
    axes, other = own.subplots(1, 2)
    plate().draw(axes)
    assert {"heading", "row-a", "caption"} <= {one.get_gid() for one in axes.get_children()}
    assert other.axison
    assert not axes.axison


def test_a_plate_is_one_picture_in_a_page():
    """Its SVG is well formed, names no id twice, and can be heard."""
    made = plate().svg()
    root = parsed(made)
    ids = [node.get("id") for node in root.iter() if node.get("id")]
    assert len(set(ids)) == len(ids)
    assert all(name.startswith("proef-") for name in ids)
    assert re.search(r"<desc[^>]*>Uitleg Een zin\. Nog een zin\.</desc>", made)
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
