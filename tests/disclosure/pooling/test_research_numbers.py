"""Figures of a pool, against an independent computation from the rows of the same people."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from tests.disclosure.councils import councils, pool
from tests.model.shapes import FOUR
from weerbaar.disclosure.pooling.estimates import cluster_ratio, cronbach, variance
from weerbaar.disclosure.pooling.group_figures import FEW_CLUSTERS
from weerbaar.disclosure.pooling.research_release import Part
from weerbaar.disclosure.sealed.contribution import for_research

STATEMENTS = [s.id for s in FOUR.statements]
QUADRANTS = {q.id: [s.id for s in q.statements] for q in FOUR.quadrants}


@pytest.fixture(scope="module")
def rows():
    """One row per person, as nobody but a simulation has them."""
    frames = []
    for number, council in enumerate(councils()):
        frame = pd.DataFrame(council.rows, columns=STATEMENTS, dtype="float")
        about = council.contribution
        frame["sealed"] = about.tally.complete_sheets > 0
        frame[["series", "kind", "session"]] = (about.series, about.group_type, number)
        frames.append(frame)
    return pd.concat(frames, ignore_index=True)


def independent_share(frame, statements):
    """Share not green of all answers and its cluster-robust error, by statsmodels on rows."""
    answers = frame.melt(["series"], statements).dropna()
    fit = sm.OLS((answers["value"] > 0).astype(float), np.ones(len(answers))).fit(
        cov_type="cluster", cov_kwds={"groups": answers["series"]}
    )
    # statsmodels corrects for clusters and for the one parameter; the latter is not in ours.
    factor = np.sqrt((len(answers) - 1) / (len(answers) - 1))
    return fit.params.iloc[0], fit.bse.iloc[0] * factor, len(answers)


def exact_share(statements):
    """The same by our estimator, from the sums of the pool and before any rounding."""
    places = [STATEMENTS.index(statement) for statement in statements]
    clusters = {}
    for session in pool()._sessions:
        kept = clusters.setdefault(session.member.series, np.zeros(2 * len(STATEMENTS), int))
        kept += session.answers
    half = len(STATEMENTS)
    return cluster_ratio(
        [int(sum(c[p] for p in places)) for c in clusters.values()],
        [int(sum(c[half + p] for p in places)) for c in clusters.values()],
    )


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
        if share.part is Part.SIDE:
            continue
        value, error, answers = independent_share(rows, parts[share.id])
        assert abs(share.value - value) <= share.rounding
        assert share.rounding < 0.02
        assert share.standard_error == pytest.approx(error, abs=0.0006)
        assert abs(share.answers - answers) <= 2 * len(parts[share.id])
    for cell in group.cells:
        if cell.part is Part.STATEMENT and cell.count is not None:
            found = rows[cell.id]
            code = {"green": 0, "orange": 1, "red": 2}.get(cell.category)
            true = found.isna().sum() if code is None else (found == code).sum()
            assert abs(cell.count - true) <= 2
            assert true >= 10


def test_alpha_is_that_of_the_rows(rows):
    """Cronbach's alpha and mean covariance from sums equal those from the covariance matrix."""
    whole = rows[rows["sealed"]].dropna(subset=STATEMENTS)
    for found in pool().release().groups[0].reliabilities:
        if found.part is Part.SIDE:
            continue
        items = QUADRANTS.get(found.id, STATEMENTS)
        covariance = whole[items].cov().to_numpy()
        k = len(items)
        alpha = k / (k - 1) * (1 - np.trace(covariance) / covariance.sum())
        mean = (covariance.sum() - np.trace(covariance)) / (k * (k - 1))
        colours = [tuple(int((whole[i] == p).sum()) for p in range(3)) for i in items]
        histogram = np.bincount(whole[items].sum(axis=1).astype(int)).tolist()
        ours = cronbach(colours, histogram)
        assert ours.alpha == pytest.approx(alpha, rel=1e-9)
        assert ours.mean_covariance == pytest.approx(mean, rel=1e-9)
        assert found.alpha == pytest.approx(alpha, abs=0.0051)
        assert found.mean_covariance == pytest.approx(mean, abs=0.0051)


def test_histograms_are_those_of_the_rows(rows):
    """Shown counts of scores lie within two of the rows; small ones are not shown."""
    whole = rows[rows["sealed"]].dropna(subset=STATEMENTS)
    shown = 0
    for cell in pool().release().groups[0].cells:
        if cell.part is Part.QUADRANT and cell.count is not None:
            true = (whole[QUADRANTS[cell.id]].sum(axis=1) == int(cell.category)).sum()
            assert abs(cell.count - true) <= 2
            assert true >= 10
            shown += 1
    assert shown > len(QUADRANTS)


def test_groups_are_those_of_the_rows(rows):
    """Split by kind, each group holds the people of that kind and no others."""
    release = pool().release(("group_type",))
    assert len(release.groups) >= 2
    for group in release.groups:
        mine = rows[rows["kind"] == dict(group.key)["group_type"]]
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


def test_sums_over_few_sheets_are_not_in_it():
    """A session with one to four incomplete sheets gives no scores; the rest is not touched."""
    for council in councils():
        whole = sum(None not in row for row in council.rows)
        rest = len(council.rows) - whole
        given = council.contribution.tally.complete_sheets
        assert given == (whole if whole >= 5 and (rest == 0 or rest >= 5) else 0)
        assert for_research(council.contribution.tally) == council.contribution.tally
