"""The vote on a dilemma: quick on a phone, in a room where all look at the screen."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.people import PHONE, SMALL_PHONE
from tests.browser.test_small import FINGER, TOO_SMALL, TOO_WIDE
from weerbaar.room.dilemma import Posed
from weerbaar.room.meeting import Meeting

pytestmark = pytest.mark.browser


CASE = "de-stem-van-de-achterban"


def posed(weerbaar, code):
    """Choose the longest dilemma of a case for a session, as the facilitator's page does."""
    session = weerbaar.room.view(code).session
    dilemma = Posed(code, session.instrument, session.number - 1, CASE)
    weerbaar.data.meetings.write(Meeting(posed=dilemma))
    return weerbaar.data.content.cases[CASE]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_field_of_the_vote_is_one_screenful(weerbaar, people, accessible, photograph, language):
    """All three answers' rows and the way on are on the screen at once, each for a finger.

    The dilemma itself is read before the first sentence, and again by a tap beside the sentences.
    """
    code = weerbaar.new_session(instrument="dilemma", language=language)
    told = posed(weerbaar, code)[language].dilemma
    phone = people.phone().open(code, language)
    for part in (told.story, told.question, told.a, told.b):
        expect(phone.step("intro").get_by_text(part)).to_be_visible()
    accessible(phone.page, f"vote intro {language}")
    photograph(phone.page, f"vote-{language}-intro")
    phone.go("start")
    for name in ("dl-kiezen", "dl-dragen"):
        onward = phone.page.locator("[data-go=next]:visible")
        expect(onward).to_have_count(1)
        phone.page.evaluate("scrollTo(0, 0)")
        box = onward.bounding_box()
        assert box["y"] + box["height"] <= PHONE["height"]
        assert phone.page.evaluate(TOO_SMALL, FINGER) == []
        again = phone.page.locator("details.posed:visible")
        again.locator("summary").click()
        expect(again.get_by_text(told.a)).to_be_visible()
        photograph(phone.page, f"vote-{language}-{name}-read")
        again.locator("summary").click()
        phone.answer_block(["green", "orange", "red"])
        accessible(phone.page, f"vote {name} {language}")
        photograph(phone.page, f"vote-{language}-{name}")
        phone.go("next")
    phone.see_picture()
    accessible(phone.page, f"vote result {language}")


@pytest.mark.parametrize("size", [(1920, 1080), (1366, 768), (1024, 768)])
def test_a_dilemma_and_its_code_fit_the_beamer(weerbaar, people, accessible, photograph, size):
    """Story, question, A, B and QR code are on the screen at once, large enough for the back."""
    code = weerbaar.new_session(instrument="dilemma")
    told = posed(weerbaar, code)["nl"].dilemma
    screen = people.screen(weerbaar)
    width, height = size
    screen.set_viewport_size({"width": width, "height": height})
    for part in (told.story, told.question, told.a, told.b):
        found = screen.get_by_text(part)
        expect(found).to_be_visible()
        box = found.bounding_box()
        assert box["y"] + box["height"] <= height
        size_of = found.evaluate("one => parseFloat(getComputedStyle(one).fontSize)")
        assert size_of >= height / 45, part
    box = screen.locator(".qr svg").bounding_box()
    assert box["y"] + box["height"] <= height
    assert box["width"] >= height / 4
    assert screen.evaluate(TOO_WIDE, width) == []
    accessible(screen, f"beamer {width}")
    photograph(screen, f"vote-beamer-{width}", whole=False)


def test_a_vote_says_aloud_what_an_answer_means(weerbaar, people):
    """What is not beside a word is still part of the answer's name; nothing is too wide."""
    code = weerbaar.new_session(instrument="dilemma")
    phone = people.phone(SMALL_PHONE).open(code)
    phone.go("start")
    expect(phone.page.get_by_role("radio", name="ja Ik kies A.", exact=True)).to_be_visible()
    assert phone.page.evaluate(TOO_WIDE, SMALL_PHONE["width"]) == []
