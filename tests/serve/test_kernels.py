"""The kernels of participants: never above the maximum, and none of the dead counted."""

from __future__ import annotations

import asyncio
import subprocess

import pytest
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager

from weerbaar.serve.jupyter.kernels import LimitedKernelManager, TooManyKernelsError


class Fake:
    """A kernel that lives until it is told otherwise."""

    def __init__(self):
        self.alive = True

    async def is_alive(self):
        """Whether it still runs."""
        return self.alive


@pytest.fixture
def manager(monkeypatch):
    """A manager with room for three, whose kernels start when they are let."""
    let = asyncio.Event()
    let.set()
    asked = []

    async def start(self, **options):
        asked.append(options)
        name = str(len(asked))
        await let.wait()
        if options.get("kernel_name") == "broken":
            raise RuntimeError
        self._kernels[name] = Fake()
        return name

    async def shut(self, kernel, now):
        assert now
        del self._kernels[kernel]

    monkeypatch.setattr(AsyncMappingKernelManager, "start_kernel", start)
    monkeypatch.setattr(AsyncMappingKernelManager, "shutdown_kernel", shut)

    def make():
        made = LimitedKernelManager(maximum=3)
        made.let, made.asked = let, asked
        return made

    return make


def test_there_are_never_more_kernels_than_the_maximum(manager):
    """The visitor above the maximum is refused, and comes in once another one leaves."""

    async def visit():
        made = manager()
        kernels = [await made.start_kernel() for _ in range(3)]
        with pytest.raises(TooManyKernelsError):
            await made.start_kernel()
        await made.discard(kernels[0])
        await made.discard(kernels[0])
        await made.start_kernel()
        assert len(made) == 3

    asyncio.run(visit())


def test_kernels_on_their_way_are_counted(manager):
    """Sixty who come at the same moment start no more kernels than the maximum."""

    async def visit():
        made = manager()
        made.let.clear()
        coming = [asyncio.create_task(made.start_kernel()) for _ in range(60)]
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        made.let.set()
        found = await asyncio.gather(*coming, return_exceptions=True)
        assert sum(isinstance(one, TooManyKernelsError) for one in found) == 57
        assert len(made) == len(made.asked) == 3

    asyncio.run(visit())


def test_a_kernel_that_does_not_start_gives_its_place_back(manager):
    """A start that fails takes no place away from the next visitor."""

    async def visit():
        made = manager()
        for _ in range(5):
            with pytest.raises(RuntimeError):
                await made.start_kernel(kernel_name="broken")
        for _ in range(3):
            await made.start_kernel()

    asyncio.run(visit())


def test_dead_kernels_make_room(manager):
    """When all places are taken, kernels that died are forgotten first."""

    async def visit():
        made = manager()
        for _ in range(3):
            await made.start_kernel()
        dead = made.get_kernel("2")
        dead.alive = False
        await made.start_kernel()
        assert set(made.list_kernel_ids()) == {"1", "3", "4"}

    asyncio.run(visit())


def test_what_a_kernel_prints_goes_nowhere(manager):
    """No output of a kernel reaches a log: it could repeat what somebody answered."""

    async def visit():
        made = manager()
        await made.start_kernel()
        assert made.asked[0]["stdout"] == made.asked[0]["stderr"] == subprocess.DEVNULL

    asyncio.run(visit())


def test_a_kernel_that_waits_for_its_visitor_is_not_culled(manager, monkeypatch):
    """Only kernels that somebody had are ended when they are idle."""
    culled = []

    async def cull(_self, kernel):
        culled.append(kernel)

    monkeypatch.setattr(AsyncMappingKernelManager, "cull_kernel_if_idle", cull)

    async def visit():
        made = manager()
        made.is_reserved = {"waiting"}.__contains__
        for kernel in ("waiting", "used"):
            await made.cull_kernel_if_idle(kernel)

    asyncio.run(visit())
    assert culled == ["used"]
