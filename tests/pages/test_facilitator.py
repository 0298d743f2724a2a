"""The facilitator's desk: a whole evening in messages, in any order, nothing shown too early."""

from __future__ import annotations

import copy
import json
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markupsafe import escape

from tests.pages.boards import Page
from tests.pages.rooms import Group, at, json_values, token
from weerbaar.catalog import LANGUAGES
from weerbaar.pages.facilitator import PARTS, FacilitatorDesk
from weerbaar.pages.facilitator.part import Press, kept
from weerbaar.room import Kind, Phase, Room
from weerbaar.room.errors import StoreError
from weerbaar.room.store import MemoryStore

NAMES = {name for part in PARTS for name in part.NAMES}
CALM = "ggg ggg ggg ggg"
SOCIAL = "ggg ggo orr ggg"
NEXT = {"group_type": "college-b-en-w", "size_class": "5-9", "language": "en", "kind": "live"}


def desk_of(room, content):
    """A desk on a room, at an address of a local network."""
    return FacilitatorDesk(room, content, lambda: at("10.1.2.3"), lambda _: None)


@pytest.fixture
def board(facilitator):
    """A page that was just opened."""
    return Page(facilitator)


def buttons(board):
    """What can be pressed."""
    return set(re.findall(r'data-action="(\w+)"', "".join(board.shown.values())))


def test_an_evening_goes_from_open_to_the_next_session(board, room, content):
    """Open, count, close after a question, reveal, next: each step by its own button."""
    board.act()
    assert set(board.shown) == NAMES
    assert buttons(board) == {"language", "open", "chapter"}
    board.act("open", **NEXT)
    session = room.current()
    told = (session.group_type, session.size_class, session.language)
    assert told == ("college-b-en-w", "5-9", "en")
    assert board.state["told"] == content.text("facilitator.notice.opened", "nl", code=session.code)
    assert session.code in board.shown["invite"]
    Group(room, content, session.code).share(*[SOCIAL] * 12)
    board.act("heads", heads="14")
    assert room.current().heads == 14
    assert "close" not in buttons(board), "closing asks first"
    board.act("ask", "close")
    board.act("close")
    assert room.current().phase is Phase.CLOSED
    assert ">12<" in board.shown["live"]
    assert board.shown["invite"] == ""
    board.act("reveal")
    assert room.current().phase is Phase.RELEASED
    assert board.shown["act"] == ""
    test = content.instruments["zelftest"]
    name = test.quadrant("sociaal").name["nl"]
    title = test.rule("stands_out").title["nl"].format(quadrant=name)
    assert str(escape(title)) in board.shown["meaning"]
    board.act("open", "knowingly", **NEXT)
    assert room.current().code != session.code
    assert room.view(session.code).session.phase is Phase.ARCHIVED
    assert session.code in board.shown["earlier"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("steps", "code"),
    [
        (["close"], "code_unknown"),
        (["reveal"], "code_unknown"),
        (["heads"], "code_unknown"),
        (["details"], "code_unknown"),
        (["open", "reveal"], "not_closed"),
        (["open", "close", "reveal"], "heads_missing"),
        (["open", "close", "details"], "details_fixed"),
        (["open", "heads", "close", "reveal", "heads"], "details_fixed"),
    ],
)
def test_a_wrong_order_is_refused_and_changes_nothing(
    facilitator, room, content, steps, code, language
):
    """A button pressed too early or too late gives a sentence, and the session stays as it was."""
    board = Page(facilitator, language)
    for step in steps[:-1]:
        board.act(step, heads="30")
        assert not board.state["wrong"], board.state["told"]
    before = room.sessions()
    told = board.act(steps[-1], heads="30")
    assert told == content.text(f"errors.{code}", language)
    assert str(escape(told)) in board.shown["told"]
    assert room.sessions() == before
    board.act("cancel")
    assert board.shown["told"].strip() == "", "the next click takes the sentence away"


@pytest.mark.parametrize("heads", ["", "veel", "1.5", "-1", "0", "1000", "9" * 4000, "9" * 5000])
def test_heads_that_are_no_number_are_refused(board, room, heads):
    """Only a whole number of 1 to 999 is taken as people present; the refusal names the limits."""
    board.act("open", **NEXT)
    told = board.act("heads", heads=heads)
    assert board.state["wrong"]
    assert "999" in told
    assert len(told) < 500
    assert room.current().heads is None


def test_more_shares_than_heads_is_not_revealed(board, room, group):
    """A reveal with more shares than people is refused, and works once the count is put right."""
    group.share(*[CALM] * 6)
    board.act("heads", heads="5")
    board.act("close")
    told = board.act("reveal")
    assert "6" in told
    assert "5" in told
    assert room.current().phase is Phase.CLOSED
    board.act("heads", heads="6")
    board.act("reveal")
    assert room.current().phase is Phase.RELEASED


def test_pressing_twice_does_what_once_does(board, room, group):
    """Closing or revealing again changes nothing and frightens nobody."""
    group.share(*[SOCIAL] * 11)
    board.act("heads", heads="12")
    for step in ("close", "reveal"):
        board.act(step)
        once = (room.sessions(), room.view(group.code))
        board.act(step)
        if step == "close":
            assert not board.state["wrong"]
        assert (room.sessions(), room.view(group.code)) == once


def test_a_stranger_to_the_choices_gets_the_first(board, room):
    """A choice that is not in the list never reaches the store."""
    board.act("open", group_type="<script>", size_class="900", language="xx", kind="secret")
    session = room.current()
    assert (session.group_type, session.size_class) == ("gemeenteraad", "under-5")
    assert (session.language, session.kind) == ("nl", Kind.LIVE)
    board.act("details", group_type="fractie", size_class="5-9", language="en")
    assert room.current().group_type == "fractie"


def test_an_unfinished_session_is_not_put_away_by_one_click(board, room):
    """A new session over an open one asks first, and can be called off."""
    board.act("open", **NEXT)
    assert "open" not in buttons(board)
    board.act("ask_open", **NEXT)
    assert {"open", "cancel"} <= buttons(board)
    board.act("cancel")
    assert "open" not in buttons(board)
    assert len(room.sessions()) == 1


# --- R1 -----------------------------------------------------------------------------------------
def test_while_open_nothing_tells_what_or_how_many_shared(group, screen, content):
    """Two rooms that differ only in what was shared, or whether, look the same until closing."""
    empty = copy.deepcopy(group.room._store._state)
    phones = [token() for _ in range(12)]

    def look(*sheets):
        store = MemoryStore()
        store._state = copy.deepcopy(empty)
        room = Room(store, content)
        people = Group(room, content, group.code)
        for phone, colours in zip(phones, sheets, strict=True):
            if colours:
                assert people.ask("share", colours, token=phone)["outcome"] == "shared"
            else:
                people.ask("finish", token=phone)
        screen._room = room
        board = Page(desk_of(room, content))
        seen = [(board.act(*step), dict(board.shown)) for step in ((), ("ask", "close"))]
        return seen, screen.handle({"type": "look"}), (people.ask("state"), people.ask("group"))

    first = look(*[SOCIAL] * 12)
    assert look(*[CALM] * 12) == first
    assert look(*[None] * 12) == first
    assert look(*[SOCIAL, None] * 6) == first


def test_after_closing_the_number_shared_is_shown_and_nothing_more(content):
    """Closed rooms with as many shares look the same, whatever was shared."""
    seen = []
    code = None
    for colours in (SOCIAL, CALM):
        store = MemoryStore()
        room = Room(store, content)
        group = Group(room, content)
        group.share(*[colours] * 12)
        room.close(group.code)
        code = code or group.code
        board = Page(desk_of(room, content))
        board.act()
        assert ">12<" in board.shown["live"]
        seen.append({k: v.replace(group.code, code) for k, v in board.shown.items()})
    assert seen[0] == seen[1]


# --- what travels -------------------------------------------------------------------------------
def test_what_is_shown_already_is_not_sent_again(board, group):
    """A look sends only the regions that changed since the last one."""
    board.act()
    board.act()
    assert board.sent == set()
    group.ask("begin")
    board.act()
    assert "live" in board.sent
    assert board.sent <= {"live", "act"}
    board.seen = {"live": "something else"}
    board.act()
    assert board.sent == NAMES


def test_any_kernel_can_go_on(board, facilitator, group, room, content):
    """All choices travel with the message: another desk answers exactly as the first would."""
    board.act("language", "en")
    board.act("ask", "close")
    other = Page(desk_of(room, content))
    other.state = json.loads(json.dumps(board.state))
    other.act()
    board.act()
    assert other.shown == board.shown
    assert "close" in buttons(other)
    assert other.state == board.state


def test_the_language_can_be_switched(board, group, content):
    """Every region that has words changes with the language, and an unknown one is ignored."""
    board.act()
    dutch = dict(board.shown)
    board.act("language", "en")
    assert board.language == "en"
    assert content.text("facilitator.live.title", "en") in board.shown["live"]
    for name in ("head", "invite", "live", "act", "details", "next", "earlier"):
        assert board.shown[name] != dutch[name], name
    board.act("language", "de")
    assert board.language == "en"


def test_the_address_can_be_chosen(board, group, content):
    """Another address of this computer goes into the QR code; a stranger's does not."""
    board.act()
    board.act("address", address="evil.example")
    assert f"10.1.2.3:8770/{group.code}" in board.shown["invite"]
    told = board.act("address", address="192.168.7.7")
    assert told == content.text("facilitator.notice.address", "nl", url="http://192.168.7.7:8770/")
    assert f"192.168.7.7:8770/{group.code}" in board.shown["invite"]
    assert content.text("facilitator.invite.only_here", "nl") not in board.shown["invite"]
    board.act("address", address="127.0.0.1")
    assert content.text("facilitator.invite.only_here", "nl") in board.shown["invite"]


def test_without_a_server_there_is_a_code_but_no_qr(room, content, group):
    """In a notebook without a running server the page says what to start, and draws no QR."""
    board = Page(FacilitatorDesk(room, content, lambda: None, lambda _: None))
    board.act()
    assert group.code in board.shown["invite"]
    assert "<svg" not in board.shown["invite"]
    assert content.text("start.rehearse.url_missing", "nl") in board.shown["invite"]


# --- earlier sessions ---------------------------------------------------------------------------
def test_an_earlier_session_can_be_seen_again(board, room, group, content):
    """The list shows earlier sessions; one of them can be opened and left, and nothing changes."""
    group.share(*[SOCIAL] * 12)
    group.reveal()
    board.act("open", "knowingly", **NEXT)
    board.act()
    current = room.current().code
    assert "details" in buttons(board)
    before = room.sessions()
    board.act("show", group.code)
    assert "<svg" in board.shown["result"]
    assert board.shown["invite"] == board.shown["act"] == board.shown["next"] == ""
    board.act("back")
    assert board.shown["result"] == ""
    assert current in board.shown["invite"]
    assert room.sessions() == before


def test_an_earlier_session_that_was_never_shown_says_so(board, room, group, content):
    """A session put away before its reveal has no picture, and its answers are gone."""
    group.share(*[SOCIAL] * 12)
    room.archive(group.code)
    board.act("show", group.code)
    assert content.text("facilitator.earlier.nothing", "nl") in board.shown["result"]
    assert not group.stored()["tallies"]


def test_an_earlier_session_of_an_older_questionnaire_does_not_stop_the_page(
    board, room, content, group
):
    """A picture that cannot be drawn any more is told in its own place; all else goes on."""
    group.share(*[SOCIAL] * 12)
    group.reveal()
    state = room._store._state
    old = state.sessions[group.code]
    state.sessions[group.code] = old.__class__(**{**vars(old), "digest": "older"})
    kept = state.bodies["release", group.code]
    state.bodies["release", group.code] = kept.replace(group.digest, "older")
    room.archive(group.code)
    board.act("open", **NEXT)
    board.act("show", group.code)
    assert content.text("errors.other_instrument", "nl") in board.shown["result"]
    assert "back" in buttons(board)


# --- trouble ------------------------------------------------------------------------------------
def test_a_store_in_trouble_becomes_a_sentence(board, content, monkeypatch):
    """When the sessions cannot be read the page says why, and keeps what it showed."""
    board.act()
    before = dict(board.shown)

    def trouble():
        raise StoreError("corrupt", path="x")

    monkeypatch.setattr(board.desk._means.room._store, "read", trouble)
    board.act()
    assert content.text("errors.store.corrupt", "nl") in board.shown["told"]
    assert {**board.shown, "told": ""} == {**before, "told": ""}


relaxed = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60
)


@relaxed
@given(message=st.dictionaries(st.text(max_size=8), json_values))
def test_any_message_is_answered(facilitator, group, message):
    """No message makes the desk raise or changes a session."""
    before = group.stored()
    json.dumps(facilitator.handle(message))
    assert group.stored() == before


@relaxed
@given(
    field=st.sampled_from(["state", "seen", "value", "values", "language"]),
    action=st.sampled_from(["language", "ask", "show", "back", "address", "heads", "cancel"]),
    raw=st.one_of(
        json_values,
        st.dictionaries(
            st.sampled_from(["language", "show", "ask", "told", "wrong", "heads", "address"]),
            json_values | st.text(st.characters()),
        ),
    ),
)
def test_a_message_with_one_strange_part_is_answered(facilitator, group, field, action, raw):
    """Whatever the choices of a page have become, it gets its regions."""
    reply = facilitator.handle({"type": "act", "action": action, field: raw})
    json.dumps(reply)
    assert "live" in reply["regions"]
    assert reply["language"] in LANGUAGES


@pytest.mark.parametrize(
    ("given", "left"),
    [
        ({"show": 3, "ask": "next", "wrong": "yes", "edit": 1, "other": "x"}, {"ask": "next"}),
        ({"beside": ["AB", 2], "told": None, "moment": None}, {"told": None}),
        ({"wanted": {"minutes": 60, "people": True, "goals": "all"}}, {"wanted": {"minutes": 60}}),
        ({"download": {"name": "a", "type": "b", "base64": "c"}}, {}),
        (["ask"], {}),
    ],
)
def test_a_choice_of_another_type_is_dropped(given, left):
    """Of what a page gives back only choices of the right type come in, one by one."""
    empty = {"wanted": {}} if isinstance(given, dict) else {}
    assert kept(given) == empty | left


def test_what_a_button_sends_is_text():
    """Numbers become text; a list, a map or nothing is as if it was not sent."""
    sent = {"action": "open", "value": [1], "values": {"heads": 12, "kind": None, "list": ["a"]}}
    assert Press.of(sent) == Press("open", "", {"heads": "12"})
    assert Press.of({"action": None, "value": 5, "values": "heads"}) == Press("", "5", {})


def test_text_from_a_message_is_escaped(board, group):
    """Choices that come back from a page are shown as text, never as HTML."""
    board.state = {"told": "<script>alert(1)</script>", "show": "<b>", "ask": "<i>"}
    board.act()
    assert "<script>" not in "".join(board.shown.values())
    assert "&lt;script&gt;" in board.shown["told"]
