"""The report of a group on paper: all that was released and agreed, and nothing else."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from PIL import Image

from tests.report.reading import squeezed, words_of
from tests.report.rooms import DAY, EMPTY, PLAN, any_release, occasion, released
from weerbaar import __version__
from weerbaar.catalog import LANGUAGES, Voice, load_content
from weerbaar.disclosure import Detail
from weerbaar.model import advise
from weerbaar.present.balance import group_balance
from weerbaar.present.wording import advice_text, level_word
from weerbaar.report.figures_told import quadrants_told, statements_told
from weerbaar.report.group import TEMPLATE, group_report, group_sheet
from weerbaar.report.typeset import page_count, pictures

in_each_language = pytest.mark.parametrize("language", LANGUAGES)
ROOMS = [("zelftest", 4), ("zelftest", 8), ("zelftest", 23), ("zelftest-integer-handelen", 23)]


@pytest.fixture(scope="module")
def content():
    """All content."""
    return load_content()


def has(document: str, *words: str) -> bool:
    """Whether all words stand in a document."""
    missing = [text for text in words if squeezed(text) not in document]
    assert not missing
    return True


@in_each_language
@pytest.mark.parametrize(("name", "n"), ROOMS)
def test_a_report_says_what_was_released_and_agreed(content, name, n, language):
    """Rules with evidence and whose they are, agreements, hidden figures: all as readable text."""
    release = released(content, n, name=name)
    document = group_report(release, occasion(release), Voice(content, language))
    read = words_of(document)
    instrument = content.instruments[name]
    profile = release.as_profile(instrument.model)
    rules = [
        advice_text(one, instrument, Voice(content, language))
        for one in (advise(profile) if profile else ())
    ]
    for rule in rules:
        origin = "our_rule" if rule.ours else "source_rule"
        told = content.text(f"page.advice.{origin}", language)
        assert has(read, rule.title, rule.evidence or "", rule.text, rule.involve or "", told)
    assert bool(rules) is (release.detail is not Detail.NOTHING)
    for one in PLAN.agreements:
        assert has(read, one.what, one.owner, Voice(content, language).day(one.by))
    follow_up = Voice(content, language).day(PLAN.follow_up)
    assert has(read, content.text("report.follow_up.title", language, day=follow_up))
    assert has(read, content.exercises[PLAN.exercise][language].title)
    assert has(read, content.text("report.hidden.title", language))
    assert has(read, Voice(content, language).day(DAY), "ACDEFG", release.digest, __version__)
    if release.detail is Detail.STATEMENTS:
        assert has(
            read, *(s.text[language] for q in instrument.file.quadrants for s in q.statements)
        )


@in_each_language
def test_a_report_is_tagged_and_its_pictures_have_words(content, language):
    """It is PDF/UA-1; net, balance and then-and-now are figures with all their lines as words."""
    release, then = released(content, 23), released(content, 21, 2, turn=2)
    document = group_report(release, occasion(release, then=then), Voice(content, language))
    assert re.search(rb"pdfuaid:part>\s*1\s*<", document)
    assert b"/StructTreeRoot" in document
    assert f"/Lang({language})".encode() in document
    sheet = group_sheet(release, occasion(release, then=then), Voice(content, language))
    for alt in (sheet["alt"], sheet["balance"]["alt"], sheet["change_alt"]):
        assert len(alt) > 200
    # Words outside the alphabet are written in another way, so that only their number is seen.
    assert document.count(b"/Alt") == 3
    balance = group_balance(release, Voice(content, language))
    assert has(words_of(document), balance.heading, balance.verdict, *balance.reading)


PAGES = {4: 2, 7: 3, 12: 4, 19: 4, 23: 4}


@pytest.mark.parametrize("plan", [PLAN, EMPTY], ids=["agreed", "nothing agreed"])
@pytest.mark.parametrize(("n", "wave"), [*((n, False) for n in PAGES), (7, True), (23, True)])
def test_a_report_takes_few_pages(content, plan, n, wave):
    """Two pages without figures, three with levels, four with statements; of a wave one more."""
    release = released(content, n)
    then = released(content, n, 5, turn=2) if wave else None
    sheet = group_sheet(release, occasion(release, plan, then), Voice(content, "nl"))
    assert page_count(TEMPLATE, sheet) == PAGES[n] + wave


@pytest.mark.parametrize(("n", "seed"), [*((n, 1) for n in PAGES), (9, 4), (16, 5), (45, 3)])
def test_no_page_of_a_report_is_nearly_empty(content, n, seed):
    """In either language each page is used for more than half of its height."""
    release = released(content, n, seed)
    for language, plan in zip(LANGUAGES, (PLAN, EMPTY), strict=True):
        sheet = group_sheet(release, occasion(release, plan), Voice(content, language))
        for number, page in enumerate(pictures(TEMPLATE, sheet, ppi=20), 1):
            assert used(page) > 0.6, (language, number)


def used(page: bytes) -> float:
    """How far down a page something stands, as a share of the room between head and foot."""
    grey = Image.open(io.BytesIO(page)).convert("L")
    room = grey.crop((0, grey.height // 20, grey.width, grey.height * 92 // 100))
    box = room.point(lambda shade: 255 * (shade < 248)).getbbox()
    return box[3] / room.height if box else 0.0


@in_each_language
def test_a_small_group_gets_a_guide_and_no_figure(content, language):
    """Under five people the report is the same whatever they answered: a guide for the talk."""
    calm, other = released(content, 4), released(content, 4, 9, turn=2)
    sheet = group_sheet(calm, occasion(calm), Voice(content, language))
    assert sheet == group_sheet(other, occasion(other), Voice(content, language))
    assert (sheet["picture"], sheet["story"]["quadrants"], sheet["story"]["rules"]) == ("", (), ())
    assert sheet["balance"] is None
    document = group_report(calm, occasion(calm), Voice(content, language))
    read = words_of(document)
    assert "%" not in read
    assert b"/Alt" not in document
    steps = content.instruments["zelftest"].intro.under_five
    assert has(read, *(line[language] for line in steps))


def test_a_group_of_levels_sees_no_statement(content):
    """From five to nine people each quadrant has its level in words, and no percentage stands."""
    release = released(content, 8)
    sheet = group_sheet(release, occasion(release), Voice(content, "nl"))
    assert sheet["story"]["statements"] == ()
    levels = dict(release.levels)
    for told in sheet["story"]["quadrants"]:
        assert (
            level_word(levels[told["id"]], content.instruments["zelftest"], Voice(content, "nl"))
            in told["words"]
        )
        assert told["share"] is None
    assert "%" not in words_of(group_report(release, occasion(release), Voice(content, "nl")))


@settings(max_examples=60)
@given(release=any_release(load_content()))
def test_every_bar_and_percentage_was_released(release):
    """A bar ends where a released share does; a percentage is of a released figure or its ends."""
    content = load_content()
    instrument = content.instruments["zelftest"]
    statements = [
        one
        for group in statements_told(release, instrument, None, Voice(content, "nl"))
        for one in group.statements
    ]
    for told, figure in zip(statements, release.statements, strict=True):
        # Two ways to the same share may differ in the last of sixteen digits.
        ends = {round(end, 9) for part in told.parts for end in (part.low, part.high)}
        if figure.level is None:
            low, high = figure.share or (0, 1)
            split = set()
            if figure.red and figure.orange:
                split = {low * figure.red.low / (figure.red.low + figure.orange.low)}
            known = {0, 1, low, high} | split
        else:
            known = {0, 1 / 2, 1}
        assert ends <= {round(end, 9) for end in known}
    for told in quadrants_told(release, instrument, Voice(content, "nl")):
        shown = {int(number) for number in re.findall(r"(\d+)%?", told.words)}
        known = (told.share, told.low, told.high)
        assert shown <= {round(100 * value) for value in known if value is not None}


def test_then_and_now_needs_the_release_of_now(content):
    """Two waves of which the later is another release are not told: nothing is mixed up."""
    release, then = released(content, 23), released(content, 21, 2)
    mixed = occasion(released(content, 23, 7), then=then)
    sheet = group_sheet(release, mixed, Voice(content, "nl"))
    assert (sheet["story"]["change"], sheet["change_picture"]) == (None, "")
    assert group_sheet(release, occasion(release, then=then), Voice(content, "nl"))[
        "change_picture"
    ]


def test_a_rehearsal_says_so(content):
    """Made-up answers are marked on the first page."""
    release = replace(released(content, 23), rehearsal=True)
    document = group_report(release, occasion(release), Voice(content, "nl"))
    assert has(words_of(document), content.text("report.rehearsal", "nl"))


def test_another_questionnaire_is_no_report(content):
    """A release of a questionnaire that has changed since is refused, not told wrongly."""
    release = replace(released(content, 23), digest="other")
    with pytest.raises(ValueError, match="other"):
        group_report(release, occasion(release), Voice(content, "nl"))


@in_each_language
def test_quadrants_that_stand_out_together_are_named_on_top(content, language):
    """What is on top of the first page never says that none stands out when a rule names two."""
    release = replace(released(content, 8), highest=("startpunt", "omgeving"))
    sheet = group_sheet(release, occasion(release), Voice(content, language))
    told = [one["value"] for one in sheet["brief"]]
    test = content.instruments["zelftest"]
    names = [test.quadrant(quadrant).name[language] for quadrant in release.highest]
    assert ", ".join(names) in told
    assert content.text("report.brief.none", language) not in told
