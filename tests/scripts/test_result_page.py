"""One's own result as the phone shows it: rules, tips, what is open, and what a tip opens."""

from __future__ import annotations

import gzip
import html
import json
import re
from html import escape
from itertools import pairwise

import pytest

from tests.scripts.running import run_script
from tests.scripts.sheets import Asked, asked, content, kit, sheets, told
from weerbaar.catalog import LANGUAGES, Voice
from weerbaar.pages.kit import phone_kit

MADE = """\
import { createResult } from "./result.js";

const colours = { g: "green", o: "orange", r: "red" };

export default ({ kit, sheets, prefix }) => {
  const { html } = createResult(kit);
  const names = kit.instrument.quadrants.flatMap(({ statements }) => statements);
  return sheets.map((letters) =>
    html(Object.fromEntries(names.map((name, at) => [name, colours[letters[at]] || null])), prefix),
  );
};
"""

MOST = 62_000
"""Bytes of the kit of the self-test on its way to a phone."""

in_each_language = pytest.mark.parametrize("language", LANGUAGES)


def pages(of: Asked, letters: list[str], prefix: str = "net-own") -> list[str]:
    """What a phone shows to people who answered so."""
    packed = [one.replace(" ", "") for one in letters]
    return run_script(MADE, {"kit": kit(of), "sheets": packed, "prefix": prefix})


def texts(said: dict) -> list[str]:
    """Every text that is told, in the order in which it is shown; descriptions are in pictures."""
    shown = [said["balance"]["verdict"], *said["balance"]["reading"]] if said["balance"] else []
    for advice in said["advice"]:
        shown += [advice["title"], advice["why"], advice["text"], advice["involve"]]
    for tip in said["tips"]:
        shown += [tip["word"], tip["about"], tip["text"]]
        shown += [*tip["tools"], *tip["exercises"], *tip["contacts"]]
    return [text for text in [*shown, *said["opened"]] if text]


@pytest.mark.parametrize("of", asked(), ids="-".join)
def test_a_page_shows_all_that_is_told_and_nothing_else_of_it(of):
    """Every text stands in the page, in order and escaped, and no placeholder is left."""
    letters = sheets(of, 24, "pages")
    for page, sheet in zip(pages(of, letters), letters, strict=True):
        place = 0
        for text in texts(json.loads(told(of, sheet))):
            place = page.index(escape(text), place) + len(text)
        assert not re.search(r"\[\[|\]\]|<!--|undefined|\{\w+\}|\bnull\b", page)
        assert page.count('class="tip ') == sum(letter in "or" for letter in sheet)


@in_each_language
def test_red_comes_first_and_what_is_green_has_no_tip(language):
    """The red statements bring their tips, then the orange ones, and a green one none."""
    of = ("zelftest", language)
    (page,) = pages(of, ["gor ggo rgg gg."])
    file = content().instruments["zelftest"].file
    all_tips = [s.tip.text[language] for q in file.quadrants for s in q.statements]
    found = [page.index(escape(all_tips[at])) for at in (2, 6, 1, 5)]
    assert all(one < other for one, other in pairwise(found))
    assert [tip for tip in all_tips if escape(tip) in page] == [all_tips[at] for at in (1, 2, 5, 6)]
    assert re.findall(r'class="tip (\w+)"', page) == ["red", "red", "orange", "orange"]


@in_each_language
def test_the_balance_stands_below_the_net_and_before_the_advice(language):
    """Picture, verdict and heading of the balance, after the net, which explains the colours."""
    (page,) = pages(("zelftest", language), ["gor ggo rgg gg."])
    headings = [
        content().text(key, language)
        for key in ("balance.heading.person", "participant.result.advice_title")
    ]
    marks = ['class="net"', headings[0], 'class="balance"', "verdict-of-balance", headings[1]]
    assert all(page.index(one) < page.index(other) for one, other in pairwise(marks))


@in_each_language
def test_whoever_answered_nothing_is_told_so(language):
    """A sentence and no picture, no rule and no tip; the tools are there as for everybody."""
    (page,) = pages(("zelftest", language), ["." * 12])
    assert escape(content().text("participant.result.empty_title", language)) in page
    assert "<svg" not in page
    assert 'class="advice"' not in page
    assert 'data-opens="tools"' in page


def test_ids_begin_as_they_are_asked_to():
    """Two pictures of the same answers on one page have no id in common."""
    own, beside = (
        pages(("zelftest", "nl"), ["gor ggo rgg gg."], prefix)[0]
        for prefix in ("net-own", "net-beside")
    )
    found = [set(re.findall(r'\bid="([^"]+)"', page)) for page in (own, beside)]
    assert all(found)
    assert not set.intersection(*found)
    assert all(name.startswith("net-own") for name in found[0])


@pytest.mark.parametrize("of", asked(), ids="-".join)
def test_what_depends_on_answers_leads_nowhere_outside_the_page(of):
    """Links are the same for everybody; all else opens something that came with the page."""
    made = pages(of, sheets(of, 24, "links"))
    library = kit(of)["result"]["library"]["pages"]
    assert len({tuple(re.findall(r"\bhref=\"([^\"]*)\"", page)) for page in made}) == 1
    shown = "".join([*made, *(page["html"] for page in library.values())])
    opened = set(re.findall(r'data-opens="([^"]*)"', shown))
    assert opened == set(library)


@pytest.mark.parametrize("of", asked(), ids="-".join)
def test_everything_that_opens_can_be_opened_by_everybody(of):
    """From the list of all tools one gets to every page of it, whatever was answered."""
    library = kit(of)["result"]["library"]["pages"]
    seen, todo = set(), ["tools"]
    while todo:
        key = todo.pop()
        if key not in seen:
            seen.add(key)
            todo += re.findall(r'data-opens="([^"]*)"', library[key]["html"])
    assert seen == set(library)


@pytest.mark.parametrize("of", asked(), ids="-".join)
def test_what_opens_has_one_heading_with_its_name(of):
    """A dialog is named by the heading of what is read in it."""
    for page in kit(of)["result"]["library"]["pages"].values():
        (heading,) = re.findall(r"<h1>(.*?)</h1>", page["html"])
        assert html.unescape(heading) == page["name"]


@in_each_language
def test_a_kit_is_small_and_the_same_each_time(language):
    """It fits in what a whole visit may cost, and a phone may keep it for as long as it likes."""
    test = content().instruments["zelftest"]
    first, again = (phone_kit(test, Voice(content(), language)) for _ in range(2))
    assert first == again
    assert len(gzip.compress(first.encode(), 9)) <= MOST
