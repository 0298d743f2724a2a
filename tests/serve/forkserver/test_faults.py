"""What goes wrong in one place stays there, and is repaired by itself."""

import asyncio
import os
import signal
import socket
import struct

import pytest

from tests.serve.forkserver.support import alive, childless, ended, gone
from weerbaar.serve.forkserver import ForkServer, ForkServerError, KernelStartError, Patience
from weerbaar.serve.forkserver.process import STATUS_UNKNOWN
from weerbaar.serve.forkserver.wire import Request

PRELOAD = ("json",)  # of the fragile server


def test_the_next_launch_works_after_a_crash(run, fragile):
    """When the forking process is killed, running kernels live on and the next one starts."""

    async def body(kernels):
        first = await kernels.start()
        crashed = fragile.pid
        os.kill(crashed, signal.SIGKILL)
        second = await kernels.start()
        assert fragile.pid != crashed
        assert await kernels.value(first, "1") == 1
        assert await kernels.value(second, "2") == 2
        # Nobody is left to report how the survivor ends; that it ends is seen all the same.
        os.kill(first.provisioner.pid, signal.SIGKILL)
        await ended(first)
        assert await first.provisioner.poll() == STATUS_UNKNOWN

    run(body, PRELOAD)


def test_a_crash_is_repaired_before_it_is_needed(fragile):
    """The forking process is replaced without anybody asking for a kernel."""
    fragile.start()
    crashed = fragile.pid
    os.kill(crashed, signal.SIGKILL)
    while fragile.pid in (None, crashed):
        pass
    assert alive(fragile.pid)


def test_a_survivor_can_be_shut_down(run, fragile):
    """A kernel of which the forking process is gone still shuts down and restarts."""

    async def body(kernels):
        manager = await kernels.start()
        survivor = manager.provisioner.pid
        os.kill(fragile.pid, signal.SIGKILL)
        await manager.restart_kernel()
        assert not alive(survivor)
        assert await kernels.value(manager, "1") == 1

    run(body, PRELOAD)


def test_a_hanging_forking_process_is_replaced(run, fragile):
    """When the forking process stops answering, it is killed and another one makes the kernel."""

    async def body(kernels):
        await fragile.ensure()
        hanging = fragile.pid
        os.kill(hanging, signal.SIGSTOP)
        manager = await kernels.start()
        assert await kernels.value(manager, "1") == 1
        await gone(hanging)

    run(body, PRELOAD)


def test_a_silent_client_blocks_nobody(run, fragile):
    """Clients that say nothing, or stop halfway, do not keep a kernel from starting."""

    async def body(kernels):
        await fragile.ensure()
        path = str((await fragile._generation()).path)
        half = struct.pack("!I", 1000) + b"{"
        with socket.socket(socket.AF_UNIX) as silent, socket.socket(socket.AF_UNIX) as halfway:
            silent.connect(path)
            halfway.connect(path)
            halfway.send(half)
            manager = await kernels.start()
            assert await kernels.value(manager, "1") == 1
            # In the end they are hung up on.
            for client in (silent, halfway):
                client.settimeout(0)
                assert await asyncio.get_running_loop().sock_recv(client, 1) == b""

    run(body, PRELOAD)


@pytest.mark.parametrize(
    "nonsense",
    [struct.pack("!I", 2**32 - 1), struct.pack("!I", 2) + b"{}", b"GET / HTTP/1.1\r\n\r\n"],
)
def test_nonsense_is_refused(fragile, nonsense):
    """A request that is too long, or is none, is refused and the forking process goes on."""

    async def body():
        await fragile.ensure()
        before = fragile.pid
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(0)
            client.connect(str((await fragile._generation()).path))
            client.send(nonsense)
            answer = await asyncio.get_running_loop().sock_recv(client, 4096)
        assert b"refused" in answer
        assert fragile.pid == before

    asyncio.run(body())


def test_a_kernel_that_cannot_start_says_why(fragile):
    """A kernel that fails before its ports are bound makes the launch fail with the reason."""

    async def body():
        await fragile.fork(Request([], dict(os.environ), "/nonexistent"), (1, 2))

    with pytest.raises(KernelStartError, match="FileNotFoundError"):
        asyncio.run(body())
    asyncio.run(childless(fragile.pid))


@pytest.mark.parametrize("name", ["shell_port", "hb_port"])
def test_a_taken_port_is_replaced(run, name):
    """A kernel of which a port was taken meanwhile starts on other ports, and clients reach it."""

    async def body(kernels):
        manager = kernels.manager()
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            writing = manager.write_connection_file

            def choose_badly(**options):
                setattr(manager, name, port)
                writing(**options)
                manager.write_connection_file = writing

            manager.write_connection_file = choose_badly
            await manager.start_kernel()
            assert port not in manager.ports
            assert await kernels.value(manager, "1") == 1

    run(body)


def test_a_kernel_that_never_gets_ready_is_ended(folders):
    """A kernel that is not ready in time makes the launch fail and is killed."""
    server = ForkServer(("json",), Patience(boot=0.01))

    async def body():
        with pytest.raises(KernelStartError, match="not ready"):
            await server.fork(Request([], dict(os.environ)), (1, 2))
        await childless(server.pid)

    try:
        server.start()
        asyncio.run(body())
    finally:
        server.stop()


def test_a_missing_module_does_not_stop_it(caplog):
    """A module that cannot be preloaded is named in the log and the kernels work without it."""
    server = ForkServer(("no_such_module",))
    try:
        server.start()
        assert "cannot preload no_such_module" in caplog.text
        assert server.pid
    finally:
        server.stop()


def test_a_function_can_be_called_ahead(tmp_path, monkeypatch, caplog):
    """``module:function`` on the preload list is called, and what it leaves open is reported."""
    leaky = 'def go():\n    global kept\n    kept = open(__file__, "a")\n'
    (tmp_path / "leaves_open.py").write_text(leaky)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    server = ForkServer(("leaves_open:go",))
    try:
        server.start()
        assert f"preloading left {tmp_path}/leaves_open.py open for writing" in caplog.text
    finally:
        server.stop()


def test_an_unwarmable_server_fails_at_once(tmp_path, monkeypatch, caplog):
    """When the forking process dies on its way up, those who wait are told; nobody hangs."""
    (tmp_path / "dies_on_import.py").write_text("import os\nos._exit(3)\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    server = ForkServer(("dies_on_import",))
    try:
        for _ in range(2):  # the second time it is not even tried
            with pytest.raises(ForkServerError, match="ended while it warmed up"):
                server.start()
        assert caplog.text.count("no fork server") == 1
    finally:
        server.stop()


def test_stop_during_warming_up(tmp_path, monkeypatch):
    """A fork server can be stopped while it warms up, and started again."""
    (tmp_path / "slow_to_import.py").write_text(
        f"import pathlib, time\npathlib.Path({str(tmp_path)!r}, 'begun').touch()\ntime.sleep(3600)"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    server = ForkServer(("slow_to_import",))
    starting = server._begin()
    while not (tmp_path / "begun").exists():
        pass
    server.stop()
    with pytest.raises(ForkServerError):
        starting.result(0)
    assert server.pid is None
    server.preload = ()
    server.start()
    assert alive(server.pid)
    server.stop()
