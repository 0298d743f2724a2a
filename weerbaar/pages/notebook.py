"""What a notebook calls: one line that gives the page."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from weerbaar.bootstrap import DataFolder
from weerbaar.catalog import LANGUAGES, Voice
from weerbaar.model.refusal import Refusal
from weerbaar.pages.participant import ParticipantDesk
from weerbaar.pages.screen import ScreenDesk
from weerbaar.pages.widget import BoardPage, ParticipantPage
from weerbaar.room import parse_code
from weerbaar.room.place import data_dir

if TYPE_CHECKING:
    from weerbaar.research import Frame


def self_test() -> ParticipantPage:
    """The participant's page, for ``zelftest.ipynb``."""
    data = _opened(data_dir())
    return ParticipantPage(ParticipantDesk.of(data).handle, _sorry(data, Refusal("unexpected")))


def screen() -> BoardPage:
    """The page for the beamer, for ``scherm.ipynb``."""
    data = _opened(data_dir())
    desk = ScreenDesk(data.room, data.content, data.place)
    return BoardPage(desk.handle, _sorry(data, Refusal("unexpected_facilitator")))


def facilitate() -> BoardPage:
    """The facilitator's page, for ``begeleiden.ipynb``."""
    from weerbaar.pages.facilitator import FacilitatorDesk

    data = _opened(data_dir())
    desk = FacilitatorDesk(data.room, data.content, data.place, data.choose_place)
    return BoardPage(desk.handle, _sorry(data, Refusal("unexpected_facilitator")))


def frame(language: str = LANGUAGES[0], code: str | None = None) -> Frame | str:
    """The latest release (or the one of a code) as a frame of quadrants and sides.

    Returns
    -------
    DataFrame or str
        See :func:`weerbaar.research.parts_frame`; a sentence when there is no such release (yet).
    """
    data = _opened(data_dir())
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
def _opened(folder: Path) -> DataFolder:
    """A data folder, opened once per kernel."""
    return DataFolder(folder)


def _sorry(data: DataFolder, unforeseen: Refusal) -> dict[str, str]:
    """What is said when something unforeseen goes wrong, by language."""
    return {name: Voice(data.content, name).refusal(unforeseen) for name in LANGUAGES}
