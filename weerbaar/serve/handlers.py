"""Pages over HTTP: drawn by the server at once; a kernel follows when the page asks for it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from tornado.web import HTTPError, RequestHandler

from weerbaar.catalog import LANGUAGES
from weerbaar.pages.cases import cases_with
from weerbaar.pages.notebook import House
from weerbaar.pages.participant import ParticipantDesk
from weerbaar.pages.render import render
from weerbaar.pages.screen import ScreenDesk
from weerbaar.present.exercises import exercises_of_tool
from weerbaar.present.links import linked
from weerbaar.present.local import local_lines
from weerbaar.room import RoomError, StoreError, parse_code
from weerbaar.serve.assets import asset_url
from weerbaar.serve.jupyter.kernels import TooManyKernelsError
from weerbaar.serve.pages import PageError
from weerbaar.serve.visits import Visits

SECURITY = {
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data:; font-src 'self'; connect-src 'self' ws: wss:; object-src 'none'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
"""The style attributes of an SVG need 'unsafe-inline' for styles; scripts get no exception."""

RETRY_SECONDS = 3


class Page(RequestHandler):
    """A page that needs no kernel to be drawn."""

    def initialize(self, house: House, base: str) -> None:
        """Take what every page needs."""
        self.house = house
        self.base = base

    def set_default_headers(self) -> None:
        """Set what every answer carries."""
        set_security(self)

    def language(self, preferred: str = LANGUAGES[0]) -> str:
        """The language that was asked for; the session's own when none was."""
        asked = self.given("taal")
        return asked if asked in LANGUAGES else preferred

    def given(self, name: str) -> str:
        """A part of the query; empty when there is none, or when it is no text."""
        try:
            return self.get_query_argument(name, "")
        except HTTPError:
            return ""

    def shell(self) -> dict[str, Any]:
        """What the frame of a page needs."""
        return {"base": self.base, "asset": lambda name: asset_url(self.base, name)}

    def refuse(self, error: RoomError | StoreError, language: str) -> None:
        """One sentence in place of the page."""
        group = "errors.store" if isinstance(error, StoreError) else "errors"
        text = self.house.content.text(f"{group}.{error.code}", language, **error.facts)
        self.set_status(404 if isinstance(error, RoomError) else 503)
        self.show("message.html.j2", language, text=text)

    def show(self, template: str, language: str, **values: Any) -> None:
        """Draw a template as the answer."""
        self.finish(render(template, self.house.content, language, **self.shell(), **values))

    def write_error(self, status_code: int, **_kwargs: Any) -> None:
        """Answer an unforeseen error without a word about its cause."""
        key = "errors.page_unknown" if status_code == 404 else "errors.unexpected"  # noqa: PLR2004
        language = self.language()
        self.show("message.html.j2", language, text=self.house.content.text(key, language))


class Landing(Page):
    """The short address without a code: type one, or go on alone."""

    def get(self) -> None:
        """Answer with the landing page, or send a typed code on."""
        language = self.language()
        content = self.house.content
        typed = self.given("code")
        error = None
        if typed:
            try:
                code = parse_code(typed)
                self.house.room.view(code)
            except RoomError as refused:
                self.set_status(404)
                error = content.text(f"errors.{refused.code}", language)
            else:
                self.redirect(f"{self.base}{code}?taal={language}")
                return
        alone = [
            (found.file, "zelf" if found is content.default else f"zelf/{found.model.id}")
            for found in content.offered("alone")
        ]
        self.show("landing.html.j2", language, code=typed[:12], error=error, alone=alone)


class Participant(Page):
    """The self-test, in a session or alone."""

    def initialize(  # type: ignore[override]  # tornado passes what the route says
        self, house: House, base: str, desk: ParticipantDesk
    ) -> None:
        """Take what every page needs, and the desk that draws this one."""
        super().initialize(house, base)
        self.desk = desk

    def get(self, code: str = "") -> None:
        """Answer with the whole form; it can be filled in before any kernel exists."""
        language = self.language()
        try:
            if code:
                code = parse_code(code)
                language = self.language(self.house.room.view(code).session.language)
            page = self.desk.page(code, language, **self.shell())
        except (RoomError, StoreError) as error:
            self.refuse(error, language)
            return
        self.finish(page)


class Alone(Participant):
    """An instrument that one fills in without a session."""

    def get(self, instrument: str | None = None) -> None:
        """Answer with the form of an instrument that is offered for it."""
        offered = [found.model.id for found in self.house.content.offered("alone")]
        if instrument and instrument not in offered:
            raise HTTPError(404)
        # The first has one address, so that a phone keeps one draft of it.
        alone = instrument if instrument != self.house.content.default.model.id else None
        self.finish(self.desk.page("", self.language(), alone or "", **self.shell()))


class Screen(Page):
    """The page for the beamer."""

    def get(self) -> None:
        """Answer with the frame of the page; its kernel fills it."""
        house = self.house
        desk = ScreenDesk(house.room, house.content, house.pictures, house.place)
        self.finish(desk.page(self.language(), **self.shell()))


class Tool(Page):
    """A tool that a tip names."""

    def get(self, tool: str) -> None:
        """Answer with the description of a tool."""
        try:
            found = self.house.content.tool(tool)
        except KeyError:
            raise HTTPError(404) from None
        language = self.language()
        content = self.house.content
        self.show(
            "tool.html.j2",
            language,
            tool=found,
            cases=cases_with(content, tool, language),
            exercises=exercises_of_tool(content, tool, language),
            lines=local_lines(content, tool, language),
            linked=linked,
        )


class Tools(Page):
    """All tools, by quadrant."""

    def get(self) -> None:
        """Answer with the list of tools."""
        self.show("tools.html.j2", self.language())


class Unknown(Page):
    """Anything else."""

    def prepare(self) -> None:
        """Refuse whatever the method is."""
        raise HTTPError(404)


class Alive(Page):
    """Whether the server answers, and how full its pool is; read by the launcher."""

    def get(self) -> None:
        """Answer with ``{"ready": n, "size": n, "settled": bool}``."""
        visits: Visits = self.settings["visits"]
        ready, size = visits.ready
        self.finish({"ready": ready, "size": size, "settled": visits.settled})


class Request(RequestHandler):
    """What the scripts of our own pages ask."""

    def check_xsrf_cookie(self) -> None:
        """Compare no cookies: this server sets none, and looks at the origin instead."""

    def prepare(self) -> None:
        """Accept requests of our own pages only."""
        require_own_origin(self)

    def set_default_headers(self) -> None:
        """Set what every answer carries."""
        set_security(self)

    def write_error(self, status_code: int, **_kwargs: Any) -> None:
        """Answer an error with its number only."""
        self.set_status(status_code)
        self.finish()


class Kernel(Request):
    """Gives a page the kernel in which its notebook has run."""

    async def post(self, page: str) -> None:
        """Answer ``{"kernel": id, "model": id}``, or 503 when there is no room."""
        visits: Visits = self.settings["visits"]
        try:
            visit = await visits.take(page)
        except KeyError:
            raise HTTPError(404) from None
        except (TooManyKernelsError, PageError):
            self.set_status(503)
            self.set_header("Retry-After", str(RETRY_SECONDS))
            self.finish()
            return
        self.finish({"kernel": visit.kernel, "model": visit.model})


class Leave(Request):
    """A page that closes lets go of its kernel."""

    async def post(self, kernel_id: str) -> None:
        """Shut the kernel down; whoever knows its id already has the use of it."""
        await self.settings["kernel_manager"].discard(kernel_id)
        self.set_status(204)
        self.finish()


def set_security(handler: RequestHandler) -> None:
    """Set the headers that every answer carries; nothing here is to be kept by a browser."""
    for name, value in SECURITY.items():
        handler.set_header(name, value)
    handler.set_header("Cache-Control", "no-store")
    handler.clear_header("Server")


def require_own_origin(handler: RequestHandler) -> None:
    """Refuse a request that another site made a browser send."""
    try:
        origin = urlsplit(handler.request.headers.get("Origin", "")).netloc
    except ValueError:
        origin = ""
    if origin != handler.request.host:
        raise HTTPError(403)
