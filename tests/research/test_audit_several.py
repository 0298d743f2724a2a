"""The audit of several exports together: what follows from the tables of all of them."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from tests.disclosure.made_up import simulated_contributions
from tests.research.exports import put, words
from weerbaar.catalog import load_content
from weerbaar.disclosure.pooling.pool import Pool
from weerbaar.disclosure.sealed.keys import new_keys
from weerbaar.disclosure.sealed.sealing import seal
from weerbaar.research.audit import audit
from weerbaar.research.package import pooled
from weerbaar.research.package.write import package_files

KEYS = new_keys()


@cache
def sealed(seed=1):
    """Forty made-up sessions, sealed."""
    model = load_content().instruments["zelftest"].model
    return [seal(one, KEYS.public) for one in simulated_contributions(model, 40, seed)]


def export(files, place, by=(), epsilon=None):
    """A package of some sessions by themselves, as if there were no ledger."""
    pool = Pool.read(iter(files), KEYS.private, load_content().instruments["zelftest"].model)
    noise = None if epsilon is None else pool.noisy(epsilon)[1]
    made = pooled(pool.release(by), load_content(), noise)
    kinds = ("groups", "counts", "shares", "reliability", "noise", "log")
    kept = {name: frame for name, frame in made.tables.items() if name in kinds}
    return put(package_files(replace(made, tables=kept)), place)


def codes(*places):
    """What an audit of some exports finds, by code."""
    first, *others = places
    return {one.code for one in audit(first, words(), *others).findings}


def test_the_same_export_twice_tells_nothing_more(tmp_path):
    """Two copies of one package pass as one does."""
    one = export(sealed(), tmp_path / "one")
    assert codes(one, export(sealed(), tmp_path / "two")) == set()


@pytest.mark.parametrize("more", [1, 2])
def test_a_pool_with_a_session_more_is_found(tmp_path, more):
    """The difference of two packages that pass is about one or two sessions."""
    one = export(sealed()[: 40 - more], tmp_path / "one")
    two = export(sealed(), tmp_path / "two")
    assert codes(one) == codes(two) == set()
    assert "several_difference" in codes(one, two)
    assert "several_difference" in codes(two, one)


def test_two_parts_and_a_whole_with_one_more_are_found(tmp_path):
    """A, B, and A with B and one session: no two of them differ by it, and all three do."""
    files = sealed()
    first = export(files[:19], tmp_path / "first")
    second = export(files[19:39], tmp_path / "second")
    whole = export(files, tmp_path / "whole")
    assert codes(first, second) == codes(first, whole) == codes(second, whole) == set()
    assert "several_difference" in codes(first, second, whole)


def test_exports_of_other_people_have_nothing_to_do_with_each_other(tmp_path):
    """Pools that are nearly as large, of other sessions: no difference is about anybody."""
    one = export(sealed()[:39], tmp_path / "one")
    assert codes(one, export(sealed(2), tmp_path / "two")) == set()


def test_two_draws_spend_what_both_do(tmp_path):
    """Tables with noise that were drawn apart: the budget holds for both together."""
    one = export(sealed(), tmp_path / "one", epsilon=0.6)
    two = export(sealed(), tmp_path / "two", epsilon=0.6)
    assert codes(one) == codes(two) == set()
    assert codes(one, two) == {"noise_spent"}
