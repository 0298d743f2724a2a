"""What goes wrong in a room: lost networks, dead servers, sleeping phones."""

from __future__ import annotations

import os
import signal

import pytest
from playwright.sync_api import expect

from tests.browser.running import eventually
from tests.browser.wire import Wire

pytestmark = pytest.mark.browser

RED = ["red"] * 12


def kill(process) -> None:
    """End a process as the kernel does when memory is short."""
    os.kill(process.pid, signal.SIGKILL)
    process.wait(30)


def expect_waiting(phone) -> None:
    """Sharing is told to be unconfirmed, and nothing looks finished."""
    waiting = phone.weerbaar.text("participant.state.waiting")
    expect(phone.state).to_have_text(waiting)
    assert phone.page.locator("[data-step=end]").is_hidden()


@pytest.mark.parametrize("how", ["cut", "clogged"])
def test_a_share_without_network_is_delivered_later(weerbaar, code, people, wire, how):
    """It is told that the share is not confirmed; once the network is back it counts, once."""
    phone = people.phone().open(code, base=wire.base)
    phone.answer_all(RED)
    phone.see_picture()
    if how == "cut":
        phone.page.context.set_offline(True)
        wire.cut()
    else:
        wire.clogged = True
    phone.tap_share()
    expect_waiting(phone)
    assert weerbaar.shared(code) == 0
    wire.mend()
    phone.page.context.set_offline(False)
    phone.step("end")
    assert weerbaar.shared(code) == 1
    assert weerbaar.room.view(code).session.done == 1


def test_who_does_not_share_reads_that_no_answer_is_sent(weerbaar, code, people, wire):
    """While being done cannot be passed on, the page says that nothing else is; then it ends."""
    phone = people.phone().open(code, base=wire.base)
    phone.answer_all(RED)
    phone.see_picture()
    wire.clogged = True
    phone.go("keep")
    expect(phone.state).to_have_text(weerbaar.text("participant.state.keeping"))
    phone.page.wait_for_timeout(3500)
    expect(phone.state).to_have_text(weerbaar.text("participant.state.keeping"))
    wire.mend()
    phone.step("end")
    assert weerbaar.shared(code) == 0
    assert weerbaar.room.view(code).session.done == 1


def test_an_answer_that_got_lost_on_the_way_back_counts_once(weerbaar, code, people, wire):
    """When only the confirmation is lost, the phone tries again and is still counted once."""
    phone = people.phone().open(code, base=wire.base)
    phone.answer_all(RED)
    phone.see_picture()
    wire.mute = True
    phone.tap_share()
    eventually(lambda: weerbaar.shared(code) == 1, phone.page)
    expect_waiting(phone)
    wire.mend()
    phone.step("end")
    assert weerbaar.shared(code) == 1


def test_a_waiting_share_survives_closing_the_page(weerbaar, code, people, wire):
    """Who closes the page before the confirmation is delivered on coming back, counted once."""
    phone = people.phone().open(code, base=wire.base)
    phone.answer_all(RED)
    phone.see_picture()
    wire.mute = True
    phone.tap_share()
    eventually(lambda: weerbaar.shared(code) == 1, phone.page)
    phone.page.goto("about:blank")
    wire.mend()
    phone.open(code, base=wire.base).step("end")
    assert weerbaar.shared(code) == 1


def test_every_answer_may_get_lost_once(weerbaar, code, people):
    """Whatever is asked, the first answer never comes: all of it works, and is counted once."""
    phone = people.phone()
    tries = {}

    def lose(route):
        name = route.request.url.split("?")[0]
        tries[name] = tries.get(name, 0) + 1
        if tries[name] > 1:
            route.continue_()
        else:
            route.fetch()
            route.abort()

    for part in ("sessie/**", "pakket/**", "**/later.js*"):
        phone.page.route(f"{weerbaar.base}{part}" if part[0] != "*" else part, lose)
    phone.open(code)
    phone.answer_all(RED)
    phone.see_picture()
    phone.share()
    weerbaar.share(code, 6)
    weerbaar.reveal(code)
    expect(phone.step("group").locator("[data-slot=group] .net svg")).to_be_visible()
    assert {name.rsplit("/", 1)[1] for name in tries} >= {"begin", "deel", "stand", "beeld"}
    session = weerbaar.room.view(code).session
    assert (session.joined, session.done) == (7, 7)


def test_a_busy_server_is_asked_again(weerbaar, code, people):
    """When the server says that it is busy the page says so, and then the share counts, once."""
    phone = people.phone().open(code)
    phone.answer_all(RED)
    phone.see_picture()
    answer = {"error": "druk", "code": "busy", "retry": True}
    phone.page.route("**/deel", lambda route: route.fulfill(status=503, json=answer))
    phone.tap_share()
    busy = weerbaar.text("participant.connection.busy")
    expect(phone.page.locator("[data-connection]")).to_have_text(busy)
    expect_waiting(phone)
    phone.page.unroute("**/deel")
    phone.step("end")
    expect(phone.page.locator("[data-connection]")).to_be_hidden()
    assert weerbaar.shared(code) == 1


def test_a_share_that_is_refused_is_told(weerbaar, code, people):
    """A refusal ends the sharing with its sentence, and the person can decide anew."""
    phone = people.phone().open(code)
    phone.answer_all(RED)
    phone.see_picture()
    answer = {"error": "Dit kan nu niet.", "code": "other", "retry": False}
    phone.page.route("**/deel", lambda route: route.fulfill(status=409, json=answer))
    phone.tap_share()
    expect(phone.page.locator("[data-notice]")).to_have_text("Dit kan nu niet.")
    expect(phone.state).to_have_text(weerbaar.text("participant.state.none"))
    phone.page.unroute("**/deel")
    phone.share()


def test_a_server_killed_before_its_confirmation_counts_once(start, people):
    """Killed between share and confirmation and started again, the server counts one sheet."""
    weerbaar = start().start()
    code = weerbaar.addresses["session_code"]
    host, port = weerbaar.base.split("//")[1].strip("/").split(":")
    wire = Wire(host, int(port))
    phone = people.phone(weerbaar=weerbaar).open(code, base=wire.base)
    phone.answer_all(RED)
    phone.see_picture()
    wire.mute = True
    phone.tap_share()
    eventually(lambda: weerbaar.shared(code) == 1, phone.page)
    kill(weerbaar.server("weerbaar.serve.participants"))
    eventually(lambda: weerbaar.process.poll() is not None, phone.page, what="its end")
    assert weerbaar.text("start.stopped") in weerbaar.said
    expect_waiting(phone)
    weerbaar.stop()
    weerbaar.start(port=int(port))
    assert weerbaar.addresses["session_code"] == code
    wire.mend()
    phone.step("end")
    assert weerbaar.shared(code) == 1
    assert weerbaar.room.view(code).session.done == 1
    wire.close()


def test_closed_in_the_meantime(weerbaar, code, people):
    """Who shares too late is told so, and keeps the own picture."""
    early, late = people.phone().open(code), people.phone().open(code)
    for phone in (early, late):
        phone.answer_all(RED)
        phone.see_picture()
    # This one hears of nothing until it shares.
    early.page.evaluate("Object.defineProperty(document, 'hidden', {get: () => true})")
    weerbaar.room.close(code)
    closed = weerbaar.text("participant.state.closed")
    early.tap_share()
    expect(early.state).to_have_text(closed)
    early.see_picture()
    expect(late.state).to_have_text(closed)
    expect(late.page.locator("[data-go=share]")).to_be_hidden()
    late.see_picture()
    early.reload().see_picture()
    expect(early.state).to_have_text(closed)
    assert weerbaar.shared(code) == 0


def test_a_phone_that_slept_finds_everything_back(weerbaar, code, people, wire):
    """Frozen, and its connections dropped: it wakes to its own picture and that of the group."""
    phone = people.phone().open(code, base=wire.base)
    phone.answer_all(RED)
    phone.see_picture()
    phone.share()
    sleep = phone.page.context.new_cdp_session(phone.page)
    sleep.send("Page.setWebLifecycleState", {"state": "frozen"})
    wire.drop()
    weerbaar.share(code, 6)
    weerbaar.reveal(code)
    sleep.send("Page.setWebLifecycleState", {"state": "active"})
    group = phone.step("group")
    expect(group.locator("[data-slot=group] .net svg")).to_be_visible()
    expect(group.locator("[data-slot=own] .net svg")).to_be_visible()


def test_a_phone_that_slept_over_its_draft_goes_on(weerbaar, code, people, wire):
    """Half way through, a phone that slept goes on where it was; also when the session is over."""
    phone = people.phone().open(code, base=wire.base)
    phone.go("start")
    phone.answer_block(["red", "green", "orange"])
    wire.drop()
    weerbaar.room.close(code)
    weerbaar.room.archive(code)
    phone.reload()
    assert list(phone.draft["answers"].values()) == ["red", "green", "orange"]
    for _ in range(4):
        phone.go("next")
    phone.see_picture()
    expect(phone.page.locator("[data-go=share]")).to_be_hidden()


def test_a_double_tap_shares_once(weerbaar, code, people):
    """Tapping twice, and tapping both buttons, counts one person once."""
    phone = people.phone().open(code)
    phone.answer_all(RED)
    phone.page.evaluate(
        "() => ['share', 'share', 'keep', 'share'].forEach((name) =>"
        " document.querySelector(`[data-go=${name}]`).click())"
    )
    phone.leave()
    phone.step("end")
    assert weerbaar.shared(code) == 1
    session = weerbaar.room.view(code).session
    assert (session.joined, session.done) == (1, 1)


def test_two_tabs_are_one_person(weerbaar, code, people):
    """Two tabs of one browser show the same answers and the same decision, and count once."""
    phone = people.phone().open(code)
    other = type(phone)(phone.page.context.new_page(), weerbaar).open(code)
    phone.page.bring_to_front()
    phone.answer_all(RED)
    other.reload().see_picture()
    phone.share()
    shared = weerbaar.text("participant.state.shared")
    expect(other.state).to_have_text(shared)
    expect(other.page.locator("[data-go=keep]")).to_be_hidden()
    assert weerbaar.shared(code) == 1
    session = weerbaar.room.view(code).session
    assert (session.joined, session.done) == (1, 1)


def test_a_late_word_from_another_tab_undoes_nothing(weerbaar, code, people):
    """A tab that did not know yet of a share writes what it knew: the share goes on and counts."""
    phone = people.phone().open(code)
    other = type(phone)(phone.page.context.new_page(), weerbaar).open(code)
    phone.page.bring_to_front()
    phone.answer_all(RED)
    unaware = (
        "() => { const key = Object.keys(localStorage).find((one) => one.startsWith('weerbaar:'));"
        " const draft = JSON.parse(localStorage.getItem(key));"
        " localStorage.setItem(key, JSON.stringify({...draft, sharing: 'none'})); }"
    )
    phone.go("share")
    other.page.evaluate(unaware)
    phone.leave()
    phone.step("end")
    other.page.evaluate(unaware)
    phone.page.wait_for_function(
        "() => Object.keys(localStorage).every((key) => !key.startsWith('weerbaar:')"
        " || JSON.parse(localStorage.getItem(key)).sharing === 'shared')"
    )
    expect(phone.state).to_have_text(weerbaar.text("participant.state.shared"))
    assert weerbaar.shared(code) == 1


def test_wiped_in_one_tab_is_wiped_in_the_other(weerbaar, code, people):
    """Also what the other tab had made of it goes: who takes over that tab finds nothing there."""
    phone = people.phone().open(code).complete()
    other = type(phone)(phone.page.context.new_page(), weerbaar).open(code)
    phone.page.bring_to_front()
    phone.answer_all(RED)
    other.reload().complete().see_picture()
    other.page.locator("[data-step=result] details.make > summary").click()
    other.page.locator("[data-option] input:visible").first.check()
    other.page.locator("[data-plan-go=copy]").click()
    text = other.page.locator("[data-plan-copied] textarea")
    expect(text).not_to_have_value("")
    phone.go("wipe")
    phone.go("wiped")
    expect(other.page.locator("[data-slot=own] svg")).to_have_count(0)
    expect(text).to_have_value("")
