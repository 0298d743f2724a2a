"""Comparisons made in the pool: right, no sharper than the shares, and pairs where they may be."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from math import asin, sqrt

import numpy as np
import pytest
import statsmodels.api as sm
from scipy.stats import binom, t

from tests.disclosure import made_up
from tests.disclosure.councils import councils, pool
from tests.model.shapes import FOUR
from weerbaar.disclosure.pooling.comparisons import compare, in_both, pairs
from weerbaar.disclosure.pooling.ledger import Ledger
from weerbaar.disclosure.pooling.research_release import Design, PartKind, ResearchRules
from weerbaar.disclosure.pooling.sessions import (
    VARIABLES,
    Member,
    Sessions,
    TallyLayout,
    why_refused,
)

LAYOUT, RULES = TallyLayout(FOUR), ResearchRules()
STATEMENTS = [s.id for s in FOUR.statements]
PARTS = {
    **{s: [s] for s in STATEMENTS},
    **{q.id: [s.id for s in q.statements] for q in FOUR.quadrants},
}


def sessions_of(contributions) -> Sessions:
    """Sessions as a pool keeps them, of what was not sealed."""
    found = list(contributions)
    counts = np.array([[c.tally[key] for key in LAYOUT.keys] for c in found], np.uint16)
    return Sessions(
        tuple(
            Member(str(n).encode().rjust(16), c.series, c.tally.sheets) for n, c in enumerate(found)
        ),
        tuple(tuple(str(getattr(c, name)) for name in VARIABLES) for c in found),
        counts,
        np.full((len(found), 3), -1, np.int32),
    )


def compared(sessions, by=("wave",), ledger=None):
    """Every comparison of the groups of some sessions, of groups that may all be shown."""
    groups = sessions.groups(by)
    ledger = (ledger or Ledger.empty()).enter({k: list(g.members) for k, g in groups.items()})
    return [c for pair in pairs(groups, ledger, RULES) for c in compare(pair, LAYOUT, RULES)]


def strangers(sessions):
    """The same sessions, as if no council had ever come back."""
    members = [m._replace(series=f"{m.series} {n}") for n, m in enumerate(sessions.members)]
    return replace(sessions, members=tuple(members))


# --- right ------------------------------------------------------------------------------------
def regression(rows, statements):
    """Difference and error by statsmodels, on one row per answer, with councils as clusters."""
    answers = [
        (series, wave, float(row[STATEMENTS.index(s)] > 0))
        for series, wave, row in rows
        for s in statements
        if row[STATEMENTS.index(s)] is not None
    ]
    series, waves, values = (np.array(column) for column in zip(*answers, strict=True))
    codes = np.unique(series, return_inverse=True)[1]
    model = sm.OLS(values, sm.add_constant((waves == 2).astype(float)))
    fit = model.fit(cov_type="cluster", cov_kwds={"groups": codes})
    n = len(values)
    return fit.params[1], fit.bse[1] * np.sqrt((n - 2) / (n - 1)), len(set(series))


def test_a_paired_change_is_that_of_a_regression_on_rows():
    """Difference and error are those of all answers of the councils in both waves, then rounded."""
    made = [c for c in councils() if c.contribution.wave <= 2]
    both = {c.contribution.series for c in made if c.contribution.wave == 2}
    rows = [
        (c.contribution.series, c.contribution.wave, row)
        for c in made
        if c.contribution.series in both
        for row in c.rows
    ]
    first, second = (("wave", "1"),), (("wave", "2"),)
    release = pool().release(("wave",))
    found = [c for c in release.comparisons if (c.first, c.second) == (first, second)]
    assert {c.design for c in found} == {Design.PAIRED}
    tested = 0
    for one in found:
        if one.part is PartKind.SIDE or one.difference is None:
            continue
        difference, error, clusters = regression(rows, PARTS[one.id])
        assert one.councils == clusters
        assert one.degrees == clusters - 1
        assert one.difference == pytest.approx(difference, abs=0.03), one.id
        assert error - 0.001 <= one.standard_error <= error + 0.012, one.id
        tested += 1
    assert tested > 10


def test_all_but_the_error_follows_from_the_shares():
    """Interval, effect and p value can be worked out from shares, error and degrees by anybody."""
    for by in (("wave",), ("group_type",)):
        release = pool().release(by)
        shares = {g.key: {(s.part, s.id): s.value for s in g.shares} for g in release.groups}
        for one in release.comparisons:
            if one.design is not Design.PAIRED:
                assert one.first_share == shares[one.first][one.part, one.id]
                assert one.second_share == shares[one.second][one.part, one.id]
            if one.difference is None:
                continue
            assert one.difference == pytest.approx(one.second_share - one.first_share, abs=1e-9)
            reach = t.ppf(0.975, one.degrees) * one.standard_error
            assert one.low == pytest.approx(max(-1, one.difference - reach), abs=6e-4)
            assert one.high == pytest.approx(min(1, one.difference + reach), abs=6e-4)
            p_value = 2 * t.sf(abs(one.difference) / one.standard_error, one.degrees)
            assert one.p_value == pytest.approx(p_value, rel=0.006)
            angles = [2 * asin(sqrt(v)) for v in (one.first_share, one.second_share)]
            assert one.effect == pytest.approx(angles[1] - angles[0], abs=6e-4)


def test_an_error_is_coarse_and_never_too_small():
    """Few councils: steps of half a point, since whoever knows one of them learns of the others."""
    for by in (("wave",), ("group_type",), ("group_type", "wave")):
        for one in pool().release(by).comparisons:
            if one.standard_error is not None:
                step = 0.005 if one.degrees < 9 else 0.001
                assert round(one.standard_error / step, 6) == round(one.standard_error / step)
                assert one.standard_error > 0


def test_a_comparison_is_made_of_shares_that_are_shown():
    """A share that is hidden on either side leaves nothing of the comparison."""
    release = pool().release(("group_type", "wave"))
    hidden = [c for c in release.comparisons if None in (c.first_share, c.second_share)]
    assert hidden
    for one in hidden:
        assert (one.difference, one.standard_error, one.low, one.p_value) == (None,) * 4


# --- which design -----------------------------------------------------------------------------
def two_waves(councils_, second, people=20):
    """Sessions of some councils, of which some come a second time."""
    source = iter(made_up.simulated_contributions(FOUR, 400, seed=9))
    found = []
    for wave, names in ((1, range(councils_)), (2, second)):
        for name in names:
            given = next(c for c in source if people <= c.tally.sheets <= people + 5)
            found.append(replace(given, series=str(name), wave=wave))
    return sessions_of(found)


@pytest.mark.parametrize(
    ("second", "design"),
    [
        (range(10), Design.PAIRED),
        (range(7), Design.PAIRED),
        (range(8), Design.OVERLAPPING),
        (range(9), Design.OVERLAPPING),
        ([0, 1, *range(20, 25)], Design.INDEPENDENT),
        ([0, 1, 2, *range(20, 25)], Design.PAIRED),
        (range(20, 26), Design.INDEPENDENT),
    ],
    ids=str,
)
def test_councils_are_paired_where_pairs_and_rest_may_be_known(second, design):
    """Of ten councils: one or two that stay away would follow by subtraction, three may be known;
    two that come back are too few for a group."""
    found = compared(two_waves(10, second))
    assert {c.design for c in found} == {design}
    names = {*range(10), *second}
    both = {*range(10)} & {*second}
    independent = 10 + len(second)
    expected = {
        Design.PAIRED: len(both),
        Design.OVERLAPPING: len(names),
        Design.INDEPENDENT: independent,
    }
    assert {c.councils for c in found} == {expected[design]}


def test_a_paired_part_is_entered_in_the_ledger():
    """What was compared counts as released: a group that differs by one council is refused."""
    made = pool()
    release = made.release(("wave",))
    ledger = made.recorded([release], Ledger.empty())
    groups = made._sessions.groups(("wave",))
    first, second = (groups[(("wave", n),)] for n in ("1", "2"))
    part = in_both(first, second)[0]
    one_less = {(): list(part.members[1:])}
    alone = Ledger.empty().enter({k: list(g.members) for k, g in groups.items()})
    assert not alone.too_close({(): list(part.members)}, RULES)
    assert set(ledger.too_close(one_less, RULES)) == {()}
    again = made.release(("wave",), ledger=ledger)
    assert again == release
    assert made.recorded([again], ledger) == ledger


def test_councils_that_come_back_often_are_paired_with_care():
    """Pairs of years and of waves overlap: what one council would follow from is not released."""
    made = pool()
    ledger = made.recorded([made.release(("wave",))], Ledger.empty())
    later = made.release(("year",), ledger=ledger)
    after = made.recorded([later], ledger)
    sets = [group for entry in after.releases for group in entry.groups]
    check = {key: Member(b"", council, people) for key, (council, people) in after.sessions.items()}
    for one in sets:
        for other in sets:
            if other < one:
                rest = [check[name] for name in one - other]
                assert why_refused(rest, RULES, people=RULES.difference) is None


# --- what it finds ----------------------------------------------------------------------------
def found(comparisons):
    """Whether a change is found on a side: Holm's first step, the smallest p value times two."""
    p_values = [c.p_value for c in comparisons if c.part is PartKind.SIDE and c.p_value is not None]
    return bool(p_values) and 2 * min(p_values) < 0.05


@cache
def population(effect):
    """Many made-up councils by what they answered: first waves, and those that came twice."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(made_up, "_WAVE_EFFECT", effect)
        made = [c for c in made_up.simulated_contributions(FOUR, 400, seed=4) if c.wave <= 2]
    whole = sessions_of(made)
    places: dict[str, list[int]] = {}
    for place, member in enumerate(whole.members):
        places.setdefault(member.series, []).append(place)
    return whole, list(places.values())


def studies(count, effect, *, swap=False):
    """Studies of 35 councils each, drawn from all of them; about half came twice.

    With ``swap`` the waves of a council change places by the toss of a coin: then nothing changed.
    """
    whole, councils_ = population(effect)
    random = np.random.default_rng(7)
    for _ in range(count):
        drawn = [councils_[n] for n in random.choice(len(councils_), 35, replace=False)]
        places = [place for of in drawn for place in of]
        part = whole.take(places)
        if swap:
            values = list(part.values)
            at = 0
            for of in drawn:
                if len(of) == 2 and random.random() < 0.5:
                    values[at], values[at + 1] = values[at + 1], values[at]
                at += len(of)
            part = replace(part, values=tuple(values))
        yield part


def side_changes(sessions):
    """The comparison of both waves, of sides only."""
    groups = sessions.groups(("wave",))
    ledger = Ledger.empty().enter({k: list(g.members) for k, g in groups.items()})
    (pair,) = pairs(groups, ledger, RULES)
    return pair.design, [c for c in compare(pair, LAYOUT, RULES) if c.part is PartKind.SIDE]


def test_pairs_find_a_change_that_strangers_do_not():
    """At the effect that was made up pairs find it in most studies, strangers in few."""
    paired = unpaired = 0
    for sessions in studies(40, made_up._WAVE_EFFECT):
        design, changes = side_changes(sessions)
        paired += design is Design.PAIRED and found(changes)
        unpaired += found(side_changes(strangers(sessions))[1])
    assert paired >= 18
    assert unpaired <= 6
    assert paired > 3 * unpaired


def test_without_a_change_alarms_are_as_rare_as_said():
    """At no effect 5 % of tests find one, within the chance of so many studies."""
    alarms = tests = 0
    for sessions in studies(150, 0.0, swap=True):
        # One side a study: both are answered by the same people.
        side = side_changes(sessions)[1][0]
        if side.p_value is not None:
            tests += 1
            alarms += side.p_value < 0.05
    assert tests > 140
    low, high = binom.interval(0.99, tests, 0.05)
    assert low <= alarms <= high
