"""What the terminal says about an export and about an audit; the words are in the content."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.util import find_spec

from weerbaar.catalog import Voice
from weerbaar.disclosure.pooling.research_release import RefusedGroup
from weerbaar.research.audit import AuditFinding, Report
from weerbaar.research.handover import Handover
from weerbaar.research.package.contents import Source
from weerbaar.research.wording import Wording

MOST = 40
"""So many findings are told one by one; of the rest, how many."""

_NEEDED = ("frictionless", "opendp", "pyarrow", "pyreadstat", "scipy", "statsmodels", "xlsxwriter")


def not_installed() -> str | None:
    """Name of a library that research needs and that is not there; None when all are."""
    return next((name for name in _NEEDED if find_spec(name) is None), None)


def export_lines(handed: Handover, voice: Voice) -> Iterator[str]:
    """What was written, and what was left out."""

    def text(key: str, **facts: object) -> str:
        return voice(f"package.{key}", **facts)

    contents = handed.contents
    tables = len(contents.tables)
    if contents.source is Source.ROOMS:
        sessions = len(contents.tables["sessions"])
        yield text("done_rooms", path=handed.path, tables=tables, sessions=sessions)
    else:
        yield text("done", path=handed.path, tables=tables, smallest=handed.smallest)
    if contents.study is None:
        yield text("no_study")
    if contents.source is Source.ROOMS:
        return
    if contents.simulated:
        yield text("made_up")
    if handed.refusals:
        yield text("refused_groups", n=len(handed.refusals))
    yield from refusal_lines(handed.refusals, voice)
    for file in handed.not_counted:
        yield text("not_counted", file=file.file, reason=text(f"reasons.{file.reason}"))
    made = contents.noise
    if made is not None:
        numbers = {"epsilon": f"{made.epsilon:g}", "budget": f"{made.budget:g}"}
        yield text("noise_told", error=f"{made.error:g}", **numbers)


def refusal_lines(refusals: Sequence[RefusedGroup], voice: Voice) -> Iterator[str]:
    """Of each group that is too close: with which releases, and what would follow."""
    wording = Wording(voice, voice.content.default)
    close = [refusal for refusal in refusals if refusal.clash is not None]
    for refusal in close[:MOST]:
        yield voice("package.refused_group", group=wording.refusal(refusal))
    if len(close) > MOST:
        yield voice("package.more_groups", n=len(close) - MOST)


def audit_lines(report: Report, path: str, voice: Voice) -> Iterator[str]:
    """The verdict, every finding, and what somebody has to read."""
    facts = {"path": path, "tables": len(report.tables)}
    if report.passed:
        yield voice("audit.pass", **facts)
    else:
        yield voice("audit.fail", n=len(report.findings), **facts)
        yield from finding_lines(report.findings, voice)
    if report.smallest is not None:
        yield voice("audit.smallest", count=report.smallest)
    if report.single:
        yield voice("audit.single")
    if report.told:
        yield voice("audit.told")
        for text in report.told:
            yield voice("audit.finding", text=text)


def finding_lines(findings: Sequence[AuditFinding], voice: Voice) -> Iterator[str]:
    """One line per finding, up to ``MOST``."""
    for found in findings[:MOST]:
        sentence = voice(f"audit.findings.{found.code}", **dict(found.facts))
        yield voice("audit.finding", text=sentence)
    if len(findings) > MOST:
        yield voice("audit.more", n=len(findings) - MOST)
