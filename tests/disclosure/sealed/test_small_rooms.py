"""Every small room, and rooms like real ones: no sealed box tells about one to four people."""

from collections import Counter
from itertools import pairwise
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.disclosure.councils import contribution, sheet
from tests.disclosure.sealed.boxes import Attacker, rooms, shape
from tests.model.made_up import any_answers
from tests.model.made_up import sheet as sheet_of
from tests.model.shapes import FOUR
from weerbaar.disclosure.sealed.contribution import (
    MINIMUM,
    for_research,
    kept_apart,
    mask_all,
    masked,
    populations,
)
from weerbaar.model.answers import AnswerSheet
from weerbaar.model.instrument import Colour, Side
from weerbaar.model.tally import SHEETS, Tally, all_keys, answer_key, scales

AW, AC = Side.AWARENESS, Side.ACTING

SMALL = {
    "two in a quadrant": (shape((AW, 2)), range(1, 17)),
    "two quadrants on a side": (shape((AW, 1), (AW, 1)), range(1, 17)),
    "a quadrant on each side": (shape((AW, 1), (AC, 1)), range(1, 17)),
    "three in a quadrant": (shape((AC, 3)), range(5, 12)),
    "two and one on a side": (shape((AW, 2), (AW, 1)), range(5, 11)),
    "two and one on two sides": (shape((AW, 2), (AC, 1)), range(5, 11)),
    "three quadrants": (shape((AW, 1), (AC, 1), (AW, 1)), range(5, 11)),
    "two and two on a side": (shape((AW, 2), (AW, 2)), range(5, 6)),
    "two and two on two sides": (shape((AW, 2), (AC, 2)), range(5, 7)),
}


def searched(name, mask):
    """How many rooms of a shape there are, and those whose box betrays somebody."""
    instrument, sizes = SMALL[name]
    attacker = Attacker(instrument, lambda rows: mask(rows, instrument))
    found = [room for people in sizes for room in rooms(instrument, people)]
    return len(found), attacker.betrayed(found)


@pytest.mark.parametrize("name", SMALL)
def test_nothing_about_one_to_four_people_follows_from_any_box(name):
    """Every size, every pattern of skips: no combination of what is in the box is about so few."""
    count, betrayed = searched(name, mask_all)
    assert count > 100
    assert betrayed == []


def without_rule(_rows, _instrument):
    """Everything is sealed as it was counted."""


def rule_of_before(rows, instrument):
    """What version 1 sealed: complete sheets when they and the others are none or at least five."""
    keys = list(all_keys(instrument))
    total = scales(instrument)[-1]
    first = [keys.index(answer_key(total.statements[0], c, total.id)) for c in Colour]
    complete, sheets = rows[:, first].sum(axis=1), rows[:, keys.index(SHEETS)]
    rest = sheets - complete
    kept = (complete >= MINIMUM) & ((rest == 0) | (rest >= MINIMUM))
    apart = [key.startswith(("c:total:", "h:total:")) for key in keys]
    inner = [key.startswith(("c:", "h:")) for key in keys]
    rows[:, np.array(inner) & ~np.array(apart)] = 0
    rows[np.ix_(~kept, apart)] = 0


def one_layer_less(rows, instrument):
    """The rule without the step from quadrant to single statement."""
    before = rows.copy()
    mask_all(rows, instrument)
    alone = [place for counts, _ in populations(instrument) if len(counts) == 3 for place in counts]
    rows[:, alone] = before[:, alone]


def scores_as_they_were(rows, instrument):
    """The rule on answers, and not on scores."""
    before = rows.copy()
    mask_all(rows, instrument)
    scores = [key.startswith("h:") for key in all_keys(instrument)]
    rows[:, scores] = before[:, scores]


@pytest.mark.parametrize(
    "wrong", [without_rule, rule_of_before, one_layer_less, scores_as_they_were]
)
def test_the_search_finds_a_rule_that_is_not_enough(wrong):
    """Without the rule, with that of before, or with part of it, rooms are betrayed."""
    for name in ("two in a quadrant", "two and one on two sides"):
        count, betrayed = searched(name, wrong)
        assert len(betrayed) > count // 20


def like_real(chance, people):
    """Who skipped what: four to seven in ten skip the first statement, some a few others."""
    first = chance.uniform(0.4, 0.7)
    room = []
    for _ in range(people):
        others = 0.0 if chance.random() < 0.7 else 0.12
        given = [chance.random() >= first, *(chance.random() >= others for _ in range(11))]
        room.append(tuple(given) if any(given) else (True,) * 12)
    return Counter(room)


def test_nothing_follows_from_the_box_of_rooms_like_real_ones():
    """Rooms on the shape of the self-test: the same attacker, with all that is in the box."""
    chance = Random(10)
    for people in range(8, 15, 2):
        room = like_real(chance, people)
        attacker = Attacker(FOUR, lambda rows: mask_all(rows, FOUR), tuple(room))
        assert attacker.betrayed([tuple(room.values())]) == []


def layers(tally, instrument):
    """Per statement how many sheets are in each population but not in the next smaller one."""
    found = scales(instrument)
    for quadrant in instrument.quadrants:
        around = next(scale.within for scale in found if scale.id == quadrant.id)
        inside = [next(s for s in found if s.id == name) for name in reversed(around)]
        for statement in quadrant.statements:
            sizes = [
                0,
                *(
                    sum(tally[answer_key(statement.id, c, scale.id)] for c in Colour)
                    for scale in inside
                ),
                sum(tally.given(statement.id, c) for c in Colour),
            ]
            yield statement.id, [b - a for a, b in pairwise(sizes)]


def test_a_thousand_rooms_like_real_ones():
    """No layer is of one to four people, and of no statement more than four answers are lost."""
    chance = Random(3)
    for _ in range(1000):
        room = like_real(chance, chance.randint(8, 23))
        whole = Tally.total(
            Tally({key: n * count for key, count in tally_of_pattern(kind).counts.items()})
            for kind, n in room.items()
        )
        box = for_research(whole, FOUR)
        for _, found in layers(box, FOUR):
            assert all(n == 0 or n >= MINIMUM for n in found)
        for statement in FOUR.statements:
            lost = [whole.given(statement.id, c) - box.given(statement.id, c) for c in Colour]
            assert 0 <= sum(lost) < MINIMUM


def tally_of_pattern(kind):
    """The tally of a sheet that is green where it is answered."""
    names = [s.id for s, there in zip(FOUR.statements, kind, strict=True) if there]
    return Tally.of(AnswerSheet(FOUR, dict.fromkeys(names, Colour.GREEN)))


@settings(max_examples=60)
@given(st.lists(any_answers, max_size=30))
def test_masked_once_or_many_at_once_it_is_the_same(people):
    """The rule holds for what it gave; one row and a matrix, and whatever the colours, agree."""
    whole = Tally.total(Tally.of(sheet_of(person)) for person in people)
    box = for_research(whole, FOUR)
    assert for_research(box, FOUR) == box
    assert all(n <= whole[key] for key, n in box.counts.items() if key.startswith("a:"))
    row = [whole[key] for key in all_keys(FOUR)]
    rows = np.array([row, [0] * len(row), row], dtype=np.int64)
    mask_all(rows, FOUR)
    assert rows.tolist() == [masked(row, FOUR), [0] * len(row), masked(row, FOUR)]


def test_the_two_of_the_issue_that_answered_a_statement_are_not_in_the_box():
    """Ten sheets of which eight skip statement 1: of the two others nothing is sealed."""
    box = for_research(Tally.total(map(Tally.of, [sheet(skip=1)] * 8 + [sheet()] * 2)), FOUR)
    assert [box.given("a1", colour) for colour in Colour] == [0, 0, 0]
    assert [box.given("a2", colour) for colour in Colour] == [10, 0, 0]
    assert [box.complete(scale) for scale in scales(FOUR)] == [0, 10, 10, 10, 0, 10, 0]


def test_the_one_of_the_issue_who_is_between_all_and_complete_is_not_in_the_box():
    """Ten complete, four skip statement 1, one statement 7: of that one no answer follows."""
    seven = {s.id: Colour.RED for s in FOUR.statements if s.id != "c1"}
    sheets = [*[sheet()] * 10, *[sheet(skip=1)] * 4, AnswerSheet(FOUR, seven)]
    box = for_research(Tally.total(map(Tally.of, sheets)), FOUR)
    assert [box.given("a1", colour) for colour in Colour] == [10, 0, 0]
    assert [box.given("c1", colour) for colour in Colour] == [10, 0, 0]
    # Of a statement that all five answered they are enough, and stay.
    assert [box.given("a2", colour) for colour in Colour] == [14, 0, 1]
    assert [box.complete(scale) for scale in scales(FOUR)] == [10, 15, 10, 15, 10, 10, 10]


@pytest.mark.parametrize("people", range(1, 12))
def test_of_a_statement_that_fewer_than_five_answered_nothing_is_kept(people):
    """Neither its answers nor a score that it is part of; from five on all of it."""
    sheets = [sheet(Colour.RED)] * people + [sheet(skip=3)] * 9
    box = for_research(Tally.total(map(Tally.of, sheets)), FOUR)
    enough = people >= MINIMUM
    assert sum(box.given("a1", colour) for colour in Colour) == (people if enough else 0)
    assert any(":a:" in key for key in box.counts) == enough
    assert sum(box.given("b1", colour) for colour in Colour) == people + 9
    assert contribution(box).tally == box


def test_a_contribution_refuses_sums_over_few_people():
    """What would be a row, or nearly, cannot be made into a contribution at all."""
    one = Tally.total(map(Tally.of, [sheet(skip=1), *[sheet()] * 20]))
    for few in (Tally.total([Tally.of(sheet())] * 4), one):
        with pytest.raises(ValueError, match="at least 5"):
            contribution(few)
    with pytest.raises(ValueError, match="at least 5"):
        contribution(heads=7)


def test_no_two_numbers_of_people_differ_by_one_to_four():
    """Heads, joined, done and shared in any order: every difference is none or five and more."""
    small = range(5, 22)
    for heads in small:
        for joined in small:
            for done in (None, *range(8, 22)):
                kept = kept_apart(8, heads=heads, joined=joined, done=done)
                given = {"heads": heads, "joined": joined, "done": done}
                known = [n for n in kept.values() if n is not None]
                numbers = [8, *known]
                assert all(abs(a - b) not in range(1, MINIMUM) for a in numbers for b in numbers)
                assert kept_apart(8, **kept) == kept
                assert (kept["done"] is None) == (done is None)
                # Nothing grows past what was counted, but nobody is fewer than who shared.
                for name, n in kept.items():
                    assert n is None or n in (8, *(v for v in given.values() if v is not None))
                    assert n is None or n <= max(8, given[name])
                    assert n is None or max(8, given[name]) - n < 3 * MINIMUM
