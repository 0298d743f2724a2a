"""The screen for the beamer: QR code and done count, then the picture. It has no controls."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypedDict, Unpack

from weerbaar.catalog import Content, Voice
from weerbaar.disclosure import Detail, Release
from weerbaar.pages.board import Message, Region, changed, language_of, qr_code
from weerbaar.pages.participant import Drawn
from weerbaar.pages.render import Shell, render, safe
from weerbaar.pages.results import group_advice
from weerbaar.present.agenda import Now, now_words, vote_of, votes_of
from weerbaar.present.change import change_text, draw_change, two_waves
from weerbaar.present.dilemma import DilemmaWords, dilemma_words, voted
from weerbaar.present.nets import group_net
from weerbaar.room import Phase, Room, Session, SessionView
from weerbaar.room.place import Place
from weerbaar.room.programme import ChosenDilemma, Progress, Ticking


class ScreenReply(TypedDict):
    """Answer to ``look``: what changed, and the clock when a step is going on."""

    regions: dict[str, Region]
    language: str
    clock: Ticking | None


class ScreenDesk:
    """Draws the session of now, whichever it is, so that the screen can stay open all evening.

    Parameters
    ----------
    place
        Gives the address that phones use at this moment; None when no server runs.
    """

    def __init__(
        self,
        room: Room,
        content: Content,
        place: Callable[[], Place | None],
    ) -> None:
        self._room = room
        self._content = content
        self._place = place

    def handle(self, message: Message) -> ScreenReply | Drawn:
        """Answer the screen with the regions that changed."""
        progress = self._room.progress()
        session = progress.current
        view = self._room.view(session.code) if session else None
        language = language_of(message) if view is None else view.session.language
        voice = Voice(self._content, language)
        if message.get("type") == "draw":
            return {"html": render("screen_board.html.j2", voice, inline=True)}
        words = self._words(progress, voice)
        dilemma = dilemma_words(self._posed(progress, session), voice)
        strip = stage = ""
        if words and not self._shows_session(progress, view):
            about = {"words": words, "session": progress.session, "dilemma": dilemma}
            stage = render("screen_step.html.j2", voice, **about)
        else:
            strip = render("screen_strip.html.j2", voice, words=words) if words else ""
            stage = self._stage(view, voice, dilemma)
        return {
            "regions": changed({"strip": strip, "stage": stage}, message.get("seen")),
            "language": language,
            "clock": progress.ticking() if words else None,
        }

    def _posed(self, progress: Progress, session: Session | None) -> ChosenDilemma | None:
        """The dilemma of a vote on it, and of every step of an exercise that votes."""
        posed = progress.posed(session)
        if posed is None or session is None:
            return None
        if session.instrument == posed.instrument:
            return posed
        running = progress.running if progress.busy else None
        return posed if running and votes_of(running, self._content) else None

    def _shows_session(self, progress: Progress, view: SessionView | None) -> bool:
        """Whether the room needs code, count or picture now; else the step fills the screen."""
        if progress.running is None or view is None:
            return view is not None
        in_round = progress.session is not None and view.session.code != progress.session.code
        # A vote that was closed waits for the conversation, and the screen is for that.
        talking = in_round and view.session.phase is Phase.CLOSED
        if talking and votes_of(progress.running, self._content):
            return vote_of(progress.running, self._content) is not None
        return in_round or progress.running.item.kind.shows_session

    def _words(self, progress: Progress, voice: Voice) -> Now | None:
        """The step that is going on; None when none is."""
        if progress.running is None or not progress.busy:
            return None
        return now_words(progress.running, voice, progress.people(self._content))

    def page(self, language: str, **shell: Unpack[Shell]) -> str:
        """The whole page, before anything on it was asked."""
        session = self._room.current()
        voice = Voice(self._content, session.language if session else language)
        return render("screen.html.j2", voice, inline=False, **shell)

    def _stage(self, view: SessionView | None, voice: Voice, dilemma: DilemmaWords | None) -> str:
        if view is None:
            return render("screen_none.html.j2", voice)
        if view.release:
            return self._released(view, view.release, voice, dilemma)
        place = self._place()
        url = f"{place.url}{view.session.code}" if place else view.session.code
        return render(
            "screen_open.html.j2",
            voice,
            session=view.session,
            dilemma=dilemma,
            missing=dilemma is None and view.session.instrument in voted(self._content),
            title=voice.of(self._content.instruments[view.session.instrument].file.title),
            is_open=view.session.phase is Phase.OPEN,
            shared=view.shared,
            url=url,
            qr=safe(qr_code(url, voice("facilitator.invite.qr_alt", url=url))),
        )

    def _released(
        self, view: SessionView, release: Release, voice: Voice, dilemma: DilemmaWords | None
    ) -> str:
        # Of another questionnaire than there is now, nothing is said.
        self._room.instrument(view.session)
        instrument = self._content.instruments[release.instrument]
        both = two_waves(self._room, view)
        return render(
            "screen_released.html.j2",
            voice,
            session=view.session,
            dilemma=dilemma,
            intro=instrument.intro,
            nothing=release.detail is Detail.NOTHING,
            picture=safe(group_net(release, voice, "wide")),
            change=change_text(both, voice) if both else None,
            change_picture=safe(draw_change(both, voice, "narrow")),
            advice=group_advice(release, instrument, voice),
        )
