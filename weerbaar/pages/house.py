"""All that pages need, put together on one data folder.

Nothing is opened at import. No widget is loaded here: servers do without.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import psutil

from weerbaar.catalog import LANGUAGES, Content, load_content
from weerbaar.pages.meeting import Watch
from weerbaar.pages.participant import ParticipantDesk
from weerbaar.pages.screen import ScreenDesk
from weerbaar.room import Room
from weerbaar.room.clock import clock
from weerbaar.room.meeting import Meetings
from weerbaar.room.place import Place, read_place, write_place
from weerbaar.room.store import open_store

SESSIONS = "sessies.sqlite"


@dataclass(frozen=True)
class House:
    """Everything that a page needs, on one data folder; the composition root of the pages."""

    folder: Path

    @cached_property
    def content(self) -> Content:
        """All content."""
        return load_content()

    @cached_property
    def room(self) -> Room:
        """The sessions."""
        return Room(open_store(self.folder / SESSIONS), self.content)

    def place(self) -> Place | None:
        """Where the server is reached; None when it does not run any more."""
        place = read_place(self.folder)
        return place if place and psutil.pid_exists(place.pid) else None

    def choose_place(self, host: str) -> Place | None:
        """Choose another address for the QR code."""
        place = self.place()
        if place is not None:
            write_place(self.folder, place.choose(host))
        return self.place()

    @cached_property
    def watch(self) -> Watch:
        """The meeting and its clock, kept in the data folder."""
        return Watch(Meetings(self.folder), clock())

    def participant(self) -> ParticipantDesk:
        """Answers a participant's page."""
        place = self.place()
        hosted = place is not None and place.hosted
        meetings = self.watch.meetings
        return ParticipantDesk(self.room, self.content, hosted=hosted, meetings=meetings)

    def screen(self) -> ScreenDesk:
        """Answers the page for the beamer."""
        return ScreenDesk(self.room, self.content, self.place, self.watch)

    def sorry(self, key: str = "errors.unexpected") -> dict[str, str]:
        """What is said when something unforeseen goes wrong, by language."""
        return {name: self.content.text(key, name) for name in LANGUAGES}


@cache
def house_at(folder: Path) -> House:
    """The house on a folder, made once per process."""
    return House(folder)
