"""What a phone remembers, what it forgets, and what the server never learns."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from weerbaar.bootstrap import SESSIONS

pytestmark = pytest.mark.browser

MIXED = ["green", "red", "orange", "", "green", "orange", "red", "red", "green", "green", "", "red"]


def checked(phone):
    """Colours of all twelve statements, as the form shows them; None where nothing is chosen."""
    return phone.page.locator("fieldset[data-statement]").evaluate_all(
        "all => all.map((one) => one.querySelector('input:checked')?.value ?? null)"
    )


def test_a_reload_loses_nothing_at_any_step(code, people):
    """In every step a reload comes back to that step, with every answer and every skip."""
    phone = people.phone().open(code)
    phone.reload().step("intro")
    phone.go("start")
    given = [None] * 12
    for index in range(4):
        part = slice(3 * index, 3 * index + 3)
        phone.answer_block(MIXED[part])
        given[part] = MIXED[part]
        phone.reload()
        expect(phone.step("block")).to_have_attribute("data-index", str(index))
        assert checked(phone) == given
        phone.go("next")
    phone.see_picture()
    phone.reload().see_picture()
    phone.share()
    phone.reload().step("end")
    phone.weerbaar.share(code, 5)
    phone.weerbaar.reveal(code)
    phone.step("group")
    phone.reload()
    group = phone.step("group")
    expect(group.locator("[data-slot=group] .net svg")).to_be_visible()
    expect(group.locator("[data-slot=own] .net svg")).to_be_visible()


def test_wiping_leaves_no_answer_on_the_phone(weerbaar, code, people):
    """After the wipe neither storage nor page hold an answer, and going back brings none back."""
    phone = people.phone().open(code)
    phone.answer_all(MIXED)
    phone.see_picture()
    phone.page.locator("a[data-language=en]").click()
    phone.ready().see_picture()
    phone.go("wipe")
    phone.go("wiped")
    phone.step("intro")
    told = weerbaar.text("participant.wipe.done", "en")
    expect(phone.page.locator("[data-notice]")).to_have_text(told)

    def holds_nothing():
        assert checked(phone) == [None] * 12
        kept = phone.page.evaluate("JSON.stringify({...localStorage, ...sessionStorage})")
        assert not any(colour in kept for colour in ("green", "orange", "red\\"))
        assert phone.page.locator("[data-slot=own] svg").count() == 0

    holds_nothing()
    phone.reload().step("intro")
    holds_nothing()
    phone.page.go_back()
    phone.ready()
    holds_nothing()


def test_another_language_keeps_the_answers(weerbaar, code, people):
    """Switching language keeps step and answers, also after a new scan of the code."""
    phone = people.phone().open(code)
    phone.go("start")
    phone.answer_block(["red", "", "green"])
    phone.page.locator("a[data-language=en]").click()
    phone.ready()
    expect(phone.page.locator("html")).to_have_attribute("lang", "en")
    title = weerbaar.data.content.instruments["zelftest"].file.quadrants[0].name["en"]
    expect(phone.step("block").locator("h1")).to_have_text(title)
    assert checked(phone)[:3] == ["red", "", "green"]
    phone.open(code)
    expect(phone.page.locator("html")).to_have_attribute("lang", "en")
    assert checked(phone)[:3] == ["red", "", "green"]
    phone.page.locator("a[data-language=nl]").click()
    expect(phone.ready().page.locator("html")).to_have_attribute("lang", "nl")


def test_the_private_test_stores_nothing_and_shares_nothing(weerbaar, code, people):
    """Without a code there is nothing to share, and the database stays the same to the byte."""
    file = weerbaar.data.path / SESSIONS
    before = file.read_bytes()
    phone = people.phone()
    phone.page.goto(weerbaar.base)
    title = weerbaar.data.content.default.file.title["nl"]
    label = weerbaar.text("participant.landing.private_go_label", title=title)
    phone.page.get_by_role("link", name=label, exact=True).click()
    phone.ready().answer_all(MIXED)
    phone.see_picture()
    assert phone.page.locator("[data-go=share], [data-go=keep]").count() == 0
    phone.go("wipe")
    phone.go("wiped")
    phone.step("intro")
    assert phone.page.evaluate("Object.keys(localStorage)") == []
    assert file.read_bytes() == before


def test_a_typed_code_leads_to_the_session(weerbaar, code, people):
    """Who cannot scan types the code, in any case and with a space; a wrong one is told so."""
    page = people.page()
    page.goto(weerbaar.base)
    page.get_by_role("textbox").fill("geen")
    page.get_by_role("button").click()
    expect(page.get_by_role("alert")).to_have_text(weerbaar.text("errors.code_malformed"))
    page.get_by_role("textbox").fill(f"{code[:3]} {code[3:]}".lower())
    page.get_by_role("button").click()
    expect(page.locator("[data-participant]")).to_have_attribute("data-code", code)


def test_what_two_sessions_are_told_stays_apart(weerbaar, code, people):
    """A phone that comes to a next session begins it anew, and finds the first one back."""
    phone = people.phone().open(code)
    phone.go("start")
    phone.answer_block(["red", "red", "red"])
    second = weerbaar.room.open().code
    phone.open(second).step("intro")
    assert checked(phone) == [None] * 12
    phone.open(code).step("block")
    assert checked(phone)[:3] == ["red"] * 3


@pytest.mark.parametrize("fault", ["is off", "is full"])
def test_a_browser_that_keeps_nothing_is_told(weerbaar, code, people, fault):
    """Without storage the page says that closing it loses the answers; all else works."""
    phone = people.phone()
    if fault == "is off":
        off = "Object.defineProperty(window, 'localStorage', {get() { throw new Error('off') }})"
        phone.page.add_init_script(off)
    phone.open(code)
    if fault == "is full":
        expect(phone.page.locator("[data-unkept]")).to_be_hidden()
        phone.page.evaluate(
            "() => { Storage.prototype.setItem = () => { throw new Error('full') } }"
        )
        phone.go("start")
        phone.page.locator("[data-go=back]:visible").click()
    unkept = phone.page.locator("[data-unkept]")
    expect(unkept).to_have_text(weerbaar.text("participant.unkept"))
    phone.answer_all(MIXED)
    phone.see_picture()
    phone.share()
    assert weerbaar.shared(code) == 1
