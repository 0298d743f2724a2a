"""The interpretation rules: Profile -> Advice, each with the evidence that made it fire.

The thresholds are content (``rules.yaml``); the same rules read one person's counts, a group's
shares and a small group's levels (design section 4).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from weerbaar.model.instrument import Side
from weerbaar.model.profile import Measure, Part, Profile

# Shares are sums of fractions; a difference of exactly 15 points must not be lost to rounding.
_TOLERANCE = 1e-9


class RuleId(StrEnum):
    """The rules, in the order in which they are shown."""

    STANDS_OUT = "stands_out"
    AWARENESS_SIDE = "awareness_side"
    ACTING_SIDE = "acting_side"
    CONTENT = "content"
    SPREAD = "spread"
    DISCUSS = "discuss"


@dataclass(frozen=True)
class Evidence:
    """What made a rule fire, as numbers; the words come from the content.

    Attributes
    ----------
    value
        Attention of the quadrant or side concerned (unit: the profile's measure); for
        ``CONTENT`` the highest attention of any quadrant. None where a rule looks at no part.
    of
        Number of statements behind ``value``.
    rest
        The highest attention among the others (``STANDS_OUT``) or the attention of the other
        side.
    rest_of
        Number of statements behind ``rest``.
    orange, red, open
        One person's totals; 0 for a group.
    """

    value: float | None = None
    of: int = 0
    rest: float | None = None
    rest_of: int = 0
    orange: int = 0
    red: int = 0
    open: int = 0


@dataclass(frozen=True)
class Advice:
    """A rule that fired; ``quadrant`` or ``side`` says about what, where the rule has one."""

    rule: RuleId
    measure: Measure
    evidence: Evidence
    quadrant: str | None = None
    side: Side | None = None


def advise(profile: Profile) -> list[Advice]:
    """Apply the interpretation rules to one person's or one group's profile.

    Returns
    -------
    list of Advice
        In the order of :class:`RuleId`. ``SPREAD`` is given exactly when none of the rules
        before it fired; ``DISCUSS`` always comes last.
    """
    fired = [
        advice
        for advice in (
            _stands_out(profile),
            _side(profile, Side.AWARENESS, RuleId.AWARENESS_SIDE),
            _side(profile, Side.ACTING, RuleId.ACTING_SIDE),
            _content(profile),
        )
        if advice is not None
    ]
    totals = Evidence(orange=profile.orange, red=profile.red, open=profile.open)
    if not fired:
        fired = [Advice(RuleId.SPREAD, profile.measure, totals)]
    return [*fired, Advice(RuleId.DISCUSS, profile.measure, totals)]


def _stands_out(profile: Profile) -> Advice | None:
    known = [p for p in profile.quadrants if p.attention is not None]
    if not known:
        return None
    top = max(known, key=_attention)
    others = [p for p in known if p is not top]
    if not others:
        return None
    rest = max(others, key=_attention)
    floor, margin = _stands_out_thresholds(profile)
    if _attention(top) < floor or not _above(top, rest, margin):
        return None
    evidence = _evidence(profile, top, rest)
    return Advice(RuleId.STANDS_OUT, profile.measure, evidence, quadrant=top.id)


def _stands_out_thresholds(profile: Profile) -> tuple[float, float]:
    rules = profile.rules
    return {
        Measure.PERSON: (rules.stands_out_at_least, rules.stands_out_above),
        Measure.GROUP: (0, rules.group_stands_out_above),
        Measure.LEVEL: (0, rules.level_stands_out_above),
    }[profile.measure]


def _side(profile: Profile, side: Side, rule: RuleId) -> Advice | None:
    here, there = profile.side(side), profile.side(side.other)
    if here.attention is None or there.attention is None:
        return None
    rules = profile.rules
    margin = {
        Measure.PERSON: rules.side_above,
        Measure.GROUP: rules.group_side_above,
        Measure.LEVEL: rules.level_side_above,
    }[profile.measure]
    if not _above(here, there, margin):
        return None
    return Advice(rule, profile.measure, _evidence(profile, here, there), side=side)


def _content(profile: Profile) -> Advice | None:
    known = [p for p in profile.quadrants if p.attention is not None]
    if len(known) < len(profile.quadrants):
        return None
    top = max(known, key=_attention)
    rules = profile.rules
    if profile.measure is Measure.PERSON:
        holds = (
            profile.open == 0 and profile.red == 0 and profile.orange <= rules.content_max_orange
        )
    elif profile.measure is Measure.GROUP:
        holds = _attention(top) <= rules.group_content_at_most + _TOLERANCE
    else:
        holds = _attention(top) <= rules.level_content_at_most
    return Advice(RuleId.CONTENT, profile.measure, _evidence(profile, top)) if holds else None


def _evidence(profile: Profile, part: Part, rest: Part | None = None) -> Evidence:
    return Evidence(
        value=part.attention,
        of=part.of,
        rest=rest.attention if rest else None,
        rest_of=rest.of if rest else 0,
        orange=profile.orange,
        red=profile.red,
        open=profile.open,
    )


def _attention(part: Part) -> float:
    return part.attention if part.attention is not None else 0.0


def _above(part: Part, rest: Part, margin: float) -> bool:
    return _attention(part) - _attention(rest) >= margin - _TOLERANCE
