"""When the process that owns the kernels is gone, so is everything it had started."""

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from tests.serve.forkserver.support import alive, gone

ROOT = Path(__file__).parents[3]
OWNER = """
import asyncio, os, signal, sys
from pathlib import Path
from tests.serve.forkserver.support import Kernels
from weerbaar.serve.forkserver import shared_server

async def main(folder, first_victim):
    kernels = Kernels(folder, ("json",))
    managers = [await kernels.start() for _ in range(3)]
    server = shared_server(("json",))
    helper = await kernels.value(
        managers[0], "__import__('subprocess').Popen(['sleep', '3600']).pid"
    )
    pids = [server.pid, helper, *(manager.provisioner.pid for manager in managers)]
    path = (await server._generation()).path
    async with kernels.client(managers[1]) as client:
        # Never lets go of the interpreter, so no thread of its own can end it.
        client.execute(
            "import ctypes\\nctypes.PyDLL(None).sleep(3600)" if not first_victim else "while 1: 0"
        )
        while (await client.get_iopub_msg())["msg_type"] != "execute_input":
            pass
    if first_victim:
        os.kill(server.pid, signal.SIGKILL)
        while server.pid in (None, pids[0]):
            await asyncio.sleep(0.02)
        pids.append(server.pid)
    print(*pids, path, flush=True)
    await asyncio.sleep(3600)

asyncio.run(main(Path(sys.argv[1]), sys.argv[2] == "server first"))
"""


@pytest.mark.parametrize("order", ["owner only", "server first"])
def test_no_orphans(tmp_path, order):
    """A killed owner takes all it started along, also when a forking process had crashed."""
    folder = tmp_path / "specs"
    folder.mkdir()
    command = [sys.executable, "-c", OWNER, str(folder), order]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as owner:
        *numbers, path = owner.stdout.readline().split()
        pids = [int(number) for number in numbers]
        assert all(alive(pid) for pid in pids[1:])
        owner.send_signal(signal.SIGKILL)

    async def all_gone():
        async with asyncio.timeout(60):
            for pid in pids:
                await gone(pid)
            while Path(path).parent.exists():  # noqa: ASYNC110 - not ours to wait for
                await asyncio.sleep(0.02)

    asyncio.run(all_gone())


def test_a_normal_end_leaves_nothing(tmp_path):
    """A program that simply ends, without stopping anything, leaves no process and no socket."""
    code = (
        "from weerbaar.serve.forkserver import ForkServer\nserver = ForkServer()\nserver.start()\n"
        "print(server.pid, server._current.result().path)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    pid, path = done.stdout.split()
    assert not alive(int(pid))
    assert not Path(path).parent.exists()


def test_a_fork_of_the_owner_stops_nothing(fragile):
    """A process that the owner forks does not take the fork server down when it ends."""
    fragile.start()
    pid = os.fork()
    if pid == 0:
        fragile.stop()
        os._exit(0)
    os.waitpid(pid, 0)
    assert psutil.pid_exists(fragile.pid)
