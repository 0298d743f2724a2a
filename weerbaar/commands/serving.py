"""``weerbaar start | research | doctor``: servers, and what stands in their way."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from weerbaar.catalog import Content, Voice
from weerbaar.commands.adding import Commands, folder_of
from weerbaar.pages.house import House
from weerbaar.present.wording import preflight_line

if TYPE_CHECKING:
    from weerbaar.serve.launcher import Launcher
    from weerbaar.serve.research import ResearchLauncher


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


def _start(options: argparse.Namespace, content: Content) -> int:
    from weerbaar.serve.launcher import Launcher

    more = {"host": options.host, "port": options.port, "rehearsal": options.rehearsal}
    return _launch(Launcher, options, content, **more)


def _research(options: argparse.Namespace, content: Content) -> int:
    from weerbaar.serve.research import ResearchLauncher

    return _launch(ResearchLauncher, options, content)


def _launch(
    launcher: type[Launcher | ResearchLauncher],
    options: argparse.Namespace,
    content: Content,
    **more: Any,
) -> int:
    """Serve until told to stop; what prevents it is told in a sentence."""
    from weerbaar.serve.options import Options

    wanted = Options(
        folder=folder_of(options),
        language=options.lang,
        browser=not options.no_browser,
        ready_file=options.ready_file,
        **more,
    )
    launcher(wanted, content, lambda text: print(text, flush=True)).run()
    return 0


def _doctor(options: argparse.Namespace, content: Content) -> int:
    from weerbaar.serve.find_place import DEFAULT_PORT
    from weerbaar.serve.preflight import findings

    folder = folder_of(options)
    found = findings(folder, House(folder).place(), options.port or DEFAULT_PORT)
    for finding in found:
        print(preflight_line(finding, Voice(content, options.lang)))
    print(content.text("preflight.try_one", options.lang))
    return int(any(finding.level == "problem" for finding in found))
