"""What came out: the group's picture, its rules, figures and questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from markupsafe import Markup

from weerbaar.catalog import InstrumentContent, Voice
from weerbaar.disclosure import Detail, Release
from weerbaar.model import Profile, advise
from weerbaar.model.refusal import Refusal
from weerbaar.pages.cases import case_quadrants
from weerbaar.pages.facilitator.part import Part, Scene
from weerbaar.pages.render import safe
from weerbaar.present.balance import group_balance
from weerbaar.present.change import change_text, two_waves
from weerbaar.present.extremes import alike, extremes, weakest
from weerbaar.present.wording import advice_text
from weerbaar.room import Session
from weerbaar.room.service import View


@dataclass(frozen=True)
class _Shown:
    """A release with what it is read by."""

    view: View
    release: Release
    profile: Profile | None
    instrument: InstrumentContent


class ResultPart(Part):
    """The reveal, of now or of an earlier session: the picture, its figures, what they say."""

    NAMES: ClassVar[tuple[str, ...]] = ("result", "figures", "meaning")

    def regions(self, scene: Scene, state: Mapping[str, Any]) -> dict[str, str]:
        """Draw the result; a group too small for a picture has no figures."""
        empty = dict.fromkeys(self.NAMES, "")
        view = scene.view
        if view is None or view.release is None:
            key = "facilitator.earlier.nothing"
            return {**empty, "result": self._no_result(key, state)} if scene.earlier else empty
        try:
            profile = view.release.as_profile(self.room.instrument(view.session))
        except Refusal as error:
            text = self.voice(state).refusal(error)
            return {**empty, "result": self.draw("no_result", state, text=text)}
        instrument = self.content.instruments[view.release.instrument]
        shown = _Shown(view, view.release, profile, instrument)
        nothing = view.release.detail is Detail.NOTHING
        return {
            "result": self._picture(shown, state),
            "figures": "" if nothing else self._figures(shown, state),
            "meaning": self._meaning(shown, state),
        }

    def _picture(self, shown: _Shown, state: Mapping[str, Any]) -> str:
        language, release = state["language"], shown.release
        both = two_waves(self.room, shown.view)
        return self.draw(
            "result",
            state,
            nothing=release.detail is Detail.NOTHING,
            intro=shown.instrument.intro,
            picture=safe(self.pictures.group(release, language, layout="wide")),
            balance=group_balance(release, Voice(self.content, language)),
            change=change_text(both, Voice(self.content, language)) if both else None,
            change_picture=safe(self.pictures.change(both, language, layout="wide"))
            if both
            else "",
            **self._research(shown.view.session, language),
        )

    def _figures(self, shown: _Shown, state: Mapping[str, Any]) -> str:
        # Here and not above: pandas takes its time, and nobody needs it before the reveal.
        from weerbaar.pages.table import table_rows

        language, release = state["language"], shown.release
        return self.draw(
            "figures",
            state,
            bars=safe(self.pictures.bars(release, language)),
            rows=table_rows(release, shown.instrument, Voice(self.content, language)),
            not_green=shown.instrument.file.not_green[language],
            rules=[r for r in self.content.disclosure.rules if r.id in {"R2", "R3", "R4"}],
        )

    def _meaning(self, shown: _Shown, state: Mapping[str, Any]) -> str:
        language, profile, instrument = state["language"], shown.profile, shown.instrument
        return self.draw(
            "meaning",
            state,
            advice=[
                advice_text(found, instrument, Voice(self.content, language))
                for found in (advise(profile) if profile else [])
            ],
            extremes=extremes(profile, instrument, Voice(self.content, language))
            if profile
            else [],
            alike=profile is not None and alike(profile),
            cases=self._cases(profile, instrument, state),
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
        except Refusal as error:
            return {"research": Voice(self.content, language).refusal(error), "code": None}
        facts = {"organisation": to.organisation[language], "contact": to.contact}
        text = self.content.text("facilitator.result.sealed", language, **facts)
        return {"research": text, "code": session.code}

    def _no_result(self, key: str, state: Mapping[str, Any]) -> str:
        return self.draw("no_result", state, text=self.voice(state)(key))
