"""Where a room is reached: the addresses that the launcher found, and the one that was chosen.

One small file in the data folder, written by the launcher and by the facilitator's page, read by
every page that shows the address.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from weerbaar.files import write_whole

FILE = "place.json"
LOOPBACK = "127.0.0.1"


@dataclass(frozen=True)
class Finding:
    """Something that was found out about this computer and its network.

    Attributes
    ----------
    level
        ``"fine"``, ``"warning"`` or ``"problem"``.
    key
        Of the sentence that says it, under ``preflight`` in the content.
    facts
        What the sentence needs.
    """

    level: str
    key: str
    facts: Mapping[str, object]


@dataclass(frozen=True)
class Place:
    """Addresses of a running server.

    Attributes
    ----------
    hosts
        Names or addresses under which phones may find this computer, the best guess first.
    port
        Port of the participants' server.
    chosen
        The one of ``hosts`` that the QR code shows.
    pid
        Process that serves it.
    hosted
        Whether a service runs this instead of a computer in the room.
    findings
        What the preflight found when the server started.
    """

    hosts: tuple[str, ...]
    port: int
    chosen: str
    pid: int
    hosted: bool = False
    findings: tuple[Finding, ...] = ()

    @property
    def url(self) -> str:
        """Base of every participant's address, ending in a slash."""
        return self.url_of(self.chosen)

    @property
    def own_url(self) -> str:
        """Base address on this computer itself: its loopback, where the server listens on it."""
        return self.url_of(LOOPBACK if LOOPBACK in self.hosts else self.chosen)

    def url_of(self, host: str) -> str:
        """Base address under one of the hosts."""
        name = f"[{host}]" if ":" in host else host
        return f"http://{name}/" if self.port == 80 else f"http://{name}:{self.port}/"  # noqa: PLR2004

    def choose(self, host: str) -> Place:
        """The same place with another host in the QR code; an unknown host changes nothing."""
        return replace(self, chosen=host) if host in self.hosts else self


def read_place(folder: Path) -> Place | None:
    """The place in a data folder; None when no server has run there, or the file is damaged."""
    try:
        raw: Any = json.loads((folder / FILE).read_text(encoding="utf-8"))
        if not _is_place(raw):
            return None
        found = tuple(Finding(**finding) for finding in raw.pop("findings", ()))
        return Place(**{**raw, "hosts": tuple(raw["hosts"]), "findings": found})
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _is_place(raw: Any) -> bool:
    """Whether what was read has the types of a place; a damaged file may hold anything."""
    return (
        isinstance(raw, dict)
        and all(isinstance(text, str) for text in (raw["chosen"], *raw["hosts"]))
        and all(isinstance(number, int) for number in (raw["port"], raw["pid"]))
    )


def write_place(folder: Path, place: Place) -> None:
    """Keep a place, whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(folder / FILE, json.dumps(asdict(place), default=str))
