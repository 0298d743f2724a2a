"""Other sessions than that of now: a next one, a next wave, and the earlier ones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from weerbaar.catalog import LANGUAGES
from weerbaar.catalog.exercises import Exercise
from weerbaar.pages.facilitator.choices import (
    group_of,
    instrument_of,
    kind_of,
    without_figures,
)
from weerbaar.pages.facilitator.part import Action, Part, Scene, State, values_of
from weerbaar.pages.waves import sessions_named, wave_choices
from weerbaar.room import Phase
from weerbaar.room.dilemma import base_of

_SHOWN_EARLIER = 50


class SessionsPart(Part):
    """Open a session, repeat one, look back at one."""

    NAMES: ClassVar[tuple[str, ...]] = ("next", "earlier")
    KEPT: ClassVar[frozenset[str]] = frozenset({"show", "wave", "instead", "beside"})

    def actions(self) -> Mapping[str, Action]:
        """Open, repeat, look back and return."""
        return {
            "ask_wave": self._ask_wave,
            "ask_open": self._ask_open,
            "open": self._open,
            "wave": self._wave,
            "round": self._round,
            "end_round": self._end_round,
            "show": lambda message, _: {"show": message.get("value")},
            "back": lambda _message, _state: {"show": None},
        }

    def regions(self, scene: Scene, state: Mapping[str, Any]) -> dict[str, str]:
        """Draw what can be opened, and what was."""
        return {
            "next": "" if scene.earlier else self._next(scene, state),
            "earlier": self._earlier(scene, state),
        }

    def _asked(self, message: Mapping[str, Any]) -> State:
        """What there is to ask before a session opens, all of it in one question."""
        return {
            "instead": without_figures(message, self.content),
            "beside": self._same_day(instrument_of(message, self.content)),
        }

    def _same_day(self, instrument: str) -> list[str]:
        """Codes of the sessions of today whose pictures could be laid beside a new one."""
        return [session.code for session in self.room.beside(instrument)]

    def _ask_open(self, message: Mapping[str, Any], _state: State) -> State:
        """Ask before a session opens over another one that is not finished."""
        return {"ask": "next", **self._asked(message)}

    def _open(self, message: Mapping[str, Any], state: State) -> State:
        """Open a session, once what there is to ask has been asked."""
        asked = self._asked(message)
        if any(asked.values()) and message.get("value") != "knowingly":
            return {"ask": "next", **asked}
        kind = kind_of(message)
        group = group_of(message, self.content)
        instrument = instrument_of(message, self.content)
        self._put_away()
        session = self.room.open(kind=kind, instrument=instrument, **group)
        return {"show": None, **self.tell("notice.opened", state, code=session.code)}

    def _put_away(self) -> None:
        for session in self.room.sessions():
            if session.phase is not Phase.ARCHIVED:
                self.room.archive(session.code)

    def _round(self, message: Mapping[str, Any], state: State) -> State:
        """Open another instrument for the same people; the session of now waits underneath."""
        instrument = instrument_of(message, self.content)
        beside = self._same_day(instrument)
        if beside and message.get("value") != "knowingly":
            return {"ask": "round", "beside": beside}
        session = self.room.open_round(self.current().code, instrument)
        return {"show": None, **self.tell("notice.opened", state, code=session.code)}

    def _end_round(self, _message: Mapping[str, Any], state: State) -> State:
        self.room.archive(self.current().code)
        return {"show": None, **self.tell("notice.round_over", state, code=self.current().code)}

    def _ask_wave(self, message: Mapping[str, Any], _state: State) -> State:
        code = values_of(message).get("wave")
        known = {session.code: session.instrument for session in self.room.sessions()}
        beside = self._same_day(known[code]) if code in known else []
        return {"ask": "wave", "wave": code, "beside": [one for one in beside if one != code]}

    def _wave(self, message: Mapping[str, Any], state: State) -> State:
        current = self.room.current()
        # First: what is refused puts nothing away.
        earlier = self.room.repeatable(str(message.get("value")))
        asked = values_of(message).get("language")
        language = asked if asked in LANGUAGES else earlier.language
        # A round that is held again stays within the session it belongs to.
        if current is not None and current.code == earlier.code:
            session = self.room.open_again(earlier.code, language)
        else:
            self._put_away()
            session = self.room.open(kind=earlier.kind, language=language, wave_of=earlier.code)
        return {"show": None, **self.tell("notice.opened", state, code=session.code)}

    def _next(self, scene: Scene, state: Mapping[str, Any]) -> str:
        views = [self.means.past(session) for session in scene.sessions[:_SHOWN_EARLIER]]
        choices = wave_choices(views, self.voice(state))
        return self.draw(
            "next",
            state,
            session=scene.current,
            ask=state.get("ask"),
            instead=self._instead(state),
            beside=self._beside(scene, state),
            minimum=self.content.disclosure.parameters.minimum.value,
            place=self.means.place(),
            waves=choices,
            wave=next((choice for choice in choices if choice.code == state.get("wave")), None),
            under=scene.under,
            base=base_of(scene.sessions),
            unfinished=scene.current is not None and scene.current.phase is not Phase.RELEASED,
        )

    def _instead(self, state: Mapping[str, Any]) -> Exercise | None:
        """The exercise that a small group is offered before it opens a session."""
        twins = self.content.exercises.get(str(state.get("instead")))
        return twins[state["language"]] if twins and state.get("ask") == "next" else None

    def _beside(self, scene: Scene, state: Mapping[str, Any]) -> str:
        """Sessions of today that asked the same, named one after the other; empty without any."""
        codes = state.get("beside")
        if not state.get("ask") or not isinstance(codes, list):
            return ""
        return sessions_named([s for s in scene.sessions if s.code in codes], self.voice(state))

    def _earlier(self, scene: Scene, state: Mapping[str, Any]) -> str:
        now = scene.current
        earlier = [s for s in scene.sessions if now is None or s.code != now.code]
        views = [self.means.past(session) for session in earlier[:_SHOWN_EARLIER]]
        return self.draw("earlier", state, views=views, show=state.get("show"))
