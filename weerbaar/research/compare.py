"""Differences between groups of sessions, or between waves: how large, how sure, what it proves.

Every test made at the same time counts: the more one looks, the sooner chance shows something.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import pandas as pd

from weerbaar.disclosure.pooling.research_release import Group, Part, ResearchRelease, Share
from weerbaar.research.columns import typed
from weerbaar.research.intervals import careful_error, councils
from weerbaar.research.pooled import group_name

METHODS = ("holm", "fdr_bh")
"""Holm (1979) keeps the chance of a single false alarm below the level; Benjamini & Hochberg
(1995) the expected part of false alarms among what is called a difference."""

_FEWEST = 2


@dataclass(frozen=True)
class Difference:
    """Share of the second group minus that of the first, with what it rests on.

    Attributes
    ----------
    difference
        -1..1.
    low, high
        Its interval, -1..1.
    effect
        Cohen's h, in radians, -pi..pi; 0.2 is small, 0.5 middling and 0.8 large (Cohen 1988,
        Statistical power analysis for the behavioral sciences, chapter 6).
    p_value
        Two-sided, of no difference, before correction for the number of tests.
    """

    difference: float
    low: float
    high: float
    effect: float
    p_value: float


def difference(
    first: tuple[Share, int], second: tuple[Share, int], confidence: float = 0.95
) -> Difference | None:
    """Compare one share in two groups of sessions.

    The standard error is the root of the two squared linearised errors added up; the degrees of
    freedom are those of Welch (1947) and Satterthwaite (1946), with a council as unit. Two waves
    of the same councils are treated as if they were different councils: releases hold nothing to
    pair them by. A council resembles itself, so the true error of a change is usually smaller, and
    the interval and p value here are on the careful side. What was rounded in the release is taken
    at its worst: it widens the interval, and the p value is that of a difference smaller by it.

    Parameters
    ----------
    first, second
        A share, and the number of councils it comes from.

    Returns
    -------
    Difference or None
        None when a share is hidden, comes from fewer than two councils, or neither varies.
    """
    from statsmodels.stats.proportion import proportion_effectsize

    (one, councils_one), (two, councils_two) = first, second
    errors = careful_error(*first), careful_error(*second)
    if one.value is None or two.value is None or min(councils_one, councils_two) < _FEWEST:
        return None
    if errors[0] is None or errors[1] is None or not (one.standard_error or two.standard_error):
        return None
    found, rounding = two.value - one.value, (one.rounding or 0.0) + (two.rounding or 0.0)
    sure = max(0.0, abs(found) - rounding)
    reach, p_value = welch(sure, (errors[0], councils_one), (errors[1], councils_two), confidence)
    reach += rounding
    return Difference(
        difference=found,
        low=max(-1.0, found - reach),
        high=min(1.0, found + reach),
        effect=float(proportion_effectsize(two.value, one.value)),
        p_value=p_value,
    )


def welch(
    found: float, first: tuple[float, int], second: tuple[float, int], confidence: float
) -> tuple[float, float]:
    """Half the width of the interval of a difference, and the two-sided p value.

    Parameters
    ----------
    found
        The difference, without its sign.
    first, second
        A standard error, above 0 in one of them, and the number of clusters behind it.
    """
    from scipy.stats import t

    variances = first[0] ** 2, second[0] ** 2
    whole = variances[0] + variances[1]
    # With fractions of the whole, so that no tiny number is squared once more.
    one, two = (variance / whole for variance in variances)
    degrees = 1 / (one**2 / (first[1] - 1) + two**2 / (second[1] - 1))
    error = whole**0.5
    reach = float(t.ppf((1 + confidence) / 2, degrees)) * error
    return reach, float(2 * t.sf(found / error, degrees))


def comparisons_frame(
    release: ResearchRelease,
    *,
    parts: Iterable[str] = (Part.STATEMENT, Part.QUADRANT, Part.SIDE),
    confidence: float = 0.95,
    method: str = "holm",
) -> pd.DataFrame:
    """Every pair of groups of a release compared, part by part, corrected over all tests together.

    One row per pair of groups and part, as in :data:`weerbaar.research.columns.COLUMNS`. The
    group of all sessions is compared with none, for it holds the others. ``tests`` is the number
    of tests made; ``verdict`` is ``higher`` or ``lower`` (of the second against the first) when
    the corrected p value is below ``1 - confidence``, else ``unclear``; missing when there was
    nothing to test.

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
    if method not in METHODS:
        raise ValueError(f"method is {method!r}, not one of {METHODS}")
    wanted = frozenset(Part(part) for part in parts)
    groups = [group for group in release.groups if group.key]
    pairs = combinations(groups, 2)
    rows = [
        row
        for first, second in pairs
        for row in _pair(first, second, wanted, confidence, simulated=release.simulated)
    ]
    return typed("comparisons", _corrected(rows, 1 - confidence, method))


def _pair(
    first: Group,
    second: Group,
    parts: frozenset[Part],
    confidence: float,
    *,
    simulated: bool,
) -> Iterator[dict[str, Any]]:
    others = {(share.part, share.id): share for share in second.shares}
    for share in first.shares:
        other = others.get((share.part, share.id))
        if share.part not in parts or other is None:
            continue
        found = difference((share, councils(first)), (other, councils(second)), confidence)
        yield {
            "first": group_name(first.key),
            "second": group_name(second.key),
            "part": share.part.value,
            "id": share.id,
            "first_not_green": share.value,
            "second_not_green": other.value,
            **_fields(found),
            "simulated": simulated,
        }


def _fields(found: Difference | None) -> Mapping[str, float | None]:
    names = ("difference", "low", "high", "effect", "p_value")
    return {name: getattr(found, name, None) for name in names}


def _corrected(rows: list[dict[str, Any]], level: float, method: str) -> list[dict[str, Any]]:
    tested = [row["p_value"] for row in rows if row["p_value"] is not None]
    corrected = iter(_adjust(tested, method) if tested else ())
    for row in rows:
        adjusted = None if row["p_value"] is None else next(corrected)
        row["p_adjusted"], row["tests"] = adjusted, len(tested)
        row["verdict"] = None if adjusted is None else _verdict(row["difference"], adjusted, level)
    return rows


def _adjust(p_values: list[float], method: str) -> list[float]:
    from statsmodels.stats.multitest import multipletests

    adjust: Callable[..., Any] = multipletests
    return [float(p) for p in adjust(p_values, method=method)[1]]


def _verdict(found: float, adjusted: float, level: float) -> str:
    if adjusted >= level:
        return "unclear"
    return "higher" if found > 0 else "lower"
