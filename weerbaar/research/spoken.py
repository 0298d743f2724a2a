"""What the terminal says about an export and about an audit; the words are in the content."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.util import find_spec

from weerbaar.catalog import Content
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


def export_lines(handed: Handover, content: Content, language: str) -> Iterator[str]:
    """What was written, and what was left out."""

    def text(key: str, **facts: object) -> str:
        return content.text(f"package.{key}", language, **facts)

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
    yield from refusal_lines(handed.refusals, content, language)
    for file in handed.not_counted:
        yield text("not_counted", file=file.file, reason=text(f"reasons.{file.reason}"))
    made = contents.noise
    if made is not None:
        numbers = {"epsilon": f"{made.epsilon:g}", "budget": f"{made.budget:g}"}
        yield text("noise_told", error=f"{made.error:g}", **numbers)


def refusal_lines(
    refusals: Sequence[RefusedGroup], content: Content, language: str
) -> Iterator[str]:
    """Of each group that is too close: with which releases, and what would follow."""
    wording = Wording(content, content.default, language)
    close = [refusal for refusal in refusals if refusal.clash is not None]
    for refusal in close[:MOST]:
        yield content.text("package.refused_group", language, group=wording.refusal(refusal))
    if len(close) > MOST:
        yield content.text("package.more_groups", language, n=len(close) - MOST)


def audit_lines(report: Report, path: str, content: Content, language: str) -> Iterator[str]:
    """The verdict, every finding, and what somebody has to read."""
    facts = {"path": path, "tables": len(report.tables)}
    if report.passed:
        yield content.text("audit.pass", language, **facts)
    else:
        yield content.text("audit.fail", language, n=len(report.findings), **facts)
        yield from finding_lines(report.findings, content, language)
    if report.smallest is not None:
        yield content.text("audit.smallest", language, count=report.smallest)
    if report.single:
        yield content.text("audit.single", language)
    if report.told:
        yield content.text("audit.told", language)
        for text in report.told:
            yield content.text("audit.finding", language, text=text)


def finding_lines(
    findings: Sequence[AuditFinding], content: Content, language: str
) -> Iterator[str]:
    """One line per finding, up to ``MOST``."""
    for found in findings[:MOST]:
        sentence = content.text(f"audit.findings.{found.code}", language, **dict(found.facts))
        yield content.text("audit.finding", language, text=sentence)
    if len(findings) > MOST:
        yield content.text("audit.more", language, n=len(findings) - MOST)
