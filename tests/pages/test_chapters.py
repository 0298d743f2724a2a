"""The facilitator's page in chapters: the one that the moment asks for, or the one chosen."""

from __future__ import annotations

import re

import pytest

from tests.pages.rooms import at
from weerbaar.catalog import Voice
from weerbaar.pages.facilitator import PARTS, FacilitatorDesk
from weerbaar.pages.facilitator.chapters import REGIONS, Chapter
from weerbaar.pages.render import render

SOCIAL = "ggg ggo orr ggg"


class Reader:
    """A facilitator who looks at the page and opens chapters."""

    def __init__(self, room, content, pictures):
        self.desk = FacilitatorDesk(room, content, pictures, lambda: at("10.1.2.3"), lambda _: None)
        self.state = {"language": "nl"}

    def act(self, action=None, value=None, **values):
        """Press a button, or only look; gives the open chapter."""
        message = {"type": "act" if action else "look", "action": action, "value": value}
        reply = self.desk.handle({**message, "values": values, "state": self.state})
        self.state = reply["state"]
        html = reply["regions"]["chapters"]["html"]
        self.ways = re.findall(r'data-value="(\w+)"', html)
        (current,) = re.findall(r'data-value="(\w+)" aria-current="true"', html)
        assert current == reply["chapter"]
        return reply["chapter"]


@pytest.fixture
def reader(room, content, pictures):
    return Reader(room, content, pictures)


def test_every_region_is_seen_in_the_chapter_that_names_it(content):
    """Each region has one place in the page; those in no chapter are always there."""
    html = render("facilitator/board.html.j2", Voice(content, "nl"), inline=False)
    names = [name for part in PARTS for name in part.NAMES]
    assert sorted(re.findall(r'data-region="(\w+)"', html)) == sorted(names)
    always, *chapters = re.split(r'data-chapter="', html)
    found = {
        text.split('"')[0]: tuple(re.findall(r'data-region="(\w+)"', text)) for text in chapters
    }
    assert found == {str(chapter): regions for chapter, regions in REGIONS.items()}
    assert re.findall(r'data-region="(\w+)"', always)[-1] == "chapters"


def test_without_a_session_there_is_only_where_to_begin_one(reader):
    """Before the first session the page shows how to open one, and no empty chapter."""
    assert reader.act() == Chapter.SESSIONS
    assert reader.ways == [Chapter.SESSIONS]


def test_figures_and_conversation_come_with_the_picture(reader, group):
    """Before the reveal there is the room, the programme and other sessions; then the rest."""
    group.share(*[SOCIAL] * 12)
    assert reader.act() == Chapter.NOW
    assert reader.ways == [Chapter.NOW, Chapter.PROGRAMME, Chapter.SESSIONS]
    group.reveal()
    assert reader.act() == Chapter.NOW
    assert reader.ways == list(Chapter)


def test_a_group_too_small_for_a_picture_has_no_figures(reader, group):
    """Fewer than five: something to talk about, and no chapter with nothing in it."""
    group.share(*[SOCIAL] * 3)
    group.reveal()
    reader.act()
    assert reader.ways == [one for one in Chapter if one is not Chapter.FIGURES]


def test_what_is_opened_stays_open_until_the_moment_is_over(reader, group):
    """Looking and saving leave it open; another phase opens what that phase asks for."""
    assert reader.act("chapter", "programme") == Chapter.PROGRAMME
    assert reader.act() == Chapter.PROGRAMME
    assert reader.act("agenda_length", "90") == Chapter.PROGRAMME
    group.share(*[SOCIAL] * 12)
    group.reveal()
    assert reader.act() == Chapter.NOW
    assert reader.act("chapter", "nonsense") == Chapter.NOW


def test_a_step_of_the_programme_opens_its_chapter(reader, group, content):
    """Choosing an exercise, agreeing and the end each bring what they need to the front."""
    group.share(*[SOCIAL] * 12)
    group.reveal()
    reader.act("agenda_length", "90")
    assert reader.act("run_start") == Chapter.NOW
    seen = []
    for at_step in range(60):
        opened = reader.act("run_next", str(at_step))
        seen += [opened] if seen[-1:] != [opened] else []
    assert seen == [Chapter.NOW, Chapter.TALK, Chapter.NOW, Chapter.AGREE]
    reader.act("run_close")
    assert reader.act() == Chapter.NOW
