"""Paragraphs on a slide, and how much smaller they must be to fit their place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from weerbaar.figures.fonts import text_width
from weerbaar.figures.style import INK

LEADING = 1.25
"""Of the lines of a paragraph, times its size."""
LEAST = 45
"""Percent; smaller is not read on a beamer, and no text of ours needs it."""
_MEASURED = 100.0
_Item = TypeVar("_Item")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph.

    Attributes
    ----------
    size
        In points, when there is room; smaller when there is not.
    after
        Room below it, in points.
    """

    text: str
    size: float = 20
    bold: bool = False
    colour: str = INK
    after: float = 6


def shrink(lines: Sequence[Paragraph], width: float, height: float) -> float:
    """How much smaller paragraphs must be to fit a place, from 1 downwards.

    Measured in DejaVu Sans, which is wider than what slides are shown in: what fits, fits.

    Parameters
    ----------
    width, height
        Of the place, in inches.
    """
    for percent in range(100, LEAST, -5):
        if _height(lines, width * 72, percent / 100) <= height * 72:
            return percent / 100
    return LEAST / 100


def chunks(items: Sequence[_Item], most: int) -> list[Sequence[_Item]]:
    """As few parts as can be, of nearly the same length."""
    count = -(-len(items) // most)
    size = -(-len(items) // count) if count else 0
    return [items[start : start + size] for start in range(0, len(items), size or 1)]


def _height(lines: Sequence[Paragraph], width: float, scale: float) -> float:
    total = 0.0
    for line in lines:
        size = line.size * scale
        total += _rows(line, size, width) * size * LEADING + line.after * scale
    return total - (lines[-1].after * scale if lines else 0)


def _rows(line: Paragraph, size: float, width: float) -> int:
    rows, used = 1, 0.0
    for word in line.text.split():
        need = _width(f"{word} ", bold=line.bold) * size
        if used and used + need > width:
            rows, used = rows + 1, 0.0
        used += need
    return rows


@lru_cache(4096)
def _width(text: str, *, bold: bool) -> float:
    """Of a size of one: measuring takes long, and words and sizes come back."""
    return text_width(text, _MEASURED, bold=bold) / _MEASURED
