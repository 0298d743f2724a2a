"""Some visitors at the same time, and what they cost."""

from __future__ import annotations

import asyncio
import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from bench.parts.servers import Server

_LOOK_SECONDS = 1.0
_QUIET_SHARE = 0.05


@dataclass(frozen=True)
class Batch:
    """What came of a batch.

    Attributes
    ----------
    times
        The moments of each visitor who got through.
    cpu
        Processor seconds of the server and all it started, until the last visit was over.
    memory
        MB of the server and all it started, while all visitors are still there.
    """

    size: int
    times: list[dict[str, float]]
    failures: list[str]
    cpu: float
    memory: float


async def visit(server: Server, size: int) -> Batch:
    """Let so many visitors come to a new session at the same time, do everything, and leave."""
    people = await server.people(size)
    before = server.family.cpu()
    with undisturbed():
        done = await asyncio.gather(*(p.visit() for p in people), return_exceptions=True)
    cpu = server.family.cpu() - before
    memory = server.family.memory()
    await asyncio.gather(*(p.leave() for p in people), return_exceptions=True)
    return Batch(
        size=size,
        times=[moments for moments in done if isinstance(moments, dict)],
        failures=[f"{type(e).__name__}: {e}" for e in done if isinstance(e, BaseException)],
        cpu=cpu,
        memory=memory,
    )


def settle(*servers: Server, seconds: float = 60) -> None:
    """Wait until servers have nothing to do any more."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        before = sum(server.family.cpu() for server in servers)
        time.sleep(_LOOK_SECONDS)
        spent = sum(server.family.cpu() for server in servers) - before
        if abs(spent) < _QUIET_SHARE * _LOOK_SECONDS:
            return


@contextmanager
def undisturbed() -> Iterator[None]:
    """Keep our own collection of garbage out of the times."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
