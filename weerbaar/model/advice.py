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
        ``SEVERAL_STAND_OUT`` and ``ALL_ASK`` the lowest. None where a rule looks at no part.
    most
        The highest attention of the quadrants of ``SEVERAL_STAND_OUT``, of which ``value`` is the
        lowest; as ``value`` elsewhere.
    of
        Number of statements behind ``value``.
    rest
        The highest attention among the others (``STANDS_OUT``, ``SEVERAL_STAND_OUT``) or the
        attention of the other side.
    rest_of
        Number of statements behind ``rest``.
    low, high
        Of a group: the lowest and the highest end of the shares not green (0..1) of the quadrants
        concerned, so a true minimum and a true maximum (``CONTENT``, ``STRENGTHS``, ``ALL_ASK``).
    each_green
        Green answers of one person in each quadrant concerned (``STRENGTHS``); 0 elsewhere.
    green, orange, red, open
        One person's totals; 0 for a group.
    missing
        Open statements of which the own text does not invite to skip them; 0 for a group.
    """

    value: float | None = None
    most: float | None = None
    of: int = 0
    rest: float | None = None
    rest_of: int = 0
    low: float | None = None
    high: float | None = None
    each_green: int = 0
    green: int = 0
    orange: int = 0
    red: int = 0
    open: int = 0
    missing: int = 0


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
        Of the rules that the instrument has, in the order of :class:`RuleId`. One of
        ``OTHERWISE`` is given exactly when no other rule says what asks for attention, or that
        nothing does; ``DISCUSS`` always comes last. In a calm picture a side is not named beside
        a quadrant that stands out: it would be about the same few answers.
    """
    weak = _standing_out(profile)
    found = (
        _content(profile),
        _strengths(profile, weak),
        weak,
        _side(profile, Side.AWARENESS, RuleId.AWARENESS_SIDE),
        _side(profile, Side.ACTING, RuleId.ACTING_SIDE),
    )
    fired = [advice for advice in found if advice and advice.rule in profile.rules.used]
    rules = {advice.rule for advice in fired}
    if RuleId.CONTENT in rules and weak and weak.rule in rules:
        fired = [advice for advice in fired if advice.side is None]
    if all(advice.rule is RuleId.STRENGTHS for advice in fired):
        fired.append(_otherwise(profile))
    return [*fired, Advice(RuleId.DISCUSS, profile.measure, _evidence(profile))]


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
    evidence = replace(_evidence(profile, last, among=strong), each_green=last.green)
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
    """What the release says of a small group; else what lies above the other quadrants."""
    if not _all_known(profile):
        return None
    ranked = sorted(profile.quadrants, key=_attention, reverse=True)
    if profile.measure is Measure.LEVEL:
        highest = profile.highest or ()
        named = [part for part in ranked if part.id in highest]
    else:
        named = _above_all(ranked, profile)
    if not named:
        return None
    rest = next(part for part in ranked if part not in named)
    evidence = replace(_evidence(profile, named[-1], rest), most=named[0].attention)
    if len(named) == 1:
        return Advice(RuleId.STANDS_OUT, profile.measure, evidence, quadrant=named[0].id)
    return _about(RuleId.SEVERAL_STAND_OUT, profile, named, evidence)


def _above_all(ranked: list[Part], profile: Profile) -> list[Part]:
    """One quadrant above all others, or else the fewest, at most half, above all others."""
    rules, person = profile.rules, profile.measure is Measure.PERSON
    floor = rules.stands_out_at_least if person else 0
    margin = rules.stands_out_above if person else rules.group_stands_out_above
    for count in range(1, len(ranked) // 2 + 1):
        last, rest = ranked[count - 1], ranked[count]
        if _attention(last) >= floor and _above(last, rest, margin):
            return ranked[:count]
    return []


def _about(rule: RuleId, profile: Profile, parts: list[Part], evidence: Evidence) -> Advice:
    ids = tuple(part.id for part in profile.quadrants if part in parts)
    return Advice(rule, profile.measure, evidence, quadrants=ids)


def _side(profile: Profile, side: Side, rule: RuleId) -> Advice | None:
    here, there = profile.side(side), profile.side(side.other)
    if not _all_known(profile) or here.attention is None or there.attention is None:
        return None
    rules = profile.rules
    if profile.measure is Measure.LEVEL:
        # Neighbouring levels may be one answer apart: what counts is what is certain.
        fires = (here.low or 0) - (there.high or 0) >= rules.group_side_above - _TOLERANCE
    else:
        person = profile.measure is Measure.PERSON
        fires = _above(here, there, rules.side_above if person else rules.group_side_above)
    return (
        Advice(rule, profile.measure, _evidence(profile, here, there), side=side) if fires else None
    )


def _content(profile: Profile) -> Advice | None:
    if not _all_known(profile):
        return None
    top = max(profile.quadrants, key=_attention)
    rules = profile.rules
    if profile.measure is Measure.PERSON:
        holds = (
            profile.missing == 0 and profile.red == 0 and profile.orange <= rules.content_max_orange
        )
    elif profile.measure is Measure.GROUP:
        holds = _attention(top) <= rules.group_content_at_most + _TOLERANCE
    else:
        holds = _attention(top) <= rules.level_content_at_most
    evidence = _evidence(profile, top, among=list(profile.quadrants))
    return Advice(RuleId.CONTENT, profile.measure, evidence) if holds else None


def _all_known(profile: Profile) -> bool:
    """Whether every quadrant has a figure; without one nobody knows which asks the most."""
    return all(part.attention is not None for part in profile.quadrants)


def _otherwise(profile: Profile) -> Advice:
    """Where to begin when no rule says so: the first of ``OTHERWISE`` that holds."""
    least = min(profile.quadrants, key=_attention)
    found = {
        RuleId.STILL_OPEN: (_is_open(profile), _evidence(profile)),
        RuleId.ALL_ASK: (
            all(_asks(part, profile) for part in profile.quadrants),
            _evidence(profile, least, among=list(profile.quadrants)),
        ),
        RuleId.ONE_POINT: (profile.orange + profile.red == 1, _evidence(profile)),
    }
    for rule, (holds, evidence) in found.items():
        if holds and rule in profile.rules.used:
            return Advice(rule, profile.measure, evidence)
    return Advice(RuleId.SPREAD, profile.measure, _evidence(profile))


def _is_open(profile: Profile) -> bool:
    """Whether too little is known: most is open, or all that is not green is what is open."""
    if profile.measure is not Measure.PERSON:
        return any(part.attention is None for part in profile.quadrants)
    statements = sum(part.of for part in profile.quadrants)
    asks = profile.orange + profile.red
    return profile.missing > 0 and (asks == 0 or 2 * profile.missing > statements)


def _asks(part: Part, profile: Profile) -> bool:
    """Whether most of a quadrant is surely not green; on levels: whether it is past the middle."""
    if profile.measure is Measure.PERSON:
        return 2 * _attention(part) > part.of
    if profile.measure is Measure.GROUP:
        return part.low is not None and 2 * part.low > 1
    return _attention(part) > 1


def _evidence(
    profile: Profile,
    part: Part | None = None,
    rest: Part | None = None,
    among: list[Part] | None = None,
) -> Evidence:
    ends = [(p.low, p.high) for p in among or () if p.low is not None and p.high is not None]
    return Evidence(
        value=part.attention if part else None,
        most=part.attention if part else None,
        of=part.of if part else 0,
        rest=rest.attention if rest else None,
        rest_of=rest.of if rest else 0,
        low=min((low for low, _ in ends), default=None),
        high=max((high for _, high in ends), default=None),
        green=profile.green,
        orange=profile.orange,
        red=profile.red,
        open=profile.open,
        missing=profile.missing,
    )


def _attention(part: Part) -> float:
    return part.attention if part.attention is not None else 0.0


def _above(part: Part, rest: Part, margin: float) -> bool:
    return _attention(part) - _attention(rest) >= margin - _TOLERANCE
