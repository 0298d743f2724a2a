"""Response: a rate that is honest, from numbers that tell nothing of a few people."""

from collections import defaultdict
from itertools import product

import numpy as np
import pytest

from tests.disclosure.councils import pool
from weerbaar.disclosure.pooling.research_release import ResearchRules
from weerbaar.disclosure.pooling.response import shown_numbers, survey_response
from weerbaar.disclosure.pooling.sessions import UNKNOWN, Member, Sessions
from weerbaar.disclosure.sealed.contribution import kept_apart as sealed_response

RULES = ResearchRules()
SMALL = RULES.threshold - 1


def sessions(numbers):
    """Sessions of which only people are known: shared, heads, joined, done."""
    members = tuple(Member(bytes([n]), str(n), row[0]) for n, row in enumerate(numbers))
    known = np.array([[UNKNOWN if n is None else n for n in row[1:]] for row in numbers])
    return Sessions(members, ((),) * len(members), np.zeros((len(members), 0), np.uint16), known)


def test_no_difference_of_a_few_people_can_be_told():
    """Of all numbers that look alike, two that may differ by a few may differ by none, and by nine.

    Heads, done and joined go from what was shared upwards in any order. The attacker knows the
    program.
    """
    alike = defaultdict(list)
    steps = [0, 1, 4, 7, 9, 10, 11, 13, 15, 17, 20, 24, 27, 30, 33, 38, 44, 47, 52, 60]
    for shared, more in product(range(98, 103), product(steps, repeat=3)):
        sums = {name: shared + n for name, n in zip(("heads", "joined", "done"), more, strict=True)}
        shown = shown_numbers(shared, sums, RULES)
        alike[tuple(sorted(shown.items()))].append((shared, *sums.values()))
    pairs = [(a, b) for a in range(4) for b in range(a)]
    for shown, found in alike.items():
        numbers = np.array(found)
        for one, other in pairs:
            apart = np.abs(numbers[:, one] - numbers[:, other])
            if apart.min() <= SMALL:
                assert apart.min() <= 2, (shown, one, other)
                assert apart.max() >= SMALL, (shown, one, other)
    assert {len(shown) for shown in alike} == {1, 2, 3, 4}


@pytest.mark.parametrize("seed", range(20))
def test_the_true_rate_lies_between_its_ends(seed):
    """Whatever was merged when sessions were sealed, and rounded or hidden when pooled."""
    random = np.random.default_rng(seed)
    rooms, heads = [], 0
    for _ in range(int(random.integers(6, 40))):
        people = int(random.integers(10, 45))
        shared = int(random.binomial(people, random.choice([0.6, 0.9, 1.0])))
        shared = max(5, shared)
        done = int(random.integers(shared, people + 1))
        joined = int(random.integers(done, people + 1))
        heads += people
        known = sealed_response(shared, heads=people, joined=joined, done=done)
        rooms.append((shared, known["heads"], known["joined"], known["done"]))
    found = survey_response(sessions(rooms), RULES)
    rate = sum(room[0] for room in rooms) / heads
    assert found.rate_low <= rate <= found.rate_high
    assert found.sessions == len(rooms)


def test_only_sessions_that_know_it_count_and_never_so_that_others_follow():
    """Files of the first format know nothing; what is left of a group must itself be a group."""
    known = [(20, 40, 30, 30)] * 4
    assert survey_response(sessions(known), RULES).shared == 80
    assert survey_response(sessions([*known, (20, None, None, None)]), RULES) is None
    many = [*known, *[(20, None, None, None)] * 3]
    found = survey_response(sessions(many), RULES)
    assert (found.sessions, found.shared, found.heads) == (4, 80, 160)
    assert survey_response(sessions(known[:2]), RULES) is None


def test_on_paper_nobody_joins():
    """A session that does not know who joined leaves the rest of the numbers as they were."""
    rooms = [(20, 40, 30, 30), (20, 40, None, 30), (20, 40, 30, 30)]
    found = survey_response(sessions(rooms), RULES)
    assert (found.heads, found.joined, found.done, found.shared) == (120, None, 90, 60)


def test_a_release_holds_the_response_of_its_groups():
    """Every group of sessions that know it has a response, and its own number of people."""
    for group in pool().release(("group_type",)).groups:
        assert group.response.shared == group.people
        assert 0 < group.response.rate_low <= group.response.rate_high <= 1
