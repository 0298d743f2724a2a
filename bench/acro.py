"""A second opinion on our tables: ACRO, a checker of statistical disclosure, on the same counts.

Run as ``python3 run.py bench acro --json PATH``. ACRO (Semi-Automated Checking of Research Outputs,
UK; https://github.com/AI-SDC/ACRO) sees the exact counts of the made-up example, group by answer,
one table for each statement; so did our rules. It is installed in a folder of its own, with the
versions of ``parts/acro.txt``, and once only.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
import venv
from collections import Counter
from pathlib import Path
from typing import Any

import platformdirs

from bench.parts.document import machine, print_goals, versions_of, write
from weerbaar.catalog import load_content
from weerbaar.disclosure.pooling.pool import Pool
from weerbaar.disclosure.pooling.research_release import PartKind, Suppression
from weerbaar.disclosure.sealed.files import example_files, read_sealed
from weerbaar.disclosure.sealed.sealing import Opener
from weerbaar.model import Colour

PARTS = Path(__file__).parent / "parts"
OK = "ok"

Row = dict[str, Any]
Cell = tuple[str, str, str]
"""Statement, group and answer."""


def judge() -> Path:
    """The Python that has acro; made when it is not there."""
    pins = PARTS / "acro.txt"
    mark = hashlib.sha256(pins.read_bytes()).hexdigest()[:12]
    folder = Path(platformdirs.user_cache_dir("weerbaar", appauthor=False)) / f"acro-{mark}"
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if not (folder / "whole").exists():
        venv.create(folder, clear=True, with_pip=True)
        command = ("-m", "pip", "install", "--quiet", "--no-deps", "--only-binary", ":all:")
        subprocess.run([python, *command, "-r", pins], check=True)
        (folder / "whole").touch()
    return python


def exact() -> dict[Cell, int]:
    """Exact counts of the made-up example by group type; skipped counts as an answer."""
    instrument = load_content().instruments["zelftest"].model
    place, key = example_files()
    opener = Opener(key, instrument)
    found: Counter[Cell] = Counter()
    for sealed in read_sealed(place):
        one = opener.open(sealed)
        for statement in instrument.statements:
            counts = {str(c): one.tally.given(statement.id, c) for c in Colour}
            counts["skip"] = one.tally.sheets - sum(counts.values())
            for answer, count in counts.items():
                found[statement.id, one.group_type, answer] += count
    return dict(found)


def ours() -> dict[Cell, Suppression | None]:
    """What our rules hide of the same cells, and why; groups that are not shown are not in it."""
    instrument = load_content().instruments["zelftest"].model
    place, key = example_files()
    release = Pool.read(read_sealed(place), key, instrument).release(("group_type",))
    return {
        (cell.id, dict(group.key)["group_type"], cell.category): cell.hidden
        for group in release.groups
        for cell in group.cells
        if cell.part is PartKind.STATEMENT
    }


def theirs(counts: dict[Cell, int], python: Path) -> dict[Cell, str]:
    """What ACRO says of each cell."""
    with tempfile.TemporaryDirectory() as place:
        given, wanted = Path(place) / "given.json", Path(place) / "wanted.json"
        given.write_text(json.dumps([[*cell, count] for cell, count in counts.items()]))
        script = PARTS / "acro_judges.py"
        subprocess.run(
            [python, script, given, wanted], check=True, cwd=place, capture_output=True, timeout=600
        )
        found = json.loads(wanted.read_text())
    return {(one["statement"], one["group"], one["answer"]): one["said"] for one in found}


def rows(
    counts: dict[Cell, int], hidden: dict[Cell, Suppression | None], said: dict[Cell, str]
) -> list[Row]:
    """Where both agree, and where not."""
    both: Counter[str] = Counter()
    for cell, reason in hidden.items():
        # ACRO has no cell for an answer that nobody gave in any group.
        safe = said.get(cell, OK) == OK
        if reason is None:
            both["shown by both" if safe else "hidden by ACRO alone"] += 1
        elif safe:
            both[f"hidden by our rules alone: {reason}"] += 1
        else:
            both[f"hidden by both: {reason}"] += 1
    left_out = {cell[1] for cell in counts} - {cell[1] for cell in hidden}
    both["group not shown at all by our rules"] = len(left_out)
    about = {"configuration": "ACRO and our rules", "size": "group types", "unit": "cells"}
    return [{**about, "measure": name, "median": n, "max": n} for name, n in sorted(both.items())]


def goals(found: list[Row]) -> list[Row]:
    """What ACRO hides, our rules hide too."""
    missed = sum(one["median"] for one in found if one["measure"] == "hidden by ACRO alone")
    agreed = sum(one["median"] for one in found if "both" in one["measure"])
    return [
        {"measure": "hidden by ACRO alone", "goal": "none", "value": missed, "met": missed == 0},
        {"measure": "cells that both judged", "goal": "some", "value": agreed, "met": agreed > 0},
    ]


def main() -> int:
    """Run, print, and write a file when asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    counts = exact()
    found = rows(counts, ours(), theirs(counts, judge()))
    pins = dict(line.split("==") for line in (PARTS / "acro.txt").read_text().split())
    made = {
        "versions": {**versions_of("pandas"), "acro": pins["acro"]},
        "machine": {**machine(), "load": []},
        "rows": found,
        "goals": goals(found),
    }
    for one in found:
        print(f"{one['measure']:50} {one['median']:6}")
    print_goals(made["goals"])
    if options.json:
        write(options.json, made)
    return 0 if all(goal["met"] for goal in made["goals"]) else 1


if __name__ == "__main__":
    sys.exit(main())
