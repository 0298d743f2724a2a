"""Visitors of our own server, and of the floor: a static page with a database behind it."""

from __future__ import annotations

import itertools
import json
import re
import secrets
import time
from typing import Any

from websockets.asyncio.client import ClientConnection, connect

from tests.bench.parts.material import COLOURS
from tests.bench.parts.visitor import Visitor
from tests.bench.parts.web import fetch

_ASSETS = re.compile(r'(?:src|href)="(/weerbaar/static/[^"]+\.(?:js|css)[^"]*)"')


class OurVisitor(Visitor):
    """What ``host.js`` and ``participant.js`` do."""

    def __init__(self, place, number) -> None:
        super().__init__(place, number)
        self.token = secrets.token_hex(16)
        self.kernel: dict[str, str] = {}
        self.bytes = 0
        self._session = secrets.token_hex(16)
        self._socket: ClientConnection | None = None
        self._origin = {"Origin": place.origin}

    async def come(self) -> None:
        """Get the page and its scripts: the form is in it."""
        page = await fetch(self.place.base + self.place.code)
        if page.status != 200:
            raise RuntimeError(f"page: {page.status}")
        self.bytes = page.wire
        for asset in dict.fromkeys(_ASSETS.findall(page.text)):
            found = await fetch(self.place.origin + asset)
            self.bytes += found.wire

    async def begin(self) -> None:
        """Get a kernel, connect with it, and be counted as joined."""
        given = await fetch(self.place.base + "kern/zelftest", "POST", self._origin)
        if given.status != 200:
            raise RuntimeError(f"kernel: {given.status}")
        self.kernel = json.loads(given.body)
        path = f"api/kernels/{self.kernel['kernel']}/channels?session_id={self._session}"
        self._socket = await connect(self.place.socket + path, origin=self.place.origin)
        await self._ask("start")

    async def answer(self) -> None:
        """Ask for the picture: the answers until then stay on the phone."""
        reply = await self._ask("result", answers=self._answers)
        if "<svg" not in reply["html"]:
            raise RuntimeError("no picture")

    async def deliver(self) -> None:
        """Share."""
        reply = await self._ask("share", answers=self._answers)
        if reply.get("outcome") != "shared":
            raise RuntimeError(f"share: {reply.get('code', 'refused')}")

    async def leave(self) -> None:
        """Let go of the kernel."""
        if self._socket:
            await self._socket.close()
        if self.kernel:
            path = f"kern/{self.kernel['kernel']}/weg"
            await fetch(self.place.base + path, "POST", self._origin)

    @property
    def _answers(self) -> dict[str, str]:
        turn = itertools.cycle(COLOURS[self.number % 3 :] + COLOURS)
        return dict(zip(self.place.statements, turn, strict=False))

    async def _ask(self, kind: str, **more: Any) -> dict[str, Any]:
        """Send what the page sends and wait for the reply that repeats its number."""
        known = {"code": self.place.code, "language": "nl", "token": self.token}
        number = secrets.token_hex(4)
        content = {"type": kind, **known, "digest": self.place.digest, "id": number, **more}
        message = _comm_message(self._session, self.kernel["model"], content)
        await self._socket.send(json.dumps(message))
        while True:
            reply = json.loads(await self._socket.recv())
            data = reply.get("content", {}).get("data") or {}
            found = data.get("content") or {}
            if reply["header"]["msg_type"] == "comm_msg" and found.get("id") == number:
                if "error" in found:
                    raise RuntimeError(f"{kind}: {found.get('code', 'error')}")
                return found


class FloorVisitor(OurVisitor):
    """A static page: answers are filled in without a server, sharing is one request."""

    async def begin(self) -> None:
        """Be counted as joined."""
        await self._post("start", {})

    async def answer(self) -> None:
        """Draw the picture on the phone: nothing is asked of the server."""

    async def deliver(self) -> None:
        """Share."""
        await self._post("share", self._answers)

    async def leave(self) -> None:
        """Close the page: nobody has to know."""

    def mark(self, moment: str) -> None:
        """Note a moment; there is no picture to wait for."""
        if moment != "picture":
            super().mark(moment)

    async def _post(self, what: str, answers: dict[str, str]) -> None:
        body = json.dumps({"token": self.token, "answers": answers}).encode()
        said = await fetch(self.place.base + what, "POST", self._origin, body)
        if said.status != 200:
            raise RuntimeError(f"{what}: {said.status}")


def _comm_message(session: str, comm: str, content: dict[str, Any]) -> dict[str, Any]:
    header = {
        "msg_id": secrets.token_hex(16),
        "msg_type": "comm_msg",
        "username": "",
        "session": session,
        "date": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "version": "5.3",
    }
    data = {"method": "custom", "content": content}
    return {
        "channel": "shell",
        "header": header,
        "parent_header": {},
        "metadata": {},
        "content": {"comm_id": comm, "data": data},
    }
