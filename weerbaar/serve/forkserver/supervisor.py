"""The owner's side: keep one forking process alive and ask it for kernels."""

from __future__ import annotations

import asyncio
import atexit
import logging
import os
import threading
import time
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass

from weerbaar.serve.forkserver.generation import ForkServerError, Generation
from weerbaar.serve.forkserver.launch import SilenceError, launch
from weerbaar.serve.forkserver.process import ForkedProcess
from weerbaar.serve.forkserver.wire import Request

_LOG = logging.getLogger(__name__)
_STOP_SECONDS = 3.0
# Who ends sooner than this after starting is likely to do so again.
_SHORT_LIFE_SECONDS = 10.0


@dataclass(frozen=True)
class Patience:
    """How long to wait for what, in seconds.

    Parameters
    ----------
    start
        For the forking process to warm up.
    answer
        For any sign of life of the forking process; then it is killed and replaced.
    boot
        For one kernel to bind its ports.
    retry
        Between attempts to start a forking process that does not start.
    """

    start: float = 60.0
    answer: float = 10.0
    boot: float = 60.0
    retry: float = 30.0


class ForkServer:
    """One forking process that is replaced when it dies or hangs.

    Usable from any thread and any event loop. A thread of its own starts the process, waits for its
    end and starts the next, so that a crash is repaired before anybody asks for a kernel.

    Parameters
    ----------
    preload
        Modules to have imported in every kernel.
    patience
        How long to wait for what.
    """

    def __init__(self, preload: Sequence[str] = (), patience: Patience | None = None) -> None:
        self.preload = tuple(preload)
        self.patience = patience or Patience()
        self._lock = threading.Lock()
        self._current: Future[Generation] = Future()
        self._latest: Generation | None = None  # may still be warming up
        self._thread: threading.Thread | None = None
        self._stopping = threading.Event()
        self._pid = 0  # of the process in which the thread runs

    @property
    def pid(self) -> int | None:
        """The forking process, if there is one now."""
        current = self._current
        if self._thread is None or not current.done() or current.exception() is not None:
            return None
        return current.result().process.pid

    def start(self) -> None:
        """Start it and wait until it is warm; does nothing if it is.

        Raises
        ------
        ForkServerError
            If it does not start.
        """
        self._begin().result(self.patience.start + 5)

    async def ensure(self) -> None:
        """Do as `start`, without blocking the event loop."""
        await self._generation()

    def stop(self) -> None:
        """End it and the kernels that still run; does nothing if it was not started."""
        with self._lock:
            thread, self._thread = self._thread, None
            if thread is None or self._pid != os.getpid():
                return
            self._stopping.set()
            latest = self._latest
        atexit.unregister(self.stop)
        if latest is not None:
            latest.terminate()
        thread.join(_STOP_SECONDS)
        if latest is not None and thread.is_alive():
            latest.kill()
        thread.join()

    async def fork(self, request: Request, fds: Sequence[int]) -> ForkedProcess:
        """Start a kernel and wait until its ports are bound.

        Parameters
        ----------
        request
            How it is to start; `argv` is what follows ``python -m ipykernel_launcher``.
        fds
            Its stdout and stderr; they stay the caller's to close.

        Raises
        ------
        ForkServerError
            If there is no forking process, not even after replacing it once.
        KernelStartError
            If the kernel itself does not start.
        """
        for _ in range(2):
            generation = await self._generation()
            try:
                return await launch(
                    generation.path,
                    request,
                    fds,
                    pulse=generation.pulse,
                    patience=self.patience.answer,
                    boot_seconds=self.patience.boot,
                )
            except SilenceError as silence:
                if self._discard(generation):  # one line in the log, however many wait
                    _LOG.warning("%s; starting another", silence)
        raise ForkServerError("the forking process does not answer")

    async def _generation(self) -> Generation:
        """Wait for the one that works now."""
        # Shielded: who stops waiting must not take it from the others.
        return await asyncio.shield(asyncio.wrap_future(self._begin()))

    def _begin(self) -> Future[Generation]:
        """Make sure that the thread runs; return its current or coming generation."""
        with self._lock:
            if self._thread is None or self._pid != os.getpid():
                self._pid = os.getpid()
                self._stopping = threading.Event()
                self._current = Future()
                self._thread = threading.Thread(
                    target=self._keep_alive,
                    args=(self._stopping,),
                    name="Fork server",
                    daemon=True,
                )
                self._thread.start()
                atexit.register(self.stop)
            return self._current

    def _discard(self, generation: Generation) -> bool:
        """Give up on one, so that others wait for the next; say whether that is news."""
        with self._lock:
            current = self._current
            news = current.done() and not current.exception() and current.result() is generation
            if news:
                self._current = Future()
        generation.kill()
        return news

    def _keep_alive(self, stopping: threading.Event) -> None:
        """Start one after the other until told to stop."""
        short_lives = 0
        while not stopping.is_set():
            born = time.monotonic()
            try:
                self._live_once(stopping)
            except (ForkServerError, OSError) as error:
                _LOG.warning("no fork server: %s", error)
                self._refuse(str(error))
                stopping.wait(self.patience.retry)
                self._renew()
                continue
            if not stopping.is_set():
                _LOG.warning("the forking process ended; starting another")
            if time.monotonic() - born > _SHORT_LIFE_SECONDS:
                short_lives = 0
            stopping.wait(min(2**short_lives - 1, self.patience.retry))
            short_lives += 1
        self._refuse("the fork server was stopped")

    def _live_once(self, stopping: threading.Event) -> None:
        """Start a generation, hand it to those who wait, and see it to its end."""
        generation = Generation(self.preload)
        try:
            with self._lock:
                self._latest = generation
            if stopping.is_set():
                generation.kill()
            for problem in generation.await_ready(self.patience.start):
                _LOG.warning("fork server: %s", problem)
            with self._lock:
                self._current.set_result(generation)
            generation.process.wait()
        finally:
            self._discard(generation)
            generation.bury()

    def _refuse(self, reason: str) -> None:
        """Tell those who wait now, and until the next attempt, that there is none."""
        self._renew()
        with self._lock:
            self._current.set_exception(ForkServerError(reason))

    def _renew(self) -> None:
        """Have those who ask from now on wait for the next generation."""
        with self._lock:
            if self._current.done():
                self._current = Future()
