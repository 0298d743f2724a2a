"""Who gets which kernel: a warm one for a participant, a new one for the screen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from jupyter_core.utils import ensure_async

from weerbaar.serve.jupyter.kernels import LimitedKernelManager
from weerbaar.serve.pages import Visit, start_page
from weerbaar.serve.pool import Pool

POOLED = "zelftest"
PAGES = (POOLED, "scherm")
"""The notebooks that a visitor may run."""

PRACTICE = "__import__('weerbaar.pages.notebook', fromlist=['warm']).warm()"
"""What a kernel that nobody waits for does as well: all that a visit will ask of it, so that what
it shares with other kernels and is about to change becomes its own before a room shares at once."""


class Visits:
    """Gives every visitor a kernel of their own.

    Parameters
    ----------
    notebooks
        Folder with the notebooks.
    size
        How many kernels to keep ready for participants.
    """

    def __init__(self, manager: LimitedKernelManager, notebooks: Path, size: int) -> None:
        self._manager = manager
        self._notebooks = notebooks
        self.settled = False
        self._reserved: set[str] = set()
        self._pool: Pool[Visit] = Pool(size, self._make, self._is_alive)
        manager.is_reserved = self._reserved.__contains__

    @property
    def ready(self) -> tuple[int, int]:
        """How many kernels are ready, of how many."""
        return len(self._pool), self._pool.size

    async def fill(self, progress: Callable[[int, int], None] | None = None) -> None:
        """Fill the pool now, as far as it goes."""
        await self._pool.fill(progress)
        self.settled = True

    async def take(self, page: str) -> Visit:
        """A kernel in which the page's notebook has run.

        Raises
        ------
        KeyError
            If there is no such page.
        TooManyKernelsError
            If there is no room for another visitor just now.
        PageError
            If the notebook gives no page.
        """
        if page not in PAGES:
            raise KeyError(page)
        if page != POOLED:
            return await start_page(self._manager, self._notebook(page))
        visit = await self._pool.take()
        self._reserved.discard(visit.kernel)
        return visit

    async def _make(self, ahead: bool) -> Visit:  # noqa: FBT001 - as a pool asks it
        practice = PRACTICE if ahead else ""
        visit = await start_page(self._manager, self._notebook(POOLED), practice)
        self._reserved.add(visit.kernel)
        return visit

    async def _is_alive(self, visit: Visit) -> bool:
        self._reserved.discard(visit.kernel)
        if visit.kernel not in self._manager:
            return False
        return bool(await ensure_async(self._manager.get_kernel(visit.kernel).is_alive()))

    def _notebook(self, page: str) -> Path:
        return self._notebooks / f"{page}.ipynb"
