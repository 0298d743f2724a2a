"""Collecting children that ended, without ever touching a number that is free again."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator


def ended_children(before_reaping: Callable[[int], None]) -> Iterator[tuple[int, int]]:
    """Reap the children that have ended.

    Parameters
    ----------
    before_reaping
        Called with each one while its number is still its own, to end what it left behind.

    Yields
    ------
    tuple of int
        The process and how it ended: its exit status, or minus the signal that killed it.
    """
    while True:
        with contextlib.suppress(ChildProcessError):
            pid = _next_ended(before_reaping)
            reaped, status = os.waitpid(pid, os.WNOHANG)
            if reaped:
                yield reaped, os.waitstatus_to_exitcode(status)
                continue
        return


def _next_ended(before_reaping: Callable[[int], None]) -> int:
    """Return a child that has ended and is not reaped yet; -1 for "any" where we cannot look."""
    if not hasattr(os, "waitid"):  # macOS before Python 3.13
        return -1
    ended = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    if ended is None:
        raise ChildProcessError
    before_reaping(ended.si_pid)
    return ended.si_pid
