"""How many sockets a phone takes of the server, while it loads and when it only waits."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

import psutil
from playwright.async_api import Browser

from bench.parts.browser import COMPLETE
from bench.parts.chromium import tab
from bench.parts.servers import Server

_LOOK_SECONDS = 0.05
_BEGIN = "document.querySelector('[data-go=start]').click()"


@dataclass(frozen=True)
class Descriptors:
    """Sockets per phone: the most at any moment, and half a minute after loading."""

    peak: float
    later: float


async def descriptors(browser: Browser, server: Server, phones: int, seconds: float) -> Descriptors:
    """Open so many pages at the same moment, begin, and look again after some seconds."""
    most = 0

    async def watch() -> None:
        nonlocal most
        while True:
            most = max(most, open_sockets(server))
            await asyncio.sleep(_LOOK_SECONDS)

    watching = asyncio.create_task(watch())
    try:
        async with AsyncExitStack() as stack:
            opened = [
                await stack.enter_async_context(tab(browser, phone=True)) for _ in range(phones)
            ]
            await asyncio.gather(*(found.page.goto(server.page) for found in opened))
            await asyncio.gather(*(found.until(COMPLETE) for found in opened))
            await asyncio.gather(*(found.ask(_BEGIN) for found in opened))
            await asyncio.sleep(seconds)
            return Descriptors(most / phones, open_sockets(server) / phones)
    finally:
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching


def open_sockets(server: Server) -> int:
    """Connections that the server holds now."""
    port = urlsplit(server.place.base).port
    found = 0
    for member in server.family.members():
        with suppress(psutil.NoSuchProcess):
            for socket in member.net_connections("tcp"):
                found += socket.status != psutil.CONN_LISTEN and socket.laddr.port == port
    return found
