"""The facilitator's page: what is on it is a function of the session and a few choices."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from weerbaar.catalog import LANGUAGES, Content
from weerbaar.pages.board import Reply, changed, language_of
from weerbaar.pages.facilitator_regions import Regions
from weerbaar.pages.pictures import Pictures
from weerbaar.pages.render import render
from weerbaar.room import Kind, Phase, Room, RoomError, Session, StoreError
from weerbaar.room.place import Place
from weerbaar.room.service import MAX_HEADS

State = dict[str, Any]
"""The choices of one page: ``language``, ``show`` (code of an earlier session), ``ask`` (what is
to be confirmed), ``wave`` (code of the session to repeat), ``told`` and ``wrong`` (what was last
said, and whether it was a refusal)."""

_KEPT = {"language", "show", "ask", "wave", "told", "wrong"}


class FacilitatorDesk:
    """Answers the facilitator's page; keeps nothing between two messages.

    Parameters
    ----------
    place, choose_place
        Give the addresses of the running server, and choose another one for the QR code.
    """

    def __init__(
        self,
        room: Room,
        content: Content,
        pictures: Pictures,
        place: Callable[[], Place | None],
        choose_place: Callable[[str], Place | None],
    ) -> None:
        self._room = room
        self._content = content
        self._pictures = pictures
        self._place = place
        self._choose_place = choose_place
        self._regions = Regions(room, content, pictures, place)

    def handle(self, message: Mapping[str, Any]) -> Reply:
        """Answer one message; a refusal is told in a sentence and changes nothing."""
        raw = message.get("state")
        state: State = (
            {key: raw[key] for key in _KEPT & set(raw)} if isinstance(raw, Mapping) else {}
        )
        state["language"] = language = language_of(state, message)
        if message.get("type") == "draw":
            html = render("facilitator/board.html.j2", self._content, language, inline=True)
            return {"html": html}
        if message.get("type") == "act":
            state = self._act(message, state)
        try:
            regions = self._regions.all(state)
        except (RoomError, StoreError) as error:
            regions = {"told": self._regions.told({**state, **self._refused(error, language)})}
        return {
            "state": state,
            "regions": changed(regions, message.get("seen")),
            "language": state["language"],
        }

    def _act(self, message: Mapping[str, Any], state: State) -> State:
        language = state["language"]
        cleared = {**state, "ask": None, "told": None, "wrong": False}
        actions: dict[str, Callable[[Mapping[str, Any], State], State]] = {
            "language": self._language,
            "ask": lambda m, _: {"ask": m.get("value"), "wave": _values(m).get("wave")},
            "cancel": lambda _m, _s: {},
            "close": self._close,
            "reveal": self._reveal,
            "heads": self._heads,
            "details": self._details,
            "open": self._open,
            "wave": self._wave,
            "show": lambda m, _: {"show": m.get("value")},
            "back": lambda _m, _s: {"show": None},
            "address": self._address,
        }
        action = actions.get(str(message.get("action")))
        if action is None:
            return state
        try:
            return {**cleared, **action(message, cleared)}
        except (RoomError, StoreError) as error:
            return {**cleared, **self._refused(error, language)}

    def _refused(self, error: RoomError | StoreError, language: str) -> State:
        group = "errors.store" if isinstance(error, StoreError) else "errors"
        text = self._content.text(f"{group}.{error.code}", language, **error.facts)
        return {"told": text, "wrong": True}

    def _tell(self, key: str, state: State, **facts: object) -> State:
        return {"told": self._content.text(f"facilitator.{key}", state["language"], **facts)}

    def _current(self) -> Session:
        session = self._room.current()
        if session is None:
            raise RoomError("code_unknown")
        return session

    @staticmethod
    def _language(message: Mapping[str, Any], _state: State) -> State:
        value = message.get("value")
        return {"language": value} if value in LANGUAGES else {}

    def _close(self, _message: Mapping[str, Any], state: State) -> State:
        self._room.close(self._current().code)
        return self._tell("notice.closed", state)

    def _reveal(self, _message: Mapping[str, Any], state: State) -> State:
        release = self._room.reveal(self._current().code)
        # Drawn now, once, so that no phone has to draw the group's picture itself.
        for language in LANGUAGES:
            self._pictures.group(release, language)
        return self._tell("notice.released", state)

    def _heads(self, message: Mapping[str, Any], state: State) -> State:
        heads = _number(_values(message).get("heads"))
        self._room.count_heads(self._current().code, heads)
        return self._tell("notice.heads", state, n=heads)

    def _details(self, message: Mapping[str, Any], state: State) -> State:
        self._room.describe(self._current().code, **self._group(message))
        return self._tell("details.saved", state)

    def _open(self, message: Mapping[str, Any], state: State) -> State:
        current = self._room.current()
        kind = Kind.REHEARSAL if _values(message).get("kind") == "rehearsal" else Kind.LIVE
        group = self._group(message)
        if current is not None and current.phase is not Phase.ARCHIVED:
            self._room.archive(current.code)
        session = self._room.open(kind=kind, **group)
        return {"show": None, **self._tell("notice.opened", state, code=session.code)}

    def _wave(self, message: Mapping[str, Any], state: State) -> State:
        current = self._room.current()
        # First: what is refused puts nothing away.
        earlier = self._room.repeatable(str(message.get("value")))
        language = _values(message).get("language")
        if current is not None:
            self._room.archive(current.code)
        session = self._room.open(
            kind=earlier.kind,
            language=language if language in LANGUAGES else earlier.language,
            wave_of=earlier.code,
        )
        return {"show": None, **self._tell("notice.opened", state, code=session.code)}

    def _address(self, message: Mapping[str, Any], state: State) -> State:
        place = self._choose_place(str(_values(message).get("address")))
        return self._tell("notice.address", state, url=place.url) if place else {}

    def _group(self, message: Mapping[str, Any]) -> dict[str, str]:
        """What was chosen about the group; a choice that does not exist becomes the first one."""
        values = _values(message)
        choices = self._content.choices
        options = {
            "language": list(LANGUAGES),
            "group_type": [choice.id for choice in choices.group_types],
            "size_class": [choice.id for choice in choices.size_classes],
        }
        return {
            name: values[name] if values.get(name) in known else known[0]
            for name, known in options.items()
        }


def _values(message: Mapping[str, Any]) -> dict[str, str]:
    raw = message.get("values")
    return {str(k): str(v) for k, v in raw.items()} if isinstance(raw, Mapping) else {}


def _number(text: str | None) -> int:
    typed = (text or "").strip()
    # The refusal of a number that is too high repeats it, so it has to be of some proportion.
    if not re.fullmatch(r"-?[0-9]{1,9}", typed):
        raise RoomError("no_number", least=1, most=MAX_HEADS)
    return int(typed)
