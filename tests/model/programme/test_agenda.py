"""Agenda: a plan that always adds up, keeps its order and loses no more than it must."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weerbaar.model.programme.agenda import Agenda, free_id
from weerbaar.model.programme.running import GRAIN, shares_of
from weerbaar.model.programme.timing import Item, ItemKind, Out
from weerbaar.model.refusal import Refusal


@st.composite
def items(draw, number):
    """An item with any bounds that fit each other."""
    least = draw(st.integers(1, 20))
    wish = draw(st.integers(least, 40))
    most = draw(st.integers(wish, 60))
    fixed = draw(st.booleans())
    return Item(
        f"item-{number}",
        draw(st.sampled_from(ItemKind)),
        wish,
        least,
        most,
        draw(st.integers(1, 9)),
        fixed=fixed,
        by_hand=draw(st.booleans()),
        out=None if fixed else draw(st.sampled_from([None, None, *Out])),
    )


@st.composite
def agendas(draw):
    """An agenda with any items, of which the time may be up."""
    found = [draw(items(number)) for number in range(draw(st.integers(1, 9)))]
    return Agenda(draw(st.integers(-30, 240)), tuple(found))


def names(found):
    """Ids in order."""
    return [item.id for item in found]


@given(agendas(), st.booleans())
def test_it_adds_up_whenever_that_is_possible(agenda, again):
    """The sum is the time there is; else it says by how much it runs over or ends early."""
    fitted = agenda.fitted(again=again)
    least = sum(item.least for item in fitted.inside)
    most = sum(item.most for item in fitted.inside)
    assert fitted.total == min(max(agenda.minutes, least), most)
    assert fitted.total - fitted.over + fitted.spare == agenda.minutes
    if fitted.over:
        assert not [item for item in fitted.inside if item.may_go], "first all that may go, goes"


@given(agendas(), st.booleans())
def test_every_item_stays_within_its_bounds_and_in_its_place(agenda, again):
    """No item gets less than its least or more than its most, and none changes place."""
    fitted = agenda.fitted(again=again)
    assert names(fitted.items) == names(agenda.items)
    assert all(item.least <= item.minutes <= item.most for item in fitted.items)
    assert all(item in fitted.inside for item in fitted.items if item.fixed)
    by_hand = [item.id for item in agenda.items if item.out is Out.BY_HAND]
    assert [item.id for item in fitted.items if item.out is Out.BY_HAND] == by_hand


@given(agendas(), st.booleans())
def test_timing_twice_is_timing_once(agenda, again):
    """A second timing changes nothing."""
    once = agenda.fitted(again=again)
    assert once.fitted(again=again) == once


@given(agendas())
def test_no_more_is_left_out_than_must_be(agenda):
    """Of what was left out for lack of time, nothing could have stayed beside the rest."""
    fitted = agenda.fitted()
    need = sum(item.least for item in fitted.inside)
    gone = [item for item in fitted.left_out if item.out is Out.NO_TIME]
    nothing_to_choose = ItemKind.EXERCISE not in {item.kind for item in fitted.inside}
    choosing = {ItemKind.CHOOSE} if nothing_to_choose else set()
    out = [item for item in gone if item.kind not in choosing]
    assert not [item for item in out if need + item.least <= agenda.minutes]


@given(agendas(), st.integers(0, 300))
def test_later_is_never_longer(agenda, late):
    """However late the room is, the plan gets no longer, and once out for good is out."""
    on_time = agenda.fitted(again=False)
    later = dataclasses.replace(on_time, minutes=on_time.minutes - late).fitted(again=False)
    assert later.total <= on_time.total
    assert set(names(on_time.left_out)) <= set(names(later.left_out))


@given(agendas())
def test_who_weighs_less_gives_way_first(agenda):
    """An item is above its least only if every one that gives way before it is at its least."""
    fitted = agenda.fitted()
    for item in fitted.inside:
        for other in fitted.inside:
            before = (item.by_hand, item.priority) < (other.by_hand, other.priority)
            if before and other.minutes < other.wish:
                assert item.minutes == item.least


def meeting(minutes=60):
    """A small meeting: two fixed items around two others."""
    return Agenda(
        minutes,
        (
            Item("test", ItemKind.TEST, 15, 10, 20, 8, fixed=True),
            Item("pause", ItemKind.BREAK, 10, 5, 15, 1),
            Item("talk", ItemKind.EXERCISE, 25, 15, 40, 5, exercise="reflectie"),
            Item("close", ItemKind.CLOSE, 10, 5, 10, 6, fixed=True),
        ),
    ).fitted()


def test_a_room_that_runs_late_first_shrinks_and_then_leaves_out():
    """The pause gives its minutes first, then the talk; at last the pause goes, with its reason."""
    assert [i.minutes for i in meeting(60).inside] == [15, 10, 25, 10]
    assert [i.minutes for i in meeting(55).inside] == [15, 5, 25, 10]
    assert [i.minutes for i in meeting(45).inside] == [15, 5, 15, 10]
    short = meeting(34)
    assert names(short.inside) == ["test", "talk", "close"]
    assert [i.minutes for i in short.inside] == [14, 15, 5]
    assert short.item("pause").out is Out.NO_TIME
    assert meeting(10).over == 5


def test_without_time_for_an_exercise_none_is_chosen():
    """When the only exercise has to go, the time to choose one goes with it."""
    choose = Item("choose", ItemKind.CHOOSE, 5, 1, 8, 3)
    agenda = meeting(60).added(choose, after="test").with_minutes("talk", 20)
    agenda = dataclasses.replace(
        agenda, items=tuple(dataclasses.replace(i, by_hand=False) for i in agenda.items)
    )
    short = dataclasses.replace(agenda, minutes=25).fitted()
    assert names(short.inside) == ["test", "pause", "close"]


def test_what_was_left_out_comes_back_only_when_asked_while_the_room_runs():
    """More time brings a pause back into a plan; in a room that runs, a hand must do so."""
    short = meeting(34)
    more = dataclasses.replace(short, minutes=60)
    assert "pause" in names(more.fitted(again=True).inside)
    assert "pause" not in names(more.fitted(again=False).inside)
    assert "pause" in names(more.restored("pause").inside)


def test_minutes_chosen_by_hand_stay_while_others_can_give():
    """A chosen number of minutes holds; the others make room."""
    changed = meeting(60).with_minutes("pause", 15)
    assert changed.item("pause").minutes == 15
    assert changed.total == 60
    assert meeting(60).with_minutes("pause", 20).item("pause").minutes == 20, "beyond its most"
    with pytest.raises(Refusal) as refused:
        changed.with_minutes("pause", 121)
    assert (refused.value.code, refused.value.facts["most"]) == ("agenda_minutes", 120)


def test_items_move_but_the_fixed_ones_keep_their_order():
    """An item goes earlier or later; the test never comes after what is about its result."""
    agenda = meeting()
    assert names(agenda.moved("talk", -1).inside) == ["test", "talk", "pause", "close"]
    assert names(agenda.moved("talk", 99).inside) == ["test", "pause", "close", "talk"]
    assert agenda.moved("talk", 0) == agenda
    with pytest.raises(Refusal, match="order"):
        agenda.moved("close", -3)


@given(agendas(), st.data())
def test_moving_there_and_back_is_not_moving(agenda, data):
    """A step later and a step earlier gives the same agenda, where both are allowed."""
    item = data.draw(st.sampled_from(agenda.items))
    try:
        there = agenda.moved(item.id, 1)
    except Refusal:
        return
    assert there == agenda or there.moved(item.id, -1) == agenda
    assert sorted(names(there.items)) == sorted(names(agenda.items))


def test_leaving_out_and_putting_back():
    """What is fixed stays; what is left out by hand stays out until a hand puts it back."""
    agenda = meeting()
    with pytest.raises(Refusal, match="fixed"):
        agenda.without("test")
    without = agenda.without("pause")
    assert without.total == 60
    assert without.fitted().item("pause").out is Out.BY_HAND
    assert without.restored("pause").inside[1].id == "pause"
    assert agenda.restored("pause") == agenda


def test_adding():
    """One more exercise takes its time from the rest."""
    agenda = meeting()
    extra = Item(free_id("talk", agenda.items), ItemKind.EXERCISE, 20, 15, 30, 9)
    more = agenda.added(extra, after="talk")
    assert names(more.items) == ["test", "pause", "talk", "talk-2", "close"]
    assert more.total == 60
    assert agenda.added(extra).items[0].id == "talk-2"
    with pytest.raises(Refusal, match="twice"):
        more.added(extra)
    with pytest.raises(Refusal, match="unknown_item"):
        agenda.without("nothing")
    assert agenda.with_exercise("talk", "casus").item("talk").exercise == "casus"
    with pytest.raises(Refusal, match="no_exercise"):
        agenda.with_exercise("close", "casus")


@pytest.mark.parametrize(
    "wrong",
    [
        {"least": 0},
        {"least": 6},
        {"most": 4},
        {"priority": 0},
        {"minutes": 11},
        {"fixed": True, "out": Out.BY_HAND},
    ],
)
def test_an_item_whose_bounds_do_not_fit_is_refused(wrong):
    """No agenda starts from an item that could never be timed."""
    right = {"id": "a", "kind": ItemKind.TEST, "wish": 5, "least": 2, "most": 10, "priority": 3}
    assert Item(**right).minutes == 5
    with pytest.raises(ValueError, match="item a"):
        Item(**{**right, **wrong})


@given(st.integers(0, 20000), st.lists(st.integers(1, 90), min_size=1, max_size=12))
def test_seconds_of_steps_add_up(total, weights):
    """Steps share the seconds of their item exactly, and none gets less than it could."""
    found = shares_of(total, weights)
    assert sum(found) == total
    assert min(found) >= min(30, total // len(weights))


@given(st.lists(st.integers(1, 90), min_size=1, max_size=12))
def test_steps_that_have_their_usual_time_take_what_they_usually_take(weights):
    """Nothing is rounded away when an exercise gets its own minutes."""
    assert shares_of(60 * sum(weights), weights) == tuple(60 * weight for weight in weights)


@given(st.lists(st.integers(1, 90), min_size=1, max_size=12), st.integers(0, 9000))
def test_steps_share_in_proportion_to_a_grain(weights, extra):
    """Where each gets more than the least, none is off by more than what it is rounded to."""
    total = 30 * sum(weights) + extra
    for found, weight in zip(shares_of(total, weights), weights, strict=True):
        assert abs(found - total * weight / sum(weights)) <= GRAIN


@pytest.mark.parametrize(
    ("total", "weights", "found"),
    [
        (0, (1, 1), (0, 0)),
        (50, (1, 9), (25, 25)),
        (61, (1, 1), (30, 31)),
        (300, (1, 9), (30, 270)),
        (320, (1, 99), (30, 290)),
    ],
)
def test_a_small_step_gets_its_least_first(total, weights, found):
    """Half a minute each, or an equal part of what there is; the rest in proportion."""
    assert shares_of(total, weights) == found


def alike(**more):
    """Two items that differ by name only."""
    return [Item(name, ItemKind.PICTURE, 10, 5, 20, 4, **more) for name in ("first", "second")]


@pytest.mark.parametrize(
    ("minutes", "found"),
    [(20, (10, 10)), (18, (10, 8)), (12, (7, 5)), (24, (14, 10)), (33, (20, 13))],
)
def test_of_two_alike_the_later_gives_way_and_the_earlier_gains(minutes, found):
    """Order decides where nothing else does."""
    fitted = Agenda(minutes, tuple(alike())).fitted()
    assert tuple(item.minutes for item in fitted.items) == found


def test_who_weighs_more_and_no_hand_chose_gains_first():
    """Minutes to spare go to the highest priority, and to what a hand chose after all the rest."""
    low, high = (dataclasses.replace(i, priority=n) for i, n in zip(alike(), (3, 7), strict=True))
    hand = Item("hand", ItemKind.PICTURE, 10, 5, 20, 9, by_hand=True)
    fitted = Agenda(45, (hand, low, high)).fitted()
    assert [(item.id, item.minutes) for item in fitted.items] == [
        ("hand", 10),
        ("first", 15),
        ("second", 20),
    ]


def test_the_bounds_of_hand_and_item_are_allowed():
    """One minute and two hours by hand; an item whose bounds are one number."""
    agenda = meeting()
    assert agenda.with_minutes("pause", 120).item("pause").wish == 120
    assert agenda.with_minutes("pause", 1).item("pause").least == 1
    with pytest.raises(Refusal) as refused:
        agenda.with_minutes("pause", 0)
    assert refused.value.facts == {"least": 1, "most": 120, "n": 0}
    assert Item("a", ItemKind.TEST, 1, 1, 1, 1).minutes == 1
    assert not Item("a", ItemKind.TEST, 1, 1, 1, 1).fixed


def test_moving_stops_at_either_end():
    """However far it is moved, an item is never beyond the first or the last place."""
    agenda = Agenda(60, (*alike(), Item("third", ItemKind.BREAK, 5, 2, 9, 1)))
    assert names(agenda.moved("third", -9).items) == ["third", "first", "second"]
    assert names(agenda.moved("first", 9).items) == ["second", "third", "first"]
    assert names(agenda.moved("first", 1).items) == ["second", "first", "third"]


def test_over_spare_and_starts_are_counted_in_minutes():
    """It fits, runs over or leaves room; each item begins where the one before ends."""
    agenda = Agenda(20, tuple(alike()))
    assert (agenda.over, agenda.spare, agenda.starts) == (0, 0, (0, 10))
    assert (dataclasses.replace(agenda, minutes=17).over, agenda.spare) == (3, 0)
    assert (dataclasses.replace(agenda, minutes=50).spare, agenda.over) == (30, 0)


def test_a_free_id_counts_from_two():
    """The wanted one, else with the first number that nobody has."""
    found = alike()
    assert free_id("third", found) == "third"
    assert free_id("first", found) == "first-2"
    assert free_id("first", [*found, dataclasses.replace(found[0], id="first-2")]) == "first-3"
