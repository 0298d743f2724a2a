"""Populations: the people of a group that a figure is about, when these are not all of them.

Scores are over sheets that are complete on a scale, response over sessions that know it. Two groups
that may be shown beside each other can differ by many people of whom hardly any is complete on a
scale, or only those of one council. So of each such population whatever follows from all groups
together must be about enough people and councils, just as of the groups themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from weerbaar.disclosure.pooling.combinations import Combinations
from weerbaar.disclosure.pooling.research_release import Rules
from weerbaar.disclosure.pooling.research_rules import Member

Population = tuple[Member, ...]
"""Members with the number of their people that a figure is about; none with nobody."""


def too_close(
    earlier: Sequence[Population], candidates: Sequence[Population], rules: Rules
) -> Iterator[int]:
    """Places of candidates that may not be shown beside what was and those before them.

    Parameters
    ----------
    candidates
        In the order in which they are let in.
    """
    sets = [frozenset(_name(m) for m in group) for group in (*earlier, *candidates)]
    if sum(map(len, sets)) == len(frozenset().union(*sets)):
        return  # nothing can be subtracted from anything
    sessions: Mapping[str, tuple[str, int]] = {
        _name(m): (m.series, m.people) for group in (*earlier, *candidates) for m in group
    }
    before, asked = sets[: len(earlier)], sets[len(earlier) :]
    space = Combinations(before, asked, sessions, rules)
    for place, group in enumerate(asked):
        if space.harm(group) is None:
            space.add(group)
        else:
            yield place


def _name(member: Member) -> str:
    return member.id.hex()
