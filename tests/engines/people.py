"""A participant with a phone, in words that every browser knows."""

from __future__ import annotations

import json
from pathlib import Path

from tests.engines.pages import Page

# In the page itself, for whoever taps hundreds of times: the same events, without a pointer. What
# is opened from what only this person sees, and from what everybody sees; and the links on the way.
EXPLORE = """
(async () => {
  const root = document.querySelector("[data-participant]");
  const own = root.querySelector("[data-step=result] [data-slot=own]");
  const within = (place, selector) => [...place.querySelectorAll(selector)];
  const links = (place) => within(place, "a[href]").map((one) => one.href);
  async function explore(buttons) {
    const found = { opened: new Set(), links: new Set() };
    function look() {
      const page = root.querySelector("[data-library-page]");
      for (const part of within(page, "details")) part.open = true;
      for (const link of links(page)) found.links.add(link);
      for (const key of within(page, "[data-opens]").map((one) => one.dataset.opens)) {
        if (found.opened.has(key)) continue;
        found.opened.add(key);
        page.querySelector(`[data-opens="${key}"]`).click();
        look();
        root.querySelector("[data-library-go=back]").click();
      }
    }
    for (const button of buttons) {
      found.opened.add(button.dataset.opens);
      button.click();
      look();
      root.querySelector("[data-library-go=close]").click();
      await new Promise((done) => setTimeout(done, 20));
    }
    return { opened: [...found.opened].sort(), links: [...found.links].sort() };
  }
  for (const part of within(own, "details")) part.open = true;
  const all = within(own, "[data-opens]");
  const everybody = (one) => one.dataset.opens === "tools";
  return {
    links: links(own).sort(),
    mine: await explore(all.filter((one) => !everybody(one))),
    everybody: await explore(all.filter(everybody)),
  };
})()
"""


class Phone:
    """A participant's page."""

    def __init__(self, page: Page, weerbaar) -> None:
        self.page = page
        self.weerbaar = weerbaar

    def open(self, code: str) -> Phone:
        """Scan the code, and wait until all that comes after the form is there."""
        self.page.open(f"{self.weerbaar.base}{code}?taal=nl")
        self.page.see("[data-participant][data-ready][data-complete]")
        return self

    def step(self, name: str) -> str:
        """Wait for a step; gives what it says."""
        return self.page.see(f"[data-step={name}]")

    def go(self, name: str) -> None:
        """Press a button."""
        self.page.tap(f"[data-go={name}]")

    def answer(self, colours: list[str]) -> None:
        """From the intro to the result, three statements at a time."""
        self.go("start")
        for block in range(0, len(colours), 3):
            self.page.see(f"[data-step=block][data-index='{block // 3}']")
            names = self.page.evaluate(
                "[...document.querySelectorAll('fieldset[data-statement]')]"
                ".filter(window.visible).map((field) => field.dataset.statement)"
            )
            for name, colour in zip(names, colours[block : block + 3], strict=True):
                self.page.click(f"[data-statement={name}] label:has(input[value='{colour}'])")
            self.go("next")
        self.step("result")
        self.page.see("[data-step=result] [data-slot=own] .net svg")

    def answer_fast(self, colours: list[str]) -> None:
        """The same without a pointer: the page cannot tell, and a long test is shorter."""
        self.go("start")
        self.step("block")
        self.page.evaluate(
            "[...document.querySelectorAll('fieldset[data-statement]')].forEach((field, at) =>"
            f" field.querySelector(`input[value='${{{colours}[at]}}']`).click())"
        )
        for _ in range(4):
            self.page.evaluate("window.seen('[data-go=next]').click()")
        self.page.see("[data-step=result] [data-slot=own] .net svg")

    def open_everything(self) -> dict:
        """Open all there is; gives what was opened and which links it has."""
        return self.page.evaluate(EXPLORE)

    def plan(self, step: str) -> None:
        """Choose the first action that is offered and say what to do."""
        self.page.tap("details.make > summary")
        self.page.see("[data-plan-form][data-ready]")
        if not self.page.count("[data-plan-form] [data-option]"):
            self.page.tap("[data-plan-form] > div > details > summary")
        self.page.click("[data-plan-form] [data-option] label")
        self.page.see("[data-plan-cards] > li")
        self.page.type("[data-plan-cards] [data-field=step]", step)

    def calendar(self) -> bytes:
        """Keep the plan as a calendar file."""
        return self.page.download("[data-plan-go=calendar]", ".ics")

    def keep_file(self) -> bytes:
        """Keep the own result as a file."""
        if not self.page.count("[data-go=save]"):
            self.page.tap("details:has([data-go=save]) > summary")
        return self.page.download("[data-go=save]", ".json")

    def compare(self, file: Path) -> None:
        """Choose a file to compare with."""
        self.page.upload("[data-file]", file)
        self.page.see("[data-then] > details")

    def wipe(self) -> None:
        """Wipe, and confirm."""
        self.go("wipe")
        self.page.see("dialog[open][data-wipe]")
        self.go("wiped")
        self.step("intro")

    @property
    def kept(self) -> str:
        """What the browser keeps of this address."""
        return self.page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")

    @property
    def draft(self) -> dict:
        """What the browser keeps of this session."""
        return next(json.loads(value) for value in json.loads(self.kept)[0].values())
