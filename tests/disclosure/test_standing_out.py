"""What stands out is not said where it would tell one person of all the others."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.disclosure.sealed.boxes import shape
from weerbaar.disclosure import disclose
from weerbaar.disclosure.policy import Policy
from weerbaar.disclosure.standing_out import standing_out
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


def named(percentages, levels, people=9, size=3):
    """Which quadrants stand out of these shares and levels."""
    shares = {name: Fraction(one, 100) for name, one in zip("abcd", percentages, strict=False)}
    return "".join(standing_out(shares, dict(zip("abcd", levels, strict=False)), people, size))


@pytest.mark.parametrize(
    ("percentages", "levels", "expected"),
    [
        ((50, 35, 35, 0), (1, 1, 1, 0), "a"),
        ((50, 36, 36, 0), (1, 1, 1, 0), ""),
        ((50, 50, 35, 0), (1, 1, 1, 0), "ab"),
        ((50, 50, 36, 0), (1, 1, 1, 0), ""),
        ((60, 60, 60, 40), (1, 1, 1, 1), ""),
        ((10, 50, 50, 65), (0, 1, 1, 1), "d"),
        ((95, 70, 40, 0), (2, 2, 1, 0), "ab"),
        ((0, 90, 50, 30), (None, 2, 1, 0), "b"),
        ((90, 0, 0, 0), (2, None, None, None), ""),
    ],
)
def test_the_fewest_and_at_most_half_stand_out_by_fifteen_points(percentages, levels, expected):
    """Exactly the margin is enough; nothing is set above a quadrant at the highest level."""
    assert named(percentages, levels) == expected


@pytest.mark.parametrize(
    ("people", "size", "room"),
    [(6, 3, False), (7, 3, False), (8, 3, True), (9, 1, False), (12, 1, True), (14, 1, False)],
)
def test_the_lowest_level_stands_out_only_where_others_may_have_answered_so(people, size, room):
    """A third of the answers holds an accomplice's, the margin and one answer more, or not."""
    assert named((30, 0, 0), (0, 0, 0), people, size) == ("a" if room else "")
