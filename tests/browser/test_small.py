"""A phone in one hand, also a small one."""

from __future__ import annotations

import pytest

from tests.browser.people import PHONE, SMALL_PHONE

pytestmark = pytest.mark.browser

FINGER = 44
"""Least height of a target, in CSS pixels."""

TOO_WIDE = """(width) => [...document.querySelectorAll("body *")]
    .filter((one) => one.checkVisibility() && !one.closest("svg, .skip-link"))
    .filter((one) => one.getBoundingClientRect().right > width + 0.5)
    .map((one) => one.outerHTML.slice(0, 80))"""

TOO_SMALL = """(least) => [...document.querySelectorAll(
        "a, button, summary, select, textarea, label.answer," +
        "input:not([type=radio], [type=checkbox], [type=hidden])")]
    .filter((one) => one.checkVisibility() && !one.closest("svg, .skip-link"))
    .filter((one) => !one.matches(".skip-link"))
    .map((one) => [one.getBoundingClientRect().height, one.outerHTML.slice(0, 80)])
    .filter(([height]) => height < least)"""


@pytest.mark.parametrize("size", [PHONE, SMALL_PHONE], ids=["390x844", "320x640"])
def test_everything_fits_and_can_be_hit(weerbaar, code, people, photograph, size):
    """No step scrolls sideways, and whatever can be tapped is at least 44 pixels high."""
    weerbaar.share(code, 11)
    phone = people.phone(size)

    def check(step):
        photograph(phone.page, f"small-{size['width']}-{step}")
        width = phone.page.evaluate("document.scrollingElement.scrollWidth")
        assert width <= size["width"], f"{step} scrolls sideways"
        assert phone.page.evaluate(TOO_WIDE, size["width"]) == [], step
        assert phone.page.evaluate(TOO_SMALL, FINGER) == [], step

    for name, path in {
        "landing": "",
        "unknown": "ACDEFG",
        "tools": "hulp",
        "tool": f"hulp/{weerbaar.tool}",
    }.items():
        phone.page.goto(weerbaar.base + path)
        check(name)
    phone.open(code)
    check("intro")
    phone.go("start")
    for index in range(4):
        check(f"block-{index + 1}")
        phone.answer_block(["red", "orange", "green"])
        phone.go("next")
    phone.see_picture()
    for summary in phone.page.locator("summary:visible").all():
        summary.click()
    check("result")
    phone.go("wipe")
    check("wipe")
    phone.go("unwipe")
    phone.go("share")
    check("sending")
    phone.leave()
    phone.step("end")
    check("end")
    weerbaar.reveal(code)
    phone.step("group").locator("[data-slot=own] .net svg").wait_for()
    for summary in phone.page.locator("summary:visible").all():
        summary.click()
    check("group")
