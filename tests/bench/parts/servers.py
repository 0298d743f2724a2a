"""The servers that are compared, each started as its users start it."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench.parts import solara_packages
from tests.bench.parts.family import Family
from tests.bench.parts.material import prepare
from tests.bench.parts.visitor import Place, Visitor
from tests.bench.parts.visitors import FloorVisitor, OurVisitor
from tests.bench.parts.widget_visitors import SolaraVisitor, StockVisitor
from weerbaar.pages.notebook import House
from weerbaar.serve.addresses import LOOPBACK, free_port

ROOT = Path(__file__).parents[3]
START_SECONDS = 300
_OURS = ("-m", "tests.bench.parts.ours")
# The last one would have every stock kernel compile pandas and matplotlib again.
_NOT_OURS = (
    *("WEERBAAR_POOL", "WEERBAAR_NO_FORK", "WEERBAAR_MAX_KERNELS"),
    "PYTHONDONTWRITEBYTECODE",
)


@dataclass(frozen=True)
class Configuration:
    """One of the things that are compared.

    Attributes
    ----------
    command
        Arguments of Python, given a port, the folder of this run and the code of the session.
    ours
        Whether it is our server, which tells how many kernels are ready.
    """

    name: str
    command: Callable[[int, Path, str], list[str]]
    visitor: type[Visitor]
    environment: dict[str, str] = field(default_factory=dict)
    ours: bool = False


def _stock(port: int, folder: Path, _code: str) -> list[str]:
    notebook = str(folder / "selftest.ipynb")
    return ["-m", "voila", notebook, "--no-browser", f"--port={port}", f"--Voila.ip={LOOPBACK}"]


def _solara(port: int, folder: Path, _code: str) -> list[str]:
    script = str(folder / "selftest.py:page")
    return ["-m", "solara", "run", script, "--no-open", f"--host={LOOPBACK}", f"--port={port}"]


def _floor(port: int, folder: Path, code: str) -> list[str]:
    return ["-m", "tests.bench.parts.floor", str(port), str(folder / "data"), code]


def _our(*without: str) -> Callable[[int, Path, str], list[str]]:
    return lambda port, _folder, _code: [*_OURS, str(port), *without]


def ours(name: str, *without: str, **environment: str) -> Configuration:
    """Our own server, with something switched off or not."""
    return Configuration(name, _our(*without), OurVisitor, environment, ours=True)


CONFIGURATIONS = {
    made.name: made
    for made in (
        Configuration("stock", _stock, StockVisitor),
        Configuration("solara", _solara, SolaraVisitor, solara_packages.environment()),
        ours("cold", WEERBAAR_POOL="0"),
        ours("pool"),
        ours("ordinary", WEERBAAR_NO_FORK="1"),
        Configuration("floor", _floor, FloorVisitor),
    )
}
"""What is compared, by name."""


@dataclass
class Server:
    """A configuration that runs."""

    configuration: Configuration
    family: Family
    place: Place
    house: House

    @property
    def page(self) -> str:
        """Address of the page of a visitor."""
        plain = self.configuration.visitor in (StockVisitor, SolaraVisitor)
        return self.place.base + ("" if plain else self.place.code)

    def ready(self) -> dict[str, float]:
        """How full the pool is; only our server knows."""
        with _open(f"{self.place.base}leeft") as answer:
            return dict(json.loads(answer.read()))

    def kernels_ready(self) -> int:
        """How many kernels wait for a visitor."""
        return int(self.ready()["ready"]) if self.configuration.ours else 0

    def wait_until_full(self) -> None:
        """Wait for the pool."""
        if not self.configuration.ours:
            return
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            pool = self.ready()
            if pool["ready"] >= pool["size"] and pool["settled"]:
                return
            time.sleep(0.2)
        raise TimeoutError("the pool does not fill")


@contextlib.contextmanager
def running(configuration: Configuration, folder: Path) -> Iterator[Server]:
    """Start a configuration in a folder of its own, and end all of it."""
    folder.mkdir(parents=True, exist_ok=True)
    prepare(folder)
    house = House(folder / "data")
    code = house.room.open().code
    model = house.content.instruments["zelftest"].model
    port = free_port(LOOPBACK)
    ids = tuple(statement.id for statement in model.statements)
    base = f"http://{LOOPBACK}:{port}/"
    family = _start(configuration, port, folder, code)
    try:
        server = Server(configuration, family, Place(base, code, model.digest, ids), house)
        _wait_until_answers(server, folder)
        server.wait_until_full()
        yield server
    finally:
        family.end()


def _start(configuration: Configuration, port: int, folder: Path, code: str) -> Family:
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
    command = [sys.executable, *configuration.command(port, folder, code)]
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
    # A page of Voilà would cost a kernel: its static files answer as soon as it listens.
    paths = {"stock": "voila/static/nothing", "solara": "readyz", "floor": server.place.code}
    url = server.place.base + paths.get(server.configuration.name, "leeft")
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and server.family.process.poll() is None:
        try:
            with _open(url):
                return
        except urllib.error.HTTPError:
            return  # it listens
        except OSError:
            time.sleep(0.1)
    log = (folder / "server.log").read_text(encoding="utf-8", errors="replace")
    raise RuntimeError(f"{server.configuration.name} does not start:\n{log[-2000:]}")


def _open(url: str):
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    return opener.open(url, timeout=30)
