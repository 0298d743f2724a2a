"""A whole workshop of ninety minutes for twenty-three people, with the clock sped up."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from playwright.sync_api import expect
from pptx import Presentation

from weerbaar.room.rehearsal import rehearse

pytestmark = pytest.mark.browser

MADE_UP = 22
CASE = "de-auto-voor-de-deur"
COLOURS = ["orange", "green", "red"] * 4


class Evening:
    """One facilitator, one beamer, one phone in a hand, and the others made up."""

    def __init__(self, weerbaar, people) -> None:
        self.weerbaar = weerbaar
        self.desk = people.desk(weerbaar=weerbaar).open()
        self.screen = people.screen(weerbaar)
        self.phone = people.phone(weerbaar=weerbaar)

    @property
    def page(self):
        """The facilitator's page."""
        return self.desk.page

    def others_answer(self, seed: int) -> None:
        """Let the made-up participants of this session share."""
        room = self.weerbaar.room
        list(rehearse(room, room.current().code, MADE_UP, seed))

    def next_until(self, locator, what: str) -> None:
        """Press *next* until something is there, as often as the programme has steps."""
        for _ in range(60):
            if locator.is_visible():
                return
            step = self.page.locator("#run-next")
            at = step.get_attribute("data-value")
            step.click()
            expect(self.page.locator(f"#run-next[data-value='{at}']")).to_have_count(0)
        pytest.fail(f"the programme has no {what}")

    def vote(self, colour: str, seed: int, look=lambda: None) -> None:
        """Everybody votes in the round of now; the phone follows its group by a tap."""
        with self.phone.page.expect_navigation():
            self.phone.page.locator("[data-elsewhere] a").click()
        self.phone.ready()
        look()
        self.phone.go("start")
        for _ in range(2):
            statements = self.phone.page.locator("fieldset:visible").count()
            self.phone.answer_block([colour] * statements)
            self.phone.go("next")
        self.phone.step("result")
        self.phone.share()
        self.others_answer(seed)
        self.page.locator("#vote-close").click()
        expect(self.page.locator("#vote-close")).to_have_count(0)

    def look(self, photograph, name: str) -> None:
        """Keep what facilitator, beamer and phone show at this moment."""
        for who, page in (("desk", self.page), ("screen", self.screen), ("phone", self.phone.page)):
            photograph(page, f"workshop-{name}-{who}", whole=who != "screen")

    def download(self, button: str) -> bytes:
        """Press a button that gives a file."""
        with self.page.expect_download() as given:
            self.page.locator(button).click()
        return given.value.path().read_bytes()


def test_ninety_minutes_from_programme_to_report(start, people, photograph, accessible):
    """Programme, statements, picture, a dilemma with two votes, agreements, report: one evening."""
    weerbaar = start(WEERBAAR_CLOCK_SPEED="20").start("--rehearsal")
    evening = Evening(weerbaar, people)
    code = weerbaar.room.current().code
    programme(evening, photograph)
    picture(evening, photograph)
    two_votes(evening, photograph, accessible)
    assert weerbaar.room.current().code == code, "after the votes the session is back"
    agreements_and_report(evening, photograph)


def programme(evening, photograph):
    """Ninety minutes, for as many people as there are; started, with the code on the beamer."""
    page, text = evening.page, evening.weerbaar.text
    evening.desk.enter_heads(str(MADE_UP + 1))
    evening.desk.chapter("programme")
    page.locator("#agenda-length-90").click()
    expect(page.locator("[data-region=agenda]")).to_contain_text(text("agenda.total", n=90))
    photograph(page, "workshop-programme")
    evening.desk.chapter("now")
    page.locator("[data-action=run_start]").click()
    expect(page.locator("#run-next")).to_be_visible()
    expect(evening.screen.locator(".qr svg")).to_be_visible()
    photograph(evening.screen, "workshop-screen-scan", whole=False)


def picture(evening, photograph):
    """The statements at one's own pace; the picture comes once, everywhere, with two exercises."""
    page, phone, text = evening.page, evening.phone, evening.weerbaar.text
    phone.open(evening.weerbaar.room.current().code).answer_all(COLOURS)
    phone.see_picture()
    photograph(phone.page, "workshop-phone-result")
    phone.share()
    evening.others_answer(seed=3)
    evening.desk.close()
    evening.desk.press("reveal")
    net = page.locator("[data-region=result]").get_by_role("img", name=text("page.net.group_title"))
    expect(net).to_be_visible()
    phone.step("group")
    photograph(page, "workshop-picture")
    evening.desk.chapter("talk")
    expect(page.locator("[data-region=conversation] [data-action=run_take]:visible")).to_have_count(
        2
    )
    photograph(page, "workshop-talk")


def two_votes(evening, photograph, accessible):
    """A dilemma, a vote, a conversation, a vote; one click shows both; the step offers no third."""
    page, screen, text = evening.page, evening.screen, evening.weerbaar.text
    first, again = page.locator("#vote-open"), page.locator("#vote-again")
    show, over = page.locator("#vote-show"), page.locator("#vote-over")
    evening.next_until(page.locator("#dilemma-own"), "exercise with a vote")
    page.locator(f"#dilemma-{CASE} > summary").click()
    page.locator("#dilemma-own > summary").click()
    accessible(page, "choosing a dilemma")
    evening.look(photograph, "choose")
    page.locator(f"#pose-{CASE}").click()
    told = evening.weerbaar.data.content.cases[CASE]["nl"].dilemma
    expect(screen.get_by_text(told.story)).to_be_visible()
    photograph(screen, "workshop-screen-step", whole=False)
    evening.next_until(first, "step with a vote")
    first.click()
    expect(screen.locator(".qr svg")).to_be_visible()
    expect(screen.get_by_text(told.a)).to_be_visible()
    evening.vote("red", 5, lambda: evening.look(photograph, "vote-1"))
    code = evening.weerbaar.room.current().code
    step = page.locator("#run-next").get_attribute("data-value")
    page.locator("#run-next").click()
    expect(page.locator(f"#run-next[data-value='{step}']")).to_have_count(0)
    expect(page.locator("[data-region=act]")).to_contain_text(text("facilitator.vote.talking_text"))
    expect(page.locator("[data-region=act] .main")).to_have_count(0)
    expect(screen.locator(".step-now").get_by_text(told.b)).to_be_visible()
    clock = screen.locator("[data-clock-time]").bounding_box()
    assert clock["x"] + clock["width"] <= screen.viewport_size["width"]
    evening.look(photograph, "conversation")
    evening.next_until(again, "second vote")
    again.click()
    evening.vote("green", 7, lambda: evening.look(photograph, "vote-2"))
    assert evening.weerbaar.room.view(code).release is None, "nobody has seen the first"
    show.click()
    expect(screen.get_by_text(text("wave.title")).first).to_be_visible()
    expect(screen.get_by_text(told.a)).to_be_visible()
    evening.phone.step("group")
    shown = screen.locator(".shown").bounding_box()
    assert shown["y"] + shown["height"] <= screen.viewport_size["height"], "all of it is seen"
    for one in (page, screen, evening.phone.page):
        accessible(one, "both votes")
    evening.look(photograph, "both")
    page.locator("#vote-back > summary").click()
    over.click()
    expect(over).to_have_count(0)
    held = page.get_by_text(text("facilitator.vote.stages.held"))
    expect(held).to_be_visible()
    photograph(page, "workshop-held")
    page.locator("#run-next").click()
    expect(held).to_have_count(0)


def agreements_and_report(evening, photograph):
    """To the end of the programme; what was agreed is in the report and on the slides."""
    page, text = evening.page, evening.weerbaar.text
    evening.next_until(page.locator("#run-close"), "end")
    agreed = "Elke maand een dilemma op de agenda"
    page.locator("#what-1").fill(agreed)
    page.locator("#owner-1").fill("griffier")
    day = dt.datetime.now().astimezone().date() + dt.timedelta(weeks=4)
    page.locator("#by-1").fill(day.isoformat())
    page.locator("#save-agreements").click()
    code = evening.weerbaar.room.current().code
    expect(evening.desk.told).to_contain_text(text("agreements.saved", code=code))
    photograph(page, "workshop-end")
    report = evening.download("#report-pdf")
    assert report.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in report
    slides = Presentation(io.BytesIO(evening.download("#report-slides")))
    said = [s.text_frame.text for one in slides.slides for s in one.shapes if s.has_text_frame]
    tables = [s.table for one in slides.slides for s in one.shapes if s.has_table]
    said += [cell.text for table in tables for row in table.rows for cell in row.cells]
    assert any(agreed in words for words in said)
