"""The participants' kernels: never more than the machine can carry, and none left behind."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from typing import Any

from jupyter_core.utils import ensure_async
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from tornado.web import HTTPError
from traitlets import Int

from weerbaar.serve.jupyter.line import Streams, close


class TooManyKernelsError(HTTPError):
    """There is no room for another visitor just now."""

    def __init__(self) -> None:
        super().__init__(503)


class LimitedKernelManager(AsyncMappingKernelManager):
    """Refuses a kernel above a maximum; Voilà itself knows no limit (seen on 0.5.13)."""

    maximum = Int(50, help="Most kernels at the same time.").tag(config=True)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._starting = 0
        self._lines: dict[str, Streams] = {}
        self.is_reserved: Callable[[str], bool] = lambda _kernel: False

    @property
    def full(self) -> bool:
        """Whether the maximum is reached, kernels that are on their way included."""
        return len(self) + self._starting >= self.maximum

    async def start_kernel(self, **kwargs: Any) -> str:  # type: ignore[override]  # as its base
        """Start a kernel, or raise ``TooManyKernelsError``."""
        if self.full:
            await self.remove_dead()
        if self.full:
            raise TooManyKernelsError
        # What a kernel prints could repeat what somebody answered; nobody reads it anyway.
        kwargs = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, **kwargs}
        self._starting += 1
        try:
            kernel: str = await super().start_kernel(**kwargs)
        finally:
            self._starting -= 1
        return kernel

    def keep_line(self, kernel: str, streams: Streams) -> None:
        """Keep working channels for the first page that connects with a kernel."""
        self._lines[kernel] = streams

    def take_line(self, kernel: str) -> Streams | None:
        """The channels kept for a kernel, for one page only; None when there are none."""
        return self._lines.pop(kernel, None)

    def has_line(self, kernel: str) -> bool:
        """Whether channels are kept for a kernel."""
        return kernel in self._lines

    async def shutdown_kernel(  # type: ignore[override]  # as its base
        self, kernel_id: str, **kwargs: Any
    ) -> None:
        """Shut a kernel down, and close what was kept for it."""
        close(self._lines.pop(kernel_id, {}))
        await super().shutdown_kernel(kernel_id, **kwargs)

    async def cull_kernel_if_idle(self, kernel_id: str) -> None:
        """End a kernel that nobody uses any more, unless it waits for its first visitor."""
        if not self.is_reserved(kernel_id):
            await super().cull_kernel_if_idle(kernel_id)

    async def remove_dead(self, *kernels: str) -> None:
        """Forget kernels whose process has ended: of those given, or of all."""
        for kernel in kernels or list(self.list_kernel_ids()):
            if kernel in self and not await ensure_async(self.get_kernel(kernel).is_alive()):
                await self.discard(kernel)

    async def discard(self, kernel: str) -> None:
        """Shut a kernel down; one that is gone already is no error."""
        if kernel in self:
            await self.shutdown_kernel(kernel, now=True)
