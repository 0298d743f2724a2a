"""``weerbaar study | export | audit``: a package for research, and what it gives away."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from weerbaar.catalog import Content, ContentError, Voice
from weerbaar.catalog.study_file import read_study, study_template
from weerbaar.catalog.words import problem_lines
from weerbaar.commands.adding import Commands, folder_of
from weerbaar.pages.house import House
from weerbaar.room.folder import LEDGER

if TYPE_CHECKING:
    from weerbaar.research.handover import Handover


def add(commands: Commands) -> None:
    """Add the commands of this module."""
    export = commands.command("export", _export)
    export.option("out", "out", metavar="OUT", type=Path)
    export.option("sealed", "--sealed", type=Path)
    export.option("key", "--key", type=Path)
    export.option("by", "--by", nargs="+", metavar="VARIABLE", default=[])
    export.option("plan", "--plan", nargs="*", action="append", metavar="VARIABLE", default=[])
    export.option("ledger", "--ledger", type=Path)
    export.option("instrument", "--instrument", metavar="ID")
    export.option("noise", "--noise", type=float, metavar="EPSILON")
    export.option("study_file", "--study", metavar="FILE", type=Path)
    audit = commands.command("audit", _audit)
    audit.option("file", "files", metavar="FILE", nargs="+", type=Path)
    study = commands.command("study", _study)
    study.option("study_out", "file", metavar="FILE", type=Path)


def _export(options: argparse.Namespace, content: Content) -> int:
    """Write a package for research, or say why not."""
    from weerbaar.research import handover, spoken
    from weerbaar.research.package import ExportRefused

    voice = Voice(content, options.lang)
    lacking = spoken.not_installed()
    if lacking:
        raise ExportRefused("not_installed", name=lacking)
    try:
        handed = _handed(options, content)
    except ContentError as error:
        print(*problem_lines(error.problems, options.lang), sep="\n")
        return 1
    except handover.GroupsRefused as refused:
        print(voice.refusal(refused), *spoken.refusal_lines(refused.groups, voice), sep="\n")
        return 1
    except handover.AuditFailed as failed:
        print(voice.refusal(failed), *spoken.finding_lines(failed.findings, voice), sep="\n")
        return 1
    print(*spoken.export_lines(handed, voice), sep="\n")
    return 0


def _handed(options: argparse.Namespace, content: Content) -> Handover:
    from weerbaar.research import handover
    from weerbaar.research.package import ExportRefused

    study = None if options.study is None else read_study(options.study)
    if options.sealed is None:
        names = ("key", "by", "plan", "ledger", "noise")
        alone = [f"--{name}" for name in names if getattr(options, name)]
        if alone:
            raise ExportRefused("sealed_missing", option=alone[0])
        room = House(folder_of(options)).room
        return handover.hand_over_rooms(room, content, options.out, options.instrument, study)
    if options.key is None:
        raise ExportRefused("key_missing")
    ledger = options.ledger or folder_of(options) / LEDGER
    request = handover.Request(
        options.sealed,
        options.key,
        ledger,
        by=tuple(options.by),
        plan=tuple(map(tuple, options.plan)),
        noise=options.noise,
        instrument=options.instrument,
    )
    return handover.hand_over_pooled(request, content, options.out, study)


def _audit(options: argparse.Namespace, content: Content) -> int:
    """Say whether exports give nobody away: 0 when they pass, 1 when not, 2 when unreadable."""
    from weerbaar.research import spoken
    from weerbaar.research.audit import Unreadable, audit
    from weerbaar.research.vocabulary import vocabulary

    voice = Voice(content, options.lang)
    lacking = spoken.not_installed()
    if lacking:
        print(voice("package.errors.not_installed", name=lacking))
        return 2
    first, *others = options.files
    path = ", ".join(str(one) for one in options.files)
    try:
        report = audit(first, vocabulary(content), *others)
    except Unreadable as error:
        print(voice(f"{error.group}.{error.code}", path=path, **error.facts))
        return 2
    print(*spoken.audit_lines(report, path, voice), sep="\n")
    return 0 if report.passed else 1


def _study(options: argparse.Namespace, content: Content) -> int:
    """Write an empty study file to fill in, unless there is a file of that name."""
    try:
        with options.file.open("x", encoding="utf-8") as file:
            file.write(study_template())
    except FileExistsError:
        print(content.text("package.errors.exists", options.lang, path=options.file))
        return 1
    except OSError:
        print(content.text("package.errors.unwritable", options.lang, path=options.file))
        return 1
    print(content.text("package.study_made", options.lang, path=options.file))
    return 0
