"""What came out: the group's picture, its rules, figures and questions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from markupsafe import Markup

from weerbaar.catalog import InstrumentContent
from weerbaar.disclosure import Detail
from weerbaar.model import Profile, advise
from weerbaar.pages.cases import case_quadrants
from weerbaar.pages.facilitator.part import Part, Scene
from weerbaar.pages.render import safe
from weerbaar.present.balance import group_balance
from weerbaar.present.change import change_text, two_waves
from weerbaar.present.extremes import extremes, weakest
from weerbaar.present.wording import advice_text
from weerbaar.room import RoomError, Session
from weerbaar.room.service import View


class ResultPart(Part):
    """The reveal, of now or of an earlier session."""

    NAMES: ClassVar[tuple[str, ...]] = ("result",)

    def regions(self, scene: Scene, state: Mapping[str, Any]) -> dict[str, str]:
        """Draw the result."""
        return {"result": self._result(scene.view, state, earlier=scene.earlier)}

    def _result(self, view: View | None, state: Mapping[str, Any], *, earlier: bool) -> str:
        if view is None or view.release is None:
            return self._no_result("facilitator.earlier.nothing", state) if earlier else ""
        language = state["language"]
        release = view.release
        try:
            profile = release.as_profile(self.room.instrument(view.session))
        except RoomError as error:
            return self._no_result(f"errors.{error.code}", state)
        # Here and not above: pandas takes its time, and nobody needs it before the reveal.
        from weerbaar.pages.table import table_rows

        instrument = self.content.instruments[release.instrument]
        both = two_waves(self.room, view)
        return self.draw(
            "result",
            state,
            release=release,
            nothing=release.detail is Detail.NOTHING,
            intro=instrument.intro,
            picture=safe(self.pictures.group(release, language, layout="wide")),
            balance=group_balance(release, self.content, language),
            bars=safe(self.pictures.bars(release, language)),
            change=change_text(both, self.content, language) if both else None,
            change_picture=safe(self.pictures.change(both, language, layout="wide"))
            if both
            else "",
            advice=[
                advice_text(found, instrument, self.content, language)
                for found in (advise(profile) if profile else [])
            ],
            extremes=extremes(profile, instrument, self.content, language) if profile else [],
            rows=table_rows(release, instrument, self.content, language),
            not_green=instrument.file.not_green[language],
            rules=[r for r in self.content.disclosure.rules if r.id in {"R2", "R3", "R4"}],
            cases=self._cases(profile, instrument, state),
            **self._research(view.session, language),
        )

    def _cases(
        self, profile: Profile | None, instrument: InstrumentContent, state: Mapping[str, Any]
    ) -> Markup:
        """The way to the cases of the weakest quadrant; to all of them when there is none."""
        place = self.means.place()
        if place is None:
            return safe("")
        found = weakest(profile) if profile else None
        touched = found in case_quadrants(self.content)
        quadrant = instrument.quadrant(found) if found and touched else None
        return safe(self.draw("cases", state, place=place, quadrant=quadrant))

    def _research(self, session: Session, language: str) -> dict[str, str | None]:
        """What became of the sums, when an organisation was named; a code to hand them over by."""
        to = session.recipient
        if to is None:
            return {"research": None, "code": None}
        try:
            self.room.sealed(session.code)
        except RoomError as error:
            text = self.content.text(f"errors.{error.code}", language, **error.facts)
            return {"research": text, "code": None}
        facts = {"organisation": to.organisation[language], "contact": to.contact}
        text = self.content.text("facilitator.result.sealed", language, **facts)
        return {"research": text, "code": session.code}

    def _no_result(self, key: str, state: Mapping[str, Any]) -> str:
        return self.draw("no_result", state, text=self.content.text(key, state["language"]))
