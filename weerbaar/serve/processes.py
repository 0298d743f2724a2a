"""The servers as processes: start them, wait until they answer, end all they started."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import psutil

from weerbaar.room.place import LOOPBACK

GRACE_SECONDS = 10
PATIENCE_SECONDS = 120

JUPYTER = Path(__file__).resolve().parent.parent / "pages" / "jupyter"
"""Our templates, where Jupyter has to look for them."""

_ALWAYS = ("weerbaar.serve.lab", "jupyterlab")
VOILA = "voila.server_extension"

_WATCH = "WEERBAAR_WATCH_STARTER"
"""Tells a server that its input is held open by who started it, and by nobody else."""


@dataclass
class Server:
    """A running server."""

    process: subprocess.Popen[bytes]
    log: Path

    @property
    def alive(self) -> bool:
        """Whether it still runs."""
        return self.process.poll() is None


def start_server(arguments: Sequence[str], environment: Mapping[str, str], log: Path) -> Server:
    """Start a Python module as a server of its own, in a process group of its own.

    Its input stays open as long as this process lives: see :func:`end_with_starter`.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    with _private(log) as output:
        process = subprocess.Popen(
            [sys.executable, "-m", *arguments],
            env={**os.environ, **environment, _WATCH: "1"},
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    return Server(process, log)


def end_with_starter() -> None:
    """Let this server end when who started it is gone, also when that one had no time to tell.

    Called in the server; does nothing in a server that was started in another way.
    """
    if os.environ.pop(_WATCH, ""):
        threading.Thread(target=_end_at_end_of_input, daemon=True).start()


def _end_at_end_of_input() -> None:
    # A read without Python's buffer: a thread that holds one would spoil an ordinary exit.
    while os.read(0, 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE_SECONDS)
    os._exit(1)


def wait_until_answers(server: Server, url: str, enough: Callable[[], bool]) -> bool:
    """Wait until a server answers with a success, or until it is no longer needed.

    Returns
    -------
    bool
        False if it ended, or did not answer in time.
    """
    # No proxy of the organisation stands between this computer and itself.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end and server.alive and not enough():
        try:
            with opener.open(url, timeout=5):
                return True
        except (OSError, http.client.HTTPException):
            pass
        time.sleep(0.1)
    return enough()


def stop_servers(servers: Sequence[Server]) -> None:
    """End servers with everything that they started, gently and then surely."""
    families = [_family(server.process.pid) for server in servers]
    for server in servers:
        if server.alive:
            server.process.terminate()
    for server in servers:
        try:
            server.process.wait(GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            server.process.kill()
            server.process.wait()
    left = [process for family in families for process in family if process.is_running()]
    for process in left:
        _end(process)


def _family(pid: int) -> list[psutil.Process]:
    try:
        return list(psutil.Process(pid).children(recursive=True))
    except psutil.NoSuchProcess:
        return []


def _end(process: psutil.Process) -> None:
    try:
        process.send_signal(signal.SIGTERM if os.name == "nt" else signal.SIGKILL)
        process.wait(5)
    except (psutil.NoSuchProcess, psutil.TimeoutExpired):
        pass


def _private(path: Path) -> IO[bytes]:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb")


def lab_arguments(port: int, root: Path, *, voila: bool) -> list[str]:
    """Return the module and options with which JupyterLab serves a folder, to this computer only.

    Parameters
    ----------
    root
        The folder that it shows.
    voila
        Whether it can also show a notebook as a page.
    """
    extensions = (*((VOILA,) if voila else ()), *_ALWAYS)
    page = ["--VoilaConfiguration.template=weerbaar", "--VoilaConfiguration.show_tracebacks=False"]
    return [
        "weerbaar.serve.lab",
        "--no-browser",
        "--allow-root",
        f"--ServerApp.ip={LOOPBACK}",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        f"--ServerApp.root_dir={root}",
        *(f"--ServerApp.jpserver_extensions={name}=True" for name in extensions),
        "--ServerApp.log_level=ERROR",
        # No question to any other server, also not whether there is a newer version or news.
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.news_url=None",
        "--LabApp.extension_manager=readonly",
        *(page if voila else ()),
    ]


def lab_environment() -> Mapping[str, str]:
    """Return the variables that any of our servers gets: where Jupyter finds what is ours."""
    return {
        "JUPYTER_PATH": _before("JUPYTER_PATH"),
        # JupyterLab asks nobody whether it may fetch news.
        "JUPYTER_CONFIG_PATH": _before("JUPYTER_CONFIG_PATH"),
        "PYTHONUNBUFFERED": "1",
    }


def lab_answers(port: int) -> str:
    """Return an address that answers, without a token, once JupyterLab has started."""
    return f"http://{LOOPBACK}:{port}/weerbaar/static/style.css"


def _before(name: str) -> str:
    """Our folder, and after it what a variable holds already."""
    return os.pathsep.join(filter(None, [str(JUPYTER), os.environ.get(name)]))
