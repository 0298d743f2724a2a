"""Nobody learns anything certain about anybody else from a release; without a rule they do.

A small selection of the benchmark ``attack``, whose last full run is in docs/disclosure-attack.md.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.attack import campaign, every_level, levels, likely, pairs, telling, without
from tests.attack.attacker import SENSITIVE, attack, facts, possible, seen
from tests.attack.pairs import sensitive
from tests.attack.program import Program
from tests.attack.rooms import MIXES, made, realistic, released
from tests.attack.rulebook import GREEN, ORANGE, RED, SKIP, Rulebook
from tests.attack.useful import RIGHT, pointed
from weerbaar.catalog import load_content
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


def test_no_set_of_levels_makes_anything_certain():
    """Whatever stands out beside any levels of a small room, one accomplice learns nothing."""
    cases = [found for n in (5, 6) for found in every_level.attacked(Rulebook(), n, 4, 3, drawn=40)]
    assert len(cases) > 150
    assert not any(cases)
    for shape in ((2, 3), (6, 3), (4, 2), (4, 6)):
        assert not any(every_level.attacked(Rulebook(), 5, *shape, drawn=6)), shape


@pytest.mark.parametrize("book", every_level.BROKEN.values(), ids=list(every_level.BROKEN))
def test_without_what_the_attack_taught_it_succeeds(book):
    """The highest level at five, a name above the highest level or at the lowest betray others."""
    found = set().union(*every_level.attacked(book, book.highest_from or 5, 2, 3))
    assert found == {levels.ALL_GREEN if book.above_nobody else levels.NOT_GREEN}


def test_one_accomplice_among_five_knew_of_each_other_person():
    """Three greens of one's own beside two thirds not green: nobody else was green throughout."""
    room = np.array([[GREEN] * 12] + [[RED] * 12] * 4)
    former = without.view(Rulebook(highest_from=0), room)
    assert levels.NOT_GREEN in attack(former, room.tolist(), 1)
    assert attack(seen(released(room, Policy())), room.tolist(), 1) == set()


def test_one_accomplice_among_six_knew_that_all_others_were_green():
    """Red throughout, and one quadrant above the others: nobody else was red below it."""
    room = np.full((6, 12), GREEN)
    room[0], room[1:4, 0] = RED, RED
    former = replace(without.view(Rulebook(above_nobody=True), room), named=(0,))
    assert levels.ALL_GREEN in attack(former, room.tolist(), 1)
    assert attack(seen(released(room, Policy())), room.tolist(), 1) == set()


@settings(max_examples=25, deadline=None)
@given(st.lists(sheet, min_size=5, max_size=9))
def test_what_stands_out_is_read_as_it_is_made(room):
    """What a small room is told is among what the attacker thinks it can be told."""
    view = seen(released(np.array(room), Policy()))
    told = levels.Told(tuple(unit.figure[1] for unit in view.units), view.named)
    mine = levels.of(room, 3)
    sets = tuple(
        tuple({few / of for few, of in levels.totals(view.book, view.n, level, known, 0)})
        for level, known in zip(told.levels, mine, strict=True)
    )
    assert all(len(shares) == 1 for shares in sets), "all of them together know the room"
    lowest = view.book.names_lowest(view.n, 3)
    possible_here = [
        one
        for one in levels.all_told(told.levels)
        if levels.can_be(view.book, sets, one, lowest=lowest)
    ]
    assert possible_here == [told]


def test_a_second_release_of_one_more_tells_of_that_one():
    """Twenty greens and then a red: the pair says who it was, and a wider band does not help."""
    first = np.full((20, 12), GREEN)
    first[:8] = RED
    room = np.vstack([first, np.full((1, 12), RED)])
    assert "not green" in pairs.of_newcomers(room, 1)
    assert "not green" in pairs.of_newcomers(room, 1, pairs.WIDER)
    assert pairs.of_changed(first, first) == set()


def test_no_two_questionnaires_share_a_statement():
    """A second questionnaire on one day is no second look at the same answers."""
    used = Counter(
        statement.id
        for instrument in load_content().instruments.values()
        for statement in instrument.model.statements
    )
    assert [name for name, times in used.items() if times > 1] == []


@pytest.mark.parametrize("n", [10, 23, 45])
def test_likely_is_bounded_but_never_certain(n):
    """At most the band differs, so the least share is known; a prior only adds to it."""
    least = likely.largest(n, 0, likely.LEAST, likely.NOT_GREEN)
    assert least == pytest.approx((n - 3) / n)
    for accomplices in (0, 1, 2):
        bound = likely.largest(n, accomplices, likely.LEAST, likely.NOT_GREEN)
        assert bound == pytest.approx((n - 3) / (n - accomplices))
        for prior in likely.PRIORS:
            assert bound < likely.largest(n, accomplices, prior, likely.NOT_GREEN) < 1


def test_what_stands_out_is_right_and_is_said():
    """Small rooms with a true margin of 25 points are mostly told, and always rightly."""
    found = {
        (row["configuration"], row["measure"]): row["median"]
        for row in telling.rows(60, quietly)
        if row["size"] == "5-9"
    }
    assert found[telling.PROGRAM, telling.RIGHT] >= 95
    assert found[telling.PROGRAM, telling.SPEAKS.format(25)] >= 50
    assert found[telling.PROGRAM, telling.SMALL_HERE] == 0
    assert found["levels, one apart", telling.SMALL_HERE] > 5, "the rule before spoke too soon"


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
