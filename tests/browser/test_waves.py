"""Two waves of one group: then and now on every screen, and one's own on one's own phone."""

from __future__ import annotations

import json
import secrets

import pytest
from playwright.sync_api import expect

from tests.browser.people import PHONE, SMALL_PHONE
from tests.browser.test_small import FINGER, TOO_SMALL, TOO_WIDE
from weerbaar.catalog import Voice
from weerbaar.model import AnswerSheet, Colour

pytestmark = pytest.mark.browser

BEFORE = ["red", "red", "orange", "green", "green", "", "orange"] + ["green"] * 5
AFTER = ["green", "red", "green", "green", "green", "green", "red"] + ["red"] * 5


def shared(weerbaar, code, colour, people=12):
    """People who all answer everything alike share."""
    sheet = AnswerSheet(
        weerbaar.instrument, {s.id: Colour(colour) for s in weerbaar.instrument.statements}
    )
    for _ in range(people):
        weerbaar.room.share(code, secrets.token_hex(16), sheet)


def test_the_next_wave_shows_then_and_now(weerbaar, people, accessible, photograph):
    """Chosen on the facilitator's page, warned about, and shown after the reveal everywhere."""
    first = weerbaar.new_session(group_type="fractie", size_class="10-19")
    shared(weerbaar, first, "red")
    weerbaar.reveal(first)
    desk, screen = people.desk().open(), people.screen()
    desk.chapter("sessions")
    desk.page.locator("#wave summary").click()
    expect(desk.page.locator("#wave-wave")).to_have_value(first)
    desk.press("ask_wave")
    expect(desk.page.get_by_text(weerbaar.text("wave.next.same_day"))).to_be_visible()
    accessible(desk.page, "a next wave, asked")
    photograph(desk.page, "wave-asked")
    desk.press("wave", first)
    expect(desk.page.locator(".where").first).not_to_contain_text(first)
    second = weerbaar.room.current()
    assert (second.wave_of, second.group_type, second.size_class) == (first, "fractie", "10-19")
    expect(desk.page.locator(".where").last).to_contain_text(first)

    phone = people.phone().open(second.code)
    day = Voice(weerbaar.house.content, "nl").day(second.day)
    expect(phone.step("intro")).to_contain_text(day)
    phone.answer_all(AFTER)
    phone.share()
    shared(weerbaar, second.code, "green", 13)
    desk.enter_heads("14")
    desk.close()
    desk.press("reveal")
    title, more = (
        weerbaar.text("wave.title"),
        weerbaar.text(
            "wave.verdicts.lower", green="groen", then=weerbaar.text("wave.same_day.then")
        ),
    )
    expect(desk.page.get_by_role("img", name=title)).to_be_visible()
    expect(desk.page.get_by_text(weerbaar.text("wave.prove"))).to_be_visible()
    expect(screen.get_by_role("img", name=title)).to_be_visible()
    expect(phone.step("group").locator(".then-now")).to_contain_text(more)
    desk.page.locator("#change-statements summary").click()
    for page, where in ((desk.page, "desk"), (screen, "screen"), (phone.page, "phone")):
        accessible(page, f"then and now on the {where}")
        photograph(page, f"wave-{where}", whole=page is not screen)
    assert screen.evaluate("document.documentElement.scrollHeight") <= 1080


def keep_and_answer_again(weerbaar, phone, tmp_path):
    """Keep a result, begin anew and answer otherwise; gives the file and the first draft."""
    title = phone.page.get_by_text(weerbaar.text("participant.keep.title"))
    phone.answer_all(BEFORE)
    phone.see_picture()
    title.click()
    with phone.page.expect_download() as download:
        phone.go("save")
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    first = phone.draft
    phone.page.evaluate("localStorage.clear()")
    phone.reload()
    phone.answer_all(AFTER)
    phone.see_picture()
    title.click()
    return file, first


def wrong_files(written):
    """What is not to be compared with, and what is said of it."""
    held = json.loads(written)
    tinted = dict.fromkeys(held["answers"], "<img src=x onerror=alert(1)>")
    return [
        ("[1, 2", "not_ours"),
        ('{"a": 1}', "not_ours"),
        ("null", "not_ours"),
        (json.dumps({**held, "answers": {"nobody": "red"}}), "not_ours"),
        (json.dumps({**held, "answers": tinted}), "not_ours"),
        (written + " " * 30_000, "not_ours"),
        (json.dumps({**held, "digest": "other"}), "other_version"),
        (json.dumps({**held, "format": 2}), "other_version"),
        (json.dumps({**held, "instrument": "other"}), "other_test"),
    ]


def refuse_wrong_files(weerbaar, phone, written):
    """Each file that does not fit gets its own kind sentence, and nothing is lost."""
    answers = phone.draft["answers"]
    told = phone.page.locator("[data-kept]")
    for content, key in wrong_files(written):
        bad = {"name": "x.json", "mimeType": "application/json", "buffer": content.encode()}
        phone.page.evaluate("document.querySelector('[data-kept]').textContent = ''")
        phone.page.locator("[data-file]").set_input_files(bad)
        expect(told).to_have_text(weerbaar.text(f"participant.keep.say.{key}"))
    assert phone.page.locator("[data-then] details").count() == 0
    assert phone.draft["answers"] == answers


def compare(weerbaar, phone, file):
    """Pick the file by keyboard and unfold what it says, quadrant by quadrant."""
    with phone.page.expect_file_chooser() as picked:
        phone.page.locator("[data-go=compare]").press("Enter")
    picked.value.set_files(file)
    quadrants = phone.page.locator("[data-then] > details")
    expect(quadrants).to_have_count(4)
    for index, word in enumerate(("more", "unsure", "less", "less")):
        said = weerbaar.text(f"participant.keep.say.{word}")
        expect(quadrants.nth(index).locator("summary")).to_contain_text(said)
        quadrants.nth(index).locator("summary").press("Enter")
    row = quadrants.first.locator("li").first
    expect(row).to_contain_text("toen rood \N{RIGHTWARDS ARROW} nu groen")
    expect(row).to_contain_text(weerbaar.text("participant.keep.say.changed"))


def test_a_phone_compares_with_its_own_file_and_sends_nothing(
    weerbaar, code, people, accessible, photograph, tmp_path
):
    """A file of answers alone is compared with offline, on small screens; wiping takes it away."""
    phone = people.phone().open(code)
    file, first = keep_and_answer_again(weerbaar, phone, tmp_path)
    written = file.read_text(encoding="utf-8")
    held = json.loads(written)
    assert set(held) == {"weerbaar", "format", "instrument", "digest", "day", "answers"}
    assert held["answers"] == {k: v for k, v in first["answers"].items() if v}
    assert code not in file.name + written
    assert first["token"] not in written

    phone.page.context.set_offline(True)
    phone.complete()
    asked = [url for url in people.urls if "/stand?" not in url]
    refuse_wrong_files(weerbaar, phone, written)
    compare(weerbaar, phone, file)
    accessible(phone.page, "own then and now")
    for size in (PHONE, SMALL_PHONE):
        phone.page.set_viewport_size(size)
        photograph(phone.page, f"wave-own-{size['width']}")
        assert phone.page.evaluate("document.scrollingElement.scrollWidth") <= size["width"]
        assert phone.page.evaluate(TOO_WIDE, size["width"]) == []
        assert phone.page.evaluate(TOO_SMALL, FINGER) == []
    assert [url for url in people.urls if "/stand?" not in url] == asked

    phone.go("wipe")
    phone.go("wiped")
    phone.step("intro")
    for place in ("[data-then]", "[data-kept]"):
        assert phone.page.locator(place).inner_html() == ""
    phone.page.context.set_offline(False)


def test_a_second_session_on_one_day_asks_first(weerbaar, people, accessible, photograph):
    """The facilitator answers the question, and who comes reads what two pictures can tell."""
    first = weerbaar.new_session()
    shared(weerbaar, first, "green")
    weerbaar.reveal(first)
    desk = people.desk().open()
    desk.chapter("sessions")
    if not desk.page.locator("#open").is_visible():
        desk.page.locator("#next summary").click()
    desk.press("open")
    expect(desk.page.locator("#beside")).to_contain_text(first)
    accessible(desk.page, "a second session, asked")
    photograph(desk.page, "same-day-asked")
    desk.page.locator("#open-now").click()
    expect(desk.told).not_to_be_empty()
    second = weerbaar.room.current().code
    assert second != first
    photograph(desk.page, "same-day-open")
    phone = people.phone().open(second)
    sentences = {s.id: s.text["nl"] for s in weerbaar.house.content.privacy.sentences}
    expect(phone.step("intro")).to_contain_text(sentences["same_day"])
    photograph(phone.page, "same-day-phone")
