"""Visitors of our own server, and of the floor, which answers at the same addresses."""

from __future__ import annotations

import itertools
import json
import re
import secrets
from functools import lru_cache
from typing import Any

from bench.parts.material import COLOURS
from bench.parts.visitor import Place, Visitor
from bench.parts.web import Answer, Connection

_FILES = re.compile(r'"(/(?:weerbaar/static/[\w.]+\.js|pakket/[\w.-]+\.json)[^"]*)"')


class Phone(Visitor):
    """What the page of a participant asks of its server."""

    def __init__(self, place: Place, number: int) -> None:
        super().__init__(place, number)
        self.token = secrets.token_hex(16)
        self._line = Connection(place.base)
        self._known = ""

    async def come(self) -> None:
        """Get the page, which is the form with its style; then the scripts and the kit."""
        page = await self.get("/" + self.place.code)
        self.mark("answerable")
        for path in files_of(page.text):
            await self.get(path)

    async def begin(self) -> None:
        """Be counted as joined."""
        await self._post("begin")

    async def answer(self) -> None:
        """Look at the picture: all that it needs has come, and nothing is asked."""

    async def deliver(self) -> None:
        """Share."""
        said = await self._post("deel", answers=self._answers)
        if said.get("outcome") != "shared":
            raise RuntimeError(f"share: {said}")

    async def stay(self) -> None:
        """Ask how the session is."""
        await self.state()

    async def state(self) -> dict[str, Any] | None:
        """Ask how the session is; None when that did not change."""
        headers = {"If-None-Match": self._known} if self._known else None
        path = f"/sessie/{self.place.code}/stand?taal=nl"
        said = await self._line.ask(path, headers=headers)
        self._known = said.headers.get("etag", "")
        if said.status == 304:
            return None
        return dict(json.loads(_good(path, said).body))

    async def group(self) -> str:
        """Get the picture of the group."""
        return (await self.get(f"/sessie/{self.place.code}/beeld?taal=nl")).text

    async def leave(self) -> None:
        """Close the page: nobody has to know."""
        await self._line.close()

    async def get(self, path: str) -> Answer:
        """Get something that has to be there."""
        return _good(path, await self._line.ask(path))

    async def _post(self, what: str, **more: Any) -> dict[str, Any]:
        said = {"token": self.token, "digest": self.place.digest, "language": "nl", **more}
        headers = {"Origin": self.place.origin, "Content-Type": "application/json"}
        path = f"/sessie/{self.place.code}/{what}"
        answer = await self._line.ask(path, "POST", headers, json.dumps(said).encode())
        return dict(json.loads(_good(path, answer).body))

    @property
    def _answers(self) -> dict[str, str]:
        turn = itertools.cycle(COLOURS[self.number % 3 :] + COLOURS)
        return dict(zip(self.place.statements, turn, strict=False))


@lru_cache(maxsize=16)
def files_of(page: str) -> tuple[str, ...]:
    """Paths of the scripts and the kit that a page names, in their order."""
    return tuple(dict.fromkeys(_FILES.findall(page)))


def _good(path: str, answer: Answer) -> Answer:
    if answer.status != 200:
        raise RuntimeError(f"{path}: {answer.status}")
    return answer
