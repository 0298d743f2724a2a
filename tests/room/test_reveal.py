"""Room: when a session is revealed, under which promise, and what is left afterwards."""

from __future__ import annotations

import pytest

from tests.model.shapes import FOUR
from tests.room.places import (
    RENEWED,
    content,
    opened,
    refusal,
    released,
    room,
    shared,
    sheet,
    tally_of,
    token,
)
from weerbaar.disclosure import Detail, Policy, Release
from weerbaar.model.refusal import Refusal
from weerbaar.model.tally import Tally
from weerbaar.room import Kind, Phase, Room, ShareOutcome


def test_a_reveal_waits_for_closing_and_heads(place, store, code):
    """Nothing is revealed while open, without heads, or with more shares than heads."""
    shared(place, code, 6)
    assert refusal(place.reveal, code).code == "not_closed"
    place.count_heads(code, 5)
    assert refusal(place.reveal, code).code == "not_closed"
    place.close(code)
    error = refusal(place.reveal, code)
    assert error.code == "too_many_shares"
    assert error.facts == {"shared": 6, "heads": 5}
    assert place.view(code).session.phase is Phase.CLOSED
    assert tally_of(store, code).sheets == 6, "a refusal loses nothing"
    place.count_heads(code, 6)
    assert place.reveal(code).n == 6


def test_heads_are_asked_for(place, code):
    """Without the number of people present nothing is revealed."""
    place.close(code)
    assert refusal(place.reveal, code).code == "heads_missing"


def test_a_reveal_happens_once(place, store, code):
    """The second reveal gives the frozen release of the first; the tally is gone."""
    shared(place, code, 12)
    place.count_heads(code, 15)
    place.close(code)
    first = place.reveal(code)
    assert tally_of(store, code) == Tally()
    assert place.reveal(code) == first
    view = place.view(code)
    assert (view.release, view.shared) == (first, 12)
    assert view.session.phase is Phase.RELEASED
    assert first.detail is Detail.STATEMENTS
    assert first.statements[0].not_green.low > 0
    with store.read() as transaction:
        assert Release.from_json(transaction.release(code)) == first


def test_a_rehearsal_is_marked_in_its_release(place):
    """The release of simulated participants says so for ever."""
    for kind in Kind:
        code = place.open(instrument="made-up", kind=kind).code
        released(place, code)
        assert place.view(code).release.rehearsal is (kind is Kind.REHEARSAL)


def test_the_policy_of_a_session_is_fixed_at_its_opening(store):
    """A session is released under the promise that was shown, whatever changed since."""
    strict = Policy(minimum=8)
    code = Room(store, content(), strict).open(instrument="made-up").code  # type: ignore[arg-type]
    later = room(store)
    shared(later, code, 7)
    released(later, code)
    assert later.view(code).release.detail is Detail.NOTHING
    assert later.view(code).release.policy == strict


def test_a_reveal_with_other_statements_is_refused(store, code):
    """When the content changed during a session nothing is revealed and nothing is lost."""
    place = room(store)
    shared(place, code, 12)
    place.count_heads(code, 12)
    place.close(code)
    renewed = room(store, RENEWED)
    assert refusal(renewed.instrument, place.view(code).session).code == "other_instrument"
    assert refusal(renewed.reveal, code).code == "other_instrument"
    assert tally_of(store, code).sheets == 12
    assert place.instrument(place.view(code).session) == FOUR
    assert place.reveal(code).n == 12


def test_a_reveal_that_breaks_off_can_be_done_again(place, store, code, monkeypatch):
    """Release, erasure and phase change happen together or not at all."""
    shared(place, code, 12)
    place.count_heads(code, 12)
    place.close(code)
    with monkeypatch.context() as patch:
        # After the release was put, before the sums are erased.
        patch.setattr("weerbaar.room.reveal.sealed_sums", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            place.reveal(code)
    assert place.view(code).release is None
    assert tally_of(store, code).sheets == 12
    assert place.reveal(code).n == 12


def test_a_session_that_is_given_up_leaves_nothing(place, store, code):
    """Archived without a reveal, the tally and the receipts are erased and nothing is shown."""
    mine = token()
    place.share(code, mine, sheet())
    place.archive(code)
    assert tally_of(store, code) == Tally()
    assert not place.has_shared(code, mine)
    assert place.share(code, token(), sheet()) is ShareOutcome.CLOSED
    assert refusal(place.reveal, code).code == "session_over"
    assert refusal(place.close, code).code == "session_over"
    assert refusal(place.count_heads, code, 3).code == "details_fixed"
    assert place.view(code).release is None
    place.archive(code)


def test_an_archived_session_keeps_its_picture(place, code):
    """After putting a session away its release can still be seen, unchanged."""
    shared(place, code, 5)
    released(place, code)
    before = place.view(code).release
    place.archive(code)
    assert place.view(code).release == before
    assert place.view(code).session.phase is Phase.ARCHIVED


def test_closing_twice_changes_nothing(place, code):
    """A second click on close, also after the reveal, does no harm."""
    first = place.close(code)
    assert place.close(code) == first
    place.count_heads(code, 4)
    release = place.reveal(code)
    assert place.close(code).release == release
    assert place.view(code).session.phase is Phase.RELEASED


def test_a_round_stands_on_a_session_that_was_revealed(store):
    """A round takes over the group and the heads, and leaves the session under it as it was."""
    place = room(store)
    code = opened(place)
    with pytest.raises(Refusal, match="round_too_early"):
        place.open_round(code, "made-up")
    shared(place, code, 5)
    released(place, code)
    under = place.view(code).session
    held = place.open_round(code, "made-up")
    assert place.current() == held
    assert (held.phase, held.heads, held.kind) == (Phase.OPEN, under.heads, under.kind)
    assert (held.group_type, held.size_class) == (under.group_type, under.size_class)
    place.archive(held.code)
    assert place.current() == under
