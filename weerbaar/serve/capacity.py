"""How many phones this machine can take at the same time."""

from __future__ import annotations

import psutil

try:
    import resource
except ImportError:  # Windows has no limit of this kind
    resource = None  # type: ignore[assignment]

PHONE_CONNECTIONS = 3
"""What a browser opens at once while it loads the page, as was measured; then it is one."""

PHONE_MB = 0.1
"""Memory of a phone, with some room above what ``run.py bench room`` measured."""

LARGEST = 400
"""More phones than this were never tried."""

_WANTED = 4096
_SELECT = 512  # more than this Python's own way of waiting cannot watch on Windows
_OTHER = 64  # files, threads and what else the server itself holds open
_SHARE = 0.6  # of free memory: the machine has other things to do


def most_connections() -> int:
    """How many connections the server can hold, once it has asked for what it may have."""
    if resource is None:
        return _SELECT - _OTHER
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    return max(_OTHER, _wanted(soft, hard) - _OTHER)


def ask_for_connections() -> None:
    """Raise the number of files that this process may have open, as far as it is allowed to."""
    if resource is None:
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (_wanted(soft, hard), hard))
    except (OSError, ValueError):
        return


def most_phones() -> int:
    """How many phones can load the page at the same moment."""
    free = psutil.virtual_memory().available * _SHARE / 2**20
    return min(LARGEST, int(free / PHONE_MB), most_connections() // PHONE_CONNECTIONS)


def _wanted(soft: int, hard: int) -> int:
    infinite = resource.RLIM_INFINITY
    if soft == infinite:
        return _WANTED
    return max(soft, _WANTED if hard == infinite else min(hard, _WANTED))
