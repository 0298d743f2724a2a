"""Where everything in a group's bars stands: pure arithmetic, given a way to measure texts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from weerbaar.figures.bars_spec import BarGroup, BarsSpec
from weerbaar.figures.legend import (
    ICON_RATIO,
    INTERVAL,
    Entry,
    Spot,
    entries,
    flow,
)
from weerbaar.figures.net_spec import GroupFill, LevelFill
from weerbaar.figures.style import CAP
from weerbaar.figures.widths import TextWidth

MARGIN, NAME_SIZE, TEXT_SIZE, SMALL_SIZE = 10.0, 14.0, 11.5, 10.0
LINE, SMALL_LINE, NAME_LINE, BAR = 15.5, 13.0, 22.0, 14.0
ROW_GAP, GROUP_GAP, COLUMN_GAP, NUMBER_ROOM = 8.0, 12.0, 12.0, 19.0
_LABEL_COLUMN, _WIDE = 230.0, 720.0


@dataclass(frozen=True)
class Words:
    """A text in its place: its baseline starts at (x, y), or ends there when `is_right`."""

    text: str
    x: float
    y: float
    size: float
    bold: bool = False
    soft: bool = False
    is_right: bool = False


@dataclass(frozen=True)
class Bar:
    """A bar in its place, the part of the picture that it is, and what it shows."""

    part: str
    x: float
    y: float
    width: float
    fill: GroupFill | LevelFill | None
    interval: tuple[float, float] | None = None


@dataclass(frozen=True)
class BarsLayout:
    """All bars with everything in its place, in picture units."""

    width: float
    height: float
    words: tuple[Words, ...]
    bars: tuple[Bar, ...]
    legend: tuple[Spot, ...]


@dataclass(frozen=True)
class _Line:
    """What one bar says, whether it stands for a statement or for a whole quadrant."""

    part: str
    number: str
    label: str
    fill: GroupFill | LevelFill | None
    count: str
    skips: str
    interval: tuple[float, float] | None = None


@dataclass(frozen=True)
class _Columns:
    bar_x: float
    bar_width: float
    count_x: float
    skips_x: float


def narrow(spec: BarsSpec, measure: TextWidth) -> BarsLayout:
    """Return the layout for a phone: each label above its bar."""
    width, y = 320.0, MARGIN
    words: list[Words] = []
    bars: list[Bar] = []
    for group in spec.groups:
        words.append(Words(group.name, MARGIN, y + NAME_SIZE * 0.85, NAME_SIZE, bold=True))
        y += NAME_LINE
        for item in _lines(group, spec):
            y = _narrow_row(item, y, width, measure, words, bars)
        y += GROUP_GAP
    return _with_legend(spec, width, y, words, bars)


def wide(spec: BarsSpec, measure: TextWidth) -> BarsLayout:
    """Return the layout for a screen: label, bar and count beside each other."""
    columns = _columns(spec, measure)
    y = MARGIN
    words: list[Words] = []
    bars: list[Bar] = []
    for group in spec.groups:
        # The one bar of a whole quadrant stands beside its name.
        is_one = group.level is not None
        base = y + (BAR / 2 + NAME_SIZE * CAP if is_one else NAME_SIZE * 0.85)
        words.append(Words(group.name, MARGIN, base, NAME_SIZE, bold=True))
        y += 0 if is_one else NAME_LINE
        for item in _lines(group, spec):
            y = _wide_row(item, y, columns, measure, words, bars)
        y += GROUP_GAP
    return _with_legend(spec, _WIDE, y, words, bars)


LAYOUTS: dict[str, Callable[[BarsSpec, TextWidth], BarsLayout]] = {"narrow": narrow, "wide": wide}


def broken(
    text: str, width: float, measure: TextWidth, size: float = TEXT_SIZE, *, bold: bool = False
) -> list[str]:
    """Return a label in lines no wider than a width, broken between words."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and measure(longer, size, bold=bold) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _lines(group: BarGroup, spec: BarsSpec) -> list[_Line]:
    if group.level is None:
        return [
            _Line(
                f"bar-{row.key}",
                str(row.number),
                row.label,
                row.fill,
                row.count,
                row.skips,
                row.interval,
            )
            for row in group.rows
        ]
    level = group.level.level
    text = spec.words.open if level is None else spec.words.levels[level]
    return [_Line(f"quadrant-{group.key}", "", "", group.level, text, "")]


def _narrow_row(
    item: _Line,
    y: float,
    width: float,
    measure: TextWidth,
    words: list[Words],
    bars: list[Bar],
) -> float:
    room = width - 2 * MARGIN - NUMBER_ROOM
    right = width - MARGIN
    lines = broken(item.label, room, measure)
    _write_label(item, lines, y, words)
    y += LINE * len(lines) if item.label else 0.0
    used = measure(lines[-1], TEXT_SIZE) + COLUMN_GAP
    count_room = measure(item.count, TEXT_SIZE)
    if item.count and (not item.label or used + count_room > room):
        y += LINE  # the count does not fit behind the label
    if item.count:
        words.append(Words(item.count, right, y - 4.4, TEXT_SIZE, soft=True, is_right=True))
    y += 2
    bars.append(Bar(item.part, MARGIN, y, width - 2 * MARGIN, item.fill, item.interval))
    y += BAR
    if item.skips:
        y += SMALL_LINE
        words.append(Words(item.skips, right, y - 2, SMALL_SIZE, soft=True, is_right=True))
    return y + ROW_GAP


def _wide_row(
    item: _Line,
    y: float,
    columns: _Columns,
    measure: TextWidth,
    words: list[Words],
    bars: list[Bar],
) -> float:
    lines = broken(item.label, _LABEL_COLUMN - NUMBER_ROOM - COLUMN_GAP, measure)
    height = max(BAR, LINE * len(lines))
    _write_label(item, lines, y + (height - LINE * len(lines)) / 2, words)
    top = y + (height - BAR) / 2
    bars.append(Bar(item.part, columns.bar_x, top, columns.bar_width, item.fill, item.interval))
    base = y + height / 2 + TEXT_SIZE * CAP
    if item.count:
        words.append(Words(item.count, columns.count_x, base, TEXT_SIZE))
    if item.skips:
        words.append(Words(item.skips, columns.skips_x, base, SMALL_SIZE, soft=True))
    return y + height + ROW_GAP


def _write_label(item: _Line, lines: list[str], y: float, words: list[Words]) -> None:
    base = y + LINE / 2 + TEXT_SIZE * CAP
    if item.number:
        x = MARGIN + NUMBER_ROOM - 5
        words.append(Words(item.number, x, base, TEXT_SIZE - 1, soft=True, is_right=True))
    for index, text in enumerate(lines):
        if text:
            words.append(Words(text, MARGIN + NUMBER_ROOM, base + LINE * index, TEXT_SIZE))


def _columns(spec: BarsSpec, measure: TextWidth) -> _Columns:
    items = [item for group in spec.groups for item in _lines(group, spec)]
    counts = max((measure(item.count, TEXT_SIZE) for item in items), default=0.0)
    skips = max((measure(item.skips, SMALL_SIZE) for item in items), default=0.0)
    skips_x = _WIDE - MARGIN - skips
    count_x = skips_x - (COLUMN_GAP if skips else 0.0) - counts
    bar_x = MARGIN + _LABEL_COLUMN
    return _Columns(bar_x, count_x - COLUMN_GAP - bar_x, count_x, skips_x)


def _with_legend(
    spec: BarsSpec,
    width: float,
    y: float,
    words: list[Words],
    bars: list[Bar],
) -> BarsLayout:
    items = entries(spec.fills(), spec.words)
    if spec.has_intervals():
        items += (Entry(INTERVAL, spec.words.interval),)
    spots, height = flow(items, width - 2 * MARGIN, TEXT_SIZE, ICON_RATIO)
    legend = tuple(Spot(spot.entry, spot.x + MARGIN, spot.y + y) for spot in spots)
    return BarsLayout(width, y + height + MARGIN / 2, tuple(words), tuple(bars), legend)
