"""The screen for the beamer: QR code and done count, then the picture. It has no controls."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from weerbaar.catalog import Content, Voice
from weerbaar.disclosure import Detail
from weerbaar.model import advise
from weerbaar.pages.board import Reply, changed, language_of, qr_code
from weerbaar.pages.meeting import Progress, Watch
from weerbaar.pages.pictures import Pictures
from weerbaar.pages.render import render, safe
from weerbaar.present.agenda import Now, now_words, vote_of, votes_of
from weerbaar.present.change import change_text, two_waves
from weerbaar.present.dilemma import DilemmaWords, dilemma_words, voted
from weerbaar.present.wording import advice_text
from weerbaar.room import Phase, Room, Session
from weerbaar.room.dilemma import Posed
from weerbaar.room.place import Place
from weerbaar.room.service import View


class ScreenDesk:
    """Draws the session of now, whichever it is, so that the screen can stay open all evening.

    Parameters
    ----------
    place
        Gives the address that phones use at this moment; None when no server runs.
    watch
        Reads the meeting and its clock; without it, there is no meeting.
    """

    def __init__(
        self,
        room: Room,
        content: Content,
        pictures: Pictures,
        place: Callable[[], Place | None],
        watch: Watch | None = None,
    ) -> None:
        self._room = room
        self._content = content
        self._pictures = pictures
        self._place = place
        self._watch = watch or Watch()

    def handle(self, message: Mapping[str, Any]) -> Reply:
        """Answer the screen with the regions that changed."""
        sessions = self._room.sessions()
        session = next((s for s in sessions if s.phase is not Phase.ARCHIVED), None)
        view = self._room.view(session.code) if session else None
        language = language_of({}, message) if view is None else view.session.language
        if message.get("type") == "draw":
            return {
                "html": render("screen_board.html.j2", Voice(self._content, language), inline=True)
            }
        progress = self._watch.progress(sessions)
        words = self._words(progress, language)
        step = words is not None and not self._shows_session(progress, view)
        posed = self._posed(progress, session)
        dilemma = dilemma_words(posed, Voice(self._content, language))
        regions = {
            "strip": render("screen_strip.html.j2", Voice(self._content, language), words=words)
            if words and not step
            else "",
            "stage": render(
                "screen_step.html.j2",
                Voice(self._content, language),
                words=words,
                session=progress.session,
                dilemma=dilemma,
            )
            if step
            else self._stage(view, language, dilemma),
        }
        return {
            "regions": changed(regions, message.get("seen")),
            "language": language,
            "clock": progress.clock() if words else None,
        }

    def _posed(self, progress: Progress, session: Session | None) -> Posed | None:
        """The dilemma of a vote on it, and of every step of an exercise that votes."""
        posed = progress.posed(session)
        if posed is None or session is None:
            return None
        if session.instrument == posed.instrument:
            return posed
        running = progress.running if progress.busy else None
        return posed if running and votes_of(running, self._content) else None

    def _shows_session(self, progress: Progress, view: View | None) -> bool:
        """Whether the room needs code, count or picture now; else the step fills the screen."""
        if progress.running is None or view is None:
            return view is not None
        in_round = progress.session is not None and view.session.code != progress.session.code
        # A vote that was closed waits for the conversation, and the screen is for that.
        talking = in_round and view.session.phase is Phase.CLOSED
        if talking and votes_of(progress.running, self._content):
            return vote_of(progress.running, self._content) is not None
        return in_round or progress.running.item.kind.shows_session

    def _words(self, progress: Progress, language: str) -> Now | None:
        """The step that is going on; None when none is."""
        if progress.running is None or not progress.busy:
            return None
        people = progress.people(self._content)
        return now_words(progress.running, Voice(self._content, language), people)

    def page(self, language: str, **shell: Any) -> str:
        """The whole page, before anything on it was asked."""
        session = self._room.current()
        return render(
            "screen.html.j2",
            Voice(self._content, session.language if session else language),
            inline=False,
            **shell,
        )

    def _stage(self, view: View | None, language: str, dilemma: DilemmaWords | None) -> str:
        if view is None:
            return render("screen_none.html.j2", Voice(self._content, language))
        if view.release:
            return self._released(view, language, dilemma)
        place = self._place()
        url = f"{place.url}{view.session.code}" if place else view.session.code
        title = self._content.text("facilitator.invite.qr_alt", language, url=url)
        return render(
            "screen_open.html.j2",
            Voice(self._content, language),
            session=view.session,
            dilemma=dilemma,
            missing=dilemma is None and view.session.instrument in voted(self._content),
            title=self._content.instruments[view.session.instrument].file.title[language],
            is_open=view.session.phase is Phase.OPEN,
            shared=view.shared,
            url=url,
            qr=safe(qr_code(url, title)),
        )

    def _released(self, view: View, language: str, dilemma: DilemmaWords | None) -> str:
        release = view.release
        if release is None:
            return ""
        instrument = self._content.instruments[release.instrument]
        profile = release.as_profile(self._room.instrument(view.session))
        both = two_waves(self._room, view)
        return render(
            "screen_released.html.j2",
            Voice(self._content, language),
            session=view.session,
            dilemma=dilemma,
            intro=instrument.intro,
            nothing=release.detail is Detail.NOTHING,
            picture=safe(self._pictures.group(release, language, layout="wide")),
            change=change_text(both, Voice(self._content, language)) if both else None,
            change_picture=safe(self._pictures.change(both, language, layout="narrow"))
            if both
            else "",
            advice=[
                advice_text(found, instrument, Voice(self._content, language))
                for found in (advise(profile) if profile else [])
            ],
        )
