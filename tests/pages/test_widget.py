"""The widget: passes messages on, and keeps what people answered out of the log."""

from __future__ import annotations

import logging

import pytest

from weerbaar.pages.widget import BoardPage, ParticipantPage

SORRY = {"nl": "Er ging iets mis.", "en": "Something went wrong."}


@pytest.fixture
def make():
    """Make a page of a handler, and collect what it sends."""

    def page(handle, kind=ParticipantPage):
        made = kind(handle, SORRY)
        sent = []
        made.send = sent.append
        return made, sent

    return page


@pytest.mark.parametrize("kind", [ParticipantPage, BoardPage])
def test_an_answer_carries_the_number_of_its_question(make, kind):
    """The reply of the desk goes back with the id of the message."""
    made, sent = make(lambda message: {"said": message["type"]}, kind)
    made._handle_custom_msg({"type": "look", "id": "7-a"}, [])
    assert sent == [{"said": "look", "id": "7-a"}]


@pytest.mark.parametrize(
    ("language", "told"), [("nl", "nl"), ("en", "en"), ("xx", "nl"), ([], "nl")]
)
def test_something_unforeseen_is_told_without_its_cause(make, caplog, language, told):
    """An error becomes the sorry text; the log has its kind and never what it says."""

    def fail(_message):
        raise ValueError("jij-zelfbeeld: geheim-rood")

    made, sent = make(fail)
    answers = {"jij-zelfbeeld": "geheim-rood"}
    message = {"type": "share", "id": 3, "language": language, "answers": answers}
    with caplog.at_level(logging.DEBUG):
        made._handle_custom_msg(message, [])
    assert sent == [{"error": SORRY[told], "id": 3}]
    assert "ValueError" in caplog.text
    assert "geheim" not in caplog.text
    assert all(record.exc_info is None for record in caplog.records)


def test_a_message_cannot_write_in_the_log(make, caplog):
    """Nothing of a message gets into the log, what it calls itself included."""

    def fail(_message):
        raise ValueError

    made, _ = make(fail)
    made._handle_custom_msg({"type": "geheim-rood\nFAKE LINE"}, [])
    assert "geheim" not in caplog.text


@pytest.mark.parametrize("message", ["text", None, 3, ["a"]])
def test_what_is_no_message_is_ignored(make, message):
    """Something that is not even a mapping gets no answer and no error."""
    made, sent = make(lambda _: {})
    made._answer(made, message, [])
    assert sent == []
