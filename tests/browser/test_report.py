"""From the reveal to something to take along: agreements in the form, the report as a file."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.report.reading import squeezed, words_of

pytestmark = pytest.mark.browser

SOON = (dt.datetime.now().astimezone().date() + dt.timedelta(days=30)).isoformat()


def test_agreements_and_the_report_of_an_evening(weerbaar, code, people, accessible, photograph):
    """What was typed stays after a refusal, is kept after a click, and stands in both files."""
    weerbaar.share(code, 12)
    weerbaar.reveal(code)
    desk = people.desk().open()
    desk.press("language", "nl")
    desk.chapter("agree")
    form = desk.page.locator("[data-region=agreements]")
    form.get_by_label(weerbaar.text("agreements.what")).nth(1).fill("Wij bellen elkaar.")
    desk.press("agree", code)
    expect(desk.told).to_have_text(weerbaar.text("errors.plan_owner", number=2))
    expect(form.locator("#what-2")).to_have_value("Wij bellen elkaar.")
    form.locator("#owner-2").fill("griffier")
    form.locator("#by-2").fill(SOON)
    form.locator("#exercise").select_option("dilemma-reflectie")
    desk.press("agree", code)
    expect(desk.told).to_have_text(weerbaar.text("agreements.saved", code=code))
    # What was the second row is the first agreement.
    expect(form.locator("#what-1")).to_have_value("Wij bellen elkaar.")
    accessible(desk.page, "agreements")
    photograph(desk.page, "desk-agreements")
    with desk.page.expect_download() as given:
        desk.press("report_pdf", code)
    assert given.value.suggested_filename.endswith(".pdf")
    read = words_of(Path(given.value.path()).read_bytes())
    assert squeezed("Wij bellen elkaar.") in read
    expect(desk.told).to_contain_text(given.value.suggested_filename)
    with desk.page.expect_download() as given:
        desk.press("report_slides", code)
    assert given.value.suggested_filename.endswith(".pptx")
    assert Path(given.value.path()).read_bytes().startswith(b"PK")
