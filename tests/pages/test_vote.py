"""A step with a vote: before the conversation, and again after it, each a round of its own."""

from __future__ import annotations

import json

import pytest

from tests.pages.rooms import at, token
from weerbaar.catalog import Voice
from weerbaar.model import AnswerSheet, Colour
from weerbaar.model.refusal import Refusal
from weerbaar.pages.facilitator import FacilitatorDesk
from weerbaar.pages.meeting import Watch
from weerbaar.pages.participant import ParticipantDesk
from weerbaar.pages.screen import ScreenDesk
from weerbaar.pages.waves import wave_choices

EXERCISE = "dilemma-reflectie"
CASE = "de-auto-voor-de-deur"
CALM = "ggg ggg ggg ggg"
OWN = {"story": "", "question": "Doen we dit?", "a": "Ja, morgen.", "b": "Nee, nooit."}


class Evening:
    """A facilitator who presses buttons, the beamer, and a phone, all on one meeting."""

    def __init__(self, room, content, pictures):
        self.room, self.content, self.watch = room, content, Watch()
        place = lambda: at("10.1.2.3")  # noqa: E731
        self.desk = FacilitatorDesk(room, content, pictures, place, lambda _: None, self.watch)
        self.beamer = ScreenDesk(room, content, pictures, place, self.watch)
        self.phones = ParticipantDesk(room, content, pictures, meetings=self.watch.meetings)
        self.state = {"language": "nl"}
        self.regions = {}

    def press(self, action, value=None, *, refused=False, **values):
        """Press a button; gives the region with the vote."""
        message = {"type": "act", "action": action, "value": value, "values": values}
        reply = self.desk.handle({**message, "state": self.state})
        self.state = reply["state"]
        assert bool(self.state.get("wrong")) is refused, self.state["told"]
        self.regions = {name: region["html"] for name, region in reply["regions"].items()}
        return self.regions["vote"]

    def screen(self):
        """All that the beamer shows."""
        regions = self.beamer.handle({"type": "look", "language": "nl"})["regions"]
        return "".join(region["html"] for region in regions.values())

    def phone(self, language="nl"):
        """The page of a phone that comes in now."""
        asked = {"type": "draw", "code": self.room.current().code, "language": language}
        return self.phones.handle(asked)["html"]

    def go(self, number):
        """Go on, or back, to a step of the exercise."""
        at_step = self.watch.progress(self.room.sessions()).running.at
        while at_step != number:
            self.press("run_next" if at_step < number else "run_back", str(at_step))
            at_step += 1 if at_step < number else -1
        return self.press("cancel")

    def vote(self, colour, people=12):
        """Let people vote in the session of now, and close it."""
        code = self.room.current().code
        model = self.room.instrument(self.room.current())
        for _ in range(people):
            sheet = AnswerSheet(model, {s.id: colour for s in model.statements})
            self.room.share(code, token(), sheet)
        return self.press("close")


@pytest.fixture
def steps(content):
    """Numbers of the steps with the first and with the second vote."""
    found = content.exercises[EXERCISE].nl.steps
    return [number for number, step in enumerate(found) if step.vote]


@pytest.fixture
def evening(room, content, pictures, group):
    """The exercise has begun, on a session whose picture was shown."""
    group.share(*[CALM] * 12)
    group.reveal()
    evening = Evening(room, content, pictures)
    evening.press("run_alone", EXERCISE)
    return evening


@pytest.fixture
def voted(evening, steps):
    """The first vote was held and closed; the conversation goes on."""
    evening.press("pose", CASE)
    evening.go(steps[0])
    evening.press("vote")
    evening.vote(Colour.RED)
    evening.go(steps[0] + 1)
    return evening


def everywhere(evening, code):
    """All that facilitator, beamer and a phone of a vote can see, in every chapter."""
    found = [evening.screen()]
    for show in (None, code):
        evening.press("show", show)
        found += evening.regions.values()
    evening.press("back")
    asked = {"code": code, "language": "nl", "token": token()}
    told = [evening.phones.handle({**asked, "type": kind}) for kind in ("state", "group")]
    return [*found, json.dumps(told)]


def test_both_votes_are_shown_at_once_and_neither_before(voted, group, room, content, steps):
    """From the first vote to the second nothing of it is anywhere; then one click shows both."""
    first = room.current()
    assert (first.instrument, first.heads) == ("dilemma", room.view(group.code).session.heads)
    html = voted.go(steps[1])
    assert 'id="vote-again"' in html
    assert 'id="vote-close"' in voted.press("vote_again"), "one click opens the second vote"
    second = room.current()
    assert (second.wave_of, second.heads) == (first.code, first.heads)
    names = [q.name["nl"] for q in content.instruments["dilemma"].file.quadrants]
    for before_closing in (True, False):
        if not before_closing:
            assert 'id="vote-show"' in voted.vote(Colour.GREEN)
        assert room.view(first.code).release is None
        shown = everywhere(voted, first.code)
        assert not [html for html in shown if "<svg" in html and all(n in html for n in names)]
        assert first.code not in {
            one.code for one in wave_choices(map(room.view, [first.code]), Voice(content, "nl"))
        }
    voted.press("report_pdf", first.code, refused=True)
    with pytest.raises(Refusal, match="vote_waits"):
        room.reveal(first.code)
    html = voted.press("reveal")
    assert room.view(first.code).release.n == room.view(second.code).release.n == 12
    assert 'id="vote-over"' in html
    together = content.text("wave.same_day.compared", "nl", then_n=12, now_n=12)
    assert together in voted.regions["result"]
    assert together in voted.screen()


def test_after_the_votes_the_session_is_back_and_nothing_opens_again(
    voted, group, room, content, steps
):
    """The step of a vote that was held says so, lets one look back, and opens no other round."""
    voted.go(steps[1])
    voted.press("vote_again")
    voted.vote(Colour.GREEN)
    second = room.current().code
    voted.press("reveal")
    voted.press("end_round")
    assert room.current().code == group.code
    before = room.sessions()
    for number in steps:
        html = voted.go(number)
        assert content.text("facilitator.vote.stages.held", "nl") in html
        assert "vote-open" not in html + voted.press("vote") + voted.press("vote_again")
        assert f'data-value="{second}"' in html
    assert room.sessions() == before
    voted.press("show", second)
    assert content.text("wave.title", "nl") in voted.regions["result"]


def test_one_vote_alone_can_be_shown(voted, room, content, steps):
    """Who wants no second vote sees the first one; a second, if it comes, stands beside it."""
    first = room.current().code
    assert 'id="vote-only"' in voted.regions["act"]
    voted.press("reveal")
    assert room.view(first).release.n == 12
    assert content.text("facilitator.vote.stages.seen", "nl") in voted.go(steps[1])
    voted.press("end_round")
    assert 'id="vote-again"' in voted.go(steps[1])
    voted.press("vote_again")
    assert room.current().wave_of == first


def test_a_second_vote_that_is_given_up_leaves_the_first(voted, room, steps):
    """What the second vote gathered is erased; the first waits as before, and can be shown."""
    first = room.current().code
    voted.go(steps[1])
    voted.press("vote_again")
    voted.press("end_round")
    assert room.current().code == first
    assert 'id="vote-again"' in voted.go(steps[1])
    voted.press("reveal")
    assert room.view(first).release.n == 12


def test_during_the_conversation_no_chapter_calls_for_the_result(voted, content):
    """Showing the first result is possible, never what the page asks for."""
    act = voted.regions["act"]
    assert content.text("facilitator.vote.talking_text", "nl") in act
    assert 'class="main"' not in act
    assert 'id="reveal"' not in act


def test_pressed_twice_a_vote_opens_once(evening, room, steps):
    """A second click on a page that is behind opens no second round."""
    evening.press("pose", CASE)
    evening.go(steps[0])
    evening.press("vote")
    before = room.sessions()
    evening.press("vote")
    evening.press("vote_again")
    assert room.sessions() == before


def test_before_the_picture_there_is_no_vote(room, content, pictures, group, steps):
    """A round stands on a session that was revealed; until then the page says what else works."""
    evening = Evening(room, content, pictures)
    evening.press("run_alone", EXERCISE)
    html = evening.go(steps[0])
    assert content.text("facilitator.vote.stages.too_early", "nl") in html
    assert "data-action" not in html
    evening.press("vote")
    assert room.current().code == group.code


def test_without_a_dilemma_no_vote_opens(evening, room, group, content, steps):
    """The page asks for one first, and a page that is behind is told so."""
    html = evening.go(steps[0])
    assert content.text("facilitator.vote.stages.no_dilemma", "nl") in html
    assert "data-action" not in html
    evening.press("vote", refused=True)
    assert evening.state["told"] == content.text("errors.dilemma_missing", "nl")
    assert room.current().code == group.code


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_dilemma_of_a_case_is_wherever_one_votes_or_talks(evening, content, steps, language):
    """Story and choices on beamer and phone, in the phone's own language; nowhere else later."""
    evening.press("pose", CASE)
    told = content.cases[CASE]["nl"].dilemma
    for number in range(steps[0]):
        evening.go(number)
        assert all(part in evening.screen() for part in (told.story, told.a, told.b))
    evening.go(steps[0])
    evening.press("vote")
    assert "<svg" in evening.screen()
    assert told.story in evening.screen()
    own = content.cases[CASE][language].dilemma
    phone = evening.phone(language)
    assert all(part in phone for part in (own.story, own.question, own.a, own.b))
    evening.vote(Colour.RED)
    for number in range(steps[0], steps[1] + 1):
        evening.go(number)
        assert told.a in evening.screen()
        assert told.b in evening.screen()
    evening.press("vote_again")
    evening.vote(Colour.GREEN)
    evening.press("reveal")
    assert told.a in evening.screen()
    evening.press("end_round")
    evening.press("run_stop")
    assert told.a not in evening.screen()


def test_an_own_dilemma_is_shown_as_it_was_typed(evening, content, steps):
    """Question, A and B are needed; too long is refused with what is too long."""
    evening.press("pose_own", refused=True, **{**OWN, "b": " "})
    assert evening.state["told"] == content.text("errors.dilemma_empty", "nl")
    evening.press("pose_own", refused=True, **{**OWN, "question": "Waarom " * 40})
    assert "140" in evening.state["told"]
    evening.press("pose_own", **OWN)
    evening.go(steps[0])
    evening.press("vote")
    for page in (evening.screen(), evening.phone("en"), evening.regions["dilemma"]):
        assert all(OWN[part] in page for part in ("question", "a", "b"))


def test_a_dilemma_stays_while_its_vote_goes_on(voted, content, steps):
    """After the first vote nobody can slip another story under it; after both another may come."""
    html = voted.regions["dilemma"]
    assert "data-action" not in html
    for action in ("unpose", "pose"):
        voted.press(action, "een-foto-van-het-stuk", refused=True)
        assert voted.state["told"] == content.text("errors.dilemma_busy", "nl")
    voted.press("reveal")
    voted.press("end_round")
    voted.press("unpose")
    voted.press("pose", "een-foto-van-het-stuk")
    assert 'id="vote-open"' in voted.go(steps[0]), "another dilemma has votes of its own"


def test_a_vote_by_hand_says_where_its_dilemma_is(room, content, pictures, group):
    """Without a dilemma chosen, phones and beamer say that the facilitator tells it."""
    group.share(*[CALM] * 12)
    group.reveal()
    evening = Evening(room, content, pictures)
    evening.press("round", instrument="dilemma")
    assert content.text("dilemma.told", "nl") in evening.phone()
    assert content.text("dilemma.missing", "nl") in evening.screen()
    evening.press("pose", CASE)
    told = content.cases[CASE]["nl"].dilemma
    assert told.a in evening.phone()
    assert told.a in evening.screen()
