"""What is hidden stays unknown: to subtraction, to a solver, and to whoever knows the rules."""

from collections import defaultdict
from itertools import product

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from weerbaar.disclosure.pooling.research_release import ResearchRules, Suppression
from weerbaar.disclosure.pooling.suppression import (
    CATEGORIES,
    rounded,
    statement_bounds,
    suppress_histogram,
    suppress_statement,
)

RULES = ResearchRules()
SMALL = RULES.threshold - 1
counts = st.one_of(st.integers(0, 14), st.integers(0, 60), st.integers(0, 400))


def rooms(people):
    """Every way in which so many people can answer a statement."""
    for green in range(people + 1):
        for orange in range(people + 1 - green):
            for red in range(people + 1 - green - orange):
                yield green, orange, red, people - green - orange - red


def test_who_knows_the_rules_learns_nothing_about_a_small_count():
    """Of all groups of 32 to 37 that look alike, a hidden small count is 0 in one and 9 in another.

    The attacker knows the program and everything that is shown of the statement.
    """
    alike = defaultdict(list)
    for people in range(33, 38):  # all are shown as 35
        for room in rooms(people):
            view = suppress_statement(*room, RULES)
            alike[tuple(sorted(view.shown.items()))].append(room)
    hidden = 0
    for shown, found in alike.items():
        for place, name in enumerate(CATEGORIES):
            if name in dict(shown):
                continue
            values = {room[place] for room in found}
            if min(values) <= SMALL:
                hidden += 1
                assert min(values) == 0, (name, shown)
                assert max(values) >= SMALL, (name, shown)
    assert hidden > 20


@given(counts, counts, counts, counts)
@settings(max_examples=300)
def test_no_small_count_is_shown_or_narrowed(green, orange, red, skip):
    """By subtraction, roundings at their most telling, a hidden small count stays 0 to 9."""
    true = dict(zip(CATEGORIES, (green, orange, red, skip), strict=True))
    assume(sum(true.values()) >= RULES.people)
    view = suppress_statement(green, orange, red, skip, RULES)
    everything = {**true, "not_green": orange + red, "answers": green + orange + red}
    everything["people"] = sum(true.values())
    bounds = statement_bounds(view, RULES)
    for name, n in everything.items():
        if name in view.shown:
            assert view.shown[name] == rounded(n, RULES)
            assert n > SMALL or name == "people"
        elif n <= SMALL:
            assert bounds[name][0] <= 0
            assert bounds[name][1] >= SMALL
    assert sum(name not in view.shown for name in CATEGORIES) != 1, "one alone can be subtracted"


def test_what_goes_with_a_small_count():
    """Orange goes with red and leaves the share; skips go with green and leave it too."""

    def shown(*room):
        return set(suppress_statement(*room, RULES).shown) - {"people"}

    every = {"answers", "not_green", *CATEGORIES}
    assert shown(60, 30, 20, 12) == every
    assert shown(60, 30, 3, 12) == every - {"orange", "red"}
    assert shown(60, 30, 20, 2) == {"not_green", "orange", "red"}
    assert shown(60, 30, 4, 2) == {"not_green"}
    assert shown(60, 4, 3, 12) == {"answers", "skip"}
    assert shown(4, 40, 30, 12) == {"answers", "skip"}
    assert shown(3, 40, 30, 2) == set()


def test_a_histogram_betrays_no_small_count():
    """Of all histograms of three scores that look alike, a hidden small count can be 0 and 9.

    The attacker knows the number of sheets in it as well as it is told. What else can be worked out
    of that number is in test_completeness.
    """
    totals = range(48, 53)
    alike = defaultdict(list)
    for n in totals:
        for first, second in product(range(n + 1), repeat=2):
            if first + second > n:
                continue
            whole = (first, second, n - first - second)
            reasons = suppress_histogram(whole, (48.0, 52.0), RULES)
            shown = tuple(
                None if hidden else rounded(count, RULES)
                for count, hidden in zip(whole, reasons, strict=True)
            )
            alike[shown, tuple(reasons)].append(whole)
    for (shown, reasons), found in alike.items():
        assert sum(hidden is not None for hidden in reasons) != 1
        for place in range(3):
            values = {whole[place] for whole in found}
            if shown[place] is not None:
                assert min(values) > SMALL
            elif min(values) <= SMALL:
                assert min(values) == 0, (shown, values)
                assert max(values) >= SMALL, (shown, values)
    assert {h for _, reasons in alike for h in reasons} == {
        None,
        Suppression.PRIMARY,
        Suppression.COMPLEMENTARY,
    }
