"""What the group agreed after its picture, written down by the facilitator."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from weerbaar.catalog import Voice
from weerbaar.model.plan import (
    LONGEST_OWNER,
    LONGEST_WHAT,
    MOST,
    Agreement,
    GroupPlan,
    one_line,
)
from weerbaar.model.refusal import Refusal
from weerbaar.pages.facilitator.part import Action, PagePart, Press, Scene, State
from weerbaar.room import Session, SessionView


class AgreementsPart(PagePart):
    """At most three agreements, the day to look back, and the exercise that was done."""

    NAMES: ClassVar[tuple[str, ...]] = ("agreements",)

    def actions(self) -> Mapping[str, Action]:
        """Keep what is in the form, instead of what was kept."""
        return {"agree": self._agree}

    def regions(self, scene: Scene, state: State) -> dict[str, str]:
        """Draw the form for the session that is looked at; nothing before its reveal."""
        view = scene.view
        shown = view is not None and view.release is not None
        return {"agreements": self._form(scene, view, state) if view and shown else ""}

    def _form(self, scene: Scene, view: SessionView, state: State) -> str:
        voice, session = self.voice(state), view.session
        plan = self.room.plan(session.code)
        exercises = [voice.of(twins) for twins in self.content.exercises.values()]
        return self.draw(
            "agreements",
            state,
            session=session,
            rows=list(enumerate((*plan.agreements, *[None] * (MOST - len(plan.agreements))), 1)),
            plan=plan,
            earlier=self._earlier(session, voice),
            exercises=sorted(exercises, key=lambda exercise: exercise.title),
            exercise=plan.exercise or self._done(scene),
            longest={"what": LONGEST_WHAT, "owner": LONGEST_OWNER},
        )

    def _earlier(self, session: Session, voice: Voice) -> list[dict[str, str]]:
        """What was agreed in the session that this one repeats."""
        plan = self.room.plan(session.wave_of) if session.wave_of else GroupPlan()
        return [{"what": a.what, "owner": a.owner, "by": voice.day(a.by)} for a in plan.agreements]

    def _done(self, scene: Scene) -> str | None:
        """The exercise that was last begun in the meeting of now."""
        running = scene.running
        if running is None:
            return None
        done = [i.exercise for i in running.agenda.items if i.id in running.begun and i.exercise]
        return done[-1] if done else None

    def _agree(self, press: Press, state: State) -> State:
        code = press.value
        session = self.room.view(code).session
        self.room.keep_plan(code, self._plan(press.values, session))
        kept = self.room.plan(code) != GroupPlan()
        key = "agreements.saved" if kept else "agreements.erased"
        return {"told": self.voice(state)(key, code=code)}

    def _plan(self, values: Mapping[str, str], session: Session) -> GroupPlan:
        """The form as a plan: an empty row is left out, a half one is refused by its number."""
        rows, made = [], []
        for number in range(1, MOST + 1):
            what, owner, by = (
                values.get(f"{name}-{number}", "") for name in ("what", "owner", "by")
            )
            if not any(map(one_line, (what, owner, by))):
                continue
            day = day_of(by)
            if day is None and one_line(what) and one_line(owner):
                raise Refusal("plan_day", number=number, day=date.fromisoformat(session.day))
            rows.append(number)
            # What else is missing is told first, and needs some day.
            made.append(Agreement(what, owner, day or date.fromisoformat(session.day)))
        exercise = values.get("exercise")
        try:
            plan = GroupPlan(
                tuple(made),
                day_of(values.get("follow_up", "")),
                exercise if exercise in self.content.exercises else None,
            )
            plan.check_days(date.fromisoformat(session.day))
        except Refusal as error:
            found = error.facts.get("number")
            row = {"number": rows[found - 1]} if isinstance(found, int) else {}
            raise Refusal(error.code, **{**error.facts, **row}) from None
        return plan


def day_of(text: str) -> date | None:
    """A typed day, ``YYYY-MM-DD``; None when nothing was typed.

    Raises
    ------
    Refusal
        ``plan_date`` when it is no day.
    """
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise Refusal("plan_date") from None
