"""People who take part in a session by sending messages, and nothing else."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import strategies as st
from markupsafe import escape

from weerbaar.catalog import LANGUAGES, Content
from weerbaar.disclosure import Release
from weerbaar.model import AnswerSheet, Colour
from weerbaar.pages.participant import ParticipantDesk
from weerbaar.room import Room
from weerbaar.room.place import Place

Answers = dict[str, str]

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=6,
)
"""Whatever a page that was tampered with could send."""


CALM = "ggg ggg ggg ggg"
SOCIAL = "ggg ggo orr ggg"
"""The third quadrant stands out, and with it the acting side."""

SHELL: dict[str, Any] = {
    "base": "/",
    "asset": lambda name: f"/{name}",
    "kit": lambda instrument, language: f"/{instrument}.{language}",
}
"""What a server gives to the frame of a page."""

in_each_language = pytest.mark.parametrize("language", LANGUAGES)


class NoStore:
    """A store that may not be touched."""

    def read(self):
        raise AssertionError("the store was read")

    def write(self):
        raise AssertionError("the store was written")

    def close(self):
        """Nothing to close."""


def at(host: str) -> Place:
    """Where a made-up server is reached."""
    return Place(("10.1.2.3", "192.168.7.7", "127.0.0.1"), 8770, host, pid=1)


def ids(content: Content) -> list[str]:
    """Every statement of the self-test, in order."""
    return [s.id for s in content.instruments["zelftest"].model.statements]


def coloured(content: Content, colours: str) -> Answers:
    """Answers from one letter per statement: g, o, r, or a dot for a skip."""
    words = {"g": "green", "o": "orange", "r": "red"}
    given = zip(ids(content), colours.replace(" ", ""), strict=True)
    return {statement: words[letter] for statement, letter in given if letter != "."}


def sheet(content: Content, colours: str) -> AnswerSheet:
    """The same as a sheet."""
    answers = {key: Colour(value) for key, value in coloured(content, colours).items()}
    return AnswerSheet(content.instruments["zelftest"].model, answers)


def token() -> str:
    """What a phone makes for itself."""
    return secrets.token_hex(16)


class Group:
    """One session, opened here unless its code is given, and its participants."""

    def __init__(self, room: Room, content: Content, code: str | None = None) -> None:
        self.room = room
        self.content = content
        self.desk = ParticipantDesk(room, content)
        self.code = code or room.open().code
        self.digest = content.instruments["zelftest"].model.digest

    def message(self, kind: str, colours: str | None = None, **more: Any) -> dict[str, Any]:
        """A message as a phone of this session sends it."""
        answers = {} if colours is None else {"answers": coloured(self.content, colours)}
        basis = {"type": kind, "code": self.code, "digest": self.digest, "language": "nl"}
        return {**basis, "token": token(), **answers, **more}

    def ask(self, kind: str, colours: str | None = None, **more: Any) -> dict[str, Any]:
        """Send a message and give the answer."""
        return self.desk.handle(self.message(kind, colours, **more))

    def share(self, *sheets: str) -> None:
        """Let one phone share for each sheet."""
        for colours in sheets:
            assert self.ask("share", colours) == {"outcome": "shared"}

    def reveal(self, heads: int = 40) -> Release:
        """Walk to the release."""
        self.room.count_heads(self.code, heads)
        self.room.close(self.code)
        return self.room.reveal(self.code)

    def stored(self) -> Mapping[str, Any]:
        """All that the store holds, to compare."""
        return vars(self.room._store._state.copy())


def places(html, texts):
    """Where texts stand in a page; a text that is missing fails."""
    missing = [text for text in texts if str(escape(text)) not in html]
    assert not missing
    return [html.index(str(escape(text))) for text in texts]
