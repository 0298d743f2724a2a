"""Nothing for axe to find: every page, every step, in both languages."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.people import BEAMER
from weerbaar.pages.facilitator.chapters import Chapter

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("language", ["nl", "en"])]

MIXED = ["green", "red", "orange", "", "green", "orange", "red", "red", "green", "green", "", "red"]


def test_a_participant_meets_no_barrier(weerbaar, people, accessible, photograph, language):
    """Every step of the self-test is free of violations, from the intro to the group's picture."""
    code = weerbaar.new_session(language=language)
    phone = people.phone().open(code)

    def check(step):
        accessible(phone.page, f"{step} {language}")
        photograph(phone.page, f"phone-{language}-{step}")

    check("intro")
    phone.page.locator("summary:visible").click()
    check("intro-all")
    phone.go("start")
    for index in range(4):
        phone.answer_block(MIXED[3 * index : 3 * index + 3])
        check(f"block-{index + 1}")
        phone.go("next")
    phone.see_picture()
    for summary in phone.page.locator("summary:visible").all():
        summary.click()
    check("result")
    phone.page.locator("[data-step=result] [data-opens]:visible").first.click()
    check("opened")
    phone.page.keyboard.press("Escape")
    phone.go("wipe")
    expect(phone.page.locator("dialog[open]")).to_be_visible()
    check("wipe")
    phone.go("unwipe")
    phone.go("share")
    check("sending")
    phone.leave()
    phone.step("end")
    check("end")
    weerbaar.share(code, 14)
    weerbaar.reveal(code)
    group = phone.step("group")
    expect(group.locator("[data-slot=own] .net svg")).to_be_visible()
    for summary in phone.page.locator("summary:visible").all():
        summary.click()
    check("group")


def test_pages_around_the_test_have_no_barrier(weerbaar, people, accessible, photograph, language):
    """Landing page, tool, refusals and the private self-test are free of violations."""
    page = people.page(size={"width": 390, "height": 844})
    for name, address in {
        "landing": "",
        "landing-refused": "?code=ACDEFG&",
        "unknown-code": "ACDEFG",
        "unknown-page": "bestaat-niet",
        "tools": "hulp",
        "tool": f"hulp/{weerbaar.tool}",
        "private": "zelf",
    }.items():
        path = address if address.endswith("&") else f"{address}?"
        page.goto(f"{weerbaar.base}{path}taal={language}")
        assert page.locator("html").get_attribute("lang") == language
        accessible(page, f"{name} {language}")
        photograph(page, f"page-{language}-{name}")


def test_a_facilitator_meets_no_barrier(weerbaar, people, accessible, photograph, language):
    """The facilitator's page is free of violations in each phase, also when it asks."""
    code = weerbaar.new_session(language=language)
    weerbaar.share(code, 15)
    desk = people.desk().open()
    desk.press("language", language)
    expect(desk.page.locator("h1")).to_have_text(weerbaar.text("facilitator.title", language))

    def check(phase):
        accessible(desk.page, f"facilitator {phase} {language}")
        photograph(desk.page, f"desk-{language}-{phase}")

    for summary in desk.page.locator("summary:visible").all():
        summary.click()
    check("open")
    desk.press("ask", "close")
    expect(desk.page.locator("#close-now")).to_be_visible()
    check("asked")
    desk.press("close")
    desk.press("reveal")
    refusal = weerbaar.text("errors.heads_missing", language)
    expect(desk.told).to_have_text(refusal)
    check("refused")
    desk.enter_heads("15")
    expect(desk.told).to_have_text(weerbaar.text("facilitator.notice.heads", language, n=15))
    desk.press("reveal")
    expect(desk.page.locator("[data-region=result] .net svg")).to_be_visible()
    for name in Chapter:
        desk.chapter(name)
        folded = desk.page.locator("details:visible")
        folded.evaluate_all("parts => parts.forEach((part) => part.setAttribute('open', ''))")
        check(f"released-{name}")
    weerbaar.room.archive(code)
    expect(desk.page.locator("#chapter-now")).to_have_count(0)
    check("none")
    desk.press("show", code)
    expect(desk.page.locator("#back")).to_be_visible()
    check("earlier")


def test_a_small_group_and_a_session_on_paper_meet_no_barrier(
    weerbaar, people, accessible, photograph, language
):
    """The offer of a talk without figures, the talk itself, and a count on paper to its end."""
    weerbaar.room.archive(weerbaar.new_session(language=language))
    desk = people.desk().open()
    desk.press("language", language)
    page = desk.page

    def check(moment):
        accessible(page, f"facilitator {moment} {language}")
        photograph(page, f"desk-{language}-{moment}")

    page.locator("#next-group_type").select_option("fractie")
    page.locator("#next-size_class").select_option("under-5")
    page.locator("#open").click()
    start = page.locator("#few-run")
    expect(start).to_be_visible()
    check("few")
    cut = "parts => parts.filter((one) => one.scrollWidth > one.clientWidth).length"
    assert page.locator(".scroll:visible").evaluate_all(cut) == 0, "nothing is cut off on a laptop"
    start.click()
    expect(page.locator("#run-title")).to_be_visible()
    check("few-runs")
    desk.press("run_stop")
    page.locator("#next-group_type").select_option("gemeenteraad")
    page.locator("#next-size_class").select_option("10-19")
    page.locator("#next-kind").select_option("paper")
    page.locator("#open").click()
    asked = page.locator("#open-now")  # after a session of today with the same statements
    expect(asked.or_(page.locator("#save-paper")).first).to_be_visible()
    if asked.is_visible():
        check("paper-asked")
        asked.click()
    expect(page.locator("#save-paper")).to_be_visible()
    desk.enter_heads("14")
    page.locator("#cards").fill("99")
    for field in page.locator("table.paper input").all():
        field.fill("1")
    desk.press("paper")
    expect(desk.told).to_have_text(weerbaar.text("errors.cards_many", language, heads=14, cards=99))
    expect(desk.told).to_be_in_viewport()
    check("paper-refused")
    page.locator("#cards").fill("3")
    desk.press("paper")
    expect(page.locator("#close.main")).to_be_visible()
    desk.close()
    desk.press("reveal")
    expect(desk.told).to_have_text(weerbaar.text("facilitator.notice.few_cards", language))
    check("paper-guide")


def test_the_screen_has_no_barrier(weerbaar, people, accessible, photograph, language):
    """The beamer's page is free of violations in each phase, and what matters fits on it."""
    code = weerbaar.new_session(language=language)
    weerbaar.room.archive(code)
    screen = people.screen()

    def check(phase, sign):
        expect(screen.locator(sign)).to_be_visible()
        accessible(screen, f"screen {phase} {language}")
        photograph(screen, f"screen-{language}-{phase}", whole=False)
        height = screen.evaluate("document.documentElement.scrollHeight")
        assert height <= BEAMER["height"], f"{phase}: nobody can scroll a beamer"

    check("none", ".lead")
    for people_sharing, sign in ((15, ".net svg"), (7, ".net svg"), (3, "ol")):
        code = weerbaar.new_session(language=language)
        weerbaar.share(code, people_sharing)
        if people_sharing == 15:
            check("open", ".qr svg")
            weerbaar.room.close(code)
            check("closed", ".closed .tally")
        weerbaar.reveal(code)
        check(f"released-{people_sharing}", sign)
