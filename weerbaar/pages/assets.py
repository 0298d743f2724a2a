"""Scripts and styles: kept as small files, joined into the one file that a page loads."""

from __future__ import annotations

from functools import cache
from pathlib import Path

STATIC = Path(__file__).parent / "static"

_BUNDLES = {
    "participant.js": ("link.js", "host.js", "draft.js", "participant.js", "boot.js"),
    "own.js": ("own.js",),
    "plan.js": ("download.js", "plan.js"),
    "plan_page.js": ("link.js", "host.js", "download.js", "plan.js", "plan_page.js"),
    "check.js": ("check.js",),
    "board.js": ("link.js", "host.js", "download.js", "clock.js", "board.js", "boot.js"),
    "lab_participant.js": (
        *("link.js", "draft.js", "own.js", "download.js", "plan.js"),
        *("participant.js", "lab_participant.js"),
    ),
    "lab_board.js": ("link.js", "download.js", "clock.js", "board.js", "lab_board.js"),
    "style.css": ("style.css",),
    "clips.css": ("clips.css",),
}
"""What a page or a widget loads, and the files it is made of."""


@cache
def bundle(name: str) -> str:
    """Text of a script or style; KeyError when there is no such bundle."""
    return "\n".join((STATIC / part).read_text(encoding="utf-8") for part in _BUNDLES[name])


def bundles() -> tuple[str, ...]:
    """Names of everything that a page may load."""
    return tuple(_BUNDLES)
