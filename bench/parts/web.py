"""The least of HTTP that a visitor needs: light, so that measuring costs little."""

from __future__ import annotations

import asyncio
import contextlib
import gzip
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Answer:
    """What a server answered; ``wire`` is how many bytes that took."""

    status: int
    headers: dict[str, str]
    cookies: dict[str, str]
    packed: bytes
    wire: int

    @property
    def body(self) -> bytes:
        """The body, unpacked only when somebody looks: a visitor mostly does not."""
        gzipped = self.headers.get("content-encoding") == "gzip"
        return gzip.decompress(self.packed) if gzipped else self.packed

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode("utf-8")


class Connection:
    """Asks one thing after the other over one connection, made anew when the server ended it."""

    def __init__(self, base: str) -> None:
        where = urlsplit(base)
        self._host, self._port, self._netloc = where.hostname, where.port, where.netloc
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def ask(
        self,
        path: str,
        method: str = "GET",
        headers: dict[str, str] | None = None,
        body: bytes | None = None,
    ) -> Answer:
        """Ask one thing; a path begins with a slash."""
        lines = {"Host": self._netloc, "Accept-Encoding": "gzip", **(headers or {})}
        if body is not None or method == "POST":
            lines["Content-Length"] = str(len(body or b""))
        said = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        request = f"{method} {path} HTTP/1.1\r\n{said}\r\n".encode() + (body or b"")
        used = self._writer is not None
        try:
            return await self._exchange(request)
        except (asyncio.IncompleteReadError, ConnectionError):
            # As a browser: a connection that was kept may have been ended by the other side.
            if not used:
                raise
            await self.close()
            return await self._exchange(request)

    async def close(self) -> None:
        """Let go."""
        writer, self._reader, self._writer = self._writer, None, None
        if writer:
            writer.close()
            with contextlib.suppress(ConnectionError):
                await writer.wait_closed()

    async def _exchange(self, request: bytes) -> Answer:
        if self._reader is None or self._writer is None:
            opened = await asyncio.open_connection(self._host, self._port, limit=2**20)
            self._reader, self._writer = opened
        self._writer.write(request)
        head = await self._reader.readuntil(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").rstrip().split("\r\n")
        status, headers = int(first.split()[1]), dict(_header(line) for line in lines)
        body, wire = await self._body(self._reader, status, headers)
        if headers.get("connection") == "close":
            await self.close()
        return Answer(status, headers, _cookies(lines), body, len(head) + wire)

    async def _body(
        self, reader: asyncio.StreamReader, status: int, headers: dict[str, str]
    ) -> tuple[bytes, int]:
        """Read a body; gives it and how many bytes it took."""
        if status in (204, 304):
            return b"", 0
        if headers.get("transfer-encoding") != "chunked":
            body = await reader.readexactly(int(headers.get("content-length", 0)))
            return body, len(body)
        parts, wire = [], 0
        while True:
            line = await reader.readuntil(b"\r\n")
            size = int(line.split(b";")[0], 16)
            parts.append((await reader.readexactly(size + 2))[:-2])
            wire += len(line) + size + 2
            if size == 0:
                return b"".join(parts), wire


async def fetch(
    url: str, method: str = "GET", headers: dict[str, str] | None = None, body: bytes | None = None
) -> Answer:
    """Ask one thing over a connection of its own."""
    where = urlsplit(url)
    path = f"{where.path or '/'}?{where.query}" if where.query else where.path or "/"
    connection = Connection(url)
    try:
        return await connection.ask(path, method, headers, body)
    finally:
        await connection.close()


def _header(line: str) -> tuple[str, str]:
    name, _, value = line.partition(":")
    return name.lower(), value.strip()


def _cookies(lines: list[str]) -> dict[str, str]:
    given = [value for name, value in map(_header, lines) if name == "set-cookie"]
    pairs = (value.split(";")[0].partition("=") for value in given)
    return {name: value for name, _, value in pairs}
