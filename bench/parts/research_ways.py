"""The ways to the same tables, each run in a process of its own: ``... WAY SIZE FOLDER SIZES``.

What is imported is imported before the clock starts, the same for all. *sealed* is our whole way,
from files of the format that is written now, of the one before it, and from files that were opened
before. *decrypt* reads files and decrypts them, and no more. *package* is what a researcher does
who was handed a package. *rows* is the usual way: a row per person, in the same kind of file,
grouped by pandas.
"""

from __future__ import annotations

import csv
import json
import random
import resource
import sys
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import numpy as np
import pandas as pd
from nacl.public import PrivateKey, SealedBox

from bench.parts import research_rows
from tests.disclosure.made_up import Council, simulated_councils
from tests.disclosure.sealed.earlier import seal_earlier
from tests.disclosure.sealed.zips import write_zip
from tests.research.reading_back import read_package
from weerbaar.catalog import load_content
from weerbaar.disclosure.pooling.ledger import Ledger
from weerbaar.disclosure.pooling.pool import Pool
from weerbaar.disclosure.sealed.files import read_sealed
from weerbaar.disclosure.sealed.keys import new_keys, private_bytes
from weerbaar.disclosure.sealed.sealing import MAGIC, seal
from weerbaar.research.package import pooled
from weerbaar.research.package.write import package_files, write_package
from weerbaar.research.pooled import table

BY = ("group_type",)
CACHE = "opened"
LEDGER_SESSIONS, LEDGER_RELEASES, LEDGER_GROUPS = 1_000, 5, 5
START = len(MAGIC) + 1 + 8
"""Where the box begins in a sealed file: after its name, its version and which key it is for."""
SAME = ("groups", "counts", "shares", "reliability")
"""The tables that every way ends with."""
ABOUT = ("series", "group_type", "size_class", "year", "language", "wave")


def main(way: str, size: str, folder: str, *sizes: str) -> None:
    """Take a way and say in JSON what it took."""
    place = Path(folder)
    if way == "make":
        _make(place, tuple(map(int, sizes)))
        print("{}")
        return
    _import()
    before = _peak()
    found = _WAYS[way](place / size)
    found["memory"], found["memory_extra"] = _peak(), _peak() - before
    print(json.dumps(found))


def _sealed(form: str, cache: str | None = None) -> Callable[[Path], dict[str, float]]:
    def run(place: Path) -> dict[str, float]:
        content = load_content()
        model = content.instruments["zelftest"].model
        key, files = (place / "key").read_text(), place / f"{form}.zip"
        kept = place / cache if cache else None
        took: dict[str, float] = {}
        pool = _timed(took, "load", lambda: Pool.read(read_sealed(files), key, model, kept))
        release = _timed(took, "release", lambda: pool.release(BY))
        _timed(took, "frames", lambda: [table(name, release) for name in SAME])
        took["tables"] = took["load"] + took["release"] + took["frames"]
        contents = _timed(took, "all_frames", lambda: pooled(release, content))
        _timed(took, "package", lambda: package_files(contents))
        took["row"] = pool._sessions.counts.nbytes / pool.sessions
        return {**took, "bytes": (kept or files).stat().st_size}

    return run


def _decrypt(form: str) -> Callable[[Path], dict[str, float]]:
    def run(place: Path) -> dict[str, float]:
        files = place / f"{form}.zip"
        box = SealedBox(PrivateKey(private_bytes((place / "key").read_text())))
        took: dict[str, float] = {}
        _timed(took, "load", lambda: [len(box.decrypt(f[START:])) for f in read_sealed(files)])
        return {**took, "tables": took["load"], "bytes": files.stat().st_size}

    return run


def _package(form: str) -> Callable[[Path], dict[str, float]]:
    def run(place: Path) -> dict[str, float]:
        took: dict[str, float] = {}
        found = _timed(took, "tables", lambda: read_package(place / "package", form, SAME))
        files = [place / "package" / "data" / f"{name}.{form}" for name in found]
        return {**took, "bytes": sum(path.stat().st_size for path in files)}

    return run


def _rows(form: str) -> Callable[[Path], dict[str, float]]:
    def run(place: Path) -> dict[str, float]:
        model = load_content().instruments["zelftest"].model
        took: dict[str, float] = {}
        path = place / f"rows.{form}"
        read = pd.read_csv if form == "csv" else pd.read_parquet
        frame = _timed(took, "load", lambda: read(path))
        _timed(took, "group", lambda: research_rows.tables(frame, model, BY))
        took["tables"] = took["load"] + took["group"]
        return {**took, "bytes": path.stat().st_size}

    return run


def _ledger(place: Path) -> dict[str, float]:
    """A release beside a ledger of earlier ones, each of groups of sessions drawn by chance."""
    model = load_content().instruments["zelftest"].model
    key, files = (place / "key").read_text(), place / "new.zip"
    pool = Pool.read(read_sealed(files), key, model, place / CACHE)
    ledger = Ledger.from_json((place / "ledger").read_text())
    took: dict[str, float] = {}
    _timed(took, "tables", lambda: pool.release(BY, ledger=ledger))
    return {**took, "bytes": (place / "ledger").stat().st_size}


def _write_ledger(pool: Pool, place: Path) -> None:
    """Releases of groups that may each be known by itself; what they tell together is not asked."""
    chance, ledger = random.Random(1), Ledger.empty()
    members = pool._sessions.members
    for number in range(LEDGER_RELEASES):
        shuffled = chance.sample(members, len(members))
        size = len(members) // LEDGER_GROUPS
        groups = {
            (("part", f"{number} {part}"),): shuffled[part * size : (part + 1) * size]
            for part in range(LEDGER_GROUPS)
        }
        ledger = ledger.enter(groups)
    (place / "ledger").write_text(ledger.to_json())


_WAYS: dict[str, Callable[[Path], dict[str, float]]] = {
    "decrypt new": _decrypt("new"),
    "sealed new": _sealed("new"),
    "decrypt old": _decrypt("old"),
    "sealed old": _sealed("old"),
    "sealed again": _sealed("new", CACHE),
    "package csv": _package("csv"),
    "package parquet": _package("parquet"),
    "rows csv": _rows("csv"),
    "rows parquet": _rows("parquet"),
    "beside a ledger": _ledger,
}


def _make(folder: Path, sizes: tuple[int, ...]) -> None:
    """Sealed files, a package and rows of the first so many sessions, for each size."""
    content = load_content()
    model = content.instruments["zelftest"].model
    keys = new_keys()
    councils = list(simulated_councils(model, max(sizes), seed=1))
    for size in sizes:
        place = folder / str(size)
        place.mkdir()
        (place / "key").write_text(keys.private)
        chosen = list(islice(councils, size))
        write_zip(place / "new.zip", (seal(one.contribution, keys.public) for one in chosen))
        old = (seal_earlier(one.contribution, keys.public) for one in chosen)
        write_zip(place / "old.zip", old)
        files = read_sealed(place / "new.zip")
        pool = Pool.read(files, keys.private, model, place / CACHE)
        if size == LEDGER_SESSIONS:
            _write_ledger(pool, place)
        write_package(pooled(pool.release(BY), content), place / "package")
        _write_rows(chosen, [s.id for s in model.statements], place)


def _write_rows(councils: list[Council], statements: list[str], place: Path) -> None:
    """A row per person; answers as 0, 1 and 2, which is the shortest that is usual."""
    with (place / "rows.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["session", *ABOUT, *statements])
        for number, council in enumerate(councils):
            about = [getattr(council.contribution, name) for name in ABOUT]
            writer.writerows([number, *about, *row] for row in council.rows)
    pd.read_csv(place / "rows.csv").convert_dtypes().to_parquet(place / "rows.parquet")


def _timed(took: dict[str, float], name: str, work: Callable[[], object]):
    begin = time.perf_counter()
    found = work()
    took[name] = time.perf_counter() - begin
    return found


def _import() -> None:
    """Load what the ways load later by themselves, and use each part once."""
    import nacl.secret  # noqa: F401
    import pyarrow.parquet  # noqa: F401
    import pyreadstat  # noqa: F401
    import scipy.special
    import scipy.stats  # noqa: F401
    import statsmodels.stats.multitest
    import statsmodels.stats.proportion  # noqa: F401

    np.zeros(1)
    load_content()


def _peak() -> float:
    """Most memory so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main(*sys.argv[1:])
