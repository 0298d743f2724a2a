"""The dilemma that the group votes on: one of a case, or one in the facilitator's own words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar

from weerbaar.catalog import Voice
from weerbaar.catalog.cases import LONGEST
from weerbaar.catalog.documents import Twins
from weerbaar.catalog.exercises import Exercise
from weerbaar.model.refusal import Refusal
from weerbaar.pages.facilitator.part import Action, Part, Scene, State, values_of
from weerbaar.present.dilemma import case_words, dilemma_words, dilemmas, voted
from weerbaar.room import Phase, Session
from weerbaar.room.dilemma import Posed, base_of, own_words
from weerbaar.room.waves import waves


class DilemmaPart(Part):
    """Choose what the vote is about; from then on the screen and the phones show it."""

    NAMES: ClassVar[tuple[str, ...]] = ("dilemma",)

    def actions(self) -> Mapping[str, Action]:
        """Choose a dilemma, write one, or put it away."""
        return {"pose": self._pose, "pose_own": self._own, "unpose": self._away}

    def regions(self, scene: Scene, state: Mapping[str, Any]) -> dict[str, str]:
        """Draw it as long as there is a vote in what goes on now; else nothing."""
        asked = None if scene.earlier else self._instrument(scene)
        if asked is None:
            return {"dilemma": ""}
        language = state["language"]
        posed = self._posed(scene)
        chosen = dilemma_words(posed, Voice(self.content, language))
        voting = _voting(scene, asked)
        if chosen is None and voting and voting.phase is Phase.RELEASED:
            # Held without one; what was voted on is past asking.
            return {"dilemma": ""}
        exercise = self._exercise(scene)
        suited = exercise[language] if exercise else None
        html = self.draw(
            "dilemma",
            state,
            posed=chosen,
            fixed=voting is not None,
            folded=posed is not None and bool(posed.votes(scene.sessions)),
            choices=dilemmas(suited, Voice(self.content, language)),
            suited=suited.cases if suited else (),
            longest=LONGEST,
        )
        return {"dilemma": html}

    def _instrument(self, scene: Scene) -> str | None:
        """The questionnaire of the vote that goes on, or that the exercise of now asks for."""
        exercise = self._exercise(scene)
        asked = [step.vote for step in exercise.nl.steps if step.vote] if exercise else []
        current = scene.current
        if current is not None and current.instrument in voted(self.content):
            return current.instrument
        return asked[0] if asked else None

    def _exercise(self, scene: Scene) -> Twins[Exercise] | None:
        progress = scene.progress
        if progress.running is None or not progress.busy:
            return None
        return self.content.exercises.get(progress.running.item.exercise or "")

    def _posed(self, scene: Scene) -> Posed | None:
        return scene.progress.posed(scene.current)

    def _pose(self, message: Mapping[str, Any], state: State) -> State:
        case = str(message.get("value"))
        if case_words(case, self.voice(state)) is None:
            raise Refusal("dilemma_unknown")
        return self._keep(state, case=case)

    def _own(self, message: Mapping[str, Any], state: State) -> State:
        return self._keep(state, language=state["language"], **own_words(values_of(message)))

    def _keep(self, state: State, **words: str) -> State:
        scene = Scene.of(self.means, state)
        base, asked = base_of(scene.sessions), self._instrument(scene)
        if base is None or asked is None:
            return {}
        self._refuse_while_voting(scene, asked)
        after = max(session.number for session in scene.sessions)
        voting = _voting(scene, asked)
        if voting is not None:
            # A vote that was opened without a dilemma is about the one that is chosen now.
            after = waves(scene.sessions, voting)[0].number - 1
        self._write(Posed(base.code, asked, after, **words))
        return self.tell("dilemma.kept", state)

    def _away(self, _message: Mapping[str, Any], state: State) -> State:
        scene = Scene.of(self.means, state)
        asked = self._instrument(scene)
        if asked is not None:
            self._refuse_while_voting(scene, asked)
        self._write(None)
        return self.tell("dilemma.gone", state)

    def _refuse_while_voting(self, scene: Scene, asked: str) -> None:
        if self._posed(scene) is not None and _voting(scene, asked) is not None:
            raise Refusal("dilemma_busy")

    def _write(self, posed: Posed | None) -> None:
        meetings = self.means.watch.meetings
        meetings.write(replace(meetings.read(), posed=posed, damaged=False))


def _voting(scene: Scene, instrument: str) -> Session | None:
    """The vote that goes on, waits for its conversation or is shown: its dilemma is fixed then."""
    current = scene.current
    return current if current is not None and current.instrument == instrument else None
