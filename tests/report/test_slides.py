"""The report of a group as slides: native charts of what was released, and words for everything."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree
from pptx import Presentation
from pptx.util import Pt

from tests.report.rooms import EMPTY, PLAN, any_release, occasion, released
from weerbaar.catalog import LANGUAGES, Voice, load_content
from weerbaar.disclosure import Detail
from weerbaar.figures import balance, net
from weerbaar.present.balance import group_balance
from weerbaar.report import dress
from weerbaar.report.deck import BODY_WIDTH, BOTTOM, TOP
from weerbaar.report.figures_told import balance_alt, statements_told
from weerbaar.report.slides import group_slides

CONTENT = load_content()
STYLE = Path(dress.__file__).parents[1] / "pages" / "static" / "style.css"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c6360"
    "00000002000148afa4710000000049454e44ae426082"
)  # fmt: skip
in_each_language = pytest.mark.parametrize("language", LANGUAGES)


def deck_of(release, plan=PLAN, then=None, language="nl"):
    """The slides of a release, read back, and the file."""
    file = group_slides(release, occasion(release, plan, then), Voice(CONTENT, language))
    return Presentation(io.BytesIO(file)), file


@pytest.fixture(scope="module", params=["4", "8", "23", "wave", "empty", "six quadrants"])
def made(request):
    """Decks of all kinds of rooms."""
    n = {"4": 4, "8": 8}.get(request.param, 23)
    name = "zelftest-integer-handelen" if request.param == "six quadrants" else "zelftest"
    release = released(CONTENT, n, name=name)
    then = released(CONTENT, 21, 2, turn=2) if request.param == "wave" else None
    return deck_of(release, EMPTY if request.param == "empty" else PLAN, then)


def charts(deck):
    """All charts of a deck."""
    return [s.chart for slide in deck.slides for s in slide.shapes if s.has_chart]


def words(deck):
    """All that is read on the slides."""
    return "\n".join(
        t.text or "" for slide in deck.slides for t in slide.element.iter(DRAWING + "t")
    )


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(release=any_release(CONTENT))
def test_every_number_in_a_chart_was_released(monkeypatch, release):
    """Values of charts are released shares, levels and their bands, to the last digit."""
    monkeypatch.setattr(net, "net_png", lambda *_, **__: PNG)
    monkeypatch.setattr(balance, "balance_png", lambda *_, **__: PNG)
    deck, _ = deck_of(release)
    model = CONTENT.instruments["zelftest"].model
    found = charts(deck)
    if release.detail is Detail.NOTHING:
        assert not found
        return
    quadrants, *statements = found
    profile = release.as_profile(model)
    values = quadrants.plots[0].series[0].values
    for value, part in zip(values, profile.quadrants, strict=True):
        if release.detail is Detail.LEVELS:
            assert value == (None if part.attention is None else part.attention + 1)
        else:
            assert value == part.attention
            assert value is None or part.low <= value + 1e-9 <= part.high + 2e-9
    shares = [figure.share or (None, None) for figure in release.statements]
    bars = [bar for chart in statements for bar in zip(*_values(chart), strict=True)]
    assert len(bars) == len(shares)
    for (known, band, green), (low, high) in zip(bars, shares, strict=True):
        if low is None:
            assert (known, band, green) == (0, 0, 0)
        else:
            assert known == low
            assert band == high - low
            assert green == 1 - high


def _values(chart):
    return [series.values for series in chart.plots[0].series]


def test_the_workbook_behind_a_chart_holds_its_numbers_and_no_others(made):
    """Who opens the data of a chart finds the numbers of the chart only."""
    for chart in charts(made[0]):
        shown = [value for row in _values(chart) for value in row if value is not None]
        book = zipfile.ZipFile(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
        names = [name for name in book.namelist() if "worksheets/sheet" in name]
        assert len(names) == 1
        cells = etree.fromstring(book.read(names[0])).iter(SHEET + "c")
        numbers = [float(c.findtext(SHEET + "v")) for c in cells if c.get("t") != "s"]
        assert sorted(numbers) == pytest.approx(sorted(shown))


def test_a_bar_that_is_a_band_says_so():
    """Each bar has its count as a label: exact ones one number, bands both ends."""
    rooms = (released(CONTENT, 23, seed) for seed in range(50))
    release = next(r for r in rooms if not all(f.not_green.exact for f in r.statements))
    deck, _ = deck_of(release)
    instrument = CONTENT.instruments["zelftest"]
    told = [
        one
        for group in statements_told(release, instrument, None, Voice(CONTENT, "nl"))
        for one in group.statements
    ]
    labels = "".join(
        text.text for chart in charts(deck)[1:] for text in chart.element.iter(DRAWING + "t")
    )
    for one, figure in zip(told, release.statements, strict=True):
        ends = {figure.not_green.low, figure.not_green.high}
        assert all(str(end) in one.counted for end in ends)
        assert one.counted in labels
    assert CONTENT.text("report.slides.band", "nl") in {
        series.name for chart in charts(deck)[1:] for series in chart.plots[0].series
    }


@in_each_language
def test_slides_say_what_was_released_and_agreed(language):
    """Rules, evidence, agreements, exercise and days are on the slides in the language asked."""
    release = released(CONTENT, 23)
    deck, _ = deck_of(release, language=language)
    read = words(deck)
    for one in PLAN.agreements:
        assert one.what in read
        assert one.owner in read
    assert CONTENT.exercises[PLAN.exercise][language].title in read
    for key in ("report.rules.title", "report.hidden.title", "page.advice.source_rule"):
        assert CONTENT.text(key, language) in read
    runs = [run for slide in deck.slides for run in slide.element.iter(DRAWING + "rPr")]
    assert {run.get("lang") for run in runs} == {{"nl": "nl-NL", "en": "en-GB"}[language]}


def test_under_five_people_no_slide_has_a_chart_or_a_picture():
    """The deck of a small group is the guide, and the same whatever they answered."""
    decks = [deck_of(released(CONTENT, 4, seed, turn=seed))[0] for seed in (0, 2)]
    assert words(decks[0]) == words(decks[1])
    assert "%" not in words(decks[0])
    for slide in decks[0].slides:
        assert not any(s.has_chart or s.shape_type == 13 for s in slide.shapes)


def test_every_slide_can_be_read_aloud(made):
    """Each slide has a title and something to say; each picture, chart and table has words."""
    deck, _ = made
    for slide in deck.slides:
        assert slide.shapes.title.text_frame.text.strip()
        assert len(slide.notes_slide.notes_text_frame.text) > 60
        for shape in slide.shapes:
            if shape.has_chart or shape.has_table or shape.shape_type == 13:
                (properties,) = shape.element.xpath("./*[1]/p:cNvPr")
                assert len(properties.get("descr")) > 40


def test_text_is_large_enough_and_stays_on_the_slide(made):
    """16:9; nothing stands outside; no text below 12 points."""
    deck, _ = made
    assert round(deck.slide_width / deck.slide_height, 3) == round(16 / 9, 3)
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= deck.slide_width
            assert shape.top + shape.height <= deck.slide_height
        sizes = [int(run.get("sz")) for run in slide.element.iter(DRAWING + "rPr")]
        assert min(sizes) >= Pt(12).centipoints


@pytest.mark.parametrize("n", [4, 7, 12, 19, 23])
@pytest.mark.parametrize("plan", [PLAN, EMPTY], ids=["agreed", "nothing agreed"])
def test_no_slide_is_nearly_empty(n, plan):
    """Whatever the number of rules, what stands on a slide takes most of its room."""
    deck, _ = deck_of(released(CONTENT, n), plan)
    room = (BOTTOM - TOP) * BODY_WIDTH
    for slide in list(deck.slides)[1:-1]:
        shapes = [shape for shape in slide.shapes if not shape.is_placeholder]
        taken = sum(shape.width.inches * shape.height.inches for shape in shapes)
        assert taken > 0.7 * room, slide.shapes.title.text_frame.text


def test_the_balance_is_on_a_slide_with_its_verdict():
    """Beside the net: the picture with all its lines as words, and what it says."""
    release = released(CONTENT, 23)
    deck, _ = deck_of(release)
    told = group_balance(release, Voice(CONTENT, "nl"))
    slide = next(s for s in deck.slides if s.shapes.title.text_frame.text == told.heading)
    (picture,) = [shape for shape in slide.shapes if shape.shape_type == 13]
    assert picture.element.xpath("./*[1]/p:cNvPr")[0].get("descr") == balance_alt(
        told, Voice(CONTENT, "nl")
    )
    assert told.verdict in "".join(t.text or "" for t in slide.element.iter(DRAWING + "t"))
    assert told.reading[-1] in slide.notes_slide.notes_text_frame.text


ORDERS = {
    CHART + "dLbl": "idx delete layout tx numFmt spPr txPr dLblPos showLegendKey showVal "
    "showCatName showSerName showPercent showBubbleSize separator",
    DRAWING + "tcPr": "lnL lnR lnT lnB lnTlToBr lnBlToTr noFill solidFill",
    DRAWING + "bodyPr": "prstTxWarp noAutofit normAutofit spAutoFit",
}
"""What the format wants in which order, of all that is put in by hand."""


def test_the_file_opens_without_repair(made):
    """Parts are well formed and ordered, ids are unique, and everything referred to is there."""
    book = zipfile.ZipFile(io.BytesIO(made[1]))
    names = set(book.namelist())
    assert not any("thumbnail" in name for name in names), "of an empty deck"
    assert len(names) == len(book.namelist())
    for name in names:
        if not name.endswith((".xml", ".rels")):
            continue
        tree = etree.fromstring(book.read(name))
        for kind, order in ORDERS.items():
            for element in tree.iter(kind):
                places = [order.split().index(etree.QName(child).localname) for child in element]
                assert places == sorted(places), name
        if re.fullmatch(r"ppt/slide(s|Layouts)/[^/]+\.xml", name):
            ids = tree.xpath("//*[local-name()='cNvPr']/@id")
            assert len(set(ids)) == len(ids), name
        if name.endswith(".rels"):
            folder = PurePosixPath(name).parent.parent
            for relation in tree:
                if relation.get("TargetMode") == "External":
                    continue
                target = relation.get("Target")
                whole = target.lstrip("/") if target.startswith("/") else folder / target
                assert _flat(str(whole)) in names, (name, target)


def _flat(path):
    parts: list[str] = []
    for part in path.split("/"):
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)


def test_slides_have_the_colours_of_the_pages():
    """Screen and slides look alike."""
    style = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", STYLE.read_text(encoding="utf-8")))
    assert dress.DEEP.lower() == style["deep"]
    assert dress.DEEP_LIGHT.lower() == style["deep-light"]
    assert dress.LINE.lower() == style["line"]
