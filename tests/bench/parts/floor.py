"""The floor: a static page with the same content, and a database. No kernel, no template.

Run as ``python -m tests.bench.parts.floor PORT FOLDER CODE``.
"""

from __future__ import annotations

import asyncio
import gzip
import json
import re
import sys
from pathlib import Path
from typing import Any

from tornado.web import Application, RequestHandler

from weerbaar.model import AnswerSheet
from weerbaar.pages.assets import bundle
from weerbaar.pages.notebook import House

_ELSEWHERE = re.compile(r"<script\b[^>]*>.*?</script>|<link\b[^>]*>", re.DOTALL)


class _Page(RequestHandler):
    """The form as one file, packed beforehand."""

    def initialize(self, body: bytes) -> None:
        self._body = body

    def get(self) -> None:
        self.set_header("Content-Encoding", "gzip")
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(self._body)


class _Post(RequestHandler):
    """One durable transaction per request: the same as that of the real page."""

    def initialize(self, house: House, code: str) -> None:
        self._house, self._code = house, code

    def post(self, what: str) -> None:
        said = json.loads(self.request.body)
        if what == "start":
            self._house.room.join(self._code, said["token"])
        else:
            model = self._house.content.instruments["zelftest"].model
            sheet = AnswerSheet.parse(model, said["answers"], model.digest)
            self._house.room.share(self._code, said["token"], sheet)
        self.finish({"outcome": "ok"})


def static_page(house: House, code: str) -> str:
    """Draw the page of the real server without its scripts, with its style inside it."""
    shell: dict[str, Any] = {"base": "/", "asset": lambda name: f"/{name}"}
    page = _ELSEWHERE.sub("", house.participant().page(code, "nl", **shell))
    own = f'<link rel="icon" href="data:,"><style>{bundle("style.css")}</style></head>'
    return page.replace("</head>", own, 1)


async def serve(port: int, folder: Path, code: str) -> None:
    """Serve until ended."""
    house = House(folder)
    body = gzip.compress(static_page(house, code).encode(), mtime=0)
    routes = [
        (r"/(start|share)", _Post, {"house": house, "code": code}),
        (rf"/(?:{code})?", _Page, {"body": body}),
    ]
    Application(routes, log_function=lambda _handler: None).listen(port, "127.0.0.1")
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]))
