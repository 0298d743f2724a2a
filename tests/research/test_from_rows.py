"""The whole way, from sealed tallies to frames, against the same councils as rows."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from statsmodels.api import OLS, add_constant, families
from statsmodels.genmod.cov_struct import Independence
from statsmodels.genmod.generalized_estimating_equations import GEE

from tests.disclosure.made_up import simulated_councils
from tests.disclosure.rows import sealed_rows
from weerbaar.catalog import load_content
from weerbaar.disclosure.pooling.pool import Pool
from weerbaar.disclosure.sealed.keys import new_keys
from weerbaar.disclosure.sealed.sealing import seal
from weerbaar.research.compare import comparisons_frame
from weerbaar.research.pooled import table

INSTRUMENT = load_content().instruments["zelftest"].model
STATEMENTS = [statement.id for statement in INSTRUMENT.statements]
QUADRANTS = {q.id: [s.id for s in q.statements] for q in INSTRUMENT.quadrants}


@pytest.fixture(scope="module")
def councils():
    return list(simulated_councils(INSTRUMENT, 80, seed=5))


@pytest.fixture(scope="module")
def pool(councils):
    keys = new_keys()
    sealed = (seal(council.contribution, keys.public) for council in councils)
    return Pool.read(sealed, keys.private, INSTRUMENT)


@pytest.fixture(scope="module")
def rows(councils):
    """One row per person: what nobody has of real councils."""
    return sealed_rows(councils, INSTRUMENT)


def long(rows, statements):
    """One row per answer, 1 for not green, with its council."""
    answers = rows.melt(["series", "group_type"], statements).dropna()
    return answers.assign(y=(answers["value"].astype(int) > 0).astype(float))


def parts():
    """Statements and quadrants, each with the statements that it holds."""
    return {**{name: [name] for name in STATEMENTS}, **QUADRANTS}


def test_shares_and_errors_are_those_of_rows(pool, rows):
    """Share, error and interval agree with a GEE on rows, with councils as clusters.

    The GEE leaves out the factor ``clusters / (clusters - 1)``; beyond that there is rounding.
    """
    found = table("shares", pool.release()).set_index("id")
    for part, statements in parts().items():
        answers = long(rows, statements)
        model = GEE(
            answers["y"],
            np.ones(len(answers)),
            groups=answers["series"],
            family=families.Binomial(),
            cov_struct=Independence(),
        ).fit()
        share = answers["y"].mean()
        clusters = answers["series"].nunique()
        error = float(model.bse.iloc[0]) * share * (1 - share) * (clusters / (clusters - 1)) ** 0.5
        row = found.loc[part]
        assert abs(row["not_green"] - share) <= row["rounding"] + 1e-9, part
        assert row["standard_error"] == pytest.approx(error, abs=0.0006), part
        assert row["low"] < share - 1.5 * error
        assert row["high"] > share + 1.5 * error


def test_counts_are_those_of_rows(pool, rows):
    """Every count that is shown is the one of the rows, rounded."""
    found = table("counts", pool.release())
    shown = found[(found["part"] == "statement") & found["count"].notna()]
    assert len(shown) > 40
    for row in shown.itertuples():
        values = rows[row.id]
        points = {"green": 0, "orange": 1, "red": 2}
        skips = row.category == "skip"
        exact = values.isna().sum() if skips else (values == points[row.category]).sum()
        assert abs(row.count - exact) <= 2.5
    total = found[(found["part"] == "total") & found["count"].notna()]
    scores = rows.loc[rows["total"], STATEMENTS].astype(int).sum(axis=1)
    assert len(total) > 8
    for row in total.itertuples():
        assert abs(row.count - (scores == row.points).sum()) <= 2.5


def test_alpha_is_that_of_rows(pool, rows):
    """Alpha and mean covariance, made from item variances and histograms, agree with the matrix."""
    found = table("reliability", pool.release()).set_index("id")
    for part, statements in {**QUADRANTS, "total": STATEMENTS}.items():
        complete = rows.loc[rows[part], statements]
        matrix = complete.cov().to_numpy()
        items = len(statements)
        alpha = items / (items - 1) * (1 - np.trace(matrix) / matrix.sum())
        mean = (matrix.sum() - np.trace(matrix)) / (items * (items - 1))
        assert found.loc[part, "alpha"] == pytest.approx(alpha, abs=0.0051), part
        assert found.loc[part, "mean_covariance"] == pytest.approx(mean, abs=0.0051), part
        people = found.loc[part, "people"]
        assert pd.isna(people) or abs(people - len(complete)) <= 2, part
        assert found.loc[part, "low"] < alpha < found.loc[part, "high"]


def test_differences_are_those_of_a_regression_on_rows(pool, rows):
    """A difference between two group types is that of a regression with errors by council."""
    found = comparisons_frame(pool.release(("group_type",)), parts=("quadrant",))
    pair = "group_type=gemeenteraad", "group_type=provinciale-staten"
    rest = found[(found["first"] == pair[0]) & (found["second"] == pair[1])]
    assert len(rest) == len(QUADRANTS)
    names = [name.removeprefix("group_type=") for name in pair]
    for row in rest.itertuples():
        answers = long(rows[rows["group_type"].isin(names)], QUADRANTS[row.id])
        second = (answers["group_type"] == names[1]).astype(float)
        codes = pd.factorize(answers["series"])[0]
        model = OLS(answers["y"], add_constant(second)).fit(
            cov_type="cluster", cov_kwds={"groups": codes}
        )
        assert row.difference == pytest.approx(model.params.iloc[1], abs=0.005)
        # Ours is the larger one: clusters per group, and the error of rounding.
        assert 1 <= row.standard_error / model.bse.iloc[1] < 1.2
        low, high = model.conf_int().iloc[1]
        assert row.high - row.low > high - low
