"""The interpretation rules: Profile -> Advice, each with the evidence that made it fire.

The thresholds are content (``rules.yaml``); the same rules read one person's counts, a group's
shares and a small group's levels (design section 4).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from weerbaar.model.instrument import Side
from weerbaar.model.profile import Measure, Part, Profile
from weerbaar.model.rules import RuleId

# Shares are sums of fractions; a difference of exactly 15 points must not be lost to rounding.
_TOLERANCE = 1e-9


@dataclass(frozen=True)
class Evidence:
    """What made a rule fire, as numbers; the words come from the content.

    Attributes
    ----------
    value
        Attention of the quadrant or side concerned (unit: the profile's measure); for
        ``CONTENT`` and ``STRENGTHS`` the highest attention of any quadrant concerned, for
        ``SEVERAL_STAND_OUT`` the lowest. None where a rule looks at no part.
    green
        Green answers of one person in each quadrant concerned (``STRENGTHS``); 0 elsewhere.
    of
        Number of statements behind ``value``.
    rest
        The highest attention among the others (``STANDS_OUT``, ``SEVERAL_STAND_OUT``) or the
        attention of the other side.
    rest_of
        Number of statements behind ``rest``.
    orange, red, open
        One person's totals; 0 for a group.
    """

    value: float | None = None
    of: int = 0
    rest: float | None = None
    rest_of: int = 0
    green: int = 0
    orange: int = 0
    red: int = 0
    open: int = 0


@dataclass(frozen=True)
class Advice:
    """A rule that fired.

    Attributes
    ----------
    quadrant, side
        What it is about, where the rule looks at one.
    quadrants
        What it is about where the rule looks at several, in the order of the instrument.
    """

    rule: RuleId
    measure: Measure
    evidence: Evidence
    quadrant: str | None = None
    side: Side | None = None
    quadrants: tuple[str, ...] = ()


def advise(profile: Profile) -> list[Advice]:
    """Apply the interpretation rules to one person's or one group's profile.

    Returns
    -------
    list of Advice
        Of the rules that the instrument has, in the order of :class:`RuleId`. ``SPREAD`` is given
        exactly when no other rule says what asks for attention, or that nothing does;
        ``DISCUSS`` always comes last.
    """
    weak = _standing_out(profile)
    found = (
        _strengths(profile, weak),
        weak,
        _side(profile, Side.AWARENESS, RuleId.AWARENESS_SIDE),
        _side(profile, Side.ACTING, RuleId.ACTING_SIDE),
        _content(profile),
    )
    fired = [advice for advice in found if advice and advice.rule in profile.rules.used]
    totals = Evidence(orange=profile.orange, red=profile.red, open=profile.open)
    if all(advice.rule is RuleId.STRENGTHS for advice in fired):
        fired.append(Advice(RuleId.SPREAD, profile.measure, totals))
    return [*fired, Advice(RuleId.DISCUSS, profile.measure, totals)]


def _strengths(profile: Profile, weak: Advice | None) -> Advice | None:
    """The strongest quadrants, but not all: where all are alike, none is stronger."""
    named = {weak.quadrant, *weak.quadrants} if weak else set()
    strong = [p for p in profile.quadrants if _is_strong(p, profile) and p.id not in named]
    if profile.measure is Measure.PERSON:
        most = max((part.green for part in strong), default=0)
        strong = [part for part in strong if part.green == most]
    if not strong or len(strong) == len(profile.quadrants):
        return None
    last = max(strong, key=_attention)
    evidence = replace(_evidence(profile, last), green=last.green)
    return _about(RuleId.STRENGTHS, profile, strong, evidence)


def _is_strong(part: Part, profile: Profile) -> bool:
    if part.attention is None:
        return False
    rules = profile.rules
    if profile.measure is Measure.PERSON:
        return part.red == 0 and 2 * part.green > part.of
    if profile.measure is Measure.GROUP:
        return part.attention <= rules.group_strong_at_most + _TOLERANCE
    return part.attention <= rules.level_strong_at_most


def _standing_out(profile: Profile) -> Advice | None:
    """One quadrant above all others, or else the fewest, at most half, above all others."""
    ranked = [p for p in profile.quadrants if p.attention is not None]
    ranked.sort(key=_attention, reverse=True)
    floor, margin = _stands_out_thresholds(profile)
    most = max(1, len(ranked) // 2)
    for count in range(1, min(most, len(ranked) - 1) + 1):
        last, rest = ranked[count - 1], ranked[count]
        if _attention(last) >= floor and _above(last, rest, margin):
            evidence = _evidence(profile, last, rest)
            if count == 1:
                return Advice(RuleId.STANDS_OUT, profile.measure, evidence, quadrant=last.id)
            return _about(RuleId.SEVERAL_STAND_OUT, profile, ranked[:count], evidence)
    return None


def _about(rule: RuleId, profile: Profile, parts: list[Part], evidence: Evidence) -> Advice:
    ids = tuple(part.id for part in profile.quadrants if part in parts)
    return Advice(rule, profile.measure, evidence, quadrants=ids)


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
