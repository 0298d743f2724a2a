"""The session of now: invite people, see how far they are, close, reveal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from weerbaar.catalog import Voice
from weerbaar.disclosure import Detail
from weerbaar.disclosure.rules import detail_for
from weerbaar.pages.board import qr_code
from weerbaar.pages.facilitator.closing import closing, told_of_heads, told_of_reveal
from weerbaar.pages.facilitator.part import (
    Action,
    PagePart,
    Press,
    Scene,
    State,
    number_of,
)
from weerbaar.pages.facilitator.programme.vote import WITHIN, Ballots, ballots
from weerbaar.pages.facilitator.sessions import group_of, sessions_named
from weerbaar.pages.render import safe
from weerbaar.present.wording import preflight_line
from weerbaar.room import MAX_HEADS, Kind, Phase, Session, SessionView


class SessionPart(PagePart):
    """Everything up to the reveal."""

    NAMES: ClassVar[tuple[str, ...]] = ("invite", "live", "act", "details")

    def actions(self) -> Mapping[str, Action]:
        """Close, reveal, count heads, describe the group, choose an address."""
        return {
            "close": self._close,
            "reveal": self._reveal,
            "heads": self._heads,
            "details": self._details,
            "address": self._address,
        }

    def regions(self, scene: Scene, state: State) -> dict[str, str]:
        """Draw the session of now; nothing while an earlier one is looked at."""
        view = scene.active
        return {
            "invite": self._invite(view, state),
            "live": self._live(view, state),
            "act": self._act(view, ballots(self.means, scene)[1], state),
            "details": self._about(view, state),
        }

    def _close(self, _press: Press, state: State) -> State:
        self.room.close(self.current().code)
        return self.tell("notice.closed", state)

    def _reveal(self, _press: Press, state: State) -> State:
        session = self.current()
        release = self.room.reveal(session.code)
        return self.tell(f"notice.{told_of_reveal(session, release)}", state)

    def _heads(self, press: Press, state: State) -> State:
        heads = number_of(press.values.get("heads"), 1, MAX_HEADS)
        session = self.room.count_heads(self.current().code, heads)
        key = f"notice.{told_of_heads(session)}"
        return self.tell(key, state, n=heads, joined=session.joined)

    def _details(self, press: Press, state: State) -> State:
        self.room.describe(self.current().code, **group_of(press, self.content))
        return self.tell("details.saved", state)

    def _address(self, press: Press, state: State) -> State:
        place = self.means.choose_place(press.values.get("address", ""))
        return self.tell("notice.address", state, url=place.url) if place else {}

    def _invite(self, view: SessionView | None, state: State) -> str:
        if view is None or view.session.phase is not Phase.OPEN:
            return ""
        if view.session.kind is Kind.PAPER:
            return ""
        place = self.means.place()
        url = f"{place.url}{view.session.code}" if place else ""
        voice = self.voice(state)
        alt = voice("facilitator.invite.qr_alt", url=url)
        return self.draw(
            "invite",
            state,
            session=view.session,
            place=place,
            url=url,
            qr=safe(qr_code(url, alt)) if place else None,
            checks=[preflight_line(found, voice) for found in (place.findings if place else ())],
            only_here=place is not None and place.chosen in {"127.0.0.1", "localhost", "::1"},
        )

    def _live(self, view: SessionView | None, state: State) -> str:
        if view is None:
            return ""
        session = view.session
        return self.draw(
            "live",
            state,
            session=session,
            shared=view.shared,
            on_paper=session.kind is Kind.PAPER,
            heads_open=session.phase in (Phase.OPEN, Phase.CLOSED),
            beside=self._beside(session, self.voice(state)),
        )

    def _beside(self, session: Session, voice: Voice) -> str:
        """Earlier sessions of this day with the same statements, while people answer."""
        if session.phase is not Phase.OPEN:
            return ""
        return sessions_named(self.room.beside(session.instrument, session), voice)

    def _act(self, view: SessionView | None, votes: Ballots, state: State) -> str:
        if view is None or view.session.phase is Phase.RELEASED or votes.stage in WITHIN:
            return ""
        session = view.session
        shared = view.shared
        detail = detail_for(shared, session.policy) if shared is not None else Detail.NOTHING
        return self.draw(
            "act",
            state,
            session=session,
            is_open=session.phase is Phase.OPEN,
            ask=state.get("ask"),
            closing=closing(session),
            shared=shared,
            on_paper=session.kind is Kind.PAPER,
            detail=detail,
            nothing=detail is Detail.NOTHING,
            talking=votes.talking,
        )

    def _about(self, view: SessionView | None, state: State) -> str:
        if view is None or view.session.phase is not Phase.OPEN:
            return ""
        return self.draw("details", state, session=view.session)
