"""The regions of the facilitator's page: session, place and choices -> HTML."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from markupsafe import Markup

from weerbaar.catalog import Content, InstrumentContent, Text
from weerbaar.disclosure import Detail, Release
from weerbaar.disclosure.rules import detail_for
from weerbaar.model import Part, Profile, advise
from weerbaar.pages.board import qr_code
from weerbaar.pages.cases import case_quadrants
from weerbaar.pages.pictures import Pictures
from weerbaar.pages.render import render, safe
from weerbaar.pages.waves import wave_choices
from weerbaar.present.change import change_text, two_waves
from weerbaar.present.wording import advice_text, preflight_line
from weerbaar.room import Kind, Phase, Room, RoomError, Session
from weerbaar.room.place import Place
from weerbaar.room.service import View
from weerbaar.room.waves import waves

NAMES = ("head", "told", "invite", "live", "act", "result", "details", "next", "earlier")

_SHOWN_EARLIER = 50


class Regions:
    """Draws every region; nothing here changes anything."""

    def __init__(
        self,
        room: Room,
        content: Content,
        pictures: Pictures,
        place: Callable[[], Place | None],
    ) -> None:
        self._room = room
        self._content = content
        self._pictures = pictures
        self._place = place
        self._archived: dict[str, View] = {}

    def all(self, state: Mapping[str, Any]) -> dict[str, str]:
        """HTML of every region by name; a region that has nothing to say is empty."""
        sessions = self._room.sessions()
        current = next((s for s in sessions if s.phase is not Phase.ARCHIVED), None)
        known = {session.code for session in sessions}
        wanted = str(state.get("show"))
        shown = wanted if wanted in known else None
        code = shown or (current.code if current else None)
        view = self._room.view(code) if code else None
        active = view if view and not shown else None
        return {
            "head": self._head(view, sessions, state, earlier=shown is not None),
            "told": self.told(state),
            "invite": self._invite(active, state),
            "live": self._live(active, state),
            "act": self._act(active, state),
            "result": self._result(view, state, earlier=shown is not None),
            "details": self._details(active, state),
            "next": self._next(sessions, current, state) if not shown else "",
            "earlier": self._earlier(sessions, current, state),
        }

    def told(self, state: Mapping[str, Any]) -> str:
        """What was last said to the facilitator."""
        return self._render("told", state, text=state.get("told"), wrong=bool(state.get("wrong")))

    def _render(self, name: str, state: Mapping[str, Any], **values: Any) -> str:
        template = f"facilitator/{name}.html.j2"
        return render(template, self._content, state["language"], **values)

    def _head(
        self,
        view: View | None,
        sessions: tuple[Session, ...],
        state: Mapping[str, Any],
        *,
        earlier: bool,
    ) -> str:
        session = view.session if view else None
        return self._render(
            "head",
            state,
            session=session,
            chain=waves(sessions, session) if session else (),
            earlier=earlier,
            rehearsal=session is not None and session.kind is Kind.REHEARSAL,
            phases=[Phase.OPEN, Phase.CLOSED, Phase.RELEASED],
        )

    def _invite(self, view: View | None, state: Mapping[str, Any]) -> str:
        if view is None or view.session.phase is not Phase.OPEN:
            return ""
        place = self._place()
        url = f"{place.url}{view.session.code}" if place else ""
        alt = self._content.text("facilitator.invite.qr_alt", state["language"], url=url)
        return self._render(
            "invite",
            state,
            session=view.session,
            place=place,
            url=url,
            qr=safe(qr_code(url, alt)) if place else None,
            checks=[
                preflight_line(finding, self._content, state["language"])
                for finding in (place.findings if place else ())
            ],
            only_here=place is not None and place.chosen in {"127.0.0.1", "localhost", "::1"},
        )

    def _live(self, view: View | None, state: Mapping[str, Any]) -> str:
        if view is None:
            return ""
        session = view.session
        return self._render(
            "live",
            state,
            session=session,
            shared=view.shared,
            heads_open=session.phase in (Phase.OPEN, Phase.CLOSED),
        )

    def _act(self, view: View | None, state: Mapping[str, Any]) -> str:
        if view is None or view.session.phase is Phase.RELEASED:
            return ""
        session = view.session
        detail = detail_for(view.shared, session.policy) if view.shared is not None else None
        return self._render(
            "act",
            state,
            session=session,
            is_open=session.phase is Phase.OPEN,
            ask=state.get("ask"),
            busy=session.joined - session.done,
            shared=view.shared,
            detail=detail,
        )

    def _result(self, view: View | None, state: Mapping[str, Any], *, earlier: bool) -> str:
        if view is None or view.release is None:
            return self._no_result("facilitator.earlier.nothing", state) if earlier else ""
        language = state["language"]
        release = view.release
        try:
            profile = release.as_profile(self._room.instrument(view.session))
        except RoomError as error:
            return self._no_result(f"errors.{error.code}", state)
        # Here and not above: pandas takes its time, and nobody needs it before the reveal.
        from weerbaar.pages.table import table_rows

        instrument = self._content.instruments[release.instrument]
        both = two_waves(self._room, view)
        return self._render(
            "result",
            state,
            release=release,
            nothing=release.detail is Detail.NOTHING,
            intro=instrument.intro,
            picture=safe(self._pictures.group(release, language, layout="wide")),
            bars=safe(self._pictures.bars(release, language)),
            change=change_text(both, self._content, language) if both else None,
            change_picture=safe(self._pictures.change(both, language, layout="wide"))
            if both
            else "",
            advice=[
                advice_text(found, instrument, self._content, language)
                for found in (advise(profile) if profile else [])
            ],
            extremes=self._extremes(profile, release, language) if profile else [],
            rows=table_rows(release, instrument, self._content, language),
            rules=[r for r in self._content.disclosure.rules if r.id in {"R2", "R3", "R4"}],
            cases=self._cases(profile, instrument, state),
            **self._research(view.session, language),
        )

    def _cases(
        self, profile: Profile | None, instrument: InstrumentContent, state: Mapping[str, Any]
    ) -> Markup:
        """The way to the cases of the weakest quadrant; to all of them when there is none."""
        place = self._place()
        if place is None:
            return safe("")
        weakest = _weakest(profile) if profile else None
        touched = weakest in case_quadrants(self._content)
        quadrant = instrument.quadrant(weakest) if weakest and touched else None
        return safe(self._render("cases", state, place=place, quadrant=quadrant))

    def _research(self, session: Session, language: str) -> dict[str, str | None]:
        """What became of the sums, when an organisation was named; a code to hand them over by."""
        to = session.recipient
        if to is None:
            return {"research": None, "code": None}
        try:
            self._room.sealed(session.code)
        except RoomError as error:
            text = self._content.text(f"errors.{error.code}", language, **error.facts)
            return {"research": text, "code": None}
        facts = {"organisation": to.organisation[language], "contact": to.contact}
        text = self._content.text("facilitator.result.sealed", language, **facts)
        return {"research": text, "code": session.code}

    def _no_result(self, key: str, state: Mapping[str, Any]) -> str:
        return self._render("no_result", state, text=self._content.text(key, state["language"]))

    def _extremes(
        self, profile: Profile, release: Release, language: str
    ) -> list[tuple[str, str, str]]:
        """Heading key, quadrant and question for the strongest and the weakest quadrant."""
        instrument = self._content.instruments[release.instrument]
        found: list[tuple[str, str, str]] = []
        for key, quadrant in (("weakest", _weakest(profile)), ("strongest", _strongest(profile))):
            if quadrant is not None:
                entry = instrument.quadrant(quadrant)
                questions = entry.questions
                question: Text = questions.weak if key == "weakest" else questions.strong
                found.append((key, entry.name[language], question[language]))
        return found

    def _details(self, view: View | None, state: Mapping[str, Any]) -> str:
        if view is None or view.session.phase is not Phase.OPEN:
            return ""
        return self._render("details", state, session=view.session)

    def _next(
        self, sessions: tuple[Session, ...], current: Session | None, state: Mapping[str, Any]
    ) -> str:
        views = [self._past(session) for session in sessions[:_SHOWN_EARLIER]]
        choices = wave_choices(views, self._content, state["language"])
        return self._render(
            "next",
            state,
            session=current,
            ask=state.get("ask"),
            waves=choices,
            wave=next((choice for choice in choices if choice.code == state.get("wave")), None),
            unfinished=current is not None and current.phase is not Phase.RELEASED,
        )

    def _past(self, session: Session) -> View:
        """An earlier session; one that was put away never changes, so it is read once."""
        if session.phase is not Phase.ARCHIVED:
            return self._room.view(session.code)
        if session.code not in self._archived:
            self._archived[session.code] = self._room.view(session.code)
        return self._archived[session.code]

    def _earlier(
        self,
        sessions: tuple[Session, ...],
        current: Session | None,
        state: Mapping[str, Any],
    ) -> str:
        earlier = [s for s in sessions if current is None or s.code != current.code]
        views = [self._past(session) for session in earlier[:_SHOWN_EARLIER]]
        return self._render("earlier", state, views=views, show=state.get("show"))


def _known(profile: Profile) -> list[tuple[float, Part]]:
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
