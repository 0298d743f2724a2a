"""A group plan: at most three agreements, within its limits."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weerbaar.model.plan import (
    HORIZON_DAYS,
    LONGEST_OWNER,
    LONGEST_STEP,
    LONGEST_WHAT,
    LONGEST_WHO,
    MOST,
    MOST_ACTIONS,
    Agreement,
    GroupPlan,
    one_line,
)
from weerbaar.model.refusal import Refusal

DAY = date(2026, 11, 22)
HORIZON = timedelta(HORIZON_DAYS)
days = st.dates(DAY, DAY + HORIZON)
any_text = st.text(max_size=60) | st.text("ab \t\n\u200b\u202e\x00é", max_size=60)
words = any_text.filter(lambda text: 0 < len(one_line(text)) <= LONGEST_OWNER)
agreements = st.builds(Agreement, words, words, days)
plans = st.builds(
    GroupPlan,
    st.lists(agreements, max_size=MOST).map(tuple),
    st.none() | days,
    st.none() | st.just("casusbespreking"),
)


def refusal(make) -> tuple[str, int | None]:
    """Why something cannot be made."""
    with pytest.raises(Refusal) as caught:
        make()
    return caught.value.code.removeprefix("plan_"), caught.value.facts.get("number")


@given(plans)
def test_the_days_of_a_plan_within_the_limits_are_accepted(plan):
    """No plan within the limits is refused."""
    plan.check_days(DAY)


@given(any_text)
def test_a_text_becomes_one_line_that_can_be_printed(text):
    """No line break, no sign that is not seen, no space too many; and doing it twice is no use."""
    line = one_line(text)
    assert line.isprintable()
    assert line == line.strip()
    assert "  " not in line
    assert one_line(line) == line
    assert set(line) <= set(text) | {" "}


@given(st.lists(agreements, min_size=MOST + 1, max_size=MOST + 3))
def test_more_than_three_agreements_are_refused(many):
    """Four agreements are no plan."""
    assert refusal(lambda: GroupPlan(tuple(many))) == ("many", None)


@pytest.mark.parametrize(
    ("what", "owner", "kind"),
    [
        ("", "griffier", "what"),
        (" \n\u200b", "griffier", "what"),
        ("a" * (LONGEST_WHAT + 1), "griffier", "what"),
        ("praten", "", "owner"),
        ("praten", "a" * (LONGEST_OWNER + 1), "owner"),
    ],
)
def test_an_agreement_that_says_too_little_or_too_much_is_refused(what, owner, kind):
    """What and owner are there and fit; the refusal says which agreement it is."""
    good = Agreement("a" * LONGEST_WHAT, "a" * LONGEST_OWNER, DAY)
    assert refusal(lambda: GroupPlan((good, Agreement(what, owner, DAY)))) == (kind, 2)


@pytest.mark.parametrize("off", [timedelta(days=-1), HORIZON + timedelta(days=1)])
def test_a_day_before_the_session_or_far_away_is_refused(off):
    """Days lie on or after the session, within two years; the refusal says which day."""
    good = Agreement("praten", "griffier", DAY)
    late = Agreement("praten", "griffier", DAY + off)
    assert refusal(lambda: GroupPlan((good, late)).check_days(DAY)) == ("day", 2)
    assert refusal(lambda: GroupPlan(follow_up=DAY + off).check_days(DAY)) == ("follow_up", None)


def test_the_limits_are_those_that_were_agreed():
    """The limits are fixed here as well: changing one takes a decision, not a slip."""
    assert (MOST, LONGEST_WHAT, LONGEST_OWNER, HORIZON_DAYS) == (3, 200, 60, 731)
    assert (MOST_ACTIONS, LONGEST_STEP, LONGEST_WHO) == (3, 200, 80)


def test_the_last_days_are_within_the_limits():
    """The day of the session itself, and two years later, are no reason to refuse."""
    for day in (DAY, DAY + HORIZON):
        GroupPlan((Agreement("praten", "griffier", day),), day).check_days(DAY)
