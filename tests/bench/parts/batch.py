"""Some visitors at the same time, and what they cost."""

from __future__ import annotations

import asyncio
import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tests.bench.parts.servers import Server

_SETTLE_SECONDS = 2.0
_QUIET_SHARE = 0.05


@dataclass(frozen=True)
class Batch:
    """What came of a batch.

    Attributes
    ----------
    times
        The moments of each visitor who got through.
    cpu
        Processor seconds of the server and all it started, until the last was told.
    memory
        MB of the server and all it started, while all visitors are still there.
    kernels
        Kernels that were alive then, as far as known.
    """

    size: int
    times: list[dict[str, float]]
    failures: list[str]
    cpu: float
    memory: float
    kernels: int


async def visit(server: Server, size: int) -> Batch:
    """Let so many visitors come at the same time, do everything, and leave."""
    people = [server.configuration.visitor(server.place, number) for number in range(size)]
    before = server.family.cpu()
    with _undisturbed():
        done = await asyncio.gather(*(p.visit() for p in people), return_exceptions=True)
    cpu = server.family.cpu() - before
    memory = server.family.memory()
    kernels = size + server.kernels_ready()
    await asyncio.gather(*(p.leave() for p in people), return_exceptions=True)
    return Batch(
        size=size,
        times=[moments for moments in done if isinstance(moments, dict)],
        failures=[f"{type(e).__name__}: {e}" for e in done if isinstance(e, BaseException)],
        cpu=cpu,
        memory=memory,
        kernels=kernels,
    )


def settle(server: Server, seconds: float = 60) -> None:
    """Wait until the server has nothing to do any more: kernels gone, the pool full again."""
    time.sleep(0.3)
    server.wait_until_full()
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        before = server.family.cpu()
        time.sleep(_SETTLE_SECONDS)
        if abs(server.family.cpu() - before) < _QUIET_SHARE * _SETTLE_SECONDS:
            return


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Keep our own collection of garbage out of the times."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
