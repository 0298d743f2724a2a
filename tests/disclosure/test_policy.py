"""Policy: may be made stricter, never laxer than its floors."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weerbaar.disclosure import Policy
from weerbaar.disclosure.policy import FLOORS

PARAMETERS = ["minimum", "statements_from", "band"]


@pytest.mark.parametrize("parameter", PARAMETERS)
def test_laxer_than_the_floor_is_refused(parameter):
    """A parameter below its floor is refused by name, with what was found and what is least."""
    floor = FLOORS[parameter]
    assert getattr(Policy(**{parameter: floor}), parameter) == floor
    with pytest.raises(ValueError, match=rf"{parameter} is {floor - 1}; .* at least {floor}$"):
        Policy(**{parameter: floor - 1})


@pytest.mark.parametrize("wrong", [True, "12", 12.0, None, float("nan")])
@pytest.mark.parametrize("parameter", PARAMETERS)
def test_only_whole_numbers_are_parameters(parameter, wrong):
    """A parameter of another kind is refused, even where it would compare as large enough."""
    with pytest.raises(ValueError, match=f"{parameter} is {wrong!r}; "):
        Policy(**{parameter: wrong})


stricter = st.fixed_dictionaries({p: st.integers(FLOORS[p], 99) for p in PARAMETERS})


@given(stricter.filter(lambda raw: raw["statements_from"] > 3 * raw["band"]))
def test_stricter_is_allowed_and_survives_storage(raw):
    """Any stricter policy may be used and is read back as it was stored."""
    policy = Policy(**raw)
    assert policy.to_dict() == raw
    assert Policy.from_dict(policy.to_dict()) == policy


def test_a_band_that_swallows_the_room_is_refused():
    """The number of answers must exceed three times the band, or levels of fewer tell too much."""
    assert Policy(band=5, statements_from=16).band == 5
    with pytest.raises(ValueError, match=r"statements_from is 15; .* at least 16$"):
        Policy(band=5, statements_from=15)


def test_the_floors_hold_for_stored_policies_too():
    """A policy that was made laxer in the file it is stored in is refused when read back."""
    with pytest.raises(ValueError, match="band is 0"):
        Policy.from_dict(Policy().to_dict() | {"band": 0})


def test_the_floors_are_those_of_the_design():
    """The floors are fixed here as well: lowering one takes a decision, not a slip."""
    assert FLOORS == {"minimum": 5, "statements_from": 10, "band": 2}
    assert Policy() == Policy(5, 10, 3)
