"""Nobody learns anything certain about anybody else from a release; without a rule they do.

A small selection of the benchmark ``attack``, whose last full run is in docs/disclosure-attack.md.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.attack import campaign, without
from tests.attack.attacker import SENSITIVE, attack, facts, possible, seen
from tests.attack.pairs import sensitive
from tests.attack.program import Program
from tests.attack.rooms import MIXES, made, realistic, released
from tests.attack.rulebook import GREEN, ORANGE, RED, SKIP
from tests.attack.useful import RIGHT, pointed
from weerbaar.disclosure import Policy

answer = st.integers(GREEN, SKIP)
sheet = st.lists(answer, min_size=12, max_size=12).filter(lambda s: set(s) != {SKIP})
# Rooms of people who answer alike come often: unanimity is where things are betrayed.
alike = st.builds(lambda one, n, odd: [one] * n + odd, sheet, st.integers(0, 24), st.lists(sheet))
rooms = st.one_of(st.lists(sheet, min_size=1, max_size=25), alike).filter(bool)


def quietly(_text: str) -> None:
    """Tell nobody."""


def values(rows, measure):
    """What was counted, per configuration."""
    return {row["configuration"]: row["median"] for row in rows if row["measure"] == measure}


@settings(max_examples=60, deadline=None)
@given(rooms, st.integers(0, 2))
def test_nothing_about_anybody_becomes_certain(room, accomplices):
    """Any ten people or more, with any two accomplices; any smaller room, with any one."""
    if accomplices >= len(room) or (accomplices == 2 and len(room) < 10):
        return
    view = seen(released(np.array(room), Policy()))
    assert attack(view, room, accomplices) == set()


def test_no_figure_that_can_be_makes_anything_certain():
    """All figures of a statement in rooms of 10 to 14, all levels in rooms of 5 to 7."""
    rows = campaign.every_figure([5, 6, 7, 10, 11, 12, 13, 14], quietly)
    assert sum(row["median"] for row in rows if row["measure"] == campaign.CASES) > 3000
    assert values(rows, campaign.CASES_CERTAIN) == {"every figure": 0}


def test_every_mix_of_rooms_is_attacked_in_vain():
    """A room of each mix at the limits of the rules, with whichever accomplices."""
    rows = campaign.campaign(1, quietly, {"5-7": range(5, 8), "10-13": range(10, 14)})
    found = {
        (row["configuration"], row["size"]): row["median"]
        for row in rows
        if row["measure"] == campaign.CERTAIN
    }
    assert [found[f"w = 3, {k} accomplices", "10-13"] for k in (0, 1, 2)] == [0, 0, 0]
    assert [found[f"w = 3, {k} accomplices", "5-7"] for k in (0, 1)] == [0, 0]
    assert found["w = 2, 2 accomplices", "10-13"] > 0, "two accomplices beat a band of two"


def test_two_accomplices_learn_nothing_from_a_level():
    """Nine answers of which seven are not green: the two who were green knew it of all others."""
    room = [[GREEN] * 12] * 2 + [[RED] * 12] * 7 + [[SKIP] * 11 + [RED]]
    former = without.view(campaign.FIRST, np.array(room))
    assert "not green" in attack(former, room, 2)
    assert attack(seen(released(np.array(room), Policy())), room, 2) == set()


def test_two_accomplices_single_nobody_out_of_orange_and_red():
    """Three orange and three red beside each other told two accomplices of one other person."""
    room = [[ORANGE] * 12] * 3 + [[RED] * 12] * 3 + [[GREEN] * 12] * 5
    former = without.view(campaign.FIRST, np.array(room))
    assert "singled out" in attack(former, room, 2)
    assert attack(seen(released(np.array(room), Policy())), room, 2) == set()


@pytest.mark.parametrize("n", [5, 10])
def test_an_integer_program_comes_to_the_same(n):
    """For whole rooms two models that share no code rule out the very same answers."""
    rows = campaign.second_opinion([n], quietly)
    assert values(rows, "rooms that differ") == {"integer program": 0}


def test_both_models_rule_out_what_cannot_be():
    """Where two people are known to be all the green ones, both say that nobody else is."""
    room = np.array([[GREEN] * 12] * 2 + [[RED] * 12] * 9)
    shown = released(room, Policy(band=2))
    mine = room[:2].tolist()
    table = possible(seen(shown), mine)[:, : SKIP + 1]
    assert (table == Program(shown, mine).possible()).all()
    assert table.tolist() == [[False, True, True, True]] * 12
    assert facts(possible(seen(shown), mine)) & {*SENSITIVE} == {"not green"}


@pytest.mark.parametrize("rule", without.SWITCHED_OFF)
def test_without_a_rule_somebody_is_betrayed(rule):
    """With one rule switched off the attack succeeds somewhere, without any accomplice."""
    sizes = without.SIZES[rule][:6]
    rooms_without = (made(mix, seed, n) for n in sizes for mix in MIXES for seed in range(3))
    assert any(sensitive(without.SWITCHED_OFF[rule](room)) for room in rooms_without)


def test_dummies_around_one_person_betray_that_person():
    """What docs/privacy.md says no rule can stop: known sheets around a single real one."""
    real = np.full((1, 12), RED)
    assert "sheet" in without.with_dummies(real, 20, without.DUMMIES["three colours"])
    assert without.with_dummies(np.full((8, 12), RED), 20, without.DUMMIES["green"]) != set()


@pytest.mark.parametrize(("n", "least"), [(10, 0.65), (23, 0.85), (45, 0.9)])
def test_the_picture_still_points_the_right_way(n, least):
    """In most realistic rooms quadrant and side that stand highest are those of the tally."""
    found = [pointed(made(realistic, seed, n)) for seed in range(60)]
    for part in ("quadrant", "side"):
        assert sum(one[part] == RIGHT for one in found) >= least * len(found)
