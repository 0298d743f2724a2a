"""Intervals that fit small counts and answers that come in sessions; made from released figures.

People of one council have talked, share a culture, and resemble each other. So a thousand answers
in ten councils tell less than a thousand answers of strangers: the design effect says how much
less, and the small number of councils makes even that uncertain.
"""

from __future__ import annotations

from weerbaar.disclosure.pooling.research_release import PooledGroup, Reliability, Share

NO_INTERVAL = (None, None)
_FEWEST = 2
"""Answers, councils or items below which nothing can be said of spread."""
_FEW_COUNCILS = 10
_ALPHA_STEP = 0.01
_ERROR = 1 - 0.95
"""How often an interval misses."""

Interval = tuple[float, float] | tuple[None, None]


def effective_size(answers: int, design_effect: float, councils: int) -> float:
    """How many independent answers carry as much as these do.

    ``answers / design_effect``, at most ``answers``, times ``(t(answers - 1) / t(councils - 1))``
    squared: the quantiles of Student's t for an interval of 95 %. With few councils the design
    effect is itself uncertain, and the second factor pays for that.

    Parameters
    ----------
    answers, councils
        At least 2.
    design_effect
        Variance over that of as many independent answers, at least 0.

    Notes
    -----
    Korn & Graubard (1998), Confidence intervals for proportions with small expected number of
    positive counts estimated from survey data, Survey Methodology 24, 193-201. That the effective
    size is never taken larger than the number of answers is the advice of Dean & Pagano (2015),
    Evaluating confidence interval methods for binomial proportions in clustered surveys, Journal
    of Survey Statistics and Methodology 3, 484-503.

    A thousand answers with a design effect of 2, from forty councils and from five:

    >>> round(effective_size(1000, 2.0, 40)), round(effective_size(1000, 2.0, 5))
    (471, 250)
    """
    from scipy.special import stdtrit

    size = answers / max(1.0, design_effect)
    quantile = 1 - _ERROR / 2
    # A council is at least one answer: more councils than answers say nothing more.
    degrees = min(councils, answers) - 1
    return float(size * (stdtrit(answers - 1, quantile) / stdtrit(degrees, quantile)) ** 2)


def councils(group: PooledGroup) -> int:
    """Number of clusters of a group: its councils, or its sessions when that is not told."""
    return group.series or group.sessions


def careful_error(share: Share, councils: int) -> float | None:
    """The largest standard error that rounds to the released one; None when there is none."""
    if share.standard_error is None:
        return None
    return share.standard_error + (0.005 if councils < _FEW_COUNCILS else 0.0005)


def careful_effect(share: Share, councils: int) -> float:
    """The largest design effect that rounds to the released one; 1 when there is none."""
    if share.design_effect is None:
        return 1.0
    return share.design_effect + (0.25 if councils < _FEW_COUNCILS else 0.05)


def share_interval(share: Share, councils: int) -> Interval:
    """Wilson's interval of 95 % of a share, with the effective number of answers.

    What was rounded in the release is taken at its worst, so that the interval is never narrower
    than that of the unrounded figures.

    Parameters
    ----------
    councils
        Number of clusters that the share comes from.

    Returns
    -------
    (low, high) or (None, None)
        Both 0..1. None when the share is hidden, or when there are fewer than two councils or
        answers: then nothing is known of the spread between councils.

    Notes
    -----
    Wilson with an effective sample size is what Franco, Little, Louis & Slud (2019), Comparative
    study of confidence intervals for proportions in complex sample surveys, Journal of Survey
    Statistics and Methodology 7, 334-364, recommend after simulations with clusters.
    """
    if share.value is None or share.answers is None or share.answers < _FEWEST:
        return NO_INTERVAL
    if councils < _FEWEST:
        return NO_INTERVAL
    effect, rounding = careful_effect(share, councils), share.rounding or 0.0
    size = effective_size(share.answers, effect, councils)
    low, _ = wilson(max(0.0, share.value - rounding), size)
    _, high = wilson(min(1.0, share.value + rounding), size)
    return low, high


def wilson(value: float, size: float) -> tuple[float, float]:
    """Wilson's interval of 95 % of a share of independent answers.

    Parameters
    ----------
    value
        0..1.
    size
        Number of answers, above 0; it may be a fraction.

    Notes
    -----
    Newcombe (1998), Two-sided confidence intervals for the single proportion, Statistics in
    Medicine 17, 857-872, table I, method 3 has the example.

    >>> [round(end, 4) for end in wilson(15 / 148, 148)]
    [0.0624, 0.1605]
    """
    from statsmodels.stats.proportion import proportion_confint

    low, high = proportion_confint(value * size, size, alpha=_ERROR, method="wilson")
    return max(0.0, float(low)), min(1.0, float(high))


def alpha_interval(found: Reliability) -> Interval:
    """Feldt's interval of 95 % of Cronbach's alpha, from the F distribution.

    Returns
    -------
    (low, high) or (None, None)
        At most 1; None when alpha is hidden or not defined.

    Notes
    -----
    Feldt (1965), The approximate sampling distribution of Kuder-Richardson reliability coefficient
    twenty, Psychometrika 30, 357-370; Feldt, Woodruff & Salih (1987), Statistical inference for
    coefficient alpha, Applied Psychological Measurement 11, 93-103, formulas 6 and 7. It supposes
    parallel items and people who are independent of each other. People of one council are not
    quite: the true interval is somewhat wider, and tallies cannot say by how much.
    """
    # When the number of sheets may not be told, the fewest that there can be make it wider.
    people = found.people or found.fewest or 0
    if found.alpha is None or people < _FEWEST or found.items < _FEWEST:
        return NO_INTERVAL
    # Alpha is released in two decimals: each end from the worst that it may have been.
    least, most = found.alpha - _ALPHA_STEP / 2, min(1.0, found.alpha + _ALPHA_STEP / 2)
    low, _ = feldt(least, people, found.items)
    _, high = feldt(most, people, found.items)
    return low, high


def feldt(alpha: float, people: int, items: int) -> tuple[float, float]:
    """Feldt's interval of 95 % of an unrounded alpha of independent people.

    Parameters
    ----------
    people, items
        At least 2.

    Notes
    -----
    The example is that of MRC Cognition and Brain Sciences Unit, statswiki, FAQ/cafun.

    >>> [round(end, 5) for end in feldt(0.913, 873, 20)]
    [0.9044, 0.92116]
    """
    from scipy.special import fdtri

    tail, degrees = _ERROR / 2, (people - 1, (people - 1) * (items - 1))
    low, high = (1 - (1 - alpha) * float(fdtri(*degrees, q)) for q in (1 - tail, tail))
    return low, high
