"""The evening of one participant, and the screen of all of them, in Firefox and WebKit."""

from __future__ import annotations

import json

import pytest
from icalendar import Calendar

from tests.engines.pages import BEAMER, wait_for
from tests.engines.people import Phone

pytestmark = pytest.mark.browser

ANSWERS = ["green", "red", "orange", "green", "", "orange", *["red", "green", "green"] * 2]
STEP = "Ik bel Žofie op woensdag"


def test_a_participant_from_code_to_picture_of_the_group(
    weerbaar, code, new_page, accessible, photograph, tmp_path
):
    """Answers, looks, opens, plans, keeps, compares, takes back, shares, sees all, wipes."""
    weerbaar.share(code, 12)
    phone = Phone(new_page(), weerbaar).open(code)
    assert phone.page.evaluate("isSecureContext") is False, "as on a phone in a room"
    accessible(phone.page, "the beginning")
    phone.answer(ANSWERS)
    alone(phone, accessible, photograph)
    with_files(phone, accessible, tmp_path)
    shared_at_the_second_try(phone, code, accessible)
    weerbaar.reveal(code)
    phone.page.see("[data-step=group] [data-slot=group] .net svg")
    phone.page.see("[data-step=group] [data-slot=own] .net svg")
    accessible(phone.page, "the group's picture")
    photograph(phone.page, "group")
    phone.wipe()
    assert (phone.draft["answers"], phone.draft["plan"]) == ({}, None)
    assert STEP not in phone.kept


def alone(phone, accessible, photograph):
    """Picture, balance, advice and tips; a tip's tool is read in place."""
    page = phone.page
    page.see("[data-step=result] .balance svg")
    assert page.count("[data-step=result] .advice > li") > 0
    assert page.count("[data-step=result] .tips > li") == 5
    accessible(page, "the own result")
    photograph(page, "result")
    page.tap("[data-step=result] .tip [data-opens^=tool]")
    page.see("dialog[open][data-library] h1")
    accessible(page, "a tool that a tip leads to")
    page.tap("[data-library-go=close]")
    page.gone("dialog[data-library]")


def with_files(phone, accessible, tmp_path):
    """A plan becomes a calendar; one's own file is kept, and compared with."""
    phone.plan(STEP)
    accessible(phone.page, "a plan")
    events = Calendar.from_ical(phone.calendar()).events
    assert len(events) > 1
    assert any(STEP in event.get("DESCRIPTION", "") for event in events)
    file = tmp_path / "own.json"
    file.write_bytes(phone.keep_file())
    held = json.loads(file.read_bytes())
    assert list(held["answers"].values()) == [colour for colour in ANSWERS if colour]
    phone.compare(file)
    phone.page.see("[data-then] > details summary", "=")
    accessible(phone.page, "then and now")


def shared_at_the_second_try(phone, code, accessible):
    """What is taken back within some seconds was not shared; the second time it is, once."""
    before = phone.weerbaar.shared(code)
    phone.go("share")
    # A tap at once would be the second half of a double tap.
    phone.page.see("[data-left]", "4")
    phone.go("undo")
    phone.page.see("[data-go=share]")
    assert phone.draft["sharing"] == "none"
    assert phone.weerbaar.shared(code) == before
    phone.go("share")
    phone.page.see("[data-go=undo]")
    accessible(phone.page, "a share that can be taken back")
    phone.step("end")
    assert phone.weerbaar.shared(code) == before + 1
    accessible(phone.page, "the end")


def test_who_leaves_at_once_has_shared(weerbaar, code, new_page):
    """A share that could still be taken back is sent while the page goes away, and counts once."""
    phone = Phone(new_page(), weerbaar).open(code)
    phone.answer_fast(["green", "", "red"] * 4)
    phone.go("share")
    phone.page.see("[data-go=undo]")
    assert weerbaar.shared(code) == 0
    phone.page.open(f"{weerbaar.base}uitleg?taal=nl")
    wait_for(lambda: weerbaar.shared(code) == 1, "the share")
    phone.open(code)
    phone.step("end")
    assert weerbaar.shared(code) == 1


def test_the_screen_counts_and_shows_the_picture(weerbaar, code, new_page, accessible, photograph):
    """The code, how many are done as it grows, and the picture once it is shown."""
    page = new_page(size=BEAMER)
    page.open(weerbaar.addresses["screen_url"])
    page.see("[data-board][data-ready] .code", code)
    for people, done in ((3, "3"), (9, "12")):
        weerbaar.share(code, people)
        page.see(".tally b", done)
    accessible(page, "the screen with a code")
    weerbaar.reveal(code)
    page.see(".shown .net svg")
    accessible(page, "the screen with a picture")
    photograph(page, "screen")


def test_a_plan_without_a_test_is_kept_and_wiped(weerbaar, new_page, accessible):
    """Two files, a reload that finds it again, and nothing left after wiping."""
    page = new_page()
    page.open(f"{weerbaar.base}actieplan?taal=nl")
    page.see("[data-plan-form][data-ready]")
    page.click("[data-plan-form] [data-option] label")
    page.type("[data-plan-cards] [data-field=step]", STEP)
    phone = Phone(page, weerbaar)
    assert STEP in str(Calendar.from_ical(phone.calendar()).to_ical(), "utf-8")
    assert STEP in page.download("[data-plan-go=text]", ".txt").decode()
    accessible(page, "a plan on its own page")
    page.reload()
    page.see("[data-plan-form][data-ready]")
    wait_for(lambda: page.value("[data-plan-cards] [data-field=step]") == STEP, "the plan is back")
    page.tap("[data-plan-page=wipe]")
    page.tap("[data-plan-page=wiped]")
    page.see("[data-plan-wiped]", weerbaar.text("plan.say.wiped"))
    assert json.loads(phone.kept) == [{}, {}]
