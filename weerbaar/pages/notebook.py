"""What a notebook calls: one line that gives the page."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from weerbaar.bootstrap import DataFolder
from weerbaar.catalog import LANGUAGES, Voice
from weerbaar.model.refusal import Refusal
from weerbaar.pages.meeting import Watch
from weerbaar.pages.participant import ParticipantDesk
from weerbaar.pages.pictures import Pictures
from weerbaar.pages.screen import ScreenDesk
from weerbaar.pages.widget import BoardPage, ParticipantPage
from weerbaar.room import parse_code
from weerbaar.room.clock import clock
from weerbaar.room.folder import data_dir

if TYPE_CHECKING:
    from weerbaar.research import Frame


def self_test() -> ParticipantPage:
    """The participant's page, for ``zelftest.ipynb``."""
    data, pictures = _opened(data_dir())
    return ParticipantPage(ParticipantDesk.of(data, pictures).handle, _sorry(data, "unexpected"))


def screen() -> BoardPage:
    """The page for the beamer, for ``scherm.ipynb``."""
    data, pictures = _opened(data_dir())
    desk = ScreenDesk.of(data, pictures)
    return BoardPage(desk.handle, _sorry(data, "unexpected_facilitator"))


def facilitate() -> BoardPage:
    """The facilitator's page, for ``begeleiden.ipynb``."""
    from weerbaar.pages.facilitator import FacilitatorDesk

    data, pictures = _opened(data_dir())
    watch = Watch(data.meetings, clock())
    desk = FacilitatorDesk(data.room, data.content, pictures, data.place, data.choose_place, watch)
    return BoardPage(desk.handle, _sorry(data, "unexpected_facilitator"))


def frame(language: str = "nl", code: str | None = None) -> Frame | str:
    """The latest release (or the one of a code) as a frame of quadrants and sides.

    Returns
    -------
    DataFrame or str
        See :func:`weerbaar.research.parts_frame`; a sentence when there is no such release (yet).
    """
    data, _ = _opened(data_dir())
    voice = Voice(data.content, language)
    try:
        codes = [parse_code(code)] if code else [s.code for s in data.room.sessions()]
        for found in codes:
            view = data.room.view(found)
            if view.release:
                from weerbaar.research import parts_frame

                return parts_frame(view.release, data.room.instrument(view.session))
    except Refusal as error:
        return voice.refusal(error)
    return voice("facilitator.frame.empty")


@cache
def _opened(folder: Path) -> tuple[DataFolder, Pictures]:
    """A data folder and what is drawn of it, once per kernel."""
    data = DataFolder(folder)
    return data, Pictures(data.content, folder / "beelden")


def _sorry(data: DataFolder, code: str) -> dict[str, str]:
    """What is said when something unforeseen goes wrong, by language."""
    return {name: Voice(data.content, name).refusal(Refusal(code)) for name in LANGUAGES}
