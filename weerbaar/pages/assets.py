"""Scripts and styles: kept as small files, joined into the one file that a page loads.

Scripts are modules that import each other, so that tests and editors can take one by itself. Joined
they stand in one module, in an order in which nothing has to be imported any more, and without the
lines that only say why.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

STATIC = Path(__file__).parent / "static"
_IMPORT = re.compile(r'^import \{[^}]*\} from "\./[a-z_]+\.js";\n', re.MULTILINE)
_COMMENT = re.compile(r"^ *//.*\n", re.MULTILINE)

_COMMON = ("words.js", "browser.js")
_FORM = ("asking.js", "draft.js", "sharing.js", "group.js", "alone.js", "participant.js")
_PLAN = ("plan_files.js", "plan_paper.js", "plan.js")
_ALONE = ("score.js", "pictures.js", "result.js", "library.js", "own.js", *_PLAN)
_BOARD = ("asking.js", "browser.js", "clock.js", "board.js")

_BUNDLES = {
    "participant.js": (*_COMMON, "requests.js", *_FORM, "participant_page.js"),
    "later.js": (*_COMMON, *_ALONE),
    "screen.js": ("requests.js", *_BOARD, "screen_page.js"),
    "facilitator.js": ("link.js", "host.js", *_BOARD, "facilitator_page.js"),
    "plan_page.js": (*_COMMON, *_PLAN, "plan_page.js"),
    "check.js": ("words.js", "check.js"),
    "lab_participant.js": (*_COMMON, "link.js", *_FORM, *_ALONE, "lab_participant.js"),
    "lab_board.js": ("link.js", *_BOARD, "lab_board.js"),
    "style.css": ("style.css",),
    "clips.css": ("clips.css",),
    "plan_paper.css": ("plan_paper.css",),
}
"""What a page or a widget loads, and the files it is made of."""


@cache
def bundle(name: str) -> str:
    """Text of a script or style; KeyError when there is no such bundle."""
    texts = ((STATIC / part).read_text(encoding="utf-8") for part in _BUNDLES[name])
    return "\n".join(_COMMENT.sub("", _IMPORT.sub("", text)) for text in texts)


def bundles() -> tuple[str, ...]:
    """Names of everything that a page may load."""
    return tuple(_BUNDLES)
