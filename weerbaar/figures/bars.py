"""A group's answers as one bar per statement: label, bar and count beside each other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from weerbaar.figures.fills import FillWords, GroupFill, Keyed, check_interval, check_unique
from weerbaar.figures.fonts import broken, text_width
from weerbaar.figures.legend import INTERVAL, LegendEntry, entries, legend
from weerbaar.figures.marks import Drawing, MarkGroup, OpenMark, Words
from weerbaar.figures.shapes import Bar, bar_marks, column, whisker
from weerbaar.figures.style import CAP, SOFT_INK

if TYPE_CHECKING:
    from weerbaar.catalog import Voice
    from weerbaar.catalog.schema import InstrumentFile

WIDTH, MARGIN = 720.0, 10.0
_NAME_SIZE, _TEXT_SIZE = 14.0, 11.5
_LINE, _NAME_LINE, _THICK = 15.5, 22.0, 14.0
_ROW_GAP, _GROUP_GAP, _COLUMN_GAP, _NUMBERS, _LABELS = 8.0, 12.0, 12.0, 19.0, 199.0


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
    count : str
        What to say of the not green, e.g. "9 van 23"; or nothing.
    interval : (float, float) or None
        Ends of the interval of the share that is not green, 0..1, if there is one.
    """

    number: int
    label: str
    fill: GroupFill | None
    count: str = ""
    interval: tuple[float, float] | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        check_interval(self.interval)


@dataclass(frozen=True)
class BarGroup(Keyed):
    """One quadrant, by name, with its statements in order."""

    name: str
    rows: tuple[BarRow, ...]


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

    @classmethod
    def of(
        cls,
        file: InstrumentFile,
        voice: Voice,
        shown: Callable[[str], tuple[GroupFill | None, str, tuple[float, float] | None]],
        words: BarsWords,
    ) -> BarsSpec:
        """Return the bars of a questionnaire.

        Parameters
        ----------
        file : InstrumentFile
            Its quadrants and statements.
        voice : Voice
            Says their texts.
        shown : callable
            From the id of a statement to its fill, its count and its interval, as in `BarRow`.
        words : BarsWords
            All other words.
        """
        numbers = count(1)
        groups = tuple(
            BarGroup(
                quadrant.id,
                voice.of(quadrant.name),
                tuple(
                    BarRow(s.id, next(numbers), voice.of(s.text), *shown(s.id))
                    for s in quadrant.statements
                ),
            )
            for quadrant in file.quadrants
        )
        return cls(groups, words)

    def __post_init__(self) -> None:
        check_unique(group.key for group in self.groups)
        check_unique(row.key for row in self.rows())

    def rows(self) -> list[BarRow]:
        """Return the rows of all quadrants, in order."""
        return [row for group in self.groups for row in group.rows]


def bars_drawing(spec: BarsSpec) -> Drawing:
    """Return bars with everything in its place."""
    rows, y, groups = spec.rows(), MARGIN, []
    counts = max((text_width(row.count, _TEXT_SIZE) for row in rows), default=0.0)
    left = MARGIN + _NUMBERS + _LABELS + _COLUMN_GAP
    right = WIDTH - MARGIN - counts - _COLUMN_GAP
    for group in spec.groups:
        name = Words(MARGIN, y + _NAME_SIZE * 0.85, group.name, _NAME_SIZE, bold=True)
        groups.append(MarkGroup(f"name-{group.key}", (name,)))
        y += _NAME_LINE
        for row in group.rows:
            label = broken(row.label, _LABELS, _TEXT_SIZE)
            height = max(_THICK, _LINE * len(label))
            bar = Bar(left, y + (height - _THICK) / 2, right - left, _THICK)
            groups.append(MarkGroup(f"bar-{row.key}", tuple(_row(row, label, bar))))
            y += height + _ROW_GAP
        y += _GROUP_GAP
    items = entries([row.fill for row in rows], spec.words)
    if any(row.interval for row in rows):
        items += (LegendEntry(INTERVAL, spec.words.interval),)
    below, height = legend(items, y, WIDTH, _TEXT_SIZE)
    return Drawing(WIDTH, y + height + MARGIN / 2, spec.words, (*groups, below))


def _row(row: BarRow, label: tuple[str, ...], bar: Bar) -> list[OpenMark]:
    middle = bar.top + bar.height / 2
    base, x = middle + _TEXT_SIZE * CAP, MARGIN + _NUMBERS
    first = base - _LINE * (len(label) - 1) / 2
    marks = bar_marks(bar, row.fill)
    if row.interval:
        low, high = (bar.x(end) for end in row.interval)
        marks += whisker((low, high), middle)
    marks.append(Words(x - 5, first, str(row.number), _TEXT_SIZE - 1, SOFT_INK, anchor="right"))
    marks += column(label, x, first, _TEXT_SIZE, _LINE)
    if row.count:
        marks.append(Words(bar.x(1) + _COLUMN_GAP, base, row.count, _TEXT_SIZE))
    return marks
