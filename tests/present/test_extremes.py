"""What is said of the weakest quadrant is what is certain of it."""

from __future__ import annotations

import pytest

from weerbaar.catalog import LANGUAGES, Voice, load_content
from weerbaar.model.profile import Measure, group_profile
from weerbaar.present.extremes import alike, extremes

CONTENT = load_content()
TEST = CONTENT.default
IDS = [quadrant.id for quadrant in TEST.model.quadrants]


def profile(*shares, instrument=TEST, measure=Measure.GROUP):
    """A group with these shares of answers that are not green."""
    ids = [quadrant.id for quadrant in instrument.model.quadrants]
    return group_profile(instrument.model, measure, dict(zip(ids, shares, strict=True)))


def heading(key, found, language):
    """The heading of the weakest or strongest quadrant, and the words of a key of the content."""
    one = next(one for one in found if one.key == "weakest")
    start = CONTENT.ui[f"facilitator.result.{key}"][language].split("{")[0]
    return one.heading.startswith(start)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_quadrant_asks_for_most_attention_only_when_a_rule_says_so(language):
    """Three points above the rest is told as figures; far above the rest as standing out."""
    far, near = profile(0.7, 0.2, 0.2, 0.1), profile(0.43, 0.4, 0.4, 0.38)
    found = extremes(far, TEST, Voice(CONTENT, language))
    assert heading("weakest", found, language)
    found = extremes(near, TEST, Voice(CONTENT, language))
    assert heading("least_green", found, language)
    assert not heading("weakest", found, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_of_two_that_stand_out_is_told_as_one_of_them(language):
    """Where two quadrants stand out together, the highest is not told as the only one."""
    culture = CONTENT.instruments["weerbare-cultuur"]
    found = extremes(
        profile(0.7, 0.66, 0.2, 0.1, instrument=culture), culture, Voice(CONTENT, language)
    )
    assert heading("one_of_weakest", found, language)


def test_a_spread_picture_has_questions_for_the_whole():
    """Without one quadrant to ask about there are general questions; a vote never has them."""
    assert alike(profile(0.4, 0.4, 0.4, 0.4))
    assert alike(profile(1, 1, 1, 1, measure=Measure.LEVEL))
    assert not alike(profile(0.7, 0.2, 0.2, 0.1))
    vote = CONTENT.instruments["dilemma"]
    assert not alike(profile(0.4, 0.4, instrument=vote))
