"""What a comparison of so many councils could find: from the spread that a pool itself has."""

from __future__ import annotations

from math import ceil, sqrt

import pandas as pd

from weerbaar.disclosure.pooling.estimates import Spread, detectable, power
from weerbaar.disclosure.pooling.research_release import (
    Design,
    PartKind,
    PooledGroup,
    ResearchRelease,
)
from weerbaar.research.intervals import councils
from weerbaar.research.said import Explained
from weerbaar.research.wording import Wording

SIZES = (3, 5, 10, 20, 40)
"""Numbers of councils, in each group or in both waves."""

DIFFERENCE = 0.15
"""The difference of which is told how often it would be found, 0..1."""


def between_councils(group: PooledGroup) -> float | None:
    """Standard deviation of the share of a side between councils; the larger of both sides.

    From the published error, ``sqrt(k)`` times as large for ``k`` councils of one size. None when
    no side is shown.
    """
    errors = [
        s.standard_error for s in group.shares if s.part is PartKind.SIDE and s.standard_error
    ]
    return max(errors) * sqrt(councils(group)) if errors else None


def within_councils(release: ResearchRelease) -> float | None:
    """Standard deviation between councils of the change of a side, as :func:`between_councils`.

    Of the paired comparison of most councils; None when there is none.
    """
    paired = [
        found
        for found in release.comparisons
        if found.design is Design.PAIRED and found.part is PartKind.SIDE and found.standard_error
    ]
    if not paired:
        return None
    most = max(found.councils for found in paired)
    return max((f.standard_error or 0.0) * sqrt(most) for f in paired if f.councils == most)


def spread_of(design: Design, deviation: float, size: int) -> Spread:
    """The error of a difference between so many councils and as many others, or of their change.

    Parameters
    ----------
    deviation
        Of the share between councils when independent, of its change when paired.
    """
    if design is Design.PAIRED:
        return Spread(deviation / sqrt(size), size - 1.0)
    return Spread(deviation * sqrt(2 / size), 2 * size - 2.0)


def power_table(between: float, within: float | None, wording: Wording) -> Explained:
    """What one test finds for each of :data:`SIZES`: of different councils, and of pairs if known.

    The difference that is found in 80 % of cases, and how often one of :data:`DIFFERENCE` is.
    """
    points = round(100 * DIFFERENCE)
    known = {Design.INDEPENDENT: between}
    if within is not None:
        known[Design.PAIRED] = within
    columns: dict[str, dict[str, str]] = {}
    for design, deviation in known.items():
        spreads = {size: spread_of(design, deviation, size) for size in SIZES}
        names = {size: wording.say("power.row", n=size) for size in SIZES}
        columns[wording.say(f"power.{design}.detectable")] = {
            names[size]: _size(found, wording) for size, found in spreads.items()
        }
        columns[wording.say(f"power.{design}.chance", points=points)] = {
            names[size]: wording.say("percent", n=_percent(found))
            for size, found in spreads.items()
        }
    few = SIZES[0]
    chance = _percent(spread_of(Design.INDEPENDENT, between, few))
    about = wording.say("power.about", councils=few, points=points, chance=chance)
    return Explained(about, pd.DataFrame(columns))


def _size(found: Spread, wording: Wording) -> str:
    size = detectable(found)
    if size >= 1:
        return wording.say("power.no_size")
    return wording.say("power.size", points=ceil(100 * size - 1e-9))


def _percent(found: Spread) -> int:
    return round(100 * power(DIFFERENCE, found))
