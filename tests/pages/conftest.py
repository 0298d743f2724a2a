"""A room with the real content, and the desks that answer its pages."""

from __future__ import annotations

import pytest

from tests.pages.boards import Hall
from tests.pages.rooms import Group, at
from weerbaar.catalog import load_content
from weerbaar.pages.facilitator import FacilitatorDesk
from weerbaar.pages.pictures import Pictures
from weerbaar.pages.screen import ScreenDesk
from weerbaar.room import Room
from weerbaar.room.store import MemoryStore


@pytest.fixture(scope="session")
def content():
    """All content."""
    return load_content()


@pytest.fixture(scope="session")
def pictures(content, tmp_path_factory):
    """Pictures that are drawn once for all tests."""
    return Pictures(content, tmp_path_factory.mktemp("pictures"))


@pytest.fixture
def room(content):
    """A room that forgets everything."""
    return Room(MemoryStore(), content)


@pytest.fixture
def group(room, content, pictures):
    """A session, and people who take part in it."""
    return Group(room, content, pictures)


@pytest.fixture
def screen(room, content, pictures):
    """The desk of the beamer's page."""
    return ScreenDesk(room, content, pictures, lambda: at("10.1.2.3"))


@pytest.fixture
def facilitator(room, content, pictures):
    """The desk of the facilitator's page."""
    chosen = ["10.1.2.3"]

    def choose(host):
        chosen[:] = [at(chosen[0]).choose(host).chosen]
        return at(chosen[0])

    return FacilitatorDesk(room, content, pictures, lambda: at(chosen[0]), choose)


@pytest.fixture
def hall(room, content, pictures):
    """A session, its facilitator and its screen."""
    return Hall(room, content, pictures)
