"""The vote on a dilemma: quick on a phone, in a room where all look at the screen."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.people import PHONE, SMALL_PHONE
from tests.browser.test_small import FINGER, TOO_SMALL, TOO_WIDE

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_field_of_the_vote_is_one_screenful(weerbaar, people, accessible, photograph, language):
    """All three answers' rows and the way on are on the screen at once, each for a finger."""
    code = weerbaar.new_session(instrument="dilemma", language=language)
    phone = people.phone().open(code, language)
    phone.go("start")
    for name in ("dl-kiezen", "dl-dragen"):
        onward = phone.page.locator("[data-go=next]:visible")
        expect(onward).to_have_count(1)
        phone.page.evaluate("scrollTo(0, 0)")
        box = onward.bounding_box()
        assert box["y"] + box["height"] <= PHONE["height"]
        assert phone.page.evaluate(TOO_SMALL, FINGER) == []
        phone.answer_block(["green", "orange", "red"])
        accessible(phone.page, f"vote {name} {language}")
        photograph(phone.page, f"vote-{language}-{name}")
        phone.go("next")
    phone.see_picture()
    accessible(phone.page, f"vote result {language}")


def test_a_vote_says_aloud_what_an_answer_means(weerbaar, people):
    """What is not beside a word is still part of the answer's name; nothing is too wide."""
    code = weerbaar.new_session(instrument="dilemma")
    phone = people.phone(SMALL_PHONE).open(code)
    phone.go("start")
    expect(phone.page.get_by_role("radio", name="ja Ik kies A.", exact=True)).to_be_visible()
    assert phone.page.evaluate(TOO_WIDE, SMALL_PHONE["width"]) == []
