"""A participant with a phone and a facilitator with a laptop, as Playwright pages."""

from __future__ import annotations

from playwright.sync_api import Page, expect

PHONE = {"width": 390, "height": 844}
SMALL_PHONE = {"width": 320, "height": 640}
LAPTOP = {"width": 1366, "height": 900}
BEAMER = {"width": 1920, "height": 1080}


class Phone:
    """A participant's page."""

    def __init__(self, page: Page, weerbaar) -> None:
        self.page = page
        self.weerbaar = weerbaar

    # --- where it is -------------------------------------------------------------------------
    def open(self, code: str, language: str | None = None, base: str | None = None) -> Phone:
        """Scan the code."""
        query = f"?taal={language}" if language else ""
        self.page.goto(f"{base or self.weerbaar.base}{code or 'zelf'}{query}")
        return self.ready()

    def ready(self) -> Phone:
        """Wait until the page's script has adopted the form."""
        expect(self.page.locator("[data-participant][data-ready]")).to_be_attached()
        return self

    def complete(self) -> Phone:
        """Wait until the phone has all that it needs to go on without a connection."""
        expect(self.page.locator("[data-participant][data-complete]")).to_be_attached()
        return self

    def reload(self) -> Phone:
        """Reload, as after a lock screen."""
        self.page.reload()
        return self.ready()

    def step(self, name: str):
        """The visible step, once it is the named one."""
        found = self.page.locator(f"[data-step={name}]:visible")
        expect(found).to_have_count(1)
        return found

    def go(self, name: str) -> None:
        """Press a button of the visible step."""
        self.page.locator(f"[data-go={name}]:visible").first.click()

    @property
    def draft(self):
        """What the browser keeps of this page, or None."""
        return self.page.evaluate(
            "() => JSON.parse(localStorage.getItem('weerbaar:' +"
            " document.querySelector('[data-participant]').dataset.here))"
        )

    @property
    def state(self):
        """What the page says about sharing."""
        return self.page.locator("[data-step=result] [data-sharing]")

    # --- what people do ----------------------------------------------------------------------
    def choose(self, statement: str, colour: str) -> None:
        """Tap one answer."""
        field = self.page.locator(f"fieldset[data-statement={statement}]")
        field.locator(f"label:has(input[value='{colour}'])").click()

    def answer_block(self, colours) -> None:
        """Answer the statements that are on the screen."""
        fields = self.page.locator("fieldset:visible")
        names = fields.evaluate_all("fields => fields.map((field) => field.dataset.statement)")
        for name, colour in zip(names, colours, strict=True):
            self.choose(name, colour)

    def answer_all(self, colours) -> None:
        """From the intro to the result; the picture need not be there yet."""
        self.go("start")
        for index in range(4):
            self.page.locator(f"[data-step=block][data-index='{index}']:visible").wait_for()
            self.answer_block(colours[3 * index : 3 * index + 3])
            self.go("next")
        self.step("result")

    def see_picture(self) -> None:
        """Wait for the own picture."""
        expect(self.page.locator("[data-step=result] [data-slot=own] .net svg")).to_be_visible()

    def tap_share(self) -> None:
        """Share, and leave at once, so that nothing is left to be undone."""
        self.go("share")
        self.leave()

    def leave(self) -> None:
        """What a page hears when it is left; a test that waited out every share would be slow."""
        self.page.evaluate("dispatchEvent(new Event('pagehide'))")

    def share(self) -> None:
        """Share, and wait until that is confirmed."""
        self.tap_share()
        self.step("end")


class Desk:
    """The facilitator's page."""

    def __init__(self, page: Page, weerbaar) -> None:
        self.page = page
        self.weerbaar = weerbaar

    def open(self) -> Desk:
        """Follow the address that the terminal gave."""
        self.page.goto(self.weerbaar.addresses["facilitator_url"])
        expect(self.page.locator("[data-board][data-ready]")).to_be_attached()
        return self

    def press(self, action: str, value: str | None = None) -> None:
        """Press the button of an action."""
        exact = f"[data-value='{value}']" if value else ""
        self.page.locator(f"[data-action={action}]{exact}:visible").click()

    def chapter(self, name: str) -> None:
        """Open a chapter of the page."""
        self.page.locator(f"#chapter-{name}").click()
        expect(self.page.locator(f"[data-chapter={name}]")).to_be_visible()

    def enter_heads(self, text: str) -> None:
        """Type the number of people present and save it."""
        self.page.locator("#heads").fill(text)
        self.press("heads")

    def close(self) -> None:
        """Close the session and confirm."""
        self.press("ask", "close")
        self.press("close")
        expect(self.page.locator("#reveal")).to_be_visible()

    @property
    def told(self):
        """What was last said."""
        return self.page.locator("[data-region=told]")

    def count(self, name: str):
        """A number under *In the room now*, by the key of its word."""
        word = self.weerbaar.text(f"facilitator.live.{name}")
        return self.page.locator(".counts div").filter(has_text=word).locator("dd")
