"""The step of now and its clock on the facilitator's page and the screen: one click, one thing."""

from __future__ import annotations

import pytest
from markupsafe import escape

from tests.pages.boards import Hall, items, shown
from tests.pages.rooms import Group
from weerbaar.model.running import Pace
from weerbaar.room import Kind
from weerbaar.room.meeting import Meetings

CALM = "ggg ggg ggg ggg"


def test_the_screen_shows_the_step_and_counts_by_itself(hall, content):
    """The screen gets the seconds that are left, never a moment, and the step when it changes."""
    hall.press("agenda_length", "90")
    assert hall.shown()[1] is None
    hall.press("run_start")
    html, clock = hall.shown()
    assert hall.title("arrive") in html
    assert hall.session.code in html, "the code stays in sight while people come in"
    assert (clock["left"], clock["total"], clock["runs"], clock["speed"]) == (300, 300, True, 1.0)
    assert clock["rest"] == 90 * 60
    hall.time.pass_minutes(2)
    assert hall.shown()[1]["left"] == 180
    assert hall.screen.handle({"type": "look", "seen": {}})["clock"]["left"] == 180
    hall.press()
    assert not hall.page.sent, "the clock alone sends no region"
    for _ in range(5):
        hall.press("run_next", hall.at)
    html, clock = hall.shown()
    assert hall.title("choose") in html
    assert hall.session.code not in html, "now the step fills the screen"


def test_pause_extend_back_and_stop_arrive_on_the_screen(hall):
    """Whatever the facilitator presses, the screen knows at its next look."""
    hall.press("agenda_length", "90")
    hall.press("run_start")
    hall.press("run_pause")
    hall.time.pass_minutes(3)
    assert hall.shown()[1] | {"rest": 0} == {
        "step": "0 arrive 0",
        "left": 300,
        "total": 300,
        "rest": 0,
        "runs": False,
        "speed": 1.0,
    }
    assert hall.press("run_resume"), "time went by: the programme says what it gave up"
    hall.press("run_extend", f"{hall.at} 5")
    assert hall.shown()[1]["left"] == 600
    hall.press("run_next", hall.at)
    hall.press("run_back", hall.at)
    assert hall.shown()[1]["step"].startswith("0 ")
    hall.press("run_stop")
    html, clock = hall.shown()
    assert clock is None
    assert hall.session.code in html
    hall.press("run_back")
    assert hall.shown()[1]["runs"], "a stop by mistake is undone with one click"
    hall.press("run_stop")
    hall.press("run_close")
    assert hall.running is None
    assert "run_start" in hall.page.shown["running"], "the plan is still there"


def test_pressing_twice_goes_one_step(hall):
    """A second press, or one on a page that is behind, is meant for the step it was about."""
    hall.press("agenda_length", "90")
    hall.press("run_start")
    hall.press("run_start")
    hall.press("run_next", "0")
    hall.press("run_next", "0")
    assert hall.at == "1"
    hall.press("run_extend", "0 5")
    assert hall.running.step.seconds == 300


def test_a_late_room_is_told_what_was_shortened(hall, content):
    """The programme fits itself into the time that is left, and says so."""
    hall.press("agenda_length", "90")
    hall.press("run_start")
    hall.time.pass_minutes(20)
    told = hall.press("run_next", hall.at)
    assert told.startswith(content.text("agenda.changed", "nl", changes="")[:20])
    assert hall.running.behind(hall.time()) <= 30
    hall.time.pass_minutes(100)
    hall.press()
    assert "run_later" in hall.page.shown["running"]
    hall.press("run_later")
    assert hall.page.shown["running"]


def test_a_dropped_part_can_be_done_after_all_while_the_room_runs(hall):
    """What the programme left out by itself comes back with one click."""
    hall.press("agenda_length", "90")
    hall.press("run_start")
    hall.time.pass_minutes(45)
    hall.press("run_next", hall.at)
    out = [item.id for item in hall.running.agenda.left_out]
    assert out == ["choose", "exercise"]
    hall.press("agenda_restore", "exercise")
    assert "exercise" in [item.id for item in hall.running.agenda.inside]
    assert hall.page.act("agenda_drop", "arrive")
    assert hall.page.state["wrong"]


def test_one_exercise_by_itself(hall, content):
    """An exercise runs without a programme, with its own steps, and no end to keep."""
    hall.press("run_alone", alone="casusbespreking")
    exercise = content.exercises["casusbespreking"]["nl"]
    html, clock = hall.shown()
    assert str(escape(exercise.steps[0].do)) in html
    assert (clock["total"], clock["rest"]) == (60 * exercise.steps[0].minutes, None)
    assert content.text("agenda.step_of", "nl", n=1, total=len(exercise.steps)) in html
    for _ in exercise.steps:
        hall.press("run_next", hall.at)
    assert hall.running.pace is Pace.DONE
    assert hall.page.act("run_alone", alone="toneel")
    assert hall.page.state["wrong"]


@pytest.mark.parametrize("name", ["casusbespreking", "perspectievenmethode"])
def test_cards_can_be_printed_while_their_exercise_runs(hall, content, name):
    """A link to the cards of what is going on, and none when it has none."""
    hall.press("run_alone", alone=name)
    linked = f"werkvorm/{name}/kaarten.pdf" in hall.page.shown["running"]
    assert linked is bool(content.exercises[name].nl.cards)


def test_a_proposed_exercise_goes_into_the_programme(hall, content):
    """With a programme it takes the place of the exercise to come; without one it starts."""
    hall.press("run_take", "casusbespreking")
    assert hall.running.by_itself
    hall.press("run_stop")
    hall.press("run_close")
    hall.press("agenda_length", "90")
    hall.press("run_take", "perspectievenmethode")
    assert Meetings(hall.folder).read().agenda.item("exercise").exercise == "perspectievenmethode"
    hall.press("run_start")
    hall.press("run_take", "casusbespreking")
    assert hall.running.agenda.item("exercise").exercise == "casusbespreking"
    assert len([s for s in hall.running.steps if s.item == "exercise"]) == len(
        content.exercises["casusbespreking"].nl.steps
    )


def test_under_a_round_the_clock_goes_on(hall, room, content):
    """A vote within the meeting has a code of its own; the programme stays, as a strip."""
    hall.press("agenda_length", "90")
    group = Group(room, content, hall.session.code)
    group.share(*[CALM] * 12)
    hall.press("heads", heads="12")
    hall.press("close")
    hall.press("reveal")
    hall.press("run_start")
    for _ in range(6):
        hall.press("run_next", hall.at)
    assert hall.running.item.id == "exercise"
    vote = room.open_round(hall.session.code, "dilemma")
    html, clock = hall.shown()
    assert vote.code in html
    assert clock["runs"]


@pytest.mark.parametrize("minutes", [1, 200])
def test_after_the_end_the_programme_says_how_it_went_and_gives_no_advice(hall, content, minutes):
    """Stopped far too early or far too late: no time is left over and none is short any more."""
    hall.press("agenda_length", "90")
    parts = len(items(hall))
    hall.press("run_start")
    hall.time.pass_minutes(minutes)
    hall.press("run_next", hall.at)
    hall.press("run_stop")
    html = shown(hall)
    facts = {"n": minutes, "planned": 90, "done": 2, "of": parts}
    assert content.text("agenda.ended", "nl", **facts) in html
    for key in ("agenda.over", "agenda.spare", "agenda.out.no_time", "agenda.length"):
        assert content.ui[key].nl.split("{")[0] not in html
    assert html.count(content.text("agenda.state.missed", "nl")) == parts - 2
    hall.press("run_close")
    assert content.text("agenda.length", "nl") in shown(hall)
    assert content.text("agenda.total", "nl", n=90) in shown(hall)


def test_only_a_rehearsal_goes_faster(room, content, tmp_path):
    """In a rehearsal a minute can pass in a second, and the page says so."""
    hall = Hall(room, content, tmp_path, kind=Kind.REHEARSAL)
    hall.press("agenda_length", "90")
    hall.press("run_start")
    assert hall.shown()[1]["speed"] == 60.0
    hall.time.seconds += 1
    assert hall.shown()[1]["left"] == 240
    assert content.text("running.fast", "nl", n="60") in hall.page.shown["running"]
