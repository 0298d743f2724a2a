"""Weerbaar: a self-test on resilience for councils, run in a room or alone.

What programmers and researchers use. Nothing else in the package is promised; importing this loads
none of it, each name is loaded when it is asked for.

One person
    `Instrument`, `AnswerSheet` and `Colour`; `score` makes a `Profile` of a sheet, and `advise`
    the `Advice` that follows from it.
A group
    Sheets add up to a `Tally`; `disclose` makes a `Release` of it under a `Policy`, the only thing
    that may be shown.
Content and sessions
    `load_content` gives all `Content` or a `ContentError`; a `DataFolder` the `Room` with the
    sessions of a folder.
In a notebook
    `self_test`, `screen` and `facilitate` give the pages, `frame` a release as a pandas frame.
Research
    `study` opens sealed files and `example` made-up ones, as a `Study`; `parts_frame` is the frame
    of one release.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from weerbaar.bootstrap import DataFolder
    from weerbaar.catalog import Content, ContentError, load_content
    from weerbaar.disclosure import Policy, Release, disclose
    from weerbaar.model import (
        Advice,
        AnswerSheet,
        Colour,
        Instrument,
        Profile,
        Tally,
        advise,
        score,
    )
    from weerbaar.pages.notebook import facilitate, frame, screen, self_test
    from weerbaar.research import parts_frame
    from weerbaar.research.notebook import Study, example, study
    from weerbaar.room import Room

__version__ = "0.1.0"

__all__ = [
    "Advice",
    "AnswerSheet",
    "Colour",
    "Content",
    "ContentError",
    "DataFolder",
    "Instrument",
    "Policy",
    "Profile",
    "Release",
    "Room",
    "Study",
    "Tally",
    "advise",
    "disclose",
    "example",
    "facilitate",
    "frame",
    "load_content",
    "parts_frame",
    "score",
    "screen",
    "self_test",
    "study",
]

_HOMES = {
    "Advice": "model",
    "AnswerSheet": "model",
    "Colour": "model",
    "Content": "catalog",
    "ContentError": "catalog",
    "DataFolder": "bootstrap",
    "Instrument": "model",
    "Policy": "disclosure",
    "Profile": "model",
    "Release": "disclosure",
    "Room": "room",
    "Study": "research.notebook",
    "Tally": "model",
    "advise": "model",
    "disclose": "disclosure",
    "example": "research.notebook",
    "facilitate": "pages.notebook",
    "frame": "pages.notebook",
    "load_content": "catalog",
    "parts_frame": "research",
    "score": "model",
    "screen": "pages.notebook",
    "self_test": "pages.notebook",
    "study": "research.notebook",
}
"""Where each name is; the imports above say the same to a type checker."""


if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        """Load a name of ``__all__`` from where it is."""
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}", name=name)
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)

    def __dir__() -> list[str]:
        """Tell what is promised, also before it is loaded."""
        return [*globals(), *__all__]
