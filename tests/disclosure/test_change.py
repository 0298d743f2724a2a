"""Then and now: never surer than both releases together, and never about one person."""

from __future__ import annotations

import dataclasses
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.disclosure.rooms import POLICIES, policies, published, tallies
from tests.model.made_up import IDS, any_answers, sheet, tally
from tests.model.shapes import FOUR
from weerbaar.disclosure import Detail, Policy, disclose
from weerbaar.disclosure.change import Verdict, change_between
from weerbaar.model.instrument import Colour
from weerbaar.model.tally import Tally

USUAL = Policy()
TURNED = {Verdict.HIGHER: Verdict.LOWER, Verdict.LOWER: Verdict.HIGHER}


def released(made: Tally, policy: Policy = USUAL, **more: bool):
    """What is shown of a tally."""
    return disclose(made, FOUR, policy, **more)


def share(made: Tally, statements) -> tuple[int, int]:
    """The true not green and answered of some statements together."""
    given = {c: sum(made.given(s, c) for s in statements) for c in Colour}
    return given[Colour.ORANGE] + given[Colour.RED], sum(given.values())


def shares(made: Tally) -> dict[str, tuple[int, int]]:
    """The truth of every quadrant and statement."""
    quadrants = {q.id: share(made, [s.id for s in q.statements]) for q in FOUR.quadrants}
    return quadrants | {key: share(made, [key]) for key in IDS}


def alike(n: int, green: int, red: int) -> Tally:
    """A room in which every statement was answered alike; the rest skipped."""
    return tally(n, **dict.fromkeys(IDS, (green, 0, red)))


@given(tallies(least=5), tallies(least=5), policies, policies)
def test_a_verdict_and_every_range_hold_in_truth(then, now, policy, other):
    """Higher is higher, lower is lower, and the truth lies within every range that is given."""
    change = change_between(released(then, policy), released(now, other), FOUR)
    before, after = shares(then), shares(now)
    for part in (*change.quadrants, *change.statements):
        for stand, (not_green, answered) in (
            (part.earlier, before[part.id]),
            (part.later, after[part.id]),
        ):
            if stand:
                assert 0 <= stand.least <= stand.low <= stand.high <= stand.most <= 1
                assert stand.low - 1e-9 <= not_green / answered <= stand.high + 1e-9
        if part.verdict is not Verdict.UNSURE:
            (a, b), (c, d) = before[part.id], after[part.id]
            assert (c * b > a * d) is (part.verdict is Verdict.HIGHER)


@pytest.mark.parametrize("name", POLICIES)
def test_higher_means_every_pair_of_possible_counts_says_so(name):
    """No pair of rooms that lead to the same two figures contradicts a verdict."""
    policy = POLICIES[name]
    figures = published(policy)
    some = [
        (n, [(w.not_green, w.answered) for w in possible], world)
        for n, _, possible in figures[:: 1 + len(figures) // 25]
        for world in possible[:1]
        if world.answered
    ]
    surest = 0
    for (n, counts, world), (m, others, later) in product(some, some):
        made = [tally(size, a1=one[:3]) for size, one in ((n, world), (m, later))]
        change = change_between(*(released(t, policy) for t in made), FOUR)
        verdict = change.statements[0].verdict
        if verdict is Verdict.UNSURE:
            continue
        surest += 1
        low, high = sorted((counts, others), key=lambda c: c is counts, reverse=True)
        if verdict is Verdict.LOWER:
            low, high = high, low
        most = max(ng / a for ng, a in low if a)
        assert all(ng / a > most for ng, a in high if a)
    assert surest


@given(tallies(least=10, most=40), any_answers, any_answers, st.sampled_from(["more", "other"]))
def test_one_person_is_never_a_change(room, first, second, what):
    """The same group with one person more, fewer or otherwise: nothing is higher or lower."""
    then = room + Tally.of(sheet(first))
    now = room + Tally.of(sheet(second)) if what == "other" else room
    releases = [released(then), released(now)]
    for change in (change_between(*releases, FOUR), change_between(*releases[::-1], FOUR)):
        parts = (*change.quadrants, *change.statements)
        assert len(parts) == 16
        assert {part.verdict for part in parts} == {Verdict.UNSURE}


@given(tallies(least=5), tallies(least=5))
def test_turned_round_it_says_the_opposite(then, now):
    """What was higher is lower when earlier and later change places."""
    first, second = released(then), released(now)
    there, back = change_between(first, second, FOUR), change_between(second, first, FOUR)
    for one, other in zip(there.quadrants, back.quadrants, strict=True):
        assert other.verdict is TURNED.get(one.verdict, Verdict.UNSURE)
        assert (one.earlier, one.later) == (other.later, other.earlier)


def test_a_plain_change_is_seen():
    """From a quarter to three quarters not green is higher; the other way round is lower."""
    then, now = released(alike(20, 15, 5)), released(alike(24, 6, 18))
    change = change_between(then, now, FOUR)
    assert (change.earlier_n, change.later_n) == (20, 24)
    assert {p.verdict for p in (*change.quadrants, *change.statements)} == {Verdict.HIGHER}
    first = change.quadrants[0]
    # Nobody skipped, but a release leaves open that up to three did.
    assert (first.id, first.earlier.low, first.earlier.high) == ("a", 5 / 20, 5 / 17)
    assert (first.earlier.least, first.earlier.most) == (4 / 20, 6 / 17)
    assert change_between(now, then, FOUR).quadrants[0].verdict is Verdict.LOWER


def test_a_small_step_is_left_open():
    """Ranges that touch once each is taken one person wider are no change."""
    change = change_between(released(alike(20, 12, 8)), released(alike(20, 10, 10)), FOUR)
    assert {part.verdict for part in change.quadrants} == {Verdict.UNSURE}


@pytest.mark.parametrize(
    ("size", "then", "now", "expected"),
    [
        (9, 9, 0, Verdict.HIGHER),
        (9, 9, 5, Verdict.UNSURE),
        (9, 0, 9, Verdict.LOWER),
        (6, 6, 0, Verdict.UNSURE),
        (5, 5, 0, Verdict.UNSURE),
    ],
)
def test_a_small_group_has_levels(size, then, now, expected):
    """Only from low to high, in a group of seven or more, is a level higher; no statements."""
    releases = [released(alike(size, green, size - green)) for green in (then, now)]
    change = change_between(*releases, FOUR)
    assert {part.verdict for part in change.quadrants} == {expected}
    assert {part.earlier.level for part in change.quadrants} == {dict(releases[0].levels)["a"]}
    assert change.statements == ()


def test_levels_and_counts_can_be_compared():
    """A group that grew past ten has quadrants to compare and no statements."""
    change = change_between(released(alike(9, 9, 0)), released(alike(20, 2, 18)), FOUR)
    assert {part.verdict for part in change.quadrants} == {Verdict.HIGHER}
    assert change.statements == ()


def test_too_few_people_or_answers_leave_nothing_to_compare():
    """Below five there is no comparison; a quadrant that nobody answered is left open."""
    few, many = released(alike(4, 0, 4)), released(alike(20, 2, 18))
    assert few.detail is Detail.NOTHING
    for pair in ((few, many), (many, few)):
        change = change_between(*pair, FOUR)
        assert (change.quadrants, change.statements) == ((), ())
    skipped = tally(20, **{key: (0, 0, 20) for key in IDS if not key.startswith("a")})
    change = change_between(many, released(skipped), FOUR)
    assert change.quadrants[0].later is None
    assert change.quadrants[0].verdict is Verdict.UNSURE
    small = released(tally(9, **{key: (0, 0, 9) for key in IDS if not key.startswith("a")}))
    assert change_between(small, many, FOUR).quadrants[0].earlier is None


def test_what_cannot_be_compared_is_refused():
    """Another instrument, or a rehearsal beside a session of people, is refused."""
    one, other = released(alike(20, 2, 18)), released(alike(20, 2, 18), rehearsal=True)
    with pytest.raises(ValueError, match="rehearsal"):
        change_between(one, other, FOUR)
    renewed = dataclasses.replace(FOUR, digest="d2")
    with pytest.raises(ValueError, match="d2"):
        change_between(one, one, renewed)
    with pytest.raises(ValueError, match="d9"):
        change_between(one, dataclasses.replace(one, digest="d9"), FOUR)


@pytest.mark.parametrize(("now", "verdict"), [(10, Verdict.UNSURE), (11, Verdict.HIGHER)])
def test_ranges_that_touch_exactly_are_no_change(now, verdict):
    """Up to nine of twenty then, nine of twenty or more now: the same share is possible."""
    first, second = released(alike(23, 15, 8)), released(alike(20, 20 - now, now))
    change = change_between(first, second, FOUR)
    assert change.statements[0].earlier.most == 9 / 20
    assert change.statements[0].later.least == (now - 1) / 20
    assert {part.verdict for part in change.statements} == {verdict}
    turned = change_between(second, first, FOUR).statements[0].verdict
    assert turned is TURNED.get(verdict, Verdict.UNSURE)


def test_of_a_statement_that_few_answered_anything_is_possible_within_its_quadrant():
    """A quadrant keeps a range that leaves room for whatever the hidden answers were."""
    room = tally(20, a1=(0, 0, 2), a2=(12, 0, 8), a3=(12, 0, 8))
    found = change_between(released(room), released(room), FOUR)
    hidden, quadrant = found.statements[0], found.quadrants[0].earlier
    assert (hidden.earlier, hidden.verdict) == (None, Verdict.UNSURE)
    # Up to four may have answered it; the other two were answered by 17 to 20.
    assert quadrant.low == pytest.approx((0 + 8 + 8) / (4 + 20 + 20))
    assert quadrant.high == pytest.approx((4 + 8 + 8) / (4 + 17 + 17))


def test_a_level_between_two_reaches_over_both():
    """Of five people who were not green, the level is the middle or the highest one."""
    part = change_between(*[released(alike(5, 0, 5))] * 2, FOUR).quadrants[0].earlier
    assert (part.low, part.high, part.level) == (1 / 3, 1, 1.5)
    assert part.least == pytest.approx(1 / 3 - 1 / 5)
    calm = change_between(*[released(alike(5, 5, 0))] * 2, FOUR).quadrants[0].earlier
    assert (calm.least, calm.low, calm.high) == (0, 0, 1 / 3)
    assert calm.most == pytest.approx(1 / 3 + 1 / 5)
