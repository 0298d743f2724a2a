"""What a spec refuses, so that a picture never has to guess."""

from __future__ import annotations

import pytest

from tests.figures import samples
from weerbaar.figures.bars import BarRow
from weerbaar.figures.fills import GroupFill, LevelFill, PersonFill
from weerbaar.figures.net_spec import NetSpec, QuadrantSpec, SideSpec, WedgeSpec


def test_a_colour_is_one_of_three_or_none():
    """A colour that the scale does not have is refused."""
    with pytest.raises(ValueError, match="blue"):
        PersonFill("blue")


@pytest.mark.parametrize(("low", "high"), [(-0.1, 0.5), (0.6, 0.5), (0.5, 1.1)])
def test_a_band_lies_within_everybody(low, high):
    """A band that is reversed or reaches past nobody or everybody is refused."""
    with pytest.raises(ValueError, match="band"):
        GroupFill(low, high)


def test_colours_apart_need_an_exact_share():
    """A red share of an uncertain share is refused: it would be drawn as if it were exact."""
    with pytest.raises(ValueError, match="exact"):
        GroupFill(0, 0.2, red_share=0.5)


def test_a_tendency_has_a_known_name():
    """A tendency that is not one of the two is refused."""
    with pytest.raises(ValueError, match="tendency"):
        GroupFill(0.5, 0.5, tendency="mostly_green")


@pytest.mark.parametrize("level", [-1, 0.5, 3])
def test_a_level_is_one_that_a_release_has(level):
    """A level other than 0, 1, 1.5 and 2 is refused, for a statement and for a quadrant."""
    with pytest.raises(ValueError, match="level"):
        LevelFill(level)
    with pytest.raises(ValueError, match="level"):
        GroupFill(0, 1, level=level)


@pytest.mark.parametrize("key", ["", "1a", 'a"b', "a b", "a@b", "a>b"])
def test_a_key_can_be_an_id(key):
    """A key that could break an id in the picture is refused."""
    with pytest.raises(ValueError, match="cannot name"):
        WedgeSpec(key, 1, "tijd", None)
    with pytest.raises(ValueError, match="cannot name"):
        BarRow(key, 1, "tijd", None)


def test_keys_are_unique_and_sides_know_their_quadrants():
    """Two wedges of one key, and a side of an unknown quadrant, are refused."""
    wedge = WedgeSpec("a", 1, "tijd", None)
    with pytest.raises(ValueError, match="twice"):
        NetSpec((QuadrantSpec("jij", "Jij", (wedge, wedge)),), (), samples.words())
    side = SideSpec("acting", "handelen", ("elders",))
    with pytest.raises(ValueError, match="elders"):
        NetSpec((QuadrantSpec("jij", "Jij", (wedge,)),), (side,), samples.words())
