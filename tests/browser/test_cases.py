"""Cases on a phone and on paper, without a script: found, read, opened, printed."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

PHONES = ({"width": 390, "height": 844}, {"width": 320, "height": 640})


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_case_is_found_and_read_without_barrier(
    weerbaar, people, accessible, photograph, language
):
    """Choose, open a case, open a turn: no violation, nothing too wide, no script."""
    for size in PHONES:
        page = people.page(size=size)
        page.goto(f"{weerbaar.base}casussen?taal={language}")
        accessible(page, f"cases {language}")
        page.locator("#vlak").select_option("jij")
        page.locator("#tijd").select_option("10")
        page.locator("button[type=submit]").click()
        expect(page.locator("#vlak")).to_have_value("jij")
        photograph(page, f"cases-{language}-{size['width']}")
        page.locator("main li a").first.click()
        expect(page.locator("details p").first).to_be_hidden()
        page.locator("summary").first.click()
        expect(page.locator("details p").first).to_be_visible()
        accessible(page, f"case {language}")
        photograph(page, f"case-{language}-{size['width']}")
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{wide} pixels too wide at {size['width']}"
        assert page.locator("script").count() == 0
        page.emulate_media(media="print")
        expect(page.locator(".paper-only li")).to_have_count(2)
        expect(page.locator(".paper-only li").first).to_be_visible()
        expect(page.locator("details").first).to_be_hidden()
