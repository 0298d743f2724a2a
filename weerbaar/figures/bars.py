"""A group's answers as one bar per statement."""

from __future__ import annotations

from dataclasses import dataclass

from weerbaar.figures.fills import (
    FillWords,
    GroupFill,
    Keyed,
    LevelFill,
    check_interval,
    check_unique,
)
from weerbaar.figures.fonts import broken, text_width
from weerbaar.figures.legend import INTERVAL, Entry, entries, legend
from weerbaar.figures.marks import Drawing, Group, Mark, Words
from weerbaar.figures.shapes import Bar, bar_marks, column, whisker
from weerbaar.figures.style import CAP, SOFT_INK

MARGIN, NAME_SIZE, TEXT_SIZE, SMALL_SIZE = 10.0, 14.0, 11.5, 10.0
THICK = 14.0
_LINE, _SMALL_LINE, _NAME_LINE = 15.5, 13.0, 22.0
_ROW_GAP, _GROUP_GAP, _COLUMN_GAP, _NUMBER_ROOM = 8.0, 12.0, 12.0, 19.0
_NARROW, _WIDE, _LABELS = 320.0, 720.0, 230.0


@dataclass(frozen=True)
class BarRow(Keyed):
    """One statement.

    Attributes
    ----------
    number : int
        Before the label.
    label : str
        Any length: it is broken over lines.
    fill : GroupFill or None
        None when nobody answered.
    count, skips : str
        What to say of the not green and of the skipped, e.g. "9 van 23"; or nothing.
    interval : (float, float) or None
        Ends of the interval of the share that is not green, 0..1, if there is one.
    """

    number: int
    label: str
    fill: GroupFill | None
    count: str = ""
    skips: str = ""
    interval: tuple[float, float] | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        check_interval(self.interval)


@dataclass(frozen=True)
class BarGroup(Keyed):
    """One quadrant.

    Attributes
    ----------
    name : str
        What it is called.
    rows : tuple of BarRow
        Its statements, in order; not drawn when it has a level.
    level : LevelFill or None
        One bar for the whole quadrant, instead of its rows.
    """

    name: str
    rows: tuple[BarRow, ...]
    level: LevelFill | None = None


@dataclass(frozen=True, kw_only=True)
class BarsWords(FillWords):
    """Every word in the picture that names no statement.

    Attributes
    ----------
    interval : str
        What the line over a bar is; only needed where there are intervals.
    """

    interval: str = ""


@dataclass(frozen=True)
class BarsSpec:
    """All bars of a group, by quadrant, and the words."""

    groups: tuple[BarGroup, ...]
    words: BarsWords

    def __post_init__(self) -> None:
        check_unique(group.key for group in self.groups)
        check_unique(row.key for row in self.rows())

    def rows(self) -> list[BarRow]:
        """Return the rows of all quadrants, in order."""
        return [row for group in self.groups for row in group.rows]

    def fills(self) -> list[GroupFill | LevelFill | None]:
        """Return what the bars show: a level for a quadrant that has one, else each fill."""
        fills: list[GroupFill | LevelFill | None] = []
        for group in self.groups:
            fills += [group.level] if group.level else [row.fill for row in group.rows]
        return fills


@dataclass(frozen=True)
class _Line:
    """What one bar says, whether it stands for a statement or for a whole quadrant."""

    part: str
    number: str
    label: str
    fill: GroupFill | LevelFill | None
    count: str
    skips: str = ""
    interval: tuple[float, float] | None = None


@dataclass(frozen=True)
class _Columns:
    """Where everything that stands beside each other begins, and how wide a bar is."""

    bar: float
    width: float
    count: float
    skips: float


def bars_drawing(spec: BarsSpec, layout: str = "narrow") -> Drawing:
    """Return bars with everything in its place.

    Parameters
    ----------
    spec : BarsSpec
        What to draw.
    layout : {"narrow", "wide"}
        Labels above the bars (a phone), or beside them (a screen).
    """
    y, groups = MARGIN, []
    columns = _columns(spec) if layout == "wide" else None
    for group in spec.groups:
        # Beside the labels, the one bar of a whole quadrant stands beside its name.
        is_one = columns is not None and group.level is not None
        base = y + (THICK / 2 + NAME_SIZE * CAP if is_one else NAME_SIZE * 0.85)
        name = Words(MARGIN, base, group.name, NAME_SIZE, bold=True)
        groups.append(Group(f"name-{group.key}", (name,)))
        y += 0 if is_one else _NAME_LINE
        for item in _lines(group, spec):
            marks, y = _wide_row(item, y, columns) if columns else _narrow_row(item, y)
            groups.append(Group(item.part, tuple(marks)))
            y += _ROW_GAP
        y += _GROUP_GAP
    items = entries(spec.fills(), spec.words)
    if any(row.interval for row in spec.rows()):
        items += (Entry(INTERVAL, spec.words.interval),)
    width = _WIDE if columns else _NARROW
    below, height = legend(items, y, width, TEXT_SIZE)
    return Drawing(width, y + height + MARGIN / 2, spec.words, (*groups, below))


def _lines(group: BarGroup, spec: BarsSpec) -> list[_Line]:
    if group.level is None:
        return [
            _Line(f"bar-{r.key}", str(r.number), r.label, r.fill, r.count, r.skips, r.interval)
            for r in group.rows
        ]
    level = group.level.level
    text = spec.words.open if level is None else spec.words.levels[level]
    return [_Line(f"quadrant-{group.key}", "", "", group.level, text)]


def _columns(spec: BarsSpec) -> _Columns:
    items = [item for group in spec.groups for item in _lines(group, spec)]
    counts = max((text_width(item.count, TEXT_SIZE) for item in items), default=0.0)
    skips = max((text_width(item.skips, SMALL_SIZE) for item in items), default=0.0)
    skips_x = _WIDE - MARGIN - skips
    count_x = skips_x - (_COLUMN_GAP if skips else 0.0) - counts
    bar_x = MARGIN + _LABELS
    return _Columns(bar_x, count_x - _COLUMN_GAP - bar_x, count_x, skips_x)


def _narrow_row(item: _Line, y: float) -> tuple[list[Mark], float]:
    """Return a label above its bar, and where the row ends."""
    room, right = _NARROW - 2 * MARGIN - _NUMBER_ROOM, _NARROW - MARGIN
    lines = broken(item.label, room, TEXT_SIZE)
    marks: list[Mark] = [*_label(item, lines, y)]
    y += _LINE * len(lines)
    used = text_width(lines[-1], TEXT_SIZE) + _COLUMN_GAP if lines else room
    if item.count and used + text_width(item.count, TEXT_SIZE) > room:
        y += _LINE  # the count does not fit behind the label
    if item.count:
        marks.append(Words(right, y - 4.4, item.count, TEXT_SIZE, SOFT_INK, anchor="right"))
    y += 2
    marks += _bar(item, Bar(MARGIN, y, right - MARGIN, THICK))
    y += THICK
    if item.skips:
        y += _SMALL_LINE
        marks.append(Words(right, y - 2, item.skips, SMALL_SIZE, SOFT_INK, anchor="right"))
    return marks, y


def _wide_row(item: _Line, y: float, columns: _Columns) -> tuple[list[Mark], float]:
    """Return label, bar and count beside each other, and where the row ends."""
    lines = broken(item.label, _LABELS - _NUMBER_ROOM - _COLUMN_GAP, TEXT_SIZE)
    height = max(THICK, _LINE * len(lines))
    middle = y + height / 2
    marks: list[Mark] = [*_label(item, lines, middle - _LINE * len(lines) / 2)]
    marks += _bar(item, Bar(columns.bar, middle - THICK / 2, columns.width, THICK))
    base = middle + TEXT_SIZE * CAP
    if item.count:
        marks.append(Words(columns.count, base, item.count, TEXT_SIZE))
    if item.skips:
        marks.append(Words(columns.skips, base, item.skips, SMALL_SIZE, SOFT_INK))
    return marks, y + height


def _label(item: _Line, lines: tuple[str, ...], y: float) -> list[Words]:
    base, x = y + _LINE / 2 + TEXT_SIZE * CAP, MARGIN + _NUMBER_ROOM
    label = column(lines, x, base, TEXT_SIZE, _LINE)
    if not item.number:
        return label
    return [Words(x - 5, base, item.number, TEXT_SIZE - 1, SOFT_INK, anchor="right"), *label]


def _bar(item: _Line, bar: Bar) -> list[Mark]:
    marks = bar_marks(bar, item.fill)
    if item.interval:
        low, high = (bar.x(end) for end in item.interval)
        marks += whisker((low, high), bar.top + bar.height / 2)
    return marks
