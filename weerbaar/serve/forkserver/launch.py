"""Asking the forking process for a kernel, without ever blocking the event loop."""

from __future__ import annotations

import asyncio
import os
import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from weerbaar.serve.forkserver.process import ForkedProcess
from weerbaar.serve.forkserver.wire import Event, EventReader, Request, receive


class SilenceError(Exception):
    """The forking process is gone or hangs; another one may do better."""


class KernelStartError(RuntimeError):
    """A kernel was asked for in vain; asking again the same way will not help."""


class PortTakenError(KernelStartError):
    """A port that was free when it was chosen no longer is; other ports will do."""


@dataclass
class Pulse:
    """When the forking process was last heard, by anybody: under load one answer may be late."""

    at: float = field(default_factory=time.monotonic)

    def beat(self) -> None:
        """Note that it was heard just now."""
        self.at = time.monotonic()


@dataclass
class _Birth:
    """A kernel on its way: what has been heard over its line so far."""

    line: socket.socket
    events: EventReader = field(default_factory=EventReader)
    heard: list[Event] = field(default_factory=list)
    pidfd: int | None = None

    def take(self, name: str) -> Event | None:
        """Return the event of that name if it was heard; raise if there can be no kernel."""
        for event in self.heard:
            if event["event"] in ("refused", "failed"):
                raise (PortTakenError if event.get("port_taken") else KernelStartError)(
                    event["reason"]
                )
            if event["event"] == "exited":
                raise KernelStartError(f"the kernel ended at once, with status {event['status']}")
        return next((event for event in self.heard if event["event"] == name), None)

    def feed(self) -> bool:
        """Read what has arrived; say whether anything had."""
        try:
            data, fds = receive(self.line)
        except BlockingIOError:
            return False
        if not data:
            raise SilenceError("the forking process hung up")
        for fd in fds:
            self.pidfd = fd
        self.heard += self.events.feed(data)
        return True

    def give_up(self) -> None:
        """Let go; a kernel that is there after all ends when it finds the line closed."""
        self.line.close()
        if self.pidfd is not None:
            os.close(self.pidfd)


async def launch(
    path: Path,
    request: Request,
    fds: Sequence[int],
    *,
    pulse: Pulse,
    patience: float,
    boot_seconds: float,
) -> ForkedProcess:
    """Have a kernel forked and wait until its ports are bound.

    Parameters
    ----------
    path
        The forking process's socket.
    request
        How the kernel is to start.
    fds
        Its stdout and stderr.
    pulse
        Shared by all who talk to this forking process.
    patience
        Seconds of silence, towards everybody, after which it counts as hanging.
    boot_seconds
        Seconds that a kernel may take to start.

    Raises
    ------
    SilenceError
        If the forking process is gone or hangs.
    KernelStartError
        If it works but the kernel does not start.
    """
    birth = _Birth(socket.socket(socket.AF_UNIX, socket.SOCK_STREAM))
    try:
        await _ask(birth.line, path, request, fds, patience)
        forked = await _await_fork(birth, pulse, patience)
        await _await_ready(birth, boot_seconds)
    except OSError as error:
        birth.give_up()
        raise SilenceError(f"the forking process does not listen: {error}") from error
    except BaseException:
        birth.give_up()
        raise
    pulse.beat()
    return ForkedProcess(int(forked["pid"]), birth.line, birth.pidfd, birth.events)


async def _ask(
    line: socket.socket, path: Path, request: Request, fds: Sequence[int], seconds: float
) -> None:
    """Connect and send the request; on a Unix socket either works at once or not at all."""
    line.settimeout(0)
    line.connect(str(path))
    payload = memoryview(request.encode())
    sent = socket.send_fds(line, [payload], list(fds))
    if sent < len(payload):
        async with asyncio.timeout(seconds):
            await asyncio.get_running_loop().sock_sendall(line, payload[sent:])


async def _await_fork(birth: _Birth, pulse: Pulse, patience: float) -> Event:
    """Wait for the child's number, as long as the forking process gives any sign of life."""
    asked = time.monotonic()
    while (forked := birth.take("forked")) is None:
        left = max(asked, pulse.at) + patience - time.monotonic()
        if left <= 0:
            raise SilenceError(f"the forking process said nothing for {patience:.0f} s")
        if await _arrived(birth.line, left) and birth.feed():
            pulse.beat()
    return forked


async def _await_ready(birth: _Birth, seconds: float) -> None:
    """Wait until the kernel says that its ports are bound."""
    deadline = time.monotonic() + seconds
    while birth.take("ready") is None:
        left = deadline - time.monotonic()
        if left <= 0:
            raise KernelStartError(f"the kernel was not ready within {seconds:.0f} s")
        if await _arrived(birth.line, left):
            birth.feed()


async def _arrived(sock: socket.socket, seconds: float) -> bool:
    """Wait until the socket can be read, at most so long."""
    loop = asyncio.get_running_loop()
    readable = asyncio.Event()
    loop.add_reader(sock, readable.set)
    try:
        async with asyncio.timeout(seconds):
            await readable.wait()
    except TimeoutError:
        return False
    finally:
        loop.remove_reader(sock)
    return True
