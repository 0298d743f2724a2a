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

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import asin, ceil, sqrt

from weerbaar.disclosure.pooling.differences import Clusters, Spread, p_value, reach, spread
from weerbaar.disclosure.pooling.group_figures import FEW_CLUSTERS, NOTHING, group_shares
from weerbaar.disclosure.pooling.layout import Layout
from weerbaar.disclosure.pooling.ledger import Ledger
from weerbaar.disclosure.pooling.research_release import Comparison, Design, Part, Rules, Share
from weerbaar.disclosure.pooling.research_rules import Member, refusal
from weerbaar.disclosure.pooling.sessions import Key, Sessions
from weerbaar.disclosure.pooling.together import Together


@dataclass(frozen=True, eq=False)
class Pair:
    """Two groups, and which of their sessions are compared."""

    first: Key
    second: Key
    design: Design
    sessions: tuple[Sessions, Sessions]


def paired_again(groups: Mapping[Key, Sessions], compared: Iterable[Comparison]) -> list[Pair]:
    """The pairs behind comparisons that were made of some groups."""
    made = dict.fromkeys((c.first, c.second) for c in compared if c.design is Design.PAIRED)
    return [Pair(*two, Design.PAIRED, in_both(*(groups[key] for key in two))) for two in made]


def paired_groups(pairs: Iterable[Pair]) -> dict[Key, Sequence[Member]]:
    """What paired comparisons are about, as groups for a ledger; a name holds both wholes."""
    return {
        (("paired", str(place)), *pair.first, *pair.second): part.members
        for pair in pairs
        if pair.design is Design.PAIRED
        for place, part in enumerate(pair.sessions, start=1)
    }


def pairs(groups: Mapping[Key, Sessions], ledger: Ledger, rules: Rules) -> Iterator[Pair]:
    """Every two groups that are shown, in order, and how they may be compared.

    Parameters
    ----------
    ledger
        With these groups entered.
    """
    for first, second in combinations(groups, 2):
        whole = groups[first], groups[second]
        both = in_both(*whole)
        if any(refusal(part.members, rules) is not None for part in both):
            yield Pair(first, second, Design.INDEPENDENT, whole)
            continue
        paired = Pair(first, second, Design.PAIRED, both)
        if ledger.too_close(paired_groups([paired]), rules):
            yield Pair(first, second, Design.OVERLAPPING, whole)
        else:
            ledger = ledger.enter(paired_groups([paired]))
            yield paired


def in_both(first: Sessions, second: Sessions) -> tuple[Sessions, Sessions]:
    """The sessions of two groups whose councils are in both."""
    shared = {m.series for m in first.members} & {m.series for m in second.members}
    one, two = (
        part.take([place for place, m in enumerate(part.members) if m.series in shared])
        for part in (first, second)
    )
    return one, two


def compare(
    pair: Pair, layout: Layout, rules: Rules, together: Together | None = None
) -> Iterator[Comparison]:
    """One comparison per statement, quadrant and side.

    Parameters
    ----------
    together
        What is withheld of the groups because of all that is shown; None for nothing.
    """
    shares = [
        {
            (s.part, s.id): s
            for s in group_shares(part, layout, rules, together.of(part) if together else NOTHING)
        }
        for part in pair.sessions
    ]
    clusters = [_Clusters(part, layout) for part in pair.sessions]
    names = [set(part.names) for part in clusters]
    apart = pair.design is Design.INDEPENDENT
    councils = sum(map(len, names)) if apart else len(names[0] | names[1])
    few = min(map(len, names)) < FEW_CLUSTERS
    for (part, name), one in shares[0].items():
        two = shares[1][part, name]
        about = (pair.first, pair.second, pair.design, councils, part, name)
        first, second = (found.of(part, name) for found in clusters)
        if apart:
            second = {f"other {council}": counts for council, counts in second.items()}
        errors = spread(first, second)
        if one.value is None or two.value is None or errors is None:
            yield Comparison(*about, one.value, two.value)
        else:
            yield told(about, (one, two), errors, few=few)


def told(
    about: tuple[Key, Key, Design, int, Part, str],
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


class _Clusters:
    """Per council and part, the answers that are not green and all answers."""

    def __init__(self, sessions: Sessions, layout: Layout) -> None:
        self.names = list(dict.fromkeys(member.series for member in sessions.members))
        self._not_green = sessions.by_council(layout.not_green(sessions.counts))
        self._answered = sessions.by_council(layout.answered(sessions.counts))
        self._places = {(scale.part, scale.id): list(scale.statements) for scale in layout.scales}
        for place, statement in enumerate(layout.instrument.statements):
            self._places[Part.STATEMENT, statement.id] = [place]

    def of(self, part: Part, name: str) -> Clusters:
        places = self._places[part, name]
        not_green = self._not_green[:, places].sum(1).tolist()
        answered = self._answered[:, places].sum(1).tolist()
        return dict(zip(self.names, zip(not_green, answered, strict=True), strict=True))
