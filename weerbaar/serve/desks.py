"""The desks of the participants' server, with the threads in which they work and their caches.

The event loop itself reads no file and draws nothing: whatever may take a moment is done in a
thread, once for all who ask the same.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import threading
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Generic, TypeVar

from weerbaar.catalog import LANGUAGES, Voice
from weerbaar.pages.house import House
from weerbaar.pages.kit import phone_kit
from weerbaar.room import JoinCode
from weerbaar.serve.assets import asset_url
from weerbaar.serve.compressed import Compressed

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")

FRESH_SECONDS = 0.7
"""How old what phones are told may be: so the store is read about once a second for all of them."""

_MOST = 500


class Cache(Generic[_Key, _Value]):
    """What is made once for all who ask the same; they wait for one making.

    Parameters
    ----------
    make
        Called in a thread; what it raises reaches all who wait, and is not kept.
    seconds
        How long it is kept; for good when None.
    """

    def __init__(
        self, make: Callable[[_Key], _Value], threads: Executor, seconds: float | None = None
    ) -> None:
        self._make = make
        self._threads = threads
        self._seconds = seconds
        self._made: dict[_Key, tuple[float, asyncio.Future[_Value]]] = {}

    def get(self, key: _Key) -> Awaitable[_Value]:
        """What belongs to a key, as it was a moment ago at the most."""
        loop = asyncio.get_running_loop()
        begun, making = self._made.get(key, (0.0, None))
        if making is not None and not self._is_stale(making, loop.time() - begun):
            return making
        self._made.pop(key, None)
        if len(self._made) >= _MOST:
            del self._made[next(iter(self._made))]
        making = loop.run_in_executor(self._threads, self._make, key)
        self._made[key] = loop.time(), making
        making.add_done_callback(lambda made: self._forget_failed(key, made))
        return making

    def _is_stale(self, making: asyncio.Future[_Value], seconds: float) -> bool:
        return making.done() and self._seconds is not None and seconds > self._seconds

    def _forget_failed(self, key: _Key, making: asyncio.Future[_Value]) -> None:
        # Who asks for codes that do not exist pushes out nothing that was made for a group.
        failed = making.cancelled() or making.exception() is not None
        if failed and self._made.get(key, (0.0, None))[1] is making:
            del self._made[key]


@dataclass(frozen=True)
class Response:
    """What a desk replied, ready to be sent.

    Attributes
    ----------
    etag
        By which a phone knows that nothing changed.
    """

    status: int
    body: bytes
    etag: str


_STATUS = {
    **dict.fromkeys(("code_malformed", "code_unknown", "no_picture"), 404),
    **dict.fromkeys(("token_malformed", "answers_shape", "nothing_answered"), 400),
}
_CONFLICT, _UNAVAILABLE = 409, 503


def response(reply: Mapping[str, Any]) -> Response:
    """A reply with the status that belongs to it."""
    status = 200
    if "error" in reply:
        status = _UNAVAILABLE if reply["retry"] else _STATUS.get(reply["code"], _CONFLICT)
    body = json.dumps(reply).encode()
    return Response(status, body, f'"{hashlib.sha256(body).hexdigest()[:12]}"')


class Kits:
    """The kits of all questionnaires, each made once; asked for from threads."""

    def __init__(self, house: House, base: str) -> None:
        self._house = house
        self._base = base
        self._lock = threading.Lock()
        self._made: dict[tuple[str, str], Compressed] = {}

    def get(self, instrument: str, language: str) -> Compressed:
        """The kit of a questionnaire; KeyError when there is no such one."""
        content = self._house.content
        key = (instrument, language)
        with self._lock:
            if key not in self._made:
                found = content.instruments[instrument]
                self._made[key] = Compressed(phone_kit(found, Voice(content, language)))
            return self._made[key]

    def url(self, instrument: str, language: str) -> str:
        """Address of a kit; it changes with the content."""
        version = self.get(instrument, language).version
        return f"{self._base}pakket/{instrument}.{language}.json?v={version}"


class Desks:
    """The desks of one data folder, with the threads in which they work and their caches.

    Attributes
    ----------
    participant, screen
        Who answers phones, and the beamer.
    """

    def __init__(self, house: House, base: str) -> None:
        self.house = house
        self.base = base
        self.participant = house.participant()
        self.screen = house.screen()
        self.kits = Kits(house, base)
        # One writer: a store takes one at a time anyway, and no reader stands before it in line.
        self._writer = ThreadPoolExecutor(1, "writer")
        self._readers = ThreadPoolExecutor(4, "reader")
        self._drawer = ThreadPoolExecutor(1, "drawer")
        self.states = Cache(self._states, self._readers, FRESH_SECONDS)
        self.pages = Cache(self._page, self._readers, FRESH_SECONDS)
        self.groups = Cache(self._group, self._drawer)
        # A desk gives the same text as long as nothing changed; it is compressed once.
        self._compressed = lru_cache(_MOST)(Compressed)

    def shell(self) -> dict[str, Any]:
        """What the frame of a page needs."""
        return {
            "base": self.base,
            "asset": lambda name: asset_url(self.base, name),
            "kit": self.kits.url,
        }

    async def write(self, act: Callable[..., _Value], *given: Any) -> _Value:
        """Do something that changes the store."""
        return await asyncio.get_running_loop().run_in_executor(self._writer, act, *given)

    async def read(self, act: Callable[..., _Value], *given: Any) -> _Value:
        """Do something that looks at the store."""
        return await asyncio.get_running_loop().run_in_executor(self._readers, act, *given)

    async def prepare(self) -> None:
        """Make what the first phones will ask, before they come."""
        for language in LANGUAGES:
            await self.pages.get(("", "", language))
            await self.read(self.kits.get, self.house.content.default.model.id, language)

    def _states(self, code: JoinCode) -> dict[str, Response]:
        asked = {"type": "state", "code": code}
        return {
            name: response(self.participant.handle({**asked, "language": name}))
            for name in LANGUAGES
        }

    def _page(self, key: tuple[str, str, str]) -> Compressed:
        """The page of a session or of an instrument; without a language in that of the session."""
        code, alone, language = key
        if not language:
            language = self.house.room.view(code).session.language if code else LANGUAGES[0]
        return self._compressed(self.participant.page(code, language, alone, **self.shell()))

    def _group(self, key: tuple[JoinCode, str]) -> Compressed:
        code, language = key
        return Compressed(self.participant.group({"code": code}, language)["html"])
