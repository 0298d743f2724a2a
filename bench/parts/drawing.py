"""How long a phone takes to score and draw, against showing what somebody else made of it."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.async_api import Browser

from bench.parts.browser import COMPLETE
from bench.parts.chromium import PATIENCE_SECONDS, tab
from bench.parts.material import COLOURS

# Both insert into the place where the page shows the picture, and wait until all of it has its
# place on the screen. Before that the page has been idle for a while.
_START = """
  const root = document.querySelector("[data-participant]");
  const place = root.querySelector("[data-step=result] [data-slot=own]");
  const { createResult } = await import(root.dataset.later);
  const kit = await (await fetch(root.dataset.kit)).json();
  for (const step of root.querySelectorAll("[data-step]")) {
    step.hidden = step.dataset.step !== "result";
  }
  const lay = () => place.getBoundingClientRect().height;
  lay();
  await new Promise((done) => setTimeout(done, 500));
"""
_MADE = f"""
async (answers) => {{
  {_START}
  const begin = performance.now();
  const html = createResult(kit).html(answers, "bench");
  const made = performance.now();
  place.innerHTML = html;
  lay();
  return {{ all: performance.now() - begin, making: made - begin, html }};
}}
"""
_INSERTED = f"""
async (html) => {{
  {_START}
  const begin = performance.now();
  place.innerHTML = html;
  lay();
  return performance.now() - begin;
}}
"""


@dataclass(frozen=True)
class Drawing:
    """Seconds on a phone with a quarter of the processor, each the first time in its page.

    Attributes
    ----------
    made
        Scoring and drawing, and showing that.
    inserted
        Showing the same, which was there already.
    """

    made: float
    inserted: float


async def drawing(
    browser: Browser, address: str, statements: tuple[str, ...], turn: int
) -> Drawing:
    """Draw in a fresh page, and show the same in another fresh page."""
    colours = [COLOURS[(turn + number) % 3] for number in range(len(statements))]
    answers = dict(zip(statements, colours, strict=True))
    made = await _in_a_page(browser, address, _MADE, answers)
    inserted = await _in_a_page(browser, address, _INSERTED, made["html"])
    return Drawing(made["all"] / 1000, inserted / 1000)


async def _in_a_page(browser: Browser, address: str, code: str, value: object) -> object:
    async with tab(browser, phone=True, slow_network=False) as page:
        await page.page.goto(address, timeout=PATIENCE_SECONDS * 1000)
        await page.until(COMPLETE)
        return await page.ask(code, value)
