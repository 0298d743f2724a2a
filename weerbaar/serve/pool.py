"""A warm pool: kernels that have run their notebook already, each for one visitor only.

Knows nothing of Jupyter or of the domain: it is told how to make, check and discard an item.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

_Item = TypeVar("_Item")

_AHEAD, _FOR_NOW = True, False


class Pool(Generic[_Item]):
    """Items made ahead of the visitors who will need them.

    Parameters
    ----------
    size
        How many to keep ready.
    make
        Makes one; whatever it raises reaches the visitor who waits for it. It is told whether it is
        made ahead, when nobody waits and it may take time to become quicker.
    is_alive
        Whether an item can still be used, asked when it is handed out.
    quiet
        Seconds without a visitor before the pool is refilled: whoever is waiting for a page
        needs the processor more than those who are not there yet.
    at_once
        How many are made at the same time while refilling.
    """

    def __init__(
        self,
        size: int,
        make: Callable[[bool], Awaitable[_Item]],
        is_alive: Callable[[_Item], Awaitable[bool]],
        *,
        quiet: float = 1.5,
        at_once: int = 2,
    ) -> None:
        self._size = size
        self._make = make
        self._is_alive = is_alive
        self._quiet = quiet
        self._at_once = at_once
        self._ready: deque[_Item] = deque()
        self._adding = asyncio.Lock()
        self._refill: asyncio.Task[None] | None = None
        self._last_visit = float("-inf")
        self._closed = False

    def __len__(self) -> int:
        """How many are ready."""
        return len(self._ready)

    def __contains__(self, item: object) -> bool:
        """Whether an item waits for a visitor."""
        return item in self._ready

    @property
    def size(self) -> int:
        """How many are ready when it is full."""
        return self._size

    async def take(self) -> _Item:
        """An item that nobody else gets: a ready one, or one made now when there is none."""
        self._last_visit = asyncio.get_running_loop().time()
        self.keep_full()
        while self._ready:
            # Out of the queue before anything is awaited: so it cannot be handed out twice.
            item = self._ready.popleft()
            if await self._is_alive(item):
                return item
        return await self._make(_FOR_NOW)

    def keep_full(self) -> None:
        """Fill in the background, as soon as it is quiet."""
        if self._refill is None or self._refill.done():
            self._refill = asyncio.create_task(self._fill_when_quiet())

    async def fill(self, progress: Callable[[int, int], None] | None = None) -> None:
        """Fill now; ``progress`` is told how many are ready of how many.

        What cannot be made is left out: a visitor then waits for an item of its own.
        """
        while len(self._ready) < self._size and not self._closed:
            if not await self._add(self._at_once):
                return
            if progress:
                progress(len(self._ready), self._size)

    async def close(self) -> list[_Item]:
        """Stop filling; gives the items that nobody took."""
        self._closed = True
        if self._refill is not None:
            self._refill.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._refill
        left = list(self._ready)
        self._ready.clear()
        return left

    async def _fill_when_quiet(self) -> None:
        loop = asyncio.get_running_loop()
        while not self._closed and len(self._ready) < self._size:
            wait = self._last_visit + self._quiet - loop.time()
            if wait > 0:
                await asyncio.sleep(wait)
                continue
            if not await self._add(1):
                return  # none can be made now; the next visitor makes us try again

    async def _add(self, most: int) -> int:
        """Make some at the same time, but never more than are missing; gives how many came."""
        async with self._adding:
            count = min(most, self._size - len(self._ready))
            made = await asyncio.gather(
                *(self._make(_AHEAD) for _ in range(count)), return_exceptions=True
            )
            items = [item for item in made if not isinstance(item, BaseException)]
            self._ready.extend(items)
            return len(items)
