"""The floor: the files of our page as they went over the network, and the same transactions.

Run as ``python -m bench.parts.floor PORT FOLDER FILES``. Nothing can be left out of it: the
files are in memory, packed; a thread writes one durable transaction after the other.
"""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import json
import re
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any

from tornado.web import Application, HTTPError, RequestHandler

from bench.parts.visitors import files_of
from bench.parts.web import Answer, fetch
from weerbaar.bootstrap import DataFolder
from weerbaar.model import AnswerSheet

PAGE, STATE, GROUP = "page", "stand", "beeld"
PLAIN = "plain"
"""The page without a script: the least that a phone can wait for."""

_ELSEWHERE = re.compile(r"<script\b[^>]*>.*?</script>|<link\b[^>]*>", re.DOTALL)
_KEPT = ("content-type", "content-encoding")


def keep(folder: Path, name: str, headers: dict[str, str], body: bytes) -> None:
    """Put an answer where the floor finds it."""
    folder.mkdir(exist_ok=True)
    kept = json.dumps({key: headers[key] for key in _KEPT if key in headers})
    (folder / _file(name)).write_bytes(kept.encode() + b"\n" + body)


async def copy(base: str, code: str, folder: Path) -> None:
    """Take over from our own server what a visit gets from it."""
    page = await fetch(f"{base}{code}")
    _keep_answer(folder, PAGE, page)
    for path in files_of(page.text):
        _keep_answer(folder, path, await fetch(base.rstrip("/") + path))
    await copy_session(base, code, STATE, folder)
    headers = {"content-type": "text/html; charset=utf-8", "content-encoding": "gzip"}
    keep(folder, PLAIN, headers, gzip.compress(plain(page.text).encode(), mtime=0))


def plain(page: str) -> str:
    """Take the scripts out of a page, and whatever else it would ask for."""
    return _ELSEWHERE.sub("", page).replace("</head>", '<link rel="icon" href="data:,"></head>', 1)


async def copy_session(base: str, code: str, what: str, folder: Path) -> None:
    """Take over what is said of a session."""
    _keep_answer(folder, what, await fetch(f"{base}sessie/{code}/{what}?taal=nl"))


def _keep_answer(folder: Path, name: str, answer: Answer) -> None:
    if answer.status != 200:
        raise RuntimeError(f"{name}: {answer.status}")
    keep(folder, name, answer.headers, answer.packed)


def _file(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:16]


class _File(RequestHandler):
    """A file, packed beforehand."""

    def initialize(self, folder: Path) -> None:
        self._folder = folder

    def get(self, name: str = PAGE) -> None:
        query = f"?{self.request.query}" if name.startswith("/") and self.request.query else ""
        try:
            headers, body = _read(self._folder / _file(name + query))
        except FileNotFoundError:
            raise HTTPError(404) from None
        for key, value in headers.items():
            self.set_header(key, value)
        self.finish(body)


@cache
def _read(file: Path) -> tuple[dict[str, str], bytes]:
    head, _, body = file.read_bytes().partition(b"\n")
    return json.loads(head), body


class _Post(RequestHandler):
    """One durable transaction per request: the same as that of the real page."""

    def initialize(self, data: DataFolder, writer: ThreadPoolExecutor) -> None:
        self._data, self._writer = data, writer

    async def post(self, code: str, what: str) -> None:
        said = json.loads(self.request.body)
        await asyncio.get_running_loop().run_in_executor(self._writer, self._do, code, what, said)
        self.finish({"phase": "open"} if what == "begin" else {"outcome": "shared"})

    def _do(self, code: str, what: str, said: dict[str, Any]) -> None:
        if what == "begin":
            self._data.room.join(code, said["token"])
        else:
            model = self._data.content.instruments["zelftest"].model
            sheet = AnswerSheet.parse(model, said["answers"], model.digest)
            self._data.room.share(code, said["token"], sheet)


async def serve(port: int, folder: Path, files: Path) -> None:
    """Serve until ended."""
    data = DataFolder(folder)
    data.room.current()
    known = {"folder": files}
    routes = [
        (r"/sessie/(\w+)/(begin|deel)", _Post, {"data": data, "writer": ThreadPoolExecutor(1)}),
        (rf"/sessie/\w+/({STATE}|{GROUP})", _File, known),
        (r"/\w{6}", _File, known),
        (rf"/({PLAIN})", _File, known),
        (r"(/.+)", _File, known),
    ]
    application = Application(routes, log_function=lambda _handler: None)
    application.listen(port, "127.0.0.1", backlog=1024)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3])))
