"""``weerbaar rehearse``: made-up people, in a rehearsal only, and the same ones for a seed."""

from __future__ import annotations

import pytest

from weerbaar.catalog import LANGUAGES
from weerbaar.room import Kind, Phase
from weerbaar.room.rehearsal import players, rehearse


def tally(data, code):
    """What was shared, which only a test may see while a session is open."""
    with data.room._store.read() as transaction:
        return dict(transaction.tally(code).counts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_real_session_is_left_alone(run, data, content, language):
    """In a session of real people nobody is made up: refused in a sentence, nothing counted."""
    session = data.room.open()
    code, said = run("rehearse", session.code, "--lang", language)
    assert code == 1
    assert said.strip() == content.text("errors.not_a_rehearsal", language, code=session.code)
    assert data.room.view(session.code).session == session
    assert tally(data, session.code) == {}
    code, _ = run("rehearse", session.code, "--browser")
    assert code == 1


def test_a_rehearsal_fills_up(run, data, content):
    """Everybody joins, is done, and shares or not; the last line agrees with the room."""
    session = data.room.open(kind=Kind.REHEARSAL)
    code, said = run("rehearse", session.code.lower(), "--people", "23", "--seed", "1")
    assert code == 0
    after = data.room.view(session.code).session
    assert (after.joined, after.done) == (23, 23)
    data.room.close(session.code)
    shared = data.room.view(session.code).shared
    assert 10 < shared < 23
    last = said.strip().splitlines()[-1]
    assert last == content.text(
        "start.rehearse.done", "nl", total=23, shared=shared, kept=23 - shared
    )
    assert content.text("start.rehearse.progress", "nl", done=23, total=23) in said


def test_a_seed_brings_the_same_people_back(run, data):
    """The same seed shares the same answers, another seed others; phones are new every time."""
    codes = [data.room.open(kind=Kind.REHEARSAL).code for _ in range(3)]
    for code, seed in zip(codes, ("7", "7", "8"), strict=True):
        run("rehearse", code, "--people", "12", "--seed", seed)
    first, again, other = (tally(data, code) for code in codes)
    assert first == again != other
    run("rehearse", codes[0], "--people", "12", "--seed", "7")
    assert data.room.view(codes[0]).session.done == 24


def test_players_are_a_credible_council(content):
    """Most answers are green, people differ, some skip and some keep it to themselves."""
    model = content.instruments["zelftest"].model
    council = list(players(model, 200, seed=3))
    answers = [colour for player in council for colour in player.sheet.answers.values()]
    assert 0.4 < answers.count("green") / len(answers) < 0.9
    assert {"green", "orange", "red"} == set(answers)
    assert any(not player.sheet.complete for player in council)
    assert 0 < sum(not player.shares for player in council) < 60
    assert len({player.token for player in council}) == 200


@pytest.mark.parametrize(
    ("code", "key"), [("AAAAAA", "code_unknown"), ("abc", "code_malformed"), ("", "code_malformed")]
)
def test_a_wrong_code_gets_a_sentence(run, content, code, key):
    """A code that cannot be, or is nobody's, is refused in a sentence."""
    found, said = run("rehearse", code)
    assert (found, said.strip()) == (1, content.text(f"errors.{key}", "nl"))


def test_a_closed_rehearsal_takes_no_shares_and_says_so(run, data, content):
    """After closing nobody's share is counted, and the last line does not pretend otherwise."""
    session = data.room.open(kind=Kind.REHEARSAL)
    data.room.close(session.code)
    code, said = run("rehearse", session.code, "--people", "5")
    assert code == 0
    assert content.text("start.rehearse.done", "nl", total=5, shared=0, kept=5) in said
    assert data.room.view(session.code).shared == 0


def test_a_rehearsal_that_is_over_is_refused(run, data, content):
    """A rehearsal that was put away is told to be over."""
    session = data.room.open(kind=Kind.REHEARSAL)
    data.room.archive(session.code)
    code, said = run("rehearse", session.code)
    assert (code, said.strip()) == (1, content.text("errors.session_over", "nl"))
    assert data.room.view(session.code).session.phase is Phase.ARCHIVED


def test_playing_in_browsers_needs_a_running_weerbaar(run, data, content):
    """--browser without a running server says what to do first."""
    session = data.room.open(kind=Kind.REHEARSAL)
    code, said = run("rehearse", session.code, "--browser")
    assert (code, said.strip()) == (1, content.text("start.rehearse.url_missing", "nl"))


def test_the_room_tells_who_shared_in_turn(data):
    """Each turn says what really happened to that person."""
    session = data.room.open(kind=Kind.REHEARSAL)
    turns = list(rehearse(data.room, session.code, 15, 2))
    data.room.close(session.code)
    assert sum(turns) == data.room.view(session.code).shared
