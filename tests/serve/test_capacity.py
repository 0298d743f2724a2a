"""How many phones fit: from free memory, and never a number that keeps everybody out."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from weerbaar.serve import capacity
from weerbaar.serve.capacity import LARGEST, MAXIMUM, POOL, most_kernels, pool_size


@pytest.fixture
def memory(monkeypatch):
    """A machine with a made-up number of free megabytes."""
    monkeypatch.delenv(MAXIMUM, raising=False)
    monkeypatch.delenv(POOL, raising=False)

    def make(megabytes):
        free = SimpleNamespace(available=megabytes * 2**20)
        monkeypatch.setattr(capacity.psutil, "virtual_memory", lambda: free)

    return make


def test_more_memory_carries_more_phones(memory):
    """The number grows with free memory, is larger with forked kernels, and has two ends."""
    found = []
    for megabytes in (100, 2_000, 8_000, 1_000_000):
        memory(megabytes)
        assert most_kernels(forked=True) >= most_kernels(forked=False) >= 4
        found.append(most_kernels(forked=True))
    assert found == sorted(found)
    assert found[-1] == LARGEST


def test_a_council_fits_a_modest_laptop(memory):
    """With two free gigabytes forked kernels carry a council of 45."""
    memory(2_000)
    assert most_kernels(forked=True) >= 45


@pytest.mark.parametrize("nonsense", ["0", "-3", "many", "", "²", "1.5"])
def test_a_number_that_cannot_be_meant_is_ignored(memory, monkeypatch, nonsense):
    """A maximum of nothing, or no number, leaves the estimate."""
    memory(2_000)
    usual = most_kernels(forked=True)
    monkeypatch.setenv(MAXIMUM, nonsense)
    assert most_kernels(forked=True) == usual
    monkeypatch.setenv(MAXIMUM, "7")
    assert most_kernels(forked=True) == 7


@pytest.mark.parametrize("most", [1, 2, 4, 50, 400])
def test_the_pool_leaves_room(most, monkeypatch):
    """Never the whole maximum is kept ready, save when it is one: screens need kernels too."""
    for size in ("", "1000"):
        monkeypatch.setenv(POOL, size)
        ready = pool_size(most, forked=True)
        assert 1 <= ready <= most
        assert ready < most or most < 8
    monkeypatch.setenv(POOL, "0")
    assert pool_size(most, forked=True) == 0
