"""Choose where this computer will be found, before anything is started."""

from __future__ import annotations

import os
from collections.abc import Callable

import psutil

from weerbaar.room.place import Place, read_place
from weerbaar.serve.addresses import free_port, is_own, own_addresses, port_is_free
from weerbaar.serve.options import Options, StartError

DEFAULT_PORT = 8770
HIGHEST_PORT = 65535
ANY_ADDRESS = "0.0.0.0"  # noqa: S104  # phones must reach it; the facilitator's server is loopback


def find_place(options: Options, moved: Callable[[int, int], None]) -> Place:
    """Addresses and port for the participants' server.

    Parameters
    ----------
    moved
        Response ``(wanted, chosen)`` when the usual port is taken and another one is used.

    Raises
    ------
    StartError
        ``already``, ``bad_host``, ``bad_port`` or ``port_in_use``.
    """
    before = read_place(options.folder)
    if before and before.pid != os.getpid() and _is_weerbaar(before.pid):
        raise StartError("already", pid=before.pid)
    if options.host and not is_own(options.host):
        raise StartError("bad_host", host=options.host)
    listen = listen_address(options)
    hosts = own_addresses() if listen == ANY_ADDRESS else [listen]
    # The address that worked last time, when this computer still has it.
    chosen = before.chosen if before and before.chosen in hosts else hosts[0]
    return Place(tuple(hosts), _port(options, listen, moved), chosen, os.getpid())


def listen_address(options: Options) -> str:
    """Address on which the participants' server listens."""
    return options.host or ANY_ADDRESS


def _port(options: Options, listen: str, moved: Callable[[int, int], None]) -> int:
    wanted = options.port if options.port is not None else DEFAULT_PORT
    if not 0 <= wanted <= HIGHEST_PORT:
        raise StartError("bad_port", port=wanted, highest=HIGHEST_PORT)
    if wanted and port_is_free(listen, wanted):
        return wanted
    if options.port:
        raise StartError("port_in_use", port=wanted)
    chosen = free_port(listen)
    if wanted:
        moved(wanted, chosen)
    return chosen


def _is_weerbaar(pid: int) -> bool:
    try:
        return "weerbaar" in " ".join(psutil.Process(pid).cmdline())
    except psutil.Error:
        return False
