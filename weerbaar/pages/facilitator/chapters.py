"""Chapters of the page: everything has one, and one of them is open."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import ClassVar

from weerbaar.disclosure import Detail
from weerbaar.model.programme.running import Pace
from weerbaar.model.programme.timing import ItemKind
from weerbaar.pages.facilitator.part import Action, PagePart, Press, Scene, State
from weerbaar.room import Phase


class Chapter(StrEnum):
    """What a facilitator works on, in the order of an evening."""

    NOW = "now"
    FIGURES = "figures"
    TALK = "talk"
    AGREE = "agree"
    PROGRAMME = "programme"
    SESSIONS = "sessions"


REGIONS: Mapping[Chapter, tuple[str, ...]] = {
    Chapter.NOW: ("result", "invite", "live", "paper", "act", "details"),
    Chapter.FIGURES: ("figures",),
    Chapter.TALK: ("meaning", "conversation"),
    Chapter.AGREE: ("agreements", "report"),
    Chapter.PROGRAMME: ("agenda",),
    Chapter.SESSIONS: ("next", "earlier"),
}
"""What stands in a chapter; regions in none of them are always there."""

_STEPS = {
    ItemKind.CHOOSE: Chapter.TALK,
    ItemKind.AGREE: Chapter.AGREE,
    ItemKind.CLOSE: Chapter.AGREE,
}
"""Which chapter a step of the programme asks for, when it is not that of now."""


class ChaptersPart(PagePart):
    """The way to every chapter, and which one is open.

    What a facilitator opens stays open until the moment is over: another step, another phase or
    another session opens the chapter that it asks for.
    """

    NAMES: ClassVar[tuple[str, ...]] = ("chapters",)

    def actions(self) -> Mapping[str, Action]:
        """Open a chapter."""
        return {"chapter": self._open}

    def regions(self, scene: Scene, state: State) -> dict[str, str]:  # noqa: ARG002
        """Nothing yet: it is drawn ``around`` the others."""
        return {}

    def around(
        self, regions: Mapping[str, str], scene: Scene, state: State
    ) -> tuple[dict[str, str], dict[str, str]]:
        """The way to every chapter that has something in it, and which one is open.

        Parameters
        ----------
        regions
            HTML of all other regions.
        """
        filled = [one for one in Chapter if any(regions.get(name) for name in REGIONS[one])]
        chosen = state.get("chapter") if state.get("moment") == self._moment(scene) else None
        wanted = chosen if chosen in filled else self._asked(scene)
        opened = Chapter(wanted) if wanted in filled else filled[0]
        html = self.draw("chapters", state, chapters=filled, opened=opened, shown=_shown(scene))
        return {"chapters": html}, {"chapter": opened.value}

    def _open(self, press: Press, state: State) -> State:
        return {
            "chapter": press.value,
            "moment": self._moment(Scene.of(self.means, state)),
        }

    def _moment(self, scene: Scene) -> str:
        view, running = scene.view, scene.running
        session = f"{view.session.code} {view.session.phase}" if view else ""
        step = f"{running.pace is Pace.DONE} {running.step.item}" if running else ""
        return f"{session} {step}"

    def _asked(self, scene: Scene) -> Chapter:
        running = scene.running
        if running is None or running.by_itself:
            return Chapter.NOW
        if running.pace is Pace.DONE:
            return Chapter.AGREE
        return _STEPS.get(running.agenda.item(running.step.item).kind, Chapter.NOW)


def _shown(scene: Scene) -> str:
    """What the chapter of now has become: the room, the picture, or a guide where there is none."""
    view = scene.view
    if view is None or view.session.phase not in {Phase.RELEASED, Phase.ARCHIVED}:
        return Chapter.NOW
    nothing = view.release is not None and view.release.detail is Detail.NOTHING
    return "guide" if nothing else "picture"
