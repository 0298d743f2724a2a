"""Phones that wait for the picture of the group, as often as the page's script asks."""

from __future__ import annotations

import asyncio
import random
import re
import time
from dataclasses import dataclass

from bench.parts.servers import Server
from bench.parts.visitors import Phone
from weerbaar.pages.assets import STATIC

_SCRIPT = "group.js"
_PAUSE = re.compile(r"\((\d+(?:\.\d+)?) \+ (\d+(?:\.\d+)?) \* Math\.random\(\)\)")


def interval() -> tuple[float, float]:
    """Shortest and longest pause between two questions, in seconds, as the script has them."""
    found = _PAUSE.findall((STATIC / _SCRIPT).read_text(encoding="utf-8"))
    if len(found) != 1:
        raise ValueError(f"{_SCRIPT}: {len(found)} pauses of a random length, 1 expected")
    least, more = (float(number) for number in found[0])
    return least, least + more


@dataclass(frozen=True)
class Reveal:
    """Seconds from the reveal to the picture on the first and the last of the phones."""

    first: float
    last: float


async def share_of_a_core(server: Server, size: int, seconds: float) -> float:
    """How much of one core so many waiting phones take, once all of them wait."""
    people = await _waiting(server, size)
    longest = interval()[1]
    tasks = [asyncio.create_task(_wait(p)) for p in people]
    await asyncio.sleep(longest)
    before, begin = server.family.cpu(), time.perf_counter()
    await asyncio.sleep(seconds)
    spent = (server.family.cpu() - before) / (time.perf_counter() - begin)
    await _end(tasks, people)
    return spent


async def reveal(server: Server, size: int) -> Reveal:
    """Reveal while so many wait who shared: when does the last of them have the picture."""
    people = await _waiting(server, size)
    await asyncio.gather(*(p.share() for p in people))
    tasks = [asyncio.create_task(_wait(p)) for p in people]
    await asyncio.sleep(interval()[1])
    moment = await asyncio.to_thread(_reveal, server, size)
    came = sorted(await asyncio.gather(*tasks))
    await _end([], people)
    return Reveal(came[0] - moment, came[-1] - moment)


async def fetch_together(server: Server, size: int) -> float:
    """Seconds in which so many get state and picture at the same moment: of the floor."""
    people = await _waiting(server, size)
    begin = time.perf_counter()
    await asyncio.gather(*(_look(p) for p in people))
    seconds = time.perf_counter() - begin
    await _end([], people)
    return seconds


async def _waiting(server: Server, size: int) -> list[Phone]:
    people = [person for person in await server.people(size) if isinstance(person, Phone)]
    await asyncio.gather(*(person.look() for person in people))
    return people


async def _wait(person: Phone) -> float:
    """Ask until there is a picture; gives the moment at which it came."""
    least, most = interval()
    await asyncio.sleep(random.uniform(0, most))  # they do not come in step
    while True:
        state = await person.state()
        if state and state["group"]:
            await person.group()
            return time.perf_counter()
        await asyncio.sleep(random.uniform(least, most))


async def _look(person: Phone) -> None:
    await person.state()
    await person.group()


def _reveal(server: Server, size: int) -> float:
    """Close and reveal, as the facilitator does; gives the moment at which it is revealed."""
    room, code = server.data.room, server.place.code
    room.count_heads(code, size)
    room.close(code)
    room.reveal(code)
    return time.perf_counter()


async def _end(tasks: list[asyncio.Task[float]], people: list[Phone]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await asyncio.gather(*(person.leave() for person in people))
