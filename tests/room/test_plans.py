"""What a group agreed: kept with its session, after the picture, until it is emptied."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.room.places import opened, released, room, shared
from weerbaar.model.agreements import Agreement, GroupPlan
from weerbaar.model.refusal import Refusal
from weerbaar.room.plans import day_of
from weerbaar.room.waves import today

SOON = date.fromisoformat(today()) + timedelta(days=30)
PLAN = GroupPlan((Agreement("We praten na elk incident.", "griffier", SOON),), SOON, "gesprek")


@pytest.fixture
def place(store):
    """A room."""
    return room(store)


def refusal(place, code, plan=PLAN) -> Refusal:
    """Why a plan is not kept."""
    with pytest.raises(Refusal) as caught:
        place.plans.keep(code, plan)
    return caught.value


def test_a_plan_is_kept_after_the_picture_and_may_change(place):
    """Before the release nothing is kept; after it the last plan counts, also once put away."""
    code = opened(place)
    shared(place, code, 6)
    assert refusal(place, code).code == "plan_unrevealed"
    released(place, code)
    assert place.plans.of(code) == GroupPlan()
    place.plans.keep(code, PLAN)
    place.archive(code)
    assert place.plans.of(code) == PLAN
    other = GroupPlan(follow_up=SOON)
    place.plans.keep(code, other)
    assert place.plans.of(code) == other


def test_an_empty_plan_leaves_nothing_behind(store, place):
    """Whoever empties the form takes the plan out of the store."""
    code = opened(place)
    released(place, code)
    place.plans.keep(code, PLAN)
    place.plans.keep(code, GroupPlan())
    with store.read() as transaction:
        assert transaction.plan(code) is None


def test_an_impossible_day_or_session_is_refused(place):
    """A day before the session, or a session that is not there, is refused and nothing changes."""
    code = opened(place)
    released(place, code)
    place.plans.keep(code, PLAN)
    before = date.fromisoformat(today()) - timedelta(days=1)
    late = GroupPlan((*PLAN.agreements, Agreement("praten", "griffier", before)))
    error = refusal(place, code, late)
    day = date.fromisoformat(today())
    assert (error.code, error.facts) == ("plan_day", {"number": 2, "day": day})
    error = refusal(place, code, GroupPlan(follow_up=before))
    assert (error.code, error.facts) == ("plan_follow_up", {"day": day})
    assert refusal(place, "NOBODY").code == "code_unknown"
    assert place.plans.of(code) == PLAN


def test_a_typed_day_is_a_day_or_refused():
    """Nothing typed is no day; what is no day is refused."""
    assert day_of(" 2027-03-15 ") == date(2027, 3, 15)
    assert day_of("  ") is None
    for typed in ("15-03-2027", "2027-02-30", "morgen", "2027"):
        with pytest.raises(Refusal, match="plan_date"):
            day_of(typed)
