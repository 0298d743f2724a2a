"""Opening over another session: what fails, or is refused, puts nothing away."""

from __future__ import annotations

import itertools
import sqlite3
from contextlib import closing

import pytest

from tests.room.failing import Failing
from tests.room.places import opened, refusal, released, room, shared, tally_of
from weerbaar.room import Phase, StoreError
from weerbaar.room.programme import Meeting
from weerbaar.room.store import engine, open_store

MEETING = Meeting(people=23, begins="19:30")


def sharing(place):
    """A session that was revealed and put away, and one in which twelve people shared."""
    first = opened(place)
    shared(place, first, 6)
    released(place, first)
    place.archive(first)
    now = opened(place)
    shared(place, now, 12)
    place.change(lambda _: MEETING)
    return first, now


def revealed(place):
    """The same, and the second one is revealed."""
    first, now = sharing(place)
    released(place, now)
    return first, now


def voted(place):
    """The same, with a vote on it that is closed."""
    _, now = revealed(place)
    vote = place.open_round(now, "made-up").code
    shared(place, vote, 12)
    place.close(vote)
    return now, vote


WAYS = {
    "a session": (sharing, lambda place, _first, _now: place.open(instead=True)),
    "a wave": (sharing, lambda place, first, _now: place.open_wave(first)),
    "the same again": (revealed, lambda place, _first, now: place.open_wave(now)),
    "a round": (revealed, lambda place, _first, now: place.open_round(now, "made-up")),
    "a second vote": (voted, lambda place, _base, vote: place.open_again(vote)),
}


def kept(store):
    """All that is in a store, of every session."""
    with store.read() as transaction:
        sessions = transaction.sessions()
        of = [(transaction.tally(s.code), transaction.release(s.code)) for s in sessions]
        return sessions, of, transaction.meeting()


@pytest.mark.parametrize("code", ["full", "busy"])
@pytest.mark.parametrize("way", WAYS)
def test_a_store_that_fails_at_any_write_keeps_what_was_there(store, way, code):
    """The old session, its sums and the meeting are as before; the next time it works."""
    prepare, open_next = WAYS[way]
    earlier, now = prepare(room(store))
    before = kept(store)
    for writes in itertools.count():
        try:
            made = open_next(room(Failing(store, writes, code)), earlier, now)
            break
        except StoreError:
            assert kept(store) == before, f"after {writes} writes"
    assert writes >= 2, "saving the new one and the end, at least"
    assert room(store).current() == made
    assert room(store).progress().meeting == MEETING


def test_a_reader_that_stays_for_too_long_costs_nothing(file, monkeypatch):
    """Somebody who copies the file makes its end wait: that is told, and nothing is put away."""
    pragmas = [p for p in engine._PRAGMAS if "busy" not in p]
    monkeypatch.setattr(engine, "_PRAGMAS", ("PRAGMA busy_timeout=50", *pragmas))
    store = open_store(file)
    sharing(room(store))
    before = kept(store)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM session").fetchall()
        with pytest.raises(StoreError) as caught:
            room(store).open(instead=True)
    assert caught.value.code == "busy"
    assert kept(store) == before
    room(store).open(instead=True)
    assert kept(store) != before


def test_what_is_refused_puts_nothing_away(place, store):
    """No wave of a session without a picture, and none of one that is not there."""
    _, now = sharing(place)
    before = kept(store)
    assert refusal(place.open, wave_of=now, instead=True).code == "wave_unreleased"
    assert refusal(place.open_wave, now).code == "wave_unreleased"
    assert refusal(place.open_wave, "NOBODY").code == "code_unknown"
    assert kept(store) == before


def test_the_new_session_comes_instead_of_all_others(place, store):
    """What was open, a round and what lies under it, is put away with its sums."""
    now, vote = voted(place)
    made = place.open(instead=True)
    assert [s.code for s in place.sessions() if s.phase is not Phase.ARCHIVED] == [made.code]
    assert not tally_of(store, vote).sheets
    assert place.view(now).release, "a picture stays"


def test_a_round_that_is_held_again_stays_within_its_session(place):
    """A wave of the session of now takes its place; what lies under it stays open."""
    now, vote = voted(place)
    place.reveal(vote)
    again = place.open_wave(vote, "en")
    assert (again.wave_of, again.language) == (vote, "en")
    assert place.view(now).session.phase is Phase.RELEASED
    assert place.view(vote).session.phase is Phase.ARCHIVED


def test_a_second_click_opens_no_second_round(place):
    """Two tabs that open a round on the same session open one."""
    _, now = revealed(place)
    place.open_round(now, "made-up")
    assert refusal(place.open_round, now, "made-up").code == "round_too_early"


def test_a_second_click_ends_no_session(place):
    """Ending the round of now twice puts the round away, and nothing that lies under it."""
    now, vote = voted(place)
    assert place.end_round().code == now
    assert place.end_round().code == now
    assert place.view(vote).session.phase is Phase.ARCHIVED
    assert place.view(now).session.phase is Phase.RELEASED
