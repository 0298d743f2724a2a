"""The programme and its clock on the facilitator's page and the screen: one click, one thing."""

from __future__ import annotations

import base64
import dataclasses
import re

import pytest
from markupsafe import escape

from tests.pages.rooms import Group, at
from tests.pages.test_facilitator import NEXT, Page
from weerbaar.catalog import LANGUAGES
from weerbaar.model.running import Pace
from weerbaar.pages.facilitator import FacilitatorDesk
from weerbaar.pages.meeting import Watch
from weerbaar.pages.screen import ScreenDesk
from weerbaar.room import Kind
from weerbaar.room.clock import Clock
from weerbaar.room.meeting import FILE, Meetings

CALM = "ggg ggg ggg ggg"


class Time:
    """A clock that goes when it is told to."""

    def __init__(self):
        self.seconds = 1_000_000.0

    def __call__(self):
        return self.seconds

    def pass_minutes(self, minutes):
        self.seconds += 60 * minutes


class Hall:
    """A facilitator's page and a screen in two kernels, that share a folder and a clock."""

    def __init__(self, room, content, pictures, folder, language="nl", **session):
        self.room, self.content, self.pictures, self.folder = room, content, pictures, folder
        self.time = Time()
        self.session = room.open(size_class="20-29", **session)
        self.page = Page(self.desk(), language)
        self.screen = ScreenDesk(room, content, pictures, lambda: at("10.1.2.3"), self.watch())

    def watch(self):
        return Watch(Meetings(self.folder), Clock(60.0, self.time))

    def desk(self):
        here = [at("10.1.2.3")]
        return FacilitatorDesk(
            self.room, self.content, self.pictures, lambda: here[0], lambda _: here[0], self.watch()
        )

    def press(self, action=None, value=None, **values):
        """Press a button; gives what was said."""
        told = self.page.act(action, value, **values)
        assert not self.page.state.get("wrong"), told
        return told

    def shown(self):
        """What the screen shows, and its clock."""
        reply = self.screen.handle({"type": "look"})
        html = "".join(region["html"] for region in reply["regions"].values())
        return html, reply["clock"]

    @property
    def running(self):
        return Meetings(self.folder).read().running

    @property
    def at(self):
        return str(self.running.at)

    def title(self, block, language="nl"):
        return str(escape(self.content.agenda.block(block).title[language]))


@pytest.fixture
def hall(room, content, pictures, tmp_path):
    """A session, its facilitator and its screen."""
    return Hall(room, content, pictures, tmp_path)


def items(hall):
    """Ids of what is in the programme."""
    return [item.id for item in Meetings(hall.folder).read().agenda.inside]


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
    assert Meetings(hall.folder).read().goals == ()


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
    meeting = Meetings(hall.folder).read()
    assert meeting.agenda.total == 150
    assert meeting.agenda.item("picture").minutes == 20
    assert items(hall)[-3] == "exercise-afspraken-maken"
    hall.press("agenda_length", "90")
    assert "agenda_anew" in hall.page.shown["agenda"], "what a hand changed is not thrown away"
    hall.press("cancel")
    assert Meetings(hall.folder).read() == meeting
    hall.press("agenda_length", "90")
    hall.press("agenda_anew")
    assert Meetings(hall.folder).read().agenda.minutes == 90


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
    before = Meetings(hall.folder).read()
    hall.press("language", language)
    told = hall.page.act(action, value, **values)
    assert hall.page.state["wrong"]
    expected = content.ui[f"errors.{code}"][language]
    shown = {name: facts.get(name, "") for name in re.findall(r"\{(\w+)\}", expected)}
    assert told == expected.format(**{**shown, **({"n": 20} if "n" in shown else {})})
    assert Meetings(hall.folder).read() == before


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


def test_under_a_round_the_clock_goes_on(hall, room, content, pictures):
    """A vote within the meeting has a code of its own; the programme stays, as a strip."""
    hall.press("agenda_length", "90")
    group = Group(room, content, pictures, hall.session.code)
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
    assert Meetings(hall.folder).read().people == 12
    assert hall.room.current().heads is None
    hall.press("agenda_length", "90")
    assert content.text("agenda.people", "nl", n=12, groups="2 groepen van 6") in shown(hall)
    hall.press("agenda_people", people="40")
    assert Meetings(hall.folder).read().agenda.item("arrive").minutes == 7
    assert "agenda-again" not in shown(hall)
    hall.press("heads", heads="23")
    assert content.text("agenda.people_now", "nl", n=23) in shown(hall)
    hall.press("agenda_length", "60")
    assert Meetings(hall.folder).read().people == 40, "a count changes no programme by itself"
    hall.press("agenda_again")
    assert Meetings(hall.folder).read().people == 23
    assert "agenda-again" not in shown(hall)
    for typed in ("0", "1000", "veel"):
        hall.page.act("agenda_people", people=typed)
        assert hall.page.state["wrong"]
    assert Meetings(hall.folder).read().people == 23


def shown(hall):
    """The chapter of the programme."""
    return hall.page.shown["agenda"]


def test_for_more_people_than_any_exercise_takes_it_says_in_how_many_parts(hall, content):
    """Sixty people get an exercise, and are told to do it in two rooms."""
    hall.press("agenda_people", people="60")
    hall.press("agenda_length", "90")
    assert Meetings(hall.folder).read().agenda.item("exercise").exercise
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
    meeting = Meetings(hall.folder).read()
    assert (meeting.agenda is not None, meeting.people) == ((True, 9) if adopt else (False, None))
    assert ("run_start" in hall.page.shown["running"]) is adopt


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


def test_a_damaged_file_breaks_no_page(hall, content):
    """Half a file is told on the page, and the first click makes a new programme."""
    hall.press("agenda_length", "90")
    hall.press("run_start")
    path = hall.folder / FILE
    path.write_text(path.read_text()[:500])
    hall.press()
    assert content.text("agenda.damaged", "nl") in hall.page.shown["agenda"]
    assert hall.shown()[1] is None
    hall.press("agenda_length", "60")
    assert content.text("agenda.damaged", "nl") not in hall.page.shown["agenda"]


def test_only_a_rehearsal_goes_faster(room, content, pictures, tmp_path):
    """In a rehearsal a minute can pass in a second, and the page says so."""
    hall = Hall(room, content, pictures, tmp_path, kind=Kind.REHEARSAL)
    hall.press("agenda_length", "90")
    hall.press("run_start")
    assert hall.shown()[1]["speed"] == 60.0
    hall.time.seconds += 1
    assert hall.shown()[1]["left"] == 240
    assert content.text("running.fast", "nl", n="60") in hall.page.shown["running"]


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
    assert dataclasses.is_dataclass(Watch().stand(()))
