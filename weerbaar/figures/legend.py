"""A legend: which entries a picture needs, and small samples of what it holds, with their words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from weerbaar.figures.contour import compound, placed, polygon, segment
from weerbaar.figures.fills import (
    BAND,
    COLOURS,
    LEVEL_STEPS,
    LEVELS,
    TENDENCIES,
    FillWords,
    GroupFill,
    LevelFill,
    PersonFill,
)
from weerbaar.figures.fonts import text_width
from weerbaar.figures.marks import Mark, MarkGroup, Paint, Shape, Words
from weerbaar.figures.shapes import Bar, level_marks, reference, share_marks, whisker
from weerbaar.figures.style import SHADE, SOFT_INK, SYMBOLS, TONES, WHITE

ICON = 12.0
INTERVAL, REFERENCE, REACH = "interval", "reference", "reach"
"""Kinds of entries that explain a line over a bar, a mark that bars are compared with, and how far
a pole may lean."""
REACH_PAINT = Paint(fill=SHADE, edge=SOFT_INK, width=1, dash=(3, 2.6))
"""Of where a pole may be."""
_ICON_GAP, _ENTRY_GAP = 5.0, 16.0
_SQUARE, _WIDE = 1.0, 1.6  # one person answers; a group has shares, and its icon is a small bar
_EITHER = 1.5  # some or much


@dataclass(frozen=True)
class LegendEntry:
    """An icon's kind (a tone, "band", "level0" to "level2", ...) and the words beside it."""

    kind: str
    words: str


def entries(
    fills: Iterable[PersonFill | GroupFill | LevelFill | None], words: FillWords
) -> tuple[LegendEntry, ...]:
    """Return what the fills need explained; one person's legend is always the whole scale."""
    fills = list(fills)
    if any(isinstance(fill, PersonFill) for fill in fills):
        kinds = {*COLOURS, "open"}
    else:
        kinds = {kind for fill in fills for kind in _kinds(fill)}
    tendencies = dict(zip(TENDENCIES, words.tendencies, strict=True))
    if _level_kind(_EITHER) in kinds:
        # Where these are not told apart, neither of them is in the picture.
        kinds -= {_level_kind(1), _level_kind(2)}
    levels = {_level_kind(level): words.levels[level] for level in LEVELS}
    texts = {
        "green": words.green,
        "orange": words.orange,
        "red": words.red,
        "not_green": words.not_green,
        **tendencies,
        BAND: words.band,
        **levels,
        "open": words.open,
    }
    return tuple(LegendEntry(kind, text) for kind, text in texts.items() if kind in kinds)


def legend(
    items: Iterable[LegendEntry],
    top: float,
    width: float,
    size: float,
    *,
    margin: float = 10,
    is_person: bool = False,
    more: Mapping[str, Shape] | None = None,
) -> tuple[MarkGroup, float]:
    """Return a legend in centred rows, and how high it is.

    Parameters
    ----------
    items : iterable of LegendEntry
        In reading order.
    top, width, margin : float
        Where it begins, how wide the picture is, and what is left free at both sides of it.
    size : float
        Of the words, in picture units.
    is_person : bool
        Icons are squares for a person, who answers, and bars for a group, which has shares.
    more : mapping of str to Shape
        Icons of other kinds, around (0, 0).
    """
    icon = ICON * (_SQUARE if is_person else _WIDE)
    needs = [
        (entry, icon + _ICON_GAP + text_width(entry.words, size) + _ENTRY_GAP) for entry in items
    ]
    leading = size * 1.75
    marks: list[Mark] = []
    rows = _rows(needs, width - 2 * margin) if needs else []
    for index, row in enumerate(rows):
        x = (width - sum(need for _, need in row) + _ENTRY_GAP) / 2
        y = top + (index + 0.5) * leading
        for entry, need in row:
            marks += _icon(entry.kind, x, y, icon, more or {})
            marks.append(Words(x + icon + _ICON_GAP, y, entry.words, size).centred())
            x += need
    return MarkGroup("legend", tuple(marks)), leading * len(rows)


def _level_kind(level: float) -> str:
    return f"level{level:g}"


def _kinds(fill: PersonFill | GroupFill | LevelFill | None) -> set[str]:
    level = getattr(fill, "level", None)
    if level is not None:
        return {_level_kind(step) for step in (0, 1, 2, level)}
    if not isinstance(fill, GroupFill):
        return {"open"}
    known = {"orange", "red"} if fill.red_share is not None else {fill.tendency or "not_green"}
    return {"green"} | known | (set() if fill.exact else {BAND})


_Need = tuple[LegendEntry, float]


def _rows(needs: list[_Need], width: float) -> list[list[_Need]]:
    """Return rows that are as narrow as so few allow: none is left with a single entry."""
    rows = _filled(needs, width)
    count = len(rows)
    while width > 0 and len(closer := _filled(needs, width)) == count:
        width, rows = width - 4, closer
    return rows


def _filled(needs: list[_Need], width: float) -> list[list[_Need]]:
    rows: list[list[_Need]] = [[]]
    used = 0.0
    for entry, need in needs:
        if rows[-1] and used + need - _ENTRY_GAP > width:
            rows.append([])
            used = 0.0
        used += need
        rows[-1].append((entry, need))
    return rows


def _icon(kind: str, x: float, y: float, width: float, more: Mapping[str, Shape]) -> list[Mark]:
    top = y - ICON / 2
    bar = Bar(x, top, width, ICON, spacing=2.6, thread=1.7, gap=0.6)
    if kind in more:
        return [more[kind].placed(x + width / 2, y, 1)]
    if kind.startswith("level"):
        level = float(kind.removeprefix("level"))
        return [*level_marks(bar, level), *([] if level else _meshes(bar))]
    lines: dict[str, list[Mark]] = {
        INTERVAL: whisker((x, x + width), y),
        REFERENCE: reference(x + width / 2, top, top + ICON),
        REACH: [REACH_PAINT.on(polygon((x, y), (x + width, top), (x + width, top + ICON)))],
        BAND: share_marks(bar, GroupFill(0, 1)),
    }
    return lines[kind] if kind in lines else _tone(kind, bar)


def _tone(kind: str, bar: Bar) -> list[Mark]:
    tone, dash = TONES[kind], (2.4, 2.0) if kind == "open" else None
    box = bar.between(0, bar.length)
    marks: list[Mark] = [Shape(box, fill=tone.fill, edge=tone.edge, width=0.9, dash=dash)]
    if kind in SYMBOLS:
        middle = bar.x(0.5), bar.top + bar.height / 2
        marks.append(Shape(placed(SYMBOLS[kind], *middle, 3.3), fill=tone.mark))
    return marks


def _meshes(bar: Bar) -> list[Mark]:
    """A whole piece of net on each step, as a calm quadrant has."""
    steps = [(bar.x(n / LEVEL_STEPS), bar.x((n + 1) / LEVEL_STEPS)) for n in range(LEVEL_STEPS)]
    foot = bar.top + bar.height
    crossing = [
        segment((start, bar.top), (stop, foot))
        for left, right in steps
        for start, stop in ((left, right), (right, left))
    ]
    return [Shape(compound(crossing), edge=WHITE, width=0.9, opacity=0.8)]
