"""The whole evening: phones, the facilitator's page and the beamer, in real browsers."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

ANSWERS = [
    ["green", "red", "orange", "green", "green", "orange", "red", "red", "green", "green"],
    ["green"] * 10,
    ["orange", "orange", "green", "red", "", "green", "green", "orange", "green", "red"],
]
ANSWERS = [[*colours, "green", "green"] for colours in ANSWERS]


def test_three_people_get_a_guide_for_a_talk_and_nobody_sees_who_shared(
    weerbaar, code, people, photograph
):
    """Two share and one does not; all end alike, and so few people get no picture but a guide."""
    desk, screen = people.desk().open(), people.screen()
    phones = [people.phone().open(code) for _ in ANSWERS]
    photograph(desk.page, "story-facilitator-open")
    photograph(screen, "story-screen-open", whole=False)
    photograph(phones[0].page, "story-phone-intro")
    for phone, colours in zip(phones, ANSWERS, strict=True):
        phone.answer_all(colours)
    for phone in phones:
        phone.see_picture()
    photograph(phones[0].page, "story-phone-result")
    phones[0].share()
    phones[1].share()
    phones[2].go("keep")
    ends = {phone.step("end").inner_text() for phone in phones}
    assert len(ends) == 1, "a glance at a neighbour's phone tells whether they shared"
    photograph(phones[0].page, "story-phone-end")
    expect(screen.locator(".tally b")).to_have_text("3")
    expect(desk.count("joined")).to_have_text("3")
    expect(desk.count("done")).to_have_text("3")
    assert weerbaar.shared(code) == 2

    desk.enter_heads("3")
    expect(desk.told).to_contain_text(weerbaar.text("facilitator.notice.heads", n=3))
    desk.close()
    photograph(desk.page, "story-facilitator-closed")
    expect(desk.count("shared")).to_have_text("2")
    expect(screen.locator(".tally")).to_contain_text("2")
    photograph(screen, "story-screen-closed", whole=False)
    desk.press("reveal")

    guide = weerbaar.text("participant.group.nothing_title")
    for page in (desk.page, screen, *(phone.page for phone in phones)):
        expect(page.get_by_role("heading", name=guide)).to_be_visible()
    assert "<svg" not in desk.page.locator("[data-region=result]").inner_html()
    photograph(phones[0].page, "story-phone-guide")
    photograph(desk.page, "story-facilitator-guide")
    photograph(screen, "story-screen-guide", whole=False)


def test_fifteen_people_get_one_picture_on_every_screen(weerbaar, code, people, photograph):
    """With enough shares the same picture is on laptop, beamer and phones, beside one's own."""
    weerbaar.share(code, 12)
    desk, screen = people.desk().open(), people.screen()
    phones = [people.phone().open(code) for _ in ANSWERS]
    for phone, colours in zip(phones, ANSWERS, strict=True):
        phone.answer_all(colours)
    for phone in phones:
        phone.see_picture()
        phone.share()
    expect(screen.locator(".tally b")).to_have_text("15")
    desk.enter_heads("16")
    desk.close()
    desk.press("reveal")
    picture = weerbaar.text("page.net.group_title")
    result = desk.page.locator("[data-region=result]")
    expect(result.get_by_role("img", name=picture)).to_be_visible()
    photograph(desk.page, "story-facilitator-picture")
    desk.chapter("figures")
    expect(desk.page.locator(".bars svg")).to_be_visible()
    expect(desk.page.get_by_role("table")).to_be_visible()
    expect(screen.get_by_role("img", name=picture)).to_be_visible()
    for phone in phones:
        group = phone.step("group")
        expect(group.get_by_role("img", name=picture)).to_be_visible()
        expect(group.locator("[data-slot=own] .net svg")).to_be_visible()
    photograph(phones[0].page, "story-phone-group")
    # The way back to what one can still do alone, and to the group again.
    phones[0].go("own")
    expect(phones[0].step("result").locator("details:has([data-plan])")).to_be_visible()
    phones[0].go("group")
    phones[0].step("group")
    photograph(desk.page, "story-facilitator-figures")
    photograph(screen, "story-screen-picture", whole=False)
    photograph(screen, "story-screen-picture-whole")
