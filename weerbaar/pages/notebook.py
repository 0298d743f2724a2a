"""What a notebook calls: one line that puts everything together and gives the page.

Where the sessions are comes from ``WEERBAAR_DATA_DIR`` (set by the launcher) or is the user's
data folder; nothing is opened at import.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs
import psutil

from weerbaar.catalog import LANGUAGES, Content, load_content
from weerbaar.pages.meeting import Watch
from weerbaar.pages.participant import ParticipantDesk
from weerbaar.pages.pictures import Pictures
from weerbaar.pages.widget import BoardPage, ParticipantPage
from weerbaar.room import Room, RoomError, parse_code
from weerbaar.room.clock import clock
from weerbaar.room.meeting import Meetings
from weerbaar.room.place import Place, read_place, write_place
from weerbaar.room.store import open_store

if TYPE_CHECKING:
    from weerbaar.research import Frame

DATA_DIR = "WEERBAAR_DATA_DIR"
SESSIONS = "sessies.sqlite"


def data_dir() -> Path:
    """Folder with the sessions of this user."""
    given = os.environ.get(DATA_DIR)
    return Path(given) if given else Path(platformdirs.user_data_dir("weerbaar", appauthor=False))


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

    @cached_property
    def pictures(self) -> Pictures:
        """Drawings, kept in the data folder."""
        return Pictures(self.content, self.folder / "beelden")

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
        return ParticipantDesk(
            self.room, self.content, self.pictures, hosted=hosted, meetings=meetings
        )

    def sorry(self, key: str = "errors.unexpected") -> dict[str, str]:
        """What is said when something unforeseen goes wrong, by language."""
        return {name: self.content.text(key, name) for name in LANGUAGES}


@cache
def house_at(folder: Path) -> House:
    """The house on a folder, made once per process."""
    return House(folder)


def warm() -> None:
    """Read, open and draw once what every participant's page needs.

    Called in the process from which kernels are forked, so that each of them starts with it, and
    in a kernel that waits for its visitor. Nothing of it depends on a session or on answers, and
    nothing is stored. Only of the instrument that comes first: each further one would make every
    kernel larger, for a page that few open.
    """
    house = house_at(data_dir())
    house.room.current()
    desk = house.participant()
    model = house.content.default.model
    house.room.practise(model)
    for language in LANGUAGES:
        answers = {model.statements[0].id: "red"}
        asked = {"type": "result", "language": language, "digest": model.digest}
        desk.handle({**asked, "answers": answers})


def self_test() -> ParticipantPage:
    """The participant's page, for ``zelftest.ipynb``."""
    house = house_at(data_dir())
    return ParticipantPage(house.participant().handle, house.sorry())


def screen() -> BoardPage:
    """The page for the beamer, for ``scherm.ipynb``."""
    from weerbaar.pages.screen import ScreenDesk

    house = house_at(data_dir())
    desk = ScreenDesk(house.room, house.content, house.pictures, house.place, house.watch)
    return BoardPage(desk.handle, house.sorry("errors.unexpected_facilitator"))


def facilitate() -> BoardPage:
    """The facilitator's page, for ``begeleiden.ipynb``."""
    from weerbaar.pages.facilitator import FacilitatorDesk

    house = house_at(data_dir())
    desk = FacilitatorDesk(
        house.room, house.content, house.pictures, house.place, house.choose_place, house.watch
    )
    return BoardPage(desk.handle, house.sorry("errors.unexpected_facilitator"))


def frame(language: str = "nl", code: str | None = None) -> Frame | str:
    """The latest release (or the one of a code) as a frame of quadrants and sides.

    Returns
    -------
    DataFrame or str
        See :func:`weerbaar.research.parts_frame`; a sentence when there is no such release (yet).
    """
    house = house_at(data_dir())
    try:
        codes = [parse_code(code)] if code else [s.code for s in house.room.sessions()]
        for found in codes:
            view = house.room.view(found)
            if view.release:
                from weerbaar.research import parts_frame

                return parts_frame(view.release, house.room.instrument(view.session))
    except RoomError as error:
        return house.content.text(f"errors.{error.code}", language, **error.facts)
    return house.content.text("facilitator.frame.empty", language)
