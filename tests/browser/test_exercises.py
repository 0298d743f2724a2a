"""Exercises on a phone, a laptop and paper, without a script: found, read, taken along."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.people import LAPTOP, PHONE, SMALL_PHONE
from tests.browser.test_small import FINGER, TOO_SMALL, TOO_WIDE

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language", ["nl", "en"])
def test_an_exercise_is_found_and_read_without_barrier(
    weerbaar, people, accessible, photograph, language
):
    """Choose, open, and come from a tool: no violation, nothing too wide or too small to tap."""
    exercises = weerbaar.data.content.exercises.values()
    tool = next(tool for one in exercises for tool in one.nl.tools)
    for size in (PHONE, SMALL_PHONE, LAPTOP):
        page = people.page(size=size)

        def check(step, page=page, size=size):
            accessible(page, f"{step} {language}")
            photograph(page, f"{step}-{language}-{size['width']}")
            assert page.evaluate(TOO_WIDE, size["width"]) == [], step
            assert page.evaluate(TOO_SMALL, FINGER) == [], step
            assert page.locator("script").count() == 0

        page.goto(f"{weerbaar.base}werkvormen?taal={language}")
        check("exercises")
        page.locator("#vlak").select_option("omgeving")
        page.locator("#groep").fill("23")
        page.locator("button[type=submit]").click()
        expect(page.locator("#groep")).to_have_value("23")
        page.locator("main li a").first.click()
        expect(page.locator(".timeline li").first).to_be_visible()
        check("exercise")
        page.goto(f"{weerbaar.base}werkvorm/perspectievenmethode?taal={language}")
        expect(page.locator(".deck li")).to_have_count(7)
        check("exercise-with-cards")
        page.goto(f"{weerbaar.base}hulp/{tool}?taal={language}")
        check("tool-with-exercise")


def test_a_sheet_of_paper_comes_as_a_file(weerbaar, people):
    """The link gives a PDF under the name of the exercise, on a phone as well."""
    page = people.page(size=PHONE)
    name = next(iter(weerbaar.data.content.exercises))
    page.goto(f"{weerbaar.base}werkvorm/{name}?taal=en")
    link = page.locator(f'a[href*="{name}.pdf"]')
    answer = page.request.get(weerbaar.base.rstrip("/") + link.get_attribute("href"))
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.body().startswith(b"%PDF")
