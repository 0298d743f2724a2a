"""The screen for the beamer: QR code and done count, then the picture. It has no controls."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from weerbaar.catalog import Content
from weerbaar.disclosure import Detail
from weerbaar.model import advise
from weerbaar.pages.board import Reply, changed, language_of, qr_code
from weerbaar.pages.pictures import Pictures
from weerbaar.pages.render import render, safe
from weerbaar.present.change import change_text, two_waves
from weerbaar.present.wording import advice_text
from weerbaar.room import Phase, Room
from weerbaar.room.place import Place
from weerbaar.room.service import View


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
        pictures: Pictures,
        place: Callable[[], Place | None],
    ) -> None:
        self._room = room
        self._content = content
        self._pictures = pictures
        self._place = place

    def handle(self, message: Mapping[str, Any]) -> Reply:
        """Answer the screen with the regions that changed."""
        session = self._room.current()
        view = self._room.view(session.code) if session else None
        language = language_of({}, message) if view is None else view.session.language
        if message.get("type") == "draw":
            return {"html": render("screen_board.html.j2", self._content, language, inline=True)}
        regions = {"stage": self._stage(view, language)}
        return {"regions": changed(regions, message.get("seen")), "language": language}

    def page(self, language: str, **shell: Any) -> str:
        """The whole page, before any kernel has answered."""
        session = self._room.current()
        return render(
            "screen.html.j2",
            self._content,
            session.language if session else language,
            inline=False,
            **shell,
        )

    def _stage(self, view: View | None, language: str) -> str:
        if view is None:
            return render("screen_none.html.j2", self._content, language)
        if view.release:
            return self._released(view, language)
        place = self._place()
        url = f"{place.url}{view.session.code}" if place else view.session.code
        title = self._content.text("facilitator.invite.qr_alt", language, url=url)
        return render(
            "screen_open.html.j2",
            self._content,
            language,
            session=view.session,
            title=self._content.instruments[view.session.instrument].file.title[language],
            is_open=view.session.phase is Phase.OPEN,
            shared=view.shared,
            url=url,
            qr=safe(qr_code(url, title)),
        )

    def _released(self, view: View, language: str) -> str:
        release = view.release
        if release is None:
            return ""
        instrument = self._content.instruments[release.instrument]
        profile = release.as_profile(self._room.instrument(view.session))
        both = two_waves(self._room, view)
        return render(
            "screen_released.html.j2",
            self._content,
            language,
            session=view.session,
            intro=instrument.intro,
            nothing=release.detail is Detail.NOTHING,
            picture=safe(self._pictures.group(release, language, layout="wide")),
            change=change_text(both, self._content, language) if both else None,
            change_picture=safe(self._pictures.change(both, language, layout="narrow"))
            if both
            else "",
            advice=[
                advice_text(found, instrument, self._content, language)
                for found in (advise(profile) if profile else [])
            ],
        )
