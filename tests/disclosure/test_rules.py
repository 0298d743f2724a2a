"""R2 and R3: what of a tally is shown, and that it betrays nobody.

The attacker in these tests knows the rules, the policy, the number of sheets and everything that
is published; ``rooms.published`` gives all rooms that are possible for such an attacker.
"""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.disclosure.rooms import POLICIES, STRICTER, policies, published, tallies, truth
from tests.model.made_up import answers, sheet, tally
from tests.model.shapes import FOUR, ONE, instrument
from weerbaar.disclosure import Band, Detail, Policy, Tendency, disclose
from weerbaar.disclosure.statements import level
from weerbaar.model.instrument import Side
from weerbaar.model.rules import REQUIRED, Rules
from weerbaar.model.tally import Tally

by_policy = pytest.mark.parametrize("policy", POLICIES.values(), ids=list(POLICIES))


@given(tallies(), policies)
def test_how_much_is_shown_depends_on_the_number_of_sheets(made, policy):
    """Below the minimum nothing, then levels of quadrants, and statements only from ten."""
    release = disclose(made, FOUR, policy)
    if made.sheets < policy.minimum:
        assert release.detail is Detail.NOTHING
    elif made.sheets < policy.statements_from:
        assert release.detail is Detail.LEVELS
    else:
        assert release.detail is Detail.STATEMENTS
    assert release.n == made.sheets
    assert [f.id for f in release.statements] == (
        [s.id for s in FOUR.statements] if release.detail is Detail.STATEMENTS else []
    )
    assert [q for q, _ in release.levels] == (
        list("abcd") if release.detail is Detail.LEVELS else []
    )


@pytest.mark.parametrize(
    ("n", "detail"),
    [
        (0, Detail.NOTHING),
        (4, Detail.NOTHING),
        (5, Detail.LEVELS),
        (9, Detail.LEVELS),
        (10, Detail.STATEMENTS),
    ],
)
def test_the_limits_themselves(n, detail):
    """Four people see nothing, five and nine see levels, ten see statements."""
    assert disclose(tally(n), FOUR, Policy()).detail is detail


@given(tallies(most=9), st.randoms(use_true_random=False))
def test_a_small_group_shows_three_levels_and_nothing_else(made, random):
    """Rooms of 5 to 9 are told a level per quadrant, and orange is red to it."""
    release = disclose(made, FOUR, Policy())
    for quadrant, shown in release.levels:
        facts = [truth(made, f"{quadrant}{i}") for i in (1, 2, 3)]
        share = sum(f.not_green for f in facts) / (sum(f.answered for f in facts) or 1)
        if max(f.answered for f in facts) < 5:
            assert shown is None
        elif made.sheets == 5:
            assert shown == (0 if share <= 1 / 3 else 1.5)
        else:
            assert shown == (0 if share <= 1 / 3 else 1 if share < 2 / 3 - 1e-9 else 2)
    swapped = dict(made.counts)
    for key in random.sample([s.id for s in FOUR.statements], 6):
        orange, red = f"a:{key}:orange", f"a:{key}:red"
        swapped[orange], swapped[red] = made[red], made[orange]
    assert disclose(Tally(swapped), FOUR, Policy()) == release


def test_a_quadrant_that_few_answered_has_no_level():
    """In a small group a quadrant that fewer than five surely answered shows nothing of them."""
    one_person = {"a1": (0, 0, 1), "a2": (0, 0, 1), "a3": (0, 0, 1)}
    four_of_each = dict.fromkeys(("b1", "b2", "b3"), (4, 0, 0))
    enough = {"c1": (0, 0, 5), "c2": (0, 0, 1)}
    made = tally(9, **one_person, **four_of_each, **enough)
    levels = dict(disclose(made, FOUR, Policy()).levels)
    assert levels == {"a": None, "b": None, "c": 2, "d": None}


def test_a_quadrant_of_one_statement_has_no_level():
    """In a small group it would be the figure of that statement, and R2 shows none."""
    release = disclose(tally(5, x1=(1, 0, 4), y1=(5, 0, 0)), ONE, Policy())
    assert release.levels == (("x", None), ("y", None))


@pytest.mark.parametrize("size", [2, 3, 4, 6])
def test_the_highest_level_leaves_room_for_two_who_were_green(size):
    """Where it is told, an accomplice and anybody else can have been green throughout."""
    shape = instrument({"a": Side.AWARENESS, "b": Side.ACTING}, size)
    for n in range(5, 10):
        for green in range(n + 1):
            counts = {f"a{i}": (green, 0, n - green) for i in range(1, size + 1)}
            shown = dict(disclose(tally(n, **counts), shape, Policy()).levels)["a"]
            assert shown != 2 or n >= 6
            if green == 2 <= n - 4:
                assert shown == 2, "two who were green are among what it can be"


def counted(*not_green: int, n: int = 7) -> Tally:
    """A small group that answered everything, with so many not green answers per quadrant."""
    counts = {}
    for quadrant, few in zip("abcd", not_green, strict=True):
        for i in range(3):
            here = few // 3 + (i < few % 3)
            counts[f"{quadrant}{i + 1}"] = (n - here, here, 0)
    return tally(n, **counts)


@pytest.mark.parametrize(
    ("not_green", "named"),
    [
        ((8, 7, 7, 7), ()),  # levels alone would name the first one: 8 of 21 against 7
        ((8, 4, 4, 4), ("a",)),
        ((7, 4, 4, 4), ()),
        ((9, 8, 4, 4), ("a", "b")),
        ((9, 8, 8, 4), ()),  # three of four are more than half
        ((4, 0, 0, 0), ()),  # at the lowest level it would tell of all others
        ((0, 0, 0, 0), ()),
        ((21, 14, 4, 4), ("a", "b")),  # never above a quadrant at the highest level
        ((21, 21, 14, 4), ()),
    ],
)
def test_what_stands_out_of_a_small_group(not_green, named):
    """One quadrant, or two that lie together, 15 points of all answers above the others."""
    assert disclose(counted(*not_green), FOUR, Policy()).highest == named


@given(tallies(least=5, most=9))
def test_what_is_said_to_stand_out_is_highest_in_the_room(made):
    """In the room's own counts what is named lies 15 points or more above all that is not."""
    release = disclose(made, FOUR, Policy())
    levels = dict(release.levels)
    shares = {}
    for quadrant in (q for q, shown in levels.items() if shown is not None):
        facts = [truth(made, f"{quadrant}{i}") for i in (1, 2, 3)]
        shares[quadrant] = sum(f.not_green for f in facts) / sum(f.answered for f in facts)
    others = [share for quadrant, share in shares.items() if quadrant not in release.highest]
    assert set(release.highest) <= set(shares)
    assert 2 * len(release.highest) <= len(shares)
    for quadrant in release.highest:
        assert shares[quadrant] - max(others) >= 0.15 - 1e-9
        assert 2 not in {levels[other] for other in shares if other not in release.highest}


def test_nothing_is_said_that_no_rule_speaks_of():
    """An instrument without the rule publishes its levels and nothing beside them."""
    silent = dataclasses.replace(FOUR, rules=Rules(used=REQUIRED))
    assert disclose(counted(9, 0, 0, 0), silent, Policy()).highest == ()
    assert disclose(counted(9, 0, 0, 0), FOUR, Policy()).highest == ("a",)


def test_a_third_is_never_lost_to_rounding():
    """Exactly one third is the lowest level, two thirds the highest, however many answered."""
    for third in [*range(2, 200), 3 * 10**17]:
        steps = (third, third + 1, 2 * third - 1, 2 * third)
        assert [level(n, 3 * third) for n in steps] == [0, 1, 1, 2], third


def test_nobody_answered_has_no_level():
    """A level of nothing would be a claim about nobody."""
    assert level(0, 0) is None


@by_policy
def test_no_small_count_is_ever_known(policy):
    """From all that is published, no number of 1..w green, not green or skipped follows."""
    few = set(range(1, policy.band + 1))
    for _n, figure, possible in published(policy):
        for name in ("green", "not_green", "skips"):
            values = {getattr(world, name) for world in possible}
            shown = getattr(figure, name)
            if shown is None or shown.low <= policy.band:
                assert len(values) > 1 or values == {0}, (figure, name)
            if policy.band <= 3:
                assert not values <= few, (figure, name)


@by_policy
def test_a_band_is_as_wide_as_it_looks(policy):
    """Every number of green and of not green in a published band is truly possible, 0 as well."""
    for _n, figure, possible in published(policy):
        for name in ("green", "not_green"):
            shown = getattr(figure, name)
            if shown is not None:
                values = {getattr(world, name) for world in possible}
                assert values == set(range(shown.low, shown.high + 1)), (figure, name)


@by_policy
def test_exact_only_where_both_are_many(policy):
    """Green and not green are exact only if both exceed w, and so are orange and red."""
    for _n, figure, possible in published(policy):
        exact = [b for b in (figure.green, figure.not_green) if b and b.exact]
        for world in possible:
            if exact:
                assert min(world.green, world.not_green) > policy.band
            if figure.orange or figure.red:
                assert exact
                assert min(world.orange, world.red) > policy.band
                assert figure.orange == Band.exactly(world.orange)
                assert figure.red == Band.exactly(world.red)
            if figure.tendency:
                assert figure.orange is figure.red is None
                assert min(world.orange, world.red) <= policy.band < world.not_green / 2
        if figure.orange is None:
            assert len({world.orange for world in possible}) > 1
            assert len({world.red for world in possible}) > 1


@by_policy
def test_a_figure_tells_the_truth(policy):
    """What is published holds for every room that leads to it: bands, shares, levels, tendency."""
    for n, figure, possible in published(policy):
        for world in possible:
            for name in ("green", "not_green", "orange", "red", "skips"):
                shown = getattr(figure, name)
                assert shown is None or shown.low <= getattr(world, name) <= shown.high
                assert shown is None or 0 <= shown.low <= shown.high <= n
            if figure.share is None:
                assert world.answered < policy.minimum
                assert figure.midpoint is None
                continue
            of = world.answered if figure.level is not None or figure.skips.exact else n
            low, high = figure.share
            assert 0 <= low <= figure.midpoint <= high <= 1
            assert low - 1e-9 <= world.not_green / of <= high + 1e-9, (figure, world)
            assert figure.level in (None, level(world.not_green, world.answered))
            if figure.tendency is Tendency.MOSTLY_RED:
                assert world.red > world.orange
            elif figure.tendency is Tendency.MOSTLY_ORANGE:
                assert world.orange > world.red


@by_policy
def test_few_answers_give_a_level_or_nothing(policy):
    """Fewer than ten answers to a statement show a level, fewer than five not even that."""
    for _n, figure, possible in published(policy):
        for world in possible:
            assert (figure.green is None) == (world.answered < policy.statements_from)
            assert (figure.not_green is None) == (figure.green is None)
            few = policy.minimum <= world.answered < policy.statements_from
            assert (figure.level is not None) == few


@pytest.mark.parametrize(
    ("policy", "accomplices"), [(Policy(), 2), (Policy(band=2), 1), (STRICTER, 3)]
)
def test_accomplices_learn_nothing_certain(policy, accomplices):
    """With w = 3 two people who compare their own answers never learn that all others agree.

    For everything they may have answered themselves and every figure they may see,
    it remains possible that somebody else was green, and that somebody else was not.
    """
    for _n, figure, possible in published(policy):
        for green in range(accomplices + 1):
            for not_green in range(accomplices + 1 - green):
                mine = (green, not_green, accomplices - green - not_green)
                others = [
                    (w.green - mine[0], w.not_green - mine[1])
                    for w in possible
                    if w.green >= mine[0] and w.not_green >= mine[1] and w.skips >= mine[2]
                ]
                if others:
                    assert max(g for g, _ in others) > 0, (figure, mine)
                    assert max(r for _, r in others) > 0, (figure, mine)


@pytest.mark.parametrize(
    ("given_counts", "shown"),
    [
        # (green, orange, red) of 23: (skips, green, not green, orange, red, tendency)
        ((23, 0, 0), ("0-3", "17-23", "0-3", None, None, None)),
        ((20, 2, 1), ("0-3", "17-23", "0-3", None, None, None)),
        ((17, 2, 1), ("0-3", "17-23", "0-3", None, None, None)),
        ((19, 2, 2), ("0-3", "16-19", "4", None, None, None)),
        ((17, 0, 6), ("0-3", "14-17", "6", None, None, None)),
        ((16, 7, 0), ("0-3", "13-16", "7", None, None, Tendency.MOSTLY_ORANGE)),
        ((16, 3, 4), ("0-3", "13-16", "7", None, None, Tendency.MOSTLY_RED)),
        ((15, 4, 4), ("0-3", "12-15", "8", "4", "4", None)),
        ((9, 5, 4), ("5", "9", "9", "5", "4", None)),
        ((3, 10, 10), ("0-3", "0-3", "17-23", None, None, None)),
        ((0, 0, 18), ("5", "0-3", "15-18", None, None, None)),
        ((4, 19, 0), ("0-3", "4", "19", None, None, Tendency.MOSTLY_ORANGE)),
    ],
)
def test_examples_in_a_council_of_23(given_counts, shown):
    """What a council of 23 sees of one statement, worked out by hand from R3."""

    def text(band: Band | None) -> str | None:
        if band is None:
            return None
        return str(band.low) if band.exact else f"{band.low}-{band.high}"

    figure = disclose(tally(23, a1=given_counts), FOUR, Policy()).statements[0]
    bands = [text(getattr(figure, k)) for k in ("skips", "green", "not_green", "orange", "red")]
    assert (*bands, figure.tendency) == shown


@settings(max_examples=40)
@given(st.lists(answers(), min_size=10, max_size=16), st.randoms(use_true_random=False))
def test_a_release_depends_on_nothing_but_counts(people, random):
    """Dealing the answers to each statement out to other people changes nothing that is shown."""
    columns = {s.id: [p.get(s.id) for p in people] for s in FOUR.statements}
    for column in columns.values():
        random.shuffle(column)
    dealt = [
        {key: column[i] for key, column in columns.items() if column[i] is not None}
        for i in range(len(people))
    ]
    first, second = (
        disclose(Tally.total(Tally.of(sheet(p)) for p in room), FOUR, Policy())
        for room in (people, dealt)
    )
    assert first == second


@given(tallies(), st.randoms(use_true_random=False))
def test_complete_sheets_and_scores_stay_inside(made, random):
    """Counts of complete sheets and histograms of scores never influence a room's release."""
    extra = {f"c:total:{s.id}:red": random.randint(1, 9) for s in FOUR.statements}
    extra |= {"c:a:a1:green": 5, "h:total:total:24": 3, "h:a:a:0": 2, "h:total:awareness:12": 1}
    assert disclose(made + Tally(extra), FOUR, Policy()) == disclose(made, FOUR, Policy())


def test_a_tally_of_another_instrument_is_refused():
    """A tally is never shown under the statements of an instrument it does not belong to."""
    with pytest.raises(ValueError, match="does not fit"):
        disclose(tally(12, x1=(4, 4, 4)), FOUR, Policy())
    assert disclose(tally(12, x1=(4, 4, 4)), ONE, Policy()).instrument == "one"
