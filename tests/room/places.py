"""Rooms for tests: a made-up instrument, no content files, and phones that answer."""

from __future__ import annotations

import dataclasses
import secrets
from types import SimpleNamespace

import pytest

from tests.model.shapes import FOUR
from weerbaar.disclosure import Policy
from weerbaar.model.answers import AnswerSheet
from weerbaar.model.instrument import Colour, Instrument
from weerbaar.model.refusal import Refusal
from weerbaar.model.tally import Tally
from weerbaar.room import Room
from weerbaar.room.store import Store

RENEWED = dataclasses.replace(FOUR, digest="d2")
"""The made-up instrument after its statements were changed."""

CORRECTED = dataclasses.replace(FOUR, digest="d2", earlier=(FOUR.digest,))
"""The made-up instrument after a word was corrected."""


def content(instrument: Instrument = FOUR, research: object = None) -> SimpleNamespace:
    """As much of the content as a room needs."""
    used = SimpleNamespace(used=("alone", "group", "research"))
    first = SimpleNamespace(model=instrument, file=used)
    return SimpleNamespace(
        instruments={"made-up": first},
        default=first,
        local=SimpleNamespace(research=research),
    )


def room(store: Store, instrument: Instrument = FOUR) -> Room:
    """A room of the made-up instrument."""
    return Room(store, content(instrument), Policy())  # type: ignore[arg-type]


def opened(place: Room) -> str:
    """Open a session and give its code."""
    return place.open(instrument="made-up").code


def token() -> str:
    """What a phone makes for itself."""
    return secrets.token_hex(16)


def sheet(
    colour: Colour = Colour.GREEN, *, skip: int = 0, instrument: Instrument = FOUR
) -> AnswerSheet:
    """A sheet of one colour."""
    return AnswerSheet(instrument, {s.id: colour for s in instrument.statements[skip:]})


def shared(place: Room, code: str, count: int = 1, instrument: Instrument = FOUR) -> None:
    """Let some phones share."""
    for _ in range(count):
        place.share(code, token(), sheet(Colour.RED, instrument=instrument))


def released(place: Room, code: str, heads: int = 30) -> None:
    """Walk a session to its release."""
    place.count_heads(code, heads)
    place.close(code)
    place.reveal(code)


def tally_of(store, code) -> Tally:
    """The tally behind a session."""
    with store.read() as transaction:
        return transaction.tally(code)


def refusal(action, *args, **kwargs) -> Refusal:
    """What a refused action says."""
    with pytest.raises(Refusal) as caught:
        action(*args, **kwargs)
    return caught.value
