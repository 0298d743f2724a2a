"""Head of the page: which session this is, the steps, the language, and what was last said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from weerbaar.catalog import LANGUAGES
from weerbaar.disclosure import Detail
from weerbaar.pages.facilitator.part import Action, PagePart, Press, Scene, State
from weerbaar.room import Kind, Phase
from weerbaar.room.waves import waves


class HeadPart(PagePart):
    """Who, where, and what was said."""

    NAMES: ClassVar[tuple[str, ...]] = ("head", "told")

    def actions(self) -> Mapping[str, Action]:
        """Choose a language; ask before something final, or think better of it."""
        return {
            "language": self._language,
            "ask": lambda press, _: {"ask": press.value},
            "cancel": lambda _press, _state: {},
        }

    def regions(self, scene: Scene, state: State) -> dict[str, str]:
        """Draw head and notice."""
        session = scene.view.session if scene.view else None
        release = scene.view.release if scene.view else None
        nothing = release is not None and release.detail is Detail.NOTHING
        # A session that was put away says so, whatever there was to see.
        talk = nothing and session is not None and session.phase is Phase.RELEASED
        head = self.draw(
            "head",
            state,
            session=session,
            nothing=nothing,
            phase_word="talk" if talk else session.phase if session else "",
            chain=waves(scene.sessions, session) if session else (),
            earlier=scene.earlier,
            rehearsal=session is not None and session.kind is Kind.REHEARSAL,
            phases=[Phase.OPEN, Phase.CLOSED, Phase.RELEASED],
        )
        return {"head": head, "told": self.told(state)}

    def told(self, state: State) -> str:
        """What was last said to the facilitator."""
        return self.draw("told", state, text=state.get("told"), wrong=bool(state.get("wrong")))

    @staticmethod
    def _language(press: Press, _state: State) -> State:
        return {"language": press.value} if press.value in LANGUAGES else {}
