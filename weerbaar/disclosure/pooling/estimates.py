"""Figures of pooled sessions, before anything is rounded or hidden. Unsafe to show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray


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
    """
    given = np.array([parts, wholes], dtype=np.int64)
    clusters, answers = len(wholes), int(given[1].sum())
    if clusters < 2 or not answers:  # noqa: PLR2004 -- no variance between fewer
        msg = "a share over clusters needs two clusters and an answer"
        raise ValueError(msg)
    value = int(given[0].sum()) / answers
    residuals = float(((given[0] - value * given[1]) ** 2).sum())
    variance = clusters / (clusters - 1) * residuals / answers**2
    simple = value * (1 - value) / answers
    return Ratio(value, sqrt(variance), variance / simple if simple else None)


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
    """
    items, sheets = len(colours), sum(histogram)
    if items < 2 or sheets < 2:  # noqa: PLR2004 -- no covariance otherwise
        return None
    score = variance(histogram)
    if not score:
        return None
    covariances = score - sum(variance(counts) for counts in colours)
    alpha = items / (items - 1) * covariances / score
    return Consistency(alpha, covariances / (items * (items - 1)))


def variance(histogram: Sequence[int]) -> float:
    """Sample variance of points, from how often 0, 1, 2, ... came up; at least two sheets."""
    n = sum(histogram)
    total = sum(points * count for points, count in enumerate(histogram))
    squares = sum(points**2 * count for points, count in enumerate(histogram))
    # In whole numbers up to the last division: no rounding for any size of pool.
    return (n * squares - total**2) / (n * (n - 1))
