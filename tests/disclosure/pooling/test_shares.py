"""Shares of a scale: they leave a hidden small count of its statements as unknown as it was."""

from __future__ import annotations

from math import inf

import pytest

from weerbaar.disclosure.pooling.group_figures import _Shares
from weerbaar.disclosure.pooling.research_release import ResearchRules

RULES = ResearchRules()
TOP = RULES.threshold - 1


def stays_unknown(not_green, green, total, rest, answers=(0.0, inf)) -> bool:
    """Whether a hidden count of one statement stays so, given a sum and the rest of that sum."""
    shares = object.__new__(_Shares)
    shares._rules = RULES
    shares._not_green, shares._answered = [not_green], [not_green + green]
    shares._bounds = [{"answers": answers, "people": (0.0, answers[1])}]
    return shares._stays_unknown(0, total, rest)


@pytest.mark.parametrize(
    ("total", "rest", "unknown"),
    [
        ((50, 59), (50, 59), True),
        ((50, 59), (50, 50), True),
        ((50, 58), (50, 58), False),
        ((50, 59), (51, 60), False),
        ((51, 60), (51, 51), True),
        ((51, 60), (50, 50), False),
        ((40, 70), (30, 90), True),
    ],
)
def test_a_small_number_not_green_may_still_be_none_or_nine(total, rest, unknown):
    """What the sum leaves for it reaches from zero to just under the threshold, or it is hidden."""
    assert stays_unknown(4, 60, total, rest, (60, 70)) is unknown


@pytest.mark.parametrize(
    ("total", "rest", "unknown"),
    [
        ((91, 120), (40, 60), True),
        ((91, 119), (40, 60), False),
        ((91, 120), (40, 59), False),
        ((60, 119), (40, 60), False),
    ],
)
def test_a_small_number_green_may_still_be_none_or_nine(total, rest, unknown):
    """Of 40 to 80 answers the sum leaves from 31 to 80 that are not green, or it is hidden."""
    assert stays_unknown(50, 4, total, rest, (40, 80)) is unknown


@pytest.mark.parametrize(("green", "unknown"), [(TOP, False), (TOP + 1, True)])
def test_only_small_counts_are_guarded(green, unknown):
    """Just under the threshold is small; from the threshold on a count may be worked out."""
    assert stays_unknown(50, green, (100, 100), (50, 50), (40, 80)) is unknown
    assert stays_unknown(TOP, 60, (100, 100), (90, 90), (40, 80)) is False
    assert stays_unknown(TOP + 1, 60, (100, 100), (90, 90), (40, 80)) is True
