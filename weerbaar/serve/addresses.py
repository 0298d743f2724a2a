"""Under which addresses phones may find this computer, and which port is free."""

from __future__ import annotations

import errno
import ipaddress
import os
import random
import socket

import psutil

LOOPBACK = "127.0.0.1"

_QUIET = range(20_000, 30_000)
"""Below what Linux (from 32768), macOS and Windows (from 49152) hand out to whoever asks."""


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
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.bind((host, 0))
    except (OSError, UnicodeError):
        return False
    return True


def port_is_free(host: str, port: int) -> bool:
    """Whether a server can listen on a port."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
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


def free_port(host: str, wanted: int = 0) -> int:
    """The wanted port when it is free, else one that is.

    The system would give a port that it may give again to the first kernel that asks, before the
    server listens; so one is drawn from where systems hand out none by themselves.
    """
    drawn = random.sample(_QUIET, 50)
    for port in [wanted, *drawn] if wanted else drawn:
        if port_is_free(host, port):
            return port
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.bind((host, 0))
        found: int = probe.getsockname()[1]
    return found


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
