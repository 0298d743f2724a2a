"""``weerbaar start`` and ``weerbaar research``: servers, their addresses, and an end to them."""

from __future__ import annotations

import contextlib
import io
import json
import secrets
import shutil
import signal
import threading
import webbrowser
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import segno

from weerbaar import __version__
from weerbaar.bootstrap import DataFolder
from weerbaar.catalog import Voice
from weerbaar.catalog.paths import notebooks_root
from weerbaar.files import write_whole
from weerbaar.model.refusal import Refusal
from weerbaar.present.wording import preflight_line
from weerbaar.room import Kind, Session
from weerbaar.room.place import DATA_DIR, LOOPBACK, Place, read_place, write_place
from weerbaar.serve.addresses import ANY_ADDRESS, StartError, find_place, free_port
from weerbaar.serve.preflight import findings
from weerbaar.serve.processes import (
    Server,
    lab_answers,
    lab_arguments,
    lab_environment,
    start_server,
    stop_servers,
    wait_until_answers,
)

RESEARCH_FOLDER = "onderzoek"
RESEARCH_NOTEBOOK = "onderzoek.ipynb"


@dataclass(frozen=True)
class Options:
    """What was asked on the command line.

    Attributes
    ----------
    port
        None for the usual port or, when that is taken, any other; 0 for any free one.
    """

    folder: Path
    host: str | None = None
    port: int | None = None
    browser: bool = True
    ready_file: Path | None = None
    rehearsal: bool = False


class Launcher:
    """Starts servers, says what it does, and ends all it started.

    Parameters
    ----------
    say
        Called with every sentence for the person at the terminal.
    """

    log_name: str
    """The file of the data folder in which the first server says what goes wrong."""

    def __init__(self, options: Options, voice: Voice, say: Callable[[str], None]) -> None:
        self.options = options
        self.voice = voice
        self.say = say
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
        self.prepare()
        try:
            self.start()
            while not self._stop.wait(1):
                self._refuse_dead()
        finally:
            if self._servers:
                self.tell("stopping")
                stop_servers(self._servers)
                self.tell("stopped")
            self.forget_ready()

    def prepare(self) -> None:
        """Do what comes before the first server; what is refused here leaves nothing to end."""
        raise NotImplementedError

    def start(self) -> None:
        """Start the servers, wait until they answer, and tell where they are."""
        raise NotImplementedError

    def serve(self, arguments: list[str], log: str, token: str = "") -> Server:
        """Start a server on the data folder.

        Parameters
        ----------
        log
            The file of the data folder in which it says what goes wrong.
        token
            With which JupyterLab is opened.
        """
        # The token goes through the environment: arguments can be read by other users.
        secret = {"JUPYTER_TOKEN": token} if token else {}
        own = {DATA_DIR: str(self.options.folder), **lab_environment(), **secret}
        server = start_server(arguments, own, self.options.folder / log)
        self._servers.append(server)
        return server

    def wait(self, server: Server, url: str) -> bool:
        """Wait until a server answers; whether it did before all of it has to stop."""
        answered = self._stop.is_set() or wait_until_answers(server, url, self._stop.is_set)
        if not answered and not self._stop.is_set():
            raise StartError("server_died", path=self._log)
        return not self._stop.is_set()

    def tell(self, key: str, **facts: object) -> None:
        """Say a sentence of ``start`` in the content."""
        self.say(self.voice(f"start.{key}", **facts))

    def hand_over(self, addresses: Mapping[str, str], opened: str) -> None:
        """Write the ready file, and open one of the addresses in the browser."""
        if self.options.ready_file:
            self.options.ready_file.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self.options.ready_file, json.dumps(addresses, indent=1))
        if self.options.browser:
            webbrowser.open(addresses[opened])

    def _refuse_dead(self) -> None:
        if not self._stop.is_set() and not all(server.alive for server in self._servers):
            raise StartError("server_died", path=self._log)

    def forget_ready(self) -> None:
        """Remove the ready file, of this run or of one that had no time to."""
        if self.options.ready_file:
            self.options.ready_file.unlink(missing_ok=True)

    @property
    def _log(self) -> Path:
        return self.options.folder / self.log_name


class SessionLauncher(Launcher):
    """A session, with a server for its participants and JupyterLab for its facilitator."""

    log_name = "server.log"

    def prepare(self) -> None:
        """Choose where to be found, and find or open the session."""
        options = self.options
        data = DataFolder(options.folder)
        self.tell("starting")
        self.place = find_place(
            options.folder,
            options.host,
            options.port,
            lambda wanted, chosen: self.tell("port_moved", port=wanted, chosen=chosen),
        )
        self.forget_ready()
        self.session = self.session_of(data)
        write_place(options.folder, self.place)

    def session_of(self, data: DataFolder) -> Session:
        """The session of last time, or a new one."""
        wanted = Kind.REHEARSAL if self.options.rehearsal else Kind.LIVE
        current = data.room.current()
        if current and (current.kind is wanted or not self.options.rehearsal):
            with contextlib.suppress(Refusal):
                data.room.instrument(current)
                self.tell("found", code=current.code, day=current.day)
                return current
        session = data.room.open(kind=wanted, language=self.voice.language)
        self.tell("opened_rehearsal" if self.options.rehearsal else "opened", code=session.code)
        return session

    def start(self) -> None:
        """Start both servers at the same time: each waits for its own imports most of all."""
        place, listen = self.place, self.options.host or ANY_ADDRESS
        notebooks, port, token = self._notebooks(), free_port(LOOPBACK), secrets.token_urlsafe(24)
        self.tell("waiting_page")
        arguments = ["weerbaar.serve.participants", listen, str(place.port)]
        participants = self.serve(arguments, self.log_name)
        lab = self.serve(lab_arguments(port, notebooks, voila=True), "lab.log", token)
        own_url = place.url_of(listen if listen != ANY_ADDRESS else LOOPBACK)
        self.wait(participants, f"{own_url}leeft")
        self.tell("waiting_lab")
        if not self.wait(lab, lab_answers(port)):
            return
        self._check(place)
        lab_url = f"http://{LOOPBACK}:{port}"
        self._announce(
            {
                "participant_url": f"{place.url}{self.session.code}",
                "screen_url": f"{own_url}scherm",
                "facilitator_url": f"{lab_url}/voila/render/begeleiden.ipynb?token={token}",
                "session_code": self.session.code,
                "notebook_url": f"{lab_url}/lab/tree/begeleiden.ipynb?token={token}",
            }
        )

    def _notebooks(self) -> Path:
        """The notebooks; from an installed package a copy, so that nobody edits the package."""
        source = notebooks_root()
        if source.name == "notebooks":
            return source
        copy = self.options.folder / f"notebooks-{__version__}"
        shutil.copytree(source, copy, dirs_exist_ok=True)
        return copy

    def _check(self, place: Place) -> None:
        """Say what stands in the way of phones, and keep it for the facilitator's page."""
        found = tuple(findings(self.options.folder, place, place.port))
        kept = read_place(self.options.folder) or place
        write_place(self.options.folder, replace(kept, findings=found))
        for finding in found:
            if finding.level == "problem" or finding.key in ("phones", "phones_few", "synced"):
                self.say(preflight_line(finding, self.voice))

    def _announce(self, addresses: Mapping[str, str]) -> None:
        self.say("")
        self.say(qr_in_terminal(addresses["participant_url"]))
        self.tell("participant", url=addresses["participant_url"])
        self.tell("screen", url=addresses["screen_url"])
        self.tell("facilitator", url=addresses["facilitator_url"])
        self.tell("notebook", url=addresses["notebook_url"])
        self.say("")
        self.tell("data", path=self.options.folder)
        self.tell("stop")
        self.hand_over(addresses, "facilitator_url")


class ResearchLauncher(Launcher):
    """JupyterLab on a researcher's own copy of the research notebook.

    Sessions in the data folder are not looked at; what is shown of research goes into its ledger.
    """

    log_name = "research.log"

    def prepare(self) -> None:
        """Make the folder with the researcher's own copy, which stays as it was left."""
        self.forget_ready()
        self.tell("research.starting")
        self.folder = self.options.folder / RESEARCH_FOLDER
        notebook = self.folder / RESEARCH_NOTEBOOK
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            if not notebook.exists():
                shutil.copyfile(notebooks_root() / RESEARCH_NOTEBOOK, notebook)
        except OSError:
            raise StartError("research.unwritable", path=self.folder) from None

    def start(self) -> None:
        """Start JupyterLab."""
        port, token = free_port(LOOPBACK), secrets.token_urlsafe(24)
        arguments = lab_arguments(port, self.folder, voila=False)
        lab = self.serve(arguments, self.log_name, token)
        if not self.wait(lab, lab_answers(port)):
            return
        url = f"http://{LOOPBACK}:{port}/lab/tree/{RESEARCH_NOTEBOOK}?token={token}"
        self.tell("notebook", url=url)
        self.tell("research.folder", path=self.folder)
        self.tell("research.stop")
        self.hand_over({"notebook_url": url}, "notebook_url")


def qr_in_terminal(url: str) -> str:
    """A QR code of half-height blocks, readable on a dark and on a light terminal."""
    buffer = io.StringIO()
    segno.make(url, error="l").terminal(out=buffer, compact=True, border=2)
    return buffer.getvalue().rstrip("\n")
