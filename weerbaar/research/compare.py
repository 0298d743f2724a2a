"""Groups compared: as a table corrected for how many tests there are, in sentences, and in power.

Every test made at the same time counts: the more one looks, the sooner chance shows something.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from math import ceil, sqrt
from typing import Any

import pandas as pd

from weerbaar.disclosure.pooling.estimates import LEVEL, Spread, detectable, power, reach
from weerbaar.disclosure.pooling.research_release import (
    Comparison,
    Design,
    PartKind,
    PooledGroup,
    ResearchRelease,
)
from weerbaar.disclosure.pooling.sessions import Key
from weerbaar.research.columns import group_name, missing, typed
from weerbaar.research.intervals import councils
from weerbaar.research.own import OWN
from weerbaar.research.wording import Explained, Sentences, Wording

METHODS = ("holm", "fdr_bh")
"""Holm (1979) keeps the chance of a single false alarm below the level; Benjamini & Hochberg
(1995) the expected part of false alarms among what is called a difference."""

SIZES = (3, 5, 10, 20, 40)
"""Numbers of councils, in each group or in both waves, of which the power is told."""

DIFFERENCE = 0.15
"""The difference of which is told how often it would be found, 0..1."""


def comparisons_frame(
    release: ResearchRelease,
    *,
    parts: Iterable[str] = (PartKind.STATEMENT, PartKind.QUADRANT, PartKind.SIDE),
    method: str = "holm",
) -> pd.DataFrame:
    """Every comparison of a release, corrected over all tests together.

    One row per pair of groups and part, as in :data:`weerbaar.research.columns.COLUMNS`. ``tests``
    is the number of tests made; ``verdict`` is ``higher`` or ``lower`` (of the second against the
    first) when the corrected p value is below 0.05, else ``unclear``; missing when there was
    nothing to test. ``detectable`` is the difference that would be found in 80 % of cases.

    Parameters
    ----------
    parts
        What to compare; fewer tests leave more power for each.
    method
        One of ``METHODS``.

    Raises
    ------
    ValueError
        If the method is not one of ``METHODS``, or there is no such part.
    """
    wanted = frozenset(PartKind(part) for part in parts)
    chosen = [found for found in release.comparisons if found.part in wanted]
    return told_frame(chosen, simulated=release.simulated, method=method)


def told_frame(
    comparisons: Iterable[Comparison], *, simulated: bool, method: str = "holm"
) -> pd.DataFrame:
    """Some comparisons as :func:`comparisons_frame` gives them, corrected over just these."""
    if method not in METHODS:
        raise ValueError(f"method is {method!r}, not one of {METHODS}")
    found = list(comparisons)
    p_values = [one.p_value for one in found if one.p_value is not None]
    adjusted = iter(_adjust(p_values, method) if p_values else ())
    rows = (
        _row(one, len(p_values), None if one.p_value is None else next(adjusted)) for one in found
    )
    return typed("comparisons", ({**row, "simulated": simulated} for row in rows))


def comparison_sentences(frame: pd.DataFrame, groups: Iterable[Key], wording: Wording) -> Sentences:
    """One sentence per row of a frame of comparisons; or that there is nothing to compare.

    Parameters
    ----------
    frame
        From :func:`comparisons_frame`.
    groups
        The keys of the groups in it.
    """
    names = {group_name(key): wording.group(key) for key in (*groups, OWN)}
    said = [_sentence(row, names, wording) for row in frame.to_dict("records")]
    return Sentences("\n".join(said or [wording.say("compare.none")]))


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
        Of the share between councils when independent, of its change when paired; 0..1.
    size
        Number of councils, at least 2.

    >>> spread_of(Design.PAIRED, 0.2, 25)
    Spread(standard_error=0.04, degrees=24.0)
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


def _row(one: Comparison, tests: int, adjusted: float | None) -> dict[str, object]:
    return {
        **vars(one),
        "first": group_name(one.first),
        "second": group_name(one.second),
        "first_not_green": one.first_share,
        "second_not_green": one.second_share,
        "p_adjusted": adjusted,
        "tests": tests,
        "detectable": _detectable(one, tests),
        "verdict": None if adjusted is None else _verdict(one.difference or 0.0, adjusted),
    }


def _detectable(one: Comparison, tests: int) -> float | None:
    """None when nothing was tested, or when no difference that there can be would do."""
    if one.standard_error is None or one.degrees is None:
        return None
    found = detectable(Spread(one.standard_error, float(one.degrees)), tests)
    if one.design is Design.OWN and one.low is not None and one.high is not None:
        # Its test is of the near end of the council's bands.
        wide = reach(float(one.degrees)) * one.standard_error
        found += max(0.0, (one.high - one.low) / 2 - wide)
    return round(found, 3) if found < 1 else None


def _adjust(p_values: list[float], method: str) -> list[float]:
    from statsmodels.stats.multitest import multipletests

    adjust: Callable[..., Any] = multipletests
    return [float(p) for p in adjust(p_values, method=method)[1]]


def _verdict(found: float, adjusted: float) -> str:
    if adjusted >= LEVEL:
        return "unclear"
    return "higher" if found > 0 else "lower"


def _sentence(row: Mapping[Any, Any], names: Mapping[str, str], wording: Wording) -> str:
    part, first = wording.part(row["part"], row["id"]), names[row["first"]]
    if row["design"] == Design.OWN:
        first = wording.say("groups.others", group=first)
    who = {
        "part": part[:1].upper() + part[1:],
        "first": first,
        "second": names[row["second"]],
    }
    if missing(row["verdict"]):
        return wording.say("compare.untested", **who)
    ends = {
        "low": wording.points(row["low"], sign=True),
        "high": wording.points(row["high"], sign=True),
        "tests": row["tests"],
        "between": wording.say(f"compare.between.{row['design']}", councils=row["councils"]),
    }
    if row["verdict"] != "unclear":
        points = wording.points(abs(row["difference"]))
        return wording.say(f"compare.{row['verdict']}", **who, **ends, points=points)
    finds = _finds(row["detectable"], wording)
    if row["low"] > 0 or row["high"] < 0:
        points = wording.points(row["difference"], sign=True)
        return wording.say("compare.chance", **who, **ends, points=points, finds=finds)
    return wording.say("compare.unclear", **who, **ends, finds=finds)


def _finds(size: Any, wording: Wording) -> str:
    if missing(size):
        return wording.say("compare.finds_none")
    return wording.say("compare.finds", points=_points(size))


def _size(found: Spread, wording: Wording) -> str:
    size = detectable(found)
    if size >= 1:
        return wording.say("power.no_size")
    return wording.say("power.size", points=_points(size))


def _points(size: float) -> int:
    """Upwards: what is told must be found as often as is told."""
    return ceil(100 * size - 1e-9)


def _percent(found: Spread) -> int:
    return round(100 * power(DIFFERENCE, found))
