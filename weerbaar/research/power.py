"""What a comparison of so many councils could find: from the spread that a pool itself has."""

from __future__ import annotations

from math import sqrt

import pandas as pd

from weerbaar.disclosure.pooling.differences import Spread, detectable, power
from weerbaar.disclosure.pooling.research_release import Design, Group, Part, ResearchRelease
from weerbaar.research.intervals import councils

SIZES = (3, 5, 10, 20, 40)
"""Numbers of councils, in each group or in both waves."""

DIFFERENCE = 0.15
"""The difference of which is told how often it would be found, 0..1."""


def between_councils(group: Group) -> float | None:
    """Standard deviation of the share of a side between councils; the larger of both sides.

    From the published error, ``sqrt(k)`` times as large for ``k`` councils of one size. None when
    no side is shown.
    """
    errors = [s.standard_error for s in group.shares if s.part is Part.SIDE and s.standard_error]
    return max(errors) * sqrt(councils(group)) if errors else None


def within_councils(release: ResearchRelease) -> float | None:
    """Standard deviation between councils of the change of a side, as :func:`between_councils`.

    Of the paired comparison of most councils; None when there is none.
    """
    paired = [
        found
        for found in release.comparisons
        if found.design is Design.PAIRED and found.part is Part.SIDE and found.standard_error
    ]
    if not paired:
        return None
    most = max(found.councils for found in paired)
    return max((f.standard_error or 0.0) * sqrt(most) for f in paired if f.councils == most)


def power_rows(between: float | None, within: float | None) -> pd.DataFrame:
    """For each of :data:`SIZES` what one test finds, of different councils and of pairs.

    Columns ``detectable`` and ``chance`` under ``independent`` and ``paired``: the difference that
    is found in 80 % of cases, and how often one of :data:`DIFFERENCE` is, 0..1; missing when the
    spread is not known, or when no difference that there can be would do.
    """
    spreads = {
        Design.INDEPENDENT: [
            None if between is None else Spread(between * sqrt(2 / n), 2 * n - 2.0) for n in SIZES
        ],
        Design.PAIRED: [
            None if within is None else Spread(within / sqrt(n), n - 1.0) for n in SIZES
        ],
    }
    found = {
        (design.value, name): [None if s is None else told(s) for s in column]
        for design, column in spreads.items()
        for name, told in (("detectable", _detectable), ("chance", _chance))
    }
    return pd.DataFrame(found, index=pd.Index(SIZES), dtype="Float64")


def _detectable(found: Spread) -> float | None:
    size = detectable(found)
    return round(size, 2) if size < 1 else None


def _chance(found: Spread) -> float:
    return round(power(DIFFERENCE, found), 2)
