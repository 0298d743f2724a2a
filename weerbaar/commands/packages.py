"""``weerbaar study | export | audit``: a package for research, and what it gives away."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from weerbaar.bootstrap import DataFolder
from weerbaar.catalog import ContentError, Voice
from weerbaar.catalog.explain import problem_lines
from weerbaar.catalog.study_file import read_study, study_template
from weerbaar.commands.adding import Commands, folder_of
from weerbaar.files import write_whole
from weerbaar.room.place import LEDGER

if TYPE_CHECKING:
    from weerbaar.disclosure.pooling.research_release import RefusedGroup
    from weerbaar.research.audit import AuditFinding, Report
    from weerbaar.research.handover import Handover

MOST = 40
"""So many findings are told one by one; of the rest, how many."""

_NEEDED = ("frictionless", "opendp", "pyarrow", "pyreadstat", "scipy", "statsmodels", "xlsxwriter")


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


def _export(options: argparse.Namespace, voice: Voice) -> int:
    """Write a package for research, or say why not."""
    lacking = _not_installed()
    if lacking:
        print(voice("package.errors.not_installed", name=lacking))
        return 1
    from weerbaar.research.handover import AuditFailed, GroupsRefused

    try:
        handed = _handed(options, voice)
    except ContentError as error:
        print(*problem_lines(error.problems, options.lang), sep="\n")
        return 1
    except GroupsRefused as refused:
        print(voice.refusal(refused), *_refusal_lines(refused.groups, voice), sep="\n")
        return 1
    except AuditFailed as failed:
        print(voice.refusal(failed), *_finding_lines(failed.findings, voice), sep="\n")
        return 1
    print(*_export_lines(handed, voice), sep="\n")
    return 0


def _handed(options: argparse.Namespace, voice: Voice) -> Handover:
    from weerbaar.research.handover import SealedExport, hand_over_pooled, hand_over_rooms
    from weerbaar.research.package import ExportRefused

    study = None if options.study is None else read_study(options.study)
    if options.sealed is None:
        names = ("key", "by", "plan", "ledger", "noise")
        alone = [f"--{name}" for name in names if getattr(options, name)]
        if alone:
            raise ExportRefused("sealed_missing", option=alone[0])
        room = DataFolder(folder_of(options)).room
        return hand_over_rooms(room, voice.content, options.out, options.instrument, study)
    if options.key is None:
        raise ExportRefused("key_missing")
    ledger = options.ledger or folder_of(options) / LEDGER
    request = SealedExport(
        options.sealed,
        options.key,
        ledger,
        by=tuple(options.by),
        plan=tuple(map(tuple, options.plan)),
        noise=options.noise,
        instrument=options.instrument,
    )
    return hand_over_pooled(request, voice.content, options.out, study)


def _audit(options: argparse.Namespace, voice: Voice) -> int:
    """Say whether exports give nobody away: 0 when they pass, 1 when not, 2 when unreadable."""
    lacking = _not_installed()
    if lacking:
        print(voice("package.errors.not_installed", name=lacking))
        return 2
    from weerbaar.research.audit import Unreadable, audit
    from weerbaar.research.handover import vocabulary

    first, *others = options.files
    path = ", ".join(str(one) for one in options.files)
    try:
        report = audit(first, vocabulary(voice.content), *others)
    except Unreadable as error:
        print(voice(f"{error.group}.{error.code}", path=path, **error.facts))
        return 2
    print(*_audit_lines(report, path, voice), sep="\n")
    return 0 if report.passed else 1


def _study(options: argparse.Namespace, voice: Voice) -> int:
    """Write an empty study file to fill in, unless there is a file of that name."""
    try:
        write_whole(options.file, study_template(), new=True, private=False)
    except FileExistsError:
        print(voice("package.errors.exists", path=options.file))
        return 1
    except OSError:
        print(voice("package.errors.unwritable", path=options.file))
        return 1
    print(voice("package.study_made", path=options.file))
    return 0


def _not_installed() -> str | None:
    """Name of a library that research needs and that is not there; None when all are."""
    return next((name for name in _NEEDED if find_spec(name) is None), None)


def _export_lines(handed: Handover, voice: Voice) -> Iterator[str]:
    """What was written, and what was left out."""
    contents, path = handed.contents, handed.path
    tables, sessions = len(contents.tables), contents.tables.get("sessions")
    if sessions is None:
        yield voice("package.done", path=path, tables=tables, smallest=handed.smallest)
    else:
        yield voice("package.done_rooms", path=path, tables=tables, sessions=len(sessions))
    if contents.study is None:
        yield voice("package.no_study")
    if contents.simulated:
        yield voice("package.made_up")
    if handed.refusals:
        yield voice("package.refused_groups", n=len(handed.refusals))
    yield from _refusal_lines(handed.refusals, voice)
    for file in handed.not_counted:
        reason = voice(f"package.reasons.{file.reason}")
        yield voice("package.not_counted", file=file.file, reason=reason)
    if contents.noise:
        names = ("error", "epsilon", "budget")
        numbers = {name: f"{getattr(contents.noise, name):g}" for name in names}
        yield voice("package.noise_told", **numbers)


def _refusal_lines(refusals: Sequence[RefusedGroup], voice: Voice) -> Iterator[str]:
    """Of each group that is too close: with which releases, and what would follow."""
    from weerbaar.research.wording import Wording

    wording = Wording(voice, voice.content.default)
    close = [refusal for refusal in refusals if refusal.clash is not None]
    for refusal in close[:MOST]:
        yield voice("package.refused_group", group=wording.refusal(refusal))
    if len(close) > MOST:
        yield voice("package.more_groups", n=len(close) - MOST)


def _audit_lines(report: Report, path: str, voice: Voice) -> Iterator[str]:
    """The verdict, every finding, and what somebody has to read."""
    if report.passed:
        yield voice("audit.pass", path=path, tables=len(report.tables))
    else:
        yield voice("audit.fail", path=path, tables=len(report.tables), n=len(report.findings))
        yield from _finding_lines(report.findings, voice)
    if report.smallest is not None:
        yield voice("audit.smallest", count=report.smallest)
    if report.single:
        yield voice("audit.single")
    if report.told:
        yield voice("audit.told")
        for text in report.told:
            yield voice("audit.finding", text=text)


def _finding_lines(findings: Sequence[AuditFinding], voice: Voice) -> Iterator[str]:
    """One line for all rows of a file of which the same is wrong, up to ``MOST``."""
    from weerbaar.research.audit import by_sentence

    told = by_sentence(findings)
    for found in told[:MOST]:
        sentence = voice(f"audit.findings.{found.code}", **dict(found.facts))
        yield voice("audit.finding", text=sentence)
    if len(told) > MOST:
        yield voice("audit.more", n=len(told) - MOST)
