"""Draw an overview of many groups: one small panel each, all on the same scale."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from matplotlib.axes import Axes

from weerbaar.figures.bars_layout import broken
from weerbaar.figures.icons import legend_marks
from weerbaar.figures.legend import ICON_RATIO, INTERVAL, REFERENCE, Entry, Spot, flow
from weerbaar.figures.outline import joined, line, rectangle
from weerbaar.figures.panels_spec import Panel, PanelRow, PanelsSpec, PanelsWords
from weerbaar.figures.pen import Pen, text_width
from weerbaar.figures.style import CAP, SOFT_INK, THREAD, TONES, WHITE
from weerbaar.figures.whisker import reference, whisker

WIDTH, MARGIN = 720.0, 10.0
_GAP, _MOST_COLUMNS = 20.0, 3
_TITLE_SIZE, _TEXT_SIZE, _SMALL_SIZE = 12.5, 11.0, 10.0
_TITLE_LINE, _NOTE_LINE, _ROW_LINE, _BAR = 16.0, 13.5, 21.0, 12.0
_HEAD_GAP, _LABEL_GAP, _NUMBER_ROOM = 8.0, 7.0, 34.0


@dataclass(frozen=True)
class _Place:
    panel: Panel
    x: float
    y: float
    title: list[str]
    note: list[str]


@dataclass(frozen=True)
class _Layout:
    height: float
    column: float
    label: float
    places: tuple[_Place, ...]
    legend: tuple[Spot, ...]


def draw_panels(axes: Axes, spec: PanelsSpec) -> None:
    """Draw an overview on axes, centred and as large as fits.

    Parameters
    ----------
    axes : Axes
        Become an empty canvas.
    spec : PanelsSpec
        What to draw.
    """
    layout = _laid_out(spec)
    pen = Pen(axes, WIDTH, layout.height)
    for place in layout.places:
        _draw_panel(pen, layout, place, spec.words)
    pen.paint(legend_marks(layout.legend, _TEXT_SIZE, is_person=False), "legend")


def panels_size(spec: PanelsSpec) -> tuple[float, float]:
    """Return width and height of the picture, in picture units."""
    return WIDTH, _laid_out(spec).height


def _laid_out(spec: PanelsSpec) -> _Layout:
    columns = min(_MOST_COLUMNS, len(spec.panels))
    # As even as can be: four are two rows of two, not three and one.
    columns = ceil(len(spec.panels) / ceil(len(spec.panels) / columns))
    column = (WIDTH - 2 * MARGIN - _GAP * (_MOST_COLUMNS - 1)) / _MOST_COLUMNS
    if columns < _MOST_COLUMNS:
        column = (WIDTH - 2 * MARGIN - _GAP * (columns - 1)) / columns
    y, places = MARGIN, []
    for start in range(0, len(spec.panels), columns):
        row = spec.panels[start : start + columns]
        heads = [(_lines(p.title, column, bold=True), _lines(p.note, column)) for p in row]
        for index, (panel, (title, note)) in enumerate(zip(row, heads, strict=True)):
            places.append(_Place(panel, MARGIN + index * (column + _GAP), y, title, note))
        y += max(_head(title, note) for title, note in heads)
        y += _ROW_LINE * max(len(panel.rows) for panel in row) + _GAP
    labels = [row.label for panel in spec.panels for row in panel.rows]
    label = max((text_width(text, _SMALL_SIZE) for text in labels), default=0.0) + _LABEL_GAP
    spots, height = flow(tuple(_entries(spec)), WIDTH - 2 * MARGIN, _TEXT_SIZE, ICON_RATIO)
    legend = tuple(Spot(spot.entry, spot.x + MARGIN, spot.y + y) for spot in spots)
    return _Layout(y + height + MARGIN / 2, column, label, tuple(places), legend)


def _entries(spec: PanelsSpec) -> Iterator[Entry]:
    rows = [row for panel in spec.panels for row in panel.rows]
    yield Entry("not_green", spec.words.not_green)
    yield Entry("green", spec.words.green)
    if any(row.interval for row in rows):
        yield Entry(INTERVAL, spec.words.interval)
    if any(row.reference is not None for row in rows):
        yield Entry(REFERENCE, spec.words.reference)
    if any(row.value is None for row in rows):
        yield Entry("open", spec.words.hidden)


def _lines(text: str, width: float, *, bold: bool = False) -> list[str]:
    return broken(text, width, text_width, _TITLE_SIZE if bold else _SMALL_SIZE, bold=bold)


def _head(title: list[str], note: list[str]) -> float:
    return _TITLE_LINE * len(title) + _NOTE_LINE * len(note) + _HEAD_GAP


def _draw_panel(pen: Pen, layout: _Layout, place: _Place, words: PanelsWords) -> None:
    part, y = f"panel-{place.panel.key}", place.y
    for text in place.title:
        pen.write(place.x, y + _TITLE_SIZE * 0.85, text, _TITLE_SIZE, bold=True, part=part)
        y += _TITLE_LINE
    for text in place.note:
        pen.write(place.x, y + _SMALL_SIZE * 0.9, text, _SMALL_SIZE, colour=SOFT_INK, part=part)
        y += _NOTE_LINE
    edge = line((place.x, y + 2), (place.x + layout.column, y + 2))
    dash = None if place.panel.rows else (3, 2.6)
    pen.draw(edge, edge=THREAD, width=0.9, dash=dash, part=part)
    for index, row in enumerate(place.panel.rows):
        middle = y + _HEAD_GAP + _ROW_LINE * (index + 0.5)
        _draw_row(pen, layout, place.x, middle, row, words, part)


def _draw_row(
    pen: Pen,
    layout: _Layout,
    x: float,
    middle: float,
    row: PanelRow,
    words: PanelsWords,
    part: str,
) -> None:
    base = middle + _SMALL_SIZE * CAP
    pen.write(x, base, row.label, _SMALL_SIZE, part=part)
    left, width = x + layout.label, layout.column - layout.label - _NUMBER_ROOM
    top = middle - _BAR / 2
    if row.value is None:
        tone = TONES["open"]
        box = rectangle(left, top, width, _BAR)
        pen.draw(box, fill=tone.fill, edge=tone.edge, width=0.9, dash=(3, 2.6), part=part)
        return
    border = row.value * width
    for start, size, name in ((0.0, border, "not_green"), (border, width - border, "green")):
        tone = TONES[name]
        box = rectangle(left + start, top, size, _BAR)
        pen.draw(box, fill=tone.fill, edge=tone.edge, width=0.9, part=part)
    quarters = [left + share * width for share in (0.25, 0.5, 0.75)]
    threads = joined([line((q, top), (q, top + _BAR)) for q in quarters])
    pen.draw(threads, edge=WHITE, width=0.8, opacity=0.7, part=part)
    if row.interval:
        low, high = (left + end * width for end in row.interval)
        pen.paint(whisker((low, high), middle), part)
    if row.reference is not None:
        pen.paint(reference(left + row.reference * width, (top, top + _BAR)), part)
    text = words.percent.format(n=round(row.value * 100))
    pen.write(x + layout.column, base, text, _SMALL_SIZE, anchor="right", part=part)
