"""What is going on now: the step, what to say, the clock, and the buttons to go on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar

from weerbaar.model.programme.blocks import with_more, with_outline
from weerbaar.model.programme.running import Pace, Running, differences, whole_minutes
from weerbaar.model.programme.timing import Item, ItemKind
from weerbaar.model.refusal import Refusal
from weerbaar.pages.facilitator.part import Action, Press, Scene, State
from weerbaar.pages.facilitator.programme.agenda import ProgrammePart
from weerbaar.present.agenda import difference_words, now_words, title_of
from weerbaar.room import Phase
from weerbaar.room.programme import Meeting, Progress

LONGER = (1, 5)
"""Minutes by which a step can be made longer with one click."""
LATER = 10
"""Minutes by which the whole meeting can be."""

Operation = Callable[[Running, float], Running]


class RunningPart(ProgrammePart):
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

    def regions(self, scene: Scene, state: State) -> dict[str, str]:
        """Draw what is going on; while an earlier session is looked at, nothing."""
        return {"running": "" if scene.earlier else self._region(scene, state)}

    def extras(self, scene: Scene) -> dict[str, object]:
        """The clock, for the page to count by itself."""
        return {"clock": scene.progress.ticking()}

    def _region(self, scene: Scene, state: State) -> str:
        progress, running = scene.progress, scene.progress.running
        if running is None:
            if progress.session is None:
                return ""
            agenda = progress.meeting.agenda
            # Who came this far without a programme needs none: its chapter stays.
            late = agenda is None and progress.session.phase is not Phase.OPEN
            inherited = self.made_for(progress, state)
            return "" if late else self.draw("ready", state, agenda=agenda, inherited=inherited)
        if running.pace is Pace.DONE:
            return self.draw("done", state)
        return self.draw(
            "running",
            state,
            running=running,
            pace=running.pace,
            words=now_words(running, self.voice(state), progress.people(self.content)),
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

    def _does(self, operation: Operation, *, at_step: bool = False) -> Action:
        """A button that does one thing to what is going on.

        Parameters
        ----------
        at_step
            Whether it is meant for the step that its value names: pressed again, or on a page that
            is behind, it then does nothing.
        """

        def action(press: Press, state: State) -> State:
            return self._change(operation, state, press.value if at_step else "")

        return action

    def _change(self, operation: Operation, state: State, at: str = "") -> State:
        def changed(progress: Progress) -> Meeting:
            if progress.running is None:
                raise Refusal("agenda_still")
            if at and at != str(progress.running.at):
                return progress.meeting
            return progress.carrying(operation(progress.running, progress.now))

        before, after = (progress.running for progress in self.room.change(changed))
        if before is None or after is None or after.pace is not Pace.RUNNING:
            return {}
        told = differences(before, after)
        words = difference_words(told, after, self.voice(state))
        return {"told": words} if words else {}

    def _start(self, _press: Press, state: State) -> State:
        def started(progress: Progress) -> Meeting:
            if progress.session is None:
                raise Refusal("code_unknown")
            if progress.meeting.agenda is None:
                raise Refusal("agenda_none")
            if progress.busy:
                return progress.meeting
            running = Running.of(progress.meeting.agenda, self.outlines)
            return progress.carrying(running.started(progress.now))

        self.room.change(started)
        return self.say("running.notice.started", state)

    def _alone(self, press: Press, state: State) -> State:
        """One exercise by itself; what was going on makes place for it."""
        wanted = press.values.get("alone") or press.value
        alone = Running.alone(self.outline(wanted))
        voting = any(step.vote for step in self.content.exercises[wanted].nl.steps)

        def started(progress: Progress) -> Meeting:
            # A talk without figures needs no session; a vote does.
            if voting and progress.session is None:
                raise Refusal("code_unknown")
            return progress.carrying(alone.started(progress.now))

        self.room.change(started)
        return self.say("running.notice.started", state)

    def _take(self, press: Press, state: State) -> State:
        """An exercise that was proposed: into the programme, or by itself when there is none."""
        chosen, progress = self.outline(press.value), self.room.progress()
        alone = progress.running is not None and progress.running.by_itself
        if alone or (progress.running is None and progress.meeting.agenda is None):
            return self._alone(press, state)
        taken: list[Item] = []

        def changed(progress: Progress) -> Meeting:
            agenda = progress.running.agenda if progress.running else progress.meeting.agenda
            if agenda is None:
                raise Refusal("agenda_none")
            begun = progress.running.begun if progress.running else ()
            free = [i for i in agenda.items if i.kind is ItemKind.EXERCISE and i.id not in begun]
            if free:
                put = with_outline(agenda.restored(free[0].id), free[0].id, chosen)
                taken[:] = [put.item(free[0].id)]
            else:
                put = with_more(agenda, chosen, begun[-1] if begun else None)
                taken[:] = [
                    item for item in put.items if item.id not in {i.id for i in agenda.items}
                ]
            return progress.with_agenda(put, self.outlines)

        self.room.change(changed)
        title = title_of(taken[0], self.voice(state))
        return self.say("running.notice.taken", state, title=title)

    def _extend(self, press: Press, state: State) -> State:
        at, _, minutes = press.value.partition(" ")
        if minutes not in {str(n) for n in LONGER}:
            return {}
        return self._change(lambda running, now: running.extended(int(minutes), now), state, at)

    def _later(self, _press: Press, state: State) -> State:
        return self._change(lambda running, now: running.ending_later(LATER, now), state)

    def _stop(self, _press: Press, state: State) -> State:
        self._change(Running.stopped, state)
        return self.say("running.notice.stopped", state)

    def _close(self, _press: Press, _state: State) -> State:
        """Put away what is done; the plan stays."""

        def closed(progress: Progress) -> Meeting:
            done = progress.running is not None and progress.running.pace is Pace.DONE
            return progress.carrying(None) if done else progress.meeting

        self.room.change(closed)
        return {}
