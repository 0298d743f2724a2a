"""Comparisons as a frame: corrected for all that is told together, with what they could find."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binom

from tests.research.pools import group, release, two_groups
from weerbaar.disclosure.pooling.estimates import Spread, detectable, power
from weerbaar.disclosure.pooling.research_release import Design
from weerbaar.research import compare
from weerbaar.research.compare import (
    DIFFERENCE,
    SIZES,
    between_councils,
    comparisons_frame,
    spread_of,
    within_councils,
)


def test_an_effect_size_is_that_of_cohen():
    """h of 0.5 and 0.6 is 0.20136 (real-statistics.com, Cohen's h, after Cohen 1988)."""
    keys = (("wave", "1"),), (("wave", "2"),)
    groups = [group(key, level=level) for key, level in zip(keys, (0.5, 0.6), strict=True)]
    found = comparisons_frame(release(*groups), parts=("side",))
    assert found["effect"].tolist() == pytest.approx([0.20136] * 2, abs=5e-4)


def test_corrected_p_values_are_those_of_holm():
    """Four p values, corrected by hand: 4 x 0.005, 3 x 0.01, 2 x 0.03, and never less than that."""
    found = compare._adjust([0.01, 0.04, 0.03, 0.005], "holm")
    assert found == pytest.approx([0.03, 0.06, 0.06, 0.02])


def test_corrected_p_values_are_those_of_benjamini_and_hochberg():
    """The example of Benjamini & Hochberg (1995), section 3.2: four of fifteen are discoveries."""
    p_values = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240]
    p_values += [0.4262, 0.5719, 0.6528, 0.7590, 1.0]
    assert sum(p <= 0.05 for p in compare._adjust(p_values, "fdr_bh")) == 4
    assert sum(p <= 0.05 for p in compare._adjust(p_values, "holm")) == 3


def test_every_pair_of_groups_is_compared_and_corrected_for():
    """All tests made together count, whatever they came out as; a hidden share counts for none."""
    found = comparisons_frame(two_groups(hide={"a1"}))
    assert len(found) == 12 + 4 + 2
    assert set(found["tests"]) == {17}
    hidden = found[found["id"] == "a1"]
    columns = ["difference", "p_value", "p_adjusted", "detectable", "verdict"]
    assert hidden[columns].isna().all(axis=None)
    rest = found[found["id"] != "a1"]
    assert (rest["p_adjusted"] >= rest["p_value"]).all()
    assert set(rest["verdict"]) == {"higher"}


def test_the_group_of_all_is_compared_with_none():
    """All sessions hold those of a group; the two are not different people."""
    assert comparisons_frame(release(group(), two_groups().groups[1])).empty


def test_an_unknown_correction_is_refused():
    """A method that nobody checked is refused by name."""
    with pytest.raises(ValueError, match="bonferroni"):
        comparisons_frame(two_groups(), method="bonferroni")


def test_fewer_tests_find_smaller_differences():
    """What a row could find is for all tests that are told with it."""
    made = two_groups()
    sides = comparisons_frame(made, parts=("side",)).set_index("id")["detectable"]
    everything = comparisons_frame(made).set_index("id")["detectable"]
    for side in sides.index:
        assert 0 < sides[side] < everything[side]
    one = next(c for c in made.comparisons if c.id == sides.index[0])
    size = detectable(Spread(one.standard_error, float(one.degrees)), 2)
    assert sides[one.id] == pytest.approx(size, abs=0.001)


def test_spreads_between_councils_are_those_of_the_release():
    """An error of k councils is that of one, over the root of k."""
    keys = (("wave", "1"),), (("wave", "2"),)
    made = release(*(group(key, sessions=16) for key in keys), design=Design.PAIRED)
    assert between_councils(made.groups[0]) == pytest.approx(0.018 * 4)
    error = max(c.standard_error for c in made.comparisons if c.part == "side")
    assert within_councils(made) == pytest.approx(error * 24**0.5)
    assert within_councils(two_groups()) is None


@pytest.mark.parametrize("design", [Design.INDEPENDENT, Design.PAIRED])
@pytest.mark.parametrize("size", SIZES)
def test_what_the_table_of_power_says_comes_true(design, size):
    """Among studies of so many councils that differ so much, a difference is found so often."""
    random = np.random.default_rng(size)
    deviation, studies = 0.13, 2000
    told = power(DIFFERENCE, spread_of(design, deviation, size))
    if design is Design.PAIRED:
        changes = random.normal(DIFFERENCE, deviation, (studies, size))
        means, errors = changes.mean(1), changes.std(1, ddof=1) / size**0.5
        degrees = size - 1
    else:
        first = random.normal(0, deviation, (studies, size))
        second = random.normal(DIFFERENCE, deviation, (studies, size))
        means = second.mean(1) - first.mean(1)
        errors = ((first.var(1, ddof=1) + second.var(1, ddof=1)) / size) ** 0.5
        degrees = 2 * size - 2
    from scipy.stats import t

    found = int((means / errors > t.ppf(0.975, degrees)).sum())
    low, high = binom.interval(0.999, studies, told)
    assert low <= found <= high
