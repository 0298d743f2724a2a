"""A real Chromium, on a desktop and as a phone on a slow connection."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from dataclasses import dataclass
from math import inf

from playwright.async_api import Browser, CDPSession, Page, async_playwright

import run
from tests.bench.parts.servers import Server
from tests.house.chromium import FLAGS

PATIENCE_SECONDS = 180
_QUIET_MS = 2500
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
_SLOW = {
    "offline": False,
    "latency": 40,
    "downloadThroughput": 10_000_000 / 8,
    "uploadThroughput": 10_000_000 / 8,
}

# Presses Begin and the first radio button as soon as a person could, and notes when that held.
_PERSON = """
(() => {
  const seen = (element) => {
    if (!element) return false;
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    return box.width > 0 && box.height > 0 && style.visibility === "visible";
  };
  const find = (what, fits) => Array.from(document.querySelectorAll(what)).find(fits);
  let begun = false;
  const timer = setInterval(() => {
    const radio = find("input[type=radio]", (one) => seen(one) || seen(one.closest("label")));
    if (!begun || !radio) {
      // Whoever pressed it before the script ran finds it again, and presses it again.
      const named = (one) => /^\\s*(Begin|Ga verder)/.test(one.textContent);
      const begin = find("[data-go=start], button", named);
      if (!seen(begin)) return;
      begun = true;
      begin.click();
      return;
    }
    radio.click();
    if (!radio.checked) return;
    clearInterval(timer);
    window.firstAnswer = performance.now();
    performance.mark("first-answer");
  }, 8);
})();
"""


@dataclass
class Load:
    """What one visit with a browser took.

    Attributes
    ----------
    seconds
        From navigation to the first radio button checked.
    before, total
        Bytes over the network until then, and until it is quiet; websockets included.
    kept
        Whether the answer was still there in the end.
    """

    seconds: float = 0.0
    before: int = 0
    total: int = 0
    requests: int = 0
    kept: bool = False


class Meter:
    """Counts what comes in, with its time on the browser's own clock."""

    def __init__(self, session: CDPSession) -> None:
        self.came: list[tuple[float, int]] = []
        self.requests = 0
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

    def _add(self, event, size: float) -> None:
        self.came.append((event["timestamp"], int(size)))
        self._counted[event["requestId"]] += int(size)

    def _request(self, event) -> None:
        if not event.get("request", event)["url"].startswith(("data:", "blob:")):
            self.requests += 1

    def _response(self, event) -> None:
        self._add(event, event["response"].get("encodedDataLength", 0))

    def _data(self, event) -> None:
        self._add(event, event.get("encodedDataLength", 0))

    def _finished(self, event) -> None:
        # Not every piece of a body is announced; what all of it took is known in the end.
        rest = event["encodedDataLength"] - self._counted[event["requestId"]]
        if rest > 0:
            self._add(event, rest)

    def _frame(self, event) -> None:
        self._add(event, len(event["response"].get("payloadData", "")))


async def load(server: Server, *, phone: bool) -> Load:
    """Open a page in a fresh browser, answer the first statement, and wait until it is quiet."""
    async with async_playwright() as play:
        browser = await play.chromium.launch(
            executable_path=run.find_chromium(), args=[*FLAGS, *_ALONE]
        )
        try:
            return await _load(browser, server, phone=phone)
        finally:
            await browser.close()


async def _load(browser: Browser, server: Server, *, phone: bool) -> Load:
    context = await browser.new_context(**(PHONE if phone else DESKTOP), locale="nl-NL")
    page = await context.new_page()
    await page.goto("about:blank")
    session = await context.new_cdp_session(page)
    meter = Meter(session)
    await meter.listen()
    if phone:
        await session.send("Network.emulateNetworkConditions", _SLOW)
        await session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    await page.add_init_script(_PERSON)
    await page.goto(server.page, wait_until="commit", timeout=PATIENCE_SECONDS * 1000)
    seconds = await _first_answer(session)
    moment = await _navigation_start(session) + seconds
    await _quiet(page, meter)
    kept = await _ask(session, "document.querySelectorAll('input[type=radio]:checked').length")
    return Load(seconds, meter.until(moment), meter.until(inf), meter.requests, kept > 0)


async def _first_answer(session: CDPSession) -> float:
    """Wait until the first radio button is checked; gives the seconds since navigation."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not (found := await _ask(session, "window.firstAnswer || 0")):
        if time.monotonic() > end:
            raise TimeoutError("no radio button could be answered")
        await asyncio.sleep(0.1)
    return found / 1000


async def _navigation_start(session: CDPSession) -> float:
    """When the navigation began, on the clock that events of the network carry."""
    await session.send("Performance.enable")
    metrics = await session.send("Performance.getMetrics")
    return next(m["value"] for m in metrics["metrics"] if m["name"] == "NavigationStart")


async def _ask(session: CDPSession, expression: str) -> float:
    """Evaluate in the page; Playwright's own way is refused by a page without eval."""
    said = await session.send("Runtime.evaluate", {"expression": expression})
    return said["result"].get("value", 0)


async def _quiet(page: Page, meter: Meter) -> None:
    """Wait until nothing comes in any more."""
    count = -1
    while count != len(meter.came):
        count = len(meter.came)
        await page.wait_for_timeout(_QUIET_MS)
