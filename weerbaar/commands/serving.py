"""``weerbaar start | research | doctor``: servers, and what stands in their way."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from weerbaar.bootstrap import DataFolder
from weerbaar.catalog import Voice
from weerbaar.commands.adding import Commands, folder_of
from weerbaar.present.wording import preflight_line

if TYPE_CHECKING:
    from weerbaar.serve.launcher import Launcher


def add(commands: Commands) -> None:
    """Add the commands of this module."""
    start = commands.command("start", _start)
    start.option("no_browser", "--no-browser", action="store_true")
    start.option("ready_file", "--ready-file", type=Path)
    start.option("host", "--host").option("port", "--port", type=int)
    start.option("rehearsal", "--rehearsal", action="store_true")
    research = commands.command("research", _research)
    research.option("no_browser", "--no-browser", action="store_true")
    research.option("ready_file", "--ready-file", type=Path)
    commands.command("doctor", _doctor).option("port", "--port", type=int)


def _start(options: argparse.Namespace, voice: Voice) -> int:
    from weerbaar.serve.launcher import SessionLauncher

    more = {"host": options.host, "port": options.port, "rehearsal": options.rehearsal}
    return _launch(SessionLauncher, options, voice, **more)


def _research(options: argparse.Namespace, voice: Voice) -> int:
    from weerbaar.serve.launcher import ResearchLauncher

    return _launch(ResearchLauncher, options, voice)


def _launch(
    launcher: type[Launcher],
    options: argparse.Namespace,
    voice: Voice,
    **more: Any,
) -> int:
    """Serve until told to stop; what prevents it is told in a sentence."""
    from weerbaar.serve.launcher import Options

    wanted = Options(
        folder=folder_of(options),
        language=options.lang,
        browser=not options.no_browser,
        ready_file=options.ready_file,
        **more,
    )
    launcher(wanted, voice.content, lambda text: print(text, flush=True)).run()
    return 0


def _doctor(options: argparse.Namespace, voice: Voice) -> int:
    from weerbaar.serve.addresses import DEFAULT_PORT
    from weerbaar.serve.preflight import findings

    folder = folder_of(options)
    found = findings(folder, DataFolder(folder).place(), options.port or DEFAULT_PORT)
    for finding in found:
        print(preflight_line(finding, voice))
    print(voice("preflight.try_one"))
    return int(any(finding.level == "problem" for finding in found))
