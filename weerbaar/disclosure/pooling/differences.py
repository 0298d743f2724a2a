"""Differences of shares between groups of councils, before anything is rounded. Unsafe to show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import sqrt

Clusters = Mapping[str, Sequence[int]]
"""Per council its answers that are not green, and all its answers."""

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
    if min(len(first), len(second)) < _FEWEST:
        return None
    one, two = _residuals(first), _residuals(second)
    if one is None or two is None:
        return None
    factors = [len(part) / (len(part) - 1) for part in (one, two)]
    variances = [
        factor * sum(e * e for e in part.values())
        for factor, part in zip(factors, (one, two), strict=True)
    ]
    both = one.keys() & two.keys()
    # In a fixed order: a sum of fractions depends on it in its last digits.
    covariance = sqrt(factors[0] * factors[1]) * sum(one[c] * two[c] for c in sorted(both))
    whole = sum(variances)
    if whole <= 0 or (variance := whole - 2 * covariance) <= whole * 1e-12:
        return None
    if both:
        degrees = float(min(len(one), len(two)) - 1)
    else:
        parts = [v / whole for v in variances]
        degrees = 1 / sum(p * p / (len(e) - 1) for p, e in zip(parts, (one, two), strict=True))
    return Spread(sqrt(variance), degrees)


def _residuals(clusters: Clusters) -> dict[str, float] | None:
    answers = sum(x for _, x in clusters.values())
    if not answers:
        return None
    share = sum(y for y, _ in clusters.values()) / answers
    return {council: (y - share * x) / answers for council, (y, x) in clusters.items()}


@cache
def reach(degrees: float) -> float:
    """Half the width of an interval, in standard errors."""
    from scipy.stats import t

    return float(t.ppf(1 - LEVEL / 2, degrees))


def p_value(difference: float, found: Spread) -> float:
    """Two-sided, of no difference: Student's t."""
    from scipy.stats import t

    return float(2 * t.sf(abs(difference) / found.standard_error, found.degrees))


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
