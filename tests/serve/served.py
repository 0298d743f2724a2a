"""The participants' server in a thread of the test, so that its store can be put in trouble."""

from __future__ import annotations

import asyncio
import http.client
import json
import threading
from pathlib import Path

from tornado.web import Application

from weerbaar.bootstrap import DataFolder
from weerbaar.serve.connections import LimitedServer
from weerbaar.serve.desks import Desks
from weerbaar.serve.participants import routes
from weerbaar.serve.requests import SECURITY

PATIENCE = 60


class Served:
    """Our routes behind the real server, on a data folder of the test's own."""

    def __init__(self, folder: Path, limit: int = 200) -> None:
        self.data = DataFolder(folder)
        self.content = self.data.content
        self.room = self.data.room
        self._limit = limit
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True)
        self._thread.start()
        assert self._ready.wait(PATIENCE)

    async def _serve(self) -> None:
        self.desks = Desks(self.data, "/")
        settings = {"headers": SECURITY, "log_function": lambda _handler: None}
        self.server = LimitedServer(Application(routes(self.desks), **settings), limit=self._limit)
        self.port = self.server.open_at("127.0.0.1", 0)
        self._loop, self._end = asyncio.get_running_loop(), asyncio.Event()
        self._ready.set()
        await self._end.wait()

    def stop(self) -> None:
        """End it."""
        self._loop.call_soon_threadsafe(self._end.set)
        self._thread.join(PATIENCE)

    @property
    def origin(self) -> str:
        """As a browser sends it from our own pages."""
        return f"http://127.0.0.1:{self.port}"

    def ask(self, method, path, body=None, *, origin="own", **headers):
        """Ask something; gives status, headers and what came, read when it is JSON."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        if origin is not None:
            named["Origin"] = self.origin if origin == "own" else origin
        sent = json.dumps(body) if isinstance(body, dict) else body
        connection.request(method, path, sent, named)
        answer = connection.getresponse()
        found = {key.lower(): value for key, value in answer.getheaders()}
        raw = answer.read()
        connection.close()
        is_json = found.get("content-type", "").startswith("application/json")
        read = is_json and raw and "content-encoding" not in found
        return answer.status, found, json.loads(raw) if read else raw
