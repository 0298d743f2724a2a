"""fitting: at most two exercises, for reasons that the numbers bear out."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

from hypothesis import event, given
from hypothesis import strategies as st

from tests.model.made_up import any_answers, sheet
from tests.model.shapes import FOUR
from weerbaar.model.advice import advise
from weerbaar.model.instrument import Side
from weerbaar.model.profile import Measure, Profile, group_profile, score
from weerbaar.model.programme.fit import PROPOSED, Candidate, Ground, Proposal, fitting
from weerbaar.model.rules import OTHERWISE, RuleId, Rules

SIZES = st.none() | st.integers(1, 60)
MINUTES = st.none() | st.integers(5, 90)
QUADRANTS = st.frozensets(st.sampled_from("abcd"))
BROAD = {Ground.SPREAD, Ground.CALM, Ground.NO_PICTURE, Ground.REST}

candidates = st.builds(
    Candidate,
    id=st.uuids().map(str),
    least=st.integers(1, 10),
    most=st.integers(10, 60),
    minutes=st.integers(5, 90),
    named=st.booleans(),
    fits=QUADRANTS,
    sides=st.frozensets(st.sampled_from(Side)),
    serves=QUADRANTS,
)
several = st.lists(candidates, max_size=8, unique_by=lambda one: one.id)

shares = st.sampled_from([None, 0.0, 0.1, 0.15, 0.3, 0.45, 0.7])
levels = st.sampled_from([None, 0.0, 1.0, 2.0])
both_kinds = frozenset(RuleId)
"""Also the rules that the self-test does not use."""


def group(measure: Measure, figures, used=both_kinds) -> Profile:
    """A group's profile from figures for a, b, c and d."""
    found = group_profile(FOUR, measure, dict(zip("abcd", figures, strict=True)))
    return replace(found, rules=replace(Rules(), used=used))


profiles = st.one_of(
    st.none(),
    any_answers.map(lambda given_answers: score(sheet(given_answers))),
    st.tuples(*[shares] * 4).map(lambda figures: group(Measure.GROUP, figures)),
    st.tuples(*[levels] * 4).map(lambda figures: group(Measure.LEVEL, figures)),
)


def possible(one: Candidate, size: int | None, minutes: int | None) -> bool:
    """Whether a group has the people and the time."""
    return (size is None or one.least <= size <= one.most) and (
        minutes is None or one.minutes <= minutes
    )


@given(profiles, several, SIZES, MINUTES)
def test_two_that_are_possible_or_all_there_are(profile, exercises, size, minutes):
    """Never one for another group or with too little time, never one twice, never fewer."""
    found = [p.exercise for p in fitting(profile, exercises, size, minutes)]
    may = {one.id for one in exercises if possible(one, size, minutes)}
    assert len(found) == len(set(found)) == min(PROPOSED, len(may))
    assert set(found) <= may


@given(profiles, several, SIZES, MINUTES, st.randoms(use_true_random=False))
def test_the_order_of_what_is_offered_decides_nothing(profile, exercises, size, minutes, random):
    """The same exercises in any order give the same proposals."""
    other = random.sample(exercises, len(exercises))
    assert fitting(profile, exercises, size, minutes) == fitting(profile, other, size, minutes)


@given(profiles, several, SIZES, MINUTES)
def test_every_ground_is_true(profile, exercises, size, minutes):
    """What a proposal claims is what the rules found, on their evidence, and what it offers."""
    fired = advise(profile) if profile else []
    by_id = {one.id: one for one in exercises}
    for proposal in fitting(profile, exercises, size, minutes):
        event(proposal.ground)
        one, because = by_id[proposal.exercise], proposal.because
        assert because is None or because in fired
        if proposal.ground in {Ground.QUADRANT, Ground.STATEMENTS}:
            (name,) = proposal.quadrants
            assert name in (one.fits if proposal.ground is Ground.QUADRANT else one.serves)
            assert because
            assert name in {because.quadrant, *because.quadrants}
        elif proposal.ground is Ground.SIDE:
            assert because
            assert proposal.side is because.side
            assert proposal.side in one.sides
        else:
            assert set(proposal.quadrants) == one.fits | one.serves
            rules = {Ground.SPREAD: OTHERWISE, Ground.CALM: {RuleId.CONTENT}}
            assert (because.rule if because else None) in rules.get(proposal.ground, {None})
        assert (proposal.ground is Ground.NO_PICTURE) == (profile is None)


@given(profiles, several, SIZES, MINUTES)
def test_a_stronger_ground_is_never_passed_over(profile, exercises, size, minutes):
    """The first has the strongest ground of all that are possible, each looked at alone."""
    found = fitting(profile, exercises, size, minutes)
    alone = [p for one in exercises for p in fitting(profile, [one], size, minutes)]
    if found:
        grounds = list(Ground)
        assert grounds.index(found[0].ground) == min(grounds.index(p.ground) for p in alone)
        assert all(grounds.index(p.ground) >= grounds.index(found[0].ground) for p in found[1:])


@given(profiles, several, SIZES, st.integers(5, 60), st.integers(1, 30))
def test_more_time_never_gives_less(profile, exercises, size, minutes, more):
    """With more minutes left there are as many proposals, and the first has as good a ground."""
    short = fitting(profile, exercises, size, minutes)
    long = fitting(profile, exercises, size, minutes + more)
    assert len(long) >= len(short)
    grounds = list(Ground)
    if short:
        assert grounds.index(long[0].ground) <= grounds.index(short[0].ground)


def one(name: str, fits: str = "", **values) -> Candidate:
    """A candidate that differs in what matters."""
    return Candidate(name, 2, 45, values.pop("minutes", 30), fits=frozenset(fits), **values)


def names(proposals: tuple[Proposal, ...]) -> list[str]:
    """Which exercises were proposed."""
    return [proposal.exercise for proposal in proposals]


def test_two_quadrants_that_stand_out_get_one_each():
    """The one with most attention first, then one for the other, though more fit the first."""
    profile = group(Measure.GROUP, (0.1, 0.6, 0.1, 0.5))
    offered = [one("b1", "b"), one("b2", "b"), one("d1", "d", minutes=40), one("a1", "a")]
    found = fitting(profile, offered, 20)
    assert names(found) == ["b1", "d1"]
    assert [proposal.quadrants for proposal in found] == [("b",), ("d",)]


def test_when_nothing_stands_out_two_cover_most_together():
    """The broadest first, and then the one that adds most to it."""
    profile = group(Measure.GROUP, (0.4, 0.4, 0.4, 0.4))
    offered = [one("ab", "ab"), one("abc", "abc"), one("cd", "cd"), one("d", "d", minutes=5)]
    found = fitting(profile, offered, 20)
    assert names(found) == ["abc", "d"]
    assert {proposal.ground for proposal in found} == {Ground.SPREAD}


def test_equal_fits_are_decided_by_the_source_then_time_then_name():
    """The tie is broken in this order, whatever stands first."""
    profile = group(Measure.GROUP, (0.7, 0.1, 0.1, 0.1))
    ours = one("a", "a", named=False, minutes=10)
    long, short, last = one("b", "a", minutes=40), one("c", "a", minutes=20), one("d", "a")
    for offered in permutations([ours, long, short]):
        assert names(fitting(profile, offered, 20)) == ["c", "b"]
    for offered in permutations([ours, last]):
        assert names(fitting(profile, offered, 20)) == ["d", "a"]


def test_an_exercise_for_the_side_too_goes_before_one_for_the_quadrant_only():
    """Of two that fit the quadrant, the one that fits the side as well comes first."""
    profile = group(Measure.GROUP, (0.1, 0.1, 0.7, 0.1))
    offered = [one("a", "c", minutes=10), one("z", "c", sides=frozenset({Side.ACTING}))]
    assert names(fitting(profile, offered, 20)) == ["z", "a"]


def test_nobody_is_offered_what_needs_another_group():
    """A group outside every range gets nothing rather than something that fails."""
    profile = replace(group(Measure.LEVEL, (2, 0, 0, 0)), highest=("a",))
    assert fitting(profile, [one("a", "a")], 60) == ()
    assert fitting(profile, [one("a", "a")], 20, 10) == ()
    assert BROAD.isdisjoint(p.ground for p in fitting(profile, [one("a", "a")], None))
