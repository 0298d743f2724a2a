"""A whole council that shares in the same second, against the same commits one after the other."""

from __future__ import annotations

import asyncio
import itertools
import secrets
import time
from dataclasses import dataclass

from bench.parts.batch import undisturbed
from bench.parts.material import COLOURS
from bench.parts.servers import Server
from weerbaar.model import AnswerSheet, Colour


@dataclass(frozen=True)
class Shares:
    """What came of it.

    Attributes
    ----------
    together
        Seconds from the first tap to the last word that it is shared.
    in_turn
        Seconds for as many transactions one after the other, in one process.
    lost, double
        Shares that were acknowledged and are not in the tally, and what is in it too often, also
        after everybody sent the same share again.
    """

    together: float
    in_turn: float
    lost: int
    double: int


async def share_together(server: Server, size: int) -> Shares:
    """Let so many visitors look at their picture first, then share all at once."""
    people = await server.people(size)
    await asyncio.gather(*(p.look() for p in people))
    with undisturbed():
        begin = time.perf_counter()
        done = await asyncio.gather(*(p.share() for p in people), return_exceptions=True)
        together = time.perf_counter() - begin
    acknowledged = sum(1 for result in done if not isinstance(result, BaseException))
    first = counted(server)
    # A phone that got no answer sends the same again.
    await asyncio.gather(*(p.deliver() for p in people), return_exceptions=True)
    again = counted(server)
    await asyncio.gather(*(p.leave() for p in people), return_exceptions=True)
    if acknowledged < size:
        raise RuntimeError(f"{size - acknowledged} shares were not acknowledged")
    in_turn = _in_turn(server, size)
    return Shares(together, in_turn, max(0, size - min(first, again)), max(0, again - size))


def counted(server: Server) -> int:
    """Number of sheets in the tally of the session that was opened last."""
    with server.data.room._store.read() as transaction:
        return int(transaction.tally(server.place.code).sheets)


def _in_turn(server: Server, size: int) -> float:
    """Join and share as often in a new session, each durable before the next; gives the seconds."""
    room = server.data.room
    code = room.open().code
    model = server.data.content.instruments["zelftest"].model
    sheets = []
    for number in range(size):
        turn = itertools.cycle(COLOURS[number % 3 :] + COLOURS)
        answers = {statement.id: Colour(next(turn)) for statement in model.statements}
        sheets.append((secrets.token_hex(16), AnswerSheet(model, answers)))
    for token, _ in sheets:
        room.join(code, token)
    with undisturbed():
        begin = time.perf_counter()
        for token, sheet in sheets:
            room.share(code, token, sheet)
        return time.perf_counter() - begin
