"""Which entries a legend needs, and where they go; standard library only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from weerbaar.figures.net_spec import (
    COLOURS,
    LEVELS,
    TENDENCIES,
    FillWords,
    GroupFill,
    LevelFill,
    NetSpec,
    PersonFill,
)
from weerbaar.figures.parts import BAND
from weerbaar.figures.widths import about_width

ICON, ICON_GAP, ENTRY_GAP = 12.0, 5.0, 16.0
ICON_RATIO = 1.6  # a group's icon is a small bar
INTERVAL, REFERENCE, REACH = "interval", "reference", "reach"
"""Kinds of entries that explain a line over a bar, a mark that bars are compared with, and how far
a pole may lean."""
_EITHER = 1.5  # some or much


@dataclass(frozen=True)
class Entry:
    """An icon's kind (a tone, "band", "level0" to "level2", ...) and the words beside it."""

    kind: str
    words: str


@dataclass(frozen=True)
class Spot:
    """Where an entry stands: the left end of its icon and the middle of its line."""

    entry: Entry
    x: float
    y: float


def net_entries(spec: NetSpec) -> tuple[Entry, ...]:
    """Return the legend of a net."""
    fills: list[PersonFill | GroupFill | LevelFill | None] = []
    for quadrant in spec.quadrants:
        fills += [quadrant.level] if quadrant.level else [w.fill for w in quadrant.wedges]
    return entries(fills, spec.words)


def entries(
    fills: Iterable[PersonFill | GroupFill | LevelFill | None], words: FillWords
) -> tuple[Entry, ...]:
    """Return what the fills need explained; one person's legend is always the whole scale."""
    fills = list(fills)
    if any(isinstance(fill, PersonFill) for fill in fills):
        kinds = {*COLOURS, "open"}
    else:
        kinds = {kind for fill in fills for kind in _kinds(fill)}
    tendencies = dict(zip(TENDENCIES, words.tendencies, strict=True))
    if level_kind(_EITHER) in kinds:
        # Where these are not told apart, neither of them is in the picture.
        kinds -= {level_kind(1), level_kind(2)}
    levels = {level_kind(level): words.levels[level] for level in LEVELS}
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
    return tuple(Entry(kind, text) for kind, text in texts.items() if kind in kinds)


def level_kind(level: float) -> str:
    """Return the kind of the entry of a level."""
    return f"level{level:g}"


def _kinds(fill: PersonFill | GroupFill | LevelFill | None) -> set[str]:
    level = getattr(fill, "level", None)
    if level is not None:
        return {level_kind(step) for step in (0, 1, 2, level)}
    if not isinstance(fill, GroupFill):
        return {"open"}
    known = {"orange", "red"} if fill.red_share is not None else {fill.tendency or "not_green"}
    return {"green"} | known | (set() if fill.exact else {BAND})


def flow(
    items: tuple[Entry, ...], width: float, size: float, ratio: float
) -> tuple[tuple[Spot, ...], float]:
    """Lay entries in centred rows.

    Parameters
    ----------
    items : tuple of Entry
        In reading order.
    width, size : float
        Room for a row, and the size of the words.
    ratio : float
        Width of an icon over its height.

    Returns
    -------
    tuple of Spot, float
        Spots with y counted from the top of the legend, and the height of all rows.
    """
    needs = [(entry, ICON * ratio + ICON_GAP + about_width(entry.words, size)) for entry in items]
    rows = _rows(needs, width)
    # As narrow as the same number of rows allows: no row is left with a single entry.
    row_count, narrow = len(rows), width
    while narrow > 0 and len(closer := _rows(needs, narrow)) == row_count:
        narrow, rows = narrow - 4, closer
    line = size * 1.75
    spots = []
    for index, row in enumerate(rows):
        x = (width - sum(need for _, need in row) - ENTRY_GAP * (len(row) - 1)) / 2
        for entry, need in row:
            spots.append(Spot(entry, x, (index + 0.5) * line))
            x += need + ENTRY_GAP
    return tuple(spots), len(rows) * line if items else 0.0


def _rows(needs: list[tuple[Entry, float]], width: float) -> list[list[tuple[Entry, float]]]:
    rows: list[list[tuple[Entry, float]]] = [[]]
    used = 0.0
    for entry, need in needs:
        if rows[-1] and used + ENTRY_GAP + need > width:
            rows.append([])
            used = 0.0
        used += need + (ENTRY_GAP if rows[-1] else 0)
        rows[-1].append((entry, need))
    return rows
