"""A server with everything that it started: what it costs, and its end."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests.processes import family

GRACE_SECONDS = 10
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Family:
    """A process and all its descendants."""

    process: subprocess.Popen[bytes]

    def members(self) -> list[psutil.Process]:
        """All that live."""
        return family(self.process.pid)

    def cpu(self) -> float:
        """Processor seconds so far, also of those that have ended."""
        return sum(_cpu(member.pid) for member in self.members())

    def memory(self) -> float:
        """Memory in MB: of what is shared, each counts its part (PSS)."""
        return sum(_pss(member.pid) for member in self.members()) / 1024

    def end(self) -> None:
        """End all of them, gently and then surely."""
        members = self.members()
        with contextlib.suppress(ProcessLookupError):
            self.process.send_signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(GRACE_SECONDS)
        for member in members:
            with contextlib.suppress(psutil.NoSuchProcess):
                member.kill()
        self.process.wait()


def _cpu(pid: int) -> float:
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except OSError:
        return 0.0
    # After the name, which may hold spaces: utime, stime, cutime and cstime are 11 to 14.
    fields = text.rpartition(")")[2].split()
    return sum(int(field) for field in fields[11:15]) / _TICKS


def _pss(pid: int) -> int:
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="utf-8")
    except OSError:
        return 0
    lines = [line.split() for line in text.splitlines() if line.startswith("Pss:")]
    return int(lines[0][1]) if lines else 0
