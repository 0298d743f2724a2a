"""The facilitator's page, clicked in the wrong order, twice, and from two tabs."""

from __future__ import annotations

import secrets

import pytest
from playwright.sync_api import expect

from weerbaar.room import Phase

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def opened(browser, weerbaar):
    """One facilitator's page for all tests here: it keeps nothing of a session."""
    from tests.browser.conftest import People

    people = People(browser, weerbaar)
    weerbaar.new_session()
    yield people.desk().open()
    people.close()


@pytest.fixture
def desk(opened, code):
    """The page, once it shows the new session."""
    expect(opened.page.locator(".where")).to_contain_text(code)
    opened.press("language", "nl")
    return opened


def phase(weerbaar, code):
    return weerbaar.room.view(code).session.phase


def test_no_reveal_before_the_heads_are_counted(weerbaar, code, desk):
    """Without the number of people present there is one sentence, and nothing is shown."""
    weerbaar.share(code, 6)
    desk.close()
    desk.press("reveal")
    expect(desk.told).to_have_text(weerbaar.text("errors.heads_missing"))
    assert phase(weerbaar, code) is Phase.CLOSED
    desk.enter_heads("6")
    desk.press("reveal")
    expect(desk.page.locator("[data-region=result] .net svg")).to_be_visible()


def test_no_reveal_of_more_shares_than_people(weerbaar, code, desk):
    """More shares than heads is refused, until the number of heads is right."""
    weerbaar.share(code, 6)
    desk.enter_heads("5")
    desk.close()
    desk.press("reveal")
    refused = weerbaar.text("errors.too_many_shares", shared=6, heads=5)
    expect(desk.told).to_have_text(refused)
    assert phase(weerbaar, code) is Phase.CLOSED
    desk.enter_heads("6")
    desk.press("reveal")
    expect(desk.page.locator("[data-region=result] .net svg")).to_be_visible()


@pytest.mark.parametrize("typed", ["", "twaalf", "0", "-3", "1000", "12,5", "9" * 40, "<b>7</b>"])
def test_heads_that_are_no_number_get_one_sentence(weerbaar, code, desk, typed):
    """What is no number from 1 to 999 is refused in one sentence, and what was typed stays."""
    desk.enter_heads(typed)
    refusal = desk.told.locator(".wrong")
    expect(refusal).to_contain_text("999")
    assert len(refusal.inner_text()) < 150
    expect(desk.page.locator("#heads")).to_have_value(typed)
    assert weerbaar.room.view(code).session.heads is None


def test_what_is_typed_stays_while_counts_change(weerbaar, code, desk):
    """New counts do not take away what is half typed, nor the focus."""
    heads = desk.page.locator("#heads")
    heads.press_sequentially("2")
    for person in range(1, 4):
        weerbaar.room.join(code, secrets.token_hex(16))
        expect(desk.count("joined")).to_have_text(str(person))
        expect(heads).to_be_focused()
        heads.press_sequentially("1")
    expect(heads).to_have_value("2111")
    heads.press("Home")
    weerbaar.room.join(code, secrets.token_hex(16))
    expect(desk.count("joined")).to_have_text("4")
    desk.page.keyboard.type("9")
    expect(heads).to_have_value("92111")


def test_what_was_typed_for_one_session_is_not_kept_for_the_next(weerbaar, desk):
    """A new session begins with an empty number of heads."""
    desk.enter_heads("veel")
    expect(desk.told.locator(".wrong")).to_be_visible()
    later = weerbaar.new_session()
    expect(desk.page.locator(".where")).to_contain_text(later)
    expect(desk.page.locator("#heads")).to_have_value("")


def test_a_double_click_closes_nothing(weerbaar, code, desk):
    """Closing asks first, and the second half of a double click is no answer."""
    desk.page.locator("#close").dblclick()
    expect(desk.page.locator("#close-now")).to_be_visible()
    desk.press("cancel")
    expect(desk.page.locator("#close")).to_be_visible()
    assert phase(weerbaar, code) is Phase.OPEN


def test_two_tabs_close_and_reveal_once(weerbaar, code, desk, people):
    """Closing and revealing from two tabs is done once, and both show the same."""
    weerbaar.share(code, 10)
    desk.enter_heads("10")
    other = people.desk().open()
    for tab in (desk, other):
        tab.press("ask", "close")
    for tab in (desk, other):
        tab.page.locator("#close-now").dispatch_event("click")
    for tab in (desk, other):
        expect(tab.page.locator("#reveal")).to_be_visible()
    for tab in (desk, other):
        tab.page.locator("#reveal").dispatch_event("click")
    for tab in (desk, other):
        expect(tab.page.locator("[data-region=result] .net svg")).to_be_visible()
        expect(tab.told.locator(".wrong")).to_have_count(0)
    assert weerbaar.room.view(code).release.n == 10


def test_a_new_session_while_one_is_open_asks_first(weerbaar, code, desk):
    """An open session is only put away after a warning and a yes."""
    desk.chapter("sessions")
    if not desk.page.locator("#open").is_visible():
        desk.page.locator("#next summary").click()
    desk.press("ask_open")
    expect(desk.page.get_by_text(weerbaar.text("facilitator.next.warning"))).to_be_visible()
    desk.page.locator("#open-cancel").click()
    expect(desk.page.locator("#open")).to_be_visible()
    assert weerbaar.room.current().code == code
    desk.press("ask_open")
    desk.press("open")
    expect(desk.told).not_to_be_empty()
    assert weerbaar.room.current().code != code
    assert phase(weerbaar, code) is Phase.ARCHIVED


def test_impatient_clicks_are_done_in_turn(weerbaar, code, desk):
    """Clicking on while something is saved loses no click and does nothing twice."""
    before = len(weerbaar.room.sessions())
    desk.page.locator("#heads").fill("8")
    desk.page.evaluate(
        "() => ['#save-heads', '#close', '#save-heads', '#close'].forEach((one) =>"
        " document.querySelector(one).click())"
    )
    expect(desk.page.locator("#close-now")).to_be_visible()
    expect(desk.count("heads")).to_have_text("8")
    assert len(weerbaar.room.sessions()) == before


def test_a_message_no_page_would_send_changes_nothing(weerbaar, code, desk):
    """Values from outside the choices fall back on the first one or are left aside."""
    desk.page.evaluate("""() => {
        const button = document.querySelector("#save-details");
        for (const select of button.closest("[data-form]").querySelectorAll("select")) {
            select.innerHTML = '<option value="<img src=x onerror=alert(1)>">x</option>';
        }
        button.click();
    }""")
    expect(desk.told).to_have_text(weerbaar.text("facilitator.details.saved"))
    session = weerbaar.room.view(code).session
    choices = weerbaar.data.content.choices
    assert session.group_type == choices.group_types[0].id
    assert session.size_class == choices.size_classes[0].id
    assert session.language == "nl"


def test_an_earlier_picture_can_be_seen_again(weerbaar, code, desk):
    """The release of an earlier session is shown on request, and back is back."""
    weerbaar.share(code, 10)
    weerbaar.reveal(code)
    expect(desk.page.locator("[data-region=result] .net svg")).to_be_visible()
    later = weerbaar.new_session()
    expect(desk.page.locator(".where")).to_contain_text(later)
    desk.chapter("sessions")
    desk.press("show", code)
    expect(desk.page.locator("[data-region=result] .net svg")).to_be_visible()
    expect(desk.page.locator(".where")).to_contain_text(code)
    desk.press("back")
    expect(desk.page.locator(".where")).to_contain_text(later)
    expect(desk.page.locator("[data-region=result] svg")).to_have_count(0)
