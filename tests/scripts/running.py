"""Run what a phone runs, in Node: data in, data out, in one process however much there is."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from weerbaar.pages.assets import STATIC

_START = """\
import { readFileSync } from "node:fs";
import make from "./asked.js";
const made = await make(JSON.parse(readFileSync(0, "utf-8")));
process.stdout.write(JSON.stringify(made ?? null));
"""


def run_script(
    script: str,
    given: object,
    *,
    changed: Mapping[str, str] | None = None,
    seconds: float = 300,
) -> Any:
    """Return what a script makes of data.

    Parameters
    ----------
    script : str
        Text of a module beside the scripts of the pages: it may import from "./score.js". What it
        exports by default is a function, which may be async, of the data.
    given : object
        The data, as far as JSON goes.
    changed : mapping of str to str, optional
        By name of a file: a text to run instead, for tests that break it on purpose.
    seconds : float
        How long it may take.

    Raises
    ------
    RuntimeError
        With what Node says, when the script fails.

    Examples
    --------
    >>> run_script('export default (names) => names.length;', ["a", "b"])
    2
    """
    with TemporaryDirectory() as place:
        folder = Path(place)
        for file in STATIC.glob("*.js"):
            shutil.copyfile(file, folder / file.name)
        texts = {"package.json": '{"type": "module"}', "asked.js": script, "start.js": _START}
        for name, text in {**(changed or {}), **texts}.items():
            (folder / name).write_text(text, encoding="utf-8")
        done = subprocess.run(
            [_node(), "start.js"],
            cwd=folder,
            input=json.dumps(given),
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=seconds,
            check=False,
        )
    if done.returncode:
        raise RuntimeError(done.stderr)
    return json.loads(done.stdout)


@cache
def _node() -> str:
    """The Node of this machine, or else the one that comes with Playwright."""
    found = shutil.which("node")
    if found is None:
        from playwright._impl._driver import compute_driver_executable

        found = compute_driver_executable()[0]
    return found
