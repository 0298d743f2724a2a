"""What came out: the group's picture, its rules, figures and questions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from markupsafe import Markup

from weerbaar.catalog import InstrumentContent, Text
from weerbaar.disclosure import Detail, Release
from weerbaar.model import Part as ProfilePart
from weerbaar.model import Profile, advise
from weerbaar.pages.cases import case_quadrants
from weerbaar.pages.facilitator.part import Part, Scene
from weerbaar.pages.render import safe
from weerbaar.present.change import change_text, two_waves
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
            bars=safe(self.pictures.bars(release, language)),
            change=change_text(both, self.content, language) if both else None,
            change_picture=safe(self.pictures.change(both, language, layout="wide"))
            if both
            else "",
            advice=[
                advice_text(found, instrument, self.content, language)
                for found in (advise(profile) if profile else [])
            ],
            extremes=self._extremes(profile, release, language) if profile else [],
            rows=table_rows(release, instrument, self.content, language),
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
        weakest = _weakest(profile) if profile else None
        touched = weakest in case_quadrants(self.content)
        quadrant = instrument.quadrant(weakest) if weakest and touched else None
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

    def _extremes(
        self, profile: Profile, release: Release, language: str
    ) -> list[tuple[str, str, str]]:
        """Heading key, quadrant and question for the strongest and the weakest quadrant."""
        instrument = self.content.instruments[release.instrument]
        found: list[tuple[str, str, str]] = []
        for key, quadrant in (("weakest", _weakest(profile)), ("strongest", _strongest(profile))):
            if quadrant is not None:
                entry = instrument.quadrant(quadrant)
                questions = entry.questions
                question: Text = questions.weak if key == "weakest" else questions.strong
                found.append((key, entry.name[language], question[language]))
        return found


def _known(profile: Profile) -> list[tuple[float, ProfilePart]]:
    return sorted(
        ((part.attention, part) for part in profile.quadrants if part.attention is not None),
        key=lambda found: found[0],
    )


def _weakest(profile: Profile) -> str | None:
    """The quadrant with most attention, when there is one."""
    known = _known(profile)
    alone = len(known) > 1 and known[-1][0] > known[-2][0]
    return known[-1][1].id if alone else None


def _strongest(profile: Profile) -> str | None:
    """The quadrant with least attention, when there is one."""
    known = _known(profile)
    alone = len(known) > 1 and known[0][0] < known[1][0]
    return known[0][1].id if alone else None
