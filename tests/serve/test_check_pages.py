"""The pages of checks as anybody can ask them: whole without a script, and nothing to send to."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

import pytest

from tests.serve.test_pages_over_http import page
from weerbaar.catalog import LANGUAGES
from weerbaar.serve.assets import asset

CHECKS = ("check-nevenfuncties", "ruggespraak")


class Reader(HTMLParser):
    """What stands on a page: its tags with their attributes, and its words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(text)
        self.words = " ".join(self.words.split())

    def handle_starttag(self, tag, attrs):
        """Keep a tag."""
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        """Keep words."""
        self.words += data

    def with_(self, name: str) -> list[str]:
        """Values of an attribute, wherever it stands."""
        return [attrs[name] for _, attrs in self.tags if attrs.get(name)]


def squeezed(text: str) -> str:
    """A text with single spaces, as it is read."""
    return " ".join(text.split())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CHECKS)
def test_everything_stands_on_the_page(started, name, language):
    """Every question, every answer's advice, every rule and the promise are in the page itself."""
    content = started.data.content
    check = content.checks[name]
    text = page(started.request("GET", f"/check/{name}?taal={language}"))
    shown = Reader(text)
    assert f'<html lang="{language}">' in text
    assert text.count("<h1") == 1
    said = [check.title, check.lead, check.privacy, *check.how]
    said += [s.text for s in content.privacy.sentences if s.when == "check"]
    for question in check.questions:
        said += [question.text, question.why]
        for answer, kind in zip(question.answers, check.scale, strict=True):
            said += [answer.text or kind.text, *(step.text for step in (*answer.do, *answer.ask))]
    said += [rule.gist for rule in check.rules]
    for one in said:
        assert squeezed(one[language]) in shown.words, one[language]
    assert "{" not in shown.words


def test_the_law_is_told_to_each_office_with_its_article(started):
    """Where an office reads what the law asks of it, its own article and organisation stand."""
    text = page(started.request("GET", "/check/check-nevenfuncties"))
    rule = text[text.index('id="regel-openbaar"') :]
    rule = rule[: rule.index('id="regel-vooraf"')]
    parts = re.split(r'<div data-office="', rule)[1:]
    told = {part.split('"')[0]: Reader(part).words for part in parts}
    assert "artikel 12 Gemeentewet" in told["raadslid"]
    assert "op het gemeentehuis" in told["raadslid"]
    assert "artikel 41b, lid 3, Gemeentewet" in told["wethouder"]
    assert "artikel 11 Provinciewet" in told["statenlid"]
    assert "op het provinciehuis" in told["statenlid"]
    assert "artikel 32 Waterschapswet" in told["lid-algemeen-bestuur"]
    assert "artikel 44k, lid 3, Waterschapswet" in told["lid-dagelijks-bestuur"]
    assert len(told) == 9


def test_without_a_script_an_office_is_chosen_in_the_address(started):
    """With ?ambt= the page hides what is for other offices; one that is none changes nothing."""
    path = "/check/check-nevenfuncties"
    plain, mine = (page(started.request("GET", path + more)) for more in ("", "?ambt=statenlid"))
    assert page(started.request("GET", f"{path}?ambt=koning")) == plain

    def hidden(text: str) -> set[str]:
        parts = [(*attrs.values(),) for _, attrs in Reader(text).tags if "hidden" in attrs]
        return {value for values in parts for value in values if value}

    found = hidden(mine) - hidden(plain)
    assert {"regel-geborgd", "regel-vooraf", "geborgde-zetel", "raadslid"} <= found
    assert not {"regel-openbaar", "statenlid", "baan"} & found
    assert f'href="{path}?taal=en&amp;ambt=statenlid"' in mine
    assert "19 vragen" in mine
    assert "20 vragen" in plain


@pytest.mark.parametrize("name", CHECKS)
def test_days_are_written_in_words(started, name):
    """What was checked when stands there as people write a day."""
    for language, written in (("nl", "22 november 2026"), ("en", "22 November 2026")):
        words = Reader(page(started.request("GET", f"/check/{name}?taal={language}"))).words
        assert not re.search(r"\b20\d\d-\d\d-\d\d\b(?!\.yaml)", words)
        assert (written in words) == (name == "check-nevenfuncties")


@pytest.mark.parametrize("name", CHECKS)
def test_there_is_nothing_to_send_an_answer_to(started, name):
    """No form, no inline script, no other address is loaded; the script knows no way to send."""
    shown = Reader(page(started.request("GET", f"/check/{name}")))
    tags = [tag for tag, _ in shown.tags]
    assert "form" not in tags
    assert not {"iframe", "img", "object", "embed"} & set(tags)
    assert [attrs.get("src", "").split("?")[0] for tag, attrs in shown.tags if tag == "script"] == [
        "/weerbaar/static/check.js"
    ]
    script = asset("check.js").body.decode()
    ways = r"fetch|XMLHttp|sendBeacon|WebSocket|EventSource|localStorage|cookie|history\.|location"
    assert not re.search(ways, script)
    kept = [value for value in shown.with_("name") if value not in {"viewport", "robots"}]
    assert all(name in kept for name in ("baan" if name == "check-nevenfuncties" else "druk",))


@pytest.mark.parametrize("path", ["/check/", "/check/bestaat-niet", "/check/..%2f", "/check/a/b"])
def test_a_check_that_is_not_there_is_our_404(started, path):
    """An unknown check is told in one sentence."""
    answer = started.request("GET", path)
    assert answer[0] == 404
    assert started.text("errors.page_unknown") in page(answer)


@pytest.mark.parametrize("language", LANGUAGES)
def test_tools_and_cases_lead_to_the_check_and_links_on_it_lead_somewhere(started, language):
    """The tool's page and cases that name it have a button; no link on a check is broken."""
    for name in CHECKS:
        button = f'href="/check/{name}?taal={language}"'
        assert button in page(started.request("GET", f"/hulp/{name}?taal={language}"))
        shown = Reader(page(started.request("GET", f"/check/{name}?taal={language}")))
        ids = set(shown.with_("id"))
        for link in {unescape(value) for value in shown.with_("href")}:
            if link.startswith("#"):
                assert link[1:] in ids, link
            elif link.startswith("/"):
                assert started.request("GET", link)[0] == 200, link
    case = page(started.request("GET", f"/casus/advies-op-zaterdag?taal={language}"))
    assert all(f'href="/check/{name}?taal={language}"' in case for name in CHECKS)
    assert "/check/" not in page(started.request("GET", "/hulp/cultuurchecklist"))
