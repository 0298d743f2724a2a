"""Whether a council can come in: what this machine can take, and whether phones can reach it."""

from __future__ import annotations

import contextlib
import http.client
import http.server
import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import psutil

from weerbaar.room.place import LOOPBACK, Finding, Place
from weerbaar.serve.addresses import own_addresses
from weerbaar.serve.connections import most_connections, most_phones

_SYNCED = ("onedrive", "dropbox", "google drive", "googledrive", "icloud", "nextcloud", "surfdrive")
_FREE_MB = 200
_COUNCIL = 45
_SECONDS = 3.0


def findings(folder: Path, place: Place | None, port: int) -> list[Finding]:
    """Everything that is worth saying before the room fills, the problems first.

    Parameters
    ----------
    place
        Where weerbaar runs now; None tries the addresses with a small server of our own.
    port
        The port to try when it does not run.
    """
    found = [*machine(), *storage(folder), *network(place, port), *advice(place, port)]
    return sorted(found, key=lambda finding: ("problem", "warning", "fine").index(finding.level))


def machine() -> list[Finding]:
    """What this machine can take."""
    facts = {
        "phones": most_phones(),
        "connections": most_connections(),
        "free": psutil.virtual_memory().available // 2**20,
    }
    enough = facts["phones"] >= _COUNCIL
    return [Finding("fine", "phones", facts) if enough else Finding("warning", "phones_few", facts)]


def storage(folder: Path) -> list[Finding]:
    """Whether sessions can be kept safely in a folder."""
    found = []
    existing = next(path for path in (folder, *folder.parents) if path.exists())
    if not os.access(existing, os.W_OK):
        found.append(Finding("problem", "folder_readonly", {"path": folder}))
    elif shutil.disk_usage(existing).free < _FREE_MB * 2**20:
        found.append(Finding("problem", "disk_full", {"path": folder}))
    else:
        found.append(Finding("fine", "folder", {"path": folder}))
    if any(name in str(folder).lower() for name in _SYNCED):
        found.append(Finding("warning", "synced", {"path": folder}))
    return found


def network(place: Place | None, port: int) -> list[Finding]:
    """Whether each address of this machine answers when asked from another one."""
    addresses = own_addresses()
    if addresses == [LOOPBACK]:
        return [Finding("problem", "no_network", {})]
    with _listening(place, port) as (hosts, number):
        return [_reached(host, number, addresses) for host in hosts if host != LOOPBACK]


def _reached(host: str, port: int, addresses: list[str]) -> Finding:
    url = {"url": f"http://{host}:{port}/"}
    if answers(host, port, addresses):
        return Finding("fine", "reachable", url)
    return Finding("problem", "unreachable", url)


def answers(host: str, port: int, addresses: list[str]) -> bool:
    """Whether a server answers on an address, asked from another address of this machine."""
    source = next((a for a in reversed(addresses) if a not in (host, LOOPBACK)), host)
    connection = http.client.HTTPConnection(
        host, port, timeout=_SECONDS, source_address=(source, 0)
    )
    with contextlib.closing(connection):
        try:
            connection.request("GET", "/leeft")
            return connection.getresponse().status < http.client.INTERNAL_SERVER_ERROR
        except OSError:
            return False


def advice(place: Place | None, port: int) -> list[Finding]:
    """What cannot be seen from this machine, and what to do about it."""
    number = place.port if place else port
    found = [Finding("warning", f"firewall_{_system()}", {"port": number})]
    if _firewall_is_on():
        found[0] = Finding("problem", f"firewall_{_system()}", {"port": number})
    name = socket.gethostname()
    if place and not place.chosen.replace(".", "").isdigit():
        found.append(Finding("warning", "name", {"name": name}))
    found.append(Finding("warning", "isolated", {}))
    return found


def _system() -> str:
    return {"win32": "windows", "darwin": "macos"}.get(sys.platform, "linux")


def _firewall_is_on() -> bool:
    """Whether ufw says that it is active; anything else is not known."""
    if _system() != "linux" or not shutil.which("ufw"):
        return False
    try:
        status = subprocess.run(
            ["ufw", "status"], capture_output=True, text=True, timeout=_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return "Status: active" in status.stdout


@contextlib.contextmanager
def _listening(place: Place | None, port: int) -> Iterator[tuple[tuple[str, ...], int]]:
    """The addresses and port of the running server, or of one that is there for the moment."""
    if place is not None and psutil.pid_exists(place.pid):
        yield place.hosts, place.port
        return
    try:
        server = http.server.ThreadingHTTPServer(("", port), _Nothing)
    except OSError:
        # Somebody listens there already, so that is who will answer.
        yield tuple(own_addresses()), port
        return
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield tuple(own_addresses()), server.server_port
    finally:
        server.shutdown()
        server.server_close()


class _Nothing(http.server.BaseHTTPRequestHandler):
    """Answers everything with nothing, and writes down nothing."""

    def do_GET(self) -> None:  # the name is the library's
        """Answer."""
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_args: object) -> None:
        """Keep no log of who asked."""
