"""A turn to write in one file: processes wait in line instead of asking again and again.

SQLite itself makes a second writer sleep and retry, with growing pauses; a council that shares in
the same second would spend most of that second asleep. The lock ends with its process.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from weerbaar.room.errors import StoreError

try:
    import fcntl
except ImportError:  # Windows: SQLite's own waiting is slower and as safe
    fcntl = None  # type: ignore[assignment]

PATIENCE_SECONDS = 20.0


@contextmanager
def turn(database: Path) -> Iterator[None]:
    """Wait until nobody else writes; the order of arrival is not kept anywhere."""
    if fcntl is None:
        yield
        return
    try:
        path = database.with_name(f"{database.name}-beurt")
        path.touch(mode=0o600)
        line = path.open("ab")
    except OSError:
        raise StoreError("unwritable", path=str(database)) from None
    with line:
        _wait_for(line, database)
        yield


def _wait_for(line: IO[bytes], database: Path) -> None:
    """Take the lock; whoever holds it for too long was stopped, not slow."""
    try:
        fcntl.flock(line, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        # The lock itself knows no time limit; a thread can be given up on, and the kernel wakes
        # it the moment its turn comes.
        waiting = threading.Thread(target=fcntl.flock, args=(line, fcntl.LOCK_EX), daemon=True)
        waiting.start()
        waiting.join(PATIENCE_SECONDS)
        if waiting.is_alive():
            raise StoreError("busy", path=str(database)) from None
