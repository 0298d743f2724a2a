"""Intervals that fit small counts and answers that come in sessions; made from released figures.

People of one session have talked, share a culture, and resemble each other. So a thousand answers
in ten sessions tell less than a thousand answers of strangers: the design effect says how much
less, and the small number of sessions makes even that uncertain.
"""

from __future__ import annotations

from weerbaar.disclosure.research_release import Reliability, Share

NO_INTERVAL = (None, None)
_FEWEST = 2
"""Answers, sessions or items below which nothing can be said of spread."""

Interval = tuple[float, float] | tuple[None, None]


def effective_size(answers: int, design_effect: float | None, sessions: int, alpha: float) -> float:
    """How many independent answers carry as much as these do.

    ``answers / design_effect``, at most ``answers``, times ``(t(answers - 1) / t(sessions - 1))``
    squared: the quantiles of Student's t at ``1 - alpha / 2``. With few sessions the design effect
    is itself uncertain, and the second factor pays for that.

    Parameters
    ----------
    answers, sessions
        At least 2.
    design_effect
        None or 0 where the answers do not vary: then there is nothing to estimate it from, and
        only the factor for few sessions is applied.
    alpha
        1 minus the confidence.

    Notes
    -----
    Korn & Graubard (1998), Confidence intervals for proportions with small expected number of
    positive counts estimated from survey data, Survey Methodology 24, 193-201. That the effective
    size is never taken larger than the number of answers is the advice of Dean & Pagano (2015),
    Evaluating confidence interval methods for binomial proportions in clustered surveys, Journal
    of Survey Statistics and Methodology 3, 484-503.
    """
    from scipy.stats import t

    size = answers / max(1.0, design_effect or 1.0)
    quantile = 1 - alpha / 2
    # A session is at least one answer: more sessions than answers say nothing more.
    degrees = min(sessions, answers) - 1
    return float(size * (t.ppf(quantile, answers - 1) / t.ppf(quantile, degrees)) ** 2)


def share_interval(share: Share, sessions: int, confidence: float = 0.95) -> Interval:
    """Wilson's interval of a share, with the effective number of answers.

    Returns
    -------
    (low, high) or (None, None)
        Both 0..1. None when the share is hidden, or when there are fewer than two sessions or
        answers: then nothing is known of the spread between sessions.

    Notes
    -----
    Wilson with an effective sample size is what Franco, Little, Louis & Slud (2019), Comparative
    study of confidence intervals for proportions in complex sample surveys, Journal of Survey
    Statistics and Methodology 7, 334-364, recommend after simulations with clusters.
    """
    if share.value is None or share.answers is None or share.answers < _FEWEST:
        return NO_INTERVAL
    if sessions < _FEWEST:
        return NO_INTERVAL
    from statsmodels.stats.proportion import proportion_confint

    alpha = 1 - confidence
    size = effective_size(share.answers, share.design_effect, sessions, alpha)
    low, high = proportion_confint(share.value * size, size, alpha=alpha, method="wilson")
    return max(0.0, float(low)), min(1.0, float(high))


def alpha_interval(found: Reliability, confidence: float = 0.95) -> Interval:
    """Feldt's interval of Cronbach's alpha, from the F distribution.

    Returns
    -------
    (low, high) or (None, None)
        At most 1; None when alpha is hidden or not defined.

    Notes
    -----
    Feldt (1965), The approximate sampling distribution of Kuder-Richardson reliability coefficient
    twenty, Psychometrika 30, 357-370; Feldt, Woodruff & Salih (1987), Statistical inference for
    coefficient alpha, Applied Psychological Measurement 11, 93-103, formulas 6 and 7. It supposes
    parallel items and people who are independent of each other. People of one session are not
    quite: the true interval is somewhat wider, and tallies cannot say by how much.
    """
    if found.alpha is None or found.people is None:
        return NO_INTERVAL
    if found.people < _FEWEST or found.items < _FEWEST:
        return NO_INTERVAL
    from scipy.stats import f

    people, others = found.people - 1, (found.people - 1) * (found.items - 1)
    tail = (1 - confidence) / 2
    low = 1 - (1 - found.alpha) * f.ppf(1 - tail, people, others)
    high = 1 - (1 - found.alpha) * f.ppf(tail, people, others)
    return float(low), float(high)
