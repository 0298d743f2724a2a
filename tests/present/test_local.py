"""What an organisation filled in, wherever a tool points to it; and what to ask when it did not."""

from __future__ import annotations

import dataclasses
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weerbaar.catalog import LANGUAGES, Voice, load_content
from weerbaar.catalog.local import ENTRIES, LocalFile
from weerbaar.pages.render import _environment
from weerbaar.present.links import linked
from weerbaar.present.local import local_lines, local_lines_of, phone_address

GRIFFIE = {
    "name": {"nl": "Griffie <b>&", "en": "Clerk"},
    "note": {"nl": "Tot vijf uur.", "en": "Until five."},
    "room": {"nl": "kamer 1", "en": "room 1"},
    "mail": "o'hara&co@voorbeeld.nl",
    "phone": "+31 (0)12-345 67 89",
    "link": "https://voorbeeld.nl/a?b=c&d=e",
}


def content_with(**entries):
    """The content of an organisation that filled these in."""
    local = LocalFile.model_validate(entries)
    return dataclasses.replace(load_content(), local=local)


def tool_of(name):
    """A tool that points to an entry."""
    return next(tool.id for tool in load_content().tools_file.tools if name in tool.local)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ENTRIES)
def test_every_entry_has_a_tool_and_a_question(name, language):
    """Empty, each entry says where to ask and gives a message that is ready to be sent."""
    lines = {line.id: line for line in local_lines(Voice(load_content(), language), tool_of(name))}
    ask = lines[name].ask
    assert ask.question.rstrip().endswith("?")
    sent = urlsplit(ask.href)
    assert (sent.scheme, sent.path) == ("mailto", "")
    assert parse_qs(sent.query) == {"subject": [lines[name].label], "body": [ask.question]}
    assert "+" not in sent.query, "a plus stays a plus in a mail"
    assert lines[name].ways == ()


def test_a_question_goes_to_the_clerks_office_that_is_known():
    """With the address of the clerk's office, the message is addressed; entry by entry."""
    content = content_with(griffie=GRIFFIE)
    lines = {line.id: line for line in local_lines(Voice(content, "nl"), "mediabeleid")}
    assert unquote(urlsplit(lines["mediabeleid"].ask.href).path) == "o'hara&co@voorbeeld.nl"
    assert lines["griffie"].ask is None


def test_what_was_filled_in_becomes_links():
    """Mail, phone, room, web address, PDF and app: each as written, each leading somewhere."""
    content = content_with(
        griffie=GRIFFIE,
        gedragscode={"link": "lokaal/gedragscode.pdf"},
        ondermijning={"app": "https://app.example.org"},
    )
    lines = local_lines_of(Voice(content, "en"), ["mediabeleid", "ondermijning"])
    ways = {(line.id, way.kind): way for line in lines for way in line.ways}
    assert {key: way.href for key, way in ways.items()} == {
        ("griffie", "mail"): "mailto:o%27hara%26co@voorbeeld.nl",
        ("griffie", "phone"): "tel:+31123456789",
        ("griffie", "room"): None,
        ("griffie", "link"): "https://voorbeeld.nl/a?b=c&d=e",
        ("gedragscode", "file"): "lokaal/gedragscode.pdf",
        ("ondermijning", "app"): "https://app.example.org",
    }
    assert [key for key, way in ways.items() if way.inside] == [("gedragscode", "file")]
    assert ways["griffie", "phone"].text == GRIFFIE["phone"]


def test_two_tools_that_point_to_the_same_say_it_once():
    """In the order of the tools, under the first that points to it."""
    tools = load_content().tools_file.tools
    lines = local_lines_of(Voice(load_content(), "nl"), [tool.id for tool in tools])
    assert sorted(line.id for line in lines) == sorted(ENTRIES)
    assert all(line.id in load_content().tool(line.tool).local for line in lines)
    with pytest.raises(KeyError):
        local_lines(Voice(load_content(), "nl"), "bestaat-niet")


def test_nothing_that_was_filled_in_is_obeyed():
    """Whatever stands in the file is shown as text, never read as HTML; in full and in short."""
    content = content_with(griffie=GRIFFIE, gedragscode={"link": "lokaal/a.pdf"})
    shown = _environment().from_string(
        '{% import "local.html.j2" as local %}{{ local.full(lines, "/", t) }}'
        '{{ local.short(lines, "/", t, "nl") }}'
    )
    html = shown.render(
        lines=local_lines(Voice(content, "nl"), "mediabeleid"),
        t=lambda key, **facts: content.text(key, "nl", **facts),
    )
    for part in (
        "Griffie &lt;b&gt;&amp;",
        'href="mailto:o%27hara%26co@voorbeeld.nl"',
        'href="tel:+31123456789"',
        'href="/lokaal/a.pdf"',
        'href="https://voorbeeld.nl/a?b=c&amp;d=e"',
    ):
        assert html.count(part) == 2, part
    # What is still empty leads from a tip to the question on the tool's own page.
    assert 'href="/hulp/mediabeleid?taal=nl#lokaal-mediabeleid"' in html
    assert 'id="lokaal-mediabeleid"' in html


@pytest.mark.parametrize(
    ("written", "called"),
    [
        ("012 345 67 89", "tel:0123456789"),
        ("(012) 345 67 89", "tel:0123456789"),
        ("(0)12-3456789", "tel:0123456789"),
        ("+31 (0)12-345 67 89", "tel:+31123456789"),
        ("112", "tel:112"),
    ],
)
def test_a_number_is_called_as_it_is_meant(written, called):
    """Spaces and brackets go; the nought that a caller from abroad leaves out goes with a plus."""
    assert phone_address(written) == called


@given(st.text(alphabet=" .,;()0123456789-aetphs:/x", max_size=60))
def test_links_in_a_sentence_change_no_word(text):
    """The pieces of a sentence, put together again, are that sentence."""
    assert "".join(piece.text for piece in linked(text)) == text


def test_addresses_and_numbers_in_a_sentence_lead_somewhere():
    """Web addresses without the full stop after them, and phone numbers; no year, no article."""
    text = "Bel 070-373 83 14 of 0800-7000. Artikel 28, 2023-01-01: https://www.a.nl/b_(c). Zo."
    found = {piece.text: (piece.href, piece.host) for piece in linked(text) if piece.href}
    assert found == {
        "070-373 83 14": ("tel:0703738314", ""),
        "0800-7000": ("tel:08007000", ""),
        "https://www.a.nl/b_(c": ("https://www.a.nl/b_(c", "a.nl"),
    }
