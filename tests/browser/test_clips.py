"""The clips on a phone: they move, they stop when told to, and who wants no motion gets none."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.people import PHONE, SMALL_PHONE

pytestmark = pytest.mark.browser

STATES = """(scene) => document.getAnimations()
    .filter((one) => scene.contains(one.effect.target)).map((one) => one.playState)"""


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_explanation_has_no_barrier(weerbaar, people, accessible, photograph, language):
    """No violation, nothing too wide on the smallest phone, no script; each picture has words."""
    for size in (PHONE, SMALL_PHONE):
        page = people.page(size=size)
        page.goto(f"{weerbaar.base}uitleg?taal={language}")
        accessible(page, f"clips {language}")
        photograph(page, f"clips-{language}-{size['width']}")
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        assert page.locator("script").count() == 0
        expect(page.get_by_role("img")).to_have_count(3)
        tall = "(all) => all.map((one) => one.getBoundingClientRect().height)"
        assert min(page.locator(".stage label, .now a").evaluate_all(tall)) >= 44


def test_each_clip_is_paused_by_keyboard(weerbaar, people):
    """Space on its control stops one scene and no other; again, and it goes on."""
    page = people.page(size=PHONE)
    page.goto(f"{weerbaar.base}uitleg?taal=nl")
    first, second = (page.locator(".stage").nth(n) for n in (0, 1))
    assert set(first.evaluate(STATES)) == {"running"}
    page.get_by_role("checkbox").first.focus()
    page.keyboard.press("Space")
    expect(page.get_by_role("checkbox").first).to_be_checked()
    assert set(first.evaluate(STATES)) == {"paused"}
    assert set(second.evaluate(STATES)) == {"running"}
    page.keyboard.press("Space")
    assert set(first.evaluate(STATES)) == {"running"}


@pytest.mark.parametrize("media", [{"reduced_motion": "reduce"}, {"media": "print"}])
def test_who_wants_no_motion_gets_the_end(weerbaar, people, media):
    """With less motion, and on paper, nothing moves, all is whole, and there is no control."""
    page = people.page(size=PHONE)
    page.emulate_media(**media)
    page.goto(f"{weerbaar.base}uitleg?taal=nl")
    assert page.evaluate("document.getAnimations().length") == 0
    expect(page.locator(".stage input:visible, .stage label:visible")).to_have_count(0)
    shown = "(all) => all.every((one) => getComputedStyle(one).opacity === '1')"
    assert page.locator("[class^=move-]:not(.move-slack), .grow").evaluate_all(shown)
    expect(page.locator(".move-slack")).to_have_css("opacity", "0")
