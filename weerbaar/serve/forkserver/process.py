"""A kernel that is not our child, handled like a `subprocess.Popen`."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import time

import psutil

from weerbaar.serve.forkserver.lineage import readable_within
from weerbaar.serve.forkserver.wire import EventReader

# How a kernel ended is known to the process that forked it; if that is gone, nobody can tell.
STATUS_UNKNOWN = 255
# The forking process reports an end within milliseconds; then it must be hanging.
_REPORT_SECONDS = 2.0


class ForkedProcess:
    """One kernel, as long as it lives and its end is not yet known.

    Parameters
    ----------
    pid
        Its number, and that of its process group.
    line
        The connection over which its end is reported. Closing it ends the kernel.
    pidfd
        Its descriptor, if the system has those; it stays the same process for ever.
    events
        What was read from the line but not yet complete.
    """

    stdin = stdout = stderr = None  # a Popen has them, and jupyter_client closes them

    def __init__(
        self, pid: int, line: socket.socket, pidfd: int | None, events: EventReader
    ) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._line: socket.socket | None = line
        self._pidfd = pidfd
        self._events = events
        self._reporting = True  # until the forking process is gone
        self._found_dead: float | None = None
        self._process = _identify(pid) if pidfd is None else None
        line.settimeout(0)

    def poll(self) -> int | None:
        """Return how it ended, or None while it runs."""
        if self.returncode is None:
            self._read_report()
        if self.returncode is None and self._is_dead():
            self._conclude()
        if self.returncode is not None:
            self.close()
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Wait until it has ended.

        Raises
        ------
        TimeoutError
            If it still runs after so many seconds.
        """
        deadline = None if timeout is None else time.monotonic() + timeout
        while (status := self.poll()) is None:
            if deadline is not None and time.monotonic() >= deadline:
                raise TimeoutError(f"process {self.pid} still runs")
            time.sleep(0.02)
        return status

    def send_signal(self, signum: int) -> None:
        """Signal its process group; do nothing if it has ended."""
        if self.returncode is not None or self._is_dead():
            return
        try:
            os.killpg(self.pid, signum)
        except ProcessLookupError:
            # Forked this instant: it has not made its own group yet.
            self._signal_alone(signum)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def close(self) -> None:
        """Let go of it; if it still runs, that ends it."""
        if self._line is not None:
            self._line.close()
            self._line = None
        if self._pidfd is not None:
            os.close(self._pidfd)
            self._pidfd = None

    def _read_report(self) -> None:
        """Take in what the forking process said, and whether it is still there to say more."""
        while self._reporting and self._line is not None:
            try:
                data = self._line.recv(4096)
            except BlockingIOError:
                return
            except OSError:
                data = b""
            if not data:
                self._reporting = False
            for event in self._events.feed(data):
                if event["event"] == "exited":
                    self.returncode = int(event["status"])
                    self._reporting = False

    def _is_dead(self) -> bool:
        """Ask the system itself, never by the number alone."""
        if self._pidfd is not None:
            return readable_within(self._pidfd, 0)
        if self._process is None:
            return True
        try:
            return self._process.status() == psutil.STATUS_ZOMBIE or not self._process.is_running()
        except psutil.NoSuchProcess:
            return True

    def _conclude(self) -> None:
        """It is dead: give the report a moment, then do without."""
        now = time.monotonic()
        self._found_dead = self._found_dead or now
        if not self._reporting or now - self._found_dead > _REPORT_SECONDS:
            self.returncode = STATUS_UNKNOWN
            # Orphans fall to process 1, which is us in a small container: then reap.
            with contextlib.suppress(ChildProcessError):
                os.waitpid(self.pid, os.WNOHANG)

    def _signal_alone(self, signum: int) -> None:
        with contextlib.suppress(ProcessLookupError, psutil.NoSuchProcess):
            if self._pidfd is not None:
                signal.pidfd_send_signal(self._pidfd, signum)
            elif self._process is not None:
                self._process.send_signal(signum)


def _identify(pid: int) -> psutil.Process | None:
    """Hold on to a process by its number and its time of birth."""
    try:
        return psutil.Process(pid)
    except psutil.NoSuchProcess:
        return None
