"""Room: what may be done when, counted exactly once, and what is left afterwards."""

from __future__ import annotations

import dataclasses

import pytest

from tests.model.shapes import FOUR
from tests.room.places import content, opened, released, room, shared, sheet, token
from weerbaar.catalog import load_content
from weerbaar.disclosure import Detail, Policy, Release
from weerbaar.model.answers import AnswerSheet
from weerbaar.model.instrument import Colour
from weerbaar.model.tally import Tally
from weerbaar.room import Kind, Phase, Room, RoomError, ShareOutcome
from weerbaar.room.store import MemoryStore

RENEWED = dataclasses.replace(FOUR, digest="d2")


@pytest.fixture
def place(store):
    """A room in each kind of store."""
    return room(store)


@pytest.fixture
def code(place):
    """An open session."""
    return opened(place)


def tally_of(store, code) -> Tally:
    """The tally behind a session."""
    with store.read() as transaction:
        return transaction.tally(code)


def refusal(action, *args, **kwargs) -> RoomError:
    """What a refused action says."""
    with pytest.raises(RoomError) as caught:
        action(*args, **kwargs)
    return caught.value


# --- opening


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


# --- counting


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
    assert not place.has_shared(code, mine)
    assert place.share(code, mine, sheet()) is ShareOutcome.SHARED
    place.finish(code, mine)
    session = place.view(code).session
    assert (session.joined, session.done) == (1, 1)
    assert place.has_shared(code, mine)
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
    assert not place.has_shared(other, mine)
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
    assert not place.has_shared(code, late)
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
    assert (place.view(code).session.joined, place.has_shared(code, mine)) == (0, False)
    assert place.share(code, mine, sheet()) is ShareOutcome.SHARED


@pytest.mark.parametrize(
    "wrong", ["", "x", "0" * 31, "0" * 33, "G" * 32, "A" * 32, "0" * 32 + "\n", " " + "0" * 31]
)
def test_a_malformed_token_is_refused(place, code, wrong):
    """What cannot be a phone's random value counts nowhere."""
    for action in (place.join, place.finish, place.has_shared):
        assert refusal(action, code, wrong).code == "token_malformed"
    assert refusal(place.share, code, wrong, sheet()).code == "token_malformed"
    assert place.view(code).session.joined == 0


# --- what may be seen


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


# --- the reveal


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
        patch.setattr("weerbaar.room.session.Session.release", lambda session, _: session.code)
        with pytest.raises(AttributeError):
            place.reveal(code)
    assert place.view(code).release is None
    assert tally_of(store, code).sheets == 12
    assert place.reveal(code).n == 12


# --- the end


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


def test_a_blank_sheet_is_no_share(place, code):
    """A sheet without answers is refused: it would only make the group look larger."""
    blank = AnswerSheet(FOUR, {})
    assert refusal(place.share, code, token(), blank).code == "nothing_answered"
    place.close(code)
    assert place.view(code).shared == 0


def test_practising_a_share_leaves_nothing(place):
    """What a fork server does to be quick is taken back: no session, no sheet, no number."""
    place.practise(sheet().instrument)
    assert place.sessions() == ()
    with pytest.raises(RoomError, match="code_unknown"):
        place.view("")


def test_a_round_stands_on_a_session_that_was_revealed(store):
    """A round takes over the group and the heads, and leaves the session under it as it was."""
    place = room(store)
    code = opened(place)
    with pytest.raises(RoomError, match="round_too_early"):
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
