"""Comparisons are among what an attacker has, and leave what is hidden unknown."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

from tests.disclosure.pooling.test_solver import (
    LAYOUT,
    RULES,
    SHEETS,
    SMALL,
    SMALLEST,
    Solver,
    counts,
)
from weerbaar.disclosure.pooling.comparisons import compare, pairs
from weerbaar.disclosure.pooling.group_figures import group_figures, statement_views
from weerbaar.disclosure.pooling.ledger import Ledger
from weerbaar.disclosure.pooling.research_release import Design, PartKind
from weerbaar.disclosure.pooling.sessions import VARIABLES, Member, Sessions

FIRST, SECOND = (("wave", "1"),), (("wave", "2"),)
COUNCILS = {"1": range(6), "2": range(3)}
"""Six councils in a first wave, of which three come a second time."""


def sessions_of(sums, councils=COUNCILS):
    """Sessions with these counts, in order of wave and council."""
    who = [(wave, council) for wave in councils for council in councils[wave]]
    members = tuple(
        Member(f"{wave} {council}".encode().rjust(16), str(council), int(row[0]))
        for (wave, council), row in zip(who, sums, strict=True)
    )
    values = tuple(tuple(wave if name == "wave" else "" for name in VARIABLES) for wave, _ in who)
    return Sessions(
        members, values, np.array(sums, np.uint16), np.full((len(who), 3), -1, np.int32)
    )


def compared(sessions):
    """The comparisons of both waves, and which sessions were compared."""
    groups = sessions.groups(("wave",))
    ledger = Ledger.empty().enter({key: list(g.members) for key, g in groups.items()})
    (pair,) = pairs(groups, ledger, RULES)
    return pair, tuple(compare(pair, LAYOUT, RULES))


def rooms(random):
    """Numbers of each sheet, per session."""
    chances = np.ones(len(SHEETS))
    for statement in range(4):
        chances *= random.dirichlet([3, 1.5, 1, random.choice([0.05, 0.3])])[SHEETS[:, statement]]
    people = random.integers(15, 40, size=9)
    return [random.multinomial(n, chances / chances.sum()) for n in people]


class Both:
    """All worlds of the councils in both waves, and of the others, that fit all that is shown."""

    def __init__(self, whole, part, views):
        zero = np.zeros(len(SHEETS))
        of_whole = Solver(whole)
        self.rows = [np.concatenate((row, row)) for row in of_whole.rows]
        self.low, self.high = list(of_whole.low), list(of_whole.high)
        # More than is published: how many people were in the paired part, and in each share.
        of_part = Solver(replace(part, cells=(), reliabilities=()))
        for share in part.shares:
            if share.part is PartKind.STATEMENT and "answers" in views[share.id].shown:
                place = [s.id for s in SMALLEST.statements].index(share.id)
                given = (SHEETS[:, place] != 3).astype(float)
                n = views[share.id].shown["answers"]
                of_part._say(given, max(10, n - 2), n + 2)
        self.rows += [np.concatenate((row, zero)) for row in of_part.rows]
        self.low += of_part.low
        self.high += of_part.high

    def possible(self, which, value):
        """Whether a world exists in which so many sheets are among these."""
        found = milp(
            np.zeros(2 * len(SHEETS)),
            constraints=LinearConstraint(
                np.array([*self.rows, which]), [*self.low, value], [*self.high, value]
            ),
            integrality=np.ones(2 * len(SHEETS)),
            bounds=Bounds(0, np.inf),
        )
        return found.status == 0


@pytest.mark.parametrize("seed", [1, 2, 5])
def test_a_solver_learns_nothing_from_a_paired_comparison(seed):
    """Given all of a group and the shares of its paired part, every hidden small count of either
    can still be zero, and nine."""
    made = rooms(np.random.default_rng(seed))
    sessions = sessions_of([room @ counts() for room in made])
    pair, _ = compared(sessions)
    assert pair.design is Design.PAIRED
    first = sessions.groups(("wave",))[FIRST]
    whole = group_figures(FIRST, first, LAYOUT, RULES)
    half = pair.sessions[0]
    part = group_figures(FIRST, half, LAYOUT, RULES)
    names = [statement.id for statement in SMALLEST.statements]
    views = dict(zip(names, statement_views(half, LAYOUT, RULES), strict=True))
    solver, inner = Both(whole, part, views), Solver(part)
    zero = np.zeros(len(SHEETS))
    truths = sum(made[:6]), sum(made[:3])
    tried = 0
    for cell in (one for one in whole.cells if one.part is PartKind.STATEMENT):
        which = inner.cells[cell.part, cell.id, cell.category]
        shown = cell.count is not None
        for truth, at, hidden in (
            (truths[0], np.concatenate((which, which)), not shown),
            # Cells of the paired part are never shown.
            (truths[1], np.concatenate((which, zero)), True),
        ):
            n = int(which @ truth)
            if hidden and n <= SMALL:
                tried += 1
                assert solver.possible(at, n), "the truth must be possible, or the test is wrong"
                assert solver.possible(at, 0), (cell, n)
                assert solver.possible(at, SMALL), (cell, n)
    assert tried
