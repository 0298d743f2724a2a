"""Shares at several moments: a dot per moment with its interval, on an axis from nothing on."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from weerbaar.figures.contour import circle, polygon, segment
from weerbaar.figures.fills import Keyed, PictureWords, check_interval, check_unique
from weerbaar.figures.fonts import broken, text_width
from weerbaar.figures.legend import INTERVAL, LegendEntry, legend
from weerbaar.figures.marks import Drawing, Mark, MarkGroup, Shape, Words
from weerbaar.figures.shapes import column, whisker
from weerbaar.figures.style import CAP, INK, PAPER, SOFT_INK, THREAD

MOST_MOMENTS = 4
"""As many as there are marks that cannot be mistaken for each other."""


@dataclass(frozen=True)
class Dot:
    """A share at one moment.

    Attributes
    ----------
    value : float
        The share that is not green, 0..1.
    interval : (float, float) or None
        Its ends, 0..1, if there is one.
    """

    value: float
    interval: tuple[float, float] | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.value <= 1:
            raise ValueError(f"value is {self.value}, not within 0..1")
        check_interval(self.interval)


@dataclass(frozen=True)
class DotRow(Keyed):
    """One part of the questionnaire.

    Attributes
    ----------
    label : str
        What it is called.
    dots : tuple of (Dot or None)
        One per moment; None when it is hidden.
    note : str
        What to say of the change; or nothing.
    is_heading : bool
        Whether the label is heavy.
    """

    label: str
    dots: tuple[Dot | None, ...]
    note: str = ""
    is_heading: bool = False


@dataclass(frozen=True)
class DotsWords(PictureWords):
    """Every word in the picture that names no part.

    Attributes
    ----------
    axis : str
        What is measured.
    ticks : tuple of str
        At no share, a quarter, half, three quarters and all.
    hidden : str
        In the place of a dot that is hidden.
    interval : str
        What the line through a dot is.
    note : str
        Above the notes; only needed where there are notes.
    """

    axis: str
    ticks: tuple[str, str, str, str, str]
    hidden: str
    interval: str
    note: str = ""


@dataclass(frozen=True)
class DotsSpec:
    """All rows, the names of the moments in order of time, and the words."""

    rows: tuple[DotRow, ...]
    moments: tuple[str, ...]
    words: DotsWords

    def __post_init__(self) -> None:
        check_unique(row.key for row in self.rows)
        if not 0 < len(self.moments) <= MOST_MOMENTS:
            raise ValueError(f"{len(self.moments)} moments, not 1 to {MOST_MOMENTS}")
        if any(len(row.dots) != len(self.moments) for row in self.rows):
            raise ValueError("a row has not one dot, or None, per moment")

    def most(self) -> float:
        """Return where the axis ends: the first quarter that holds everything, but at least two."""
        ends = [end for row in self.rows for dot in row.dots if dot for end in _ends(dot)]
        return next(quarter / 4 for quarter in (2, 3, 4) if quarter / 4 >= max(ends, default=0))


def _ends(dot: Dot) -> tuple[float, ...]:
    return (dot.value, *(dot.interval or ()))


WIDTH, MARGIN = 720.0, 10.0
_TEXT_SIZE, _SMALL_SIZE, _LINE = 11.5, 10.0, 15.5
_MOMENT_LINE, _ROW_GAP, _HEADING_GAP, _GAP = 13.0, 9.0, 7.0, 14.0
_AXIS_ROOM, _LABELS = 40.0, 176.0
_SQUARE = polygon((-3.8, -3.8), (3.8, -3.8), (3.8, 3.8), (-3.8, 3.8))
_ROUND = circle(0, 0, 4.3)
MARKS = tuple(
    Shape(contour, fill=fill, edge=edge, width=1.6)
    for contour, fill, edge in (
        (_ROUND, PAPER, SOFT_INK),
        (_SQUARE, INK, INK),
        (_ROUND, INK, INK),
        (_SQUARE, PAPER, SOFT_INK),
    )
)
"""Per moment, round (0, 0): told apart by shape and filling, without colour."""


@dataclass(frozen=True)
class Axis:
    """Where shares lie: nothing at the left end, `most` at the right one."""

    left: float
    right: float
    most: float

    def x(self, share: float) -> float:
        """Return where a share lies."""
        return self.left + share / self.most * (self.right - self.left)


def axis(spec: DotsSpec) -> Axis:
    """Return the axis of a picture: from the labels to the notes, if there are any."""
    notes = [row.note for row in spec.rows if row.note]
    room = max(text_width(text, _SMALL_SIZE) for text in (*notes, spec.words.note)) if notes else 0
    return Axis(MARGIN + _LABELS, WIDTH - MARGIN - room - _GAP, spec.most())


def dots_drawing(spec: DotsSpec) -> Drawing:
    """Return a picture of shares at several moments: labels, dots and notes beside each other."""
    along, groups, y = axis(spec), [], MARGIN
    if any(row.note for row in spec.rows):
        head = Words(
            *(WIDTH - MARGIN, MARGIN + _SMALL_SIZE * 0.9, spec.words.note),
            *(_SMALL_SIZE, SOFT_INK),
            anchor="right",
        )
        groups.append(MarkGroup("notes", (head,)))
        y += _LINE
    for row in spec.rows:
        y += _HEADING_GAP if row.is_heading and row is not spec.rows[0] else 0
        label = broken(row.label, _LABELS - _GAP, _TEXT_SIZE)
        height = max(_LINE * len(label), _MOMENT_LINE * len(row.dots))
        marks = _row(row, label, y + height / 2, along, spec.words.hidden)
        groups.append(MarkGroup(f"row-{row.key}", tuple(marks)))
        y += height + _ROW_GAP
    icons = {f"moment{index}": mark for index, mark in enumerate(MARKS)}
    items = [LegendEntry(kind, name) for kind, name in zip(icons, spec.moments, strict=False)]
    items.append(LegendEntry(INTERVAL, spec.words.interval))
    below, height = legend(items, y + _AXIS_ROOM, WIDTH, _TEXT_SIZE, more=icons)
    lines = MarkGroup("axis", tuple(_axis(spec, along, y)))
    bottom = y + _AXIS_ROOM + height + MARGIN / 2
    return Drawing(WIDTH, bottom, spec.words, (lines, *groups, below))


def _axis(spec: DotsSpec, along: Axis, bottom: float) -> list[Mark]:
    marks: list[Mark] = []
    for number, text in enumerate(spec.words.ticks):
        share = number / 4
        if share <= along.most:
            x, (edge, width) = along.x(share), (THREAD, 0.8) if share else (INK, 1.3)
            marks.append(Shape(segment((x, MARGIN / 2), (x, bottom)), edge=edge, width=width))
            marks.append(_small(x, bottom + _SMALL_SIZE + 3, text))
    middle = (along.left + along.right) / 2
    return [*marks, _small(middle, bottom + 2 * _SMALL_SIZE + 9, spec.words.axis)]


def _small(x: float, y: float, text: str) -> Words:
    return Words(x, y, text, _SMALL_SIZE, SOFT_INK, anchor="center")


def _row(
    row: DotRow, label: tuple[str, ...], middle: float, along: Axis, hidden: str
) -> list[Mark]:
    first = middle - _LINE * (len(label) - 1) / 2 + _TEXT_SIZE * CAP
    marks: list[Mark] = [*column(label, MARGIN, first, _TEXT_SIZE, _LINE, bold=row.is_heading)]
    top = middle - _MOMENT_LINE * (len(row.dots) - 1) / 2
    places = [(dot, top + _MOMENT_LINE * moment) for moment, dot in enumerate(row.dots)]
    for (one, y), (other, below) in pairwise([place for place in places if place[0]]):
        if one and other:
            path = segment((along.x(one.value), y), (along.x(other.value), below))
            marks.append(Shape(path, edge=SOFT_INK, width=1.0, dash=(1.6, 2.2)))
    for mark, (dot, y) in zip(MARKS, places, strict=False):
        if dot is None:
            marks.append(Words(along.left + 6, y, hidden, _SMALL_SIZE, SOFT_INK).centred())
            continue
        if dot.interval:
            low, high = (along.x(end) for end in dot.interval)
            marks += whisker((low, high), y, mark.edge)
        marks.append(mark.placed(along.x(dot.value), y, 1))
    if row.note:
        note = Words(WIDTH - MARGIN, middle, row.note, _SMALL_SIZE, anchor="right")
        marks.append(note.centred())
    return marks
