"""Comparisons of groups of sessions: made from exact counts, and told no sharper than the shares.

What is published of a comparison is the difference of two shares that are each shown, rounded as
they are; how far chance can move it; and what follows from these. So beside the shares themselves
it tells one number, an error over all councils together, and that is rounded up.

The councils that are in both groups, such as those of two waves, are compared with themselves.
They are then groups of their own: enough councils and people, none dominating, and what they and
the whole groups differ in may be known too, by the ledger, in which they are entered. When only
the last does not hold, the whole groups are compared, with an error that reckons with who is in
both: of them only that one number over all councils is told. When they are too few, the groups are
compared as different councils, which tells nothing of who is in both, and is on the careful side.

Councils in one of both groups only are left out of a paired comparison: between councils there is
more difference than within, so they would add more error than knowledge.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import asin, ceil, sqrt

import numpy as np

from weerbaar.disclosure.pooling.estimates import Answers, Spread, p_value, reach, spreads
from weerbaar.disclosure.pooling.group_figures import (
    FEW_CLUSTERS,
    NOTHING_MORE,
    council_answers,
    group_shares,
)
from weerbaar.disclosure.pooling.ledger import Ledger
from weerbaar.disclosure.pooling.research_release import (
    Comparison,
    Design,
    PartKind,
    ResearchRules,
    Share,
)
from weerbaar.disclosure.pooling.sessions import Key, Member, Sessions, TallyLayout
from weerbaar.disclosure.pooling.suppression import Suppressed


@dataclass(frozen=True, eq=False)
class ComparedPair:
    """Two groups, and which of their sessions are compared."""

    first: Key
    second: Key
    design: Design
    sessions: tuple[Sessions, Sessions]


def paired_again(
    groups: Mapping[Key, Sessions], compared: Iterable[Comparison]
) -> list[ComparedPair]:
    """The pairs behind comparisons that were made of some groups."""
    made = dict.fromkeys((c.first, c.second) for c in compared if c.design is Design.PAIRED)
    return [
        ComparedPair(*two, Design.PAIRED, in_both(*(groups[key] for key in two))) for two in made
    ]


def paired_groups(pairs: Iterable[ComparedPair]) -> dict[Key, Sequence[Member]]:
    """What paired comparisons are about, as groups for a ledger; a name holds both wholes."""
    return {
        (("paired", str(place)), *pair.first, *pair.second): part.members
        for pair in pairs
        if pair.design is Design.PAIRED
        for place, part in enumerate(pair.sessions, start=1)
    }


def pairs(
    groups: Mapping[Key, Sessions], ledger: Ledger, rules: ResearchRules
) -> Iterator[ComparedPair]:
    """Every two groups that are shown, in order, and how they may be compared.

    Parameters
    ----------
    ledger
        With these groups entered.
    """
    for first, second in combinations(groups, 2):
        whole = groups[first], groups[second]
        both = _paired(*whole, rules)
        if both is None:
            yield ComparedPair(first, second, Design.INDEPENDENT, whole)
            continue
        paired = ComparedPair(first, second, Design.PAIRED, both)
        if ledger.too_close(paired_groups([paired]), rules):
            yield ComparedPair(first, second, Design.OVERLAPPING, whole)
        else:
            ledger = ledger.enter(paired_groups([paired]))
            yield paired


def some_are_paired(groups: Mapping[Key, Sessions], rules: ResearchRules) -> bool:
    """Whether any two groups have councils in both that may be compared with themselves."""
    return any(_paired(*two, rules) for two in combinations(groups.values(), 2))


def _paired(
    first: Sessions, second: Sessions, rules: ResearchRules
) -> tuple[Sessions, Sessions] | None:
    """Those in both, if they may be shown."""
    if len(first.councils.keys() & second.councils.keys()) < rules.sessions:
        return None
    both = in_both(first, second)
    return both if all(part.refusal(rules) is None for part in both) else None


def in_both(first: Sessions, second: Sessions) -> tuple[Sessions, Sessions]:
    """The sessions of two groups whose councils are in both."""
    shared = first.councils.keys() & second.councils.keys()
    return first.of_councils(shared), second.of_councils(shared)


def compare(
    pair: ComparedPair,
    layout: TallyLayout,
    rules: ResearchRules,
    suppressed: Callable[[Sessions], Suppressed] = lambda _: NOTHING_MORE,
) -> Iterator[Comparison]:
    """One comparison per statement, quadrant and side.

    Parameters
    ----------
    suppressed
        What is suppressed of a group because of all that is shown.
    """
    shares = [
        {(s.part, s.id): s for s in group_shares(part, layout, rules, suppressed(part))}
        for part in pair.sessions
    ]
    names = [part.councils for part in pair.sessions]
    apart = pair.design is Design.INDEPENDENT
    shared = [] if apart else sorted(names[0].keys() & names[1].keys())
    councils = sum(map(len, names)) - len(shared)
    few = min(map(len, names)) < FEW_CLUSTERS
    first, second = (_answers(part, layout, shares[0]) for part in pair.sessions)
    both = [names[0][c] for c in shared], [names[1][c] for c in shared]
    for (of, one), errors in zip(shares[0].items(), spreads(first, second, both), strict=True):
        two, about = shares[1][of], (pair.first, pair.second, pair.design, councils, *of)
        if one.value is None or two.value is None or errors is None:
            yield Comparison(*about, one.value, two.value)
        else:
            yield published_comparison(about, (one, two), errors, few=few)


def published_comparison(
    about: tuple[Key, Key, Design, int, PartKind, str],
    shares: tuple[Share, Share],
    errors: Spread,
    *,
    few: bool,
) -> Comparison:
    """A comparison, all of it from numbers that are published with it."""
    one, two = (share.value or 0.0 for share in shares)
    difference = round(two - one, 3)
    published = published_spread(errors, shares, few=few)
    wide = reach(published.degrees) * published.standard_error
    return Comparison(
        *about,
        first_share=one,
        second_share=two,
        difference=difference,
        standard_error=published.standard_error,
        degrees=int(published.degrees),
        low=round(max(-1.0, difference - wide), 3),
        high=round(min(1.0, difference + wide), 3),
        effect=round(2 * (asin(sqrt(two)) - asin(sqrt(one))), 3),
        p_value=float(f"{p_value(difference, published):.3g}"),
    )


def published_spread(errors: Spread, shares: Iterable[Share], *, few: bool) -> Spread:
    """The error of a difference of rounded shares, as it may be told.

    The most that rounding can move a share is taken as the end of a triangle, the distribution of
    two equal and even errors together (of the count and of the number of answers): its variance is
    a sixth of that end squared.
    """
    rounding = sum((share.rounding or 0.0) ** 2 for share in shares) / 6
    step = 200 if few else 1000
    error = sqrt(errors.standard_error**2 + rounding)
    return Spread(ceil(error * step - 1e-9) / step, float(int(errors.degrees + 1e-9)))


def _answers(
    sessions: Sessions, layout: TallyLayout, parts: Iterable[tuple[PartKind, str]]
) -> Answers:
    """Per council and part, the answers that are not green and all answers."""
    places = {(scale.part, scale.id): scale.statements for scale in layout.scales}
    for place, statement in enumerate(layout.instrument.statements):
        places[PartKind.STATEMENT, statement.id] = (place,)
    councils, chosen = council_answers(sessions, layout), [list(places[part]) for part in parts]
    not_green, answers = (
        np.stack([counts[:, some].sum(1) for some in chosen], axis=1)
        for counts in (councils.not_green, councils.answered)
    )
    return not_green, answers
