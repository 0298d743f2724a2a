"""A step with a vote: before the conversation, and again after it, each a round of its own."""

from __future__ import annotations

import pytest

from tests.pages.rooms import at, token
from weerbaar.model import AnswerSheet, Colour
from weerbaar.pages.facilitator import FacilitatorDesk

EXERCISE = "dilemma-reflectie"
CALM = "ggg ggg ggg ggg"


class Facilitator:
    """Presses buttons, and keeps what the page would keep."""

    def __init__(self, room, content, pictures):
        self.desk = FacilitatorDesk(room, content, pictures, lambda: at("10.1.2.3"), lambda _: None)
        self.state = {"language": "nl"}

    def press(self, action, value=None, **values):
        """Press a button; gives the region with the vote."""
        message = {"type": "act", "action": action, "value": value, "values": values}
        reply = self.desk.handle({**message, "state": self.state})
        self.state = reply["state"]
        assert not self.state.get("wrong"), self.state["told"]
        return reply["regions"]["vote"]["html"]

    def to_the_vote(self, content, *, second=False):
        """Go on until the step of now asks for a vote, from the step where that is not yet so."""
        steps = content.exercises[EXERCISE].nl.steps
        wanted = next(n for n, s in enumerate(steps) if s.vote and bool(s.wave) is second)
        for number in range(len(steps)):
            html = self.press("run_next", str(number)) if number < wanted else ""
        return html or self.press("cancel")


@pytest.fixture
def facilitating(room, content, pictures, group):
    """A facilitator's page on a session whose picture was shown."""
    group.share(*[CALM] * 12)
    group.reveal()
    return Facilitator(room, content, pictures)


def vote(room, content, number, colour):
    """Let people vote in the session of now."""
    model = content.instruments[room.current().instrument].model
    for _ in range(number):
        sheet = AnswerSheet(model, {s.id: colour for s in model.statements})
        room.share(room.current().code, token(), sheet)


def test_a_vote_before_and_after_is_two_rounds_and_back(facilitating, group, room, content):
    """Opened by one click each, with the heads of the session, laid side by side, and put away."""
    facilitating.press("run_alone", EXERCISE)
    assert 'id="vote-open"' in facilitating.to_the_vote(content)
    assert 'id="vote-close"' in facilitating.press("vote")
    first = room.current()
    assert (first.instrument, first.heads) == ("dilemma", room.view(group.code).session.heads)
    vote(room, content, 12, Colour.RED)
    html = facilitating.press("close")
    assert "data-action" not in html, "the first result waits for the conversation"
    assert 'id="vote-show"' in facilitating.to_the_vote(content, second=True)
    assert 'id="vote-again"' in facilitating.press("reveal")
    assert 'id="vote-close"' in facilitating.press("wave", first.code)
    second = room.current()
    assert (second.wave_of, second.heads) == (first.code, first.heads)
    vote(room, content, 12, Colour.GREEN)
    facilitating.press("close")
    assert 'id="vote-over"' in facilitating.press("reveal")
    facilitating.press("end_round")
    assert room.current().code == group.code


def test_pressed_twice_a_vote_opens_once(facilitating, room, content):
    """A second click on a page that is behind opens no second round."""
    facilitating.press("run_alone", EXERCISE)
    facilitating.to_the_vote(content)
    facilitating.press("vote")
    before = room.sessions()
    facilitating.press("vote")
    assert room.sessions() == before


def test_before_the_picture_there_is_no_vote(room, content, pictures, group):
    """A round stands on a session that was revealed; until then the page says what else works."""
    facilitating = Facilitator(room, content, pictures)
    facilitating.press("run_alone", EXERCISE)
    html = facilitating.to_the_vote(content)
    assert content.text("facilitator.vote.stages.too_early", "nl") in html
    assert "data-action" not in html
    facilitating.press("vote")
    assert room.current().code == group.code
