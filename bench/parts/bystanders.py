"""How busy the machine is with other things: a run that others disturbed must be visible."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psutil


@contextmanager
def noted(load: list[dict[str, Any]], name: str, turn: int) -> Iterator[None]:
    """Note the load before and after, and how many processors others used meanwhile.

    The load counts our own servers and visitors too; ``others`` does not.
    """
    before, begin = os.getloadavg()[0], time.monotonic()
    busy, own = _busy(), _own()
    try:
        yield
    finally:
        others = (_busy() - busy - (_own() - own)) / (time.monotonic() - begin)
        load.append(
            {
                "configuration": name,
                "round": turn,
                "before": round(before, 2),
                "after": round(os.getloadavg()[0], 2),
                "others": round(max(0.0, others), 2),
            }
        )


def _busy() -> float:
    """Processor seconds of everything that runs here."""
    times = psutil.cpu_times()
    return times.user + times.nice + times.system + getattr(times, "softirq", 0.0)


def _own() -> float:
    """Processor seconds of this process, and of the servers that it started and that ended."""
    return sum(os.times()[:4])
