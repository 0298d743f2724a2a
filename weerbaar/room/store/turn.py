"""A turn to write in one file: processes wait in line instead of asking again and again.

SQLite itself makes a second writer sleep and retry, with growing pauses; a council that shares in
the same second would spend most of that second asleep. The lock ends with its process.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from weerbaar.room.errors import StoreError

try:
    import fcntl
except ImportError:  # Windows: SQLite's own waiting is slower and as safe
    fcntl = None  # type: ignore[assignment]


@contextmanager
def turn(database: Path) -> Iterator[None]:
    """Wait until nobody else writes; the order of arrival is not kept anywhere."""
    if fcntl is None:
        yield
        return
    try:
        line = database.with_name(f"{database.name}-beurt").open("ab")
    except OSError:
        raise StoreError("unwritable", path=str(database)) from None
    with line:
        fcntl.flock(line, fcntl.LOCK_EX)
        yield
