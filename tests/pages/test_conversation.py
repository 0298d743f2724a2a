"""After the reveal the facilitator is offered what to do with the picture."""

import re

import pytest

from tests.pages.rooms import at
from weerbaar.catalog import LANGUAGES, Voice
from weerbaar.pages.facilitator import FacilitatorDesk
from weerbaar.present.proposals import proposals

SOCIAL = "ggg ggo orr ggg"


def shown(room, content, pictures, language="nl"):
    """The region of the page, as it is sent."""
    desk = FacilitatorDesk(room, content, pictures, lambda: at("10.1.2.3"), lambda _: None)
    reply = desk.handle({"state": {"language": language}})
    return reply["regions"]["conversation"]["html"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_exercises_are_offered_with_the_reason(group, room, content, pictures, language):
    """Before the reveal there is nothing; after it two that fit, why, and where to read them."""
    group.share(*[SOCIAL] * 12)
    assert shown(room, content, pictures, language) == ""
    release = group.reveal()
    html = shown(room, content, pictures, language)
    instrument = content.default
    profile = release.as_profile(instrument.model)
    heads = room.view(group.code).session.heads
    found = proposals(profile, instrument, Voice(content, language), heads)
    assert len(found) == 2
    assert re.findall(r"werkvorm/([a-z-]+)\?", html) == [one.exercise.id for one in found]
    with_cards = [one.exercise.id for one in found if one.exercise.cards]
    assert re.findall(r"werkvorm/([a-z-]+)/kaarten\.pdf", html) == with_cards
    assert all(one.why in html.replace("&#39;", "'") for one in found)


def test_a_small_room_is_offered_a_conversation_without_figures(group, room, content, pictures):
    """With fewer than five there is no picture, but there is something to do."""
    group.share(*[SOCIAL] * 3)
    group.reveal()
    html = shown(room, content, pictures)
    assert "werkvorm/" in html
    assert "%" not in html
