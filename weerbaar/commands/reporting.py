"""``weerbaar report``: the report of a group in a file, as a PDF or as slides."""

from __future__ import annotations

import argparse
from pathlib import Path

from weerbaar.bootstrap import DataFolder
from weerbaar.catalog import LANGUAGES, Voice
from weerbaar.commands.adding import Commands, folder_of
from weerbaar.disclosure import Release
from weerbaar.files import write_whole
from weerbaar.model.refusal import Refusal
from weerbaar.report.occasion import Occasion, file_name, occasion_of
from weerbaar.room import Room, SessionView, parse_code

PDF, SLIDES = ".pdf", ".pptx"


def add(commands: Commands) -> None:
    """Add the command of this module."""
    report = commands.command("report", _report)
    report.option("report_code", "code", metavar="CODE")
    report.option("report_out", "--out", metavar="FILE", type=Path)
    report.option("report_language", "--language", choices=LANGUAGES)


def _report(options: argparse.Namespace, voice: Voice) -> int:
    """Write the report of a session to a file; never over another one."""
    room = DataFolder(folder_of(options)).room
    view, release = _released(room, options.code)
    occasion, language = occasion_of(room, view), options.language or view.session.language
    path = options.out or Path(file_name(occasion, Voice(voice.content, language)) + PDF)
    if path.suffix.lower() not in (PDF, SLIDES):
        print(voice("report.command.kind", path=path))
        return 1
    if path.exists():
        print(voice("report.command.exists", path=path))
        return 1
    body = _made(path.suffix.lower(), release, occasion, Voice(voice.content, language))
    try:
        write_whole(path, body, new=True, private=False)
    except OSError:
        print(voice("report.command.unwritable", path=path))
        return 1
    print(voice("report.command.written", code=occasion.code, path=path))
    return 0


def _released(room: Room, code: str) -> tuple[SessionView, Release]:
    view = room.view(parse_code(code))
    if view.release is None:
        raise Refusal("report_unrevealed", code=view.session.code)
    room.instrument(view.session)
    return view, view.release


def _made(kind: str, release: Release, occasion: Occasion, voice: Voice) -> bytes:
    # Each brings its own libraries along, and only one is needed.
    if kind == SLIDES:
        from weerbaar.report.slides import group_slides

        return group_slides(release, occasion, voice)
    from weerbaar.report.group import group_report

    return group_report(release, occasion, voice)
