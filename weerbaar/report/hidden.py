"""What a release does not show exactly, and why, in the words of the disclosure rules."""

from __future__ import annotations

from dataclasses import dataclass

from weerbaar.catalog import Content
from weerbaar.disclosure import Detail, Release

_RULES = {
    Detail.NOTHING: ("R2", "R7", "R8"),
    Detail.LEVELS: ("R2", "R6", "R7"),
    Detail.STATEMENTS: ("R3", "R4", "R6", "R7"),
}
_PARAMETERS = {
    Detail.NOTHING: "minimum",
    Detail.LEVELS: "statements_from",
    Detail.STATEMENTS: "band",
}


@dataclass(frozen=True)
class Hidden:
    """What is not shown.

    Attributes
    ----------
    found
        What it comes to in this release.
    why
        Why the limit lies where it does.
    rules
        Name and text of the rules that made it so.
    """

    found: str
    why: str
    rules: tuple[tuple[str, str], ...]


def hidden(release: Release, content: Content, language: str) -> Hidden:
    """What a release does not show exactly, and why."""
    parameter = getattr(content.disclosure.parameters, _PARAMETERS[release.detail])
    rules = {rule.id: rule for rule in content.disclosure.rules}
    return Hidden(
        found=_found(release, content, language),
        why=parameter.why[language],
        rules=tuple(
            (rules[name].name[language], rules[name].text[language])
            for name in _RULES[release.detail]
        ),
    )


def _found(release: Release, content: Content, language: str) -> str:
    if release.detail is Detail.NOTHING:
        least = release.policy.minimum
        return content.text("report.hidden.nothing", language, minimum=least)
    likely = content.text("report.hidden.likely", language)
    if release.detail is Detail.LEVELS:
        facts = {"n": release.n, "from": release.policy.statements_from}
        return f"{content.text('report.hidden.levels', language, **facts)} {likely}"
    counted = [f for f in release.statements if f.not_green is not None]
    exact = sum(f.not_green is not None and f.not_green.exact for f in counted)
    total = len(release.statements)
    facts = {"total": total, "exact": exact, "banded": len(counted) - exact}
    words = content.text("report.hidden.statements", language, **facts)
    few = total - len(counted)
    hides = f" {content.text('report.hidden.few', language, n=few)}" if few else ""
    return f"{words}{hides} {likely}"
