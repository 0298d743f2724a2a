"""Waves: which sessions can be repeated, and what a next wave takes over."""

from __future__ import annotations

import dataclasses

import pytest

from tests.model.shapes import FOUR
from tests.room.places import CORRECTED, RENEWED, opened, refusal, released, room, shared
from weerbaar.disclosure.change import change_between
from weerbaar.model.refusal import Refusal
from weerbaar.present.change import two_waves
from weerbaar.room import Kind, Room
from weerbaar.room.waves import waves


def revealed(place: Room, people: int = 6, **choices) -> str:
    """A session with a release; gives its code."""
    code = place.open(instrument="made-up", **choices).code
    shared(place, code, people)
    released(place, code)
    return code


def test_a_next_wave_takes_over_what_is_said_of_the_group(place):
    """Group type, size class and instrument are those of the earlier session, whatever is asked."""
    code = revealed(place, group_type="fractie", size_class="5-9")
    wave = place.open(wave_of=code, group_type="anders", size_class="40", language="en")
    assert (wave.wave_of, wave.group_type, wave.size_class) == (code, "fractie", "5-9")
    assert (wave.instrument, wave.digest, wave.language) == ("made-up", FOUR.digest, "en")
    assert place.view(wave.code).session == wave
    assert place.open(instrument="made-up").wave_of is None


def test_a_session_that_was_put_away_can_be_repeated(place):
    """A release stays, so a next wave may come a year later."""
    code = revealed(place)
    place.archive(code)
    assert place.repeatable(code).code == code
    assert place.open(wave_of=code).wave_of == code


def test_without_a_release_there_is_nothing_to_repeat(place):
    """An open, a closed and a given up session are refused, and nothing is opened."""
    code = opened(place)
    for step in (lambda _: None, place.close, place.archive):
        step(code)
        for action in (place.repeatable, lambda c: place.open(wave_of=c)):
            error = refusal(action, code)
            assert (error.code, error.facts) == ("wave_unreleased", {"code": code})
    assert len(place.sessions()) == 1
    assert refusal(place.open, wave_of="NOBODY").code == "code_unknown"


def test_a_rehearsal_follows_a_rehearsal_only(place):
    """Made-up people and real ones are never laid beside each other."""
    real, rehearsed = revealed(place), revealed(place, kind=Kind.REHEARSAL)
    assert refusal(place.open, wave_of=real, kind=Kind.REHEARSAL).code == "wave_kind"
    assert refusal(place.open, wave_of=rehearsed).code == "wave_kind"
    assert place.repeatable(rehearsed).kind is Kind.REHEARSAL
    assert place.open(wave_of=rehearsed, kind=Kind.REHEARSAL).wave_of == rehearsed


def test_another_questionnaire_is_no_next_wave(store):
    """Once the questionnaire has changed, or is gone, then and now cannot be compared."""
    code = revealed(room(store))
    assert refusal(room(store, RENEWED).open, wave_of=code).code == "wave_instrument"
    gone = room(store)
    gone._content.instruments.clear()
    assert refusal(gone.repeatable, code).code == "wave_instrument"


def test_a_corrected_word_cuts_no_series(store):
    """After a word was corrected the earlier picture stays, and then and now can be compared."""
    place = room(store)
    code = revealed(place)
    corrected = room(store, CORRECTED)
    session = corrected.view(code).session
    assert corrected.instrument(session).digest == session.digest == FOUR.digest
    again = corrected.open(wave_of=code)
    assert again.digest == CORRECTED.digest
    shared(corrected, again.code, 12, CORRECTED)
    corrected.count_heads(again.code, 12)
    corrected.close(again.code)
    later = corrected.reveal(again.code)
    assert later.digest == CORRECTED.digest
    both = two_waves(corrected, corrected.view(again.code))
    assert (both.then.digest, both.now.digest) == (FOUR.digest, CORRECTED.digest)
    assert len(change_between(both.then, both.now, CORRECTED).quadrants) == 4


def test_who_answered_the_old_words_is_not_added_to_the_new(store):
    """A session that is open keeps to the words it was opened with; it can be closed and shown."""
    place = room(store)
    code = opened(place)
    shared(place, code, 12)
    corrected = room(store, CORRECTED)
    with pytest.raises(Refusal, match="answers_version"):
        shared(corrected, code, 1, CORRECTED)
    corrected.count_heads(code, 12)
    corrected.close(code)
    assert corrected.reveal(code).digest == FOUR.digest


def test_waves_form_a_chain(place):
    """From the last wave all earlier ones are found, the first one first; others are left out."""
    first = revealed(place)
    revealed(place)
    codes = [first]
    for _ in range(2):
        code = place.open(wave_of=codes[-1]).code
        shared(place, code, 6)
        released(place, code)
        codes.append(code)
    sessions = place.sessions()
    found = {session.code: session for session in sessions}
    for length in (1, 2, 3):
        chain = waves(sessions, found[codes[length - 1]])
        assert [session.code for session in chain] == codes[:length]
    orphan = dataclasses.replace(found[first], wave_of="NOBODY")
    assert waves(sessions, orphan) == (orphan,)
