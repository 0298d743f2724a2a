"""A process that hands over packages and dies before each step; run by ``test_books.py``.

Prints one line of JSON per death: what was there afterwards, and after the next attempt.
"""

from __future__ import annotations

import itertools
import json
import os
import sys
import tempfile
from pathlib import Path

from weerbaar.disclosure.pooling.noise import NoiseBook
from weerbaar.disclosure.pooling.sessions import Member
from weerbaar.research.books import books
from weerbaar.research.package import ExportRefused

GROUPS = {(): [Member(name.encode(), name, 12) for name in "abcdef"]}
COUNTS = {(f"s{i}", "green"): 200 for i in range(3)}
ABOUT = {"instrument": "made-up", "digest": "d", "people": 600, "epsilon": 0.5}
STEPS = {"open", "os.chmod", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "shutil.rmtree"}
"""Everything that changes what is on the disk, by the names that Python audits it under."""


def hand_over(folder, name):
    """What an export does once its package was checked, with a package of one file."""
    out = folder / name
    if out.exists():
        raise ExportRefused("exists", path=out)
    with books(folder / "books" / "ledger.json") as kept:
        book, table = kept.noise.draw(COUNTS, ["a", "b"], **ABOUT)
        kept.keep(noise=book)
        with tempfile.TemporaryDirectory(
            prefix=f".{name}.", dir=folder, ignore_cleanup_errors=True
        ) as place:
            made = Path(place) / ("package.zip" if out.suffix else "package")
            if not out.suffix:
                made.mkdir()
            (made if out.suffix else made / "noise").write_text(json.dumps(table.cells[0].count))
            kept.give_name(made, out, ledger=kept.ledger.enter(GROUPS), noise=book.shown(table))


def state(folder, name):
    """What is under the name, and what the books say, once they were opened by somebody."""
    with books(folder / "books" / "ledger.json") as kept:
        entered, spent = len(kept.ledger.releases), kept.noise.spent("a")
        drawn = [made.table.cells[0].count for made in kept.noise.draws]
    out = folder / name
    file = out if out.suffix else out / "noise"
    seen = json.loads(file.read_text()) if file.exists() else None
    left = sorted(path.name for path in (folder / "books").iterdir())
    return {
        "there": out.exists(),
        "seen": seen,
        "drawn": drawn,
        "entered": entered,
        "spent": spent,
        "left": left,
        "beside": sorted(path.name for path in folder.iterdir() if path.name.startswith(".")),
    }


def die_before(step, folder, name):
    """Whether the process died before it was done, right before the step with that number."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0
    steps = itertools.count()

    def hook(event, arguments):
        here = event != "open" or str(arguments[0]).startswith(str(folder))
        if event in STEPS and here and next(steps) == step:
            os._exit(9)

    sys.addaudithook(hook)
    hand_over(folder, name)
    os._exit(0)


def main():
    """Die before every step, for a folder and for a zip."""
    NoiseBook().draw(COUNTS, ["a"], **ABOUT)  # loads the library before any death
    for name in ("out", "out.zip"):
        step, died = 0, True
        while died:
            with tempfile.TemporaryDirectory() as made:
                folder = Path(made)
                died = die_before(step, folder, name)
                before = state(folder, name)
                if not before["there"]:
                    hand_over(folder, name)
                after = state(folder, name)
            print(json.dumps({"name": name, "step": step, "before": before, "after": after}))
            step += 1


if __name__ == "__main__":
    main()
