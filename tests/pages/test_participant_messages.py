"""Messages at the participant's desk: whatever may come in gets an answer, and changes nothing."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.pages.rooms import CALM, NoStore, in_each_language, json_values, sheet
from weerbaar.pages.participant import ParticipantDesk
from weerbaar.room import Phase, Room
from weerbaar.room.errors import StoreError

shared_room = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)

BAD = {
    "an unknown statement": {"answers": {"nep-stelling": "green"}},
    "a colour outside the scale": {"answers": {"jij-zelfbeeld": "geheim-paars"}},
    "a number for a colour": {"answers": {"jij-zelfbeeld": 2}},
    "a list for answers": {"answers": ["green"] * 12},
    "no answers": {"answers": None},
    "a hundred thousand answers": {"answers": dict.fromkeys(map(str, range(100_000)), "red")},
    "a very long colour": {"answers": {"jij-zelfbeeld": "r" * 1_000_000}},
    "another version": {"digest": "0" * 16},
    "no version": {"digest": None},
    "a short token": {"token": "abc"},
    "a token in capitals": {"token": "A" * 32},
    "a very long token": {"token": "a" * 1_000_000},
    "a token that is a list": {"token": ["a" * 32]},
    "half a code": {"code": "ABC"},
    "a code that is a number": {"code": 123456},
    "a code with other signs": {"code": "<b>abc"},
    "an unknown code": {"code": "AAAAAA"},
    "a kind that does not exist": {"type": "reveal"},
    "a kind that is a list": {"type": ["share"]},
    "no kind": {"type": None},
}


@in_each_language
@pytest.mark.parametrize("bad", BAD.values(), ids=BAD.keys())
def test_a_tampered_message_gets_one_sentence_and_changes_nothing(group, content, bad, language):
    """Whatever does not fit is told in a sentence of ours, and nothing is counted."""
    before = group.stored()
    message = {**group.message("share", CALM, language=language), **bad}
    reply = group.desk.handle(message)
    ours = {text[language] for key, text in content.ui.items() if key.startswith("errors.")}
    assert reply["error"] in ours
    assert "outcome" not in reply
    assert group.stored() == before


@shared_room
@given(message=st.dictionaries(st.text(max_size=8), json_values))
def test_any_message_is_answered(group, message):
    """No message makes the desk raise or changes anything."""
    before = group.stored()
    json.dumps(group.desk.handle(message))
    assert group.stored() == before


@shared_room
@given(
    kind=st.sampled_from(["draw", "begin", "share", "finish", "state", "group", "kit"]),
    field=st.sampled_from(["code", "token", "digest", "answers"]),
    value=json_values,
)
def test_a_message_that_is_right_save_one_part_is_answered(group, kind, field, value):
    """With one part replaced by anything at all, nobody's answers are counted."""
    message = {**group.message(kind, CALM), field: value}
    json.dumps(group.desk.handle(message))
    assert not group.stored()["tallies"]
    assert group.room.view(group.code).session.phase is Phase.OPEN


@pytest.mark.parametrize(
    ("language", "expected"), [("en", "en"), ("nl", "nl"), ("de", "nl"), (None, "nl"), ([], "nl")]
)
def test_every_message_carries_its_language(group, content, language, expected):
    """An answer comes in the language of the message; an unknown one becomes the first."""
    reply = group.ask("share", code="?", language=language)
    assert reply["error"] == content.text("errors.code_malformed", expected)


@pytest.mark.parametrize("code", ["busy", "full", "corrupt", "unwritable"])
def test_a_store_in_trouble_becomes_a_sentence(content, code):
    """A store that cannot write is told in words, and that trying again makes sense."""

    class Trouble(NoStore):
        def read(self):
            raise StoreError(code, path="x")

    desk = ParticipantDesk(Room(Trouble(), content), content)
    reply = desk.handle({"type": "state", "code": "AAAAAA", "language": "en"})
    assert reply == {
        "error": content.text(f"errors.store.{code}", "en", path="x"),
        "code": code,
        "retry": True,
    }


def test_no_trace_of_an_answer_in_an_error(group, monkeypatch, content):
    """What is said about a bad answer never repeats it, nor does the error behind it."""
    caught = []
    parse = ParticipantDesk._sheet

    def watched(*arguments):
        try:
            return parse(*arguments)
        except Exception as error:
            caught.append(error)
            raise

    monkeypatch.setattr(ParticipantDesk, "_sheet", watched)
    for answers in ({"jij-zelfbeeld": "geheim"}, {"geheim": "red"}, {"jij-zelfbeeld": ["geheim"]}):
        reply = group.ask("share", answers=answers)
        assert "geheim" not in json.dumps(reply)
    assert len(caught) == 3
    for error in caught:
        assert "geheim" not in repr(error)
        assert error.__cause__ is None
        assert error.__suppress_context__ or error.__context__ is None
    assert "red" not in repr(sheet(content, "rrr rrr rrr rrr"))
