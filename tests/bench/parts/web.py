"""The least of HTTP that a visitor needs: light, so that measuring costs little."""

from __future__ import annotations

import asyncio
import gzip
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Answer:
    """What a server answered."""

    status: int
    headers: dict[str, str]
    cookies: dict[str, str]
    body: bytes
    wire: int

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode("utf-8")


async def fetch(
    url: str, method: str = "GET", headers: dict[str, str] | None = None, body: bytes = b""
) -> Answer:
    """Ask one thing over a connection of its own."""
    where = urlsplit(url)
    reader, writer = await asyncio.open_connection(where.hostname, where.port, limit=2**20)
    lines = {
        "Host": where.netloc,
        "Connection": "close",
        "Accept-Encoding": "gzip",
        "Content-Length": str(len(body)),
        **(headers or {}),
    }
    path = f"{where.path or '/'}?{where.query}" if where.query else where.path or "/"
    head = f"{method} {path} HTTP/1.1\r\n" + "".join(f"{k}: {v}\r\n" for k, v in lines.items())
    try:
        writer.write(head.encode() + b"\r\n" + body)
        return _parsed(await reader.read())
    finally:
        writer.close()


def _parsed(data: bytes) -> Answer:
    head, _, body = data.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers, cookies = {}, {}
    for line in lines:
        name, _, value = line.partition(":")
        headers[name.lower()] = value.strip()
        if name.lower() == "set-cookie":
            key, _, content = value.strip().split(";")[0].partition("=")
            cookies[key] = content
    if headers.get("transfer-encoding") == "chunked":
        body = _joined(body)
    if headers.get("content-encoding") == "gzip":
        body = gzip.decompress(body)
    return Answer(int(first.split()[1]), headers, cookies, body, len(data))


def _joined(body: bytes) -> bytes:
    """Put the chunks of a body together."""
    parts, position = [], 0
    while True:
        end = body.index(b"\r\n", position)
        size = int(body[position:end].split(b";")[0], 16)
        if size == 0:
            return b"".join(parts)
        parts.append(body[end + 2 : end + 2 + size])
        position = end + 2 + size + 2
