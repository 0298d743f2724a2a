"""What came out: the group's picture, its rules, figures and questions, and what fits it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from weerbaar.catalog import InstrumentContent, Voice
from weerbaar.disclosure import Detail, Release
from weerbaar.model import Measure, Profile
from weerbaar.model.refusal import Refusal
from weerbaar.pages.facilitator.part import PagePart, Scene, State
from weerbaar.pages.lists import quadrants_of
from weerbaar.pages.render import safe
from weerbaar.pages.results import group_advice
from weerbaar.present.balance import group_balance
from weerbaar.present.bars import draw_bars
from weerbaar.present.change import change_text, draw_change, two_waves
from weerbaar.present.exercises import proposals
from weerbaar.present.extremes import alike, extremes, weakest
from weerbaar.present.nets import group_net
from weerbaar.present.wording import level_word, percent
from weerbaar.room import Session, SessionView


@dataclass(frozen=True)
class _Shown:
    """A release with what it is read by."""

    view: SessionView
    release: Release
    profile: Profile | None
    instrument: InstrumentContent


class ResultPart(PagePart):
    """The reveal, of now or of an earlier session: the picture, what it says, how to go on."""

    NAMES: ClassVar[tuple[str, ...]] = ("result", "figures", "meaning", "conversation")

    def regions(self, scene: Scene, state: State) -> dict[str, str]:
        """Draw the result; a group too small for a picture has no figures."""
        empty = dict.fromkeys(self.NAMES, "")
        view = scene.view
        if view is None or view.release is None:
            if not scene.earlier:
                return empty
            text = self.voice(state)("facilitator.earlier.nothing")
            return {**empty, "result": self.draw("no_result", state, text=text)}
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
            "conversation": self._conversation(shown, state),
        }

    def _picture(self, shown: _Shown, state: State) -> str:
        voice, release = self.voice(state), shown.release
        both = two_waves(self.room, shown.view)
        return self.draw(
            "result",
            state,
            nothing=release.detail is Detail.NOTHING,
            intro=shown.instrument.intro,
            picture=safe(group_net(release, voice, "wide")),
            balance=group_balance(release, voice),
            change=change_text(both, voice) if both else None,
            change_picture=safe(draw_change(both, voice, "wide")),
            **self._research(shown.view.session, voice),
        )

    def _figures(self, shown: _Shown, state: State) -> str:
        voice, release = self.voice(state), shown.release
        return self.draw(
            "figures",
            state,
            bars=safe(draw_bars(release, voice)),
            rows=list(_rows(shown.profile, shown.instrument, voice)),
            not_green=voice.of(shown.instrument.file.not_green),
            rules=[r for r in self.content.disclosure.rules if r.id in {"R2", "R3", "R4"}],
        )

    def _meaning(self, shown: _Shown, state: State) -> str:
        voice, profile, instrument = self.voice(state), shown.profile, shown.instrument
        return self.draw(
            "meaning",
            state,
            advice=group_advice(shown.release, instrument, voice),
            extremes=extremes(profile, instrument, voice) if profile else [],
            alike=profile is not None and alike(profile),
            cases=self._cases(profile, instrument, state),
        )

    def _conversation(self, shown: _Shown, state: State) -> str:
        """The two exercises that fit, and why."""
        session, profile, voice = shown.view.session, shown.profile, self.voice(state)
        heads, group = session.heads, session.group_type
        return self.draw(
            "conversation",
            state,
            nothing=profile is None,
            proposals=proposals(profile, shown.instrument, voice, heads, group_type=group),
            place=self.means.place(),
        )

    def _cases(
        self, profile: Profile | None, instrument: InstrumentContent, state: State
    ) -> Markup:
        """The way to the cases of the weakest quadrant; to all of them when there is none."""
        place = self.means.place()
        if place is None:
            return safe("")
        found = weakest(profile) if profile else None
        touched = found in quadrants_of(self.content.cases, self.content)
        quadrant = instrument.quadrant(found) if found and touched else None
        return safe(self.draw("cases", state, place=place, quadrant=quadrant))

    def _research(self, session: Session, voice: Voice) -> dict[str, str | None]:
        """What became of the sums, when an organisation was named; a code to hand them over by."""
        to = session.recipient
        if to is None:
            return {"research": None, "code": None}
        try:
            self.room.sealed(session.code)
        except Refusal as error:
            return {"research": voice.refusal(error), "code": None}
        facts = {"organisation": to.organisation[voice.language], "contact": to.contact}
        return {"research": voice("facilitator.result.sealed", **facts), "code": session.code}


def _rows(
    profile: Profile | None, instrument: InstrumentContent, voice: Voice
) -> Iterator[dict[str, str]]:
    """Quadrants and sides in words for a table: ``part, name, value, range``."""
    if profile is None:
        return
    names = {quadrant.id: voice.of(quadrant.name) for quadrant in instrument.file.quadrants}
    names |= {side.id: voice.of(side.name) for side in instrument.file.sides}
    for kind, parts in (("quadrant", profile.quadrants), ("side", profile.sides)):
        for part in parts:
            low, high = percent(part.low), percent(part.high)
            reach = "" if low == high else f"{low}\N{EN DASH}{high}%"
            if part.attention is None:
                value, reach = voice("page.figure.nobody"), ""
            elif profile.measure is Measure.LEVEL:
                value = level_word(part.attention, instrument, voice)
            else:
                value = f"{percent(part.attention)}%"
            head = voice(f"facilitator.frame.{kind}")
            yield {"part": head, "name": names[part.id], "value": value, "range": reach}
