"""The stores that every promise of a room is held to."""

from __future__ import annotations

import pytest

from tests.room.places import opened, room
from weerbaar.room.store import MemoryStore, open_store


@pytest.fixture
def file(tmp_path):
    """Where the sessions of a test are kept."""
    return tmp_path / "sessions.sqlite"


@pytest.fixture(params=["memory", "sqlite"])
def store(request, tmp_path):
    """Each kind of store in turn."""
    made = MemoryStore() if request.param == "memory" else open_store(tmp_path / "s.sqlite")
    yield made
    made.close()


@pytest.fixture
def place(store):
    """A room in each kind of store."""
    return room(store)


@pytest.fixture
def code(place):
    """An open session."""
    return opened(place)
