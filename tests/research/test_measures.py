"""Measures: they give the numbers of published examples, and those of a computation from rows."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from tests.model.shapes import FOUR
from tests.research.pools import group, release, share
from weerbaar.disclosure.pooling.research_release import (
    Cell,
    PartKind,
    PooledGroup,
    Reliability,
    ResearchRules,
    Share,
    Suppression,
)
from weerbaar.disclosure.pooling.scores import covariances
from weerbaar.disclosure.pooling.sessions import TallyLayout
from weerbaar.model.answers import AnswerSheet
from weerbaar.model.instrument import Colour
from weerbaar.model.tally import Tally
from weerbaar.research.intervals import (
    alpha_interval,
    effective_size,
    feldt,
    share_interval,
    wilson,
)
from weerbaar.research.pooled import items_frame, table

SESSIONS = 12


# --- published examples -------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("count", "answers", "ends"),
    [
        (81, 263, (0.2553, 0.3662)),
        (15, 148, (0.0624, 0.1605)),
        (0, 20, (0.0000, 0.1611)),
        (1, 29, (0.0061, 0.1718)),
    ],
)
def test_an_interval_of_a_share_is_that_of_newcombe(count, answers, ends):
    """Newcombe (1998), Statistics in Medicine 17, 857-872, table I, method 3."""
    assert wilson(count / answers, answers) == pytest.approx(ends, abs=6e-5)


@pytest.mark.parametrize(
    ("alpha", "people", "items", "ends", "digits"),
    [
        # MRC Cognition and Brain Sciences Unit, statswiki, FAQ/cafun, after Feldt (1965).
        (0.913, 873, 20, (0.9044024, 0.9211588), 5e-8),
        # pingouin, cronbach_alpha, the binary example of 12 people, after Feldt et al. (1987).
        (0.732660835214447, 12, 11, (0.435, 0.909), 5e-4),
    ],
)
def test_an_interval_of_alpha_is_that_of_feldt(alpha, people, items, ends, digits):
    """Two published examples of Feldt's interval."""
    assert feldt(alpha, people, items) == pytest.approx(ends, abs=digits)


# --- the same from rows -------------------------------------------------------------------------
def rooms(seed, mean=0.3, sessions=SESSIONS, size=20, spread=0.1):
    """Answers of sessions that differ: one row per session, 1 for not green."""
    random = np.random.default_rng(seed)
    own = np.clip(random.normal(mean, spread, sessions), 0.01, 0.99)
    return random.random((sessions, size)) < own[:, None]


def pooled(answers):
    """What a release says of such answers, unrounded: linearised error, sessions as clusters."""
    sessions = len(answers)
    value = answers.mean()
    error = answers.mean(axis=1).std(ddof=1) / sessions**0.5
    alone = value * (1 - value) / (answers.size - 1)
    return Share(PartKind.STATEMENT, "a1", value, error, error**2 / alone, answers.size), sessions


def test_an_interval_holds_the_truth_as_often_as_it_says():
    """Among sessions that differ about 95 % of intervals hold the truth; the plain one far fewer.

    Franco et al. (2019) find somewhat less than 95 % where answers are clustered, so 92 is asked.
    """
    ours = plain = 0
    for seed in range(400):
        answers = rooms(seed, spread=0.12, sessions=8)
        low, high = share_interval(*pooled(answers))
        ours += low <= 0.3 <= high
        low, high = proportion_confint(answers.sum(), answers.size, method="wilson")
        plain += low <= 0.3 <= high
    assert ours / 400 >= 0.92
    assert plain / 400 < 0.85


def test_pairs_within_and_between_are_those_of_rows():
    """Mean covariances within quadrants and between them agree with the matrix of all items."""
    random = np.random.default_rng(3)
    common = random.normal(size=(300, 1))
    own = np.repeat(random.normal(size=(300, 4)), 3, axis=1)
    rows = np.clip(np.round(common + own + random.normal(size=(300, 12))), 0, 2)
    matrix = np.cov(rows, rowvar=False)
    inside = np.kron(np.eye(4), np.ones((3, 3))).astype(bool)
    off = ~np.eye(12, dtype=bool)
    layout = TallyLayout(FOUR)
    counts = dict(Tally.total(Tally.of(sheet(row)) for row in rows).counts)
    sums = np.array([counts.get(key, 0) for key in layout.keys])
    found = covariances(sums, layout)
    assert found.within == pytest.approx(matrix[inside & off].mean(), abs=0.0051)
    assert found.between == pytest.approx(matrix[~inside].mean(), abs=0.0051)
    shown = table("covariances", release(group())).set_index("pair")
    assert list(shown["pairs"]) == [12, 54]
    assert list(shown["mean_covariance"]) == [0.2, 0.1]


def sheet(row):
    """A sheet with so many points per statement."""
    colours = list(Colour)
    answers = zip(FOUR.statements, row.astype(int), strict=True)
    return AnswerSheet(FOUR, {s.id: colours[points] for s, points in answers})


def released(counts):
    """A statement as a release shows it: counts rounded, small ones hidden."""
    answers, rules = sum(counts), ResearchRules()
    colours = ("green", "orange", "red")
    cells = []
    for colour, n in zip(colours, counts, strict=True):
        small = n < rules.threshold
        rounded = None if small else round(n / rules.round_to) * rules.round_to
        reason = Suppression.PRIMARY if small else None
        cells.append(Cell(PartKind.STATEMENT, "a1", colour, rounded, reason))
    value = round((counts[1] + counts[2]) / answers, 3)
    known = Share(PartKind.STATEMENT, "a1", value, 0.02, 1.0, round(answers / 5) * 5)
    return release(PooledGroup((), 5, answers, tuple(cells), (known,), ()))


@given(st.lists(st.integers(0, 200), min_size=3, max_size=3).filter(lambda c: sum(c) >= 30))
def test_the_mean_of_points_lies_between_its_ends(counts):
    """Whatever was rounded or hidden, the true mean lies between the ends."""
    row = items_frame(released(counts), FOUR).iloc[0]
    mean = (counts[1] + 2 * counts[2]) / sum(counts)
    assert row["points_low"] - 1e-9 <= mean <= row["points_high"] + 1e-9
    assert row["points_high"] - row["points_low"] <= 2 * row["difficulty"] + 0.01


def test_a_variance_is_that_of_the_rounded_counts():
    """Variance of points agrees with numpy on as many rows; with a hidden count it is missing."""
    rows = np.repeat([0, 1, 2], [60, 25, 15])
    assert items_frame(released([60, 25, 15]), FOUR)["variance"][0] == pytest.approx(rows.var())
    assert items_frame(released([60, 25, 4]), FOUR)["variance"].isna().all()


# --- what must hold -----------------------------------------------------------------------------
shares = st.floats(0, 1)
answers = st.integers(30, 5000)
sessions = st.integers(3, 200)


@given(shares, answers, sessions, st.floats(0.2, 30), st.floats(0, 0.1))
def test_an_interval_holds_all_that_may_have_been_rounded(value, answers, sessions, effect, off):
    """Wherever rounding may have moved a share from, it lies in the interval, and that in 0..1."""
    known = replace(share(value, effect=effect, answers=answers), rounding=off)
    low, high = share_interval(known, sessions)
    assert 0 <= low <= max(0.0, value - off) + 1e-12
    assert min(1.0, value + off) - 1e-12 <= high <= 1


def test_an_interval_of_alpha_holds_what_was_rounded():
    """An alpha in two decimals may have been any that rounds to it."""
    low, high = alpha_interval(Reliability(PartKind.TOTAL, "total", 12, 0.83, 0.1, 200))
    for alpha in (0.8251, 0.83, 0.8349):
        ends = feldt(alpha, 200, 12)
        assert low <= ends[0] < ends[1] <= high


@given(answers, sessions, st.floats(0, 30))
def test_answers_never_count_for_more_than_they_are(answers, sessions, effect):
    """No design effect and no number of sessions makes answers worth more than independent ones."""
    assert effective_size(answers, effect, sessions) <= answers + 1e-9
    fewer = effective_size(answers, effect, max(2, sessions // 2))
    assert fewer <= effective_size(answers, effect, sessions) + 1e-9


def test_one_council_has_no_interval():
    """Of one council nothing is known of the spread between councils."""
    assert share_interval(share(0.3), 1) == (None, None)
