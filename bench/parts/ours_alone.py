"""What is measured of our own server only, some of it against the floor."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from playwright.async_api import Browser

from bench.parts import floor, waiting
from bench.parts.batch import settle
from bench.parts.browser import load, whole_visit
from bench.parts.chromium import chromium
from bench.parts.descriptors import descriptors
from bench.parts.drawing import drawing
from bench.parts.goals import COUNCIL, PHONES
from bench.parts.samples import Samples
from bench.parts.servers import Server
from bench.parts.shares import share_together
from weerbaar.serve import capacity

_SHARES = 3
_WAITING_SECONDS = 15.0
_AFTER_LOADING_SECONDS = 30.0
_DRAWINGS = 8


class OursAlone:
    """Measures one running server of ours, with a floor beside it."""

    def __init__(
        self, samples: Samples, mine: Server, below: Server, say: Callable[[str], None]
    ) -> None:
        self._add = samples.add
        self._samples = samples
        self._mine = mine
        self._below = below
        self._say = say

    def measure(self, largest: int, *, first: bool) -> None:
        """Measure what needs no browser; what takes long in the first round only."""
        size = min(largest, COUNCIL)
        for _ in range(_SHARES):
            self._shares(size)
        self._reveal(size)
        if first:
            self._waiting(largest)

    async def browse(self, loads: int, *, first: bool) -> None:
        """Measure what needs a browser."""
        async with chromium() as browser:
            for turn in range(loads):
                await self._load(browser, phone=True)
                if turn == 0:
                    await self._load(browser, phone=False)
            await self._visit(browser)
            for turn in range(_DRAWINGS):
                await self._drawing(browser, turn)
            if first:
                await self._descriptors(browser)

    def _shares(self, size: int) -> None:
        found = asyncio.run(share_together(self._mine, size))
        self._add("ours", size, "shares_together", "s", found.together, by="size")
        self._add("commits in turn", size, "shares_together", "s", found.in_turn, by="size")
        ratio = found.together / found.in_turn
        self._add("ours", size, "shares_ratio", "times", ratio, by="size")
        self._add("ours", size, "shares_lost", "shares", found.lost, by="size")
        self._add("ours", size, "shares_double", "shares", found.double, by="size")
        self._say(f"    {size} shares: {found.together:.2f} s, in turn {found.in_turn:.2f} s")
        settle(self._mine)

    def _reveal(self, size: int) -> None:
        mine, below = self._mine, self._below
        found = asyncio.run(waiting.reveal(mine, size))
        asked = floor.copy_session(mine.place.base, mine.place.code, floor.GROUP, below.files)
        asyncio.run(asked)
        least = asyncio.run(waiting.fetch_together(below, size))
        self._add("ours", size, "reveal", "s", found.first, found.last, by="size")
        self._add("ours", size, "interval", "s", *waiting.interval(), by="size")
        self._add("floor", size, "reveal", "s", least, by="size")
        self._say(f"    reveal: {found.last:.2f} s, floor {least:.2f} s")
        settle(mine, below)

    def _waiting(self, size: int) -> None:
        found = asyncio.run(waiting.share_of_a_core(self._mine, size, _WAITING_SECONDS))
        self._add("ours", size, "waiting", "of a core", found, by="size")
        self._say(f"    {size} phones wait: {found:.3f} of a core")
        settle(self._mine)

    async def _load(self, browser: Browser, *, phone: bool) -> None:
        static = self._below.place.base + floor.PLAIN
        for name, address, server in (
            ("ours", self._mine.page, self._mine),
            ("static page", static, self._below),
        ):
            found = await load(browser, address, server.place.base, phone=phone)
            if not found.kept:
                raise RuntimeError(f"{name}: the first answer was lost")
            self._samples.add_load(name, found, phone=phone)
            kind = "phone" if phone else "desktop"
            self._say(f"    {name}, {kind}: {found.seconds:.3f} s, {found.before} bytes")

    async def _visit(self, browser: Browser) -> None:
        found = await whole_visit(browser, self._mine.page)
        self._add("ours", 1, "phone_visit_kb", "kB", found.total / 1000)
        self._add("ours", 1, "phone_visit_requests", "requests", found.requests)
        self._say(f"    visit: {found.total} bytes, {found.requests} requests after the kit")

    async def _drawing(self, browser: Browser, turn: int) -> None:
        statements = self._mine.place.statements
        found = await drawing(browser, self._mine.page, statements, turn)
        self._add("ours", 1, "phone_drawing", "s", found.made)
        self._add("inserting", 1, "phone_drawing", "s", found.inserted)
        self._say(f"    picture: {found.made:.4f} s, inserted {found.inserted:.4f} s")

    async def _descriptors(self, browser: Browser) -> None:
        found = await descriptors(browser, self._mine, PHONES, _AFTER_LOADING_SECONDS)
        self._add("ours", PHONES, "sockets", "per phone", found.later, found.peak, by="size")
        counted = capacity.PHONE_CONNECTIONS
        self._add("capacity", PHONES, "sockets", "per phone", counted, by="size")
        self._say(f"    sockets per phone: {found.peak:g} at most, {found.later:g} later")
