"""From blocks and goals to an agenda: length, people and goals each do what they should."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weerbaar.model.programme.blocks import (
    Block,
    Goal,
    Outline,
    Usual,
    bounded_by,
    fitting,
    groups,
    halls,
    plan,
    with_more,
    with_outline,
)
from weerbaar.model.programme.timing import ItemKind
from weerbaar.model.refusal import Refusal

BLOCKS = (
    Block("arrive", ItemKind.ARRIVE, 2, 8, {45: Usual(3, 3), 90: Usual(5, 3)}, fixed=True),
    Block(
        "test", ItemKind.TEST, 8, 20, {45: Usual(9, 8), 90: Usual(10, 8)}, fixed=True, more={30: 3}
    ),
    Block(
        "picture", ItemKind.PICTURE, 5, 30, {45: Usual(12, 6), 90: Usual(15, 6)}, people=(5, 999)
    ),
    Block("phones", ItemKind.PICTURE, 5, 30, {45: Usual(12, 6), 90: Usual(15, 6)}, people=(1, 4)),
    Block("exercise", ItemKind.EXERCISE, 15, 60, {45: Usual(15, 5), 90: Usual(40, 5)}),
    Block("back", ItemKind.LOOK_BACK, 5, 15, {90: Usual(8, 4)}, goals=frozenset({"again"})),
    Block("pause", ItemKind.BREAK, 5, 15, {90: Usual(10, 1)}),
    Block("enter", ItemKind.EXPLAIN, 1, 9, {45: Usual(3, 1)}, fixed=True, more={20: 2}, firm=True),
    Block("close", ItemKind.CLOSE, 2, 10, {45: Usual(5, 7), 90: Usual(5, 7)}, fixed=True),
)
SHORT = Outline("kort", (5, 10, 5), (4, 30))
LONG = Outline("lang", (10, 20, 30), (8, 45))
HUGE = Outline("reus", (60, 60))
OUTLINES = (SHORT, LONG, HUGE)
AGAIN = Goal("again", frozenset({"picture"}))
DILEMMA = Goal("dilemma", frozenset({"exercise"}), ("reus", "lang"))


def made(minutes=90, people=23, goals=()):
    """The plan of a meeting."""
    return plan(BLOCKS, goals, OUTLINES, minutes, people)


def names(agenda):
    """Ids of what is in."""
    return [item.id for item in agenda.inside]


@given(st.integers(30, 240), st.integers(1, 60), st.sets(st.sampled_from([AGAIN, DILEMMA])))
def test_any_length_gives_a_plan_that_adds_up(minutes, people, goals):
    """The plan fills the time exactly, or as much of it as its blocks can use."""
    agenda = made(minutes, people, sorted(goals, key=lambda goal: goal.id))
    most = sum(item.most for item in agenda.inside)
    assert agenda.total == min(minutes, most)
    order = [block.id for block in BLOCKS]
    assert sorted(names(agenda), key=order.index) == names(agenda)


def test_a_block_is_there_for_its_length_people_and_goal():
    """A short meeting has no pause, a small group no picture, a first meeting no looking back."""
    assert names(made()) == ["arrive", "test", "picture", "exercise", "pause", "close"]
    assert "pause" not in names(made(45))
    assert "pause" in names(made(68)), "nearer to 90 than to 45"
    assert "phones" in names(made(people=4))
    assert "picture" not in names(made(people=4))
    assert "back" in names(made(goals=[AGAIN]))


def test_many_people_need_more_minutes():
    """From thirty people on the test takes longer."""
    assert made(people=30).item("test").wish == made(people=29).item("test").wish + 3


@given(st.integers(30, 60), st.integers(1, 100), st.integers(1, 100))
def test_what_is_firm_never_gets_less_for_more_people(minutes, few, many):
    """However little time there is, others give way; only a hand changes it."""
    few, many = sorted((few, many))
    first, second = (made(minutes, people).item("enter").minutes for people in (few, many))
    assert 3 <= first <= second
    assert made(minutes, few).with_minutes("enter", 2).item("enter").minutes == 2


def test_who_are_too_many_for_any_exercise_do_it_in_parts():
    """Sixty people are no reason for no exercise: in two halls of thirty there is one."""
    assert [halls(OUTLINES[:2], people) for people in (1, 45, 46, 90, 91)] == [1, 1, 2, 2, 3]
    assert halls((), 60) == 1
    item = made(90, 60).item("exercise")
    assert [one.id for one in fitting(OUTLINES[:2], item, 60)] == ["kort", "lang"]


def test_a_goal_holds_on_to_its_blocks_and_brings_its_exercise():
    """With a goal, its blocks weigh more and its first exercise that fits is chosen."""
    assert made().item("exercise").exercise == "kort"
    with_goal = made(goals=[DILEMMA])
    assert with_goal.item("exercise").exercise == "lang", "the first one does not fit in"
    assert with_goal.item("exercise").priority == 7
    assert with_goal.item("exercise").least == 40


def test_an_exercise_stays_out_when_the_group_is_too_small_or_the_time_too_short():
    """What cannot be done is not proposed."""
    item = made(45).item("exercise")
    assert [one.id for one in fitting(OUTLINES, item, 23)] == ["kort"]
    assert [one.id for one in fitting(OUTLINES, made().item("pause"), 3)] == []
    empty = plan(BLOCKS, (), (), 90, 23)
    assert empty.item("exercise").exercise is None


@given(st.lists(st.integers(1, 30), min_size=2, max_size=8), st.integers(30, 240))
def test_an_exercise_in_an_item_gets_the_time_in_which_it_works(steps, minutes):
    """Never less than a minute per step, never less than two thirds of the usual time."""
    outline = Outline("any", tuple(steps))
    item = bounded_by(made(minutes).item("exercise"), outline)
    assert item.least >= max(len(steps), outline.minutes * 2 / 3)
    assert item.most <= max(60, outline.least)
    agenda = with_outline(made(minutes), "exercise", outline)
    assert agenda.item("exercise").exercise == "any"
    assert agenda.total == minutes or agenda.over or agenda.spare


def test_exercises_are_put_in_by_hand():
    """One more exercise is an item of its own, also a second time."""
    once = with_more(made(), SHORT, "exercise")
    twice = with_more(once, SHORT, "exercise")
    assert {"exercise-kort", "exercise-kort-2"} <= {item.id for item in twice.items}
    assert once.item("exercise-kort").by_hand
    with pytest.raises(Refusal):
        with_outline(once, "pause", SHORT)


@given(st.integers(1, 200))
def test_groups_hold_everybody(people):
    """Every person has a group; sizes differ by one at most, and from eight on are four to six."""
    sizes = groups(people)
    assert sum(sizes) == people
    assert max(sizes) - min(sizes) <= 1
    assert people < 8 or (min(sizes) >= 4 and max(sizes) <= 6)


@pytest.mark.parametrize("minutes", [29, 241])
def test_a_meeting_has_a_length_that_a_room_can_bear(minutes):
    """Shorter than half an hour or longer than four hours is refused."""
    with pytest.raises(Refusal, match="length"):
        made(minutes)


@pytest.mark.parametrize(
    ("steps", "bounds"),
    [
        ((10, 10, 10), (20, 30, 45)),
        ((1, 1, 1), (3, 3, 4)),
        ((5,), (4, 5, 7)),
        ((3, 8), (8, 11, 16)),
    ],
)
def test_an_exercise_shrinks_by_a_third_and_grows_by_half(steps, bounds):
    """Never under a minute per step; whole minutes, and never beyond either bound."""
    outline = Outline("any", steps)
    item = outline.item("one")
    assert (outline.least, outline.minutes, outline.most) == bounds
    assert (item.least, item.wish, item.most, item.priority) == (*bounds, 9)


@pytest.mark.parametrize(("usual", "raised"), [(1, 3), (7, 9), (8, 9), (9, 9)])
def test_a_goal_raises_a_priority_by_two_and_nine_is_the_highest(usual, raised):
    """Only of its own blocks; any other keeps what it has."""
    block = Block("close", ItemKind.CLOSE, 5, 10, {60: Usual(5, usual)})
    found = [
        plan([block], [Goal("goal", frozenset(named))], (), 60, 20).item("close").priority
        for named in ({"close"}, {"other"})
    ]
    assert found == [raised, usual]


@pytest.mark.parametrize(("minutes", "wish"), [(74, 5), (75, 5), (76, 8)])
def test_usual_minutes_are_those_of_the_nearest_length(minutes, wish):
    """Of two as near the shorter one."""
    block = Block("close", ItemKind.CLOSE, 1, 9, {90: Usual(8, 3), 60: Usual(5, 3)})
    assert plan([block], (), (), minutes, 20).item("close").wish == wish


@pytest.mark.parametrize(("people", "extra"), [(29, 0), (30, 2), (59, 2), (60, 4), (999, 4)])
def test_extra_minutes_are_those_of_the_last_number_reached(people, extra):
    """They replace the ones before, and never lead beyond the most of a block."""
    more = {60: 4, 30: 2}
    for most in (20, 11):
        block = Block("test", ItemKind.TEST, 5, most, {60: Usual(8, 3)}, more=more)
        item = plan([block], (), (), 60, people).item("test")
        assert (item.wish, item.most) == (min(8 + extra, most), most)


def test_what_says_nothing_of_people_is_for_one_and_for_all():
    """A block and an exercise without bounds are there for any number from 1 to 999."""
    block = Block("exercise", ItemKind.EXERCISE, 10, 40, {60: Usual(30, 3)})
    for people in (1, 999):
        agenda = plan([block], (), [Outline("any", (10, 10))], 60, people)
        assert agenda.item("exercise").exercise == "any"
    assert Outline("any", (10,)).people == block.people == (1, 999)


@pytest.mark.parametrize("minutes", [30, 240])
def test_half_an_hour_and_four_hours_are_lengths(minutes):
    """The bounds themselves are no reason to refuse."""
    assert made(minutes).minutes == minutes


@pytest.mark.parametrize(
    ("people", "sizes"), [(6, (6,)), (7, (4, 3)), (8, (4, 4)), (11, (6, 5)), (13, (5, 4, 4))]
)
def test_up_to_six_people_stay_together(people, sizes):
    """From seven on there are groups, the larger ones first."""
    assert groups(people) == sizes


def test_what_takes_no_time_from_others_goes_first():
    """Without a goal an exercise that fits the usual time goes before one that needs more."""
    block = Block("exercise", ItemKind.EXERCISE, 10, 60, {60: Usual(20, 3)})
    outlines = [Outline("long", (60,)), Outline("fits", (30,)), Outline("short", (15,))]
    assert plan([block], (), outlines, 60, 9).item("exercise").exercise == "fits"
    assert plan([block], (), outlines[:1], 60, 9).item("exercise").exercise == "long"
