"""``weerbaar research``: JupyterLab with the research notebook, and an end to it."""

from __future__ import annotations

import json
import secrets
import shutil
import signal
import threading
import webbrowser
from collections.abc import Callable
from pathlib import Path

from weerbaar.catalog import Content
from weerbaar.catalog.paths import notebooks_root
from weerbaar.files import write_whole
from weerbaar.room.folder import DATA_DIR
from weerbaar.serve.addresses import LOOPBACK, free_port
from weerbaar.serve.lab_process import lab_answers, lab_arguments, lab_environment
from weerbaar.serve.options import Options, StartError
from weerbaar.serve.processes import (
    Server,
    ServerDiedError,
    start_server,
    stop_servers,
    wait_until_answers,
)

FOLDER = "onderzoek"
NOTEBOOK = "onderzoek.ipynb"


class ResearchLauncher:
    """Starts JupyterLab on a copy of the research notebook, and ends it.

    Sessions in the data folder are not looked at; what is shown of research goes into its ledger.

    Parameters
    ----------
    options
        Of which the folder, the language, the browser and the ready file count.
    say
        Called with every sentence for the person at the terminal.
    """

    def __init__(self, options: Options, content: Content, say: Callable[[str], None]) -> None:
        self._options = options
        self._content = content
        self._say = say
        self._stop = threading.Event()

    def run(self) -> None:
        """Serve until Ctrl-C or a termination signal.

        Raises
        ------
        StartError
            If the notebook cannot be put in the folder, or JupyterLab ended by itself.
        """
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: self._stop.set())
        ready = self._options.ready_file
        if ready:
            # Of a run that had no time to remove it.
            ready.unlink(missing_ok=True)
        self._tell("research.starting")
        folder, port, token = self._own_folder(), free_port(LOOPBACK), secrets.token_urlsafe(24)
        # The token goes through the environment: arguments can be read by other users.
        environment = {
            **lab_environment(),
            # Where the ledger is that exports and this notebook share.
            DATA_DIR: str(self._options.folder),
            "JUPYTER_TOKEN": token,
        }
        arguments = lab_arguments(port, folder, voila=False)
        log = self._options.folder / "research.log"
        lab = start_server("lab", arguments, environment, log)
        try:
            wait_until_answers(lab, lab_answers(port))
            self._announce(f"http://{LOOPBACK}:{port}/lab/tree/{NOTEBOOK}?token={token}", folder)
            self._serve(lab)
        except ServerDiedError:
            if not self._stop.is_set():
                raise StartError("server_died", path=log) from None
        finally:
            stop_servers([lab])
            if ready:
                ready.unlink(missing_ok=True)
        self._tell("stopped")

    def _own_folder(self) -> Path:
        """The folder with the researcher's own copy, which stays as it was left."""
        folder = self._options.folder / FOLDER
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if not (folder / NOTEBOOK).exists():
                shutil.copyfile(notebooks_root() / NOTEBOOK, folder / NOTEBOOK)
        except OSError:
            raise StartError("research.unwritable", path=folder) from None
        return folder

    def _announce(self, url: str, folder: Path) -> None:
        self._tell("notebook", url=url)
        self._tell("research.folder", path=folder)
        self._tell("research.stop")
        if self._options.ready_file:
            self._options.ready_file.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self._options.ready_file, json.dumps({"notebook_url": url}, indent=1))
        if self._options.browser and not self._stop.is_set():
            webbrowser.open(url)

    def _serve(self, lab: Server) -> None:
        while not self._stop.wait(1):
            if not lab.alive:
                raise ServerDiedError(lab.name)

    def _tell(self, key: str, **facts: object) -> None:
        self._say(self._content.text(f"start.{key}", self._options.language, **facts))
