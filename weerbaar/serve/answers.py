"""What the participants' server has at hand for all who ask: threads, and what was made before.

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
from typing import Any, Generic, TypeVar

from weerbaar.catalog import LANGUAGES
from weerbaar.pages.house import House
from weerbaar.pages.kit import phone_kit
from weerbaar.room import JoinCode
from weerbaar.serve.assets import asset_url
from weerbaar.serve.packed import Packed

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")

FRESH_SECONDS = 0.7
"""How old what phones are told may be: so the store is read about once a second for all of them."""

_MOST = 500


class Shared(Generic[_Key, _Value]):
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
        if making is not None and not self._is_old(making, loop.time() - begun):
            return making
        self._made.pop(key, None)
        if len(self._made) >= _MOST:
            del self._made[next(iter(self._made))]
        making = loop.run_in_executor(self._threads, self._make, key)
        self._made[key] = loop.time(), making
        making.add_done_callback(lambda made: self._forget_failed(key, made))
        return making

    def _is_old(self, making: asyncio.Future[_Value], seconds: float) -> bool:
        return making.done() and self._seconds is not None and seconds > self._seconds

    def _forget_failed(self, key: _Key, making: asyncio.Future[_Value]) -> None:
        # Who asks for codes that do not exist pushes out nothing that was made for a group.
        failed = making.cancelled() or making.exception() is not None
        if failed and self._made.get(key, (0.0, None))[1] is making:
            del self._made[key]


@dataclass(frozen=True)
class Told:
    """What a desk replied, ready to be sent.

    Attributes
    ----------
    mark
        By which a phone knows that nothing changed.
    """

    status: int
    body: bytes
    mark: str


_STATUS = {
    **dict.fromkeys(("code_malformed", "code_unknown", "no_picture"), 404),
    **dict.fromkeys(("token_malformed", "answers_shape", "nothing_answered"), 400),
}
_CONFLICT, _UNAVAILABLE = 409, 503


def told(reply: Mapping[str, Any]) -> Told:
    """A reply with the status that belongs to it."""
    status = 200
    if "error" in reply:
        status = _UNAVAILABLE if reply["retry"] else _STATUS.get(reply["code"], _CONFLICT)
    body = json.dumps(reply).encode()
    return Told(status, body, f'"{hashlib.sha256(body).hexdigest()[:12]}"')


class Kits:
    """The kits of all questionnaires, each made once; asked for from threads."""

    def __init__(self, house: House, base: str) -> None:
        self._house = house
        self._base = base
        self._lock = threading.Lock()
        self._made: dict[tuple[str, str], Packed] = {}

    def get(self, instrument: str, language: str) -> Packed:
        """The kit of a questionnaire; KeyError when there is no such one."""
        content = self._house.content
        key = (instrument, language)
        with self._lock:
            if key not in self._made:
                found = content.instruments[instrument]
                packed = Packed(phone_kit(found, content, language))
                # Packed here, in a thread, and not while somebody waits.
                _ = packed.small, packed.version
                self._made[key] = packed
            return self._made[key]

    def url(self, instrument: str, language: str) -> str:
        """Address of a kit; it changes with the content."""
        version = self.get(instrument, language).version
        return f"{self._base}pakket/{instrument}.{language}.json?v={version}"


class Answers:
    """The desks of one data folder, with what they made and the threads in which they work.

    Attributes
    ----------
    desk, screen
        Who answers phones, and the beamer.
    """

    def __init__(self, house: House, base: str) -> None:
        self.house = house
        self.base = base
        self.desk = house.participant()
        self.screen = house.screen()
        self.kits = Kits(house, base)
        # One writer: a store takes one at a time anyway, and no reader stands before it in line.
        self._writer = ThreadPoolExecutor(1, "writer")
        self._readers = ThreadPoolExecutor(4, "reader")
        self._drawer = ThreadPoolExecutor(1, "drawer")
        self.states = Shared(self._states, self._readers, FRESH_SECONDS)
        self.pages = Shared(self._page, self._readers, FRESH_SECONDS)
        self.groups = Shared(self._group, self._drawer)
        self._packed: dict[str, Packed] = {}

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

    async def warm(self) -> None:
        """Make what the first phones will ask, before they come."""
        for language in LANGUAGES:
            await self.pages.get(("", "", language))
            await self.read(self.kits.get, self.house.content.default.model.id, language)

    def _states(self, code: JoinCode) -> dict[str, Told]:
        asked = {"type": "state", "code": code}
        return {name: told(self.desk.handle({**asked, "language": name})) for name in LANGUAGES}

    def _page(self, key: tuple[str, str, str]) -> Packed:
        """The page of a session or of an instrument; without a language in that of the session."""
        code, alone, language = key
        if not language:
            language = self.house.room.view(code).session.language if code else LANGUAGES[0]
        text = self.desk.page(code, language, alone, **self.shell())
        # A desk gives the same text as long as nothing changed; it is packed once.
        if text not in self._packed:
            if len(self._packed) >= _MOST:
                self._packed.clear()
            self._packed[text] = Packed(text)
            _ = self._packed[text].small
        return self._packed[text]

    def _group(self, key: tuple[JoinCode, str]) -> Packed:
        code, language = key
        packed = Packed(self.desk.group({"code": code}, language)["html"])
        _ = packed.small
        return packed
