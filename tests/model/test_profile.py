"""score: one person's answers added up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.model.made_up import IDS, G, R, any_answers, sheet
from tests.model.shapes import FOUR
from weerbaar.model.instrument import Colour, Side
from weerbaar.model.profile import Measure, group_profile, level_ends, score

ON_SIDE = {Side.AWARENESS: "ab", Side.ACTING: "cd"}


@given(any_answers)
def test_a_profile_agrees_with_a_recount(given_answers):
    """Attention, points and open statements of every part are what counting by hand gives."""
    profile = score(sheet(given_answers))
    assert profile.measure is Measure.PERSON
    parts = {part.id: part for part in (*profile.quadrants, *profile.sides)}
    assert list(parts) == ["a", "b", "c", "d", "awareness", "acting"]
    for name, part in parts.items():
        letters = ON_SIDE.get(Side(name), "") if name in set(Side) else name
        mine = [key for key in IDS if key[0] in letters]
        colours = [given_answers[key].value for key in mine if key in given_answers]
        assert part.of == len(mine)
        assert part.attention == colours.count("orange") + colours.count("red")
        assert part.points == colours.count("orange") + 2 * colours.count("red")
        assert part.open == len(mine) - len(colours)
    everything = [colour.value for colour in given_answers.values()]
    assert profile.orange == everything.count("orange")
    assert profile.red == everything.count("red")
    assert profile.open == 12 - len(everything)
    assert profile.side(Side.ACTING) is parts["acting"]


@given(any_answers, st.randoms(use_true_random=False))
def test_the_order_of_answers_does_not_matter(given_answers, random):
    """The same answers in another order give the same profile."""
    items = list(given_answers.items())
    random.shuffle(items)
    assert score(sheet(dict(items))) == score(sheet(given_answers))


@given(any_answers, st.sampled_from(IDS))
def test_orange_and_red_are_treated_alike(given_answers, key):
    """Turning an orange answer red changes points and totals, and no attention anywhere."""
    orange, red = ({**given_answers, key: c} for c in (Colour.ORANGE, Colour.RED))
    first, second = score(sheet(orange)), score(sheet(red))
    for one, other in zip(
        (*first.quadrants, *first.sides), (*second.quadrants, *second.sides), strict=True
    ):
        assert one.attention == other.attention


@given(any_answers, st.sampled_from(IDS))
def test_a_skip_is_never_counted_as_green(given_answers, key):
    """A skipped statement is open; only a green answer closes it without asking attention."""
    skipped = {k: c for k, c in given_answers.items() if k != key}
    without, green = score(sheet(skipped)), score(sheet({**skipped, key: G}))
    assert without.open == green.open + 1
    assert [p.attention for p in without.quadrants] == [p.attention for p in green.quadrants]
    assert without != green


def test_a_side_of_a_group_is_the_mean_of_what_is_known():
    """A quadrant without a figure weighs nothing; a side with none has no figure either."""
    profile = group_profile(FOUR, Measure.GROUP, {"a": 0.2, "b": 0.4, "c": None, "d": 0.5})
    assert [p.attention for p in profile.sides] == [(0.2 + 0.4) / 2, 0.5]
    assert (profile.orange, profile.red, profile.open) == (0, 0, 0)
    nobody = group_profile(FOUR, Measure.GROUP, {"a": 0.2, "b": 0.4, "c": None, "d": None})
    assert nobody.side(Side.ACTING).attention is None
    assert all(p.points is None for p in (*nobody.quadrants, *nobody.sides))


def test_an_example_counted_by_hand():
    """Two reds in Jij and one green elsewhere: attention 2 of 3, points 4, nine statements open."""
    profile = score(sheet({"a1": R, "a2": R, "c1": G}))
    first = profile.quadrants[0]
    assert (first.attention, first.of, first.open, first.points) == (2, 3, 1, 4)
    assert profile.open == 9


def test_a_group_has_no_answers_of_anybody():
    """Totals, colours and points are one person's; of a group they are 0 or unknown."""
    profile = group_profile(FOUR, Measure.GROUP, dict.fromkeys("abcd", 0.4))
    whole = (profile.green, profile.orange, profile.red, profile.open, profile.missing)
    assert whole == (0, 0, 0, 0, 0)
    for part in (*profile.quadrants, *profile.sides):
        assert (part.green, part.red, part.open, part.points) == (0, 0, 0, None)


def test_what_is_unknown_of_a_side_may_lie_anywhere():
    """The ends of a side are those of its quadrants; of one without a figure they are 0 and 1."""
    profile = group_profile(
        FOUR,
        Measure.GROUP,
        {"a": 0.2, "b": 0.4, "c": None, "d": 0.5},
        ends={"a": (0.1, 0.3), "b": None},
    )
    first, second = profile.sides
    assert (first.low, first.high) == pytest.approx((0.25, 0.35))
    assert (second.low, second.high) == (0.25, 0.75)
    assert (profile.quadrants[2].low, profile.quadrants[2].high) == (None, None)


@pytest.mark.parametrize(
    ("level", "ends"), [(0, (0, 1 / 3)), (1, (1 / 3, 2 / 3)), (1.5, (1 / 3, 1)), (2, (2 / 3, 1))]
)
def test_a_level_is_a_third(level, ends):
    """Each level stands for a third of all shares; between 1 and 2 for the upper two."""
    assert level_ends(level) == ends


@given(any_answers)
def test_green_and_red_of_a_part_are_what_a_recount_gives(given_answers):
    """Of each quadrant of one person the green and the red answers are known."""
    for part in score(sheet(given_answers)).quadrants:
        colours = [colour for key, colour in given_answers.items() if key[0] == part.id]
        assert (part.green, part.red) == (colours.count(G), colours.count(R))
