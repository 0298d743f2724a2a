"""What one visitor with a browser waits for, and what comes over the network meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

from playwright.async_api import Browser

from bench.parts.chromium import PATIENCE_SECONDS, Tab, tab

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

# Answers everything and goes on to the picture: every statement red, so that every tip is shown.
_TO_THE_PICTURE = """
(() => {
  for (const radio of document.querySelectorAll("fieldset[data-statement] input[value=red]")) {
    radio.click();
  }
  const shown = (step) => document.querySelector(`[data-step=${step}]:not([hidden])`);
  for (let turn = 0; turn < 40 && !shown("result"); turn += 1) {
    for (const name of ["start", "next"]) {
      document.querySelector(`[data-step]:not([hidden]) [data-go=${name}]`)?.click();
    }
  }
})()
"""
_PICTURE = "document.querySelector('[data-step=result]:not([hidden]) [data-slot=own] svg') !== null"

# Unfolds everything, and looks at everything that opens in the page; gives how many that were.
_EVERY_TIP = """
(async () => {
  const place = document.querySelector("[data-step=result] [data-slot=own]");
  for (const folded of place.querySelectorAll("details")) folded.open = true;
  const openers = place.querySelectorAll(".tips [data-opens]");
  for (const opener of openers) {
    opener.click();
    await new Promise((done) => setTimeout(done, 20));
    for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
  }
  return openers.length;
})()
"""
# What goes on by itself, whatever somebody answers or looks at.
_BY_ITSELF = ("/stand?", "/begin")


@dataclass
class Load:
    """What one load of a page took.

    Attributes
    ----------
    seconds
        From navigation to the first radio button checked.
    before, total
        Bytes over the network until then, and until it is quiet; websockets included.
    paths
        What was asked of the server, without the page itself.
    kept
        Whether the answer was still there in the end.
    """

    seconds: float = 0.0
    before: int = 0
    total: int = 0
    requests: int = 0
    paths: tuple[str, ...] = ()
    kept: bool = False


@dataclass
class Visit:
    """What a whole visit on a phone took: every statement, the picture, every tip.

    Attributes
    ----------
    requests
        Asked between the first answer and the last tip, but for how the session is.
    total
        Bytes over the network, from navigation to the last tip.
    opened
        Tools, exercises and contacts that were looked at.
    """

    requests: int
    total: int
    opened: int


async def load(browser: Browser, address: str, base: str, *, phone: bool) -> Load:
    """Open a page, answer the first statement as soon as can be, and wait until it is quiet."""
    async with tab(browser, phone=phone, script=_PERSON) as page:
        await _go(page, address)
        seconds = await page.until("window.firstAnswer || 0") / 1000
        moment = await page.navigation_start() + seconds
        await page.quiet()
        kept = await page.ask("document.querySelectorAll('input[type=radio]:checked').length")
        meter = page.meter
        paths = meter.paths(base)
        before, total = meter.until(moment), meter.until(inf)
        return Load(seconds, before, total, len(meter.asked), paths, kept=kept > 0)


async def whole_visit(browser: Browser, address: str) -> Visit:
    """Answer all statements on a phone, look at the picture, and open every tip."""
    async with tab(browser, phone=True) as page:
        await _go(page, address)
        await page.until(COMPLETE)
        await page.quiet(0.5)  # a browser asks for the icon when it likes
        asked = len(page.meter.asked)
        await page.ask(_TO_THE_PICTURE)
        await page.until(_PICTURE, seconds=30)
        opened = await page.ask(_EVERY_TIP)
        if not opened:
            raise RuntimeError("no tip opens anything")
        await page.quiet(0.5)
        later = [u for u in page.meter.asked[asked:] if not any(part in u for part in _BY_ITSELF)]
        return Visit(len(later), page.meter.until(inf), opened)


COMPLETE = "document.querySelector('[data-participant]')?.dataset.complete === 'true'"
"""Holds once everything has come that concerns one person alone."""


async def _go(page: Tab, address: str) -> None:
    await page.page.goto(address, wait_until="commit", timeout=PATIENCE_SECONDS * 1000)
