"""Tables that are shown together: no sum or difference of them brings a small number back."""

from dataclasses import replace
from functools import cache
from math import inf

import numpy as np
import pytest

from tests.disclosure.councils import pool
from tests.model.shapes import FOUR
from weerbaar.disclosure.pooling.combinations import too_close
from weerbaar.disclosure.pooling.ledger import Ledger
from weerbaar.disclosure.pooling.research_release import PartKind, ResearchRules, Suppression
from weerbaar.disclosure.pooling.sessions import Member, TallyLayout
from weerbaar.research.audit.derive import System

RULES = ResearchRules()
SMALL = RULES.threshold - 1
LAYOUT = TallyLayout(FOUR)
PLAN = [(), ("group_type",), ("wave",)]
SEEDS = range(2)


@cache
def released(seed):
    """All tables of a plan at once."""
    return pool(24, seed).releases(PLAN)


def truth(made, group, part, name, category):
    """The exact number behind a cell."""
    sums = sessions(made, group).counts.sum(0, dtype=np.int64)
    if part is PartKind.STATEMENT:
        at = [s.id for s in FOUR.statements].index(name)
        given = sums[LAYOUT.given[at]].tolist()
        return [*given, sums[0] - sum(given)][["green", "orange", "red", "skip"].index(category)]
    scale = next(s for s in LAYOUT.scales if s.id == name)
    return sums[scale.histogram][int(category)]


def sessions(made, group):
    """The sessions of a released group."""
    return made._groups(tuple(variable for variable, _ in group.key))[group.key]


class Sums:
    """All that groups tell of one statement or score, for an independent solver of sums.

    One unknown per category and per set of sessions that no group tells apart.
    """

    def __init__(self, made, groups, part, name):
        self.system, self.part, self.name = System(), part, name
        inside = [{m.id for m in sessions(made, group).members} for group in groups]
        atoms = sorted({tuple(one in found for found in inside) for one in set.union(*inside)})
        self.scores = list(dict.fromkeys(c.category for g in groups for c in self.cells(g)))
        names = self.scores if part is PartKind.STATEMENT else [*self.scores, "rest"]
        unknown = {(atom, n): self.system.unknown() for atom in atoms for n in names}
        self.hidden = []
        for place, group in enumerate(groups):
            here = [atom for atom in atoms if atom[place]]
            for which, low, high, cell in self.told(group, names):
                total = self.system.unknown(low, high)
                terms = [(unknown[atom, n], 1.0) for atom in here for n in which]
                self.system.constrain([(total, -1.0), *terms], 0.0, 0.0)
                if cell and cell.count is None:
                    self.hidden.append((group, cell.category, total))

    def cells(self, group):
        """Those of this statement or score."""
        return [c for c in group.cells if (c.part, c.id) == (self.part, self.name)]

    def told(self, group, names):
        """Categories, between what they lie together, and the cell that it is if it is one."""
        yield names, max(10, group.people - 2), group.people + 2, None
        for cell in self.cells(group):
            ends = 0.0, SMALL if cell.hidden is Suppression.PRIMARY else inf
            if cell.count is not None:
                ends = max(10, cell.count - 2), cell.count + 2
            yield [cell.category], *ends, cell
        for found in (*group.reliabilities, *group.shares):
            if (found.part, found.id) != (self.part, self.name):
                continue
            if getattr(found, "people", None) is not None:
                yield self.scores, max(10, found.people - 2), found.people + 2, None
            if self.part is PartKind.STATEMENT and found.value:
                count = round(found.value * found.answers)
                yield ["orange", "red"], max(10, count - 2), count + 2, None


def narrowed(made, groups):
    """Small cells that somebody who adds and subtracts groups knows to be no 0, or no 9."""
    bad = []
    for part, name in dict.fromkeys((c.part, c.id) for g in groups for c in g.cells):
        sums = Sums(made, groups, part, name)
        for group, category, total in sums.hidden:
            if truth(made, group, part, name, category) <= SMALL and (
                sums.system.highest(total) < SMALL - 1e-6 or sums.system.lowest(total) > 1e-6
            ):
                bad.append((group.key, part, name, category))
    return bad


@pytest.mark.parametrize("seed", SEEDS)
def test_a_solver_learns_nothing_from_all_tables_together(seed):
    """Of all, of sorts of groups and of waves together, each hidden small count stays 0 to 9."""
    made = pool(24, seed)
    assert not narrowed(made, [g for release in released(seed) for g in release.groups])


def test_tables_that_are_protected_apart_do_betray_something():
    """The same tables, each released as if there were no other, are narrowed: the test can fail."""
    found = 0
    for seed in SEEDS:
        made = pool(24, seed)
        shown = {(r.by, g.key) for r in released(seed) for g in r.groups}
        apart = [g for by in PLAN for g in made.release(by).groups if (by, g.key) in shown]
        found += len(narrowed(made, apart))
    assert found


@pytest.mark.parametrize("seed", SEEDS)
def test_what_was_shown_before_is_reckoned_with(seed):
    """One table after the other, with a ledger, a solver learns as little of all of them."""
    made, ledger, shown = pool(24, seed), Ledger.empty(), []
    for by in PLAN:
        release = made.release(by, ledger=ledger)
        ledger = Ledger.from_json(made.recorded([release], ledger).to_json())
        shown += release.groups
        assert made.release(by, ledger=ledger).groups == release.groups, "again is the same"
        assert made.release(by, ledger=ledger).comparisons == release.comparisons
    assert not narrowed(made, shown)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_order_of_tables_decides_nothing(seed):
    """Whatever order tables are planned in, and sessions are read in, the same is hidden."""
    first = {(r.by, g.key): g for r in released(seed) for g in r.groups}
    made = pool(24, seed)
    backwards = list(reversed(range(made.sessions)))
    turned = replace(made, _sessions=made._sessions.take(backwards))
    for some in (made, turned):
        again = some.releases([PLAN[2], PLAN[0], PLAN[1]])
        assert {(r.by, g.key): g for r in again for g in r.groups} == first


def members(*people, start=0):
    """Sessions of as many councils."""
    return tuple(Member(bytes([start + n] * 16), str(start + n), p) for n, p in enumerate(people))


def test_a_scale_that_few_people_more_are_complete_on_is_not_scored_twice():
    """Two groups may differ by many people of whom hardly any, or one council, is complete."""
    one = members(15, 15, 15)
    assert list(too_close([one], [(*one, *members(5, 5, 5, start=9))], RULES)) == []
    assert list(too_close([one], [(*one, *members(2, 2, 2, start=9))], RULES)) == [0]
    assert list(too_close([one], [(*one, *members(20, start=9))], RULES)) == [0]
    assert list(too_close([], [(*one, *members(2, 2, 2, start=9)), one], RULES)) == [1]
    apart = members(15, 15, 15, start=20)
    assert list(too_close([], [one, apart], RULES)) == []
