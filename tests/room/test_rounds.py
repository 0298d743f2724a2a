"""A vote that is held twice: nobody sees the first before both are shown."""

from __future__ import annotations

import dataclasses

import pytest

from tests.room.places import RENEWED, opened, refusal, released, room, shared, tally_of
from weerbaar.room import Phase


@pytest.fixture
def first(place):
    """A round on a revealed session: eight votes, closed, and not shown."""
    base = opened(place)
    shared(place, base, 8)
    released(place, base)
    code = place.open_round(base, "made-up").code
    shared(place, code, 8)
    place.close(code)
    return code


def test_a_second_vote_takes_over_everything_and_leaves_the_first_as_it_was(place, store, first):
    """One action opens it; the sums of the first stay, unseen, and no release of it exists."""
    before, tally = place.view(first), tally_of(store, first)
    second = place.open_again(first)
    assert (second.wave_of, second.phase, second.heads) == (first, Phase.OPEN, 30)
    assert place.current() == second
    assert place.open_again(first) == second, "a second click opens nothing"
    assert (place.view(first), tally_of(store, first)) == (before, tally)
    assert before.release is None


def test_both_are_revealed_in_one_step(place, store, first):
    """Two releases, no sums and no receipts of the first left, and the second is that of now."""
    second = place.open_again(first).code
    shared(place, second, 6)
    place.close(second)
    release = place.reveal(second)
    assert (place.view(second).release, place.view(second).release.n) == (release, 6)
    assert place.view(first).release.n == 8
    assert place.view(first).session.phase is Phase.ARCHIVED
    assert place.current().code == second
    assert not tally_of(store, first).sheets
    assert not tally_of(store, second).sheets
    kept = place.view(first).release
    assert place.reveal(second) == release
    assert place.view(first).release == kept


def test_what_fails_halfway_reveals_neither(store, first, monkeypatch):
    """A computer that stops between the two releases leaves both votes as they were."""
    place = room(store)
    second = place.open_again(first).code
    shared(place, second, 6)
    place.close(second)
    before = [place.view(code) for code in (first, second)]
    made = []

    def stop(*args, **kwargs):
        if made:
            raise RuntimeError("the battery")
        made.append(args)

    monkeypatch.setattr("weerbaar.room.reveal.sealed_sums", stop)
    with pytest.raises(RuntimeError, match="battery"):
        place.reveal(second)
    assert [place.view(code) for code in (first, second)] == before
    monkeypatch.undo()
    place.reveal(second)
    assert place.view(first).release.n == 8


def test_the_first_alone_is_refused_as_long_as_the_second_goes_on(place, first):
    """Not even by its code; when the second is given up it can be shown."""
    second = place.open_again(first).code
    for step in (lambda: None, lambda: place.close(second)):
        step()
        assert refusal(place.reveal, first).code == "vote_waits"
    place.archive(second)
    assert place.current().code == first
    assert place.reveal(first).n == 8


def test_a_vote_that_was_shown_can_be_held_again(place, first):
    """Then it is put away with its release, and the next one is laid beside it."""
    release = place.reveal(first)
    assert place.open_again(first).wave_of == first
    assert place.view(first).session.phase is Phase.ARCHIVED
    assert place.view(first).release == release


def test_a_vote_that_could_not_be_shown_is_not_held_again(place, store, first):
    """What would stop the reveal stops the second vote: then both can be shown for certain."""
    base = place.view(first).session
    assert refusal(place.open_again, "NOBODY").code == "code_unknown"
    with store.write() as transaction:
        transaction.save(dataclasses.replace(base, heads=7))
    assert refusal(place.open_again, first).code == "too_many_shares"
    with store.write() as transaction:
        transaction.save(dataclasses.replace(base, heads=None))
    assert refusal(place.open_again, first).code == "heads_missing"
    with store.write() as transaction:
        transaction.save(dataclasses.replace(base, phase=Phase.OPEN))
    assert refusal(place.open_again, first).code == "not_closed"
    with store.write() as transaction:
        transaction.save(base)
    assert refusal(room(store, RENEWED).open_again, first).code == "wave_instrument"
    place.archive(first)
    assert refusal(place.open_again, first).code == "wave_unreleased"
