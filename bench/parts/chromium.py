"""A real Chromium, as a desktop or as a phone on a slow connection."""

from __future__ import annotations

import asyncio
import json
import time
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import Browser, CDPSession, Page, async_playwright

import run
from tests.house.chromium import FLAGS

PATIENCE_SECONDS = 180
# Whatever lives on another address fails at once, as on a network without internet; what stock
# pages ask of content delivery networks is so not counted against them.
_ALONE = ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]

PHONE = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
DESKTOP = {"viewport": {"width": 1280, "height": 900}}
_SLOW_NETWORK = {
    "offline": False,
    "latency": 40,
    "downloadThroughput": 10_000_000 / 8,
    "uploadThroughput": 10_000_000 / 8,
}
_SLOW_PROCESSOR = {"rate": 4}


class Meter:
    """Counts what comes in, with its time on the browser's own clock.

    Attributes
    ----------
    came
        Moments, with the bytes that came then; websockets included.
    asked
        Addresses that were asked for, in order.
    """

    def __init__(self, session: CDPSession) -> None:
        self.came: list[tuple[float, int]] = []
        self.asked: list[str] = []
        self._session = session
        self._counted: dict[str, int] = defaultdict(int)

    async def listen(self) -> None:
        """Begin to count."""
        for name in ("Network.requestWillBeSent", "Network.webSocketCreated"):
            self._session.on(name, self._request)
        self._session.on("Network.responseReceived", self._response)
        self._session.on("Network.dataReceived", self._data)
        self._session.on("Network.loadingFinished", self._finished)
        self._session.on("Network.webSocketFrameReceived", self._frame)
        await self._session.send("Network.enable")

    def until(self, moment: float) -> int:
        """Bytes that came before a moment."""
        return sum(size for when, size in self.came if when <= moment)

    def paths(self, base: str) -> tuple[str, ...]:
        """Paths that were asked of a server, without its page and what belongs to one visitor."""
        found = [urlsplit(url) for url in self.asked if url.startswith(base)]
        plain = [f"{url.path}?{url.query}" if url.query else url.path for url in found]
        return tuple(dict.fromkeys(path for path in plain if "/api/" not in path and path != "/"))

    def _add(self, event: dict[str, Any], size: float) -> None:
        self.came.append((event["timestamp"], int(size)))
        self._counted[event["requestId"]] += int(size)

    def _request(self, event: dict[str, Any]) -> None:
        url = event.get("request", event)["url"]
        if not url.startswith(("data:", "blob:")):
            self.asked.append(url)

    def _response(self, event: dict[str, Any]) -> None:
        self._add(event, event["response"].get("encodedDataLength", 0))

    def _data(self, event: dict[str, Any]) -> None:
        self._add(event, event.get("encodedDataLength", 0))

    def _finished(self, event: dict[str, Any]) -> None:
        # Not every piece of a body is announced; what all of it took is known in the end.
        rest = event["encodedDataLength"] - self._counted[event["requestId"]]
        if rest > 0:
            self._add(event, rest)

    def _frame(self, event: dict[str, Any]) -> None:
        self._add(event, len(event["response"].get("payloadData", "")))


class Tab:
    """A page in a browser of its own, which nobody used before."""

    def __init__(self, page: Page, session: CDPSession) -> None:
        self.page = page
        self.meter = Meter(session)
        self._session = session

    async def ask(self, expression: str, *values: object) -> Any:
        """Evaluate in the page; Playwright's own way is refused by a page without eval.

        With values, the expression is a function that is called with them; it may be async.
        """
        given = ", ".join(json.dumps(value) for value in values)
        code = f"({expression})({given})" if values else expression
        options = {"expression": code, "awaitPromise": True, "returnByValue": True}
        said = await self._session.send("Runtime.evaluate", options)
        if "exceptionDetails" in said:
            found = said["exceptionDetails"]
            raise RuntimeError(found.get("exception", {}).get("description", found["text"]))
        return said["result"].get("value")

    async def until(self, expression: str, seconds: float = PATIENCE_SECONDS) -> Any:
        """Wait until an expression holds; gives its value."""
        end = time.monotonic() + seconds
        while not (found := await self.ask(expression)):
            if time.monotonic() > end:
                raise TimeoutError(f"never held in the page: {expression[:60]}")
            await asyncio.sleep(0.1)
        return found

    async def navigation_start(self) -> float:
        """When the navigation began, on the clock that events of the network carry."""
        await self._session.send("Performance.enable")
        metrics = await self._session.send("Performance.getMetrics")
        return next(m["value"] for m in metrics["metrics"] if m["name"] == "NavigationStart")

    async def quiet(self, seconds: float = 2.5) -> None:
        """Wait until nothing comes in any more."""
        count = -1
        while count != len(self.meter.came):
            count = len(self.meter.came)
            await asyncio.sleep(seconds)


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """A browser."""
    async with async_playwright() as play:
        path = run.find_program("chromium")
        browser = await play.chromium.launch(executable_path=path, args=[*FLAGS, *_ALONE])
        try:
            yield browser
        finally:
            await browser.close()


@asynccontextmanager
async def tab(
    browser: Browser, *, phone: bool, slow_network: bool = True, script: str = ""
) -> AsyncIterator[Tab]:
    """Open a tab that shares nothing with another one; ``script`` runs before any page."""
    context = await browser.new_context(**(PHONE if phone else DESKTOP), locale="nl-NL")
    try:
        page = await context.new_page()
        await page.goto("about:blank")
        session = await context.new_cdp_session(page)
        made = Tab(page, session)
        await made.meter.listen()
        if phone and slow_network:
            await session.send("Network.emulateNetworkConditions", _SLOW_NETWORK)
        if phone:
            await session.send("Emulation.setCPUThrottlingRate", _SLOW_PROCESSOR)
        if script:
            await page.add_init_script(script)
        yield made
    finally:
        await context.close()


async def works() -> str:
    """Start the browser once; gives what is wrong with it, nothing when it starts."""
    try:
        async with chromium() as browser, tab(browser, phone=False) as page:
            await page.ask("1")
    except Exception as error:  # noqa: BLE001 - whatever keeps a browser from starting
        lines = [line.strip() for line in str(error).splitlines() if line.strip()]
        return lines[0] if lines else type(error).__name__
    return ""
