"""Processes as tests look at them: any of them may end at the moment it is looked at."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable

import psutil


def family(pid: int) -> list[psutil.Process]:
    """A process and everything that comes from it; nothing when it has ended."""
    with contextlib.suppress(psutil.NoSuchProcess):
        first = psutil.Process(pid)
        return [first, *first.children(recursive=True)]
    return []


def living(processes: Iterable[psutil.Process]) -> list[psutil.Process]:
    """Those that still run; a zombie does not."""
    return [process for process in processes if _runs(process)]


def command(process: psutil.Process) -> str:
    """Its command line; empty when it has ended."""
    with contextlib.suppress(psutil.NoSuchProcess):
        return " ".join(process.cmdline())
    return ""


def listening(processes: Iterable[psutil.Process]) -> list[str]:
    """Internet addresses on which they wait for connections, one for each socket."""
    found = []
    for process in processes:
        with contextlib.suppress(psutil.NoSuchProcess):
            found += process.net_connections("inet")
    return [socket.laddr.ip for socket in found if socket.status == psutil.CONN_LISTEN]


def _runs(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
