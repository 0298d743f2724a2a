"""A session on paper, as the facilitator meets it."""

from __future__ import annotations

import pytest

from tests.pages.rooms import at
from weerbaar.catalog import LANGUAGES
from weerbaar.pages.facilitator import FacilitatorDesk
from weerbaar.room import Kind


def acted(desk, action, **values):
    """Press a button; gives the state and the regions."""
    reply = desk.handle({"type": "act", "action": action, "values": values, "state": {}})
    return reply["state"], {name: region["html"] for name, region in reply["regions"].items()}


@pytest.fixture
def desk(room, content):
    """A facilitator's page."""
    return FacilitatorDesk(room, content, lambda: at("10.1.2.3"), lambda _: None)


def test_numbers_are_entered_and_become_a_picture(desk, room, content):
    """From the form to the released picture; no QR code leads phones here."""
    _, regions = acted(desk, "open", kind="paper")
    assert room.current().kind is Kind.PAPER
    assert regions["invite"] == ""
    ids = [statement.id for statement in content.default.model.statements]
    assert all(f'name="{one}-red"' in regions["paper"] for one in ids)
    assert "/papier/zelftest/kaarten.pdf" in regions["paper"]
    numbers = {f"{one}-{colour}": "4" for one in ids for colour in ("green", "orange", "red")}
    state, _ = acted(desk, "paper", cards="12", **numbers)
    assert not state["wrong"]
    acted(desk, "close")
    _, regions = acted(desk, "reveal")
    assert regions["paper"] == ""
    assert "<svg" in regions["result"]


@pytest.mark.parametrize("typed", ["vier", "-1", "4,5", "1000", "\N{SUPERSCRIPT TWO}"])
def test_what_is_no_number_is_told_with_its_statement(desk, room, content, typed):
    """The refusal names the statement and what was typed; nothing is kept."""
    acted(desk, "open", kind="paper")
    second = content.default.model.statements[1].id
    state, _ = acted(desk, "paper", cards="12", **{f"{second}-green": typed})
    told = content.text("errors.paper_number", "nl", number=2, found=typed, most=999)
    assert (state["wrong"], state["told"]) == (True, told)
    assert room.current().done == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_screen_says_what_to_do_with_the_card(desk, screen, content, language):
    """No QR code and no address, but how to fill in a card."""
    acted(desk, "open", kind="paper", language=language)
    stage = screen.handle({"type": "look"})["regions"]["stage"]["html"]
    assert content.text("screen.paper.title", language) in stage
    assert "<svg" not in stage
