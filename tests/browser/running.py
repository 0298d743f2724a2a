"""A running weerbaar for the browser tests: the real command, in a folder of its own."""

from __future__ import annotations

import contextlib
import http.client
import itertools
import json
import os
import secrets
import signal
import subprocess
import sys
import time
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

import psutil

from run import ROOT
from tests.processes import command, family
from weerbaar.bootstrap import DataFolder
from weerbaar.model import AnswerSheet, Colour
from weerbaar.room import Phase

COLOURS = ("green", "orange", "red")
PATIENCE = 60
"""Seconds that a condition may take on a busy machine; nothing here measures speed."""


def eventually(check, page=None, seconds=PATIENCE, what="it"):
    """Give what ``check`` gives once that is true; fail when it never is."""
    end = time.monotonic() + seconds
    while True:
        found = check()
        if found:
            return found
        assert time.monotonic() < end, f"{what} did not happen in {seconds} s"
        # Playwright hands out its events only while it is asked something.
        page.wait_for_timeout(100) if page else time.sleep(0.1)


class Weerbaar:
    """``weerbaar start`` as a process, with the same room at hand in the test's process."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.folder = folder
        self.environment = environment
        self.data = DataFolder(folder / "data")
        self._ready = folder / "ready.json"
        self.process: subprocess.Popen[bytes] | None = None
        self.addresses: dict[str, str] = {}

    # --- the process -------------------------------------------------------------------------
    def start(self, *arguments: str, port: int = 0) -> Weerbaar:
        """Start, and wait until all addresses answer."""
        self._ready.unlink(missing_ok=True)
        for name in ("home", "run"):
            (self.folder / name).mkdir(exist_ok=True)
        own = {
            "HOME": str(self.folder / "home"),
            "JUPYTER_RUNTIME_DIR": str(self.folder / "run"),
            "JUPYTER_CONFIG_DIR": str(self.folder / "home"),
            "JUPYTER_DATA_DIR": str(self.folder / "home"),
            "IPYTHONDIR": str(self.folder / "home"),
            "PYTHONPATH": str(ROOT),
        }
        command = ["start", "--no-browser", "--port", str(port)]
        files = ["--ready-file", str(self._ready), "--data-dir", str(self.data.path)]
        with (self.folder / "terminal.txt").open("ab") as terminal:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "weerbaar.cli", *command, *files, *arguments],
                cwd=self.folder,
                env={**os.environ, **own, **self.environment},
                stdin=subprocess.DEVNULL,
                stdout=terminal,
                stderr=subprocess.STDOUT,
            )
        eventually(lambda: self._ready.exists() or self.process.poll() is not None)
        assert self.process.poll() is None, self.said
        self.addresses = json.loads(self._ready.read_text(encoding="utf-8"))
        return self

    def stop(self) -> None:
        """End it as Ctrl-C does; what is left after that is ended too."""
        if self.process is None:
            return
        started = family(self.process.pid)
        with contextlib.suppress(ProcessLookupError):
            self.process.send_signal(signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(60)
        for process in [*started, self.process]:
            with contextlib.suppress(psutil.NoSuchProcess, ProcessLookupError):
                process.kill()
        self.process.wait()
        self.process = None

    @property
    def said(self) -> str:
        """What it said in its terminal."""
        return (self.folder / "terminal.txt").read_text(encoding="utf-8")

    def server(self, module: str) -> psutil.Process:
        """The process of ``weerbaar.serve.participants`` or of ``jupyterlab``."""
        found = [process for process in family(self.process.pid) if module in command(process)]
        # What a server started has the same command: the oldest is the server itself.
        return min(found, key=lambda process: process.create_time())

    def logs(self) -> str:
        """Everything that both servers wrote down."""
        return "".join(
            path.read_text(encoding="utf-8") for path in sorted(self.data.path.glob("*.log"))
        )

    # --- the addresses -----------------------------------------------------------------------
    @property
    def base(self) -> str:
        """Address of the participants' server as phones know it."""
        return self.addresses["participant_url"].rsplit("/", 1)[0] + "/"

    @property
    def origin(self) -> str:
        """The same without its last slash."""
        return self.base.rstrip("/")

    @property
    def port(self) -> int:
        """Port of the participants' server."""
        return urlsplit(self.base).port

    def request(self, method, path, headers=None, body=None, *, own=True):
        """Ask the participants' server something; gives status, headers and body."""
        where = urlsplit(self.base)
        connection = http.client.HTTPConnection(where.hostname, where.port, timeout=PATIENCE)
        origin = {"Origin": self.origin} if own else {}
        connection.request(method, path, body, {**origin, **(headers or {})})
        answer = connection.getresponse()
        given = answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()
        connection.close()
        return given

    # --- the room ----------------------------------------------------------------------------
    @property
    def room(self):
        """The same sessions that the servers use."""
        return self.data.room

    @cached_property
    def instrument(self):
        """The self-test."""
        return self.data.content.instruments["zelftest"].model

    @cached_property
    def tool(self):
        """A tool with a description and facts."""
        return next(tool.id for tool in self.data.content.tools_file.tools if tool.facts)

    def text(self, key, language="nl", **facts):
        """A text of the interface."""
        return self.data.content.text(key, language, **facts)

    def new_session(self, **choices) -> str:
        """Put away what an earlier test left, also under a round, and open another; its code."""
        for session in self.room.sessions():
            if session.phase is not Phase.ARCHIVED:
                self.room.archive(session.code)
        return self.room.open(**choices).code

    def share(self, code: str, people: int, seed: int = 1) -> None:
        """Let simulated people share through the room itself."""
        for person in range(people):
            turn = itertools.cycle(COLOURS[(person + seed) % 3 :] + COLOURS)
            answers = {s.id: Colour(next(turn)) for s in self.instrument.statements}
            sheet = AnswerSheet(self.instrument, answers)
            self.room.share(code, secrets.token_hex(16), sheet)

    def shared(self, code: str) -> int:
        """Number of sheets in the tally, which nobody may see while a session is open."""
        with self.room._store.read() as transaction:
            return transaction.tally(code).sheets

    def reveal(self, code: str, heads: int = 30) -> None:
        """Close and reveal, as the facilitator would."""
        self.room.count_heads(code, heads)
        self.room.close(code)
        self.room.reveal(code)
