"""The attacker reads the rules as the program applies them, though no code is shared."""

from __future__ import annotations

from dataclasses import asdict

import pytest
from hypothesis import given

from tests.attack.attacker import seen
from tests.attack.outlook import worlds_of
from tests.attack.rooms import EACH, QUADRANTS
from tests.attack.rulebook import Rulebook
from tests.disclosure.rooms import POLICIES, World, tallies, truth
from tests.model.made_up import IDS
from tests.model.shapes import FOUR
from weerbaar.disclosure import Policy, disclose


@pytest.mark.parametrize("policy", POLICIES.values(), ids=list(POLICIES))
def test_every_statement_is_read_as_it_is_made(policy):
    """For every way to answer a statement both come to the same figure, in rooms of three sizes."""
    known = asdict(policy)
    book = Rulebook(**known)
    least = max(policy.minimum, policy.statements_from)
    for n in (least, least + 1, least + 5):
        for world in worlds_of(n).tolist():
            shown = asdict(World(*world).figure(policy))
            assert book.read(shown) == book.figure(tuple(world)), world


@given(tallies(least=5, most=9))
def test_every_level_is_read_as_it_is_made(made):
    """The level of a quadrant is the one that an attacker expects for what was answered."""
    view = seen({**asdict(disclose(made, FOUR, Policy())), "policy": asdict(Policy())})
    for number, unit in enumerate(view.units):
        part = [truth(made, key) for key in IDS[EACH * number : EACH * (number + 1)]]
        answered = sum(one.answered for one in part)
        not_green = sum(one.not_green for one in part)
        expected = None
        if max(one.answered for one in part) >= 5:
            expected = view.book.quadrant_level(made.sheets, not_green, answered)
        assert unit.figure == ("quadrant", expected)
    assert len(view.units) == QUADRANTS
