"""Where everything in a picture of then and now stands: pure arithmetic, given a way to measure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from weerbaar.figures.bars_layout import Words, broken
from weerbaar.figures.change_spec import ChangeRow, ChangeSpec
from weerbaar.figures.style import CAP
from weerbaar.figures.widths import TextWidth

MARGIN, NAME_SIZE, TEXT_SIZE, SMALL_SIZE = 10.0, 14.0, 11.5, 10.5
LANE, LANE_GAP, MARK, SIGN_ROOM = 15.0, 4.0, 9.0, 15.0
_NAME_LINE, _TEXT_LINE, _ROW_GAP, _COLUMN_GAP = 21.0, 15.0, 15.0, 14.0
_NARROW, _WIDE, _WIDE_NAME, _WIDE_VERDICT = 320.0, 720.0, 118.0, 168.0


@dataclass(frozen=True)
class Sign:
    """The sign of a verdict: its left end and its middle."""

    verdict: str
    x: float
    y: float


@dataclass(frozen=True)
class Pair:
    """The two lanes of a row: the middle of each, and where 0 and 1 lie."""

    row: ChangeRow
    then_y: float
    now_y: float


@dataclass(frozen=True)
class Sample:
    """A sample of a range in the legend: its left end, its middle, and which part it explains."""

    kind: str
    x: float
    y: float


@dataclass(frozen=True)
class ChangeLayout:
    """Everything in its place, in picture units; shares run from ``left`` to ``right``."""

    width: float
    height: float
    left: float
    right: float
    pairs: tuple[Pair, ...]
    signs: tuple[Sign, ...]
    samples: tuple[Sample, ...]
    words: tuple[Words, ...]

    def x(self, share: float) -> float:
        """Where a share lies."""
        return self.left + share * (self.right - self.left)


class _Page:
    """What has been placed so far."""

    def __init__(self, spec: ChangeSpec, measure: TextWidth, width: float, indent: float) -> None:
        self.spec, self.measure, self.width = spec, measure, width
        lanes = (spec.words.then, spec.words.now)
        self.label = max(measure(text, SMALL_SIZE) for text in lanes) + 8
        self.left = indent + self.label
        self.right = width - MARGIN - 4
        self.y = MARGIN
        self.pairs: list[Pair] = []
        self.signs: list[Sign] = []
        self.samples: list[Sample] = []
        self.words: list[Words] = []

    def write(self, text: str, x: float, y: float, size: float, **look: bool) -> None:
        self.words.append(Words(text, x, y, size, **look))

    def lanes(self, row: ChangeRow) -> None:
        """Two lanes from here, with their labels and what they lack."""
        then_y, now_y = self.y + LANE / 2, self.y + LANE * 1.5 + LANE_GAP
        self.pairs.append(Pair(row, then_y, now_y))
        for text, y, reach in (
            (self.spec.words.then, then_y, row.then),
            (self.spec.words.now, now_y, row.now),
        ):
            base = y + SMALL_SIZE * CAP
            self.write(text, self.left - 8, base, SMALL_SIZE, soft=True, is_right=True)
            if reach is None:
                self.write(self.spec.words.nothing, self.left + 6, base, SMALL_SIZE, soft=True)
        self.y = now_y + LANE / 2

    def verdict(self, row: ChangeRow, x: float, y: float, lines: list[str]) -> None:
        """The sign and the words of a verdict; ``y`` is the middle of the first line."""
        self.signs.append(Sign(row.verdict, x, y))
        for index, text in enumerate(lines):
            base = y + index * _TEXT_LINE + TEXT_SIZE * CAP
            bold = row.verdict != "unsure"
            self.write(text, x + SIGN_ROOM, base, TEXT_SIZE, bold=bold, soft=not bold)

    def axis(self) -> None:
        """The words under the lanes, and what is measured."""
        self.y += 4
        for tick in self.spec.ticks:
            half = self.measure(tick.words, SMALL_SIZE) / 2
            x = self.left + tick.at * (self.right - self.left)
            x = min(max(x - half, self.left - 6), self.width - MARGIN / 2 - 2 * half)
            self.write(tick.words, x, self.y + SMALL_SIZE, SMALL_SIZE, soft=True)
        self.y += _TEXT_LINE
        x = self.left - 6
        for text in broken(self.spec.words.axis, (self.width - MARGIN - x) * 0.9, self.measure):
            self.write(text, x, self.y + SMALL_SIZE, SMALL_SIZE, soft=True)
            self.y += _TEXT_LINE
        self.y += 8

    def legend(self) -> None:
        """One line for each part of a range."""
        x = self.left - 6
        for kind, text in (("known", self.spec.words.known), ("wider", self.spec.words.wider)):
            self.samples.append(Sample(kind, x, self.y + _TEXT_LINE / 2))
            for line in broken(text, (self.width - MARGIN - x - 34) * 0.9, self.measure):
                base = self.y + _TEXT_LINE / 2 + SMALL_SIZE * CAP
                self.write(line, x + 34, base, SMALL_SIZE)
                self.y += _TEXT_LINE
            self.y += 3

    def laid(self) -> ChangeLayout:
        """All of it."""
        return ChangeLayout(
            self.width,
            self.y + MARGIN / 2,
            self.left,
            self.right,
            tuple(self.pairs),
            tuple(self.signs),
            tuple(self.samples),
            tuple(self.words),
        )


def narrow(spec: ChangeSpec, measure: TextWidth) -> ChangeLayout:
    """Return the layout for a phone: name and verdict above the lanes."""
    page = _Page(spec, measure, _NARROW, MARGIN)
    for row in spec.rows:
        base = page.y + NAME_SIZE * 0.85
        page.write(row.name, MARGIN, base, NAME_SIZE, bold=True)
        need = measure(row.words, TEXT_SIZE, bold=row.verdict != "unsure") + SIGN_ROOM
        used = MARGIN + measure(row.name, NAME_SIZE, bold=True) + _COLUMN_GAP
        beside = used + need <= page.right
        if not beside:
            page.y += _TEXT_LINE
            base = page.y + NAME_SIZE * 0.85
        x = page.right - need if beside else MARGIN
        lines = [row.words] if beside else broken(row.words, 270, measure)
        page.verdict(row, x, base - TEXT_SIZE * CAP, lines)
        page.y += _NAME_LINE + (len(lines) - 1) * _TEXT_LINE
        page.lanes(row)
        page.y += _ROW_GAP
    page.y -= _ROW_GAP
    page.axis()
    page.legend()
    return page.laid()


def wide(spec: ChangeSpec, measure: TextWidth) -> ChangeLayout:
    """Return the layout for a laptop: name, lanes and verdict beside each other."""
    page = _Page(spec, measure, _WIDE, MARGIN + _WIDE_NAME)
    verdict_x = _WIDE - MARGIN - _WIDE_VERDICT
    page.right = verdict_x - _COLUMN_GAP
    for row in spec.rows:
        middle = page.y + LANE + LANE_GAP / 2
        page.write(row.name, MARGIN, middle + NAME_SIZE * CAP, NAME_SIZE, bold=True)
        lines = broken(row.words, (_WIDE_VERDICT - SIGN_ROOM) * 0.9, measure)
        page.verdict(row, verdict_x, middle - (len(lines) - 1) * _TEXT_LINE / 2, lines)
        page.lanes(row)
        page.y += _ROW_GAP
    page.y -= _ROW_GAP
    page.axis()
    page.legend()
    return page.laid()


LAYOUTS: dict[str, Callable[[ChangeSpec, TextWidth], ChangeLayout]] = {
    "narrow": narrow,
    "wide": wide,
}
