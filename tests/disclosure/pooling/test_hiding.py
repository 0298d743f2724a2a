"""What is hidden stays unknown: to subtraction, to a solver, and to who knows the rules."""

from collections import defaultdict
from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from tests.model.shapes import FOUR
from weerbaar.disclosure.pooling.group_figures import Pooled, group_figures
from weerbaar.disclosure.pooling.hiding import (
    CATEGORIES,
    rounded,
    statement_bounds,
    view_histogram,
    view_statement,
)
from weerbaar.disclosure.pooling.layout import Layout
from weerbaar.disclosure.pooling.research_release import Hidden, Part, Rules

RULES = Rules()
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
            view = view_statement(*room, RULES)
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
    view = view_statement(green, orange, red, skip, RULES)
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
        return set(view_statement(*room, RULES).shown) - {"people"}

    every = {"answers", "not_green", *CATEGORIES}
    assert shown(60, 30, 20, 12) == every
    assert shown(60, 30, 3, 12) == every - {"orange", "red"}
    assert shown(60, 30, 20, 2) == {"not_green", "orange", "red"}
    assert shown(60, 30, 4, 2) == {"not_green"}
    assert shown(60, 4, 3, 12) == {"answers", "skip"}
    assert shown(4, 40, 30, 12) == {"answers", "skip"}
    assert shown(3, 40, 30, 2) == set()


@pytest.mark.parametrize(
    ("totals", "total", "at_most"),
    [(range(48, 53), (48.0, 52.0), float("inf")), (range(63), (0.0, 62.0), 62.0)],
    ids=["total known", "total hidden"],
)
def test_a_histogram_betrays_no_small_count(totals, total, at_most):
    """Of all histograms of three scores that look alike, a hidden small count can be 0 and 9."""
    alike = defaultdict(list)
    for n in totals:
        for first, second in product(range(n + 1), repeat=2):
            if first + second > n:
                continue
            whole = (first, second, n - first - second)
            reasons = view_histogram(whole, total, at_most, RULES)
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
    assert {h for _, reasons in alike for h in reasons} == {None, Hidden.SMALL, Hidden.COMPLEMENT}


def made_group(random, people):
    """A group with small and large counts, as its figures and its true counts."""
    layout = Layout(FOUR)
    row = [0] * len(layout.keys)
    row[0] = people
    for places in layout.given:
        chances = random.dirichlet(random.choice([0.3, 1.0, 3.0], size=4))
        for place, n in zip(places, random.multinomial(people, chances)[:3], strict=True):
            row[place] = int(n)
    counted = [*layout.not_green(row), *layout.answered(row)]
    parts = [[n // 3 + (k < n % 3) for n in counted] for k in range(3)]
    return group_figures((), Pooled(row, parts, 3, scored=False), layout, RULES), layout, row


@pytest.mark.parametrize("seed", range(6))
def test_a_solver_learns_nothing_from_all_figures_together(seed):
    """Given every count, share and total of a group at once, an integer solver finds for every
    hidden small count a world in which it is zero and one in which it is nine."""
    random = np.random.default_rng(seed)
    group, layout, row = made_group(random, int(random.integers(30, 140)))
    names = [s.id for s in FOUR.statements]
    solver = Solver(group, names)
    tried = 0
    for cell in group.cells:
        place = 4 * names.index(cell.id) + CATEGORIES.index(cell.category)
        places = layout.given[names.index(cell.id)]
        true = [*(row[p] for p in places), row[0] - sum(row[p] for p in places)]
        n = true[CATEGORIES.index(cell.category)]
        assert solver.possible(place, n), "the truth must be possible, or the test is wrong"
        if cell.count is None and n <= SMALL:
            tried += 1
            assert solver.possible(place, 0), (cell, n)
            assert solver.possible(place, SMALL), (cell, n)
    assert tried


class Solver:
    """All worlds of whole numbers that fit what is shown of a group."""

    def __init__(self, group, names):
        self.size = 4 * len(names) + 1
        self.rows, self.low, self.high = [], [], []
        self._say({self.size - 1: 1}, group.people - 2, group.people + 2)
        for number, name in enumerate(names):
            world = {4 * number + k: 1 for k in range(4)}
            self._say({**world, self.size - 1: -1}, 0, 0)
            for cell in group.cells:
                if cell.id == name and cell.count is not None:
                    at = 4 * number + CATEGORIES.index(cell.category)
                    self._say({at: 1}, cell.count - 2, cell.count + 2)
            skip = next(c for c in group.cells if (c.id, c.category) == (name, "skip"))
            share = next(s for s in group.shares if (s.part, s.id) == (Part.STATEMENT, name))
            if skip.count is not None and share.answers is not None:
                answers = {4 * number + k: 1 for k in range(3)}
                self._say(answers, share.answers - 2, share.answers + 2)
        sides = {q.id: [s.id for s in q.statements] for q in FOUR.quadrants}
        for quadrant in FOUR.quadrants:
            sides.setdefault(quadrant.side.value, []).extend(sides[quadrant.id])
        for share in group.shares:
            if share.value is not None:
                ids = sides.get(share.id, [share.id])
                at = {4 * names.index(i) + k: 1 for i in ids for k in (1, 2)}
                count = round(share.value * share.answers)
                self._say(at, count - 3, count + 3)

    def _say(self, terms, low, high):
        row = np.zeros(self.size)
        for place, factor in terms.items():
            row[place] = factor
        self.rows.append(row)
        self.low.append(low)
        self.high.append(high)

    def possible(self, place, value):
        """Whether a world exists in which this count is that."""
        low, high = np.zeros(self.size), np.full(self.size, np.inf)
        low[place] = high[place] = value
        found = milp(
            np.zeros(self.size),
            constraints=LinearConstraint(np.array(self.rows), self.low, self.high),
            integrality=np.ones(self.size),
            bounds=Bounds(low, high),
        )
        return found.status == 0
