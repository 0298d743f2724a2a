"""What a notebook calls: one line that gives the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weerbaar.catalog import Voice
from weerbaar.model.refusal import Refusal
from weerbaar.pages.house import house_at
from weerbaar.pages.widget import BoardPage, ParticipantPage
from weerbaar.room import parse_code
from weerbaar.room.folder import data_dir

if TYPE_CHECKING:
    from weerbaar.research import Frame


def self_test() -> ParticipantPage:
    """The participant's page, for ``zelftest.ipynb``."""
    house = house_at(data_dir())
    return ParticipantPage(house.participant().handle, house.sorry())


def screen() -> BoardPage:
    """The page for the beamer, for ``scherm.ipynb``."""
    house = house_at(data_dir())
    return BoardPage(house.screen().handle, house.sorry("errors.unexpected_facilitator"))


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
    voice = Voice(house.content, language)
    try:
        codes = [parse_code(code)] if code else [s.code for s in house.room.sessions()]
        for found in codes:
            view = house.room.view(found)
            if view.release:
                from weerbaar.research import parts_frame

                return parts_frame(view.release, house.room.instrument(view.session))
    except Refusal as error:
        return voice.refusal(error)
    return voice("facilitator.frame.empty")
