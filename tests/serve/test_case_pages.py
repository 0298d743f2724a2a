"""The pages of cases as anybody in the room can ask them, with real requests."""

from __future__ import annotations

import itertools
import re

import pytest

from tests.serve.test_pages_over_http import page
from weerbaar.catalog import LANGUAGES
from weerbaar.catalog.cases import OFFICES

QUADRANTS = ("jij", "startpunt", "sociaal", "omgeving")


def listed(started, query: str, language: str = "nl") -> tuple[set[str], str]:
    """Ids of the cases that a query lists, and the page."""
    answer = started.request("GET", f"/casussen?{query}&taal={language}")
    assert answer[0] == 200
    text = page(answer)
    return set(re.findall(r'href="/casus/([a-z0-9-]+)\?', text)), text


def test_every_choice_lists_exactly_what_fits(started):
    """Each combination of quadrant, office and time gives the cases that have all three."""
    cases = {name: twins.nl for name, twins in started.data.content.cases.items()}
    for quadrant, office, time in itertools.product(("", *QUADRANTS), ("", *OFFICES), (0, 10, 15)):
        fitting = {
            name
            for name, case in cases.items()
            if (not quadrant or quadrant in case.quadrants)
            and (not office or office in case.offices)
            and (not time or case.minutes <= time)
        }
        shown, text = listed(started, f"vlak={quadrant}&ambt={office}&tijd={time or ''}")
        assert shown == fitting, (quadrant, office, time)
        assert (started.text("case.none") in text) is not bool(fitting)


@pytest.mark.parametrize(
    "query", ["vlak=boos", "ambt=%3Cscript%3E", "tijd=-1", "tijd=0", "vlak=jij%22%3E", "tijd=1e9"]
)
def test_an_unknown_choice_is_told_and_not_repeated(started, query):
    """What is no option is not searched for, said so, and shows up nowhere in the page."""
    shown, text = listed(started, query)
    assert shown == set(started.data.content.cases)
    assert started.text("case.unknown") in text
    assert "boos" not in text
    assert "<script>" not in text
    assert "tijd=" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_choice_goes_along_to_a_case_and_back(started, language):
    """From a filtered list to a case, in the other language, and back to the same list."""
    query = f"vlak=jij&amp;tijd=10&amp;taal={language}"
    assert (
        f'href="/casus/de-agenda-is-vol?{query}"'
        in listed(started, "vlak=jij&tijd=10", language)[1]
    )
    answer = started.request("GET", f"/casus/de-agenda-is-vol?vlak=jij&tijd=10&taal={language}")
    text = page(answer)
    assert f'href="/casussen?{query}"' in text
    other = next(one for one in LANGUAGES if one != language)
    assert f'href="/casus/de-agenda-is-vol?vlak=jij&amp;tijd=10&amp;taal={other}"' in text


def test_every_case_has_its_page_in_both_languages(started):
    """Story, questions, perspectives, turns and the tools that exist stand on every page."""
    content = started.data.content
    for name, language in itertools.product(content.cases, LANGUAGES):
        text = page(started.request("GET", f"/casus/{name}?taal={language}"))
        case = content.cases[name][language]
        assert f'<html lang="{language}">' in text
        assert text.count("<h1") == 1
        for part in (case.title, *case.questions, *case.what_if, case.text.split("\n")[0]):
            assert part in text, (name, part)
        assert all(f'href="/hulp/{tool}?taal={language}"' in text for tool in case.tools)


@pytest.mark.parametrize("path", ["/casus/", "/casus/bestaat-niet", "/casus/..%2f", "/casussen/x"])
def test_a_case_that_is_not_there_is_our_404(started, path):
    """An unknown case is told in one sentence."""
    answer = started.request("GET", path)
    assert answer[0] == 404
    assert started.text("errors.page_unknown") in page(answer)


def test_a_tool_leads_to_its_cases(started):
    """The tool about talking of cases leads to them, and to the whole list."""
    text = page(started.request("GET", "/hulp/casussen"))
    assert 'href="/casus/kaarten-voor-de-wedstrijd?taal=nl"' in text
    assert 'href="/casussen?taal=nl"' in text
