"""A process that shares: a script for the tests of crowds, crashes and full disks.

``python sharing.py FILE CODE THREADS LIMIT`` reads tokens from its input, one a line, and prints
each once its share is acknowledged. LIMIT is the size in bytes that the file may not pass, or 0.
"""

from __future__ import annotations

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.room.places import room, sheet
from weerbaar.room import StoreError
from weerbaar.room.store import open_store


def main(file: str, code: str, threads: str, limit: str) -> None:
    """Share for every token, in as many threads as asked."""
    if int(limit):
        import resource
        import signal

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), int(limit)))
    place = room(open_store(Path(file)))
    print("ready", flush=True)

    def share(line: str) -> None:
        token = line.strip()
        try:
            outcome = place.share(code, token, sheet())
        except StoreError as error:
            outcome = error.code
        os.write(1, f"{token} {outcome}\n".encode())

    with ThreadPoolExecutor(int(threads)) as pool:
        list(pool.map(share, sys.stdin))


if __name__ == "__main__":
    main(*sys.argv[1:])
