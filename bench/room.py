"""A full room of phones: stock Voilà, Solara, weerbaar and the floor, in one run on one machine.

Run as ``python3 run.py bench room --json PATH``; see docs/performance.md for what came of it.
"""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
import tempfile
import time
from contextlib import AbstractContextManager, ExitStack
from dataclasses import replace
from pathlib import Path

import run
from bench.parts import chromium, floor, solara_packages
from bench.parts.batch import settle, visit
from bench.parts.browser import load
from bench.parts.bystanders import noted
from bench.parts.document import document, print_goals, write
from bench.parts.goals import COUNCIL
from bench.parts.ours_alone import OursAlone
from bench.parts.samples import Samples
from bench.parts.servers import FLOOR, OURS, SOLARA, STOCK, Configuration, Server, running

ROUNDS = 2
SIZES = (1, 10, 45, 200, 400)
REPEATS = {1: 5, 10: 3, 45: 3, 200: 1, 400: 2}
"""Batches of ours and of the floor per round: the fewer visitors, the more their times vary."""
WIDGETS = {found.name: found for found in (STOCK, SOLARA)}
LOADS = 5
"""Loads on a phone per round."""


class Run:
    """One run."""

    def __init__(self, folder: Path, sizes: tuple[int, ...], *, browsing: bool) -> None:
        self.samples = Samples()
        self.load: list[dict[str, object]] = []
        self.wrong = 0
        self._folder = folder
        self._sizes = sizes
        self._browsing = browsing
        self._count = 0

    def widgets(self, configuration: Configuration) -> None:
        """Measure plain widgets, once: up to a full council takes them minutes."""
        _say(configuration.name)
        try:
            with noted(self.load, configuration.name, 1), self._running(configuration) as server:
                self._first_visit(server)
                if self._browsing:
                    self._look_at(server)
                settle(server)
                idle = server.family.memory()
                for size in self._sizes:
                    if size <= COUNCIL:
                        self._batch(server, size, idle)
                        settle(server)
        except Exception as error:  # noqa: BLE001 - whatever a server or a browser may come up with
            self._told(error)

    def pair(self, turn: int) -> None:
        """Measure ours and the floor, both running, in turn: what others do hinders both."""
        _say(f"ours and the floor, round {turn}")
        try:
            with noted(self.load, "ours and floor", turn), ExitStack() as stack:
                mine, below = (stack.enter_context(self._running(c)) for c in (OURS, FLOOR))
                asyncio.run(floor.copy(mine.place.base, mine.place.code, below.files))
                for server in (mine, below):
                    self._first_visit(server)
                settle(mine, below)
                self._batches(mine, below)
                alone = OursAlone(self.samples, mine, below, _say)
                # Pages first: the rest ends with a reveal.
                if self._browsing:
                    asyncio.run(alone.browse(LOADS, first=turn == 1))
                alone.measure(largest=max(self._sizes), first=turn == 1)
        except Exception as error:  # noqa: BLE001 - as above
            self._told(error)

    def _batches(self, mine: Server, below: Server) -> None:
        idle = {server.name: server.family.memory() for server in (mine, below)}
        for size in self._sizes:
            for count in range(REPEATS.get(size, 1)):
                for server in (mine, below) if count % 2 else (below, mine):
                    self._batch(server, size, idle[server.name])
                    settle(server)

    def _batch(self, server: Server, size: int, idle: float) -> None:
        batch = asyncio.run(visit(server, size))
        for failure in batch.failures[:3]:
            _say(f"    {failure}")
        self.wrong += bool(batch.failures)
        memory = (batch.memory - idle) / size
        self.samples.add_batch(server.name, batch, memory)
        last = max((times["acknowledged"] for times in batch.times), default=0)
        spent = batch.cpu / size
        _say(
            f"    {server.name}, {size} visitors: {last:.2f} s, cpu {spent:.4f} s, {memory:.3f} MB"
        )

    def _look_at(self, server: Server) -> None:
        """Look with a browser; visitors then get everything that it was seen to get."""

        async def look() -> None:
            async with chromium.chromium() as browser:
                for phone in (False, True):
                    found = await load(browser, server.page, server.place.base, phone=phone)
                    self.samples.add_load(server.name, found, phone=phone)
                    server.place = replace(server.place, files=found.paths)
                    _say(f"    first answer {found.seconds:.2f} s, {found.total / 1000:.0f} kB")

        asyncio.run(look())

    def _first_visit(self, server: Server) -> None:
        """Let everything be loaded that only the first visitor waits for."""
        failures = asyncio.run(visit(server, 1)).failures
        if failures:
            raise RuntimeError(failures[0])

    def _running(self, configuration: Configuration) -> AbstractContextManager[Server]:
        self._count += 1
        return running(configuration, self._folder / f"{self._count}")

    def _told(self, error: Exception) -> None:
        self.wrong += 1
        _say(f"    {type(error).__name__}: {error}")


def _say(text: str) -> None:
    print(text, flush=True)


def main(arguments: list[str]) -> int:
    """Measure what was asked and write it down."""
    options = _parser().parse_args(arguments)
    if not options.no_browser and not _browser_is_there():
        return 1
    if "solara" in options.widgets:
        solara_packages.install()
    begin = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="bench-room-") as folder:
        it = Run(Path(folder), tuple(sorted(options.visitors)), browsing=not options.no_browser)
        for name in options.widgets:
            it.widgets(WIDGETS[name])
        for turn in range(options.rounds):
            it.pair(turn + 1)
    made = document(it.samples.rows(), it.load)
    if options.json:
        write(options.json, made)
    print_goals(made["goals"])
    _say(f"{time.monotonic() - begin:.0f} s")
    if it.wrong:
        _say(f"{it.wrong} times something went wrong, see above: these figures are not whole.")
    return 1 if it.wrong else 0


def _browser_is_there() -> bool:
    """Find a browser that starts, install one when there is none, or say in a sentence why not."""
    found = run.find_program("chromium") or run.install_program("chromium")
    if not found:
        print(run.TEXTS["no_chromium"], file=sys.stderr)
        return False
    wrong = asyncio.run(chromium.works())
    if wrong:
        said = f"{found} does not start ({wrong}); --no-browser measures without it."
        print(said, file=sys.stderr)
    return not wrong


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python3 run.py bench room")
    parser.add_argument("--json", type=Path, help="where to write what came of it")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="of ours and the floor")
    parser.add_argument("--visitors", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--widgets", nargs="*", choices=WIDGETS, default=list(WIDGETS))
    parser.add_argument("--no-browser", action="store_true")
    return parser


if __name__ == "__main__":
    # Whoever ends a run ends its servers too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    sys.exit(main(sys.argv[1:]))
