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
def page(room, content, pictures, group):
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


def test_a_vote_before_and_after_is_two_rounds_and_back(page, group, room, content):
    """Opened by one click each, with the heads of the session, laid side by side, and put away."""
    page.press("run_alone", EXERCISE)
    assert 'id="vote-open"' in page.to_the_vote(content)
    assert 'id="vote-close"' in page.press("vote")
    first = room.current()
    assert (first.instrument, first.heads) == ("dilemma", room.view(group.code).session.heads)
    vote(room, content, 12, Colour.RED)
    html = page.press("close")
    assert "data-action" not in html, "the first result waits for the conversation"
    assert 'id="vote-show"' in page.to_the_vote(content, second=True)
    assert 'id="vote-again"' in page.press("reveal")
    assert 'id="vote-close"' in page.press("wave", first.code)
    second = room.current()
    assert (second.wave_of, second.heads) == (first.code, first.heads)
    vote(room, content, 12, Colour.GREEN)
    page.press("close")
    assert 'id="vote-over"' in page.press("reveal")
    page.press("end_round")
    assert room.current().code == group.code


def test_pressed_twice_a_vote_opens_once(page, room, content):
    """A second click on a page that is behind opens no second round."""
    page.press("run_alone", EXERCISE)
    page.to_the_vote(content)
    page.press("vote")
    before = room.sessions()
    page.press("vote")
    assert room.sessions() == before


def test_before_the_picture_there_is_no_vote(room, content, pictures, group):
    """A round stands on a session that was revealed; until then the page says what else works."""
    page = Facilitator(room, content, pictures)
    page.press("run_alone", EXERCISE)
    html = page.to_the_vote(content)
    assert content.text("facilitator.vote.stages.too_early", "nl") in html
    assert "data-action" not in html
    page.press("vote")
    assert room.current().code == group.code
