"""The frame of an SVG that stands inside a page and can be read aloud; standard library only."""

from __future__ import annotations

import re
from html import escape

from weerbaar.figures.style import FONT_STACK, INK

_PREFIX = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")


def check_prefix(prefix: str) -> None:
    """Raise ValueError unless a prefix can start an id."""
    if not _PREFIX.fullmatch(prefix):
        raise ValueError(f"{prefix!r} cannot start an id")


def wrapped(
    body: str, box: tuple[float, float], *, title: str, description: str, prefix: str
) -> str:
    """Return a body of SVG elements with everything a page and a screen reader need round it."""
    width, height = (short(round(side, 1)) for side in box)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img"'
        f' aria-labelledby="{prefix}-title {prefix}-desc" font-family="{FONT_STACK}"'
        f' stroke-linejoin="round" fill="{INK.lower()}">'
        f'<title id="{prefix}-title">{escape(title)}</title>'
        f'<desc id="{prefix}-desc">{escape(description)}</desc>{body}</svg>'
    )


def short(number: float) -> str:
    """Return a number with at most two decimals, and no zero that says nothing."""
    text = f"{number:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
