"""The audit passes no export that was spoiled, in whatever place; and every sound one."""

from __future__ import annotations

import pytest

from tests.research.exports import put, words
from tests.research.spoiled import RULES, SMALL, UNSPOILED, plain, sound, spoiled, undescribed
from weerbaar.research.audit import Unreadable, audit

LEAST = 150
"""So many spoiled exports are tried, at least."""


def passes(place):
    """Whether an audit finds nothing."""
    try:
        return audit(place, words()).passed
    except Unreadable:
        return False


@pytest.mark.parametrize("tables", sorted({tables for _, tables, _ in RULES.values()}))
def test_what_is_spoiled_here_is_sound_before(tmp_path, tables):
    """The exports that the rules change have nothing wrong with them."""
    for make in (sound, plain):
        assert audit(put(make(tables), tmp_path / make.__name__), words()).findings == ()


@pytest.mark.parametrize("name", UNSPOILED)
def test_it_is_the_change_that_is_found(tmp_path, name):
    """A file made anew in the way of the rules, and not changed, is sound."""
    assert audit(put(UNSPOILED[name](undescribed(SMALL)), tmp_path), words()).findings == ()


def test_there_are_many_rules():
    """All tables, all kinds of columns and all kinds of files are spoiled in some way."""
    assert len(RULES) >= LEAST


@pytest.mark.parametrize("name", RULES)
def test_no_spoiled_export_passes(tmp_path, name):
    """One change is found, though everything that lists the files was made anew."""
    assert not passes(put(spoiled(name), tmp_path))
