"""A share can be taken back for some seconds, and a phone that goes into a pocket has shared."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.running import eventually

pytestmark = pytest.mark.browser

RED = ["red"] * 12
HIDE = """() => {
    Object.defineProperty(document, "hidden", {configurable: true, get: () => true});
    document.dispatchEvent(new Event("visibilitychange"));
}"""


@pytest.fixture
def phone(code, people):
    """A phone that has answered everything and can share."""
    made = people.phone().open(code)
    made.answer_all(RED)
    made.see_picture()
    return made


def sent(people):
    """Shares that went out."""
    return [url for url in people.urls if url.endswith("/deel")]


def test_taken_back_nothing_was_sent(weerbaar, code, people, phone):
    """The button has the focus; after it all is as before the tap, and it can be shared again."""
    phone.go("share")
    undo = phone.page.locator("[data-go=undo]")
    expect(undo).to_be_focused()
    assert undo.bounding_box()["height"] >= 60
    expect(phone.state).to_have_text(weerbaar.text("participant.state.sending"))
    phone.page.wait_for_timeout(500)
    undo.click()
    expect(phone.state).to_have_text(weerbaar.text("participant.state.none"))
    expect(phone.page.locator("[data-go=share]")).to_be_focused()
    expect(phone.page.locator("[data-go=edit]")).to_be_visible()
    phone.reload().page.wait_for_timeout(500)
    assert (weerbaar.shared(code), sent(people)) == (0, [])
    assert phone.draft["sharing"] == "none"
    phone.share()
    assert weerbaar.shared(code) == 1


def test_left_alone_it_is_sent_by_itself(weerbaar, code, people, phone):
    """After some seconds it is shared; what is said meanwhile is said once."""
    said = "[data-step=result] [data-sharing]"
    phone.page.evaluate(
        """(said) => { window.said = [];
        new MutationObserver(() => window.said.push(document.querySelector(said).textContent))
            .observe(document.querySelector(said), {childList: true}); }""",
        said,
    )
    phone.go("share")
    phone.step("end")
    told = phone.page.evaluate("window.said")
    states = ("sending", "pending", "shared")
    assert told == [weerbaar.text(f"participant.state.{state}") for state in states]
    assert (weerbaar.shared(code), len(sent(people))) == (1, 1)


def test_a_double_tap_takes_nothing_back(weerbaar, code, phone):
    """The button that comes under the finger does not hear the second tap."""
    box = phone.page.locator("[data-go=share]").bounding_box()
    phone.page.locator("[data-go=share]").evaluate(
        "(share) => { share.click(); document.querySelector('[data-go=undo]').click() }"
    )
    assert box
    expect(phone.state).to_have_text(weerbaar.text("participant.state.sending"))
    phone.leave()
    phone.step("end")
    assert weerbaar.shared(code) == 1


def test_hidden_it_is_sent_at_once(weerbaar, code, phone):
    """A screen that goes off shares, without waiting."""
    phone.go("share")
    phone.page.evaluate(HIDE)
    assert phone.draft["sharing"] in ("pending", "shared")
    phone.step("end")
    assert weerbaar.shared(code) == 1


def test_left_it_is_sent_at_once(weerbaar, code, phone):
    """Who closes the page within the seconds has shared, though the page is gone."""
    phone.go("share")
    phone.page.goto("about:blank")
    eventually(lambda: weerbaar.shared(code) == 1, phone.page)


def test_reloaded_it_counts_once(weerbaar, code, phone):
    """After a reload what was tapped counts as tapped, is sent, and counts one time."""
    phone.go("share")
    phone.reload().step("end")
    assert weerbaar.shared(code) == 1
    session = weerbaar.room.view(code).session
    assert (session.joined, session.done) == (1, 1)


def test_wiped_within_the_seconds_nothing_is_sent(weerbaar, code, people, phone):
    """Whoever wipes the phone before it was sent, has not shared."""
    phone.go("share")
    phone.go("wipe")
    phone.go("wiped")
    phone.step("intro")
    phone.leave()
    phone.page.wait_for_timeout(1000)
    assert (weerbaar.shared(code), sent(people)) == (0, [])


def test_who_comes_after_somebody_who_shared_is_told_so(weerbaar, code, phone):
    """A wiped phone tells the next person no share of theirs; their picture they can make."""
    phone.share()
    phone.go("own")
    phone.go("wipe")
    phone.go("wiped")
    phone.answer_all(["green"] * 12)
    phone.see_picture()
    expect(phone.state).to_have_text(weerbaar.text("participant.state.used"))
    expect(phone.page.locator("[data-go=share]:visible")).to_have_count(0)
    expect(phone.page.locator("[data-go=edit]")).to_be_visible()
    assert weerbaar.shared(code) == 1
