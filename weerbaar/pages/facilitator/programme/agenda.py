"""The programme: how long, what for, and every part with its time and what to say."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import ClassVar

from weerbaar.catalog import Voice
from weerbaar.catalog.agenda import outline, outlines
from weerbaar.model.programme.agenda import LONGEST, SHORTEST, Agenda
from weerbaar.model.programme.blocks import Outline, fitting, halls, plan, with_more, with_outline
from weerbaar.model.programme.running import Pace, Running, whole_minutes
from weerbaar.model.programme.timing import ItemKind
from weerbaar.model.refusal import Refusal
from weerbaar.pages.board import download
from weerbaar.pages.facilitator.part import (
    Action,
    PagePart,
    Press,
    Scene,
    State,
    Wanted,
    number_of,
)
from weerbaar.present.agenda import agenda_lines, group_words
from weerbaar.room import MAX_HEADS
from weerbaar.room.programme import Meeting, Progress

_TIME = re.compile(r"([01]?[0-9]|2[0-3])[:.]([0-5][0-9])")
USUAL = 90
"""Minutes of a meeting whose length nobody chose yet."""


class ProgrammePart(PagePart):
    """A part of the page that changes the programme."""

    @property
    def outlines(self) -> tuple[Outline, ...]:
        """All exercises, as far as a programme knows them."""
        return outlines(self.content.agenda, self.content.exercises)

    def outline(self, exercise: object) -> Outline:
        """One of them; Refusal ``agenda_no_exercise`` when there is none of that id."""
        found = self.content.exercises.get(str(exercise))
        if found is None:
            raise Refusal("agenda_no_exercise")
        return outline(found.nl)

    def say(self, key: str, state: State, **facts: object) -> State:
        """Tell what was done."""
        return {"told": self.voice(state)(key, **facts)}

    def made_for(self, progress: Progress, state: State) -> str:
        """For which other session the programme was made; empty when it is that of now."""
        meeting, voice = progress.meeting, self.voice(state)
        if meeting.agenda is None or progress.own:
            return ""
        maker = next((one for one in progress.sessions if one.code == meeting.code), None)
        names = {one.id: voice.of(one.name) for one in self.content.choices.group_types}
        group = names.get(maker.group_type) if maker else None
        if group is None or meeting.people is None:
            return voice("agenda.inherited.unknown")
        return voice("agenda.inherited.known", group=group, n=meeting.people)


class AgendaPart(ProgrammePart):
    """Make a programme, change it, take it along on paper."""

    NAMES: ClassVar[tuple[str, ...]] = ("agenda",)

    def actions(self) -> Mapping[str, Action]:
        """Choose length and goals; move, drop, add, restore; give it as a file."""
        return {
            "agenda_length": self._length,
            "agenda_people": self._people,
            "agenda_goal": self._goal,
            "agenda_again": self._again,
            "agenda_anew": self._anew,
            "agenda_adopt": self._adopt,
            "agenda_fresh": self._fresh,
            "agenda_begins": self._begins,
            "agenda_edit": lambda _, state: {"edit": not state.get("edit")},
            "agenda_minutes": self._minutes,
            "agenda_move": self._move,
            "agenda_drop": lambda press, _: self._change(lambda a: a.without(press.value)),
            "agenda_restore": lambda press, _: self._change(lambda a: a.restored(press.value)),
            "agenda_exercise": self._exercise,
            "agenda_add": self._add,
            "agenda_pdf": self._pdf,
        }

    def regions(self, scene: Scene, state: State) -> dict[str, str]:
        """Draw the programme; while an earlier session is looked at, nothing."""
        progress = scene.progress
        shown = not scene.earlier and progress.session is not None
        return {"agenda": self._region(progress, state) if shown else ""}

    def _region(self, progress: Progress, state: State) -> str:
        voice, meeting = self.voice(state), progress.meeting
        running = progress.running if progress.running and not progress.running.by_itself else None
        agenda = running.agenda if running else meeting.agenda
        people = (meeting.people if agenda else None) or progress.expected(self.content)
        known = self.outlines
        parts = halls(known, people)
        lines = agenda_lines(agenda, voice, people, meeting.begins) if agenda else ()
        return self.draw(
            "agenda",
            state,
            meeting=meeting,
            agenda=agenda,
            lines=lines,
            running=running,
            states=_states(running),
            ended=_ended(running, voice),
            inherited=self.made_for(progress, state),
            ask=state.get("ask") == "agenda",
            edit=bool(state.get("edit")),
            busy=progress.busy,
            people=people,
            counted=progress.session.heads if progress.session else None,
            groups=group_words(people, voice),
            parts=parts,
            each=-(-people // parts),
            options={
                line.item.id: [one.id for one in fitting(known, line.item, people)]
                for line in lines
                if line.item.kind is ItemKind.EXERCISE
            },
            least=SHORTEST,
            most=LONGEST,
            most_people=MAX_HEADS,
        )

    def _length(self, press: Press, state: State) -> State:
        minutes = number_of(press.value or press.values.get("minutes"), SHORTEST, LONGEST)
        return self._wish(lambda _: {"minutes": minutes}, state)

    def _goal(self, press: Press, state: State) -> State:
        goal = press.value
        if goal not in {one.id for one in self.content.agenda.goals}:
            return {}

        def toggled(progress: Progress) -> Wanted:
            chosen = progress.meeting.goals
            kept = [one for one in chosen if one != goal]
            return {"goals": kept if goal in chosen else [*chosen, goal]}

        return self._wish(toggled, state)

    def _people(self, press: Press, state: State) -> State:
        people = number_of(press.values.get("people"), 1, MAX_HEADS)
        if not 1 <= people <= MAX_HEADS:
            raise Refusal("bad_value", found=people, least=1, most=MAX_HEADS)
        progress = self.room.progress()
        if progress.meeting.agenda is not None and progress.own:
            return self._wish(lambda _: {"people": people}, state)

        def said(progress: Progress) -> Meeting:
            meeting = progress.meeting if progress.own else _blank(progress)
            return replace(meeting, people=people, code=progress.code)

        self.room.change(said)
        return self.say("agenda.notice.people", state, n=people)

    def _again(self, _press: Press, state: State) -> State:
        """For as many as were counted."""
        return self._wish(lambda progress: {"people": progress.people(self.content)}, state)

    def _adopt(self, _press: Press, _state: State) -> State:
        """Use what was made for an earlier session."""
        self.room.change(
            lambda progress: (
                progress.meeting
                if progress.session is None or progress.busy
                else replace(progress.meeting, code=progress.code, running=None)
            )
        )
        return {}

    def _fresh(self, _press: Press, _state: State) -> State:
        """Put away what was made for an earlier session."""
        self.room.change(
            lambda progress: progress.meeting if progress.own or progress.busy else _blank(progress)
        )
        return {}

    def _wish(
        self, wanted: Callable[[Progress], Wanted], state: State, *, knowingly: bool = False
    ) -> State:
        """Make it as wanted; first ask, when that would undo what a hand changed.

        Parameters
        ----------
        wanted
            Gives how, from how far the meeting is.
        """

        def made(progress: Progress) -> Meeting:
            if not knowingly and self._changed(progress.meeting):
                return progress.meeting
            return self._made(progress, wanted(progress))

        before, after = self.room.change(made)
        if not knowingly and self._changed(before.meeting):
            return {"ask": "agenda", "wanted": wanted(before)}
        minutes = after.meeting.agenda.minutes if after.meeting.agenda else 0
        return {**self.say("agenda.notice.made", state, n=minutes), "wanted": {}}

    def _anew(self, _press: Press, state: State) -> State:
        wanted = state.get("wanted", Wanted())
        if not 1 <= wanted.get("people", 1) <= MAX_HEADS:
            return {}
        return self._wish(lambda _: wanted, state, knowingly=True)

    def _changed(self, meeting: Meeting) -> bool:
        """Whether a hand changed something in the programme since it was made."""
        if meeting.agenda is None:
            return False
        return meeting.agenda != self._plan(meeting, meeting.agenda.minutes)

    def _made(self, progress: Progress, wanted: Wanted) -> Meeting:
        if progress.busy:
            raise Refusal("agenda_begun")
        old = progress.meeting
        minutes = wanted.get("minutes", old.agenda.minutes if old.agenda else USUAL)
        known = {goal.id for goal in self.content.agenda.goals}
        blank = replace(
            old,
            goals=tuple(goal for goal in wanted.get("goals", old.goals) if goal in known),
            people=wanted.get("people", progress.expected(self.content)),
            running=None,
            code=progress.code,
        )
        return replace(blank, agenda=self._plan(blank, minutes))

    def _plan(self, meeting: Meeting, minutes: int) -> Agenda:
        """The programme as it is made, without what a hand changed in it."""
        file = self.content.agenda
        goals = {goal.id: goal.model for goal in file.goals}
        return plan(
            [block.model for block in file.blocks],
            [goals[name] for name in meeting.goals if name in goals],
            self.outlines,
            minutes,
            meeting.people or 1,
        )

    def _begins(self, press: Press, state: State) -> State:
        typed = press.values.get("begins", "").strip()
        found = _TIME.fullmatch(typed)
        if typed and not found:
            raise Refusal("agenda_begins")
        begins = f"{int(found[1]):02d}:{found[2]}" if found else None
        self.room.change(lambda progress: replace(progress.meeting, begins=begins))
        return self.say("agenda.notice.begins", state, time=begins) if begins else {}

    def _minutes(self, press: Press, _state: State) -> State:
        item, _, minutes = press.value.partition(" ")
        return self._change(lambda a: a.with_minutes(item, number_of(minutes, 1, LONGEST)))

    def _move(self, press: Press, _state: State) -> State:
        """To a place that the button names, so that pressing twice moves once."""
        item, _, place = press.value.partition(" ")
        there = number_of(place, 0, LONGEST)

        def moved(agenda: Agenda) -> Agenda:
            ids = [one.id for one in agenda.inside]
            return agenda.moved(item, there - ids.index(item)) if item in ids else agenda

        return self._change(moved)

    def _exercise(self, press: Press, _state: State) -> State:
        chosen = self.outline(press.values.get("exercise"))
        return self._change(lambda a: with_outline(a, press.value, chosen))

    def _add(self, press: Press, _state: State) -> State:
        chosen = self.outline(press.values.get("exercise"))
        return self._change(lambda agenda: with_more(agenda, chosen, _before_agreeing(agenda)))

    def _change(self, operation: Callable[[Agenda], Agenda]) -> State:
        """Change the programme: that of now when one is carried out, else the plan."""

        def changed(progress: Progress) -> Meeting:
            going = progress.running if progress.busy else None
            agenda = going.agenda if going and not going.by_itself else progress.meeting.agenda
            if agenda is None:
                raise Refusal("agenda_none")
            if going is None:
                return replace(progress.meeting, agenda=operation(agenda))
            return progress.with_agenda(operation(agenda), self.outlines)

        self.room.change(changed)
        return {}

    def _pdf(self, _press: Press, state: State) -> State:
        progress, voice = self.room.progress(), self.voice(state)
        agenda, meeting = progress.meeting.agenda, progress.meeting
        if agenda is None:
            raise Refusal("agenda_none")
        # Here and not above: it brings the typesetter along.
        from weerbaar.report.agenda import agenda_pdf

        people = meeting.people or progress.expected(self.content)
        body = agenda_pdf(agenda, voice, people, meeting.goals, meeting.begins)
        name = voice("agenda.file", n=agenda.minutes)
        return {"download": download(name, "application/pdf", body)}


def _states(running: Running | None) -> dict[str, str]:
    """How it is with each item, by id: done, now, or missed once all is over; else it is ahead."""
    if running is None or running.pace is Pace.READY:
        return {}
    begun = dict.fromkeys(running.begun, "done")
    if running.pace is Pace.DONE:
        return {item.id: begun.get(item.id, "missed") for item in running.agenda.items}
    return {**begun, running.step.item: "now"}


def _ended(running: Running | None, voice: Voice) -> str:
    """How it went, once it is over; else empty."""
    if running is None or running.pace is not Pace.DONE:
        return ""
    minutes = whole_minutes(sum(step.spent for step in running.steps))
    return voice(
        "agenda.ended" if minutes else "agenda.ended_at_once",
        n=minutes,
        planned=running.agenda.minutes,
        done=len(running.begun),
        of=len(running.agenda.items),
    )


def _blank(progress: Progress) -> Meeting:
    """A meeting of the session of now of which nothing was planned yet."""
    code = progress.session.code if progress.session else None
    return Meeting(code=code, speed=progress.meeting.speed, posed=progress.meeting.posed)


def _before_agreeing(agenda: Agenda) -> str | None:
    """Id of what comes before the agreements, where one more exercise belongs."""
    ids = [item.id for item in agenda.inside]
    kinds = [item.kind for item in agenda.inside]
    at = kinds.index(ItemKind.AGREE) if ItemKind.AGREE in kinds else len(ids)
    return ids[at - 1] if at else None
