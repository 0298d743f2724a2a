"""Answers the facilitator's page: what is on it is a function of the session and a few choices."""

from __future__ import annotations

from collections.abc import Callable

from weerbaar.catalog import Content, Voice
from weerbaar.model.refusal import Refusal
from weerbaar.pages.board import Message, changed, language_of
from weerbaar.pages.facilitator.agreements import AgreementsPart
from weerbaar.pages.facilitator.chapters import ChaptersPart
from weerbaar.pages.facilitator.head import HeadPart
from weerbaar.pages.facilitator.paper import PaperPart
from weerbaar.pages.facilitator.part import (
    Action,
    Means,
    PagePart,
    Press,
    Scene,
    State,
    kept,
)
from weerbaar.pages.facilitator.programme.agenda import AgendaPart
from weerbaar.pages.facilitator.programme.dilemma import DilemmaPart
from weerbaar.pages.facilitator.programme.running import RunningPart
from weerbaar.pages.facilitator.programme.vote import VotePart
from weerbaar.pages.facilitator.report import ReportPart
from weerbaar.pages.facilitator.result import ResultPart
from weerbaar.pages.facilitator.session import SessionPart
from weerbaar.pages.facilitator.sessions import SessionsPart
from weerbaar.pages.render import render
from weerbaar.room import Room
from weerbaar.room.place import Place

PARTS: tuple[type[PagePart], ...] = (
    HeadPart,
    RunningPart,
    DilemmaPart,
    VotePart,
    ChaptersPart,
    SessionPart,
    PaperPart,
    ResultPart,
    AgreementsPart,
    ReportPart,
    AgendaPart,
    SessionsPart,
)
"""The page, from top to bottom."""


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
        place: Callable[[], Place | None],
        choose_place: Callable[[str], Place | None],
    ) -> None:
        self._content = content
        means = Means(room, content, place, choose_place)
        self._means = means
        self._head = HeadPart(means)
        self._chapters = ChaptersPart(means)
        others = (part(means) for part in PARTS if part not in (HeadPart, ChaptersPart))
        self._parts = [self._head, self._chapters, *others]
        self._actions: dict[str, Action] = {}
        for part in self._parts:
            self._actions |= part.actions()

    def handle(self, message: Message) -> Message:
        """Answer one message; a refusal is told in a sentence and changes nothing."""
        state = kept(message.get("state"))
        state["language"] = language = language_of(state, message)
        if message.get("type") == "draw":
            html = render("facilitator/board.html.j2", Voice(self._content, language), inline=True)
            return {"html": html}
        if message.get("type") == "act":
            state = self._act(Press.of(message), state)
        extras: dict[str, object] = (
            {"download": state.pop("download")} if "download" in state else {}
        )
        try:
            scene = Scene.of(self._means, state)
            regions: dict[str, str] = {}
            for part in self._parts:
                regions |= part.regions(scene, state)
                extras |= part.extras(scene)
            chapters, opened = self._chapters.around(regions, scene, state)
            regions, extras = regions | chapters, extras | opened
        except Refusal as error:
            regions = {"told": self._head.told({**state, **self._refused(error, language)})}
        return {
            **extras,
            "state": state,
            "regions": changed(regions, message.get("seen")),
            "language": state["language"],
        }

    def _act(self, press: Press, state: State) -> State:
        cleared: State = {**state, "ask": None, "told": None, "wrong": False}
        action = self._actions.get(press.action)
        if action is None:
            return state
        try:
            return {**cleared, **action(press, cleared)}
        except Refusal as error:
            return {**cleared, **self._refused(error, state["language"])}

    def _refused(self, refused: Refusal, language: str) -> State:
        return {"told": Voice(self._content, language).refusal(refused), "wrong": True}
