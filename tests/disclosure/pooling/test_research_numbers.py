"""Figures of a pool, against an independent computation from the rows of the same people."""

import numpy as np
import pytest
import statsmodels.api as sm

from tests.disclosure.councils import councils, pool
from tests.disclosure.rows import sealed_rows
from tests.model.shapes import FOUR
from weerbaar.disclosure.pooling.estimates import cluster_ratio, cronbach, variance
from weerbaar.disclosure.pooling.group_figures import FEW_CLUSTERS
from weerbaar.disclosure.pooling.research_release import PartKind
from weerbaar.disclosure.pooling.sessions import TallyLayout
from weerbaar.model.tally import scales

STATEMENTS = [s.id for s in FOUR.statements]
SCALES = {scale.id: list(scale.statements) for scale in scales(FOUR)}
QUADRANTS = {q.id: [s.id for s in q.statements] for q in FOUR.quadrants}


@pytest.fixture(scope="module")
def rows():
    """One row per person, as nobody but a simulation has them."""
    return sealed_rows(councils(), FOUR)


def independent_share(frame, statements):
    """Share not green of all answers and its cluster-robust error, by statsmodels on rows."""
    answers = frame.melt(["series"], statements).dropna()
    fit = sm.OLS((answers["value"] > 0).astype(float), np.ones(len(answers))).fit(
        cov_type="cluster", cov_kwds={"groups": answers["series"]}
    )
    # A council of which no answer was sealed is a cluster all the same; statsmodels sees none.
    seen, every = answers["series"].nunique(), frame["series"].nunique()
    factor = np.sqrt(every / (every - 1) * (seen - 1) / seen)
    return fit.params.iloc[0], fit.bse.iloc[0] * factor, len(answers)


def exact_share(statements):
    """The same by our estimator, from the sums of the pool and before any rounding."""
    places = [STATEMENTS.index(statement) for statement in statements]
    sessions, layout = pool()._sessions, TallyLayout(FOUR)
    not_green, answered = (
        sessions.by_council(numbers)[:, places].sum(1).tolist()
        for numbers in (layout.not_green(sessions.counts), layout.answered(sessions.counts))
    )
    return cluster_ratio(not_green, answered)


@pytest.mark.parametrize("part", [[s] for s in STATEMENTS] + list(QUADRANTS.values()), ids=str)
def test_a_share_and_its_error_are_those_of_the_rows(rows, part):
    """Ratio and linearised error equal those of a cluster-robust regression on all answers."""
    value, error, answers = independent_share(rows, part)
    ours = exact_share(part)
    assert ours.value == pytest.approx(value, rel=1e-9)
    assert ours.standard_error == pytest.approx(error, rel=1e-9)
    simple = value * (1 - value) / answers
    assert ours.design_effect == pytest.approx(error**2 / simple, rel=1e-9)


def test_what_is_released_is_that_rounded(rows):
    """Every released share, error and count lies as near to the rows as it says."""
    group = pool().release().groups[0]
    assert group.series == rows["series"].nunique() >= FEW_CLUSTERS
    assert group.sessions == rows["session"].nunique()
    assert abs(group.people - len(rows)) <= 2
    parts = {**{s: [s] for s in STATEMENTS}, **QUADRANTS}
    for share in group.shares:
        if share.part is PartKind.SIDE:
            continue
        value, error, answers = independent_share(rows, parts[share.id])
        assert abs(share.value - value) <= share.rounding
        assert share.rounding < 0.02
        assert share.standard_error == pytest.approx(error, abs=0.0006)
        assert abs(share.answers - answers) <= 2 * len(parts[share.id])
    for cell in group.cells:
        if cell.part is PartKind.STATEMENT and cell.count is not None:
            found = rows[cell.id]
            code = {"green": 0, "orange": 1, "red": 2}.get(cell.category)
            true = found.isna().sum() if code is None else (found == code).sum()
            assert abs(cell.count - true) <= 2
            assert true >= 10


def test_alpha_is_that_of_the_rows(rows):
    """Cronbach's alpha and mean covariance from sums equal those from the covariance matrix.

    Over the sheets complete on the scale, whatever else they skip; so over more than the total's.
    """
    found = {r.id: r for r in pool().release().groups[0].reliabilities}
    people = {}
    for name, items in SCALES.items():
        whole = rows.loc[rows[name], items]
        people[name] = len(whole)
        covariance = whole.cov().to_numpy()
        k = len(items)
        alpha = k / (k - 1) * (1 - np.trace(covariance) / covariance.sum())
        mean = (covariance.sum() - np.trace(covariance)) / (k * (k - 1))
        colours = [tuple(int((whole[i] == p).sum()) for p in range(3)) for i in items]
        histogram = np.bincount(whole.sum(axis=1).astype(int)).tolist()
        ours = cronbach(colours, histogram)
        assert ours.alpha == pytest.approx(alpha, rel=1e-9)
        assert ours.mean_covariance == pytest.approx(mean, rel=1e-9)
        assert found[name].alpha == pytest.approx(alpha, abs=0.0051)
        assert found[name].mean_covariance == pytest.approx(mean, abs=0.0051)
        assert found[name].people is None or abs(found[name].people - len(whole)) <= 2
        assert found[name].fewest <= len(whole)
    assert min(people[q] for q in QUADRANTS) > people["total"]


def test_covariances_within_and_between_quadrants_are_those_of_the_rows(rows):
    """Over the same sheets, so that pairs within a quadrant can be set against the others."""
    matrix = rows.loc[rows["total"], STATEMENTS].cov().to_numpy()
    inside = np.kron(np.eye(4), np.ones((3, 3))).astype(bool)
    off = ~np.eye(len(STATEMENTS), dtype=bool)
    found = pool().release().groups[0].covariances
    assert found.within == pytest.approx(matrix[inside & off].mean(), abs=0.0051)
    assert found.between == pytest.approx(matrix[~inside].mean(), abs=0.0051)


def test_histograms_are_those_of_the_rows(rows):
    """Shown counts of scores lie within two of the rows; small ones are not shown."""
    shown = dict.fromkeys(SCALES, 0)
    for cell in pool().release().groups[0].cells:
        if cell.part is not PartKind.STATEMENT and cell.count is not None:
            scores = rows.loc[rows[cell.id], SCALES[cell.id]].sum(axis=1)
            true = (scores == int(cell.category)).sum()
            assert abs(cell.count - true) <= 2
            assert true >= 10
            shown[cell.id] += 1
    assert min(shown.values()) > 2


def test_groups_are_those_of_the_rows(rows):
    """Split by kind, each group holds the people of that kind and no others."""
    release = pool().release(("group_type",))
    assert len(release.groups) >= 2
    for group in release.groups:
        mine = rows[rows["group_type"] == dict(group.key)["group_type"]]
        assert group.sessions == mine["session"].nunique()
        assert abs(group.people - len(mine)) <= 2


def test_waves_of_one_council_are_one_cluster():
    """Asking the same people twice adds answers, and no independent councils."""
    once = cluster_ratio([3, 5, 9], [10, 12, 20])
    twice = cluster_ratio([6, 10, 18], [20, 24, 40])
    assert twice.value == once.value
    assert twice.standard_error == pytest.approx(once.standard_error)


def test_a_textbook_example():
    """Alpha of an example that can be done by hand: two items that always agree give 1.

    And the variance of Cochran's ratio for three clusters, worked out on paper: R = 17 / 42,
    residuals -1.0476, 0.1429, 0.9048; v = 3 / 2 * 1.9365 / 42^2.
    """
    assert cronbach([(5, 0, 5), (5, 0, 5)], [5, 0, 0, 0, 5]).alpha == pytest.approx(1)
    found = cluster_ratio([3, 5, 9], [10, 12, 20])
    assert found.value == pytest.approx(17 / 42)
    assert found.standard_error**2 == pytest.approx(1.5 * 1.936508 / 42**2, rel=1e-5)


def test_what_cannot_be_estimated_is_not():
    """One cluster, no answer, one item, one sheet, scores that do not vary: no figure."""
    for parts, wholes in (([3], [9]), ([0, 0], [0, 0])):
        with pytest.raises(ValueError, match="two clusters"):
            cluster_ratio(parts, wholes)
    assert cronbach([(5, 5, 0)], [5, 5]) is None
    assert cronbach([(1, 0, 0), (1, 0, 0)], [1]) is None
    assert cronbach([(9, 0, 0), (9, 0, 0)], [9, 0, 0]) is None
    assert variance([5, 0, 5]) == pytest.approx(np.var([0] * 5 + [2] * 5, ddof=1))
    assert cluster_ratio([0, 0], [5, 5]).design_effect is None
