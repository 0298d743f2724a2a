"""Figures of pooled sessions, before anything is rounded or suppressed. Unsafe to show.

Shares with cluster-robust errors, what chance can do to a difference of two, and reliability.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import sqrt

import numpy as np
from numpy.typing import NDArray

Answers = tuple[NDArray[np.int64], NDArray[np.int64]]
"""Those that are not green, and all: councils by shares."""

LEVEL = 0.05
"""Chance of a false alarm that a test is made for; an interval is that of 1 minus it."""

POWER = 0.8
"""How often a difference of the size called detectable would be found."""

_FEWEST = 2
"""Clusters, items or sheets: there is no variance between fewer."""


@dataclass(frozen=True)
class Ratio:
    """A share over clusters.

    Attributes
    ----------
    value
        Sum of the parts over the sum of the wholes, 0..1.
    standard_error
        Linearised, clusters as sampled with replacement.
    design_effect
        Variance over that of as many independent answers; None when the latter is zero.
    """

    value: float
    standard_error: float
    design_effect: float | None


def cluster_ratio(
    parts: Sequence[int] | NDArray[np.int64], wholes: Sequence[int] | NDArray[np.int64]
) -> Ratio:
    """Share of answers over all clusters, with its error by Taylor linearisation.

    ``v(R) = k / (k - 1) * sum((y_i - R x_i)^2) / X^2`` with ``k`` clusters, ``y_i`` of ``x_i``
    answers in cluster ``i`` and ``X`` answers in all: Cochran, Sampling Techniques (3rd ed.,
    1977), section 6.3 with 9A; Lohr, Sampling: Design and Analysis, sections 4.1 and 9.1; United
    Nations, Household Sample Surveys in Developing and Transition Countries (2005), chapter XXI.
    Design effect: Kish, Survey Sampling (1965), section 8.2.

    Parameters
    ----------
    parts, wholes
        Per cluster, at least two clusters; a cluster with no answers counts as a cluster.

    Raises
    ------
    ValueError
        With fewer than two clusters, or no answer at all.

    >>> cluster_ratio([2, 6], [10, 10])
    Ratio(value=0.4, standard_error=0.2, design_effect=3.3333333333333335)
    """
    given = np.array([parts, wholes], dtype=np.int64)
    clusters, answers = len(wholes), int(given[1].sum())
    if clusters < _FEWEST or not answers:
        msg = "a share over clusters needs two clusters and an answer"
        raise ValueError(msg)
    value = int(given[0].sum()) / answers
    residuals = float(((given[0] - value * given[1]) ** 2).sum())
    variance = clusters / (clusters - 1) * residuals / answers**2
    simple = value * (1 - value) / answers
    return Ratio(value, sqrt(variance), variance / simple if simple else None)


@dataclass(frozen=True)
class Spread:
    """How far a difference may be off by chance.

    Attributes
    ----------
    standard_error
        Of the difference, above 0.
    degrees
        Of freedom, for Student's t.
    """

    standard_error: float
    degrees: float


def spreads(
    first: Answers, second: Answers, both: tuple[Sequence[int], Sequence[int]]
) -> list[Spread | None]:
    """How far shares of a second group minus those of a first may be off, by linearisation.

    ``var(r2 - r1) = var(r2) + var(r1) - 2 cov(r1, r2)``, each term summed over the residuals
    ``(y - r x) / X`` of councils: Kish & Hess, On variances of ratios and their differences in
    multi-stage samples, Journal of the American Statistical Association 54 (1959) 416-446; also
    Lohr, Sampling: Design and Analysis, section 9.1. A council that is in both groups, as in two
    waves, has a covariance; when all are, this is ``k / (k - 1)`` times the sum of squares of
    ``e2 - e1`` per council, with ``k - 1`` degrees of freedom, as a t test on pairs.

    Without a council in both the degrees of freedom are those of Welch (Biometrika 34, 1947,
    28-35) and Satterthwaite (Biometrics Bulletin 2, 1946, 110-114). When some are in both they
    are those of the smaller group: never more than Welch's, and right for pairs.

    Parameters
    ----------
    first, second
        Of each group.
    both
        Places in the first and in the second of the councils that are in both groups.

    Returns
    -------
    list of Spread or None
        Per share; None with fewer than two councils in a group, without answers, or when nothing
        varies.
    """
    sizes = len(first[0]), len(second[0])
    if min(sizes) < _FEWEST:
        return [None] * first[0].shape[1]
    one, two = _residuals(*first), _residuals(*second)
    factors = [size / (size - 1) for size in sizes]
    variances = [f * (e * e).sum(0) for f, e in zip(factors, (one, two), strict=True)]
    common = (one[list(both[0])] * two[list(both[1])]).sum(0)
    covariances = sqrt(factors[0] * factors[1]) * common
    answered = first[1].any(0) & second[1].any(0)
    return [
        _spread((a, b), covariance, sizes, apart=not len(both[0])) if some else None
        for a, b, covariance, some in zip(
            *(found.tolist() for found in (*variances, covariances, answered)), strict=True
        )
    ]


def _spread(
    variances: tuple[float, float], covariance: float, sizes: tuple[int, int], *, apart: bool
) -> Spread | None:
    whole = sum(variances)
    if whole <= 0 or (variance := whole - 2 * covariance) <= whole * 1e-12:
        return None
    degrees = float(min(sizes) - 1)
    if apart:
        parts = [v / whole for v in variances]
        degrees = 1 / sum(p * p / (size - 1) for p, size in zip(parts, sizes, strict=True))
    return Spread(sqrt(variance), degrees)


def _residuals(not_green: NDArray[np.int64], answers: NDArray[np.int64]) -> NDArray[np.float64]:
    whole = np.maximum(answers.sum(0), 1)
    residuals: NDArray[np.float64] = (not_green - not_green.sum(0) / whole * answers) / whole
    return residuals


@cache
def reach(degrees: float) -> float:
    """Half the width of an interval, in standard errors."""
    from scipy.special import stdtrit

    return float(stdtrit(degrees, 1 - LEVEL / 2))


def p_value(difference: float, found: Spread) -> float:
    """Two-sided, of no difference: Student's t."""
    from scipy.special import stdtr

    return float(2 * stdtr(found.degrees, -abs(difference) / found.standard_error))


def power(difference: float, found: Spread, tests: int = 1) -> float:
    """How often a real difference of this size would be found, 0..1, on its own side of nothing.

    From the noncentral t distribution: Cohen, Statistical power analysis for the behavioral
    sciences (1988), chapter 2.

    Parameters
    ----------
    tests
        Made at the same time; each then gets its part of the level, as in Bonferroni's correction
        and in the first step of Holm's.
    """
    limit, most = _limits(found.degrees, tests)
    return _beyond(limit, min(abs(difference) / found.standard_error, most), found.degrees)


def detectable(found: Spread, tests: int = 1) -> float:
    """The smallest real difference that would be found in 80 % of cases, above 0.

    Above 1 when no difference that there can be would be found so often.
    """
    return _shift(found.degrees, tests) * found.standard_error


@cache
def _shift(degrees: float, tests: int) -> float:
    from scipy.optimize import brentq

    limit, most = _limits(degrees, tests)
    return float(brentq(lambda s: _beyond(limit, s, degrees) - POWER, 0.0, most, xtol=1e-4))


@cache
def _limits(degrees: float, tests: int) -> tuple[float, float]:
    """What t must pass, and a shift by which it practically always does.

    Far beyond it scipy's distribution fails.
    """
    from scipy.stats import t

    limit = float(t.ppf(1 - LEVEL / tests / 2, degrees))
    return limit, 2 * (limit + float(t.ppf(POWER, degrees)))


def _beyond(limit: float, shift: float, degrees: float) -> float:
    from scipy.stats import nct

    return float(nct.sf(limit, degrees, shift))


@dataclass(frozen=True)
class Consistency:
    """How far the statements of a scale go together.

    Attributes
    ----------
    alpha
        Cronbach's alpha, at most 1.
    mean_covariance
        Of two statements, points squared.
    """

    alpha: float
    mean_covariance: float


def cronbach(
    colours: Sequence[tuple[int, int, int]], histogram: Sequence[int]
) -> Consistency | None:
    """Cronbach's alpha from counts alone.

    ``alpha = k / (k - 1) * (1 - sum of item variances / variance of the score)``: Cronbach,
    Psychometrika 16 (1951) 297-334. The variances of statements need only how often each colour
    was given, that of the score only how often each score came up; no row is needed.

    Parameters
    ----------
    colours
        Per statement the numbers of green (0 points), orange (1) and red (2) over complete sheets.
    histogram
        Number of complete sheets with 0, 1, 2, ... points.

    Returns
    -------
    Consistency or None
        None for a single statement, fewer than two sheets, or scores that do not vary.

    >>> cronbach([(1, 0, 1), (1, 0, 1)], [1, 0, 0, 0, 1])
    Consistency(alpha=1.0, mean_covariance=2.0)
    """
    items, sheets = len(colours), sum(histogram)
    if min(items, sheets) < _FEWEST:
        return None
    score = variance(histogram)
    if not score:
        return None
    covariances = score - sum(variance(counts) for counts in colours)
    alpha = items / (items - 1) * covariances / score
    return Consistency(alpha, covariances / (items * (items - 1)))


def variance(histogram: Sequence[int]) -> float:
    """Sample variance of points, from how often 0, 1, 2, ... came up; at least two sheets.

    >>> variance([1, 0, 1])
    2.0
    """
    n = sum(histogram)
    total = sum(points * count for points, count in enumerate(histogram))
    squares = sum(points**2 * count for points, count in enumerate(histogram))
    # In whole numbers up to the last division: no rounding for any size of pool.
    return (n * squares - total**2) / (n * (n - 1))
