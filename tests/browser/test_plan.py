"""An action plan from a result, or without one: chosen, made into files and paper, and wiped."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar
from playwright.sync_api import expect

from tests.browser.people import PHONE, SMALL_PHONE
from tests.browser.test_small import FINGER, TOO_SMALL, TOO_WIDE
from tests.report.reading import squeezed
from weerbaar.model.plan import LONGEST_STEP, LONGEST_WHO

pytestmark = pytest.mark.browser

MIXED = ["green", "red", "orange", "green", "orange", "green", "red", "green", "green"] + [
    "green"
] * 3
OWN = "Ik bel Žofie over mijn geheime lijst"
WHO = "een heel geheime bondgenoot"
KEY = "weerbaar:actieplan"


class Plan:
    """The form of a plan on a page."""

    def __init__(self, page, weerbaar) -> None:
        self.page = page
        self.weerbaar = weerbaar
        self.place = page.locator("[data-plan]")

    def unfold(self) -> None:
        """Open the form, once it is there."""
        self.page.locator("details.make > summary").click()
        expect(self.place.locator("[data-plan-form][data-ready]")).to_be_visible()

    def option(self, key: str):
        """The box of something to choose."""
        return self.place.locator(f"[data-option={key}] input")

    def open_strand(self, index: int) -> None:
        """Unfold what there is to choose in a strand."""
        self.place.locator("[data-plan-form] > div > details > summary").nth(index).click()

    def card(self, number: int):
        """The card of an action."""
        return self.place.locator("[data-plan-cards] > li").nth(number - 1)

    def field(self, number: int, name: str):
        """A field of an action."""
        return self.card(number).locator(f"[data-field={name}]")

    def go(self, action: str) -> None:
        """Press a button."""
        self.place.locator(f"[data-plan-go={action}]:visible").first.click()

    def file(self, kind: str, folder: Path) -> bytes:
        """Ask for a file, and read what the browser kept."""
        with self.page.expect_download() as download:
            self.go(kind)
        kept = folder / download.value.suggested_filename
        download.value.save_as(kept)
        expect(self.place.locator("[data-plan-said]")).to_contain_text(kept.name)
        return kept.read_bytes()

    def paper(self) -> str:
        """Print, and read what a printer gets to see; nothing else of the page is there."""
        self.go("paper")
        said = self.place.locator("[data-plan-said]")
        expect(said).to_have_text(self.weerbaar.text("plan.say.paper", self.language))
        self.page.emulate_media(media="print")
        text = self.page.locator("body").inner_text()
        self.page.emulate_media(media="null")
        return text

    @property
    def language(self) -> str:
        """Language of the page."""
        return self.page.evaluate("() => document.documentElement.lang")

    def copied(self) -> str:
        """The plan as text, made by the page itself."""
        self.go("copy")
        return self.place.locator("[data-plan-copied] textarea").input_value()


def fill_in(plan: Plan) -> str:
    """Choose three actions and say what, when and with whom; gives the day of the second."""
    plan.option("jij-werkdruk").check()
    plan.option("startpunt-nevenfuncties").check()
    plan.open_strand(2)
    plan.option("weerbaar-procedures").check()
    plan.field(1, "step").fill(OWN)
    plan.field(1, "role").select_option("fractie")
    day = (date.today() + timedelta(days=40)).isoformat()  # noqa: DTZ011  # as the browser's own
    plan.field(2, "day").fill(day)
    plan.field(2, "strand").select_option("monitoring")
    plan.field(3, "role").select_option("own")
    plan.field(3, "words").fill(WHO)
    plan.place.locator("[data-moment=onderweg]").uncheck()
    return day


def sheets(page) -> int:
    """On how many sheets a page is printed."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))


NO_PRINTER = "window.print = () => (window.printed = (window.printed || 0) + 1);"


def held_in(folder: Path, *signs: str) -> list[str]:
    """Files in which one of these words stands, in any of the ways in which words are kept."""
    coded = [sign.encode(code) for sign in signs for code in ("utf-8", "utf-16-le", "utf-16-be")]
    coded += [json.dumps(sign)[1:-1].encode() for sign in signs]
    return [
        path.name
        for path in folder.rglob("*")
        if path.is_file() and any(sign in path.read_bytes() for sign in coded)
    ]


def test_a_plan_is_chosen_made_into_everything_and_wiped(
    weerbaar, code, people, accessible, photograph, tmp_path
):
    """From a result: three actions, files, paper, a reload, a wipe; and nothing left anywhere."""
    phone = people.phone()
    phone.page.add_init_script(NO_PRINTER)
    phone.open(code)
    phone.answer_all(MIXED)
    phone.see_picture()
    plan = Plan(phone.page, weerbaar)
    plan.unfold()
    own = plan.place.locator("[data-plan-own] [data-option]")
    keys = own.evaluate_all("items => items.map((item) => item.dataset.option)")
    assert keys == ["jij-werkdruk", "sociaal-advies", "jij-waarden", "startpunt-nevenfuncties"]
    expect(own.first.locator("label")).to_contain_text("rood")
    photograph(phone.page, "plan-choose")
    day = fill_in(plan)
    photograph(phone.page, "plan-filled")
    plan.option("jij-waarden").click()
    expect(plan.option("jij-waarden")).not_to_be_checked()
    full = weerbaar.text("plan.say.full", most=3)
    expect(plan.place.locator("[data-plan-count]")).to_have_text(full)
    accessible(phone.page, "a plan")

    text = plan.file("text", tmp_path).decode()
    events = Calendar.from_ical(plan.file("calendar", tmp_path)).events
    for said in (squeezed(plan.paper()), squeezed(text)):
        assert squeezed(OWN) in said
        assert squeezed(WHO) in said
    assert len(events) == 5
    assert day in {event["DTSTART"].dt.isoformat() for event in events}
    assert plan.copied() == text

    phone.reload()
    phone.see_picture()
    plan.unfold()
    expect(plan.field(1, "step")).to_have_value(OWN)
    expect(plan.field(2, "day")).to_have_value(day)
    expect(plan.field(3, "words")).to_have_value(WHO)
    expect(plan.place.locator("[data-moment=onderweg]")).not_to_be_checked()
    assert plan.copied() == text
    again = Calendar.from_ical(plan.file("calendar", tmp_path)).events
    assert {str(e["UID"]) for e in again} == {str(e["UID"]) for e in events}
    names = set(phone.draft["plan"]["names"].values())
    assert {str(e["UID"]) for e in events} <= names
    assert phone.draft["token"] not in names

    phone.go("wipe")
    phone.go("wiped")
    phone.step("intro")
    kept = phone.page.evaluate("() => JSON.stringify(localStorage)")
    for word in (OWN, WHO, *names, "werkdruk", day):
        assert word not in kept
    assert OWN not in phone.page.evaluate("() => document.body.outerHTML")
    assert plan.place.locator("[data-plan-cards] > li").count() == 0
    assert held_in(weerbaar.folder, OWN, WHO, *names) == []


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_plan_without_a_test(weerbaar, people, accessible, photograph, tmp_path, language):
    """On a page of its own: nothing is asked of anybody, kept in this browser, and wiped."""
    page = people.page(size=PHONE)
    page.add_init_script(NO_PRINTER)
    page.goto(f"{weerbaar.base}actieplan?taal={language}")
    plan = Plan(page, weerbaar)
    expect(plan.place.locator("[data-plan-form][data-ready]")).to_be_visible()
    accessible(page, f"plan page {language}")
    photograph(page, f"plan-page-{language}")
    page.context.set_offline(True)
    asked = len(people.urls)
    plan.option("preventie-doel").check()
    plan.option("monitoring-reflectie").check()
    plan.field(1, "step").fill(OWN)
    page.locator("[data-plan-others] summary").click()
    plan.option("sociaal-advies").check()
    accessible(page, f"plan page filled in {language}")
    for size in (PHONE, SMALL_PHONE):
        page.set_viewport_size(size)
        photograph(page, f"plan-page-{language}-{size['width']}")
        assert page.evaluate("document.scrollingElement.scrollWidth") <= size["width"]
        assert page.evaluate(TOO_WIDE, size["width"]) == []
        assert page.evaluate(TOO_SMALL, FINGER) == []
    text = plan.file("text", tmp_path).decode()
    assert OWN in text
    assert plan.copied() == text
    first = Calendar.from_ical(plan.file("calendar", tmp_path)).events
    assert len(first) == 6
    assert OWN in plan.paper()
    assert page.evaluate("() => window.printed") == 1
    assert [url for url in people.urls[asked:] if not url.startswith("blob:")] == []

    page.context.set_offline(False)
    page.reload()
    expect(plan.field(1, "step")).to_have_value(OWN)
    again = Calendar.from_ical(plan.file("calendar", tmp_path)).events
    assert {str(e["UID"]) for e in again} == {str(e["UID"]) for e in first}
    page.locator("[data-plan-page=wipe]").click()
    accessible(page, f"plan page, wiping {language}")
    page.locator("[data-plan-page=wiped]").click()
    expect(page.locator("[data-plan-wiped]")).to_have_text(
        weerbaar.text("plan.say.wiped", language)
    )
    assert page.evaluate(f"() => localStorage.getItem('{KEY}')") is None
    expect(plan.place.locator("[data-plan-cards] > li")).to_have_count(0)
    assert held_in(weerbaar.folder, OWN) == []


def test_a_plan_is_made_by_keyboard(weerbaar, people):
    """Choosing, filling in, a mistake and its repair: all of it without a pointer."""
    page = people.page()
    page.goto(f"{weerbaar.base}actieplan")
    plan = Plan(page, weerbaar)
    box = plan.option("monitoring-dilemma")
    expect(plan.place.locator("[data-plan-form][data-ready]")).to_be_visible()
    box.focus()
    page.keyboard.press("Space")
    expect(box).to_be_checked()
    status = plan.place.locator("[data-plan-count]")
    expect(status).to_have_text(weerbaar.text("plan.say.chosen", n=1, most=3))
    plan.field(1, "day").focus()
    plan.field(1, "day").fill("2020-01-01")
    plan.place.locator("[data-plan-go=paper]").press("Enter")
    wrong = plan.card(1).locator("[data-wrong]")
    expect(wrong).to_have_text(weerbaar.text("plan.errors.past", n=1))
    expect(plan.field(1, "day")).to_be_focused()
    expect(plan.field(1, "day")).to_have_attribute("aria-invalid", "true")
    plan.field(1, "day").fill(date.today().isoformat())  # noqa: DTZ011  # as the browser's own
    with page.expect_download():
        plan.place.locator("[data-plan-go=calendar]").press("Enter")
    expect(wrong).to_be_hidden()
    plan.card(1).locator("[data-plan-go=drop]").press("Enter")
    expect(box).not_to_be_checked()
    expect(status).to_have_text(weerbaar.text("plan.say.none"))


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("actions", [1, 3])
def test_the_longest_plan_fits_on_one_sheet(weerbaar, people, photograph, language, actions):
    """With as many words of one's own as there may be: title, actions, lines, reminders, footer."""
    page = people.page()
    page.add_init_script(NO_PRINTER)
    page.goto(f"{weerbaar.base}actieplan?taal={language}")
    plan = Plan(page, weerbaar)
    content = weerbaar.data.content
    texts = {
        one.id: (one.text[language], one.how[language])
        for strand in content.plan.strands
        for one in strand.suggestions
    }
    longest = sorted(texts, key=lambda key: -len(texts[key][1]))[:actions]
    for number, key in enumerate(longest, 1):
        plan.option(key).check()
        plan.field(number, "step").fill(("woord " * 40)[:LONGEST_STEP])
        plan.field(number, "role").select_option("own")
        plan.field(number, "words").fill(("woord " * 20)[:LONGEST_WHO])
    found = squeezed(plan.paper())
    for key, said in texts.items():
        assert all((squeezed(part) in found) is (key in longest) for part in said)
    wanted = [content.plan.title[language], *(m.ask[language] for m in content.plan.moments)]
    wanted += [weerbaar.text(f"plan.file.{name}", language) for name in ("reminders", "yours")]
    assert [text for text in wanted if squeezed(text) not in found] == []
    assert weerbaar.text("plan.choose.title", language) not in found
    assert sheets(page) == 1
    page.emulate_media(media="print")
    photograph(page, f"plan-paper-{language}-{actions}")
    page.emulate_media(media="null")
    page.keyboard.press("Shift")
    assert page.locator("body > .sheet").count() == 0, "the page is itself again"


def test_a_notebook_prints_the_plan_as_a_document_of_its_own(weerbaar, people, photograph):
    """Where the page is not ours, only the plan is printed, in its own style and language."""
    page = people.page()
    page.add_init_script(NO_PRINTER)
    page.goto(f"{weerbaar.base}actieplan?taal=en")
    plan = Plan(page, weerbaar)
    plan.option("preventie-doel").check()
    plan.field(1, "step").fill(OWN)
    page.evaluate("() => (document.body.className = 'jp-Notebook')")
    for _ in range(2):
        plan.go("paper")
        frame = page.frame_locator("iframe[data-plan-sheet]")
        expect(frame.locator(".sheet")).to_contain_text(OWN)
    assert page.locator("iframe").count() == 1, "the last one took the place of the first"
    (inside,) = page.main_frame.child_frames
    assert inside.evaluate("() => window.printed") == 1
    assert inside.title() == weerbaar.data.content.plan.title.en
    assert inside.evaluate("() => document.documentElement.lang") == "en"
    assert page.evaluate("() => window.printed") is None
    alone = people.page()
    alone.set_content(inside.content())
    alone.emulate_media(media="print")
    expect(alone.get_by_text(OWN)).to_be_visible()
    photograph(alone, "plan-paper-notebook")
    assert sheets(alone) == 1


STORAGE_FULL = """
Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };
"""
STORAGE_OFF = """
Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("off", "SecurityError"); },
});
"""


@pytest.mark.parametrize("fault", [STORAGE_FULL, STORAGE_OFF], ids=["full", "off"])
def test_a_browser_that_keeps_nothing_is_told_of(weerbaar, people, tmp_path, fault):
    """When storage is full or off the page says so, and makes the files all the same."""
    page = people.page(size=PHONE)
    page.add_init_script(fault)
    page.goto(f"{weerbaar.base}actieplan")
    plan = Plan(page, weerbaar)
    expect(plan.place.locator("[data-plan-form][data-ready]")).to_be_visible()
    unsaved = plan.place.locator("[data-plan-unsaved]")
    expect(unsaved).to_be_hidden()
    plan.option("preventie-doel").check()
    expect(unsaved).to_have_text(weerbaar.text("plan.keep.unsaved"))
    plan.field(1, "step").fill(OWN)
    assert OWN in plan.file("text", tmp_path).decode()


def test_the_strands_are_there_without_a_script(weerbaar, people, accessible, photograph):
    """Whoever has no scripts reads the strands, and finds a form to fill in by hand."""
    page = people.page(size=PHONE, java_script_enabled=False)
    page.goto(f"{weerbaar.base}actieplan")
    for strand in weerbaar.data.content.plan.strands:
        for suggestion in strand.suggestions:
            expect(page.get_by_text(suggestion.how.nl)).to_be_visible()
    expect(page.locator("[data-plan-form] input:visible")).to_have_count(0)
    expect(page.locator("button:visible")).to_have_count(0)
    blank = page.get_by_role("link", name=weerbaar.text("plan.page.blank"))
    answer = page.request.get(f"{weerbaar.base}{blank.get_attribute('href').lstrip('/')}")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.body().startswith(b"%PDF")
    page.emulate_media(media="print")
    photograph(page, "plan-page-print")


def test_a_tip_leads_to_the_action_plan(weerbaar, people):
    """The tool that tips name has a link to the page of the plan."""
    page = people.page(size=PHONE)
    page.goto(f"{weerbaar.base}hulp/{weerbaar.data.content.plan.tool}?taal=en")
    page.get_by_role("link", name=weerbaar.text("plan.result.title", "en")).click()
    expect(page.locator("h1")).to_have_text(weerbaar.data.content.plan.title.en)
