"""The programme and its clock on the facilitator's page and the screen: one click, one thing."""

from __future__ import annotations

import base64
import re

import pytest
from markupsafe import escape

from tests.pages.boards import Page, items, shown
from tests.pages.test_facilitator import NEXT
from weerbaar.catalog import LANGUAGES

CALM = "ggg ggg ggg ggg"


def test_a_programme_is_made_with_two_clicks_and_says_what_to_say(hall, content):
    """Length and goal: parts with their time and script, for the size of the group."""
    hall.press("agenda_length", "90")
    hall.press("agenda_goal", "dilemma")
    html = hall.page.shown["agenda"]
    for block in ("arrive", "picture", "agree", "close"):
        assert hall.title(block) in html
    exercise = content.exercises["dilemma-reflectie"]["nl"]
    assert str(escape(exercise.title)) in html
    assert str(escape(exercise.steps[0].say)) in html
    assert content.text("agenda.groups.same", "nl", n=5, size=5) in html
    assert content.text("agenda.total", "nl", n=90) in html
    hall.press("agenda_goal", "dilemma")
    assert hall.meeting.goals == ()


def test_the_programme_outlives_its_page(hall):
    """Another kernel shows the same: nothing of it is kept in a page."""
    hall.press("agenda_length", "60")
    again = Page(hall.desk())
    again.act()
    assert again.shown["agenda"] == hall.page.shown["agenda"]


def test_a_programme_can_be_changed_and_still_adds_up(hall, content):
    """More, fewer, moved, left out, put back, another exercise, one more: each by its button."""
    hall.press("agenda_length", "150")
    hall.press("agenda_edit")
    hall.press("agenda_minutes", "picture 20")
    hall.press("agenda_move", "pause 5")
    assert items(hall)[5] == "pause"
    hall.press("agenda_move", "pause 5")
    assert items(hall)[5] == "pause", "pressed twice it moves once"
    hall.press("agenda_drop", "talk")
    assert "talk" not in items(hall)
    hall.press("agenda_restore", "talk")
    assert "talk" in items(hall)
    hall.press("agenda_exercise", "exercise", exercise="casusbespreking")
    hall.press("agenda_add", exercise="afspraken-maken")
    meeting = hall.meeting
    assert meeting.agenda.total == 150
    assert meeting.agenda.item("picture").minutes == 20
    assert items(hall)[-3] == "exercise-afspraken-maken"
    hall.press("agenda_length", "90")
    assert "agenda_anew" in hall.page.shown["agenda"], "what a hand changed is not thrown away"
    hall.press("cancel")
    assert hall.meeting == meeting
    hall.press("agenda_length", "90")
    hall.press("agenda_anew")
    assert hall.meeting.agenda.minutes == 90


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("action", "value", "values", "code", "facts"),
    [
        ("agenda_length", None, {"minutes": "20"}, "agenda_length", {"least": 30, "most": 240}),
        ("agenda_length", None, {"minutes": "veel"}, "no_number", {"least": 30, "most": 240}),
        ("agenda_drop", "test", {}, "agenda_fixed", {}),
        ("agenda_drop", "toneel", {}, "agenda_unknown_item", {}),
        ("agenda_move", "close 0", {}, "agenda_order", {}),
        ("agenda_minutes", "picture 200", {}, "agenda_minutes", {"least": 1, "most": 120}),
        ("agenda_exercise", "exercise", {"exercise": "toneel"}, "agenda_no_exercise", {}),
        ("agenda_exercise", "picture", {"exercise": "casusbespreking"}, "agenda_no_exercise", {}),
        ("agenda_begins", None, {"begins": "25:00"}, "agenda_begins", {}),
        ("run_next", "0", {}, "agenda_still", {}),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(
    hall, content, language, action, value, values, code, facts
):
    """A change that is not possible changes nothing, and the sentence says why."""
    hall.press("agenda_length", "90")
    before = hall.meeting
    hall.press("language", language)
    told = hall.page.act(action, value, **values)
    assert hall.page.state["wrong"]
    expected = content.ui[f"errors.{code}"][language]
    shown = {name: facts.get(name, "") for name in re.findall(r"\{(\w+)\}", expected)}
    assert told == expected.format(**{**shown, **({"n": 20} if "n" in shown else {})})
    assert hall.meeting == before


def test_the_next_session_starts_the_same_programme_anew(hall, room):
    """What runs belongs to its session; the plan is there for the next one."""
    hall.press("agenda_length", "90")
    hall.press("run_start")
    hall.press("open", **NEXT)
    assert "run_start" in hall.page.shown["running"]
    assert hall.shown()[1] is None


def test_the_programme_asks_with_how_many_and_remakes_for_who_came(hall, content):
    """The expected number is the meeting's and not that of heads; a count is one click away."""
    hall.press("agenda_people", people="12")
    assert hall.meeting.people == 12
    assert hall.room.current().heads is None
    hall.press("agenda_length", "90")
    assert content.text("agenda.people", "nl", n=12, groups="2 groepen van 6") in shown(hall)
    hall.press("agenda_people", people="40")
    assert hall.meeting.agenda.item("arrive").minutes == 7
    assert "agenda-again" not in shown(hall)
    hall.press("heads", heads="23")
    assert content.text("agenda.people_now", "nl", n=23) in shown(hall)
    hall.press("agenda_length", "60")
    assert hall.meeting.people == 40, "a count changes no programme by itself"
    hall.press("agenda_again")
    assert hall.meeting.people == 23
    assert "agenda-again" not in shown(hall)
    for typed in ("0", "1000", "veel"):
        hall.page.act("agenda_people", people=typed)
        assert hall.page.state["wrong"]
    assert hall.meeting.people == 23


def test_for_more_people_than_any_exercise_takes_it_says_in_how_many_parts(hall, content):
    """Sixty people get an exercise, and are told to do it in two rooms."""
    hall.press("agenda_people", people="60")
    hall.press("agenda_length", "90")
    assert hall.meeting.agenda.item("exercise").exercise
    assert content.text("agenda.parts", "nl", n=60, parts=2, each=30) in shown(hall)


@pytest.mark.parametrize("adopt", [True, False])
def test_a_new_session_is_told_for_whom_the_programme_was_made(hall, content, adopt):
    """What was made for another session says so, and is used or begun afresh with one click."""
    hall.press("agenda_people", people="9")
    hall.press("agenda_length", "90")
    group = next(one.name.nl for one in content.choices.group_types)
    told = content.text("agenda.inherited.known", "nl", group=group, n=9)
    assert told not in shown(hall) + hall.page.shown["running"]
    hall.press("open", **NEXT)
    assert told in shown(hall)
    assert told in hall.page.shown["running"]
    hall.press("agenda_adopt" if adopt else "agenda_fresh")
    assert told not in shown(hall) + hall.page.shown["running"]
    meeting = hall.meeting
    assert (meeting.agenda is not None, meeting.people) == ((True, 9) if adopt else (False, None))
    assert ("run_start" in hall.page.shown["running"]) is adopt


def test_a_damaged_file_breaks_no_page(hall, content):
    """Half of it is told on the page, and the first click makes a new programme."""
    hall.press("agenda_length", "90")
    hall.press("run_start")
    with hall.room._store.write() as transaction:
        transaction.put_meeting(transaction.meeting()[:500])
    hall.press()
    assert content.text("agenda.damaged", "nl") in hall.page.shown["agenda"]
    assert hall.shown()[1] is None
    hall.press("agenda_length", "60")
    assert content.text("agenda.damaged", "nl") not in hall.page.shown["agenda"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_programme_on_paper(hall, language):
    """The button gives a PDF in the language of the page, named after its length."""
    hall.press("agenda_length", "90")
    hall.press("agenda_begins", begins="19:30")
    page = hall.page
    reply = page.desk.handle(
        {"type": "act", "action": "agenda_pdf", "state": {"language": language}}
    )
    assert reply["download"]["type"] == "application/pdf"
    assert "90" in reply["download"]["name"]
    assert base64.b64decode(reply["download"]["base64"]).startswith(b"%PDF")
    assert "download" not in reply["state"]


def test_no_text_of_the_page_waits_for_a_session(facilitator):
    """Without a session there is no programme to draw, and nothing breaks."""
    board = Page(facilitator)
    board.act()
    assert (board.shown["agenda"], board.shown["running"]) == ("", "")
    assert board.act("run_start")
    assert board.state["wrong"]
