"""Answerable before anything else has loaded, and without any script."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.people import PHONE
from tests.browser.running import eventually

pytestmark = pytest.mark.browser

RED = ["red"] * 12


@pytest.mark.parametrize("late", ["**/later.js*", "**/pakket/*"])
def test_all_can_be_answered_before_the_rest_has_come(weerbaar, code, people, late):
    """The form works and is kept; the page says what is coming, and goes on asking for it."""
    phone = people.phone()
    phone.page.route(late, lambda route: route.abort())
    phone.open(code)
    phone.answer_all(RED)
    assert list(phone.draft["answers"].values()) == RED
    coming = weerbaar.text("participant.result.coming")
    slot = phone.page.locator("[data-step=result] [data-slot=own]")
    expect(slot).to_have_text(coming)
    phone.reload().step("result")
    expect(slot).to_have_text(coming)
    assert list(phone.draft["answers"].values()) == RED
    phone.page.unroute(late)
    phone.see_picture()
    expect(phone.page.locator("[data-arrived]")).to_have_text(
        weerbaar.text("participant.result.arrived")
    )
    expect(phone.page.locator("[data-connection]")).to_be_hidden()


def test_the_rest_is_fetched_whatever_is_answered(code, people):
    """Kit and scripts come with the page, before anybody has answered anything."""
    people.phone().open(code).complete()
    asked = [url.split("?")[0].rsplit("/", 1)[1] for url in people.urls]
    assert {"later.js", "zelftest.nl.json"} <= set(asked)


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
    expect(phone.page.locator("[data-statement] input:checked")).to_have_attribute(
        "value", "orange"
    )


def test_without_javascript_it_can_be_read_and_filled_in(weerbaar, code, people, photograph):
    """Every statement can be answered, and the page says what takes JavaScript."""
    page = people.page(PHONE, java_script_enabled=False)
    page.goto(f"{weerbaar.base}{code}")
    expect(page.locator("noscript .banner")).to_be_visible()
    assert weerbaar.text("page.needs_script") in page.locator("noscript").inner_html()
    for statement in weerbaar.instrument.statements:
        page.locator(f"fieldset[data-statement={statement.id}] label.green").click()
    assert page.locator("input:checked").count() == 12
    assert page.locator("button:visible").count() == 0
    photograph(page, "without-javascript")
