"""The exercises that are proposed after a result, with the shipped content."""

from __future__ import annotations

from itertools import product

import pytest

from weerbaar.catalog import LANGUAGES, Voice, load_content
from weerbaar.model.profile import Measure, group_profile
from weerbaar.present.proposals import candidates, proposals

CONTENT = load_content()
TEST = CONTENT.default
IDS = [quadrant.id for quadrant in TEST.model.quadrants]


def told(language="nl", size=23, minutes=None, *, measure=Measure.GROUP, **figures):
    """What is proposed when the named quadrants have these figures and the others little."""
    low = 0.2 if measure is Measure.GROUP else 0
    shown = {name: figures.get(name, low) for name in IDS}
    # A release says of a small group what stands out.
    highest = tuple(figures) if len(figures) == 1 and measure is Measure.LEVEL else None
    profile = group_profile(TEST.model, measure, shown, highest)
    return proposals(profile, TEST, Voice(CONTENT, language), size, minutes)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", IDS)
def test_whatever_stands_out_two_exercises_say_why_they_fit_it(name, language):
    """For groups of 5 to 35: the sentence of the exercise itself, with the numbers behind it."""
    for size in (5, 9, 23, 35):
        found = told(language, size, **{name: 0.7})
        assert len(found) == 2
        for one in found:
            (fit,) = (fit for fit in one.exercise.fits if fit.quadrant == name)
            assert one.why == fit.why
            assert TEST.quadrant(name).name[language] in one.evidence
            assert "70" in one.evidence


@pytest.mark.parametrize(
    ("figures", "key"),
    [
        (dict.fromkeys(IDS, 0.4), "spread"),
        (dict.fromkeys(IDS, 0.05), "calm"),
        ({IDS[0]: 0.42, IDS[1]: 0.28}, None),
    ],
)
def test_when_no_quadrant_stands_out_the_reason_says_so(figures, key):
    """Spread and calm are told in words of ours; a side by the exercise that fits it."""
    for language, one in ((at, one) for at in LANGUAGES for one in told(at, **figures)):
        about = [q.name[language] for q in TEST.file.quadrants]
        if key:
            start = CONTENT.ui[f"exercise.fit.{key}"][language].split("{")[0]
            assert one.why.startswith(start)
            assert any(name in one.why for name in about)
        else:
            assert one.why in [fit.why for fit in one.exercise.sides if fit.side == "awareness"]


def test_a_group_without_a_picture_still_gets_a_start():
    """Fewer than five: first what the questionnaire names for them, and nowhere a number."""
    named = TEST.file.without_figures.exercise
    for size, language in product((3, 4), LANGUAGES):
        first, second = proposals(
            None, TEST, Voice(CONTENT, language), size, group_type="gemeenteraad"
        )
        assert first.exercise.id == named
        assert first.why == CONTENT.ui["exercise.fit.without_figures"][language]
        start = CONTENT.ui["exercise.fit.no_picture"][language].split("{")[0]
        assert second.why.startswith(start)
        for one in (first, second):
            assert one.evidence is None
            assert one.exercise.group.least <= size <= one.exercise.group.most
    many = [one.exercise for one in proposals(None, TEST, Voice(CONTENT, "nl"), 23)]
    assert named not in {one.id for one in many}, "few of many: a guide for few does not fit"
    assert not any(one.needs_picture for one in many)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("measure", [Measure.GROUP, Measure.LEVEL])
def test_a_spread_picture_is_told_in_its_own_numbers(measure, language):
    """Not that no rule fits, but how alike the quadrants are, and what each exercise brings."""
    figures = dict.fromkeys(IDS, 0.42 if measure is Measure.GROUP else 1)
    found = told(language, 7, measure=measure, **figures)
    word = "42" if measure is Measure.GROUP else CONTENT.ui["page.levels.some"][language]
    for one in found:
        assert word in one.evidence
        assert one.exercise.goal in one.goal


def test_what_is_meant_for_a_party_group_is_not_proposed_to_a_council():
    """Seven council members get no exercise for a party group; a party group of seven may."""
    meant = {name for name, twins in CONTENT.exercises.items() if "fractie" in twins.nl.group_types}
    assert meant

    def ids(group_type, top):
        figures = {name: 0.7 if name == top else 0.2 for name in IDS}
        profile = group_profile(TEST.model, Measure.GROUP, figures)
        found = proposals(profile, TEST, Voice(CONTENT, "nl"), 7, group_type=group_type)
        return {one.exercise.id for one in found}

    assert not any(ids("gemeenteraad", top) & meant for top in [*IDS, None])
    assert any(ids("fractie", top) & meant for top in IDS)


def test_what_is_proposed_fits_in_the_time_that_is_left():
    """With half an hour no exercise takes longer; with five minutes there is none."""
    for minutes in (25, 30, 40):
        assert all(one.exercise.minutes <= minutes for one in told(minutes=minutes, sociaal=0.7))
    assert told(minutes=5) == ()


def test_what_stands_out_in_a_small_group_points_at_exercises_too():
    """Five to nine people have levels only; what the release names counts as it does for more."""
    for name in IDS:
        found = told(size=8, measure=Measure.LEVEL, **{name: 2})
        reasons = {f.why for one in found for f in one.exercise.fits if f.quadrant == name}
        assert len(found) == 2
        assert {one.why for one in found} <= reasons


def test_every_questionnaire_for_a_group_leads_somewhere():
    """Whatever stands out in whichever questionnaire, there are two to go on with."""
    for instrument in CONTENT.offered("group"):
        assert candidates(CONTENT, instrument)
        ids = [quadrant.id for quadrant in instrument.model.quadrants]
        for top, language in product(ids, LANGUAGES):
            figures = {name: 0.7 if name == top else 0.1 for name in ids}
            profile = group_profile(instrument.model, Measure.GROUP, figures)
            found = proposals(profile, instrument, Voice(CONTENT, language), 20)
            assert len(found) == 2
            assert all("{" not in f"{one.why}{one.note}{one.evidence}" for one in found)
