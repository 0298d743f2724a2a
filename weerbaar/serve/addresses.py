"""Where this computer is found: its addresses, a free port, and the choice of one of each."""

from __future__ import annotations

import errno
import ipaddress
import os
import random
import socket
from collections.abc import Callable
from pathlib import Path

import psutil

from weerbaar.model.refusal import Refusal
from weerbaar.room.place import LOOPBACK, Place, read_place

DEFAULT_PORT = 8770
HIGHEST_PORT = 65535
ANY_ADDRESS = "0.0.0.0"  # noqa: S104  # phones must reach it; the facilitator's server is loopback

_QUIET = range(20_000, 30_000)
"""Below what Linux (from 32768), macOS and Windows (from 49152) hand out to whoever asks."""


class StartError(Refusal):
    """Something that keeps weerbaar from starting."""

    group = "start"


def own_addresses() -> list[str]:
    """Addresses of this computer, the most likely one for phones first, loopback last.

    Link-local addresses are left out, and IPv6 too: a phone cannot type one.
    """
    found = [
        ipaddress.IPv4Address(address.address)
        for name, addresses in psutil.net_if_addrs().items()
        if _is_up(name)
        for address in addresses
        if address.family == socket.AF_INET
    ]
    usable = {a for a in found if not a.is_loopback and not a.is_link_local}
    route = _default_route()
    ordered = sorted(usable, key=lambda a: (str(a) != route, not a.is_private, a))
    return [str(address) for address in ordered] + [LOOPBACK]


def is_own(host: str) -> bool:
    """Whether a server can listen on an address: it belongs to this computer."""
    try:
        with _socket(host) as probe:
            probe.bind((host, 0))
    except (OSError, UnicodeError):
        return False
    return True


def port_is_free(host: str, port: int) -> bool:
    """Whether a server can listen on a port."""
    with _socket(host) as probe:
        # As the server itself will: a port that was closed just now is free. (On Windows the
        # same option means that a port may be taken from somebody else.)
        if os.name != "nt":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno in (errno.EADDRINUSE, errno.EACCES):
                return False
            raise
    return True


def free_port(host: str) -> int:
    """A port that is free.

    The system would give a port that it may give again to the first kernel that asks, before the
    server listens; so one is drawn from where systems hand out none by themselves.
    """
    for port in random.sample(_QUIET, 50):
        if port_is_free(host, port):
            return port
    with _socket(host) as probe:
        probe.bind((host, 0))
        found: int = probe.getsockname()[1]
    return found


def _socket(host: str) -> socket.socket:
    return socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)


def _is_up(name: str) -> bool:
    stats = psutil.net_if_stats().get(name)
    return stats is None or stats.isup


def _default_route() -> str:
    """Address that would be used to leave this network; nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            address: str = probe.getsockname()[0]
        except OSError:
            return ""
    return address


def find_place(
    folder: Path, host: str | None, port: int | None, moved: Callable[[int, int], None]
) -> Place:
    """Addresses and port for the participants' server.

    Parameters
    ----------
    folder
        The data folder, which says where the server was last time.
    host
        The one address to listen on; None for all.
    port
        None for the usual port or, when that is taken, any other; 0 for any free one.
    moved
        Called with ``(wanted, chosen)`` when the usual port is taken and another one is used.

    Raises
    ------
    StartError
        ``already``, ``bad_host``, ``bad_port`` or ``port_in_use``.
    """
    before = read_place(folder)
    if before and before.pid != os.getpid() and _is_weerbaar(before.pid):
        raise StartError("already", pid=before.pid)
    if host and not is_own(host):
        raise StartError("bad_host", host=host)
    hosts = [host] if host else own_addresses()
    # The address that worked last time, when this computer still has it.
    chosen = before.chosen if before and before.chosen in hosts else hosts[0]
    found = _port(host or ANY_ADDRESS, port, moved)
    return Place(tuple(hosts), found, chosen, os.getpid())


def _port(listen: str, port: int | None, moved: Callable[[int, int], None]) -> int:
    wanted = DEFAULT_PORT if port is None else port
    if not 0 <= wanted <= HIGHEST_PORT:
        raise StartError("bad_port", port=wanted, highest=HIGHEST_PORT)
    if wanted and port_is_free(listen, wanted):
        return wanted
    if port:
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
