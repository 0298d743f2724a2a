"""The table with noise: as much noise as is said, drawn once, and never more than the budget."""

from __future__ import annotations

import json
import math
from itertools import product

import pytest

from weerbaar.disclosure.pooling.noise import BUDGET, LEAST_PEOPLE, NoiseBook, NoiseError

COUNTS = {(f"s{i}", colour): 200 for i, colour in product(range(12), ("green", "orange", "red"))}
NAMES = {"instrument": "made-up", "digest": "d1"}


def draw(book=None, *, members=("a", "b"), people=600, epsilon=0.5, counts=None):
    """Draw a table from some book."""
    about = {**NAMES, "people": people, "epsilon": epsilon}
    return (book or NoiseBook()).draw(counts or COUNTS, members, **about)


def refused(book=None, **asked):
    """The code with which a draw is refused."""
    with pytest.raises(NoiseError) as found:
        draw(book, **asked)
    return found.value.code


def test_the_same_pool_and_epsilon_give_the_same_draw():
    """Asking again draws nothing, whatever the order of the sessions; it is spent when shown."""
    book, first = draw()
    again, second = draw(book, members=("b", "a"))
    assert (again, second) == (book, first)
    assert book.spent("a") == 0
    book = book.shown(first)
    assert book.spent("a") == 0.5
    assert book.shown(first) == book
    stored = NoiseBook.from_json(book.to_json())
    assert draw(stored) == (book, first)


def test_without_the_book_another_draw_comes():
    """Noise is chance: only the book makes a draw come back."""
    assert draw()[1].cells != draw()[1].cells


def shown(book=None, **asked):
    """The book once a draw was made and shown."""
    book, table = draw(book, **asked)
    return book.shown(table)


def test_the_budget_holds_for_every_session():
    """Draws of pools that share a session add up; a pool without it has a budget of its own."""
    book = shown(members=("a", "b"), epsilon=0.6)
    assert refused(book, members=("b", "c"), epsilon=0.5) == "over_budget"
    book = shown(book, members=("b", "c"), epsilon=0.4)
    assert math.isclose(book.spent("b"), 1.0)
    assert refused(book, members=("b",), epsilon=0.01) == "over_budget"
    book = shown(book, members=("d",), epsilon=BUDGET)
    assert refused(book, members=("a",), epsilon=0.5) == "over_budget"


def test_a_draw_that_was_never_shown_costs_nothing_and_stays_the_same():
    """It leaves the budget whole, is not drawn anew, and is refused once others spent too much."""
    book, never = draw(epsilon=0.6)
    book, other = draw(book, epsilon=0.7)
    assert draw(book, epsilon=0.6)[1] == never
    spent = book.shown(other)
    assert refused(spent, epsilon=0.6) == "over_budget"
    assert draw(spent, epsilon=0.7) == (spent, other)


def test_in_a_book_of_before_everything_was_spent():
    """A draw that does not say whether it was shown counts as shown."""
    raw = json.loads(draw()[0].to_json())
    for made in raw["draws"]:
        del made["shown"]
    assert NoiseBook.from_json(json.dumps(raw)).spent("a") == 0.5


def test_few_people_are_refused():
    """Below the least number nothing is drawn, and the number itself is not told."""
    assert refused(people=LEAST_PEOPLE - 1) == "too_few_people"
    with pytest.raises(NoiseError) as found:
        draw(people=LEAST_PEOPLE - 1)
    assert str(LEAST_PEOPLE - 1) not in str(found.value)
    draw(people=LEAST_PEOPLE)


@pytest.mark.parametrize("epsilon", [0, -1, BUDGET + 0.1, math.inf, math.nan])
def test_an_epsilon_that_cannot_be_is_refused(epsilon):
    """Not above zero, above the budget, or no number."""
    assert refused(epsilon=epsilon) == "epsilon"


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"format": 9, "draws": []}', "soep"])
def test_a_book_that_cannot_be_read_is_not_an_empty_one(text):
    """Going on without it would forget what was spent."""
    with pytest.raises(ValueError, match="not a book of draws"):
        NoiseBook.from_json(text)


def test_the_noise_is_as_large_as_is_said():
    """The stated error holds for about 95 of 100 cells; the scale follows from 12 statements."""
    # As many statements, so as much noise: far enough from zero that none is clipped.
    large = {(f"s{i}", "green"): 10**6 for i in range(12 * 300)}
    _, one = draw(epsilon=1.0)
    assert one.scale == pytest.approx(12.0)
    assert one.error == pytest.approx(36.4, abs=0.05)
    _, many = draw(counts=large, epsilon=1.0)
    within = sum(abs(cell.count - 10**6) <= many.error for cell in many.cells) / len(many.cells)
    assert 0.93 < within < 0.97


def test_one_sheet_costs_no_more_than_epsilon():
    """OpenDP's own account: a change of one in each of 12 statements costs at most epsilon."""
    import opendp.prelude as dp

    dp.enable_features("contrib")
    for epsilon in (0.1, 0.3, 0.7, 1.0):
        _, made = draw(epsilon=epsilon)
        space = dp.vector_domain(dp.atom_domain(T=int)), dp.l1_distance(T=int)
        exact = 12 / epsilon * (1 + 1e-12)
        assert made.scale == pytest.approx(exact, abs=1e-6)
        assert (space >> dp.m.then_laplace(scale=exact)).map(12) <= epsilon


def test_no_count_is_below_zero():
    """What the noise made negative is raised to zero afterwards, and it is said how often."""
    nobody = dict.fromkeys(COUNTS, 0)
    _, made = draw(counts=nobody, epsilon=0.1)
    assert min(cell.count for cell in made.cells) == 0
    assert 0 < made.clipped <= sum(cell.count == 0 for cell in made.cells)
