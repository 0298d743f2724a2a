"""An overview of many groups: one small panel each, all on the same scale."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from weerbaar.figures.contour import segment
from weerbaar.figures.fills import GroupFill, Keyed, PictureWords, check_interval, check_unique
from weerbaar.figures.fonts import broken, text_width
from weerbaar.figures.legend import INTERVAL, REFERENCE, LegendEntry, legend
from weerbaar.figures.marks import Drawing, Mark, MarkGroup, OpenMark, Shape, Words
from weerbaar.figures.shapes import Bar, bar_marks, column, reference, share_marks, whisker
from weerbaar.figures.style import SOFT_INK, THREAD


@dataclass(frozen=True)
class PanelRow(Keyed):
    """One quadrant in one group.

    Attributes
    ----------
    label : str
        What it is called.
    value : float or None
        The share that is not green, 0..1; None when it is hidden.
    interval : (float, float) or None
        Its ends, 0..1, if there is one.
    reference : float or None
        The share over all groups together, 0..1, to compare with, if it is known.
    """

    label: str
    value: float | None
    interval: tuple[float, float] | None = None
    reference: float | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        check_interval(self.interval)


@dataclass(frozen=True)
class Panel(Keyed):
    """One group of sessions.

    Attributes
    ----------
    title : str
        What it is called.
    note : str
        Its size; or why it is not shown.
    rows : tuple of PanelRow
        Its quadrants, in order; empty when the group is not shown.
    """

    title: str
    note: str
    rows: tuple[PanelRow, ...]

    def __post_init__(self) -> None:
        super().__post_init__()
        check_unique(row.key for row in self.rows)


@dataclass(frozen=True)
class PanelsWords(PictureWords):
    """Every word in the picture that names no group and no quadrant.

    Attributes
    ----------
    green, not_green, hidden, interval, reference : str
        What is in the legend.
    percent : str
        How a share is written, with a place for the number: "{n} %".
    """

    green: str
    not_green: str
    hidden: str
    interval: str
    reference: str
    percent: str


@dataclass(frozen=True)
class PanelsSpec:
    """All panels, in reading order, and the words."""

    panels: tuple[Panel, ...]
    words: PanelsWords

    def __post_init__(self) -> None:
        check_unique(panel.key for panel in self.panels)
        if not self.panels:
            raise ValueError("an overview of no groups has nothing to draw")


WIDTH, MARGIN = 720.0, 10.0
_GAP, _MOST_COLUMNS = 20.0, 3
_TITLE_SIZE, _TEXT_SIZE, _SMALL_SIZE = 12.5, 11.0, 10.0
_TITLE_LINE, _NOTE_LINE, _ROW_LINE, _THICK = 16.0, 13.5, 21.0, 12.0
_HEAD_GAP, _LABEL_GAP, _NUMBER_ROOM = 8.0, 7.0, 34.0


def panels_drawing(spec: PanelsSpec) -> Drawing:
    """Return an overview with everything in its place, in rows of at most three panels."""
    # As even as can be: four are two rows of two, not three and one.
    across = ceil(len(spec.panels) / ceil(len(spec.panels) / _MOST_COLUMNS))
    wide = (WIDTH - 2 * MARGIN - _GAP * (across - 1)) / across
    rows = [row for panel in spec.panels for row in panel.rows]
    labels = max((text_width(row.label, _SMALL_SIZE) for row in rows), default=0.0) + _LABEL_GAP
    y, groups = MARGIN, []
    for start in range(0, len(spec.panels), across):
        ends = []
        for index, panel in enumerate(spec.panels[start : start + across]):
            x = MARGIN + index * (wide + _GAP)
            head, top = _head(panel, x, y, wide)
            shown = [
                mark
                for number, row in enumerate(panel.rows)
                for mark in _row(row, x, top + _ROW_LINE * (number + 0.5), wide, labels, spec.words)
            ]
            groups.append(MarkGroup(f"panel-{panel.key}", (*head, *shown)))
            ends.append((top, len(panel.rows)))
        y = max(top for top, _ in ends) + _ROW_LINE * max(count for _, count in ends) + _GAP
    below, height = legend(_entries(spec), y, WIDTH, _TEXT_SIZE)
    return Drawing(WIDTH, y + height + MARGIN / 2, spec.words, (*groups, below))


def _entries(spec: PanelsSpec) -> Iterator[LegendEntry]:
    rows = [row for panel in spec.panels for row in panel.rows]
    yield LegendEntry("not_green", spec.words.not_green)
    yield LegendEntry("green", spec.words.green)
    if any(row.interval for row in rows):
        yield LegendEntry(INTERVAL, spec.words.interval)
    if any(row.reference is not None for row in rows):
        yield LegendEntry(REFERENCE, spec.words.reference)
    if any(row.value is None for row in rows):
        yield LegendEntry("open", spec.words.hidden)


def _head(panel: Panel, x: float, y: float, wide: float) -> tuple[list[Mark], float]:
    """Return the title and the note of a panel over a line, and where its rows begin."""
    title = broken(panel.title, wide, _TITLE_SIZE, bold=True)
    note = broken(panel.note, wide, _SMALL_SIZE)
    below = y + _TITLE_LINE * len(title)
    edge = below + _NOTE_LINE * len(note)
    rule = segment((x, edge + 2), (x + wide, edge + 2))
    return [
        *column(title, x, y + _TITLE_SIZE * 0.85, _TITLE_SIZE, _TITLE_LINE, bold=True),
        *column(note, x, below + _SMALL_SIZE * 0.9, _SMALL_SIZE, _NOTE_LINE, SOFT_INK),
        Shape(rule, edge=THREAD, width=0.9, dash=None if panel.rows else (3, 2.6)),
    ], edge + _HEAD_GAP


def _row(
    row: PanelRow, x: float, middle: float, wide: float, labels: float, words: PanelsWords
) -> Iterator[OpenMark]:
    yield Words(x, middle, row.label, _SMALL_SIZE).centred()
    top = middle - _THICK / 2
    bar = Bar(x + labels, top, wide - labels - _NUMBER_ROOM, _THICK)
    if row.value is None:
        yield from bar_marks(bar, None)
        return
    yield from share_marks(bar, GroupFill(row.value, row.value), quarters=0.8)
    if row.interval:
        low, high = (bar.x(end) for end in row.interval)
        yield from whisker((low, high), middle)
    if row.reference is not None:
        yield from reference(bar.x(row.reference), top, top + _THICK)
    text = words.percent.format(n=round(row.value * 100))
    yield Words(x + wide, middle, text, _SMALL_SIZE, anchor="right").centred()
