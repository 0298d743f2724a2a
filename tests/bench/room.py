"""Forty-five phones at once: stock Voilà, Solara and weerbaar in one run on one machine.

Run as ``python3 run.py bench room --json PATH``; see docs/performance.md for what came of it.
"""

from __future__ import annotations

import argparse
import asyncio
import dataclasses
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.parts import browser, shares, solara_packages
from tests.bench.parts.batch import settle, visit
from tests.bench.parts.bystanders import noted
from tests.bench.parts.document import document, print_goals, write
from tests.bench.parts.samples import Samples
from tests.bench.parts.servers import CONFIGURATIONS, Configuration, Server, ours, running

ROUNDS = 3
SIZES = (1, 10, 45)
ALONE = 3
"""Batches of one visitor per round: one person's times vary the most."""
IN_BROWSER = ("stock", "solara", "pool", "floor")
WITHOUT = {
    "pool without handshake": ours("pool without handshake", "handshake"),
    "pool without nodelay": ours("pool without nodelay", "nodelay"),
    "pool without page_cache": ours("pool without page_cache", "page_cache"),
    "pool without gzip": ours("pool without gzip", "gzip"),
    "cold without preload": ours("cold without preload", "preload", WEERBAAR_POOL="0"),
}
"""Ours with one change switched off."""


class Run:
    """One run."""

    def __init__(self, folder: Path, sizes: tuple[int, ...]) -> None:
        self.samples = Samples()
        self.load: list[dict[str, object]] = []
        self.wrong = 0
        self._folder = folder
        self._sizes = sizes
        self._count = 0
        self._bare: dict[bool, float] = {}

    def attempt(self, configuration: Configuration, turn: int, *, browsing: bool) -> None:
        """Measure one configuration; what goes wrong with it is told, and the run goes on."""
        full = configuration.name not in WITHOUT
        try:
            if full:
                self.measure(configuration, turn, browsing=browsing)
            else:
                self.measure_without(configuration, turn, browsing=browsing)
        except Exception as error:  # noqa: BLE001 - whatever a server or a browser may come up with
            self.wrong += 1
            _say(f"    {type(error).__name__}: {error}")

    def measure(self, configuration: Configuration, turn: int, *, browsing: bool) -> None:
        """Measure one configuration once, on a server of its own."""
        _say(f"  {configuration.name}")
        with noted(self.load, configuration.name, turn), self._running(configuration) as server:
            asyncio.run(_first_visit(server))
            settle(server)
            idle = server.family.memory()
            for size in self._sizes:
                for _ in range(ALONE if size == 1 else 1):
                    self._batch(server, size, idle)
            if configuration.name == "pool":
                self._shares(server, max(self._sizes))
            if browsing and configuration.name in IN_BROWSER:
                for phone in (False, True):
                    self._browse(server, phone=phone)

    def measure_without(self, configuration: Configuration, turn: int, *, browsing: bool) -> None:
        """Measure ours with something switched off: the full room only."""
        _say(f"  {configuration.name}")
        with noted(self.load, configuration.name, turn), self._running(configuration) as server:
            asyncio.run(_first_visit(server))
            settle(server)
            self._batch(server, max(self._sizes), server.family.memory())
            if browsing and "gzip" in configuration.name:
                self._browse(server, phone=True)

    def measure_bare(self) -> None:
        """Measure what our server takes when no kernel lives: the rest is for the kernels."""
        for forked, name in ((True, "cold"), (False, "ordinary")):
            found = CONFIGURATIONS[name]
            environment = {**found.environment, "WEERBAAR_POOL": "0"}
            # Twice: the first may have to compile, which leaves its memory larger.
            for _ in range(2):
                with self._running(dataclasses.replace(found, environment=environment)) as server:
                    asyncio.run(_first_visit(server))
                    settle(server)
                    self._bare[forked] = server.family.memory()

    def _batch(self, server: Server, size: int, idle: float) -> None:
        name = server.configuration.name
        batch = asyncio.run(visit(server, size))
        for failure in batch.failures[:3]:
            _say(f"    {failure}")
        if server.configuration.ours:
            bare = self._bare.get("WEERBAAR_NO_FORK" not in server.configuration.environment)
            memory = (batch.memory - bare) / batch.kernels if bare else None
        else:
            memory = (batch.memory - idle) / size
        self.samples.add_batch(name, batch, memory)
        last = max((times["acknowledged"] for times in batch.times), default=0)
        _say(f"    {size} visitors: {last:.2f} s, cpu {batch.cpu / size:.3f} s, {memory} MB")
        before = server.family.cpu()
        settle(server)
        if server.configuration.ours and size > 1:
            # Ending the kernels of those who left, and making new ones.
            cost = (server.family.cpu() - before) / size
            self.samples.add(name, size, "cpu_afterwards", "s per visitor", cost)

    def _shares(self, server: Server, size: int) -> None:
        found = asyncio.run(shares.share_together(server, size))
        add = self.samples.add
        add("pool", size, "shares_together", "s", found.together, by="size")
        add("commits in turn", size, "shares_together", "s", found.in_turn, by="size")
        add("commits in turn", size, "joins", "s", found.joins_in_turn, by="size")
        add("pool", size, "shares_ratio", "times", found.together / found.in_turn, by="size")
        add("pool", size, "shares_lost", "shares", found.lost, by="size")
        add("pool", size, "shares_double", "shares", found.double, by="size")
        _say(f"    {size} shares: {found.together:.2f} s, in turn {found.in_turn:.2f} s")
        settle(server)

    def _browse(self, server: Server, *, phone: bool) -> None:
        found = asyncio.run(browser.load(server, phone=phone))
        kind, name = "phone" if phone else "desktop", server.configuration.name
        if not found.kept:
            raise RuntimeError(f"{name}: the first answer was lost")
        for measure, unit, value in (
            ("first_answer", "s", found.seconds),
            ("kb_before", "kB", found.before / 1000),
            ("kb_total", "kB", found.total / 1000),
            ("requests", "requests", found.requests),
        ):
            self.samples.add(name, 1, f"{kind}_{measure}", unit, value)
        _say(f"    {kind}: {found.seconds:.2f} s, {found.before} of {found.total} bytes")
        settle(server)

    def _running(self, configuration: Configuration):
        self._count += 1
        return running(configuration, self._folder / f"{self._count}")


async def _first_visit(server: Server) -> None:
    """Let everything be loaded that only the first visitor waits for."""
    visitor = server.configuration.visitor(server.place, 0)
    await visitor.visit()
    await visitor.leave()


def _say(text: str) -> None:
    print(text, flush=True)


def main(arguments: list[str]) -> int:
    """Measure what was asked and write it down."""
    options = _parser().parse_args(arguments)
    chosen = [CONFIGURATIONS[name] for name in options.only]
    if any(found.name == "solara" for found in chosen):
        solara_packages.install()
    begin = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="bench-room-") as folder:
        it = Run(Path(folder), tuple(options.visitors))
        it.measure_bare()
        for turn in range(options.rounds):
            _say(f"round {turn + 1} of {options.rounds}")
            # Another first one each time, so that no one always follows the same one.
            for found in (*chosen[turn:], *chosen[:turn]):
                it.attempt(found, turn + 1, browsing=not options.no_browser)
            for found in WITHOUT.values() if not options.no_ablation else ():
                it.attempt(found, turn + 1, browsing=not options.no_browser)
    made = document(it.samples.rows(), it.load)
    if options.json:
        write(options.json, made)
    print_goals(made["goals"])
    _say(f"{time.monotonic() - begin:.0f} s")
    return 1 if it.wrong else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python3 run.py bench room")
    parser.add_argument("--json", type=Path, help="where to write what came of it")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--visitors", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--only", nargs="+", choices=CONFIGURATIONS, default=list(CONFIGURATIONS))
    parser.add_argument("--no-browser", action="store_true")
    parser.add_argument("--no-ablation", action="store_true")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
