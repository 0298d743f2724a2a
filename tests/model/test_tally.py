"""Tally: sums that add up, and that can never be taken apart into sheets again."""

from __future__ import annotations

from collections import Counter
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.model.made_up import IDS, Answers, any_answers, sheet, tally
from tests.model.shapes import FOUR, ONE, instrument
from weerbaar.model.answers import AnswerSheet
from weerbaar.model.instrument import Colour, Side
from weerbaar.model.tally import (
    SHEETS,
    Tally,
    all_keys,
    answer_key,
    earlier_key,
    scales,
    score_key,
    taken_over,
)

rooms = st.lists(any_answers, max_size=8)

PARTS = {"a": "a", "b": "b", "c": "c", "d": "d"}
PARTS |= {"awareness": "ab", "acting": "cd", "total": "abcd"}
"""Each scale of FOUR with the letters of its quadrants."""


def total(people: list[Answers]) -> Tally:
    """The tally of a room."""
    return Tally.total(Tally.of(sheet(person)) for person in people)


@settings(max_examples=40)
@given(rooms, rooms, rooms)
def test_tallies_add_up(first, second, third):
    """The tally of all is the sum of the parts, in any grouping and any order."""
    a, b, c = total(first), total(second), total(third)
    assert a + b == b + a == total(first + second)
    assert (a + b) + c == a + (b + c) == Tally.total((c, a, b))
    assert a + Tally() == a


@given(rooms)
def test_a_tally_agrees_with_a_recount(people):
    """Every count of answers, of all sheets and per scale, is what counting by hand gives."""
    found = total(people)
    assert found.sheets == len(people)
    for key in IDS:
        for colour in Colour:
            assert found.given(key, colour) == sum(p.get(key) is colour for p in people)
    for scale in scales(FOUR):
        whole = [p for p in people if all(i in p for i in IDS if i[0] in PARTS[scale.id])]
        assert found.complete(scale) == len(whole)
        for key in scale.statements:
            for colour in Colour:
                given_here = found[answer_key(key, colour, scale.id)]
                assert given_here == sum(p[key] is colour for p in whole)


@given(rooms)
def test_a_score_is_of_sheets_complete_on_it_whatever_else_they_skip(people):
    """Each histogram counts each sheet complete on a scale once, with the score of a recount."""
    found = total(people)
    for outer, all_letters in PARTS.items():
        whole = [p for p in people if all(i in p for i in IDS if i[0] in all_letters)]
        for inner, letters in PARTS.items():
            if not set(letters) <= set(all_letters):
                assert not [k for k in found.counts if k.startswith(f"h:{outer}:{inner}:")]
                continue
            by_hand = Counter(
                sum({"green": 0, "orange": 1, "red": 2}[p[k].value] for k in IDS if k[0] in letters)
                for p in whole
            )
            assert {s: found[score_key(outer, inner, s)] for s in range(25)} == {
                s: by_hand[s] for s in range(25)
            }


def test_no_key_combines_a_statement_with_a_score():
    """A key names a statement and a colour, or scales and a score, and never more than that."""
    colours = {c.value for c in Colour}
    for key in all_keys(FOUR):
        match key.split(":"):
            case ["sheets"]:
                pass
            case ["a", statement, colour]:
                assert statement in IDS
                assert colour in colours
            case ["c", outer, statement, colour]:
                assert statement in IDS
                assert statement[0] in PARTS[outer]
                assert colour in colours
            case ["h", outer, inner, points]:
                assert set(PARTS[inner]) <= set(PARTS[outer])
                assert int(points) in range(6 * len(PARTS[inner]) + 1)
            case _:
                pytest.fail(f"unknown kind of key {key}")


def lopsided(sides, size=2):
    """The scales of an instrument with quadrants on given sides."""
    return scales(instrument({f"q{i}": side for i, side in enumerate(sides)}, size))


def test_scales_are_those_that_an_instrument_has():
    """Quadrants, sides, total, in that order; a side without a quadrant is no scale."""
    assert [s.id for s in scales(FOUR)] == [*"abcd", "awareness", "acting", "total"]
    assert [s.kind.value for s in scales(FOUR)] == [*["quadrant"] * 4, "side", "side", "total"]
    assert [s.id for s in lopsided([Side.ACTING])] == ["q0", "acting", "total"]
    mixed = lopsided([Side.ACTING, Side.AWARENESS, Side.ACTING])
    assert [s.id for s in mixed] == ["q0", "q1", "q2", "awareness", "acting", "total"]
    assert mixed[4].statements == ("q01", "q02", "q21", "q22")
    assert mixed[2].within == ("q2", "acting", "total")


@pytest.mark.parametrize("sides", [*product(Side, repeat=1), *product(Side, repeat=3)])
def test_no_key_comes_twice_in_whatever_shape(sides):
    """Each key is announced once, and everybody complete is counted once on each scale."""
    made = instrument({f"q{i}": side for i, side in enumerate(sides)}, 2)
    keys = list(all_keys(made))
    assert len(keys) == len(set(keys))
    whole = Tally.of(AnswerSheet(made, dict.fromkeys((s.id for s in made.statements), Colour.RED)))
    assert set(whole.counts) <= set(keys)
    for scale in scales(made):
        assert whole.complete(scale) == 1
        assert [whole[score_key(outer, scale.id, scale.most)] for outer in scale.within] == [
            1 for _ in scale.within
        ]


@given(any_answers)
def test_a_sheet_leaves_known_keys_only(given_answers):
    """All that a sheet leaves behind are ones under keys that the instrument announces."""
    left = Tally.of(sheet(given_answers))
    assert set(left.counts) <= set(all_keys(FOUR))
    assert set(left.counts.values()) == {1}
    assert left.fits(FOUR)


def test_a_tally_never_prints_its_counts():
    """Counts are unsafe to show, so no print or log of a tally shows them."""
    made = tally(7, a1=(1, 2, 4))
    assert f"{made} {made!r} {[made]}" == "Tally() Tally() [Tally()]"


@pytest.mark.parametrize(
    "wrong",
    [
        tally(3, zz=(1, 0, 0)),
        tally(3, a1=(2, 1, 1)),
        Tally({answer_key("a1", Colour.GREEN): 1}),
        Tally({"a1": 1}),
        Tally({"sheets": 2, "h:total:a1:3": 1}),
        Tally({"sheets": 2, "h:a:total:3": 1}),
    ],
    ids=[
        "statement",
        "too many answers",
        "no sheets",
        "key",
        "statement with score",
        "score outside",
    ],
)
def test_a_tally_that_is_not_of_the_instrument_does_not_fit(wrong):
    """Counts that no sheets of the instrument can have left are recognised."""
    assert not wrong.fits(FOUR)


def test_a_tally_of_another_instrument_does_not_fit():
    """The tally of one instrument cannot pass for that of another."""
    assert not Tally.of(AnswerSheet(ONE, {"x1": Colour.RED, "y1": Colour.RED})).fits(FOUR)


def test_a_tally_cannot_change():
    """Zeros leave no trace and nobody can change a count afterwards."""
    source = {"sheets": 1, "a:a1:red": 0}
    made = Tally(source)
    source["sheets"] = 9
    assert dict(made.counts) == {"sheets": 1}
    with pytest.raises(TypeError):
        made.counts["sheets"] = 2  # type: ignore[index]


@given(rooms)
def test_a_tally_of_before_keeps_what_was_over_complete_sheets(people):
    """Its complete sheets stand for every scale; what is counted over all sheets stays."""
    whole = total([person for person in people if len(person) == len(IDS)])
    before = {SHEETS: len(people), "complete": whole.sheets}
    for key in all_keys(FOUR):
        if earlier_key(key) != key:
            before[earlier_key(key)] = whole[key]
        elif key != SHEETS:
            before[key] = total(people)[key]
    taken = taken_over(Tally(before), FOUR)
    assert taken.fits(FOUR)
    for key in all_keys(FOUR):
        assert taken[key] == (whole if earlier_key(key) != key else total(people))[key]


@given(rooms)
def test_a_tally_of_now_is_taken_over_as_it_is(people):
    """Nothing is counted twice when nothing is of before."""
    assert taken_over(total(people), FOUR) == total(people)
