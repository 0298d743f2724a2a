"""The programme: how long, what for, and every part with its time and what to say."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, ClassVar

from weerbaar.catalog import Voice
from weerbaar.catalog.agenda import outline, outlines
from weerbaar.model.agenda import LONGEST, SHORTEST, Agenda
from weerbaar.model.blocks import fitting, halls, plan, with_more, with_outline
from weerbaar.model.refusal import Refusal
from weerbaar.model.timing import ItemKind
from weerbaar.pages.board import download
from weerbaar.pages.facilitator.part import Action, Part, Scene, State, number_of, values_of
from weerbaar.pages.facilitator.programme_words import ended, made_for, states
from weerbaar.pages.meeting import Progress
from weerbaar.present.agenda import agenda_lines, group_words
from weerbaar.room.meeting import Meeting
from weerbaar.room.service import MAX_HEADS

_TIME = re.compile(r"([01]?[0-9]|2[0-3])[:.]([0-5][0-9])")
USUAL = 90
"""Minutes of a meeting whose length nobody chose yet."""


class AgendaPart(Part):
    """Make a programme, change it, take it along on paper."""

    NAMES: ClassVar[tuple[str, ...]] = ("agenda",)
    KEPT: ClassVar[frozenset[str]] = frozenset({"edit", "wanted"})

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
            "agenda_drop": lambda m, _: self._change(lambda a: a.without(str(m.get("value")))),
            "agenda_restore": lambda m, _: self._change(lambda a: a.restored(str(m.get("value")))),
            "agenda_exercise": self._exercise,
            "agenda_add": self._add,
            "agenda_pdf": self._pdf,
        }

    def regions(self, scene: Scene, state: Mapping[str, Any]) -> dict[str, str]:
        """Draw the programme; while an earlier session is looked at, nothing."""
        progress = scene.progress
        shown = not scene.earlier and progress.session is not None
        return {"agenda": self._region(progress, state) if shown else ""}

    def _region(self, progress: Progress, state: Mapping[str, Any]) -> str:
        language, meeting = state["language"], progress.meeting
        running = progress.running if progress.running and not progress.running.by_itself else None
        agenda = running.agenda if running else meeting.agenda
        people = (meeting.people if agenda else None) or progress.expected(self.content)
        known = outlines(self.content.agenda, self.content.exercises)
        parts = halls(known, people)
        lines = (
            agenda_lines(agenda, Voice(self.content, language), people, meeting.begins)
            if agenda
            else ()
        )
        return self.draw(
            "agenda",
            state,
            meeting=meeting,
            agenda=agenda,
            lines=lines,
            running=running,
            states=states(running),
            ended=ended(running, Voice(self.content, language)),
            inherited=made_for(progress, Voice(self.content, language)),
            ask=state.get("ask") == "agenda",
            edit=bool(state.get("edit")),
            busy=progress.busy,
            people=people,
            counted=progress.session.heads if progress.session else None,
            groups=group_words(people, Voice(self.content, language)),
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

    def _length(self, message: Mapping[str, Any], state: State) -> State:
        typed = message.get("value") or values_of(message).get("minutes")
        minutes = number_of(str(typed or ""), SHORTEST, LONGEST)
        return self._wish({"minutes": minutes}, state)

    def _goal(self, message: Mapping[str, Any], state: State) -> State:
        goal = str(message.get("value"))
        chosen = self.means.watch.meetings.read().goals
        if goal not in {one.id for one in self.content.agenda.goals}:
            return {}
        kept = tuple(one for one in chosen if one != goal)
        return self._wish({"goals": list(kept if goal in chosen else (*chosen, goal))}, state)

    def _people(self, message: Mapping[str, Any], state: State) -> State:
        people = number_of(values_of(message).get("people"), 1, MAX_HEADS)
        if not 1 <= people <= MAX_HEADS:
            raise Refusal("bad_value", found=people, least=1, most=MAX_HEADS)
        progress = self._progress()
        if progress.meeting.agenda is not None and progress.own:
            return self._wish({"people": people}, state)
        code = progress.session.code if progress.session else ""
        said = replace(
            progress.meeting if progress.own else _blank(progress), people=people, code=code
        )
        self.means.watch.meetings.write(said)
        return {"told": self.voice(state)("agenda.notice.people", n=people)}

    def _again(self, _message: Mapping[str, Any], state: State) -> State:
        """For as many as were counted."""
        return self._wish({"people": self._progress().people(self.content)}, state)

    def _adopt(self, _message: Mapping[str, Any], _state: State) -> State:
        """Use what was made for an earlier session."""
        progress = self._progress()
        if progress.session is not None and not progress.busy:
            adopted = replace(progress.meeting, code=progress.session.code, running=None)
            self.means.watch.meetings.write(adopted)
        return {}

    def _fresh(self, _message: Mapping[str, Any], _state: State) -> State:
        """Put away what was made for an earlier session."""
        progress = self._progress()
        if not progress.own and not progress.busy:
            self.means.watch.meetings.write(_blank(progress))
        return {}

    def _wish(self, wanted: dict[str, Any], state: State) -> State:
        """Make it as wanted; first ask, when that would undo what a hand changed."""
        meeting = self._progress().meeting
        if meeting.agenda is not None and meeting.agenda != self._made(meeting):
            return {"ask": "agenda", "wanted": wanted}
        return self._make(wanted, state)

    def _anew(self, _message: Mapping[str, Any], state: State) -> State:
        wanted = state.get("wanted")
        return self._make(wanted if isinstance(wanted, dict) else {}, state)

    def _make(self, wanted: Mapping[str, Any], state: State) -> State:
        progress = self._progress()
        if progress.busy:
            raise Refusal("agenda_begun")
        old, goals = progress.meeting, wanted.get("goals", progress.meeting.goals)
        known = {goal.id for goal in self.content.agenda.goals}
        minutes = wanted.get("minutes", old.agenda.minutes if old.agenda else USUAL)
        people = wanted.get("people", progress.expected(self.content))
        numbers = isinstance(minutes, int) and isinstance(people, int) and 1 <= people <= MAX_HEADS
        if not numbers or not isinstance(goals, (list, tuple)):
            return {}
        blank = replace(
            old, goals=tuple(goal for goal in goals if goal in known), people=people, damaged=False
        )
        code = progress.session.code if progress.session else ""
        made = replace(blank, agenda=self._plan(blank, minutes), running=None, code=code)
        self.means.watch.meetings.write(made)
        text = self.voice(state)("agenda.notice.made", n=minutes)
        return {"told": text, "wanted": None}

    def _made(self, meeting: Meeting) -> Agenda | None:
        """The programme as it would be made, without what a hand changed in it."""
        return self._plan(meeting, meeting.agenda.minutes) if meeting.agenda else None

    def _plan(self, meeting: Meeting, minutes: int) -> Agenda:
        file = self.content.agenda
        goals = {goal.id: goal.model for goal in file.goals}
        return plan(
            [block.model for block in file.blocks],
            [goals[name] for name in meeting.goals if name in goals],
            outlines(file, self.content.exercises),
            minutes,
            meeting.people or 1,
        )

    def _begins(self, message: Mapping[str, Any], state: State) -> State:
        typed = values_of(message).get("begins", "").strip()
        found = _TIME.fullmatch(typed)
        if typed and not found:
            raise Refusal("agenda_begins")
        begins = f"{int(found[1]):02d}:{found[2]}" if found else None
        self.means.watch.meetings.write(replace(self._progress().meeting, begins=begins))
        if begins is None:
            return {}
        return {"told": self.voice(state)("agenda.notice.begins", time=begins)}

    def _minutes(self, message: Mapping[str, Any], _state: State) -> State:
        item, _, minutes = str(message.get("value")).partition(" ")
        return self._change(lambda a: a.with_minutes(item, number_of(minutes, 1, LONGEST)))

    def _move(self, message: Mapping[str, Any], _state: State) -> State:
        """To a place that the button names, so that pressing twice moves once."""
        item, _, place = str(message.get("value")).partition(" ")
        there = number_of(place, 0, LONGEST)

        def moved(agenda: Agenda) -> Agenda:
            ids = [one.id for one in agenda.inside]
            return agenda.moved(item, there - ids.index(item)) if item in ids else agenda

        return self._change(moved)

    def _exercise(self, message: Mapping[str, Any], _state: State) -> State:
        wanted, item = values_of(message).get("exercise", ""), str(message.get("value"))
        if wanted not in self.content.exercises:
            raise Refusal("agenda_no_exercise")
        chosen = outline(self.content.exercises[wanted].nl)
        return self._change(lambda agenda: with_outline(agenda, item, chosen))

    def _add(self, message: Mapping[str, Any], _state: State) -> State:
        wanted = values_of(message).get("exercise", "")
        if wanted not in self.content.exercises:
            raise Refusal("agenda_no_exercise")
        chosen = outline(self.content.exercises[wanted].nl)
        return self._change(lambda agenda: with_more(agenda, chosen, _before_agreeing(agenda)))

    def _change(self, operation: Callable[[Agenda], Agenda]) -> State:
        """Change the programme: that of now when one is carried out, else the plan."""
        progress = self._progress()
        going = progress.running if progress.busy and not _alone(progress) else None
        agenda = going.agenda if going else progress.meeting.agenda
        if agenda is None:
            raise Refusal("agenda_none")
        known = outlines(self.content.agenda, self.content.exercises)
        changed = operation(agenda)
        running = going.with_agenda(changed, known, progress.now) if going else None
        if running is not None:
            self.means.watch.keep(progress, running)
        else:
            self.means.watch.meetings.write(replace(progress.meeting, agenda=changed))
        return {}

    def _pdf(self, _message: Mapping[str, Any], state: State) -> State:
        progress = self._progress()
        meeting, language = progress.meeting, state["language"]
        if meeting.agenda is None:
            raise Refusal("agenda_none")
        # Here and not above: it brings the typesetter along.
        from weerbaar.report.agenda import agenda_pdf

        people = meeting.people or progress.expected(self.content)
        body = agenda_pdf(
            meeting.agenda, Voice(self.content, language), people, meeting.goals, meeting.begins
        )
        name = self.content.text("agenda.file", language, n=meeting.agenda.minutes)
        return {"download": download(name, "application/pdf", body)}

    def _progress(self) -> Progress:
        return self.means.watch.progress(self.room.sessions())


def _alone(progress: Progress) -> bool:
    return progress.running is not None and progress.running.by_itself


def _blank(progress: Progress) -> Meeting:
    """A meeting of the session of now of which nothing was planned yet."""
    code = progress.session.code if progress.session else None
    bare = replace(progress.meeting, agenda=None, goals=(), people=None, begins=None)
    return replace(bare, running=None, code=code)


def _before_agreeing(agenda: Agenda) -> str | None:
    """Id of what comes before the agreements, where one more exercise belongs."""
    ids = [item.id for item in agenda.inside]
    kinds = [item.kind for item in agenda.inside]
    at = kinds.index(ItemKind.AGREE) if ItemKind.AGREE in kinds else len(ids)
    return ids[at - 1] if at else None
