"""The servers that are compared, each started as its users start it."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from bench.parts import solara_packages
from bench.parts.family import Family
from bench.parts.material import prepare
from bench.parts.visitor import Place, Visitor
from bench.parts.visitors import Phone
from bench.parts.web import fetch
from bench.parts.widget_visitors import SolaraVisitor, StockVisitor
from weerbaar.bootstrap import DataFolder
from weerbaar.room.place import LOOPBACK
from weerbaar.serve.addresses import free_port

ROOT = Path(__file__).parents[2]
START_SECONDS = 300
# It would have every stock kernel compile pandas and matplotlib again.
_NOT_OURS = ("PYTHONDONTWRITEBYTECODE",)


@dataclass(frozen=True)
class Configuration:
    """One of the things that are compared.

    Attributes
    ----------
    command
        Arguments of Python, given a port and the folder of this run.
    knock
        Path that answers, whatever it says, as soon as the server listens.
    """

    name: str
    command: Callable[[int, Path], list[str]]
    visitor: type[Visitor]
    knock: str
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def plain(self) -> bool:
        """Whether it shows plain widgets, which know no sessions."""
        return self.visitor is not Phone


def _files(folder: Path) -> Path:
    """Where the floor finds its files, whenever it is asked for one."""
    return folder / "files"


def _stock(port: int, folder: Path) -> list[str]:
    notebook = str(folder / "selftest.ipynb")
    return ["-m", "voila", notebook, "--no-browser", f"--port={port}", f"--Voila.ip={LOOPBACK}"]


def _solara(port: int, folder: Path) -> list[str]:
    script = str(folder / "selftest.py:page")
    return ["-m", "solara", "run", script, "--no-open", f"--host={LOOPBACK}", f"--port={port}"]


def _ours(port: int, _folder: Path) -> list[str]:
    return ["-m", "weerbaar.serve.participants", LOOPBACK, str(port)]


def _floor(port: int, folder: Path) -> list[str]:
    places = (str(folder / "data"), str(_files(folder)))
    return ["-m", "bench.parts.floor", str(port), *places]


# A page of Voilà would cost a kernel: its static files answer as soon as it listens.
STOCK = Configuration("stock", _stock, StockVisitor, "voila/static/nothing")
SOLARA = Configuration("solara", _solara, SolaraVisitor, "readyz", solara_packages.environment())
OURS = Configuration("ours", _ours, Phone, "leeft")
FLOOR = Configuration("floor", _floor, Phone, "leeft")


@dataclass
class Server:
    """A configuration that runs."""

    configuration: Configuration
    family: Family
    place: Place
    data: DataFolder
    files: Path

    @property
    def name(self) -> str:
        """Name of the configuration."""
        return self.configuration.name

    @property
    def page(self) -> str:
        """Address of the page of a visitor."""
        return self.place.base + self.place.code

    async def people(self, size: int) -> list[Visitor]:
        """Let so many get ready to come, to a session of their own where there are sessions."""
        if not self.configuration.plain:
            self.place = replace(self.place, code=self.data.room.open().code)
            # Its page is drawn once, for whoever comes first: the facilitator, mostly.
            await fetch(self.page)
        return [self.configuration.visitor(self.place, number) for number in range(size)]


@contextlib.contextmanager
def running(configuration: Configuration, folder: Path) -> Iterator[Server]:
    """Start a configuration in a folder, and end all of it."""
    folder.mkdir(parents=True, exist_ok=True)
    prepare(folder)
    data = DataFolder(folder / "data")
    code = "" if configuration.plain else data.room.open().code
    model = data.content.instruments["zelftest"].model
    port = free_port(LOOPBACK)
    ids = tuple(statement.id for statement in model.statements)
    base = f"http://{LOOPBACK}:{port}/"
    family = _start(configuration, port, folder)
    try:
        place = Place(base, code, model.digest, ids)
        server = Server(configuration, family, place, data, _files(folder))
        _wait_until_answers(server, folder)
        yield server
    finally:
        family.end()


def _start(configuration: Configuration, port: int, folder: Path) -> Family:
    own = {
        **os.environ,
        "HOME": str(folder),
        "IPYTHONDIR": str(folder / "ipython"),
        "JUPYTER_CONFIG_DIR": str(folder / "config"),
        "JUPYTER_RUNTIME_DIR": str(folder / "run"),
        "PYTHONPATH": str(ROOT),
        "SELFTEST_FOLDER": str(folder),
        "WEERBAAR_DATA_DIR": str(folder / "data"),
    }
    for name in _NOT_OURS:
        own.pop(name, None)
    command = [sys.executable, *configuration.command(port, folder)]
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**own, **configuration.environment},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    return Family(process)


def _wait_until_answers(server: Server, folder: Path) -> None:
    url = server.place.base + server.configuration.knock
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and server.family.process.poll() is None:
        try:
            with opener.open(url, timeout=30):
                return
        except urllib.error.HTTPError:
            return  # it listens
        except OSError:
            time.sleep(0.1)
    log = (folder / "server.log").read_text(encoding="utf-8", errors="replace")
    raise RuntimeError(f"{server.name} does not start:\n{log[-2000:]}")
