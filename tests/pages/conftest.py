"""A room with the real content, and the desks that answer its pages."""

from __future__ import annotations

import pytest

from tests.pages.boards import Hall
from tests.pages.rooms import Group, at
from weerbaar.catalog import load_content
from weerbaar.pages.facilitator import FacilitatorDesk
from weerbaar.pages.screen import ScreenDesk
from weerbaar.room import Room
from weerbaar.room.store import MemoryStore


@pytest.fixture(scope="session")
def content():
    """All content."""
    return load_content()


@pytest.fixture
def room(content):
    """A room that forgets everything."""
    return Room(MemoryStore(), content)


@pytest.fixture
def group(room, content):
    """A session, and people who take part in it."""
    return Group(room, content)


@pytest.fixture
def screen(room, content):
    """The desk of the beamer's page."""
    return ScreenDesk(room, content, lambda: at("10.1.2.3"))


@pytest.fixture
def facilitator(room, content):
    """The desk of the facilitator's page."""
    chosen = ["10.1.2.3"]

    def choose(host):
        chosen[:] = [at(chosen[0]).choose(host).chosen]
        return at(chosen[0])

    return FacilitatorDesk(room, content, lambda: at(chosen[0]), choose)


@pytest.fixture
def hall(room, content, tmp_path):
    """A session, its facilitator and its screen."""
    return Hall(room, content, tmp_path)
