"""Where a room is: its data folder, and the addresses at which it is reached.

The addresses that the launcher found, and the one that was chosen, stand in one small file in that
folder: written by the launcher and by the facilitator's page, read by every page that shows them.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

import platformdirs
from pydantic import ConfigDict, TypeAdapter

from weerbaar.files import write_whole

DATA_DIR = "WEERBAAR_DATA_DIR"
"""Set by the launcher, and by whoever wants another folder than the user's own."""
LEDGER = "onderzoek-uitgaven.json"
"""What was released for research; see ``weerbaar/research/books.py``."""
FILE = "place.json"
LOOPBACK = "127.0.0.1"


def data_dir() -> Path:
    """Folder with the sessions of this user."""
    given = os.environ.get(DATA_DIR)
    return Path(given) if given else Path(platformdirs.user_data_dir("weerbaar", appauthor=False))


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

    __pydantic_config__: ClassVar = ConfigDict(extra="forbid")

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


_PLACE = TypeAdapter(Place)


def read_place(folder: Path) -> Place | None:
    """The place in a data folder; None when no server has run there, or the file is damaged."""
    try:
        return _PLACE.validate_json((folder / FILE).read_bytes(), strict=True)
    except (OSError, ValueError):
        return None


def write_place(folder: Path, place: Place) -> None:
    """Keep a place, whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(folder / FILE, _PLACE.dump_json(place, fallback=str))
