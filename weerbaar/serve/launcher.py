"""``weerbaar start``: one session, two servers, the addresses, and an end to all of it."""

from __future__ import annotations

import contextlib
import io
import secrets
import shutil
import signal
import threading
import webbrowser
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import segno

from weerbaar import __version__
from weerbaar.catalog import Content, Voice
from weerbaar.catalog.paths import notebooks_root
from weerbaar.model.refusal import Refusal
from weerbaar.pages.house import House
from weerbaar.present.wording import preflight_line
from weerbaar.room import Kind, Session
from weerbaar.room.folder import DATA_DIR
from weerbaar.room.place import Place, read_place, write_place
from weerbaar.serve.addresses import LOOPBACK, free_port
from weerbaar.serve.find_place import ANY_ADDRESS, find_place, listen_address
from weerbaar.serve.lab_process import lab_answers, lab_arguments, lab_environment, write_whole
from weerbaar.serve.options import Addresses, Options, StartError
from weerbaar.serve.preflight import findings
from weerbaar.serve.processes import (
    Server,
    ServerDiedError,
    start_server,
    stop_servers,
    wait_until_answers,
)


class Launcher:
    """Starts everything, says what it does, and ends everything.

    Parameters
    ----------
    say
        Called with every sentence for the person at the terminal.
    """

    def __init__(self, options: Options, content: Content, say: Callable[[str], None]) -> None:
        self._options = options
        self._content = content
        self._say = say
        self._servers: list[Server] = []
        self._stop = threading.Event()

    def run(self) -> None:
        """Serve until Ctrl-C or a termination signal.

        Raises
        ------
        StartError
            If it cannot start, or a server ended by itself.
        StoreError
            If the sessions cannot be kept in the folder.
        """
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: self._stop.set())
        options = self._options
        house = House(options.folder)
        self._tell("starting")
        place = find_place(options, lambda w, c: self._tell("port_moved", port=w, chosen=c))
        if options.ready_file:
            # Of a run that had no time to remove it.
            options.ready_file.unlink(missing_ok=True)
        session = self._session(house)
        write_place(options.folder, place)
        token = secrets.token_urlsafe(24)
        try:
            addresses = self._start(place, session, token)
            if not self._stop.is_set():
                self._check(place)
                self._announce(addresses)
            while not self._stop.wait(1):
                self._refuse_dead()
        except ServerDiedError:
            if not self._stop.is_set():
                raise StartError("server_died", path=self._log) from None
        finally:
            self._end()

    def _session(self, house: House) -> Session:
        """The session of last time, or a new one."""
        wanted = Kind.REHEARSAL if self._options.rehearsal else Kind.LIVE
        current = house.room.current()
        if current and (current.kind is wanted or not self._options.rehearsal):
            with contextlib.suppress(Refusal):
                house.room.instrument(current)
                self._tell("found", code=current.code, day=current.day)
                return current
        session = house.room.open(kind=wanted, language=self._options.language)
        self._tell("opened_rehearsal" if self._options.rehearsal else "opened", code=session.code)
        return session

    # --- servers -----------------------------------------------------------------------------
    def _start(self, place: Place, session: Session, token: str) -> Addresses:
        options = self._options
        notebooks = self._notebooks()
        listen = listen_address(options)
        shared = {
            DATA_DIR: str(options.folder),
            **lab_environment(),
        }
        self._tell("waiting_page")
        arguments = ["weerbaar.serve.jupyter.participants", listen, str(place.port)]
        participants = start_server("participants", arguments, shared, self._log)
        self._servers.append(participants)
        # Both start at the same time: each waits for its own imports most of all.
        lab_port = free_port(LOOPBACK)
        # The token goes through the environment: arguments can be read by other users.
        secret = {**shared, "JUPYTER_TOKEN": token}
        lab = start_server(
            "lab",
            lab_arguments(lab_port, notebooks, voila=True),
            secret,
            self._log.with_name("lab.log"),
        )
        self._servers.append(lab)
        own = listen if listen != ANY_ADDRESS else LOOPBACK
        own_url = place.url_of(own)
        self._wait(participants, f"{own_url}leeft")
        self._tell("waiting_lab")
        self._wait(lab, lab_answers(lab_port))
        lab_url = f"http://{LOOPBACK}:{lab_port}"
        return Addresses(
            participant_url=f"{place.url}{session.code}",
            screen_url=f"{own_url}scherm",
            facilitator_url=f"{lab_url}/voila/render/begeleiden.ipynb?token={token}",
            session_code=session.code,
            notebook_url=f"{lab_url}/lab/tree/begeleiden.ipynb?token={token}",
        )

    def _wait(self, server: Server, url: str) -> None:
        if not self._stop.is_set():
            wait_until_answers(server, url, self._stop.is_set)

    def _notebooks(self) -> Path:
        """The notebooks; from an installed package a copy, so that nobody edits the package."""
        source = notebooks_root()
        if source.name == "notebooks":
            return source
        copy = self._options.folder / f"notebooks-{__version__}"
        shutil.copytree(source, copy, dirs_exist_ok=True)
        return copy

    def _refuse_dead(self) -> None:
        for server in self._servers:
            if not server.alive:
                raise ServerDiedError(server.name)

    def _end(self) -> None:
        if self._servers:
            self._tell("stopping")
            stop_servers(self._servers)
            self._tell("stopped")
        if self._options.ready_file:
            self._options.ready_file.unlink(missing_ok=True)

    # --- telling -----------------------------------------------------------------------------
    def _check(self, place: Place) -> None:
        """Say what stands in the way of phones, and keep it for the facilitator's page."""
        found = tuple(findings(self._options.folder, place, place.port))
        kept = read_place(self._options.folder) or place
        write_place(self._options.folder, replace(kept, findings=found))
        for finding in found:
            if finding.level == "problem" or finding.key in ("phones", "phones_few", "synced"):
                self._say(preflight_line(finding, Voice(self._content, self._options.language)))

    def _announce(self, addresses: Addresses) -> None:
        self._say("")
        self._say(qr_in_terminal(addresses.participant_url))
        self._tell("participant", url=addresses.participant_url)
        self._tell("screen", url=addresses.screen_url)
        self._tell("facilitator", url=addresses.facilitator_url)
        self._tell("notebook", url=addresses.notebook_url)
        self._say("")
        self._tell("data", path=self._options.folder)
        self._tell("stop")
        if self._options.ready_file:
            write_whole(self._options.ready_file, addresses.to_json())
        if self._options.browser:
            webbrowser.open(addresses.facilitator_url)

    def _tell(self, key: str, **facts: object) -> None:
        self._say(self._content.text(f"start.{key}", self._options.language, **facts))

    @property
    def _log(self) -> Path:
        return self._options.folder / "server.log"


def qr_in_terminal(url: str) -> str:
    """A QR code of half-height blocks, readable on a dark and on a light terminal."""
    buffer = io.StringIO()
    segno.make(url, error="l").terminal(out=buffer, compact=True, border=2)
    return buffer.getvalue().rstrip("\n")
