"""Opening a session on the facilitator's page while the store is in trouble."""

from __future__ import annotations

import math

import pytest

from tests.pages.boards import Page
from tests.pages.rooms import CALM, at
from tests.pages.test_facilitator import NEXT
from tests.room.failing import Failing
from weerbaar.catalog import LANGUAGES
from weerbaar.pages.facilitator import FacilitatorDesk
from weerbaar.room import Phase, Room
from weerbaar.room.store import MemoryStore


@pytest.fixture
def store():
    """A store that works until a test says otherwise."""
    return Failing(MemoryStore(), math.inf)


@pytest.fixture
def room(store, content):
    """A room in it."""
    return Room(store, content)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("writes", range(4))
def test_a_full_store_is_told_and_twelve_sheets_stay(store, group, language, writes):
    """Whichever write fails: the page says so, and what twelve people shared is still there."""
    group.share(*[CALM] * 12)
    place = at("10.1.2.3")
    desk = FacilitatorDesk(group.room, group.content, lambda: place, lambda _: place)
    page = Page(desk, language)
    page.act("agenda_length", "90")
    before = group.room.progress().meeting
    page.act("close")
    store.writes = writes
    assert page.act("open", **NEXT) == group.content.text("errors.store.full", language)
    assert page.state["wrong"]
    store.writes = math.inf
    view = group.room.view(group.code)
    assert (view.session.phase, view.shared) == (Phase.CLOSED, 12)
    assert group.room.progress().meeting == before
    page.act("open", **NEXT)
    assert len(group.room.sessions()) == 2
    assert group.room.view(group.code).session.phase is Phase.ARCHIVED


def test_presses_in_two_tabs_all_count(hall):
    """A goal, a moment to begin and a number of minutes, each in another tab, are all there."""
    hall.press("agenda_length", "150")
    other = Page(hall.desk())
    other.act("agenda_begins", begins="19:30")
    hall.press("agenda_people", people="12")
    other.act("agenda_minutes", "picture 20")
    hall.press("agenda_drop", "talk")
    meeting = hall.meeting
    assert (meeting.begins, meeting.people) == ("19:30", 12)
    assert meeting.agenda.item("picture").minutes == 20
    assert meeting.agenda.item("talk").out
