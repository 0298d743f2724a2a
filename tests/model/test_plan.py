"""The action plan: at most three actions, days from the day it is made, no clock anywhere."""

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
    Strand,
)

DAY = date(2026, 11, 22)
days = st.dates(date(2000, 1, 1), date(2200, 1, 1))
moments = st.builds(Moment, st.text(max_size=4), st.integers(0, 60), st.integers(0, 30))


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


@given(made=days, chosen=st.lists(moments, max_size=4))
def test_reminders_depend_on_the_day_of_the_plan_alone(made, chosen):
    """Each moment gives one day, in order, so many weeks and months after the plan."""
    plan = ActionPlan(made, (action(day=made),), tuple(chosen))
    found = plan.reminders
    assert [r.day for r in found] == sorted(r.day for r in found)
    assert sorted((r.day, r.moment) for r in found) == sorted((m.after(made), m.id) for m in chosen)
    for moment in chosen:
        month = moment.after(made) - timedelta(weeks=moment.weeks)
        assert (month.year - made.year) * 12 + month.month - made.month == moment.months
        assert month.day == made.day or (month.day < made.day and (month + timedelta(1)).day == 1)


def test_three_months_after_the_end_of_november_is_the_end_of_february():
    """A day that a month does not have becomes its last day."""
    assert Moment("m", months=3).after(date(2026, 11, 30)) == date(2027, 2, 28)
    assert Moment("m", months=3).after(date(2027, 11, 30)) == date(2028, 2, 29)
    assert Moment("m", weeks=2).after(date(2026, 12, 25)) == date(2027, 1, 8)


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
