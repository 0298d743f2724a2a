"""The frame of a release: documented columns, and no number that the release does not hold."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given

from tests.disclosure.rooms import policies, tallies
from tests.model.made_up import tally
from tests.model.shapes import FOUR, instrument
from weerbaar.disclosure import Detail, Policy, Release, disclose
from weerbaar.model.instrument import Side
from weerbaar.research import missing, parts_frame

DTYPES = {
    "part": "category",
    "id": "string",
    "not_green": "Float64",
    "low": "Float64",
    "high": "Float64",
    "level": "Float64",
    "n": "Int64",
}
PARTS = ["a", "b", "c", "d", *map(str, Side)]


def frame(made, policy=None):
    """The frame of a tally's release."""
    return parts_frame(disclose(made, FOUR, policy or Policy()), FOUR)


def values(column):
    """A column as plain numbers and None."""
    return [None if missing(value) else float(value) for value in column]


@given(tallies(), policies)
def test_a_frame_has_the_documented_shape(made, policy):
    """Columns, types, rows and ranges are always the same, whatever was answered."""
    release = disclose(made, FOUR, policy)
    found = parts_frame(release, FOUR)
    assert list(found.columns) == list(DTYPES)
    if release.detail is Detail.NOTHING:
        assert len(found) == 0
        return
    assert {name: str(kind) for name, kind in found.dtypes.items()} == DTYPES
    assert list(found["part"].cat.categories) == ["quadrant", "side"]
    assert list(found["part"]) == ["quadrant"] * 4 + ["side"] * 2
    assert list(found["id"]) == PARTS
    assert set(found["n"]) == {release.n}
    for name in ("not_green", "low", "high"):
        assert found[name].dropna().between(0, 1).all()
    assert found["level"].dropna().between(0, 2).all()


@given(tallies(), policies)
def test_a_frame_agrees_with_the_profile(made, policy):
    """The figures are those of the release's own profile, and no others (R4)."""
    release = disclose(made, FOUR, policy)
    profile = release.as_profile(FOUR)
    found = parts_frame(release, FOUR)
    if profile is None:
        assert found.empty
        return
    expected = [part.attention for part in (*profile.quadrants, *profile.sides)]
    here, other = ("level", "not_green")
    if release.detail is Detail.STATEMENTS:
        here, other = other, here
    assert values(found[here]) == expected
    assert values(found[other]) == [None] * 6


@given(tallies(least=10), policies)
def test_a_share_lies_between_its_ends(made, policy):
    """What stands for a part lies between its low and its high end."""
    found = frame(made, policy)
    for low, share, high in zip(
        *(values(found[n]) for n in ("low", "not_green", "high")), strict=True
    ):
        assert (low is None) == (high is None)
        if low is not None and share is not None:
            assert low - 1e-9 <= share <= high + 1e-9


@given(tallies(), policies)
def test_a_frame_is_made_from_what_is_published(made, policy):
    """A release that was stored and read back gives the same frame: nothing else is looked at."""
    release = disclose(made, FOUR, policy)
    stored = Release.from_json(release.to_json())
    pd.testing.assert_frame_equal(parts_frame(stored, FOUR), parts_frame(release, FOUR))


def test_exact_counts_have_no_range():
    """Where every count is exact, low, share and high are the same number."""
    made = tally(20, **{f"{q}{i}": (12, 4, 4) for q in "abcd" for i in (1, 2, 3)})
    found = frame(made)
    shares = values(found["not_green"])
    assert shares == pytest.approx([8 / 20] * 6)
    assert values(found["low"]) == values(found["high"]) == pytest.approx(shares)


def test_a_band_has_a_range():
    """Where all are green, the share is known to be between none and the band, and no better."""
    made = tally(20, **{f"{q}{i}": (20, 0, 0) for q in "abcd" for i in (1, 2, 3)})
    found = frame(made)
    assert values(found["low"]) == [0.0] * 6
    assert values(found["high"]) == pytest.approx([3 / 20] * 6)
    assert values(found["not_green"]) == pytest.approx([1.5 / 20] * 6)


def test_a_small_group_has_levels_only():
    """Five to nine people give a level per quadrant, its mean per side, and no share."""
    made = tally(6, a1=(0, 0, 6), a2=(0, 6, 0), b1=(6, 0, 0), c1=(3, 3, 0), d1=(6, 0, 0))
    found = frame(made)
    assert values(found["level"]) == [2.0, 0.0, 1.0, 0.0, 1.0, 0.5]
    for name in ("not_green", "low", "high"):
        assert found[name].isna().all()


def test_too_few_people_give_an_empty_frame_with_its_columns():
    """A release without figures gives no rows, but the same columns to work with."""
    found = frame(tally(4, a1=(4, 0, 0)))
    assert found.empty
    assert list(found.columns) == list(DTYPES)


def test_a_frame_of_another_questionnaire_is_refused():
    """A release cannot be read with the statements of another questionnaire."""
    sides = {"x": Side.AWARENESS, "y": Side.ACTING}
    other = instrument(sides, 1, name="other", digest="d2")
    with pytest.raises(ValueError, match="read with"):
        parts_frame(disclose(tally(12, a1=(12, 0, 0)), FOUR, Policy()), other)


@pytest.mark.parametrize(("value", "expected"), [(pd.NA, True), (None, True), (0.0, False)])
def test_what_is_missing_is_told_apart_from_zero(value, expected):
    """No value and zero are not the same."""
    assert missing(value) is expected
