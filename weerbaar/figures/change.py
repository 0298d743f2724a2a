"""Then and now of a group: two ranges per quadrant, one below the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from weerbaar.figures.contour import (
    Contour,
    Point,
    arc,
    compound,
    path,
    placed,
    polygon,
    rectangle,
    segment,
)
from weerbaar.figures.fills import Keyed, PictureWords, check_unique
from weerbaar.figures.fonts import broken, text_width
from weerbaar.figures.legend import LegendEntry, legend
from weerbaar.figures.marks import Drawing, Mark, MarkGroup, Shape, Words
from weerbaar.figures.shapes import column
from weerbaar.figures.style import CAP, INK, SOFT_INK, THREAD, WHITE, Tone

THEN = Tone("#FFFFFF", "#55646C", "#D6DBDB")
"""Hollow and grey; the mark is the light part of its range."""
NOW = Tone("#14504A", "#14504A", "#A9CFC6")
"""Solid and dark; apart from `THEN` by lightness alone, so also without colours."""
THICK = 9.0
"""Of a range."""
VERDICTS = ("higher", "lower", "unsure")


@dataclass(frozen=True)
class Reach:
    """Where a share lies.

    Attributes
    ----------
    low, high : float
        It lies between these, 0..1; equal when it is exact.
    least, most : float
        Around them: how far it would reach with some room to both sides, 0..1.
    """

    low: float
    high: float
    least: float
    most: float

    def __post_init__(self) -> None:
        if not 0 <= self.least <= self.low <= self.high <= self.most <= 1:
            raise ValueError(f"{self} does not run from least to most within 0..1")


@dataclass(frozen=True)
class ChangeRow(Keyed):
    """One part of the group's picture, then and now.

    Attributes
    ----------
    name : str
        What it is called.
    then, now : Reach or None
        None when nothing is known; the lane stays empty.
    verdict : {"higher", "lower", "unsure"}
        Whether now lies wholly above or below then.
    words : str
        The verdict in words.
    """

    name: str
    then: Reach | None
    now: Reach | None
    verdict: str
    words: str

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.verdict not in VERDICTS:
            raise ValueError(f"verdict is {self.verdict!r}, not one of {VERDICTS}")

    @property
    def is_sure(self) -> bool:
        """Whether now lies certainly above or below then."""
        return self.verdict != "unsure"


@dataclass(frozen=True)
class Tick:
    """A word under the axis, at a share of 0..1."""

    at: float
    words: str


@dataclass(frozen=True)
class ChangeWords(PictureWords):
    """Every word in the picture that names no part.

    Attributes
    ----------
    then, now : str
        Before the lanes; short.
    axis, known, wider : str
        What is measured; what the dark and the light part of a range mean.
    nothing : str
        In a lane of which nothing is known.
    """

    then: str
    now: str
    axis: str
    known: str
    wider: str
    nothing: str


@dataclass(frozen=True)
class ChangeSpec:
    """Then and now of a group.

    Attributes
    ----------
    rows : tuple of ChangeRow
        From top to bottom.
    cuts : tuple of float
        Where thin lines cross the lanes, 0..1.
    ticks : tuple of Tick
        Under the axis.
    """

    rows: tuple[ChangeRow, ...]
    cuts: tuple[float, ...]
    ticks: tuple[Tick, ...]
    words: ChangeWords

    def __post_init__(self) -> None:
        check_unique(row.key for row in self.rows)


_LINE, _ARROW, _HEAD, _SIGN_ROOM, _GAP = 1.3, 1.4, 4.2, 15.0, 12.0
_SIGNS = {
    "higher": polygon((0, -4), (10, -4), (5, 5)),
    "lower": polygon((0, 4), (5, -5), (10, 4)),
}
"""Up is more green: a share that is not green lies lower then."""
_WIDE_NAME, _WIDE_VERDICT = 112.0, 168.0


@dataclass(frozen=True)
class Frame:
    """How large everything is; in picture units.

    Attributes
    ----------
    width, margin : float
        Of the picture, and what is left free round it.
    left, right : float
        Where the lanes begin and end: a share of 0, and of 1.
    name, text, small : float
        Sizes of names, of verdicts, and of all else.
    lane, between, below : float
        Heights: of a lane, between the two of a row, and below both.
    """

    width: float
    margin: float
    left: float
    right: float
    name: float
    text: float
    small: float
    lane: float
    between: float
    below: float

    def x(self, share: float) -> float:
        """Return where a share lies."""
        return self.left + share * (self.right - self.left)

    @property
    def row(self) -> float:
        """The height of both lanes."""
        return 2 * self.lane + self.between


def change_frame(words: ChangeWords, layout: str) -> Frame:
    """Return how large everything is in a layout; parameters as for `change_drawing`."""
    small = 10.5
    labels = max(text_width(text, small) for text in (words.then, words.now)) + 8
    if layout == "narrow":
        # For a screen that is read from the last chair: as large as 320 units allow.
        return Frame(320, 4, 4 + labels, 312, 13, small, small, 13, 3, 10)
    width, margin = 640.0, 10.0
    right = width - margin - _WIDE_VERDICT - _GAP
    return Frame(width, margin, margin + _WIDE_NAME + labels, right, 14, 11.5, small, 15, 4, 15)


def change_drawing(spec: ChangeSpec, layout: str = "narrow") -> Drawing:
    """Return then and now with everything in its place.

    Parameters
    ----------
    spec : ChangeSpec
        What to draw.
    layout : {"narrow", "wide"}
        Name and verdict above the ranges (the side of a screen), or beside them.
    """
    size = change_frame(spec.words, layout)
    y, groups = size.margin, []
    for row in spec.rows:
        if layout == "narrow":
            said, y = _above(row, y, size)
        else:
            said = _beside(row, y + size.row / 2, size)
        groups.append(MarkGroup(f"said-{row.key}", tuple(said)))
        groups.append(MarkGroup(f"change-{row.key}", tuple(_lanes(row, y, size, spec))))
        y += size.row + size.below
    axis, y = _axis(spec, y - size.below + 4, size)
    icons = {
        "known": Shape(_pill(-6, 6, 0), fill=NOW.fill),
        "wider": Shape(_pill(-9.6, 9.6, 0), fill=NOW.mark),
    }
    items = [LegendEntry("known", spec.words.known), LegendEntry("wider", spec.words.wider)]
    below, height = legend(items, y, size.width, size.small, margin=size.margin, more=icons)
    bottom = y + height + size.margin / 2
    return Drawing(size.width, bottom, spec.words, (*groups, MarkGroup("axis", tuple(axis)), below))


def _above(row: ChangeRow, y: float, size: Frame) -> tuple[list[Mark], float]:
    """Return name and verdict, on one line if they fit, and where the lanes begin."""
    leading, right = size.text * 1.3, size.width - size.margin
    base, lines = y + size.name * 0.85, broken(row.words, size.width, size.text)
    name = Words(size.margin, base, row.name, size.name, bold=True)
    x = right - _SIGN_ROOM - text_width(row.words, size.text, bold=row.is_sure)
    if x < size.margin + text_width(row.name, size.name, bold=True) + _GAP:
        room = right - size.margin - _SIGN_ROOM
        x, lines = size.margin, broken(row.words, room, size.text, bold=row.is_sure)
        y += leading * len(lines)
        base += leading
    marks = _verdict(row, x, base - size.text * CAP, lines, size)
    return [name, *marks], y + size.name + 4


def _beside(row: ChangeRow, middle: float, size: Frame) -> list[Mark]:
    """Return the name left of the lanes, and the verdict right of them."""
    lines = broken(row.words, _WIDE_VERDICT - _SIGN_ROOM, size.text, bold=row.is_sure)
    first = middle - (len(lines) - 1) * size.text * 0.65
    name = Words(size.margin, middle, row.name, size.name, bold=True).centred()
    return [name, *_verdict(row, size.right + _GAP, first, lines, size)]


def _verdict(
    row: ChangeRow, x: float, middle: float, lines: tuple[str, ...], size: Frame
) -> Iterator[Mark]:
    """Yield the sign and the words of a verdict, of which the first line has its middle there."""
    colour, base = INK if row.is_sure else SOFT_INK, middle + size.text * CAP
    if row.is_sure:
        yield Shape(placed(_SIGNS[row.verdict], x, middle, 1), fill=colour)
    else:
        yield Words(x + 1.5, middle, "?", 12, colour, bold=True).centred()
    leading = size.text * 1.3
    yield from column(lines, x + _SIGN_ROOM, base, size.text, leading, colour, bold=row.is_sure)


def _lanes(row: ChangeRow, y: float, size: Frame, spec: ChangeSpec) -> Iterator[Mark]:
    bottom = y + size.row
    yield Shape(rectangle(size.left, y, size.right - size.left, size.row), fill=WHITE)
    cuts = [segment((size.x(cut), y), (size.x(cut), bottom)) for cut in (0, *spec.cuts, 1)]
    yield Shape(compound(cuts), edge=THREAD, width=0.8)
    middles = y + size.lane / 2, bottom - size.lane / 2
    for reach, text, middle, tone in (
        (row.then, spec.words.then, middles[0], THEN),
        (row.now, spec.words.now, middles[1], NOW),
    ):
        label = Words(size.left - 8, middle, text, size.small, SOFT_INK, anchor="right")
        yield label.centred()
        if reach is None:
            nothing = Words(size.left + 6, middle, spec.words.nothing, size.small, SOFT_INK)
            yield nothing.centred()
        else:
            wider, known = (size.x(reach.least), size.x(reach.most)), _known(reach, size)
            yield Shape(_pill(*wider, middle), fill=tone.mark)
            yield Shape(_pill(*known, middle), fill=tone.fill, edge=tone.edge, width=_LINE)
    if row.is_sure and row.then and row.now:
        starts, stops = (sum(_known(reach, size)) / 2 for reach in (row.then, row.now))
        half = THICK / 2 + 1
        yield from _arrow((starts, middles[0] + half), (stops, middles[1] - half))


def _known(reach: Reach, size: Frame) -> tuple[float, float]:
    return size.x(reach.low), size.x(reach.high)


def _arrow(start: Point, stop: Point) -> Iterator[Mark]:
    # Down from then, along the gap between the lanes, to where now begins.
    middle = (start[1] + stop[1]) / 2
    side = 1 if stop[0] > start[0] else -1
    tip = stop[0] - side * 2
    yield Shape(path((start, (start[0], middle), (tip, middle))), edge=INK, width=_ARROW)
    back = tip - side * _HEAD
    head = polygon((tip + side, middle), (back, middle - _HEAD * 0.7), (back, middle + _HEAD * 0.7))
    yield Shape(head, fill=INK)


def _axis(spec: ChangeSpec, y: float, size: Frame) -> tuple[list[Mark], float]:
    """Return the words under the lanes and what is measured, and where they end."""
    marks: list[Mark] = []
    for tick in spec.ticks:
        half = text_width(tick.words, size.small) / 2
        x = max(size.x(tick.at), size.left - 6 + half)
        x = min(x, size.width - size.margin / 2 - half)
        marks.append(Words(x, y + size.small, tick.words, size.small, SOFT_INK, anchor="center"))
    y, leading = y + size.small * 1.3, size.small * 1.3
    middle = (size.left + size.right) / 2
    lines = broken(spec.words.axis, 2 * (size.width - size.margin - middle), size.small)
    first = y + size.small
    marks += column(lines, middle, first, size.small, leading, SOFT_INK, anchor="center")
    return marks, y + leading * len(lines) + 4


def _pill(left: float, right: float, y: float) -> Contour:
    """A bar with round ends; one that is too short becomes a dot around its middle."""
    radius = THICK / 2
    short = max(0.0, THICK - (right - left)) / 2
    left, right = left - short, right + short
    end = arc((right - radius, y), radius, 0, 180)
    back = arc((left + radius, y), radius, 180, 360)
    (_, first), *rest = back.steps
    return Contour((*end.steps, ("L", first), *rest, ("Z", ())))
