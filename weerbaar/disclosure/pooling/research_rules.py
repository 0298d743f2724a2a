"""Which groups of sessions may be shown (design section 6, research rules). Each rule by itself.

The waves of one council are the same people answering again, so wherever a rule counts sessions it
counts councils, and of a council the people of its largest wave.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from weerbaar.disclosure.pooling.research_release import Rules


class Member(NamedTuple):
    """A session as the rules see it.

    Attributes
    ----------
    id
        Sixteen bytes, the same for the same session.
    series
        What the waves of one council share.
    people
        Number of sheets.
    """

    id: bytes
    series: str
    people: int


def enough_sessions(councils: Collection[int], rules: Rules) -> bool:
    """At least three, so that no council can subtract itself and be left with one other.

    ABS DataLab, output clearance (a contributor that knows its own part); OECD Glossary of
    Statistical Terms, threshold rule: three.
    """
    return len(councils) >= rules.sessions


def enough_people(largest_waves: Iterable[int], people: int) -> bool:
    """At least thirty: three times the threshold of ten of ONS and ABS DataLab, ten a session.

    For what two releases differ in it is ten, as ABS DataLab asks for differences of tables.
    """
    return sum(largest_waves) >= people


def none_dominates(councils: Collection[int], rules: Rules) -> bool:
    """No council above half: a figure would then be about that one.

    ABS DataLab, dominance rule (50 %): the largest contributor at most half of the total.
    """
    return max(councils) <= rules.largest * sum(councils)


def refusal(members: Iterable[Member], rules: Rules, *, people: int | None = None) -> str | None:
    """Why a group may not be shown (see ``Refusal``); None when it may.

    Parameters
    ----------
    people
        Fewest people; None for those of a group.
    """
    councils: dict[str, int] = {}
    largest: dict[str, int] = {}
    for _, series, sheets in members:
        councils[series] = councils.get(series, 0) + sheets
        largest[series] = max(largest.get(series, 0), sheets)
    if not enough_sessions(councils.values(), rules):
        return "few_sessions"
    if not enough_people(largest.values(), rules.people if people is None else people):
        return "few_people"
    return None if none_dominates(councils.values(), rules) else "one_session_dominates"
