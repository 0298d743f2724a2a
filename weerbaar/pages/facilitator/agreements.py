"""What the group agreed after its picture, written down by the facilitator."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from weerbaar.catalog import Voice
from weerbaar.model.agreements import (
    LONGEST_OWNER,
    LONGEST_WHAT,
    MOST,
    Agreement,
    GroupPlan,
    one_line,
)
from weerbaar.model.refusal import Refusal
from weerbaar.pages.facilitator.part import Action, Part, Scene, State, values_of
from weerbaar.room import Session
from weerbaar.room.plans import day_of
from weerbaar.room.service import View


class AgreementsPart(Part):
    """At most three agreements, the day to look back, and the exercise that was done."""

    NAMES: ClassVar[tuple[str, ...]] = ("agreements",)

    def actions(self) -> Mapping[str, Action]:
        """Keep what is in the form, instead of what was kept."""
        return {"agree": self._agree}

    def regions(self, scene: Scene, state: Mapping[str, Any]) -> dict[str, str]:
        """Draw the form for the session that is looked at; nothing before its reveal."""
        view = scene.view
        shown = view is not None and view.release is not None
        return {"agreements": self._form(scene, view, state) if view and shown else ""}

    def _form(self, scene: Scene, view: View, state: Mapping[str, Any]) -> str:
        language, session = state["language"], view.session
        plan = self.room.plans.of(session.code)
        exercises = [twins[language] for twins in self.content.exercises.values()]
        return self.draw(
            "agreements",
            state,
            session=session,
            rows=[(n, _nth(plan, n)) for n in range(1, MOST + 1)],
            plan=plan,
            earlier=self._earlier(session, language),
            exercises=sorted(exercises, key=lambda exercise: exercise.title),
            exercise=plan.exercise or self._done(scene),
            longest={"what": LONGEST_WHAT, "owner": LONGEST_OWNER},
        )

    def _earlier(self, session: Session, language: str) -> list[dict[str, str]]:
        """What was agreed in the session that this one repeats."""
        plan = self.room.plans.of(session.wave_of) if session.wave_of else GroupPlan()
        return [
            {"what": a.what, "owner": a.owner, "by": Voice(self.content, language).day(a.by)}
            for a in plan.agreements
        ]

    def _done(self, scene: Scene) -> str | None:
        """The exercise that was last begun in the meeting of now."""
        running = scene.running
        if running is None:
            return None
        done = [i.exercise for i in running.agenda.items if i.id in running.begun and i.exercise]
        return done[-1] if done else None

    def _agree(self, message: Mapping[str, Any], state: State) -> State:
        code = str(message.get("value"))
        session = self.room.view(code).session
        values = values_of(message)
        self.room.plans.keep(code, self._plan(values, session))
        kept = self.room.plans.of(code) != GroupPlan()
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
            if "number" not in error.facts:
                raise
            row = rows[int(str(error.facts["number"])) - 1]
            raise Refusal(error.code, **{**error.facts, "number": row}) from None
        return plan


def _nth(plan: GroupPlan, number: int) -> Agreement | None:
    return plan.agreements[number - 1] if number <= len(plan.agreements) else None
