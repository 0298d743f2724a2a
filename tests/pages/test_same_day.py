"""The same statements twice on one day (R5): asked about first, and read by whoever answers."""

from __future__ import annotations

import dataclasses

import pytest
from markupsafe import escape

from tests.pages.rooms import SHELL
from tests.pages.test_facilitator import Page
from weerbaar.catalog import LANGUAGES
from weerbaar.model import AnswerSheet, Colour
from weerbaar.pages.participant import ParticipantDesk
from weerbaar.room import Kind, Phase

SELF_TEST = {"instrument": "zelftest", "group_type": "gemeenteraad", "size_class": "20-29"}


@pytest.fixture
def board(facilitator):
    """A page of the facilitator."""
    return Page(facilitator)


@pytest.fixture
def desk(room, content):
    """The desk of a participant's page."""
    return ParticipantDesk(room, content)


@pytest.fixture
def revealed(room):
    """Hold a session of today up to the reveal, and put it away; gives its code."""

    def make(people=6, **choices):
        session = room.open(**choices)
        asked = room.instrument(session)
        sheet = AnswerSheet(asked, {s.id: Colour.GREEN for s in asked.statements})
        for phone in range(people):
            room.share(session.code, f"{phone:032x}", sheet)
        room.count_heads(session.code, people)
        room.close(session.code)
        room.reveal(session.code)
        room.archive(session.code)
        return session.code

    return make


def choice(kind="live", **more):
    """What is filled in to open a session."""
    return {**SELF_TEST, "language": "nl", "kind": kind, **more}


def read_by_participants(desk, content, code, language="nl"):
    """Which of the two sentences the participants of a session read."""
    page = desk.page(code, language, **SHELL)
    told = {s.id: str(escape(s.text[language])) for s in content.privacy.sentences}
    return [name for name in ("same_day", "rehearsed") if told[name] in page]


@pytest.mark.parametrize("kind", ["live", "paper", "rehearsal"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_second_session_on_one_day_is_asked_about(board, room, content, revealed, kind, language):
    """By phone, on paper or as a rehearsal: nothing opens until the question is answered."""
    code = revealed()
    board.act("language", language)
    board.act("open", **choice(kind))
    assert room.current() is None
    asked = content.text("wave.beside.ask", language, sessions=code)
    assert str(escape(asked)) in board.shown["next"]
    board.act("open", "knowingly", **choice(kind))
    assert room.current().kind == kind


def test_the_kind_of_group_makes_no_difference(board, room, revealed):
    """A fractie is part of its council: another kind of group is asked about too."""
    revealed(group_type="gemeenteraad")
    board.act("open", **choice(group_type="college"))
    assert room.current() is None


def test_what_cannot_be_laid_beside_it_is_not_asked_about(board, room, content, revealed):
    """Another questionnaire, a session without a picture, or one of another day: no question."""
    revealed(instrument="weerbare-cultuur")
    revealed(people=4)
    room.archive(room.open().code)
    before = revealed()
    with room._store.write() as transaction:
        session = transaction.find(before)
        transaction.save(dataclasses.replace(session, day="2025-01-01"))
    board.act("open", **choice())
    assert room.current() is not None


@pytest.mark.parametrize(
    ("earlier", "read"),
    [
        ((), []),
        ((Kind.LIVE,), ["same_day"]),
        ((Kind.REHEARSAL,), ["rehearsed"]),
        ((Kind.REHEARSAL, Kind.LIVE), ["same_day"]),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_participants_read_it(room, content, desk, revealed, earlier, read, language):
    """What two pictures can give away is read by whoever answers the second time."""
    for kind in earlier:
        revealed(kind=kind)
    assert read_by_participants(desk, content, room.open().code, language) == read


def test_a_session_that_was_opened_yesterday_counts_by_its_picture(
    board, room, content, desk, revealed, monkeypatch
):
    """Opened the evening before, shown today: the next one is asked about, and is told of it."""
    monkeypatch.setattr("weerbaar.room.opening.today", lambda: "2025-01-01")
    prepared = room.open().code
    monkeypatch.undo()
    first = revealed()
    assert read_by_participants(desk, content, prepared) == ["same_day"]
    assert room.view(first).session.day != "2025-01-01"
    room.archive(prepared)
    monkeypatch.setattr("weerbaar.room.opening.today", lambda: "2025-01-01")
    code = revealed()
    monkeypatch.undo()
    assert {code, first} == {session.code for session in room.beside("zelftest")}


def test_on_paper_it_stands_on_the_page_and_on_the_card(board, room, content, revealed):
    """Who answers on paper reads it on the card, and the facilitator is asked to say it."""
    code = revealed()
    room.open(kind=Kind.PAPER)
    board.act()
    asked = content.text("wave.beside.paper", "nl", sessions=code)
    assert str(escape(asked)) in board.shown["live"]


def test_a_wave_says_it_in_its_own_words_only(room, content, desk, revealed):
    """A next measurement has a sentence of its own, and reads no second one about its own past."""
    code = revealed()
    wave = room.open(wave_of=code)
    assert read_by_participants(desk, content, wave.code) == []


def test_a_wave_beside_another_session_of_today_is_asked_about(board, content, room, revealed):
    """Repeating a session of last year on a day that has another picture asks about that one."""
    last_year, today = revealed(), revealed()
    with room._store.write() as transaction:
        transaction.save(dataclasses.replace(transaction.find(last_year), day="2025-01-01"))
    board.act("ask_wave", wave=last_year)
    asked = content.text("wave.beside.ask", "nl", sessions=today)
    assert str(escape(asked)) in board.shown["next"]


def test_a_round_with_the_same_statements_is_asked_about(board, room, content, revealed):
    """Another questionnaire for the same people, of which there is a picture today already."""
    code = revealed()
    under = room.open(instrument="weerbare-cultuur")
    room.count_heads(under.code, 9)
    room.close(under.code)
    room.reveal(under.code)
    board.act("round", instrument="zelftest")
    asked = content.text("wave.beside.ask", "nl", sessions=code)
    assert str(escape(asked)) in board.shown["next"]
    assert room.current().code == under.code
    board.act("round", "knowingly", instrument="zelftest")
    assert (room.current().instrument, room.current().phase) == ("zelftest", Phase.OPEN)


def test_two_votes_on_one_evening_are_never_asked_about(room, revealed):
    """Each vote is on a dilemma of its own, or is held twice on purpose."""
    revealed(instrument="dilemma")
    assert room.beside("dilemma") == ()
