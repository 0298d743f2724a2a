"""The audit: what follows from the rest is found, and what the rules release holds."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.disclosure.made_up import simulated_contributions
from tests.research.exports import files, words
from weerbaar.catalog import load_content
from weerbaar.disclosure.pooling.pool import Pool
from weerbaar.disclosure.sealed.keys import new_keys
from weerbaar.disclosure.sealed.sealing import seal
from weerbaar.research.audit import together
from weerbaar.research.audit.derive import PublishedGroup, System, derivable
from weerbaar.research.audit.export import opened
from weerbaar.research.audit.files import Files
from weerbaar.research.audit.known import LEAST_CELL, ROUNDED_TO
from weerbaar.research.audit.tables import Table
from weerbaar.research.package.formats import to_csv
from weerbaar.research.pooled import tables


def published(truth, shown):
    """A counts table and its group: the cells in ``shown`` rounded, the others hidden."""
    people = sum(truth.values())
    rows = [
        {
            "group": "all",
            "part": "statement",
            "id": "s",
            "category": name,
            "count": float(ROUNDED_TO * round(n / ROUNDED_TO)) if name in shown else None,
            "hidden": None if name in shown else "small",
        }
        for name, n in truth.items()
    ]
    total = float(ROUNDED_TO * round(people / ROUNDED_TO))
    table = Table("counts.csv", "counts", tuple(rows[0]), tuple(rows))
    return table, {"all": PublishedGroup("all", frozenset(), 5.0, total)}


@given(st.lists(st.integers(0, 60), min_size=4, max_size=4), st.sets(st.integers(0, 3)))
@settings(max_examples=60)
def test_no_false_alarm(numbers, hide):
    """A hidden count that truly is large is never said to be derivable as small."""
    names = ("green", "orange", "red", "skip")
    truth = dict(zip(names, numbers, strict=True))
    shown = {n for i, n in enumerate(names) if truth[n] >= LEAST_CELL and i not in hide}
    table, groups = published(truth, shown)
    for found in derivable(table, groups, None, None, {}, ROUNDED_TO // 2):
        assert found.code == "derivable"
        name = dict(found.facts)["where"].rsplit(", ", 1)[1]
        assert truth[name] <= dict(found.facts)["most"] < LEAST_CELL


def test_a_lone_hidden_count_is_derived_through_another_group():
    """Hidden in a part, and shown in the other part and in the whole: then it is the rest."""
    rows = [("all", 40.0), ("type=a", 40.0), ("type=b", None)]
    found = [
        {
            "group": name,
            "part": "statement",
            "id": "s",
            "category": "red",
            "count": count,
            "hidden": None if count else "small",
        }
        for name, count in rows
    ]
    groups = {
        "all": PublishedGroup("all", frozenset(), 6.0),
        "type=a": PublishedGroup("type=a", frozenset({("type", "a")}), 3.0),
        "type=b": PublishedGroup("type=b", frozenset({("type", "b")}), 3.0),
    }
    table = Table("counts.csv", "counts", tuple(found[0]), tuple(found))
    found = list(derivable(table, groups, None, None, {}, 2))
    assert [(f.code, dict(f.facts)["most"]) for f in found] == [("derivable", 4)]


def test_the_solver_finds_the_ends():
    """Highest and lowest of a small system, by hand; and no point at all where there is none."""
    system = System()
    a, b = system.unknown(0, 10), system.unknown(3, 5)
    system.constrain([(a, 1.0), (b, 1.0)], 8, 9)
    assert (system.lowest(a), system.highest(a)) == (3, 6)
    assert system.can_reach([a, b], 5) == [True, True]
    assert system.can_reach([a, b], 7) == [False, False]
    system.constrain([(a, 1.0)], 20, 30)
    assert system.can_reach([a], 5) is None


KEYS = new_keys()


@cache
def simulated(seed):
    """Some made-up sessions, pooled."""
    model = load_content().instruments["zelftest"].model
    made = simulated_contributions(model, 12 + 9 * seed, seed)
    return Pool.read((seal(one, KEYS.public) for one in made), KEYS.private, model)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("by", [(), ("group_type",), ("year", "wave")])
def test_what_the_rules_release_holds(seed, by):
    """Pools of many sizes: no hidden count follows from the rest, and no number is impossible."""
    model = load_content().instruments["zelftest"].model
    made = tables(simulated(seed).release(by), model)
    kinds = ("counts", "groups", "shares", "reliability")
    parts = {f"data/{name}.csv": to_csv(made[name]) for name in kinds}
    asked = files()["instrument.json"]
    export = opened(Files({**parts, "instrument.json": asked}), words())
    assert list(together(export)) == []
    assert export.flaws == []
