"""What stands out is not said where it would tell one person of all the others."""

from __future__ import annotations

import pytest

from tests.disclosure.sealed.boxes import shape
from weerbaar.disclosure import disclose
from weerbaar.disclosure.policy import Policy
from weerbaar.model.answers import AnswerSheet
from weerbaar.model.instrument import Colour, Side
from weerbaar.model.tally import Tally


@pytest.mark.parametrize("people", range(5, 8))
def test_no_quadrant_at_the_lowest_level_stands_out(people):
    """Who was red throughout cannot tell from it that all others were green elsewhere."""
    asked = shape((Side.AWARENESS, 3), (Side.ACTING, 3))
    ids = [statement.id for statement in asked.statements]
    for more in range(people - 1):
        colours = [dict.fromkeys(ids, Colour.RED)]
        colours += [dict.fromkeys(ids, Colour.GREEN) for _ in range(people - 1)]
        for person in range(more):
            colours[1 + person][ids[0]] = Colour.RED
        tally = Tally.total(Tally.of(AnswerSheet(asked, one)) for one in colours)
        release = disclose(tally, asked, Policy())
        assert not {q for q, level in release.levels if level == 0} & set(release.highest)
