"""The programme and its clock: what the facilitator presses arrives on the screen, which counts."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.people import BEAMER, SMALL_PHONE
from tests.browser.running import eventually
from tests.browser.test_small import FINGER, TOO_SMALL
from weerbaar.pages.meeting import Watch
from weerbaar.room.clock import clock

pytestmark = pytest.mark.browser


def digits(page):
    """What the clock of a page shows."""
    return page.locator("[data-clock-time]").text_content()


def tone(page, wanted):
    """Wait until the clock says by colour and words how it stands."""
    expect(page.locator(f"[data-clock][data-tone={wanted}]")).to_be_visible()


def seconds(shown):
    """Digits as seconds."""
    minutes, rest = shown.lstrip("+").split(":")
    return 60 * int(minutes) + int(rest)


def pass_time(weerbaar, code, passed):
    """Let the step of now have begun so many seconds earlier."""
    watch = Watch(weerbaar.data.meetings, clock())
    progress = watch.progress(weerbaar.room.sessions())
    assert progress.session.code == code
    earlier = progress.running.since - passed
    watch.keep(progress, dataclasses.replace(progress.running, since=earlier))


@pytest.fixture
def going(weerbaar, code, people):
    """A programme that was just started: the facilitator's page and the screen."""
    desk = people.desk().open()
    expect(desk.page.locator(".where")).to_contain_text(code)
    desk.chapter("programme")
    desk.press("agenda_length", "90")
    desk.press("run_start")
    screen = people.screen()
    tone(screen, "left")
    return desk, screen


def test_the_clock_runs_and_what_is_pressed_arrives(weerbaar, code, going):
    """The screen counts by itself, also without a network; pause, extend and next reach it."""
    desk, screen = going
    before = digits(screen)
    expect(screen.locator("[data-clock-time]")).not_to_have_text(before)
    assert seconds(digits(screen)) < seconds(before)
    assert abs(seconds(digits(screen)) - seconds(digits(desk.page))) <= 3
    screen.context.set_offline(True)
    before = digits(screen)
    expect(screen.locator("[data-clock-time]")).not_to_have_text(before)
    screen.context.set_offline(False)
    desk.press("run_pause")
    tone(screen, "paused")
    assert digits(screen) == digits(desk.page)
    desk.press("run_resume")
    tone(screen, "left")
    desk.press("run_extend", "0 5")
    expect(screen.locator("[data-clock-time]")).to_have_text(re.compile(r"^(9|10):"))
    said = screen.locator("[data-clock-say]")
    for block in ("explain", "test"):
        desk.press("run_next")
        title = weerbaar.data.content.agenda.block(block).title["nl"]
        expect(screen.locator(".strip b")).to_have_text(title)
        expect(said).to_have_text(weerbaar.text("running.say.begin", title=title))
    desk.press("run_back")
    expect(screen.locator(".strip b")).not_to_have_text(title)
    pass_time(weerbaar, code, 600)
    tone(screen, "over")
    expect(screen.locator("[data-clock-time]")).to_have_text(re.compile(r"^\+"))
    expect(said).to_have_text(weerbaar.text("running.say.over"))
    desk.press("run_stop")
    expect(screen.locator("[data-clock]")).to_have_count(0)


def test_a_reload_changes_nothing(weerbaar, code, going):
    """Both pages may be loaded again, and the step and its time are still there."""
    desk, screen = going
    desk.press("run_next")
    expect(screen.locator(".strip b")).to_have_text(
        weerbaar.data.content.agenda.block("explain").title["nl"]
    )
    for page in (desk.page, screen):
        before = seconds(digits(page))
        page.reload()
        tone(page, "left")
        assert 0 <= before - seconds(digits(page)) < 120


def test_the_programme_can_be_had_as_a_file(weerbaar, code, going):
    """The button hands over a PDF."""
    desk, _ = going
    desk.chapter("programme")
    with desk.page.expect_download() as waiting:
        desk.press("agenda_pdf")
    assert waiting.value.suggested_filename == weerbaar.text("agenda.file", n=90)
    assert Path(waiting.value.path()).read_bytes().startswith(b"%PDF")


def test_the_programme_can_be_printed_without_the_rest_of_the_page(weerbaar, going):
    """On paper stands the programme alone, with all that is said; afterwards all is as it was."""
    desk, _ = going
    desk.chapter("programme")
    page = desk.page
    page.evaluate("window.print = () => {}")
    page.emulate_media(media="print")
    page.locator("#agenda-print").evaluate("(button) => button.click()")
    expect(page.locator("#script-close .says")).to_be_visible()
    expect(page.locator("[data-region=running]")).to_be_hidden()
    expect(page.locator("h1")).to_be_hidden()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    expect(page.locator("#script-close .says")).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_programme_and_its_clock_meet_no_barrier(
    weerbaar, people, accessible, photograph, language
):
    """Free of violations, wide and narrow; on the screen all of it fits, whatever the time."""
    code = weerbaar.new_session(language=language)
    desk = people.desk().open()
    desk.press("language", language)
    expect(desk.page.locator("h1")).to_have_text(weerbaar.text("facilitator.title", language))

    def check(name):
        accessible(desk.page, f"{name} {language}")
        photograph(desk.page, f"desk-{language}-{name}")
        desk.page.set_viewport_size(SMALL_PHONE)
        width = desk.page.evaluate("document.scrollingElement.scrollWidth")
        assert width <= SMALL_PHONE["width"], f"{name} scrolls sideways"
        assert desk.page.evaluate(TOO_SMALL, FINGER) == [], name
        photograph(desk.page, f"desk-small-{language}-{name}")
        desk.page.set_viewport_size({"width": 1366, "height": 900})

    desk.chapter("programme")
    desk.press("agenda_length", "90")
    desk.press("agenda_edit")
    expect(desk.page.locator("#agenda-add-button")).to_be_visible()
    for summary in desk.page.locator(".agenda summary:visible").all():
        summary.click()
    check("agenda")
    desk.press("agenda_length", "60")
    desk.page.locator("#more-picture").click()
    desk.press("agenda_length", "45")
    expect(desk.page.locator("#agenda-anew")).to_be_visible()
    check("agenda-asks")
    desk.press("cancel")
    desk.press("run_alone")
    tone(desk.page, "left")
    check("running")
    screen = people.screen()

    def check_screen(name, wanted):
        tone(screen, wanted)
        accessible(screen, f"screen {name} {language}")
        photograph(screen, f"screen-{language}-{name}", whole=False)
        height = screen.evaluate("document.documentElement.scrollHeight")
        assert height <= BEAMER["height"], f"{name}: nobody can scroll a beamer"

    check_screen("step", "left")
    pass_time(weerbaar, code, 60 * 60)
    check_screen("over", "over")
    desk.press("run_pause")
    desk.press("run_stop")
    desk.press("run_close")
    desk.press("run_start")
    expect(screen.locator(".strip")).to_be_visible()
    check_screen("strip", "left")
    desk.press("run_stop")
    eventually(lambda: weerbaar.data.meetings.read().running.pace == "done", desk.page)
