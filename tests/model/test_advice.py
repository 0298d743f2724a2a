"""advise: which rules fire, on what evidence."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from tests.model.made_up import IDS, G, O, R, answers, any_answers, calm, sheet
from tests.model.shapes import FOUR, MIRROR, instrument
from weerbaar.model.advice import Advice, Evidence, advise
from weerbaar.model.answers import AnswerSheet
from weerbaar.model.instrument import Side
from weerbaar.model.profile import Measure, Profile, group_profile, score
from weerbaar.model.rules import OTHERWISE, RuleId

TELLING = frozenset(RuleId) - OTHERWISE - {RuleId.STRENGTHS, RuleId.DISCUSS}
"""Rules that say what asks for attention, or that nothing does."""


def person(given_answers) -> dict[RuleId, Advice]:
    """The advice on one person's answers, by rule."""
    found = advise(score(sheet(given_answers)))
    assert len({advice.rule for advice in found}) == len(found), "a rule fires at most once"
    return {advice.rule: advice for advice in found}


def group(measure: Measure, *attention: float | None) -> dict[RuleId, Advice]:
    """The advice on a group's figures for the quadrants a, b, c and d."""
    figures = dict(zip("abcd", attention, strict=True))
    return {a.rule: a for a in advise(group_profile(FOUR, measure, figures))}


def recount(given_answers) -> dict[str, int]:
    """Orange and red answers per quadrant, counted without the model."""
    return {
        q: sum(1 for k, c in given_answers.items() if k[0] == q and c.value != "green")
        for q in "abcd"
    }


@given(any_answers)
def test_a_quadrant_stands_out_exactly_when_the_numbers_say_so(given_answers):
    """Rule 1 fires when one quadrant has at least 2 and more than every other, and names both."""
    counts = recount(given_answers)
    ranked = sorted(counts, key=counts.__getitem__, reverse=True)
    top, next_best = counts[ranked[0]], counts[ranked[1]]
    advice = person(given_answers).get(RuleId.STANDS_OUT)
    assert (advice is not None) == (top >= 2 and top > next_best)
    if advice:
        event("stands out")
        found = advice.evidence
        assert advice.quadrant == ranked[0]
        assert (found.value, found.of, found.rest, found.rest_of) == (top, 3, next_best, 3)


@given(any_answers)
def test_a_side_weighs_exactly_when_the_numbers_say_so(given_answers):
    """Rules 2 and 3 fire when their side has at least 2 more than the other, and name both.

    Not of the two answers that a calm picture names already, where both are in one quadrant.
    """
    counts = recount(given_answers)
    total = {
        Side.AWARENESS: counts["a"] + counts["b"],
        Side.ACTING: counts["c"] + counts["d"],
    }
    found = person(given_answers)
    said = {RuleId.CONTENT, RuleId.STANDS_OUT} <= set(found)
    for side, rule in (
        (Side.AWARENESS, RuleId.AWARENESS_SIDE),
        (Side.ACTING, RuleId.ACTING_SIDE),
    ):
        here, there = total[side], total[side.other]
        assert (rule in found) == (here - there >= 2 and not said)
        if rule in found:
            evidence = found[rule].evidence
            assert found[rule].side is side
            assert (evidence.value, evidence.of) == (here, 6)
            assert (evidence.rest, evidence.rest_of) == (there, 6)


@given(any_answers)
def test_content_fires_exactly_when_the_numbers_say_so(given_answers):
    """Rule 4 asks all 12 answered, at most 2 orange and no red."""
    values = [c.value for c in given_answers.values()]
    expected = len(values) == 12 and values.count("orange") <= 2 and "red" not in values
    found = person(given_answers)
    assert (RuleId.CONTENT in found) == expected
    if expected:
        assert found[RuleId.CONTENT].evidence.orange == values.count("orange")
        assert found[RuleId.CONTENT].evidence.value == max(recount(given_answers).values())


@given(st.one_of(calm, answers(complete=True)), st.sampled_from(IDS))
def test_a_skip_never_makes_content_fire(given_answers, key):
    """Whatever else was answered, one skipped statement is enough to keep rule 4 silent."""
    skipped = {k: c for k, c in given_answers.items() if k != key}
    assert RuleId.CONTENT not in person(skipped)


@given(any_answers)
def test_mirrored_answers_mirror_the_advice(given_answers):
    """Swapping the answers of the two sides swaps the sides in the advice and nothing else."""
    swapped = {MIRROR[key[0]] + key[1]: colour for key, colour in given_answers.items()}
    rules = {
        RuleId.AWARENESS_SIDE: RuleId.ACTING_SIDE,
        RuleId.ACTING_SIDE: RuleId.AWARENESS_SIDE,
    }

    def mirrored(advice: Advice) -> Advice:
        return replace(
            advice,
            rule=rules.get(advice.rule, advice.rule),
            quadrant=MIRROR[advice.quadrant] if advice.quadrant else None,
            side=advice.side.other if advice.side else None,
            quadrants=tuple(sorted(MIRROR[quadrant] for quadrant in advice.quadrants)),
        )

    expected = {mirrored(advice) for advice in person(given_answers).values()}
    assert set(person(swapped).values()) == expected


figures = st.one_of(st.none(), st.floats(0, 1), st.integers(0, 100).map(lambda i: i / 100))
levels = st.one_of(st.none(), st.sampled_from([0, 1, 2]))
profiles = st.one_of(
    any_answers.map(lambda a: score(sheet(a))),
    st.tuples(*[figures] * 4).map(
        lambda f: group_profile(FOUR, Measure.GROUP, dict(zip("abcd", f, strict=True)))
    ),
    st.tuples(*[levels] * 4).map(
        lambda f: group_profile(FOUR, Measure.LEVEL, dict(zip("abcd", f, strict=True)))
    ),
)


@given(profiles)
def test_one_rule_stands_in_and_discuss_comes_last(profile):
    """One of four speaks exactly when no other does; to discuss it is always last."""
    found = [advice.rule for advice in advise(profile)]
    assert found[-1] is RuleId.DISCUSS
    assert found.count(RuleId.DISCUSS) == 1
    assert len(OTHERWISE & set(found)) == (not TELLING & set(found))
    assert found == sorted(found, key=list(RuleId).index), "in the order in which they are shown"
    assert not {RuleId.AWARENESS_SIDE, RuleId.ACTING_SIDE} <= set(found)
    assert {advice.measure for advice in advise(profile)} == {profile.measure}


@given(any_answers)
def test_every_advice_says_what_is_open(given_answers):
    """Totals of orange, red and open statements come with each advice, also where no rule fired."""
    values = [c.value for c in given_answers.values()]
    for advice in person(given_answers).values():
        evidence = advice.evidence
        assert evidence.orange == values.count("orange")
        assert evidence.red == values.count("red")
        assert evidence.open == 12 - len(values)


def test_several_rules_may_fire_at_once():
    """Three reds in one quadrant make it stand out and its side weigh; both are said."""
    found = person({"a1": R, "a2": R, "a3": R} | {k: G for k in IDS if k[0] != "a"})
    assert list(found) == [RuleId.STANDS_OUT, RuleId.AWARENESS_SIDE, RuleId.DISCUSS]
    calm_but = person(dict.fromkeys(IDS, G) | {"c1": O, "c2": O})
    assert list(calm_but) == [
        RuleId.CONTENT,
        RuleId.STANDS_OUT,
        RuleId.DISCUSS,
    ], "the side would say the same twice"


def test_nothing_answered_is_open():
    """A blank sheet is no reason for content: 12 statements are open."""
    found = person({})
    assert list(found) == [RuleId.STILL_OPEN, RuleId.DISCUSS]
    assert found[RuleId.STILL_OPEN].evidence == Evidence(open=12, missing=12)


INVITED = replace(
    FOUR,
    quadrants=(
        replace(
            FOUR.quadrants[0],
            statements=(replace(FOUR.statements[0], may_skip=True), *FOUR.statements[1:3]),
        ),
        *FOUR.quadrants[1:],
    ),
)
"""Of which the first statement says who is to skip it."""


@given(st.one_of(calm, any_answers))
def test_a_skip_that_a_statement_invites_to_leaves_nothing_open(given_answers):
    """Whoever skips it and is green elsewhere is content; any other skip still is open."""
    skipped = {key: colour for key, colour in given_answers.items() if key != "a1"}
    profile = score(AnswerSheet(INVITED, skipped))
    values = list(skipped.values())
    assert profile.missing == 11 - len(skipped)
    expected = len(values) == 11 and values.count(O) <= 2 and R not in values
    assert (RuleId.CONTENT in {one.rule for one in advise(profile)}) == expected


@given(any_answers)
def test_what_stands_in_fits_the_answers(given_answers):
    """Most open, or nothing but green and open; all ask; one point; and else it is spread."""
    counts, found = recount(given_answers), set(person(given_answers))
    asks, left = sum(counts.values()), 12 - len(given_answers)
    if found & TELLING:
        return
    if left > 6 or (left and not asks):
        expected = RuleId.STILL_OPEN
    elif min(counts.values()) >= 2:
        expected = RuleId.ALL_ASK
    else:
        expected = RuleId.ONE_POINT if asks == 1 else RuleId.SPREAD
    event(expected)
    assert found & OTHERWISE == {expected}


def test_fifteen_points_is_enough_for_a_group():
    """A quadrant exactly 15 points above the others stands out, wherever; 14 is not enough."""
    for low in range(86):
        base = low / 100
        at = group(Measure.GROUP, (low + 15) / 100, base, base, base)
        under = group(Measure.GROUP, (low + 14) / 100, base, base, base)
        assert RuleId.STANDS_OUT in at, low
        assert RuleId.STANDS_OUT not in under, low


def test_fifteen_points_is_enough_for_a_side():
    """A side exactly 15 points above the other fires its rule, though means are rounded."""
    for low in range(86):
        base, high = low / 100, (low + 15) / 100
        at = group(Measure.GROUP, base, base, high + 0.1, high - 0.1)
        under = group(Measure.GROUP, base, base, high + 0.1, high - 0.11)
        assert RuleId.ACTING_SIDE in at, low
        assert RuleId.ACTING_SIDE not in under, low


def test_fifteen_percent_is_still_content():
    """A group is content with exactly 15 % not green in its worst quadrant, not with more."""
    mean = (0.1 + 0.2 + 0.15) / 3  # a little above 0.15 in binary
    assert RuleId.CONTENT in group(Measure.GROUP, mean, 0.15, 0.0, 0.1)
    assert RuleId.CONTENT not in group(Measure.GROUP, 0.151, 0.15, 0.0, 0.1)


@pytest.mark.parametrize(
    ("levels", "highest", "rules"),
    [
        ((0, 0, 0, 0), "", {RuleId.CONTENT}),
        ((0, 0, 0, 0), "a", {RuleId.CONTENT, RuleId.STANDS_OUT}),
        ((1, 1, 1, 1), "", {RuleId.SPREAD}),
        ((2, 0, 0, 0), "", {RuleId.SPREAD}),
        ((1, 1, 1, 1), "b", {RuleId.STANDS_OUT}),
        ((1, 1, 0, 0), "ab", {RuleId.SEVERAL_STAND_OUT}),
        ((2, 2, 2, 1), "", {RuleId.SPREAD}),
        ((2, 2, 2, 2), "", {RuleId.ALL_ASK}),
        ((1.5, 1.5, 1.5, 1.5), "", {RuleId.ALL_ASK}),
        ((1.5, 1.5, 1.5, 0), "", {RuleId.SPREAD}),
        # A side only when that is certain of whatever the levels leave room for.
        ((1, 1, 0, 0), "", {RuleId.SPREAD}),
        ((0, 0, 2, 1), "", {RuleId.ACTING_SIDE}),
        ((1, 2, 0, None), "", {RuleId.STILL_OPEN}),
        ((2, 2, 0, None), "", {RuleId.STILL_OPEN}),
        ((1.5, 1.5, 0, 0), "", {RuleId.SPREAD}),
        ((0, None, 0, 0), "", {RuleId.STILL_OPEN}),
        ((None, None, 2, 2), "", {RuleId.STILL_OPEN}),
        ((None, None, None, None), "", {RuleId.STILL_OPEN}),
    ],
)
def test_levels_of_a_small_group(levels, highest, rules):
    """The release says what stands out; what nobody answered neither stands out nor calms."""
    shown = dict(zip("abcd", levels, strict=True))
    profile = group_profile(FOUR, Measure.LEVEL, shown, tuple(highest))
    assert {one.rule for one in advise(profile)} == rules | {RuleId.DISCUSS}


def test_the_thresholds_come_from_the_instrument():
    """Thresholds are content: with others in the instrument, other rules fire."""
    profile = score(sheet({"a1": R, "a2": R}))
    strict = replace(profile, rules=replace(profile.rules, stands_out_at_least=3, side_above=3))
    assert {a.rule for a in advise(profile)} >= {RuleId.STANDS_OUT, RuleId.AWARENESS_SIDE}
    assert [a.rule for a in advise(strict)] == [RuleId.STILL_OPEN, RuleId.DISCUSS]


# --- rules that an instrument may have besides those of the self-test, or leave out --------------
ALL_RULES = replace(FOUR.rules, used=frozenset(RuleId))


def with_all_rules(profile: Profile) -> dict[RuleId, Advice]:
    """The advice of an instrument that has every rule."""
    return {a.rule: a for a in advise(replace(profile, rules=ALL_RULES))}


@given(any_answers)
def test_strengths_are_the_greenest_quadrants_without_red(given_answers):
    """Most green of those without red, and more than half; unless all four are alike."""
    given = {q: [given_answers.get(f"{q}{i}") for i in range(1, 4)] for q in "abcd"}
    green = {q: found.count(G) for q, found in given.items() if R not in found}
    most = max(green.values(), default=0)
    strongest = tuple(q for q in "abcd" if green.get(q) == most) if most >= 2 else ()
    found = with_all_rules(score(sheet(given_answers))).get(RuleId.STRENGTHS)
    assert (found.quadrants if found else ()) == (strongest if len(strongest) < 4 else ())
    if found:
        event(f"{found.evidence.each_green} of 3 green")
        assert (found.evidence.each_green, found.evidence.of) == (most, 3)


@given(any_answers)
def test_a_strength_is_nowhere_red_and_mostly_green(given_answers):
    """Whatever is called strong has no red, at least two green and at most one orange."""
    found = with_all_rules(score(sheet(given_answers))).get(RuleId.STRENGTHS)
    for quadrant in found.quadrants if found else ():
        colours = [c for key, c in given_answers.items() if key[0] == quadrant]
        assert R not in colours
        assert colours.count(G) >= 2
        assert recount(given_answers)[quadrant] <= 1


def test_a_mixed_sheet_has_a_strength_too():
    """Nowhere all green, points of attention in every quadrant, and yet the strongest is named."""
    mixed = {"a1": R, "a2": O, "a3": G} | {"b1": O, "b2": G, "b3": G}
    mixed |= {"c1": R, "c2": G, "c3": G} | {"d1": O, "d2": O, "d3": G}
    found = with_all_rules(score(sheet(mixed)))
    assert found[RuleId.STRENGTHS].quadrants == ("b",), "c has as much green, but red as well"
    assert found[RuleId.STRENGTHS].evidence.each_green == 2
    all_red = with_all_rules(score(sheet(mixed | {"b1": R})))
    assert RuleId.STRENGTHS not in all_red, "what is red somewhere is no strength"


@given(profiles, st.sampled_from([0.15, 0.33, 0.9]))
def test_nothing_is_strong_and_weak_at_once(profile, at_most):
    """A quadrant that stands out as weak is no strength, whatever the thresholds."""
    rules = replace(ALL_RULES, group_strong_at_most=at_most, level_strong_at_most=1)
    found = {a.rule: a for a in advise(replace(profile, rules=rules))}
    strong = found[RuleId.STRENGTHS].quadrants if RuleId.STRENGTHS in found else ()
    for rule in (RuleId.STANDS_OUT, RuleId.SEVERAL_STAND_OUT):
        if rule in found:
            assert not {found[rule].quadrant, *found[rule].quadrants} & set(strong)


@given(any_answers)
def test_two_quadrants_can_stand_out_together(given_answers):
    """Two above both others, and no single one, are named together with the numbers."""
    counts = recount(given_answers)
    first, second, third, _ = sorted(counts.values(), reverse=True)
    found = with_all_rules(score(sheet(given_answers))).get(RuleId.SEVERAL_STAND_OUT)
    assert (found is not None) == (first == second >= 2 and second > third)
    if found:
        assert found.quadrants == tuple(q for q in "abcd" if counts[q] == first)
        assert (found.evidence.value, found.evidence.rest) == (second, third)


@pytest.mark.parametrize(
    ("measure", "attention", "strong", "several"),
    [
        (Measure.GROUP, (0.15, 0.5, 0.45, 0.3), ("a",), ("b", "c")),
        (Measure.GROUP, (0.16, 0.5, 0.45, 0.31), (), ()),
        (Measure.GROUP, (0.1, 0.5, 0.3, 0.3), ("a",), ()),
        (Measure.LEVEL, (0, 2, 2, 1), ("a",), ()),
        (Measure.LEVEL, (0, None, 0, 1), ("a", "c"), ()),
        (Measure.LEVEL, (1, 1, 1, 1), (), ()),
        (Measure.GROUP, (0.1, 0.1, 0.1, 0.1), (), ()),
    ],
)
def test_strengths_and_several_in_a_group(measure, attention, strong, several):
    """Shares and levels are read with the group's own thresholds."""
    profile = group_profile(FOUR, measure, dict(zip("abcd", attention, strict=True)))
    found = with_all_rules(profile)
    assert getattr(found.get(RuleId.STRENGTHS), "quadrants", ()) == strong
    assert getattr(found.get(RuleId.SEVERAL_STAND_OUT), "quadrants", ()) == several


@given(profiles)
def test_strengths_alone_leave_the_question_what_to_do(profile):
    """One of four still comes beside strengths: it says what to begin with."""
    found = with_all_rules(profile)
    assert len(OTHERWISE & set(found)) == (not TELLING & set(found))
    assert list(found) == sorted(found, key=list(RuleId).index)


@given(profiles)
def test_a_rule_that_the_instrument_lacks_never_fires(profile):
    """Without the rules about quadrants, sides and content, all that is left is spread."""
    bare = replace(profile.rules, used=frozenset({RuleId.SPREAD, RuleId.DISCUSS}))
    found = [a.rule for a in advise(replace(profile, rules=bare))]
    assert found == [RuleId.SPREAD, RuleId.DISCUSS]


# --- exact borders, where quadrants are even or figures lie on the threshold ---------------------
EVEN = instrument({"a": Side.AWARENESS, "b": Side.AWARENESS, "c": Side.ACTING, "d": Side.ACTING}, 4)


@pytest.mark.parametrize(("green", "strong"), [(2, ()), (3, ("a",))])
def test_half_green_is_no_strength(green, strong):
    """Of four statements, two green are not more than half; three are."""
    shown = {s.id: O for s in EVEN.statements}
    shown |= {f"a{i}": G for i in range(1, green + 1)}
    found = with_all_rules(score(AnswerSheet(EVEN, shown))).get(RuleId.STRENGTHS)
    assert (found.quadrants if found else ()) == strong


@pytest.mark.parametrize(
    ("asks", "rule"), [(2, RuleId.SPREAD), (3, RuleId.ALL_ASK)], ids=["half", "most"]
)
def test_all_ask_only_where_most_of_each_quadrant_does(asks, rule):
    """Half of four statements is not most of them."""
    shown = {s.id: O if int(s.id[1]) <= asks else G for s in EVEN.statements}
    assert rule in {one.rule for one in advise(score(AnswerSheet(EVEN, shown)))}


@pytest.mark.parametrize(("share", "rule"), [(0.5, RuleId.SPREAD), (0.51, RuleId.ALL_ASK)])
def test_half_of_a_group_is_not_most_of_it(share, rule):
    """A group is said to ask everywhere when more than half of each quadrant is not green."""
    assert rule in group(Measure.GROUP, share, share, share, share)


def test_a_side_of_a_small_group_weighs_from_the_threshold_on():
    """Where the levels leave room for exactly the threshold, that is enough."""
    profile = group_profile(FOUR, Measure.LEVEL, dict(zip("abcd", (0, 0, 2, 1), strict=True)))
    for above, fires in ((1 / 6, True), (1 / 6 + 0.001, False)):
        rules = replace(profile.rules, group_side_above=above)
        found = {one.rule for one in advise(replace(profile, rules=rules))}
        assert (RuleId.ACTING_SIDE in found) is fires


def test_evidence_of_a_group_names_the_ends_of_its_shares():
    """Calm, strong, or asking everywhere: the evidence holds the lowest and the highest end."""
    ends = {"a": (0.55, 0.7), "b": (0.6, 0.65), "c": (0.52, 0.6), "d": (0.6, 0.8)}
    figures = {name: (low + high) / 2 for name, (low, high) in ends.items()}
    (asks, _) = advise(group_profile(FOUR, Measure.GROUP, figures, ends=ends))
    assert asks.rule is RuleId.ALL_ASK
    assert (asks.evidence.low, asks.evidence.high) == (0.52, 0.8)
    assert asks.evidence.value == min(figures.values())
    strong = group(Measure.LEVEL, 0, 0, 0, 0)[RuleId.CONTENT].evidence
    assert (strong.low, strong.high, strong.each_green) == (0, 1 / 3, 0)


def test_the_evidence_of_several_is_the_lowest_and_the_highest_of_them():
    """Of two that stand out together, and the highest of the rest."""
    profile = group_profile(FOUR, Measure.GROUP, {"a": 0.1, "b": 0.5, "c": 0.45, "d": 0.3})
    found = with_all_rules(profile)[RuleId.SEVERAL_STAND_OUT].evidence
    assert (found.value, found.most, found.rest) == (0.45, 0.5, 0.3)
    assert (found.of, found.rest_of) == (3, 3)


@pytest.mark.parametrize(("skipped", "rule"), [(6, RuleId.SPREAD), (7, RuleId.STILL_OPEN)])
def test_too_little_is_known_when_more_than_half_is_open(skipped, rule):
    """Six of twelve statements skipped is half; seven is more."""
    order = ("a1", "b1", "c1", "d1", "a2", "b2")
    shown = {key: O if key[1] == "1" else G for key in order[: 12 - skipped]}
    assert list(person(shown)) == [rule, RuleId.DISCUSS]
