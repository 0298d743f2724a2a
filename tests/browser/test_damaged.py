"""What a phone kept or fetched makes no sense: the page goes on, or says what to do."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

TOKEN = "a" * 32
PLAN = {"actions": [{"key": "FIRST", "strand": "jij", "day": "morgen", "role": ""}], "moments": []}


@pytest.mark.parametrize(
    "kept",
    [
        5,
        {"token": "x", "answers": {}},
        {"answers": None},
        {"answers": "red"},
        {"answers": {"FIRST": "purple", "nothing": "red"}, "step": "result"},
        {"step": "nowhere"},
        {"step": "block", "block": 99},
        {"answers": {"FIRST": "red"}, "step": "result", "plan": PLAN},
        {"answers": {"FIRST": "red"}, "step": "result", "plan": {"actions": [None], "moments": 5}},
    ],
    ids=lambda kept: json.dumps(kept)[:40],
)
def test_a_draft_that_was_damaged_stops_nobody(weerbaar, code, people, kept):
    """Whatever stands in the browser's storage, one can answer, see the picture and share."""
    first = weerbaar.instrument.statements[0].id
    if isinstance(kept, dict):
        kept = {"token": TOKEN, "digest": weerbaar.instrument.digest, **kept}
    text, here = json.dumps(kept).replace("FIRST", first), f"weerbaar:{code}"
    phone = people.phone()
    phone.page.goto(f"{weerbaar.base}leeft")
    phone.page.evaluate("([key, text]) => localStorage.setItem(key, text)", [here, text])
    phone.open(code).complete()
    expect(phone.page.locator("[data-step]:visible")).to_have_count(1)
    if phone.page.locator("[data-step=result]").is_visible():
        phone.go("edit")
        phone.go("back")
    phone.answer_all(["red"] * 12)
    phone.see_picture()
    phone.share()
    assert weerbaar.shared(code) == 1


@pytest.mark.parametrize("what", ["another version", "no shape", "gone"])
def test_a_kit_that_is_of_no_use_is_told_where_the_picture_would_be(weerbaar, code, people, what):
    """It does not say that it tries again when it does not; sharing goes on."""
    digest = weerbaar.instrument.digest if what == "no shape" else "other"
    gone = {"error": weerbaar.text("errors.page_unknown"), "code": "page_unknown", "retry": False}
    phone = people.phone()
    phone.page.route(
        "**/pakket/**",
        lambda route: (
            route.fulfill(json=gone, status=404)
            if what == "gone"
            else route.fulfill(json={"instrument": {"digest": digest}})
        ),
    )
    phone.open(code)
    phone.answer_all(["red"] * 12)
    told = gone["error"] if what == "gone" else weerbaar.text("participant.stale")
    expect(phone.page.locator("[data-step=result] [data-slot=own]")).to_have_text(told)
    phone.share()
    assert weerbaar.shared(code) == 1
    people.wrong.clear()
