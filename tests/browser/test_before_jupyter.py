"""Answerable before anything else has loaded: no kernel, and not even the page's own script."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.running import eventually

pytestmark = pytest.mark.browser

RED = ["red"] * 12


def test_all_can_be_answered_without_a_kernel(weerbaar, code, people):
    """Without a kernel the whole form works and is kept; the picture comes when there is one."""
    phone = people.phone()
    phone.page.route("**/kern/zelftest", lambda route: route.abort())
    phone.open(code)
    phone.answer_all(RED)
    assert list(phone.draft["answers"].values()) == RED
    drawing = weerbaar.text("participant.result.drawing")
    expect(phone.page.locator("[data-step=result] [data-slot=own]")).to_have_text(drawing)
    lost = weerbaar.text("participant.connection.lost")
    expect(phone.page.locator("[data-connection]")).to_have_text(lost)
    phone.reload().step("result")
    assert list(phone.draft["answers"].values()) == RED
    phone.page.unroute("**/kern/zelftest")
    phone.see_picture()
    expect(phone.page.locator("[data-connection]")).to_be_hidden()


def test_an_answer_given_before_the_script_runs_is_kept(code, people):
    """The form shows and works while its script is on its way; then it goes on from that answer."""
    phone = people.phone()
    held = []

    def hold(route):
        held.append(route)

    phone.page.route("**/participant.js*", hold)
    phone.page.goto(f"{phone.weerbaar.base}{code}", wait_until="commit")
    eventually(lambda: held, phone.page)
    second = phone.weerbaar.instrument.statements[4].id
    phone.choose(second, "orange")
    assert phone.page.locator("button:visible").count() == 0, "a button that does nothing yet"
    phone.page.locator("[data-go=start]").click()
    expect(phone.page.locator("#vragen")).to_be_in_viewport()
    held[0].continue_()
    phone.ready()
    assert phone.draft["answers"] == {second: "orange"}
    expect(phone.step("block")).to_have_attribute("data-index", "1")
    expect(phone.page.locator(f"fieldset[data-statement={second}]")).to_be_in_viewport()
    expect(phone.page.locator("input:checked")).to_have_attribute("value", "orange")


def test_without_script_the_page_says_so(weerbaar, code):
    """A browser without JavaScript gets a sentence that says what to do."""
    page = weerbaar.request("GET", f"/{code}")[2].decode()
    sentence = page.split("<noscript>")[1].split("</noscript>")[0]
    assert weerbaar.text("page.needs_script") in sentence
