"""The pages of exercises as anybody in the room can ask them, with real requests."""

from __future__ import annotations

import html
import itertools
import re
import urllib.parse

import pytest

from tests.serve.test_pages_over_http import page
from weerbaar.catalog import LANGUAGES
from weerbaar.present.links import linked
from weerbaar.serve.requests import SECURITY

QUADRANTS = ("jij", "startpunt", "sociaal", "omgeving")


def listed(started, query: str, language: str = "nl") -> tuple[set[str], str]:
    """Ids of the exercises that a query lists, and the page."""
    answer = started.request("GET", f"/werkvormen?{query}&taal={language}")
    assert answer[0] == 200
    text = page(answer)
    return set(re.findall(r'href="/werkvorm/([a-z0-9-]+)\?', text)), text


def test_every_choice_lists_exactly_what_fits(started):
    """Each combination of quadrant, group size and time gives the exercises that have all."""
    exercises = {name: twins.nl for name, twins in started.data.content.exercises.items()}
    times = sorted({exercise.minutes for exercise in exercises.values()})
    for quadrant, people, time in itertools.product(
        ("", *QUADRANTS), (0, 1, 7, 100), (0, times[0])
    ):
        fitting = {
            name
            for name, one in exercises.items()
            if (not quadrant or quadrant in one.quadrants)
            and (not people or one.group.least <= people <= one.group.most)
            and (not time or one.minutes <= time)
        }
        shown, text = listed(started, f"vlak={quadrant}&groep={people or ''}&tijd={time or ''}")
        assert shown == fitting, (quadrant, people, time)
        assert (html.escape(started.text("exercise.none")) in text) is not bool(fitting)


@pytest.mark.parametrize(
    "query",
    ["vlak=boos", "groep=%3Cscript%3E", "groep=-1", "groep=0", "groep=101", "groep=7.5", "tijd=1"],
)
def test_what_was_not_understood_is_named_and_can_be_mended(started, query):
    """The field is named, a typed number stays as text to mend, and nothing of it is a script."""
    shown, text = listed(started, query)
    assert shown == set(started.data.content.exercises)
    part, value = query.split("=")
    facts = {"most": 100} if part == "groep" else {}
    assert html.escape(started.text(f"exercise.unknown.{part}", **facts)) in text
    kept = html.escape(urllib.parse.unquote(value)) in re.findall(r'value="([^"]+)"', text)
    assert kept is (part == "groep")
    assert "<script>" not in text


@pytest.mark.parametrize(
    ("query", "key", "facts"),
    [
        ("groep=60", "split", {"parts": 2, "n": 30}),
        ("groep=100", "split", {"parts": 3, "n": 34}),
        ("groep=1", "more", {"n": 2}),
        ("groep=60&tijd=12", "split", {"parts": 2, "n": 30}),
    ],
)
def test_when_nothing_fits_the_remedy_is_that_of_its_cause(started, query, key, facts):
    """Too many people split, too few find others; each remedy leads to a list with exercises."""
    shown, text = listed(started, query)
    assert not shown
    assert started.text(f"exercise.remedy.{key}", **facts) in text
    links = re.findall(r'<li><a href="/werkvormen\?([^"]+)&amp;taal=nl"', text)
    assert links
    for link in links:
        assert listed(started, html.unescape(link))[0], link


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_choice_goes_along_to_an_exercise_and_back(started, language):
    """From a filtered list to an exercise, in the other language, and back to the same list."""
    shown, text = listed(started, "vlak=jij&groep=7", language)
    query, name = f"vlak=jij&amp;groep=7&amp;taal={language}", min(shown)
    assert f'href="/werkvorm/{name}?{query}"' in text
    text = page(started.request("GET", f"/werkvorm/{name}?vlak=jij&groep=7&taal={language}"))
    assert f'href="/werkvormen?{query}"' in text
    other = next(one for one in LANGUAGES if one != language)
    assert f'href="/werkvorm/{name}?vlak=jij&amp;groep=7&amp;taal={other}"' in text


def test_every_exercise_has_its_page_in_both_languages(started):
    """Goal, timed steps with their words, pitfalls, variants, and links to what it names."""
    content = started.data.content
    for name, language in itertools.product(content.exercises, LANGUAGES):
        text = html.unescape(page(started.request("GET", f"/werkvorm/{name}?taal={language}")))
        one = content.exercises[name][language]
        assert f'<html lang="{language}">' in text
        assert text.count("<h1") == 1
        steps = [part for step in one.steps for part in (step.title, step.do, step.say)]
        for part in (one.title, one.goal, *one.materials, *steps, *one.pitfalls, one.online):
            assert part in text, (name, part)
        last = {"start": one.starts[-1], "end": one.minutes}
        assert content.text("exercise.clock", language, **last) in text
        own = "exercise.ours_told" if one.ours else "exercise.from_source_told"
        assert started.text(own, language) in text
        for piece in linked(one.source):
            assert (piece.href or piece.text) in text, (name, piece)
        for statement in one.statements:
            found = next(
                found.statement(statement)
                for found in content.instruments.values()
                if any(s.id == statement for s in found.model.statements)
            )
            assert found.text[language] in text
        links = [f"casus/{case}" for case in one.cases] + [f"hulp/{tool}" for tool in one.tools]
        for card in one.cards:
            assert all(part in text for part in (card.title, *card.lines)), (name, card.id)
        assert (f'href="/werkvorm/{name}/kaarten.pdf' in text) is bool(one.cards)
        links += [f"werkvorm/{name}/kaarten.pdf"] if one.cards else []
        for link in (*links, f"werkvorm/{name}.pdf"):
            assert f'href="/{link}?taal={language}"' in text, (name, link)


def test_tools_and_cases_lead_to_their_exercises(started):
    """A tool says do it now, a case names what it suits: the way back of every link."""
    content = started.data.content
    for name, twins in content.exercises.items():
        paths = [f"/hulp/{tool}" for tool in twins.nl.tools[:1]]
        paths += [f"/casus/{case}" for case in twins.nl.cases[:1]]
        for path in paths:
            text = page(started.request("GET", path))
            assert f'href="/werkvorm/{name}?taal=nl"' in text, (name, path)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_exercise_comes_as_a_pdf(started, language):
    """Without a session: a tagged document in that language, under a name of its own."""
    name = next(iter(started.data.content.exercises))
    status, headers, body = started.request("GET", f"/werkvorm/{name}.pdf?taal={language}")
    assert status == 200
    assert headers["content-type"] == "application/pdf"
    assert f'filename="{name}-{language}.pdf"' in headers["content-disposition"]
    assert all(headers.get(name.lower()) == value for name, value in SECURITY.items())
    assert body.startswith(b"%PDF")
    assert b"/StructTreeRoot" in body
    assert f"/Lang({language})".encode() in body
    again = started.request("GET", f"/werkvorm/{name}.pdf?taal={language}")
    assert again[2] == body


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_cards_of_an_exercise_come_as_a_pdf(started, language):
    """Under a name of their own, in that language."""
    path = f"/werkvorm/perspectievenmethode/kaarten.pdf?taal={language}"
    status, headers, body = started.request("GET", path)
    assert (status, headers["content-type"]) == (200, "application/pdf")
    assert f'"perspectievenmethode-kaarten-{language}.pdf"' in headers["content-disposition"]
    assert f"/Lang({language})".encode() in body


@pytest.mark.parametrize(
    "path",
    [
        *("/werkvorm/", "/werkvorm/bestaat-niet", "/werkvorm/bestaat-niet.pdf", "/werkvormen/x"),
        *("/werkvorm/afspraken-maken/kaarten.pdf", "/werkvorm/bestaat-niet/kaarten.pdf"),
        *("/werkvorm/..%2f", "/werkvorm/..%2fx.pdf", "/werkvorm/a.pdf/b"),
    ],
)
def test_an_exercise_that_is_not_there_is_our_404(started, path):
    """An unknown exercise is told in one sentence."""
    answer = started.request("GET", path)
    assert answer[0] == 404
    assert started.text("errors.page_unknown") in page(answer)
