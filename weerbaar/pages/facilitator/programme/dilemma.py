"""The dilemma that the group votes on: one of a case, or one in the facilitator's own words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

from weerbaar.catalog.cases import LONGEST
from weerbaar.catalog.exercises import Exercise
from weerbaar.catalog.markdown import Twins
from weerbaar.model.refusal import Refusal
from weerbaar.pages.facilitator.part import Action, PagePart, Press, Scene, State
from weerbaar.present.dilemma import case_words, dilemma_words, dilemmas, voted
from weerbaar.room import Phase, Session
from weerbaar.room.programme import ChosenDilemma, Meeting, Progress, own_words
from weerbaar.room.session import base_of
from weerbaar.room.waves import waves


class DilemmaPart(PagePart):
    """Choose what the vote is about; from then on the screen and the phones show it."""

    NAMES: ClassVar[tuple[str, ...]] = ("dilemma",)

    def actions(self) -> Mapping[str, Action]:
        """Choose a dilemma, write one, or put it away."""
        return {"pose": self._pose, "pose_own": self._own, "unpose": self._away}

    def regions(self, scene: Scene, state: State) -> dict[str, str]:
        """Draw it as long as there is a vote in what goes on now; else nothing."""
        asked = None if scene.earlier else self._instrument(scene.progress)
        if asked is None:
            return {"dilemma": ""}
        posed, voice = _posed(scene.progress), self.voice(state)
        chosen = dilemma_words(posed, voice)
        voting = _voting(scene.progress, asked)
        if chosen is None and voting and voting.phase is Phase.RELEASED:
            # Held without one; what was voted on is past asking.
            return {"dilemma": ""}
        exercise = self._exercise(scene.progress)
        suited = voice.of(exercise) if exercise else None
        html = self.draw(
            "dilemma",
            state,
            posed=chosen,
            fixed=voting is not None,
            folded=posed is not None and bool(posed.votes(scene.sessions)),
            choices=dilemmas(suited, voice),
            suited=suited.cases if suited else (),
            longest=LONGEST,
        )
        return {"dilemma": html}

    def _instrument(self, progress: Progress) -> str | None:
        """The questionnaire of the vote that goes on, or that the exercise of now asks for."""
        exercise, current = self._exercise(progress), progress.current
        asked = [step.vote for step in exercise.nl.steps if step.vote] if exercise else []
        if current is not None and current.instrument in voted(self.content):
            return current.instrument
        return asked[0] if asked else None

    def _exercise(self, progress: Progress) -> Twins[Exercise] | None:
        if progress.running is None or not progress.busy:
            return None
        return self.content.exercises.get(progress.running.item.exercise or "")

    def _pose(self, press: Press, state: State) -> State:
        case = press.value
        if case_words(case, self.voice(state)) is None:
            raise Refusal("dilemma_unknown")
        return self._keep(state, case=case)

    def _own(self, press: Press, state: State) -> State:
        return self._keep(state, language=state["language"], **own_words(press.values))

    def _keep(self, state: State, **words: str) -> State:
        def kept(progress: Progress) -> Meeting:
            base, asked = base_of(progress.sessions), self._instrument(progress)
            if base is None or asked is None:
                return progress.meeting
            _refuse_while_voting(progress, asked)
            after = max(session.number for session in progress.sessions)
            voting = _voting(progress, asked)
            if voting is not None:
                # A vote that was opened without a dilemma is about the one that is chosen now.
                after = waves(progress.sessions, voting)[0].number - 1
            return replace(progress.meeting, posed=ChosenDilemma(base.code, asked, after, **words))

        before, _ = self.room.change(kept)
        there = before.session is not None and self._instrument(before) is not None
        return self.tell("dilemma.kept", state) if there else {}

    def _away(self, _press: Press, state: State) -> State:
        def gone(progress: Progress) -> Meeting:
            asked = self._instrument(progress)
            if asked is not None:
                _refuse_while_voting(progress, asked)
            return replace(progress.meeting, posed=None)

        self.room.change(gone)
        return self.tell("dilemma.gone", state)


def _posed(progress: Progress) -> ChosenDilemma | None:
    return progress.posed(progress.current)


def _refuse_while_voting(progress: Progress, asked: str) -> None:
    if _posed(progress) is not None and _voting(progress, asked) is not None:
        raise Refusal("dilemma_busy")


def _voting(progress: Progress, instrument: str) -> Session | None:
    """The vote that goes on, waits for its conversation or is shown: its dilemma is fixed then."""
    current = progress.current
    return current if current is not None and current.instrument == instrument else None
