"""The action plan: at most three actions, reminders around their days, no clock anywhere."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weerbaar.model.plan import (
    HORIZON,
    LONGEST_STEP,
    LONGEST_WHO,
    MOST_ACTIONS,
    Action,
    ActionPlan,
    Moment,
    PlanError,
    Side,
    Strand,
)

DAY = date(2026, 11, 22)
days = st.dates(date(2000, 1, 1), date(2200, 1, 1))
moments = st.builds(Moment, st.text(max_size=4), st.sampled_from(Side), st.integers(1, 52))


def action(key: str = "a", strand: Strand = Strand.PREVENTION, **more) -> Action:
    """An action of that day, unless said otherwise."""
    return Action(**{"key": key, "strand": strand, "title": "t", "text": "x", "day": DAY, **more})


def refused(*actions: Action) -> tuple[str, int]:
    """How a plan of these actions is refused."""
    with pytest.raises(PlanError) as caught:
        ActionPlan(DAY, actions)
    return caught.value.kind, caught.value.action


@given(
    made=days,
    chosen=st.lists(
        st.tuples(st.sampled_from("abcde"), st.sampled_from(Strand), st.integers(-800, 800)),
        max_size=5,
    ),
)
def test_a_plan_is_made_exactly_when_it_keeps_the_rules(made, chosen):
    """One to three different actions, none before the day of the plan or beyond the horizon."""
    actions = tuple(action(k, s, day=made + timedelta(days=n)) for k, s, n in chosen)
    sound = (
        1 <= len(actions) <= MOST_ACTIONS
        and len({a.key for a in actions}) == len(actions)
        and all(timedelta(0) <= a.day - made <= HORIZON for a in actions)
    )
    try:
        plan = ActionPlan(made, actions)
    except PlanError:
        assert not sound
        return
    assert sound
    grouped = plan.by_strand()
    assert [strand for strand, _ in grouped] == [
        s for s in Strand if s in {a.strand for a in actions}
    ]
    assert sorted((a for _, found in grouped for a in found), key=id) == sorted(actions, key=id)
    for strand, found in grouped:
        assert {a.strand for a in found} == {strand}
        assert [a.day for a in found] == sorted(a.day for a in found)


@given(
    made=days,
    ahead=st.lists(st.integers(0, HORIZON.days), min_size=1, max_size=MOST_ACTIONS),
    chosen=st.lists(moments, max_size=4),
)
def test_reminders_follow_the_days_of_the_actions(made, ahead, chosen):
    """No look back before or on the day of its action, no nudge after it, none in the past."""
    actions = tuple(
        action(key, day=made + timedelta(days=n)) for key, n in zip("abc", ahead, strict=False)
    )
    due = {one.key: one.day for one in actions}
    found = ActionPlan(made, actions, tuple(chosen)).reminders
    assert [one.day for one in found] == sorted(one.day for one in found)
    for one in found:
        assert one.day > made
        assert one.keys
        for key in one.keys:
            assert due[key] > one.day if one.ahead else due[key] < one.day
        if not one.ahead:
            assert set(one.keys) == {key for key, day in due.items() if day < one.day}
    missed = [m for m in chosen if m.day(due.values()) <= made]
    assert len(found) == len(chosen) - len(missed)
    assert all(moment.side is Side.BEFORE_FIRST for moment in missed), "looking back always comes"


def test_who_acts_in_may_is_reminded_around_may():
    """The nudge comes a week before the first action, looking back after the first and the last."""
    actions = (action("a", day=date(2027, 5, 15)), action("b", day=date(2027, 5, 1)))
    chosen = (
        Moment("nudge", Side.BEFORE_FIRST, 1),
        Moment("underway", Side.AFTER_FIRST, 2),
        Moment("end", Side.AFTER_LAST, 13),
    )
    found = ActionPlan(DAY, actions, chosen).reminders
    assert [(one.day, one.moment, one.keys) for one in found] == [
        (date(2027, 4, 24), "nudge", ("b",)),
        (date(2027, 5, 15), "underway", ("b",)),
        (date(2027, 8, 14), "end", ("a", "b")),
    ]


def test_a_refusal_names_what_and_which():
    """Each thing that is wrong has its own word, with the number of the action."""
    day = timedelta(days=1)
    assert refused() == ("empty", 0)
    assert refused(*(action(key) for key in "abcd")) == ("many", 0)
    assert refused(action(), action()) == ("twice", 0)
    assert refused(action(), action("b", day=DAY - day)) == ("past", 2)
    assert refused(action(day=DAY + HORIZON + day)) == ("far", 1)
    assert refused(action(step="x" * (LONGEST_STEP + 1))) == ("step", 1)
    assert refused(action(who="x" * (LONGEST_WHO + 1))) == ("who", 1)


def test_a_plan_does_not_print_itself():
    """What somebody wrote or chose shows up in no representation and in no error."""
    secret = action("geheim", title="geheim", text="geheim", step="geheim", who="geheim")
    plan = ActionPlan(DAY, (secret,))
    assert "geheim" not in f"{plan!r}{secret!r}{[plan]}"
    with pytest.raises(PlanError) as caught:
        ActionPlan(DAY, (secret, secret))
    assert "geheim" not in repr(caught.value)
