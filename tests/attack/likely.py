"""What becomes likely of each other person, where nothing is certain: the largest posterior.

Everybody answers a statement, so what is published of it is a number of not green answers or a
band of such numbers; accomplices take their own away. What is likely then depends on what one held
likely before, so three priors are stated. They are of whole rooms: nobody is thought to differ
from others, which is also what makes the probability alike for each other person.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import numpy as np
from scipy.stats import betabinom, binom

from tests.attack.outlook import published
from tests.attack.rows import Row, Tell, row
from tests.attack.rulebook import ORANGE, RED, SKIP, Figure, Rulebook

SIZES = range(5, 46)
ACCOMPLICES = (0, 1, 2)
BOOK = Rulebook()
EACH = 3
"""Statements in a quadrant, of which a small group sees the level."""

PRIORS = {
    "any share": (1.0, 1.0),
    "councils": (4.02, 11.63),
    "fair coins": None,
}
"""Beta distributions of the share not green that people in a room have in common: any share is as
likely as any other; 90 % of it between 10 and 45 %. Fair coins: nobody says anything of another."""

LEAST = "at least"
"""Without any prior: the least share not green among others that what is published leaves."""
NOT_GREEN, GREEN = "not green", "green"


def rows(tell: Tell, sizes: Iterable[int] = SIZES) -> list[Row]:
    """Give the largest posterior in percent, per size of room, prior and number of accomplices."""
    made = []
    for n in sizes:
        for accomplices in ACCOMPLICES[: 3 if n >= BOOK.statements_from else 2]:
            for prior in (LEAST, *PRIORS):
                for answer in (NOT_GREEN, GREEN):
                    value = round(100 * largest(n, accomplices, prior, answer), 1)
                    name = f"likely {answer}, {accomplices} accomplices"
                    made.append(row(name, n, prior, value, "%"))
    tell("  what becomes likely")
    return made


def largest(n: int, accomplices: int, prior: str, answer: str) -> float:
    """Largest probability that another person gave this answer, over all that can be published.

    Parameters
    ----------
    prior
        A key of :data:`PRIORS`, or :data:`LEAST`.
    answer
        ``"not green"`` or ``"green"``.

    Returns
    -------
    float
        0..1; over every figure of a statement (of a small group: every level of a quadrant) and
        all answers accomplices can have given themselves.
    """
    return max(
        _share(prior, n, counts, mine, accomplices, answer)
        for counts in _published(n)
        for mine in range(_each(n) * accomplices + 1)
        if any(0 <= few - mine <= _each(n) * (n - accomplices) for few in counts)
    )


def _each(n: int) -> int:
    return 1 if n >= BOOK.statements_from else EACH


@cache
def _published(n: int) -> list[tuple[int, ...]]:
    """Sets of numbers of not green answers that are told apart when nobody skips."""
    found: dict[Figure, set[int]] = {}
    if n < BOOK.statements_from:
        for few in range(EACH * n + 1):
            found.setdefault((BOOK.quadrant_level(n, few, EACH * n),), set()).add(few)
    else:
        for figure, worlds in published(BOOK, n).items():
            whole = worlds[worlds[:, SKIP] == 0]
            if len(whole):
                found[figure] = {int(few) for few in whole[:, ORANGE] + whole[:, RED]}
    return sorted({tuple(sorted(some)) for some in found.values()})


def _share(
    prior: str, n: int, counts: tuple[int, ...], mine: int, accomplices: int, answer: str
) -> float:
    """Mean share of the others with an answer, given that the number not green is among these."""
    others = _each(n) * (n - accomplices)
    few = np.array([c - mine for c in counts if 0 <= c - mine <= others])
    shares = few / others if answer == NOT_GREEN else 1 - few / others
    if prior == LEAST:
        return float(shares.min())
    weights = _chances(prior, n, accomplices, mine)[few]
    return float((weights * shares).sum() / weights.sum()) if weights.sum() > 0 else 0.0


@cache
def _chances(prior: str, n: int, accomplices: int, mine: int) -> np.ndarray:
    """How likely each number of not green others is, for accomplices who know their own answers."""
    total = _each(n) * (n - accomplices)
    numbers, given = np.arange(total + 1), PRIORS[prior]
    if given is None:
        return np.asarray(binom.pmf(numbers, total, 0.5))
    # Own answers are the first ones seen of a share that all have in common.
    first, second = given[0] + mine, given[1] + _each(n) * accomplices - mine
    return np.asarray(betabinom.pmf(numbers, total, first, second))
