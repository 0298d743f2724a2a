"""Around closing and revealing: compared with who is there, and told as it happened."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest
from markupsafe import escape

from tests.pages.rooms import at
from weerbaar.catalog import LANGUAGES
from weerbaar.disclosure import Detail
from weerbaar.pages.facilitator import FacilitatorDesk
from weerbaar.pages.facilitator.closing import closing, told_of_reveal
from weerbaar.pages.meeting import Watch
from weerbaar.pages.screen import ScreenDesk
from weerbaar.room import Kind, Phase

SOCIAL = "ggg ggo orr ggg"


@pytest.fixture
def act(room, content):
    """Press a button of a facilitator's page; gives its choices and regions."""
    desk = FacilitatorDesk(room, content, lambda: at("10.1.2.3"), lambda _: None)
    state = {"language": "nl"}

    def pressed(action=None, value=None, **values):
        nonlocal state
        message = {"type": "act" if action else "look", "action": action, "value": value}
        reply = desk.handle({**message, "values": values, "state": state})
        state = reply["state"]
        return state, {name: region["html"] for name, region in reply["regions"].items()}

    return pressed


@pytest.mark.parametrize(
    ("joined", "done", "heads", "key", "ready"),
    [
        (0, 0, None, "nobody", False),
        (0, 0, 23, "nobody", False),
        (5, 3, None, "uncounted", False),
        (5, 5, None, "uncounted_done", True),
        (1, 1, 23, "some", False),
        (23, 22, 23, "some", False),
        (23, 23, 23, "all", True),
        (23, 23, 10, "many", False),
    ],
)
def test_closing_is_compared_with_who_is_present(room, joined, done, heads, key, ready):
    """Nobody is told that all are done while people who are there have not begun."""
    found = closing(replace(room.open(), joined=joined, done=done, heads=heads))
    assert (found.key, found.ready) == (key, ready)


@pytest.mark.parametrize(
    ("cards", "heads", "key", "ready"),
    [
        (0, 14, "no_cards", False),
        (12, None, "cards", True),
        (12, 14, "cards_of", True),
        (12, 9, "cards_many", False),
    ],
)
def test_a_session_on_paper_closes_after_its_count(room, cards, heads, key, ready):
    """Without numbers closing is not what to do next; with more cards than people neither."""
    session = room.open(kind=Kind.PAPER)
    found = closing(replace(session, joined=cards, done=cards, heads=heads))
    assert (found.key, found.ready) == (key, ready)


def test_the_confirmation_says_who_is_missing(act, room, content, group):
    """One of 23 is done: it is said before the question, in it, and close is not the way on."""
    group.share(SOCIAL)
    _, regions = act("heads", heads="23")
    said = content.text("facilitator.close.some", "nl", done=1, heads=23, busy=0, absent=22)
    assert said in regions["act"]
    assert 'class="main"' not in regions["act"]
    _, regions = act("ask", "close")
    assert f'<p class="told wrong">{said}' in regions["act"]


def test_a_head_count_below_what_began_is_remarked_at_once(act, content, group):
    """Saving 2 heads while 3 people began says so, and keeps saying so where one closes."""
    group.share(*[SOCIAL] * 3)
    state, regions = act("heads", heads="2")
    assert state["told"] == content.text("facilitator.notice.heads_few", "nl", n=2, joined=3)
    assert content.text("facilitator.close.many", "nl", joined=3, heads=2) in regions["act"]
    state, _ = act("heads", heads="3")
    assert state["told"] == content.text("facilitator.notice.heads", "nl", n=3)


@pytest.mark.parametrize(("people", "key"), [(0, "nobody"), (3, "few"), (12, "released")])
def test_only_a_picture_is_told_as_one(act, content, group, people, key):
    """With nobody or three people nothing on the page says that there is a picture."""
    group.share(*[SOCIAL] * people)
    act("heads", heads="12")
    act("close")
    state, regions = act("reveal")
    assert state["told"] == content.text(f"facilitator.notice.{key}", "nl")
    pictured = ("facilitator.phases.released", "facilitator.chapters.picture", "report.page.text")
    for where, name in zip(("head", "chapters", "report"), pictured, strict=True):
        assert (content.text(name, "nl") in regions[where]) is (people == 12)
    assert (content.text("facilitator.result.title", "nl") in regions["result"]) is (people == 12)


@pytest.mark.parametrize(
    ("n", "detail", "key"),
    [
        (0, Detail.NOTHING, "nobody"),
        (4, Detail.NOTHING, "few_cards"),
        (12, Detail.STATEMENTS, "released_paper"),
    ],
)
def test_on_paper_nothing_is_said_of_phones(content, n, detail, key):
    """Cards were counted, so no sentence about the reveal speaks of phones or sharing."""
    session = SimpleNamespace(kind=Kind.PAPER)
    assert told_of_reveal(session, SimpleNamespace(n=n, detail=detail)) == key
    for language, word in (("nl", "telefoon"), ("en", "phone")):
        assert word not in content.text(f"facilitator.notice.{key}", language)


# --- fewer than a picture needs -----------------------------------------------------------------
def opening(instrument="weerbare-cultuur", group_type="gemeenteraad", size_class="20-29", **more):
    """What is filled in to open a session."""
    chosen = {"instrument": instrument, "group_type": group_type, "size_class": size_class}
    return {"language": "nl", "kind": "live", **chosen, **more}


def test_a_small_group_is_first_offered_what_needs_no_figures(act, room, content):
    """A party group, or fewer than five: one question, and no session until it is answered."""
    for small in (opening(group_type="fractie", size_class="5-9"), opening(size_class="under-5")):
        state, regions = act("open", **small)
        assert (state["ask"], room.sessions()) == ("next", ())
        assert 'data-action="run_alone" data-value="cultuur-in-de-fractie"' in regions["next"]
        assert "werkvorm/cultuur-in-de-fractie?" in regions["next"]
    _, regions = act("open", **opening("zelftest", size_class="under-5"))
    assert 'data-value="fractie-tests"' in regions["next"]
    act("open", "knowingly", **opening(group_type="fractie", size_class="under-5"))
    assert room.current().group_type == "fractie"


def test_who_is_with_enough_or_rehearses_is_not_asked(act, room):
    """A council of 25 opens at once; so does a rehearsal for a party group."""
    act("open", **opening())
    act("open", **opening(group_type="fractie", kind="rehearsal"))
    assert len(room.sessions()) == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_over_an_open_session_all_is_asked_at_once(act, room, content, language):
    """The warning that a session is put away stands in the same question."""
    act("language", language)
    act("open", **opening())
    state, regions = act("ask_open", **opening(group_type="fractie", size_class="under-5"))
    assert state["ask"] == "next"
    assert content.text("facilitator.next.warning", language) in regions["next"]
    assert "few-run" in regions["next"]
    act("cancel")
    assert room.current().phase is Phase.OPEN


def test_the_talk_runs_without_any_session(act, room, content):
    """From the question straight to its first step: nothing is opened and nobody is counted."""
    act("open", **opening(group_type="fractie", size_class="under-5"))
    _, regions = act("run_alone", "cultuur-in-de-fractie")
    assert room.sessions() == ()
    first = content.exercises["cultuur-in-de-fractie"].nl.steps[0]
    assert first.title in regions["running"]
    _, regions = act("run_next", "0")
    assert content.exercises["cultuur-in-de-fractie"].nl.steps[1].title in regions["running"]
    state, _ = act("run_alone", "dilemma-reflectie")
    assert state["told"] == content.text("errors.code_unknown", "nl"), "a vote needs a session"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_screen_shows_a_talk_without_a_session(room, content, language):
    """The room sees the step and its clock, though there is no session to show."""
    watch = Watch()
    desk = FacilitatorDesk(room, content, lambda: None, lambda _: None, watch)
    screen = ScreenDesk(room, content, lambda: None, watch)
    talk = content.exercises["cultuur-in-de-fractie"]
    desk.handle({"type": "act", "action": "run_alone", "value": "cultuur-in-de-fractie"})
    shown = screen.handle({"type": "look", "language": language})
    assert str(escape(talk[language].steps[0].do)) in shown["regions"]["stage"]["html"]
    assert shown["clock"]["runs"]
    room.open()
    assert screen.handle({"type": "look"})["clock"] is None, "a session begins with a clean board"


def test_after_closing_with_few_the_same_talk_is_offered(act, room, content):
    """A session that was opened all the same leads to what was offered before it."""
    act("open", "knowingly", **opening(group_type="fractie", size_class="under-5"))
    act("heads", heads="4")
    act("close")
    _, regions = act("reveal")
    talk = content.exercises["cultuur-in-de-fractie"].nl
    assert regions["conversation"].index(talk.title) < regions["conversation"].index("run_take")
    assert content.text("exercise.fit.without_figures", "nl") in regions["conversation"]
