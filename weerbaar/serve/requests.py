"""What the scripts of our pages ask: small JSON in, small JSON out, never a traceback.

Addresses, bodies and answers stand in a table in ``docs/architecture.md``. Every answer that
refuses is ``{"error": sentence, "code": code, "retry": bool}``.
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

from tornado.web import HTTPError, RequestHandler

from weerbaar.catalog import LANGUAGES, Voice
from weerbaar.model.refusal import Refusal
from weerbaar.pages.participant import refused
from weerbaar.room import parse_code
from weerbaar.serve.compressed import send, send_immutable
from weerbaar.serve.desks import Desks, Response, response

MOST_BYTES = 8192
"""What the body of a request may hold; the longest questionnaire takes a fifth of it."""

_CODES = {400: "malformed", 403: "origin", 404: "page_unknown", 405: "method", 413: "too_large"}


class Handler(RequestHandler):
    """What our pages and what their scripts ask have in common."""

    def initialize(self, desks: Desks) -> None:
        """Take what the server has at hand."""
        self.desks = desks

    def set_default_headers(self) -> None:
        """Set what every answer carries."""
        set_security(self)

    def compute_etag(self) -> None:
        """Take no fingerprint: what may be asked again has one already, the rest is not kept."""

    def given(self, name: str) -> str:
        """A part of the query; empty when there is none, or when it is no text."""
        try:
            return self.get_query_argument(name, "")
        except HTTPError:
            return ""

    def asked_language(self) -> str:
        """The language in the address; empty when there is none that we know."""
        asked = self.given("taal")
        return asked if asked in LANGUAGES else ""

    def language(self) -> str:
        """The language that was asked for; the first when none was."""
        return self.asked_language() or LANGUAGES[0]


class Request(Handler):
    """What all requests of our scripts share."""

    def check_xsrf_cookie(self) -> None:
        """Compare no cookies: this server sets none, and looks at the origin instead."""

    def prepare(self) -> None:
        """Accept small requests of our own pages only."""
        if self.request.method not in {"GET", "HEAD"}:
            require_own_origin(self)
        if len(self.request.body) > MOST_BYTES:
            raise HTTPError(413)

    def asked(self) -> dict[str, Any]:
        """What the body holds, or a refusal when it is no object in JSON."""
        try:
            found = json.loads(self.request.body)
        except (ValueError, RecursionError):
            raise HTTPError(400) from None
        if not isinstance(found, dict):
            raise HTTPError(400)
        return found

    def tell(self, reply: Response) -> None:
        """Answer with a reply."""
        self.set_status(reply.status)
        self.set_header("Content-Type", "application/json")
        self.finish(reply.body)

    def refuse(self, error: Refusal) -> None:
        """Answer with the sentence of an error."""
        self.tell(response(refused(error, Voice(self.desks.house.content, self.language()))))

    def write_error(self, status_code: int, **_kwargs: Any) -> None:
        """Answer an unforeseen error without a word about its cause."""
        code = _CODES.get(status_code, "unexpected")
        key = code if code in {"page_unknown", "unexpected"} else "token_malformed"
        text = self.desks.house.content.text(f"errors.{key}", self._spoken())
        retry = status_code >= 500  # noqa: PLR2004
        self.set_status(status_code)
        self.finish({"error": text, "code": code, "retry": retry})

    def _spoken(self) -> str:
        """The language of whoever asked, also when the rest of it made no sense."""
        try:
            found = self.asked().get("language")
            return found if found in LANGUAGES else self.language()
        except (HTTPError, TypeError):
            return LANGUAGES[0]


class Act(Request):
    """Begin, share, or be done without sharing: one durable transaction each, once per phone."""

    KINDS = {"begin": "begin", "deel": "share", "klaar": "finish"}  # noqa: RUF012

    async def post(self, code: str, act: str) -> None:
        """Do it, and answer once it is kept."""
        message = {**self.asked(), "type": self.KINDS[act], "code": code}
        self.tell(response(await self.desks.write(self.desks.participant.handle, message)))


class State(Request):
    """How far a session is; asked again and again by every phone that waits."""

    async def get(self, code: str) -> None:
        """Answer with some bytes, or with none when nothing changed."""
        try:
            state = (await self.desks.states.get(parse_code(code)))[self.language()]
        except Refusal as error:
            self.refuse(error)
            return
        self.set_header("ETag", state.etag)
        # What stands between may have compressed it, and says so in the tag.
        if self.request.headers.get("If-None-Match", "").removeprefix("W/") == state.etag:
            self.set_status(304)
            self.finish()
            return
        self.tell(state)


class Group(Request):
    """The group's picture, for every phone the same."""

    async def get(self, code: str) -> None:
        """Answer with a piece of HTML."""
        try:
            picture = await self.desks.groups.get((parse_code(code), self.language()))
        except Refusal as error:
            self.refuse(error)
            return
        send(self, picture)


class Kit(Request):
    """What a phone needs to answer for itself."""

    async def get(self, instrument: str, language: str) -> None:
        """Answer with the kit of a questionnaire."""
        if instrument not in self.desks.house.content.instruments or language not in LANGUAGES:
            raise HTTPError(404)
        kit = await self.desks.read(self.desks.kits.get, instrument, language)
        send_immutable(self, kit, "application/json")


class Look(Request):
    """What the beamer's page asks every second or two."""

    async def post(self) -> None:
        """Answer with what changed on the screen."""
        try:
            asked = {**self.asked(), "type": "look"}
            reply = await self.desks.read(self.desks.screen.handle, asked)
        except Refusal as error:
            self.refuse(error)
            return
        self.tell(response(reply))


SECURITY = {
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data:; font-src 'self'; connect-src 'self'; object-src 'none'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
"""The style attributes of an SVG need 'unsafe-inline' for styles; scripts get no exception."""


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
    if not origin or origin != handler.request.host:
        raise HTTPError(403)
