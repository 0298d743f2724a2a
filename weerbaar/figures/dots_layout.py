"""Where everything in a picture of change stands: pure arithmetic, given a way to measure texts."""

from __future__ import annotations

from dataclasses import dataclass

from weerbaar.figures.bars_layout import broken
from weerbaar.figures.dots_spec import Dot, DotRow, DotsSpec
from weerbaar.figures.legend import ICON, ICON_GAP, ICON_RATIO, INTERVAL, Entry, Spot, flow
from weerbaar.figures.widths import TextWidth

WIDTH, MARGIN = 720.0, 10.0
TEXT_SIZE, SMALL_SIZE, LINE = 11.5, 10.0, 15.5
MOMENT_LINE, ROW_GAP, HEADING_GAP = 13.0, 9.0, 7.0
AXIS_ROOM, LEGEND_GAP = 34.0, 6.0
_LABEL_COLUMN, _GAP = 176.0, 14.0
_QUARTERS = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True)
class Place:
    """A dot in its place: which moment it is of, and None where it is hidden."""

    moment: int
    y: float
    dot: Dot | None


@dataclass(frozen=True)
class Row:
    """A row in its place: lines of its label, the middle of its dots, and its note."""

    row: DotRow
    top: float
    middle: float
    label: tuple[str, ...]
    places: tuple[Place, ...]


@dataclass(frozen=True)
class DotsLayout:
    """The picture with everything in its place, in picture units."""

    height: float
    left: float
    right: float
    most: float
    bottom: float
    rows: tuple[Row, ...]
    ticks: tuple[tuple[float, str], ...]
    legend: tuple[Spot, ...]

    def x(self, share: float) -> float:
        """Return where a share lies; nothing lies at the left end of the axis."""
        return self.left + share / self.most * (self.right - self.left)


def laid_out(spec: DotsSpec, measure: TextWidth) -> DotsLayout:
    """Return the layout for a screen or a page: labels, dots and notes beside each other."""
    texts = [row.note for row in spec.rows if row.note]
    notes = max((measure(text, SMALL_SIZE) for text in (*texts, spec.words.note)), default=0.0)
    left = MARGIN + _LABEL_COLUMN
    right = WIDTH - MARGIN - (notes + _GAP if texts else _GAP)
    rows: list[Row] = []
    y = MARGIN + (LINE if texts else 0)
    for row in spec.rows:
        y += HEADING_GAP if row.is_heading and rows else 0
        rows.append(_row(row, y, measure))
        y += _height(row, rows[-1].label) + ROW_GAP
    moments = tuple(Entry(moment_kind(i), name) for i, name in enumerate(spec.moments))
    entries = (*moments, Entry(INTERVAL, spec.words.interval))
    spots, height = flow(entries, WIDTH - 2 * MARGIN, TEXT_SIZE, ICON_RATIO)
    top = y + AXIS_ROOM + LEGEND_GAP
    legend = tuple(Spot(spot.entry, spot.x + MARGIN, spot.y + top) for spot in spots)
    most = spec.most()
    ticks = [
        (share, text)
        for share, text in zip(_QUARTERS, spec.words.ticks, strict=True)
        if share <= most
    ]
    total = top + height + MARGIN / 2
    return DotsLayout(total, left, right, most, y, tuple(rows), tuple(ticks), legend)


def moment_kind(moment: int) -> str:
    """Return the kind of a moment's entry in the legend."""
    return f"moment{moment}"


def icon_middle(spot: Spot) -> float:
    """Return where the middle of an entry's icon lies."""
    return spot.x + ICON * ICON_RATIO / 2


def words_start(spot: Spot) -> float:
    """Return where the words of an entry begin."""
    return spot.x + ICON * ICON_RATIO + ICON_GAP


def _row(row: DotRow, top: float, measure: TextWidth) -> Row:
    label = tuple(broken(row.label, _LABEL_COLUMN - _GAP, measure))
    middle = top + _height(row, label) / 2
    first = middle - MOMENT_LINE * (len(row.dots) - 1) / 2
    places = tuple(
        Place(moment, first + MOMENT_LINE * moment, dot) for moment, dot in enumerate(row.dots)
    )
    return Row(row, top, middle, label, places)


def _height(row: DotRow, label: tuple[str, ...]) -> float:
    return max(LINE * len(label), MOMENT_LINE * len(row.dots))
