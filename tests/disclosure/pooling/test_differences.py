"""Differences between groups of councils: the errors are right, and chance is as rare as said."""

import numpy as np
import pytest
import statsmodels.api as sm
from scipy.stats import binom, ttest_ind, ttest_rel

from weerbaar.disclosure.pooling.estimates import (
    LEVEL,
    POWER,
    Spread,
    detectable,
    p_value,
    power,
    reach,
    spreads,
)


def made(random, councils, people, levels):
    """Answers of some councils in one wave: per council how many are not green, of how many."""
    return {
        str(c): (int(random.binomial(n, level)), int(n))
        for c, n, level in zip(range(councils), people, levels, strict=True)
    }


def two_waves(seed, councils=20, *, effect=0.0, equal=False):
    """The same councils twice, that differ from each other more than from themselves."""
    random = np.random.default_rng(seed)
    own = np.clip(random.normal(0.35, 0.12, councils), 0.05, 0.9)
    sizes = [
        np.full(councils, 60) if equal else random.integers(30, 200, councils) for _ in range(2)
    ]
    change = random.normal(-effect, 0.03, councils)
    later = np.clip(own + change, 0.01, 0.99)
    return made(random, councils, sizes[0], own), made(random, councils, sizes[1], later)


def renamed(clusters):
    """The same councils, as if they were others."""
    return {f"other {name}": counts for name, counts in clusters.items()}


def share(clusters):
    """Share over all councils."""
    return sum(y for y, _ in clusters.values()) / sum(x for _, x in clusters.values())


def spread(first, second):
    """How far the difference of two shares may be off, from answers by name of the council."""
    both = sorted(first.keys() & second.keys())
    shared = tuple([list(part).index(council) for council in both] for part in (first, second))
    one, two = (np.array([*part.values()], np.int64).reshape(-1, 2) for part in (first, second))
    return spreads((one[:, :1], one[:, 1:]), (two[:, :1], two[:, 1:]), shared)[0]


def p_of(first, second):
    """The p value of a difference."""
    return p_value(share(second) - share(first), spread(first, second))


@pytest.mark.parametrize("seed", range(5))
def test_pairs_of_one_size_are_a_t_test_on_pairs(seed):
    """With councils of one size it is the paired t test on their shares, as in any textbook."""
    first, second = two_waves(seed, equal=True)
    shares = [[y / x for y, x in wave.values()] for wave in (first, second)]
    known = ttest_rel(shares[1], shares[0])
    found = spread(first, second)
    assert found.degrees == 19
    assert p_of(first, second) == pytest.approx(known.pvalue, rel=1e-9)
    ends = known.confidence_interval(1 - LEVEL)
    assert 2 * reach(found.degrees) * found.standard_error == pytest.approx(ends.high - ends.low)


@pytest.mark.parametrize("seed", range(5))
def test_different_councils_of_one_size_are_a_t_test_of_welch(seed):
    """Without a council in both it is Welch's t test on their shares."""
    first, second = two_waves(seed, equal=True)
    shares = [[y / x for y, x in wave.values()] for wave in (first, second)]
    known = ttest_ind(shares[1], shares[0], equal_var=False)
    assert spread(first, renamed(second)).degrees == pytest.approx(known.df)
    assert p_of(first, renamed(second)) == pytest.approx(known.pvalue, rel=1e-9)


@pytest.mark.parametrize("seed", range(5))
def test_an_error_is_that_of_a_regression_on_rows(seed):
    """For councils of any size it equals a regression on all answers with errors by council."""
    first, second = two_waves(seed)
    rows = [
        (council, wave, value)
        for wave, clusters in enumerate((first, second))
        for council, (y, x) in clusters.items()
        for value in [1] * y + [0] * (x - y)
    ]
    councils, waves, values = (np.array(column) for column in zip(*rows, strict=True))
    model = sm.OLS(values.astype(float), sm.add_constant(waves.astype(float)))
    codes = np.unique(councils, return_inverse=True)[1]
    fit = model.fit(cov_type="cluster", cov_kwds={"groups": codes})
    assert share(second) - share(first) == pytest.approx(fit.params[1])
    # statsmodels corrects for the two parameters as well.
    factor = np.sqrt((len(rows) - 1) / (len(rows) - 2))
    assert spread(first, second).standard_error * factor == pytest.approx(fit.bse[1], rel=1e-9)


def test_some_in_both_lie_between_pairs_and_strangers():
    """Councils in one wave only widen the error; the degrees are those of the smaller wave."""
    errors = []
    for seed in range(40):
        first, second = two_waves(seed)
        some = {name: counts for name, counts in second.items() if int(name) < 12}
        mixed, strangers = spread(first, some), spread(first, renamed(some))
        assert mixed.degrees == 11 < strangers.degrees
        pairs = spread({name: first[name] for name in some}, some)
        errors.append([found.standard_error for found in (pairs, mixed, strangers)])
    pairs, mixed, strangers = np.median(errors, axis=0)
    assert pairs < mixed < strangers


def test_what_cannot_be_tested_is_not():
    """One council, no answers, or councils that do not vary: there is no error to go by."""
    alike = {"a": (3, 10), "b": (6, 20)}
    vary = {"a": (3, 10), "b": (9, 20)}
    assert spread({"a": (3, 10)}, vary) is None
    assert spread({"a": (0, 0), "b": (0, 0)}, vary) is None
    assert spread(alike, renamed(alike)) is None
    assert spread(vary, vary) is None
    assert spread(alike, renamed(vary)) is not None


def test_false_alarms_of_pairs_are_as_rare_as_said():
    """Without a change 5 % of tests find one, within the chance of so many; strangers, fewer."""
    studies = 800
    pairs = strangers = 0
    for seed in range(studies):
        first, second = two_waves(seed)
        pairs += p_of(first, second) < LEVEL
        strangers += p_of(first, renamed(second)) < LEVEL
    low, high = binom.interval(0.99, studies, LEVEL)
    assert low <= pairs <= high
    assert strangers < low


def test_pairs_find_what_strangers_do_not():
    """A change of six points is found in most studies with pairs, and in few without."""
    studies = [two_waves(1000 + seed, effect=0.06) for seed in range(100)]
    pairs = sum(p_of(first, second) < LEVEL for first, second in studies)
    strangers = sum(p_of(first, renamed(second)) < LEVEL for first, second in studies)
    assert pairs > 65
    assert strangers < 35


def test_a_detectable_difference_is_found_as_often_as_said():
    """Studies in which the change is the detectable one find it in about 80 %."""
    spreads = [spread(*two_waves(seed)) for seed in range(50)]
    typical = Spread(float(np.median([s.standard_error for s in spreads])), 19)
    size = detectable(typical)
    assert power(size, typical) == pytest.approx(POWER, abs=0.001)
    studies = [two_waves(2000 + seed, effect=size) for seed in range(300)]
    found = sum(p_of(first, second) < LEVEL for first, second in studies)
    low, high = binom.interval(0.99, len(studies), POWER)
    assert low - 6 <= found <= high + 6


def test_three_against_three_find_little():
    """Fifteen points between three councils and three others are found in about one study in ten.

    Councils of twenty people that differ by twelve points (one standard deviation): by simulation
    and by the power that is told, the same.
    """
    random = np.random.default_rng(5)

    def group(mean):
        levels = np.clip(random.normal(mean, 0.12, 3), 0.02, 0.98)
        return made(random, 3, [20, 20, 20], levels)

    found = 0
    told = []
    for _ in range(600):
        first, second = group(0.3), renamed(group(0.45))
        errors = spread(first, second)
        if errors is not None:
            found += p_value(share(second) - share(first), errors) < LEVEL
    error = np.sqrt(2 * (0.12**2 + 0.35 * 0.65 / 20) / 3)
    told = power(0.15, Spread(float(error), 3.3))
    assert found / 600 == pytest.approx(told, abs=0.04)
    assert told < 0.3


def test_more_tests_find_less():
    """Each test more takes from the power of the others, and never gives any."""
    errors = Spread(0.03, 15)
    sizes = [detectable(errors, tests) for tests in (1, 2, 18)]
    assert sizes == sorted(sizes)
    assert power(sizes[0], errors, 18) < POWER


@pytest.mark.parametrize("degrees", [1, 2, 5.5, 40, 400])
@pytest.mark.parametrize("tests", [1, 18, 500])
def test_a_detectable_difference_is_always_a_number(degrees, tests):
    """Few councils and many tests: the numbers stay numbers, and fit each other."""
    errors = Spread(0.02, degrees)
    size = detectable(errors, tests)
    assert power(size, errors, tests) == pytest.approx(POWER, abs=0.002)
    assert power(size * 50, errors, tests) > POWER
