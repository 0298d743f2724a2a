"""Visitors of the plain widgets: what the scripts of Voilà and of Solara say over the websocket."""

from __future__ import annotations

import asyncio
import json
import re
import secrets
import time
import uuid
from typing import Any

from websockets.asyncio.client import ClientConnection, connect

from bench.parts.material import BEGIN, SHARE, SHARED, SHOW
from bench.parts.visitor import Place, Visitor
from bench.parts.web import Connection, fetch

_KERNEL = re.compile(r'"kernelId":\s*"([0-9a-f-]{36})"')
_WHOLE = 2**26


class WidgetVisitor(Visitor):
    """Somebody who answers with radio buttons that live in a kernel."""

    def __init__(self, place: Place, number: int) -> None:
        super().__init__(place, number)
        self.kernel = ""
        self.states: dict[str, dict[str, Any]] = {}
        self._cookies: dict[str, str] = {}
        self._session = str(uuid.uuid4())
        self._socket: ClientConnection | None = None
        self._files: asyncio.Task[None] | None = None

    async def begin(self) -> None:
        """Press the button and wait until a widget changes because of it."""
        await self._click(BEGIN)
        await self._until(lambda data: data.get("method") in ("update", "echo_update"))

    async def answer(self) -> None:
        """Choose in all radio buttons, then ask for the picture."""
        radios = self._named("RadioButtonsModel")
        if len(radios) != 12:
            raise RuntimeError(f"{len(radios)} radio buttons")
        for turn, model in enumerate(radios):
            state = {"index": (self.number + turn) % 3}
            await self._say(model, {"method": "update", "state": state, "buffer_paths": []})
        await self._click(SHOW)
        await self._until(lambda data: "data:image/png" in _value(data))
        if self._files:
            await self._files

    async def deliver(self) -> None:
        """Press the button and wait for the sentence."""
        await self._click(SHARE)
        await self._until(lambda data: SHARED in _value(data))

    async def _load(self) -> None:
        """Get the scripts and styles, meanwhile."""
        connection = Connection(self.place.base)
        try:
            for path in self.place.files:
                await connection.ask(path)
        finally:
            await connection.close()

    async def _connect(self, path: str) -> None:
        self._files = asyncio.create_task(self._load())
        cookie = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        self._socket = await connect(
            self.place.socket + path,
            origin=self.place.origin,
            additional_headers={"Cookie": cookie} if cookie else None,
            max_size=_WHOLE,
        )

    async def _until(self, enough) -> None:
        """Read what the kernel says until it is what was waited for."""
        while True:
            text = await self._socket.recv()
            message = json.loads(text if isinstance(text, str) else _json_part(text))
            if message["header"]["msg_type"] not in ("comm_msg", "comm_open"):
                continue
            content = message["content"]
            data = content.get("data") or {}
            if message["header"]["msg_type"] == "comm_open" and "state" in data:
                self.states[content["comm_id"]] = data["state"]
            for model, state in (data.get("states") or {}).items():
                self.states[model] = state["state"]
            if enough(data):
                return

    async def _click(self, description: str) -> None:
        found = [m for m in self._named("ButtonModel") if self._is(m, description)]
        await self._say(found[0], {"method": "custom", "content": {"event": "click"}})

    def _is(self, model: str, description: str) -> bool:
        return self.states[model].get("description") == description

    def _named(self, name: str) -> list[str]:
        return [m for m, state in self.states.items() if state.get("_model_name") == name]

    async def _say(self, comm: str, data: dict[str, Any]) -> None:
        await self._send("comm_msg", {"comm_id": comm, "data": data})

    async def _open(self, target: str, version: str | None = None) -> str:
        comm = uuid.uuid4().hex
        content = {"comm_id": comm, "target_name": target, "data": {}}
        await self._send("comm_open", content, {"version": version} if version else {})
        return comm

    async def _send(self, kind: str, content: dict[str, Any], metadata=None) -> None:
        header = {
            "msg_id": secrets.token_hex(16),
            "msg_type": kind,
            "username": "",
            "session": self._session,
            "date": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
            "version": "5.2",
        }
        message = {"header": header, "parent_header": {}, "content": content}
        more = {"metadata": metadata or {}, "channel": "shell", "buffers": []}
        await self._socket.send(json.dumps({**message, **more}))


class StockVisitor(WidgetVisitor):
    """A visitor of Voilà."""

    async def come(self) -> None:
        """Get the executed page, then the widgets' state from its kernel."""
        page = await fetch(self.place.base)
        found = _KERNEL.search(page.text)
        if page.status != 200 or not found:
            raise RuntimeError(f"page: {page.status}")
        self._cookies = page.cookies
        self.kernel = found[1]
        await self._connect(f"api/kernels/{self.kernel}/channels?session_id={self._session}")
        await self._send("kernel_info_request", {})
        control = await self._open("jupyter.widget.control", "1.0.0")
        await self._say(control, {"method": "request_states"})
        await self._until(lambda data: data.get("method") == "update_states")
        self.mark("answerable")

    async def leave(self) -> None:
        """Have the kernel shut down, as the page does when it is closed."""
        if self._socket:
            await self._socket.close()
        if self.kernel:
            # A browser sends back the value of a cookie: any value will do, as long as both agree.
            mark = secrets.token_hex(16)
            headers = {"Origin": self.place.origin, "X-XSRFToken": mark, "Cookie": f"_xsrf={mark}"}
            path = f"voila/api/shutdown/{self.kernel}"
            await fetch(self.place.base + path, "POST", headers)


class SolaraVisitor(WidgetVisitor):
    """A visitor of Solara: the page names its own kernel and has the app run in it."""

    async def come(self) -> None:
        """Get the page, then the widgets as the app makes them."""
        page = await fetch(self.place.base)
        if page.status != 200:
            raise RuntimeError(f"page: {page.status}")
        self._cookies = page.cookies
        self.kernel = str(uuid.uuid4())
        path = f"jupyter/api/kernels/{self.kernel}/channels?session_id={self._session}"
        await self._connect(path)
        control = await self._open("solara.control")
        arguments = {"path": "/", "dark": False, "themes": {}}
        await self._say(control, {"method": "run", "args": arguments})
        await self._until(lambda data: data.get("method") == "finished")
        self.mark("answerable")

    async def leave(self) -> None:
        """Close the page, as its script does."""
        if self._socket:
            await self._socket.close()
        if self.kernel:
            path = f"_solara/api/close/{self.kernel}?session_id={self._session}"
            await fetch(self.place.base + path, "POST", {"Origin": self.place.origin})


def _value(data: dict[str, Any]) -> str:
    value = (data.get("state") or {}).get("value")
    return value if isinstance(value, str) else ""


def _json_part(message: bytes) -> bytes:
    """Take the JSON out of a message with buffers."""
    count = int.from_bytes(message[:4], "big")
    first = int.from_bytes(message[4:8], "big")
    end = int.from_bytes(message[8:12], "big") if count > 1 else len(message)
    return message[first:end]
