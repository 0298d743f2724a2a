"""Differences of shares between groups of councils, before anything is rounded. Unsafe to show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import sqrt

import numpy as np
from numpy.typing import NDArray

Clusters = Mapping[str, Sequence[int]]
"""Per council its answers that are not green, and all its answers."""

Numbers = tuple[NDArray[np.int64], NDArray[np.int64]]

LEVEL = 0.05
"""Chance of a false alarm that a test is made for; an interval is that of 1 minus it."""

POWER = 0.8
"""How often a difference of the size called detectable would be found."""

_FEWEST = 2


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


def spread(first: Clusters, second: Clusters) -> Spread | None:
    """How far the share of a second group minus that of a first may be off, by linearisation.

    ``var(r2 - r1) = var(r2) + var(r1) - 2 cov(r1, r2)``, each term summed over the residuals
    ``(y - r x) / X`` of councils: Kish & Hess, On variances of ratios and their differences in
    multi-stage samples, Journal of the American Statistical Association 54 (1959) 416-446; also
    Lohr, Sampling: Design and Analysis, section 9.1. A council that is in both groups, as in two
    waves, has a covariance; when all are, this is ``k / (k - 1)`` times the sum of squares of
    ``e2 - e1`` per council, with ``k - 1`` degrees of freedom, as a t test on pairs.

    Without a council in both the degrees of freedom are those of Welch (Biometrika 34, 1947,
    28-35) and Satterthwaite (Biometrics Bulletin 2, 1946, 110-114). When some are in both they
    are those of the smaller group: never more than Welch's, and right for pairs.

    Returns
    -------
    Spread or None
        None with fewer than two councils in a group, without answers, or when nothing varies.
    """
    both = sorted(first.keys() & second.keys())
    shared = tuple([list(part).index(council) for council in both] for part in (first, second))
    one, two = (np.array([*part.values()], np.int64).reshape(-1, 2) for part in (first, second))
    return spreads((one[:, :1], one[:, 1:]), (two[:, :1], two[:, 1:]), (shared[0], shared[1]))[0]


def spreads(
    first: Numbers, second: Numbers, both: tuple[Sequence[int], Sequence[int]]
) -> list[Spread | None]:
    """The same for many shares at once.

    Parameters
    ----------
    first, second
        Answers that are not green, and all answers: councils by shares.
    both
        Places in the first and in the second of the councils that are in both groups.
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
