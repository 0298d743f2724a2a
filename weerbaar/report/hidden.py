"""What a release does not show exactly, and why, in the words of the disclosure rules."""

from __future__ import annotations

from dataclasses import dataclass

from weerbaar.catalog import Voice
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


def hidden(release: Release, voice: Voice) -> Hidden:
    """What a release does not show exactly, and why."""
    parameter = getattr(voice.content.disclosure.parameters, _PARAMETERS[release.detail])
    rules = {rule.id: rule for rule in voice.content.disclosure.rules}
    return Hidden(
        found=_found(release, voice),
        why=voice.of(parameter.why),
        rules=tuple(
            (voice.of(rules[name].name), voice.of(rules[name].text))
            for name in _RULES[release.detail]
        ),
    )


def _found(release: Release, voice: Voice) -> str:
    if release.detail is Detail.NOTHING:
        least = release.policy.minimum
        return voice("report.hidden.nothing", minimum=least)
    likely = voice("report.hidden.likely")
    if release.detail is Detail.LEVELS:
        facts = {"n": release.n, "from": release.policy.statements_from}
        return f"{voice('report.hidden.levels', **facts)} {likely}"
    counted = [f for f in release.statements if f.not_green is not None]
    exact = sum(f.not_green is not None and f.not_green.exact for f in counted)
    total = len(release.statements)
    facts = {"total": total, "exact": exact, "banded": len(counted) - exact}
    words = voice("report.hidden.statements", **facts)
    few = total - len(counted)
    hides = f" {voice('report.hidden.few', n=few)}" if few else ""
    return f"{words}{hides} {likely}"
