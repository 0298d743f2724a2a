"""A session on paper: cards to print, and a form in which only sums are entered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from weerbaar.model import Colour, Statement
from weerbaar.model.refusal import Refusal
from weerbaar.pages.facilitator.part import (
    Action,
    PagePart,
    Press,
    Scene,
    State,
    number_of,
)
from weerbaar.room import Kind, Phase
from weerbaar.room.paper import MOST_CARDS


class PaperPart(PagePart):
    """Shown as long as a session on paper is open."""

    NAMES: ClassVar[tuple[str, ...]] = ("paper",)

    def actions(self) -> Mapping[str, Action]:
        """Enter what was counted."""
        return {"paper": self._enter}

    def regions(self, scene: Scene, state: State) -> dict[str, str]:
        """Draw the form, and where the cards are."""
        view = scene.active
        if view is None or view.session.kind is not Kind.PAPER:
            return {"paper": ""}
        if view.session.phase is not Phase.OPEN:
            return {"paper": ""}
        instrument = self.content.instruments[view.session.instrument]
        html = self.draw(
            "paper",
            state,
            session=view.session,
            instrument=instrument.file,
            place=self.means.place(),
            most=MOST_CARDS,
        )
        return {"paper": html}

    def _enter(self, press: Press, state: State) -> State:
        session = self.current()
        instrument = self.room.instrument(session)
        typed = press.values
        cards = number_of(typed.get("cards"), 1, MOST_CARDS)
        counts = {
            statement.id: {colour: _count(typed, number, statement, colour) for colour in Colour}
            for number, statement in enumerate(instrument.statements, start=1)
        }
        self.room.enter_cards(session.code, instrument, cards, counts)
        return self.tell("paper.entered", state, n=cards)


def _count(typed: Mapping[str, str], number: int, statement: Statement, colour: Colour) -> int:
    """What was typed for a colour of a statement; nothing is none."""
    text = typed.get(f"{statement.id}-{colour}", "").strip()
    if not text:
        return 0
    if not text.isascii() or not text.isdigit() or int(text[:9]) > MOST_CARDS:
        raise Refusal("paper_number", number=number, found=text[:20], most=MOST_CARDS)
    return int(text)
