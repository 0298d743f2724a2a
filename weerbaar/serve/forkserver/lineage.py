"""Who still lives, in ways that a recycled number cannot fool, and ending with one's owner."""

from __future__ import annotations

import contextlib
import ctypes
import os
import select
import signal
import socket
import sys
import threading

_PR_SET_PDEATHSIG = 1


def open_pidfd(pid: int) -> int | None:
    """Return a descriptor that becomes readable when the process ends, or None if there is none.

    Linux 5.3 and later; elsewhere, or when a sandbox forbids it, the caller needs another way.
    """
    opener = getattr(os, "pidfd_open", None)
    if opener is None:
        return None
    try:
        return int(opener(pid))
    except OSError:
        return None


def readable_within(fd: int, seconds: float) -> bool:
    """Say whether a descriptor has something to read, or has hung up, within that time."""
    poller = select.poll()
    poller.register(fd, select.POLLIN)
    return bool(poller.poll(seconds * 1000))


def die_with_parent(signum: int) -> None:
    """Ask Linux to send a signal when the thread that started this process ends; 0 takes it back.

    Elsewhere nothing happens: the callers also watch a socket of their owner.
    """
    if not sys.platform.startswith("linux"):
        return
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signum, 0, 0, 0)


def end_with_owner(line: socket.socket, owner: int | None) -> threading.Thread:
    """End this process and its group as soon as its owner is gone.

    ipykernel's own poller looks for a new parent, so it would also end every kernel when only the
    forking process dies. This looks at the owner: the other end of `line` closes with it.

    Parameters
    ----------
    line
        A connection of which the owner alone holds the other end.
    owner
        The owner's process, watched as well where that is possible: a process that the owner
        forked without exec may hold a copy of the other end.
    """
    pidfd = open_pidfd(owner) if owner else None
    watcher = threading.Thread(
        target=_watch, args=(line.fileno(), pidfd), name="Owner watcher", daemon=True
    )
    watcher.start()
    return watcher


def _watch(line: int, pidfd: int | None) -> None:
    """Wait until either descriptor says that the owner is gone."""
    poller = select.poll()
    # Nothing is ever sent to us here, so "readable" can only mean "hung up".
    poller.register(line, select.POLLIN)
    if pidfd is not None:
        poller.register(pidfd, select.POLLIN)
    poller.poll()
    if os.getpgrp() == os.getpid():
        # Whatever the kernel started goes along.
        os.killpg(0, signal.SIGKILL)
    os._exit(1)
