"""Simulated participants, for a rehearsal only: they take the same way as real ones."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from weerbaar.model.answers import AnswerSheet
from weerbaar.model.instrument import Colour, Instrument
from weerbaar.model.refusal import Refusal
from weerbaar.room.service import Room, ShareOutcome
from weerbaar.room.session import Kind

_SKIPS = 0.04
_KEEPS = 0.1
_COLOURS = (Colour.GREEN, Colour.ORANGE, Colour.RED)


@dataclass(frozen=True)
class Player:
    """A simulated participant.

    Attributes
    ----------
    token
        Random value as a phone makes it, 32 hexadecimal digits.
    shares
        Whether this one will share.
    """

    token: str
    sheet: AnswerSheet
    shares: bool


def players(instrument: Instrument, people: int, seed: int) -> Iterator[Player]:
    """Make a council up: one quadrant is harder than the others, and people differ.

    The same seed gives the same answers; the tokens are new every time, so that a rehearsal
    can be filled again.
    """
    chance = random.Random(seed)  # noqa: S311  # answers of nobody
    hard = chance.choice(instrument.quadrants).id
    for _ in range(people):
        ease = chance.uniform(0.45, 0.95)
        answers = {}
        for statement in instrument.statements:
            green = ease * (0.6 if statement.quadrant == hard else 1)
            weights = (green, (1 - green) * 0.65, (1 - green) * 0.35)
            colour = chance.choices(_COLOURS, weights)[0]
            if chance.random() >= _SKIPS:
                answers[statement.id] = colour
        token = f"{random.SystemRandom().getrandbits(128):032x}"
        yield Player(token, AnswerSheet(instrument, answers), chance.random() >= _KEEPS)


def rehearse(room: Room, code: str, people: int, seed: int) -> Iterator[bool]:
    """Let simulated participants join and share, one at a time.

    Yields
    ------
    bool
        Whether this participant shared.

    Raises
    ------
    Refusal
        ``not_a_rehearsal`` for a session of real people, ``session_over`` for one that was put
        away; nothing was changed.
    """
    session = room.view(code).session
    session.refuse_over()
    if session.kind is not Kind.REHEARSAL:
        raise Refusal("not_a_rehearsal", code=code)
    for player in players(room.instrument(session), people, seed):
        room.join(code, player.token)
        if player.shares and player.sheet.answers:
            outcome = room.share(code, player.token, player.sheet)
            yield outcome is ShareOutcome.SHARED
        else:
            room.finish(code, player.token)
            yield False
