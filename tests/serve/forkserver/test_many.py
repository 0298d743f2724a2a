"""Many kernels, at once and one after the other."""

import asyncio
import gc

import psutil

from tests.serve.forkserver.support import alive, own_fds


def test_ten_at_once(run):
    """Ten kernels asked for in the same moment all start and answer."""

    async def body(kernels):
        managers = await asyncio.gather(*(kernels.start() for _ in range(10)))
        answers = await asyncio.gather(
            *(kernels.value(manager, str(number)) for number, manager in enumerate(managers))
        )
        assert answers == list(range(10))
        assert len({manager.provisioner.pid for manager in managers}) == 10

    run(body)


def test_thirty_cycles_leave_nothing(run, server):
    """Thirty starts and stops leave no processes, descriptors, files or memory behind."""

    async def cycle(kernels):
        manager = await kernels.start()
        pid = manager.provisioner.pid
        await manager.shutdown_kernel()
        manager.context.destroy()
        kernels.managers.clear()
        return pid

    async def body(kernels):
        for _ in range(3):  # whatever is made once
            await cycle(kernels)
        gc.collect()
        forking = psutil.Process(server.pid)
        before = own_fds(), forking.num_fds(), forking.memory_info().rss
        pids = [await cycle(kernels) for _ in range(30)]
        gc.collect()
        assert not any(alive(pid) for pid in pids)
        assert not forking.children()
        assert (own_fds(), forking.num_fds()) == before[:2]
        # What a leaked environment per kernel would come to.
        assert forking.memory_info().rss - before[2] < 30 * 20_000

        assert not list(kernels.folder.glob("kernel-*"))

    run(body)
