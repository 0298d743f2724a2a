"""A check on one's own phone: filled in, kept by the tab, printed and wiped, and never sent."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.people import LAPTOP, PHONE, SMALL_PHONE
from tests.browser.test_small import FINGER, TOO_SMALL, TOO_WIDE

pytestmark = pytest.mark.browser

ANSWERS = {"baan": "yes", "zaken": "doubt", "helpen": "yes", "geschenken": "no"}


def question(page, name):
    """One question."""
    return page.locator(f"[data-question={name}]")


def answer(page, name, value):
    """Tap one answer."""
    question(page, name).locator(f"label:has(input[value={value}])").click()


def unfold(page):
    """Open every theme, as who goes through all of it does."""
    for summary in page.locator(".theme:not([open]) > summary").all()[::-1]:
        summary.click()  # the last first: who opens one is no longer among those to open


def part(page, name):
    """What stands on the list under one heading."""
    return page.locator(f"#lijst [data-part={name}]")


def kept(page):
    """What the browser keeps: of this tab, and of this address for longer."""
    return page.evaluate("[{...sessionStorage}, {...localStorage}, document.cookie]")


@pytest.fixture
def asked():
    """Addresses that were asked for since the page was there."""
    return []


@pytest.fixture
def page(weerbaar, people, asked):
    """A phone on which the check was filled in by a member of a provincial council."""
    page = people.page(size=PHONE)
    page.goto(f"{weerbaar.base}check/check-nevenfuncties")
    page.wait_for_load_state("networkidle")
    page.on("request", lambda request: asked.append(request.url))
    expect(page.locator("[data-empty]")).to_be_visible()
    page.locator("#ambt").select_option("statenlid")
    unfold(page)
    for name, value in ANSWERS.items():
        expect(question(page, name).locator("[data-advice]:visible")).to_have_count(0)
        answer(page, name, value)
    return page


def test_answers_show_what_to_do_and_make_a_list(page):
    """Only what belongs to the answer and to the office is shown, and the list has all of it."""
    expect(question(page, "geborgde-zetel")).to_be_hidden()
    for name, value in ANSWERS.items():
        shown = question(page, name).locator("[data-advice]:visible")
        expect(shown).to_have_count(1)
        expect(shown).to_have_attribute("data-advice", value)
    expect(question(page, "baan")).to_contain_text("artikel 11 Provinciewet")
    expect(page.locator("[role=status][data-status]")).to_have_text("4 van 19 klaar, 3 op je lijst")
    expect(part(page, "first").locator("li")).to_have_count(2)
    expect(part(page, "first")).to_contain_text("Inwoners helpen in een geschil")
    expect(part(page, "ask").locator("h3")).to_have_text("Vraag dit aan de Statengriffie")
    expect(part(page, "rules")).to_contain_text("artikel 15 Provinciewet")
    expect(part(page, "rules")).not_to_contain_text("Vooraf melden")  # not for this office
    mine = question(page, "baan").locator("[data-advice=yes]")
    mine.get_by_text("Regels hierbij").click()
    mine.get_by_role("link", name="Openbaar maken").click()
    rule = page.locator("#regel-openbaar")
    expect(rule.locator("[data-office]:visible")).to_have_count(1)
    expect(rule.get_by_text("Bij raadsleden")).to_be_hidden()
    expect(page.locator("#regel-geborgd, #regel-inkomsten, #regel-vooraf")).to_have_count(3)
    for name in ("geborgd", "inkomsten", "vooraf", "vergoeding"):
        expect(page.locator(f"#regel-{name}")).to_be_hidden()
    page.get_by_text("Gelezen en nagekeken").click()
    acts = page.locator(".facts > li:visible b")
    expect(acts).to_have_text(["Provinciewet", "Kieswet", "Algemene wet bestuursrecht"])
    number = question(page, "partner").locator("[data-number]")
    expect(number).to_have_text("Vraag 12")  # the thirteenth is the twelfth without water board
    answer(page, "zaken", "no")
    expect(part(page, "first").locator("li")).to_have_count(1)


def test_nothing_is_sent_and_no_address_holds_an_answer(page, asked):
    """Filling in, copying, printing and wiping ask for nothing; later requests hold no answer."""
    address = page.url
    page.locator("[data-do=copy]").click()
    page.evaluate("window.print = () => {}")
    page.locator("[data-do=print]").click()
    page.locator("[data-do=ask-wipe]").click()
    page.locator("dialog [data-do=keep]").click()
    assert asked == []
    assert page.url == address
    tab, forever, cookie = kept(page)
    assert list(tab) == ["weerbaar:check:check-nevenfuncties"]
    assert (forever, cookie) == ({}, "")
    page.get_by_role("link", name="English").click()
    expect(page.locator("[role=status][data-status]")).to_have_text("4 of 19 done, 3 on your list")
    page.locator("main > nav a").click()
    page.wait_for_load_state("networkidle")
    assert len(asked) >= 2
    for url in asked:
        assert not re.search("statenlid|doubt|zaken|helpen", url), url


def test_the_tab_keeps_answers_until_they_are_wiped(weerbaar, page, asked):
    """A reload finds them again, another tab does not, and wiping leaves nothing in the browser."""
    page.reload()
    expect(question(page, "zaken").locator("input[value=doubt]")).to_be_checked()
    expect(page.locator("#ambt")).to_have_value("statenlid")
    expect(part(page, "first").locator("li")).to_have_count(2)
    other = page.context.new_page()
    other.goto(page.url)
    expect(other.locator("[data-empty]")).to_be_visible()
    other.close()
    asked.clear()
    page.locator("[data-do=copy]").click()
    page.locator("[data-do=ask-wipe]").click()
    page.locator("dialog [data-do=wipe]").click()
    expect(page.locator("[data-told]")).to_have_text(weerbaar.text("selfcheck.wipe.done"))
    expect(page.locator("input:checked")).to_have_count(0)
    expect(page.locator("#lijst [data-part]:visible")).to_have_count(0)
    expect(page.locator("#lijst-tekst")).to_have_value("")
    assert kept(page) == [{}, {}, ""]
    assert asked == []
    page.reload()
    expect(page.locator("[data-empty]")).to_be_visible()


def test_the_list_goes_along_as_text_and_on_one_page(page):
    """The text has headings and lines; on paper stands the list and nothing else, on one page."""
    page.locator("[data-do=copy]").click()
    copied = page.locator("#lijst-tekst").input_value()
    assert "Doe dit eerst\n- Zaken met je organisatie: Wacht met tekenen" in copied
    assert "\n  artikel 15 Provinciewet" in copied
    page.emulate_media(media="print")
    expect(page.locator("#lijst")).to_be_visible()
    for hidden in (
        "fieldset",
        ".rule",
        "header nav",
        "#lijst button",
        "#lijst-tekst",
        ".check-bar",
    ):
        expect(page.locator(hidden).first).to_be_hidden()
    paper = page.pdf(format="A4", margin=dict.fromkeys(("top", "bottom", "left", "right"), "15mm"))
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1


def test_self_consultation_ends_with_whom_to_tell(weerbaar, people, photograph):
    """Whoever hesitates is asked with whom they would talk about it; the choice is on the list."""
    page = people.page(size=PHONE)
    page.goto(f"{weerbaar.base}check/ruggespraak")
    expect(page.locator("[data-tellings]")).to_be_hidden()
    unfold(page)
    page.locator("input[name=druk]").first.focus()
    page.keyboard.press("ArrowDown")  # by keyboard, and to a later answer than the first
    page.keyboard.press("ArrowDown")
    answer(page, "klap", "no")
    expect(page.locator("[data-tell]:visible")).to_have_count(1)
    page.locator("#vertel-druk").select_option("vertrouwenspersoon")
    expect(part(page, "tell")).to_contain_text("Druk of dreiging: De vertrouwenspersoon")
    photograph(page, "check-tell")
    page.reload()
    expect(part(page, "tell")).to_contain_text("De vertrouwenspersoon")


@pytest.mark.parametrize(
    ("name", "language"), [("check-nevenfuncties", "en"), ("ruggespraak", "nl")]
)
def test_a_check_fits_a_small_phone(weerbaar, people, photograph, name, language):
    """Filled in, nothing is too wide, and whatever can be tapped is high enough."""
    page = fill(weerbaar, people.page(size=SMALL_PHONE), name, language)
    photograph(page, f"{name}-{language}")
    assert page.evaluate("document.scrollingElement.scrollWidth") <= SMALL_PHONE["width"]
    assert page.evaluate(TOO_WIDE, SMALL_PHONE["width"]) == []
    assert page.evaluate(TOO_SMALL, FINGER) == []


@pytest.mark.parametrize(
    ("name", "language"), [("check-nevenfuncties", "nl"), ("ruggespraak", "en")]
)
def test_a_check_has_no_barrier(weerbaar, people, accessible, name, language):
    """Filled in with the list as text, or asked to wipe: nothing for axe to find."""
    page = fill(weerbaar, people.page(size=LAPTOP), name, language)
    page.locator("[data-do=copy]" if language == "nl" else "[data-do=ask-wipe]").click()
    accessible(page, f"{name} {language}")


def fill(weerbaar, page, name, language):
    """Open a check and answer every other question, so that all kinds of parts are there."""
    check = weerbaar.data.content.checks[name]
    page.goto(f"{weerbaar.base}check/{name}?taal={language}")
    expect(page.locator("[data-check][data-ready]")).to_be_attached()
    if check.offices:
        page.locator("#ambt").select_option("wethouder")
    unfold(page)
    for one in check.questions[::2]:
        if not one.offices:
            answer(page, one.id, check.scale[1].id)
    page.evaluate("for (const part of document.querySelectorAll('main details')) part.open = true")
    return page


def test_a_check_can_be_read_without_a_script(weerbaar, people):
    """Every answer's advice opens by itself, rules can be reached, nothing waits for a script."""
    page = people.page(size=PHONE, java_script_enabled=False)
    page.goto(f"{weerbaar.base}check/check-nevenfuncties")
    expect(page.get_by_text(weerbaar.text("selfcheck.without_script"))).to_be_visible()
    expect(page.locator("input:visible, select:visible, button:visible")).to_have_count(0)
    advice = question(page, "zaken").locator("[data-advice=yes]")
    advice.locator("> summary").click()
    expect(advice.locator("li").first).to_be_visible()
    advice.get_by_text("Regels hierbij").click()
    advice.get_by_role("link", name="Dit mag je niet doen").click()
    rule = page.locator("#regel-verboden")
    expect(rule.locator("h3")).to_be_in_viewport()
    page.locator("summary").get_by_text("Kies je ambt").click()
    page.get_by_role("link", name="Statenlid", exact=True).click()
    expect(page.locator("#regel-geborgd, #regel-vooraf")).to_have_count(2)
    expect(page.locator("#regel-geborgd")).to_be_hidden()
    rule.locator("h3").click()
    expect(rule.locator("[data-office]:visible")).to_have_count(1)
    expect(page.locator("[data-questions]")).to_have_text("19 vragen")


def test_a_folded_check_is_short_enough_to_oversee(weerbaar, people):
    """Before any answer a phone shows one theme and the names of the rest: few screens high."""
    page = people.page(size=PHONE)
    page.goto(f"{weerbaar.base}check/check-nevenfuncties")
    page.locator("#ambt").select_option("statenlid")
    expect(page.locator("fieldset:visible")).to_have_count(5)
    assert page.evaluate("document.documentElement.scrollHeight") < 7 * PHONE["height"]
