"""Response: of how many people present the sheets of a group are, as far as may be told.

Whoever subtracts two of its numbers has how many were there and did not begin, or began and did not
share. So no two are shown that may differ by fewer than the threshold, and none that would place a
suppressed one; which one goes is decided from rounded numbers alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil, floor

import numpy as np
from numpy.typing import NDArray

from weerbaar.disclosure.pooling.research_release import ResearchRules, SurveyResponse
from weerbaar.disclosure.pooling.sessions import RESPONSE, UNKNOWN, Sessions, why_refused
from weerbaar.disclosure.pooling.suppression import rounded, rounding_interval
from weerbaar.disclosure.sealed.contribution import MINIMUM

_NEEDED = ("heads", "done")
"""On paper nobody joins, and a session that does not know that is no reason to leave it out."""


def survey_response(sessions: Sessions, rules: ResearchRules) -> SurveyResponse | None:
    """Heads, joined, done and shared of the sessions that know them; None when too few do."""
    knows = that_know(sessions)
    whole = sessions if knows.all() else sessions.take(np.flatnonzero(knows).tolist())
    rest = [m for m, yes in zip(sessions.members, knows.tolist(), strict=True) if not yes]
    if whole.refusal(rules) is not None:
        return None
    # The people of all sessions are shown too, so the others follow.
    if rest and why_refused(rest, rules, people=rules.difference) is not None:
        return None
    sums = numbers_of(whole)
    shown = shown_numbers(sums.pop("shared"), sums, rules)
    low, high = _rate(shown, len(whole), rules)
    return SurveyResponse(
        sessions=len(whole),
        heads=shown.get("heads"),
        joined=shown.get("joined"),
        done=shown.get("done"),
        shared=shown["shared"],
        rate_low=low,
        rate_high=high,
    )


def that_know(sessions: Sessions) -> NDArray[np.bool_]:
    """Which sessions know heads and done."""
    columns = [RESPONSE.index(name) for name in _NEEDED]
    known_there: NDArray[np.bool_] = (sessions.response[:, columns] != UNKNOWN).all(1)
    return known_there


def numbers_of(sessions: Sessions) -> dict[str, int]:
    """Exact numbers of the sessions that know heads and done, as far as each knows them."""
    knows = that_know(sessions)
    columns = zip(RESPONSE, sessions.response[knows].T, strict=True)
    sums = {name: int(column.sum()) for name, column in columns if (column != UNKNOWN).all()}
    members = zip(sessions.members, knows, strict=True)
    return {**sums, "shared": sum(member.people for member, yes in members if yes)}


def shown_numbers(shared: int, sums: Mapping[str, int], rules: ResearchRules) -> dict[str, int]:
    """The numbers that may stand beside each other, rounded; heads before done before joined.

    >>> shown_numbers(100, {"heads": 150, "joined": 121, "done": 104}, ResearchRules())
    {'shared': 100, 'heads': 150}
    """
    far = far_apart(rules)
    shown, gone = {"shared": rounded(shared, rules)}, 0
    for name in ("heads", "done", "joined"):
        if name not in sums:
            continue
        number = rounded(sums[name], rules)
        # A suppressed number may lie as far from a shown one as keeps it unknown.
        if all(abs(number - other) >= far * (1 + gone) for other in shown.values()):
            shown[name] = number
        else:
            gone += 1
    return shown


def far_apart(rules: ResearchRules) -> int:
    """Rounded numbers this far apart differ by the threshold at least.

    >>> far_apart(ResearchRules())
    15
    """
    least = rules.threshold + 2 * (rules.round_to // 2)
    return rules.round_to * ceil(least / rules.round_to)


def _rate(shown: Mapping[str, int], sessions: int, rules: ResearchRules) -> tuple[float, float]:
    shared = rounding_interval(shown["shared"], rules)
    if "heads" in shown:
        least, most = rounding_interval(shown["heads"], rules)
    else:
        # Heads are decided first: suppressed are only those that lie near to what was shared.
        least, most = shared[0], shared[1] + far_apart(rules)
    most += (MINIMUM - 1) * sessions
    low, high = shared[0] / most, min(1.0, shared[1] / least)
    return floor(1000 * low) / 1000, ceil(1000 * high) / 1000
