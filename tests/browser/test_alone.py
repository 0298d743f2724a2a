"""What concerns one person alone is made on the phone: no request, and no connection needed."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

MIXED = ["green", "red", "orange", "", "green", "orange", "red", "red", "green", "green", "", "red"]


@pytest.mark.parametrize("shares", [True, False], ids=["in a session", "alone"])
def test_without_a_connection_everything_of_oneself_works(
    weerbaar, code, people, photograph, shares
):
    """From the moment that the phone has all: net, balance, advice, tips, what they open, plan."""
    phone = people.phone().open(code if shares else "").complete()
    phone.page.context.set_offline(True)
    phone.answer_all(MIXED)
    phone.see_picture()
    result = phone.step("result")
    expect(result.locator(".balance svg")).to_be_visible()
    expect(result.locator(".advice > li").first).to_be_visible()
    expect(result.locator(".tip")).to_have_count(6)
    photograph(phone.page, "offline-result")
    dialog = phone.page.locator("dialog[open]")
    for opener in result.locator("[data-opens]:visible").all():
        opener.click()
        expect(dialog.get_by_role("heading").first).to_be_visible()
        phone.page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)
    result.locator("details.make > summary").click()
    result.locator("[data-plan-own] [data-option] input").first.check()
    expect(result.locator("[data-plan-cards] > li")).to_have_count(1)
    with phone.page.expect_download() as download:
        phone.page.get_by_text(weerbaar.text("participant.keep.title")).click()
        phone.go("save")
    assert download.value.suggested_filename.endswith(".json")
    if not shares:
        expect(phone.page.locator("[data-connection]")).to_be_hidden()
    phone.page.context.set_offline(False)


def test_looking_at_one_s_own_result_asks_nothing(code, people):
    """Answering, looking, opening and going back ask nothing but how the session is."""
    phone = people.phone().open(code).complete()
    phone.go("start")
    phone.page.wait_for_function(
        "() => performance.getEntriesByType('resource').some((one) => one.name.endsWith('/begin'))"
    )
    phone.page.locator("[data-go=back]:visible").click()
    before = len(people.urls)
    phone.answer_all(MIXED)
    phone.see_picture()
    phone.page.locator("[data-opens]:visible").first.click()
    phone.page.keyboard.press("Escape")
    phone.go("edit")
    later = [url for url in people.urls[before:] if "/stand?" not in url]
    assert later == []
