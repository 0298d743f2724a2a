"""What is going on now: the step, what to say, the clock, and the buttons to go on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, ClassVar

from weerbaar.catalog import Voice
from weerbaar.catalog.agenda import outline, outlines
from weerbaar.model.blocks import with_more, with_outline
from weerbaar.model.refusal import Refusal
from weerbaar.model.running import Pace, Running, differences
from weerbaar.model.steps import whole_minutes
from weerbaar.model.timing import ItemKind
from weerbaar.pages.facilitator.part import Action, Part, Scene, State, values_of
from weerbaar.pages.facilitator.programme_words import made_for
from weerbaar.pages.meeting import Progress
from weerbaar.present.agenda import difference_words, now_words, title_of
from weerbaar.room import Phase

LONGER = (1, 5)
"""Minutes by which a step can be made longer with one click."""
LATER = 10
"""Minutes by which the whole meeting can be."""

Operation = Callable[[Running, float], Running]


class RunningPart(Part):
    """The step of now, with one click for each thing that can happen to it."""

    NAMES: ClassVar[tuple[str, ...]] = ("running",)

    def actions(self) -> Mapping[str, Action]:
        """Start, pause, go on, extend, next, back, stop; harmless when pressed twice."""
        return {
            "run_start": self._start,
            "run_alone": self._alone,
            "run_take": self._take,
            "run_pause": self._does(Running.paused),
            "run_resume": self._does(Running.resumed),
            "run_next": self._does(Running.next, at_step=True),
            "run_back": self._does(Running.back, at_step=True),
            "run_extend": self._extend,
            "run_later": self._later,
            "run_stop": self._stop,
            "run_close": self._close,
        }

    def regions(self, scene: Scene, state: Mapping[str, Any]) -> dict[str, str]:
        """Draw what is going on; while an earlier session is looked at, nothing."""
        return {"running": "" if scene.earlier else self._region(scene, state)}

    def extras(self, scene: Scene) -> dict[str, Any]:
        """The clock, for the page to count by itself."""
        return {"clock": scene.progress.clock()}

    def _region(self, scene: Scene, state: Mapping[str, Any]) -> str:
        progress = scene.progress
        running, language = progress.running, state["language"]
        if running is None:
            if progress.session is None:
                return ""
            agenda = progress.meeting.agenda
            # Who came this far without a programme needs none: its chapter stays.
            late = agenda is None and progress.session.phase is not Phase.OPEN
            inherited = made_for(progress, Voice(self.content, language))
            return "" if late else self.draw("ready", state, agenda=agenda, inherited=inherited)
        if running.pace is Pace.DONE:
            return self.draw("done", state)
        return self.draw(
            "running",
            state,
            running=running,
            pace=running.pace,
            words=now_words(running, Voice(self.content, language), progress.people(self.content)),
            late=max(0, whole_minutes(running.retimed(progress.now).behind(progress.now))),
            last=running.at + 1 == len(running.steps),
            longer=LONGER,
            later=LATER,
            speed=progress.speed,
            cards=self._with_cards(running),
            place=self.means.place(),
        )

    def _with_cards(self, running: Running) -> str:
        """The id of the exercise of now, if it has cards to print."""
        found = self.content.exercises.get(running.item.exercise or "")
        return found.nl.id if found and found.nl.cards else ""

    def _progress(self) -> Progress:
        return self.means.watch.progress(self.room.sessions())

    def _does(self, operation: Operation, *, at_step: bool = False) -> Action:
        """A button that does one thing to what is going on.

        Parameters
        ----------
        at_step
            Whether it is meant for the step that its value names: pressed again, or on a page that
            is behind, it then does nothing.
        """

        def action(message: Mapping[str, Any], state: State) -> State:
            return self._change(operation, state, message.get("value") if at_step else None)

        return action

    def _change(self, operation: Operation, state: State, at: object = None) -> State:
        progress = self._progress()
        if progress.running is None:
            raise Refusal("agenda_still")
        if at is not None and at != str(progress.running.at):
            return {}
        after = operation(progress.running, progress.now)
        self.means.watch.keep(progress, after)
        if after.pace is not Pace.RUNNING:
            return {}
        told = differences(progress.running, after)
        words = difference_words(told, after, self.voice(state))
        return {"told": words} if words else {}

    def _start(self, _message: Mapping[str, Any], state: State) -> State:
        progress = self._progress()
        self.current()
        if progress.meeting.agenda is None:
            raise Refusal("agenda_none")
        if not progress.busy:
            known = outlines(self.content.agenda, self.content.exercises)
            running = Running.of(progress.meeting.agenda, known)
            self.means.watch.keep(progress, running.started(progress.now))
        return self._say("running.notice.started", state)

    def _alone(self, message: Mapping[str, Any], state: State) -> State:
        """One exercise by itself; what was going on makes place for it."""
        wanted = values_of(message).get("alone") or str(message.get("value"))
        if wanted not in self.content.exercises:
            raise Refusal("agenda_no_exercise")
        # A talk without figures needs no session; a vote does.
        if any(step.vote for step in self.content.exercises[wanted].nl.steps):
            self.current()
        progress = self._progress()
        running = Running.alone(outline(self.content.exercises[wanted].nl))
        self.means.watch.keep(progress, running.started(progress.now))
        return self._say("running.notice.started", state)

    def _take(self, message: Mapping[str, Any], state: State) -> State:
        """An exercise that was proposed: into the programme, or by itself when there is none."""
        wanted, progress = str(message.get("value")), self._progress()
        agenda = progress.running.agenda if progress.running else progress.meeting.agenda
        if wanted not in self.content.exercises:
            raise Refusal("agenda_no_exercise")
        if agenda is None or (progress.running and progress.running.by_itself):
            return self._alone(message, state)
        chosen = outline(self.content.exercises[wanted].nl)
        begun = progress.running.begun if progress.running else ()
        free = [i for i in agenda.items if i.kind is ItemKind.EXERCISE and i.id not in begun]
        if free:
            changed = with_outline(agenda.restored(free[0].id), free[0].id, chosen)
            item = changed.item(free[0].id)
        else:
            changed = with_more(agenda, chosen, begun[-1] if begun else None)
            item = next(i for i in changed.items if i not in agenda.items and i.exercise == wanted)
        if progress.running:
            known = outlines(self.content.agenda, self.content.exercises)
            running = progress.running.with_agenda(changed, known, progress.now)
            self.means.watch.keep(progress, running)
        else:
            self.means.watch.meetings.write(replace(progress.meeting, agenda=changed))
        title = title_of(item, self.voice(state))
        return self._say("running.notice.taken", state, title=title)

    def _extend(self, message: Mapping[str, Any], state: State) -> State:
        at, _, minutes = str(message.get("value")).partition(" ")
        if minutes not in {str(n) for n in LONGER}:
            return {}
        return self._change(lambda running, now: running.extended(int(minutes), now), state, at)

    def _later(self, _message: Mapping[str, Any], state: State) -> State:
        return self._change(lambda running, now: running.ending_later(LATER, now), state)

    def _stop(self, _message: Mapping[str, Any], state: State) -> State:
        self._change(Running.stopped, state)
        return self._say("running.notice.stopped", state)

    def _close(self, _message: Mapping[str, Any], _state: State) -> State:
        """Put away what is done; the plan stays."""
        progress = self._progress()
        if progress.running is not None and progress.running.pace is Pace.DONE:
            self.means.watch.keep(progress, None)
        return {}

    def _say(self, key: str, state: State, **facts: object) -> State:
        return {"told": self.voice(state)(key, **facts)}
