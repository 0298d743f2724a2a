"""What a group agreed: kept with its session, after the picture, until it is emptied."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.room.places import opened, released, room, shared
from weerbaar.model.plan import LONGEST_OWNER, MOST, Agreement, GroupPlan, one_line
from weerbaar.model.refusal import Refusal
from weerbaar.room.store import MemoryStore
from weerbaar.room.waves import today

TODAY = date.fromisoformat(today())
SOON = TODAY + timedelta(days=30)
PLAN = GroupPlan((Agreement("We praten na elk incident.", "griffier", SOON),), SOON, "gesprek")


@pytest.fixture
def place(store):
    """A room."""
    return room(store)


def refusal(place, code, plan=PLAN) -> Refusal:
    """Why a plan is not kept."""
    with pytest.raises(Refusal) as caught:
        place.keep_plan(code, plan)
    return caught.value


def test_a_plan_is_kept_after_the_picture_and_may_change(place):
    """Before the release nothing is kept; after it the last plan counts, also once put away."""
    code = opened(place)
    shared(place, code, 6)
    assert refusal(place, code).code == "plan_unrevealed"
    released(place, code)
    assert place.plan(code) == GroupPlan()
    place.keep_plan(code, PLAN)
    place.archive(code)
    assert place.plan(code) == PLAN
    other = GroupPlan(follow_up=SOON)
    place.keep_plan(code, other)
    assert place.plan(code) == other


def test_an_empty_plan_leaves_nothing_behind(store, place):
    """Whoever empties the form takes the plan out of the store."""
    code = opened(place)
    released(place, code)
    place.keep_plan(code, PLAN)
    place.keep_plan(code, GroupPlan())
    with store.read() as transaction:
        assert transaction.plan(code) is None


def test_an_impossible_day_or_session_is_refused(place):
    """A day before the session, or a session that is not there, is refused and nothing changes."""
    code = opened(place)
    released(place, code)
    place.keep_plan(code, PLAN)
    before = date.fromisoformat(today()) - timedelta(days=1)
    late = GroupPlan((*PLAN.agreements, Agreement("praten", "griffier", before)))
    error = refusal(place, code, late)
    assert (error.code, error.facts) == ("plan_day", {"number": 2, "day": TODAY})
    error = refusal(place, code, GroupPlan(follow_up=before))
    assert (error.code, error.facts) == ("plan_follow_up", {"day": TODAY})
    assert refusal(place, "NOBODY").code == "code_unknown"
    assert place.plan(code) == PLAN


@settings(max_examples=40)
@given(
    st.lists(
        st.builds(
            Agreement,
            *(st.text(max_size=LONGEST_OWNER).filter(one_line) for _ in range(2)),
            st.dates(TODAY, SOON),
        ),
        max_size=MOST,
    ).map(tuple),
    st.none() | st.dates(TODAY, SOON),
    st.none() | st.text(max_size=9),
)
def test_a_plan_comes_back_as_it_was_stored(agreements, follow_up, exercise):
    """Every plan within the limits survives storing."""
    place = room(MemoryStore())
    code = opened(place)
    released(place, code)
    plan = GroupPlan(agreements, follow_up, exercise)
    place.keep_plan(code, plan)
    assert place.plan(code) == plan


def test_a_plan_of_before_is_read(store):
    """What an earlier version stored is the same plan."""
    place = room(store)
    code = opened(place)
    body = {
        "agreements": [{"by": "2027-03-15", "owner": "griffier", "what": "We práten."}],
        "exercise": None,
        "follow_up": "2027-06-15",
    }
    with store.write() as transaction:
        transaction.put_plan(code, json.dumps(body, sort_keys=True, ensure_ascii=False))
    agreed = Agreement("We práten.", "griffier", date(2027, 3, 15))
    assert place.plan(code) == GroupPlan((agreed,), date(2027, 6, 15))
