"""Tally: sums that add up, and that can never be taken apart into sheets again."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.model.made_up import IDS, Answers, any_answers, sheet, tally
from tests.model.shapes import FOUR, ONE
from weerbaar.model.answers import AnswerSheet
from weerbaar.model.instrument import Colour
from weerbaar.model.tally import Tally, all_keys, answer_key, score_key

rooms = st.lists(any_answers, max_size=8)


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
    """Every count is what counting the sheets by hand gives."""
    found = total(people)
    complete = [p for p in people if len(p) == 12]
    assert (found.sheets, found.complete_sheets) == (len(people), len(complete))
    for key in IDS:
        for colour in Colour:
            assert found.given(key, colour) == sum(p.get(key) is colour for p in people)
            assert found[answer_key(key, colour, complete=True)] == sum(
                p[key] is colour for p in complete
            )


@given(rooms)
def test_histograms_are_of_complete_sheets_only(people):
    """Each histogram counts every complete sheet once, at the score that a recount gives."""
    found = total(people)
    complete = [p for p in people if len(p) == 12]
    parts = {"a": "a", "b": "b", "c": "c", "d": "d"}
    parts |= {"awareness": "ab", "acting": "cd", "total": "abcd"}
    for part, letters in parts.items():
        by_hand = Counter(
            sum({"green": 0, "orange": 1, "red": 2}[p[k].value] for k in IDS if k[0] in letters)
            for p in complete
        )
        assert {s: found[score_key(part, s)] for s in range(25)} == {
            s: by_hand[s] for s in range(25)
        }


def test_no_key_combines_a_statement_with_a_score():
    """A key names a statement and a colour, or a part and a score, and never more than that."""
    parts = {"a", "b", "c", "d", "awareness", "acting", "total"}
    colours = {c.value for c in Colour}
    for key in all_keys(FOUR):
        match key.split(":"):
            case ["sheets"] | ["complete"]:
                pass
            case ["a" | "c", statement, colour]:
                assert statement in IDS
                assert colour in colours
            case ["h", part, points]:
                assert part in parts
                assert points.isdigit()
            case _:
                pytest.fail(f"unknown kind of key {key}")


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
        Tally({"sheets": 2, "h:a1:3": 1}),
    ],
    ids=["statement", "too many answers", "no sheets", "key", "statement with score"],
)
def test_a_tally_that_is_not_of_the_instrument_does_not_fit(wrong):
    """Counts that no sheets of the instrument can have left are recognised."""
    assert not wrong.fits(FOUR)


def test_a_tally_of_another_instrument_does_not_fit():
    """The tally of one instrument cannot pass for that of another."""
    assert not Tally.of(AnswerSheet(ONE, {"x1": Colour.RED, "y1": Colour.RED})).fits(FOUR)


def test_a_tally_cannot_change():
    """Zeros leave no trace and nobody can change a count afterwards."""
    source = {"sheets": 1, "complete": 0}
    made = Tally(source)
    source["sheets"] = 9
    assert dict(made.counts) == {"sheets": 1}
    with pytest.raises(TypeError):
        made.counts["sheets"] = 2  # type: ignore[index]
