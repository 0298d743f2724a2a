"""Room: what may be done while a session is open, and that everything counts exactly once."""

from __future__ import annotations

import pytest

from tests.model.shapes import FOUR
from tests.room.places import (
    RENEWED,
    has_shared,
    opened,
    refusal,
    released,
    shared,
    sheet,
    tally_of,
    token,
)
from weerbaar.catalog import load_content
from weerbaar.disclosure import Policy
from weerbaar.model.answers import AnswerSheet
from weerbaar.model.instrument import Colour
from weerbaar.model.tally import Tally
from weerbaar.room import Kind, Phase, Room, ShareOutcome
from weerbaar.room.store import MemoryStore


def test_a_new_session_is_open_and_current(place):
    """Sessions get different codes and rising numbers; the newest not put away is current."""
    assert place.current() is None
    first = place.open(instrument="made-up")
    second = place.open(instrument="made-up", kind=Kind.REHEARSAL, language="en")
    assert (first.phase, first.kind, first.number) == (Phase.OPEN, Kind.LIVE, 1)
    assert (second.kind, second.number, second.language) == (Kind.REHEARSAL, 2, "en")
    assert first.code != second.code
    assert place.sessions() == (second, first)
    assert place.current() == second
    place.archive(second.code)
    assert place.current() == first
    place.archive(first.code)
    assert place.current() is None


def test_a_code_is_never_used_twice(place, monkeypatch):
    """A code that was used before, also by a session put away, is not given out again."""
    codes = iter(["ACDEFG", "ACDEFG", "ACDEFG", "CDEFGH"])
    monkeypatch.setattr("weerbaar.room.opening.new_code", lambda: next(codes))
    place.archive(opened(place))
    assert opened(place) == "CDEFGH"


def test_the_policy_comes_from_the_content():
    """A room without a policy of its own takes the one in the real content."""
    real = load_content()
    session = Room(MemoryStore(), real).open()
    assert session.policy == Policy()
    assert session.digest == real.instruments["zelftest"].model.digest


@pytest.mark.parametrize(
    ("action", "arguments"),
    [
        ("view", ()),
        ("close", ()),
        ("reveal", ()),
        ("archive", ()),
        ("join", (token(),)),
        ("finish", (token(),)),
        ("share", (token(), sheet())),
        ("count_heads", (20,)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_an_unknown_code_is_refused_everywhere(place, action, arguments):
    """Nothing can be seen or done with a code that was never given out."""
    assert refusal(getattr(place, action), "NOBODY", *arguments).code == "code_unknown"
    assert place.sessions() == ()


def test_a_browser_is_counted_once(place, code):
    """Joining and being done are counted once per browser, however often they are said."""
    first, second = token(), token()
    for _ in range(3):
        place.join(code, first)
        place.join(code, second)
        place.finish(code, second)
    session = place.view(code).session
    assert (session.joined, session.done) == (2, 1)


def test_whoever_is_done_has_joined(place, code):
    """A browser of which the start was lost is counted when it is done."""
    place.finish(code, token())
    place.share(code, token(), sheet())
    session = place.view(code).session
    assert (session.joined, session.done) == (2, 2)


def test_a_change_of_mind_counts_as_done_once(place, store, code):
    """Done without sharing and then sharing after all is one browser, done once, shared once."""
    mine = token()
    place.finish(code, mine)
    assert not has_shared(place, code, mine)
    assert place.share(code, mine, sheet()) is ShareOutcome.SHARED
    place.finish(code, mine)
    session = place.view(code).session
    assert (session.joined, session.done) == (1, 1)
    assert has_shared(place, code, mine)
    assert tally_of(store, code).sheets == 1


def test_a_share_counts_exactly_once(place, store, code):
    """However often a phone tries, its first sheet is counted and nothing else."""
    mine = token()
    for colour in (Colour.RED, Colour.RED, Colour.GREEN):
        assert place.share(code, mine, sheet(colour)) is ShareOutcome.SHARED
    assert tally_of(store, code) == Tally.of(sheet(Colour.RED))
    assert place.view(code).session.done == 1


def test_sessions_do_not_mix(place, store, code):
    """The same phone may share in every session, and each counts its own."""
    other, mine = opened(place), token()
    place.share(code, mine, sheet(Colour.RED))
    assert not has_shared(place, other, mine)
    place.share(other, mine, sheet(Colour.GREEN))
    assert tally_of(store, code) == Tally.of(sheet(Colour.RED))
    assert tally_of(store, other) == Tally.of(sheet(Colour.GREEN))


def test_after_closing_nothing_is_counted(place, store, code):
    """A tap after closing is told so and changes nothing; a repeated one was counted."""
    early, late = token(), token()
    place.share(code, early, sheet())
    before = place.close(code)
    assert place.share(code, late, sheet()) is ShareOutcome.CLOSED
    assert place.share(code, early, sheet()) is ShareOutcome.SHARED
    place.join(code, late)
    place.finish(code, late)
    assert not has_shared(place, code, late)
    assert place.view(code) == before
    released(place, code)
    assert place.share(code, early, sheet()) is ShareOutcome.SHARED
    assert place.share(code, late, sheet()) is ShareOutcome.CLOSED
    assert tally_of(store, code) == Tally()


def test_a_sheet_of_another_version_is_refused(place, store, code):
    """Answers to other statements are not counted, and the phone may still share others."""
    mine = token()
    old = AnswerSheet(RENEWED, {"a1": Colour.RED})
    assert refusal(place.share, code, mine, old).code == "answers_version"
    assert tally_of(store, code) == Tally()
    assert (place.view(code).session.joined, has_shared(place, code, mine)) == (0, False)
    assert place.share(code, mine, sheet()) is ShareOutcome.SHARED


@pytest.mark.parametrize(
    "wrong", ["", "x", "0" * 31, "0" * 33, "G" * 32, "A" * 32, "0" * 32 + "\n", " " + "0" * 31]
)
def test_a_malformed_token_is_refused(place, code, wrong):
    """What cannot be a phone's random value counts nowhere."""
    for action in (place.join, place.finish):
        assert refusal(action, code, wrong).code == "token_malformed"
    assert refusal(place.share, code, wrong, sheet()).code == "token_malformed"
    assert place.view(code).session.joined == 0


def test_a_blank_sheet_is_no_share(place, code):
    """A sheet without answers is refused: it would only make the group look larger."""
    blank = AnswerSheet(FOUR, {})
    assert refusal(place.share, code, token(), blank).code == "nothing_answered"
    place.close(code)
    assert place.view(code).shared == 0


def test_while_open_nobody_sees_how_many_shared(place, code):
    """Open, only joined and done are seen (R1); closed, the number shared is seen too."""
    shared(place, code, 3)
    place.finish(code, token())
    view = place.view(code)
    assert (view.shared, view.release) == (None, None)
    assert (view.session.joined, view.session.done) == (4, 4)
    assert place.close(code).shared == 3
    assert place.view(code).release is None


def test_the_group_is_described_while_open(place, code):
    """What the facilitator says about the group can change until closing."""
    described = place.describe(code, language="en", group_type="staten", size_class="40+")
    assert place.view(code).session == described
    assert described.group_type == "staten"
    place.close(code)
    error = refusal(place.describe, code, language="nl", group_type="x", size_class="x")
    assert error.code == "details_fixed"
    assert place.view(code).session.group_type == "staten"


@pytest.mark.parametrize("heads", [0, -1, 1000])
def test_an_impossible_number_of_heads_is_refused(place, code, heads):
    """A number of people that no room has is refused with what is possible."""
    error = refusal(place.count_heads, code, heads)
    assert error.code == "bad_value"
    assert error.facts == {"found": heads, "least": 1, "most": 999}
    assert place.view(code).session.heads is None


def test_heads_can_be_counted_again_until_the_reveal(place, code):
    """The facilitator may correct the heads, open or closed, but not after the reveal."""
    place.count_heads(code, 20)
    place.close(code)
    assert place.count_heads(code, 21).heads == 21
    place.reveal(code)
    assert refusal(place.count_heads, code, 22).code == "details_fixed"
    assert place.view(code).session.heads == 21
