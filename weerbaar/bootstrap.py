"""The one place where a data folder becomes content, a store and a room.

It loads no page, widget or server; desks are made above it. Nothing is opened before it is used.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import psutil

from weerbaar.catalog import Content, load_content
from weerbaar.room import Room
from weerbaar.room.meeting import Meetings
from weerbaar.room.place import Place, read_place, write_place
from weerbaar.room.store import open_store

SESSIONS = "sessies.sqlite"
"""The file of a data folder in which sessions are kept."""


@dataclass(frozen=True)
class DataFolder:
    """All that weerbaar keeps in one folder, opened when it is first asked for.

    Attributes
    ----------
    path
        The folder; it is made when something is written.
    """

    path: Path

    @cached_property
    def content(self) -> Content:
        """All content; a ``ContentError`` when there is any mistake in it."""
        return load_content()

    @cached_property
    def room(self) -> Room:
        """The sessions; a ``StoreError`` when they cannot be kept here."""
        return Room(open_store(self.path / SESSIONS), self.content)

    @cached_property
    def meetings(self) -> Meetings:
        """The programme that is carried out."""
        return Meetings(self.path)

    def place(self) -> Place | None:
        """Where the server is reached; None when it does not run any more."""
        place = read_place(self.path)
        return place if place and psutil.pid_exists(place.pid) else None

    def choose_place(self, host: str) -> Place | None:
        """Choose another address for the QR code; one that is unknown changes nothing."""
        place = self.place()
        if place is not None:
            write_place(self.path, place.choose(host))
        return self.place()
