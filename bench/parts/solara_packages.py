"""Solara and what it needs, in a folder of its own.

Not in the environment itself: Voilà sends every installed front-end extension to every page, so
Solara's own would be counted as Voilà's.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).parents[2]
LOCK = ROOT / "requirements-bench.lock"
FOLDER = Path(sys.prefix) / "bench-solara"
PLACE = "WEERBAAR_BENCH_SOLARA"
"""Environment variable with a folder that has them already."""


def folder() -> Path:
    """Where they are."""
    return Path(os.environ.get(PLACE) or FOLDER)


def environment() -> dict[str, str]:
    """What a server needs to find them; it asks nothing of any other computer."""
    place = folder()
    return {
        "PYTHONPATH": os.pathsep.join([str(place), str(ROOT)]),
        "JUPYTER_CONFIG_PATH": str(place / "etc" / "jupyter"),
        "JUPYTER_PATH": str(place / "share" / "jupyter"),
        "SOLARA_ASSETS_PROXY_CACHE_DIR": str(place / "share" / "solara" / "cdn"),
        "SOLARA_TELEMETRY_MIXPANEL_ENABLE": "False",
    }


def install() -> None:
    """Install them, their hashes checked, unless they are there."""
    if (folder() / "solara").is_dir():
        return
    print("Solara wordt klaargezet voor de vergelijking.", flush=True)
    with tempfile.TemporaryDirectory() as scratch:
        lock = Path(scratch, "lock.txt")
        lock.write_text(missing(LOCK.read_text(encoding="utf-8")), encoding="utf-8")
        pip = "-m pip --disable-pip-version-check --no-input install --progress-bar off -q"
        options = ["--no-deps", "--require-hashes", "--target", str(folder()), "-r", str(lock)]
        subprocess.run([sys.executable, *pip.split(), *options], check=True)


def missing(lock: str) -> str:
    """Leave out of a lock what the environment has already, in that version."""
    blocks = re.split(r"(?m)^(?=[A-Za-z0-9])", lock)
    return "".join(block for block in blocks if not _is_here(block))


def _is_here(block: str) -> bool:
    found = re.match(r"([\w.-]+)==([^\s;\\]+)", block)
    if not found:
        return True
    try:
        here = metadata.version(found[1])
    except metadata.PackageNotFoundError:
        return False
    # Another version of a name that is here is the line of another Python.
    return here == found[2] or f"\n{found[1]}=={here}" in f"\n{LOCK.read_text(encoding='utf-8')}"


def version() -> str:
    """Version of Solara."""
    found = metadata.distributions(name="solara", path=[str(folder())])
    return next((one.version for one in found), "")
