"""Without a mouse and without seeing the page."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


class Keys:
    """A keyboard."""

    def __init__(self, page) -> None:
        self._page = page

    def press(self, *keys) -> None:
        """Press keys one after another."""
        for key in keys:
            self._page.keyboard.press(key)

    def on(self, selector) -> bool:
        """Whether the focus is there."""
        return self._page.evaluate("(one) => document.activeElement.matches(one)", selector)

    def tab_to(self, selector) -> None:
        """Press Tab until the focus is there."""
        for _ in range(40):
            if self.on(selector):
                return
            self.press("Tab")
        raise AssertionError(f"Tab never reaches {selector}")


def test_the_whole_test_works_by_keyboard(weerbaar, code, people):
    """Tab, Space, arrows and Enter are enough, and each step begins at its heading."""
    phone = people.phone().open(code)
    keys = Keys(phone.page)
    keys.tab_to("[data-go=start]")
    keys.press("Enter")
    for index in range(4):
        here = f"[data-step=block][data-index='{index}']"
        expect(phone.page.locator(f"{here} [data-heading]")).to_be_focused()
        for _ in range(3):
            keys.press("Tab")
            assert keys.on(f"{here} input[type=radio]")
            keys.press("Space", "ArrowDown")
            assert keys.on("input[value=orange]:checked")
        keys.tab_to(f"{here} [data-go=next]")
        keys.press("Enter")
    expect(phone.step("result").locator("[data-heading]")).to_be_focused()
    phone.see_picture()
    keys.tab_to("[data-step=result] summary")
    keys.press("Enter")
    expect(phone.page.locator("[data-slot=own] details[open]:visible")).to_be_visible()
    keys.tab_to("[data-go=share]")
    keys.press("Enter")
    expect(phone.page.locator("[data-go=undo]")).to_be_focused()
    phone.page.wait_for_timeout(500)
    keys.press("Enter")
    expect(phone.page.locator("[data-go=share]")).to_be_focused()
    keys.press("Enter")
    phone.leave()
    expect(phone.step("end").locator("[data-heading]")).to_be_focused()
    assert weerbaar.shared(code) == 1


def test_the_dialog_keeps_the_keyboard_and_gives_it_back(code, people):
    """Wiping asks first; Escape says no, and the focus is where it was."""
    phone = people.phone().open(code)
    keys = Keys(phone.page)
    phone.go("start")
    phone.answer_block(["red", "red", "red"])
    phone.page.locator("[data-go=back]:visible").click()
    keys.tab_to("[data-go=wipe]")
    keys.press("Enter")
    expect(phone.page.locator("dialog[open]")).to_be_visible()
    keys.press("Tab", "Tab", "Tab", "Tab")
    assert keys.on("dialog *, dialog, body")
    keys.press("Escape")
    expect(phone.page.locator("dialog[open]")).to_be_hidden()
    assert keys.on("[data-go=wipe]")
    assert phone.draft["answers"] == dict.fromkeys(phone.draft["answers"], "red")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_each_statement_is_announced_with_its_answers(weerbaar, people, language):
    """A group is named after its statement, and each answer has its colour's word and meaning."""
    code = weerbaar.new_session(language=language)
    phone = people.phone().open(code)
    phone.go("start")
    scale = weerbaar.data.content.instruments["zelftest"].file.scale
    for quadrant in weerbaar.data.content.instruments["zelftest"].file.quadrants:
        for statement in quadrant.statements:
            group = phone.page.get_by_role("group", name=statement.text[language])
            for colour in scale:
                name = f"{colour.word[language]} {getattr(statement.colours, colour.id)[language]}"
                expect(group.get_by_role("radio", name=name, exact=True)).to_be_visible()
            skip = weerbaar.text("participant.block.skip", language)
            expect(group.get_by_role("radio", name=re.compile(f"^{skip}"))).to_be_visible()
            if statement.help:
                described = group.get_by_role("radio").first
                expect(described).to_have_accessible_description(statement.help[language])
        phone.go("next")


def test_what_happens_is_said(weerbaar, code, people):
    """Sharing, a lost connection and what is refused stand in places that are read aloud."""
    phone = people.phone().open(code)
    for selector, role in {
        "[data-connection]": "status",
        "[data-notice]": "alert",
        "[data-sharing]": "status",
    }.items():
        expect(phone.page.locator(selector).first).to_have_attribute("role", role)
    phone.go("start")
    bar = phone.page.get_by_role("progressbar")
    expect(bar).to_have_accessible_name(
        weerbaar.text("participant.block.progress", index=1, total=4)
    )
    phone.answer_block(["green", "green", ""])
    assert bar.evaluate("(bar) => bar.value") == 2


def test_the_facilitator_can_do_without_a_mouse(weerbaar, code, people):
    """The focus stays near when a button makes place for a question, and closing needs a yes."""
    weerbaar.share(code, 5)
    desk = people.desk().open()
    keys = Keys(desk.page)
    keys.tab_to("#heads")
    desk.page.keyboard.type("6")
    keys.press("Enter")
    expect(desk.count("heads")).to_have_text("6")
    keys.tab_to("#close")
    keys.press("Enter")
    expect(desk.page.locator("#close-cancel")).to_be_focused()
    keys.press("Shift+Tab", "Enter")
    expect(desk.page.locator("#reveal")).to_be_visible()
    keys.tab_to("#reveal")
    keys.press("Enter")
    expect(desk.page.locator("[data-region=result] .net svg")).to_be_visible()
