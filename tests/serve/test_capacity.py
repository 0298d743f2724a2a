"""How many phones fit: from free memory and what the system lets a server hold open."""

from __future__ import annotations

import subprocess
import sys
from types import SimpleNamespace

import pytest

from run import ROOT
from weerbaar.serve import connections
from weerbaar.serve.connections import LARGEST, most_connections, most_phones
from weerbaar.serve.preflight import machine


@pytest.fixture
def computer(monkeypatch):
    """A machine with a made-up number of free megabytes, and of open files."""

    def make(megabytes, soft=1024, hard=2**20):
        free = SimpleNamespace(available=megabytes * 2**20)
        monkeypatch.setattr(connections.psutil, "virtual_memory", lambda: free)
        if connections.resource is not None:
            monkeypatch.setattr(connections.resource, "getrlimit", lambda _which: (soft, hard))

    return make


def test_more_memory_carries_more_phones(computer):
    """The number grows with free memory, and has an upper end."""
    found = []
    for megabytes in (1, 10, 50, 1_000_000):
        computer(megabytes)
        found.append(most_phones())
    assert found == sorted(set(found))
    assert found[-1] == LARGEST


def test_a_council_fits_an_old_laptop(computer):
    """With a hundred free megabytes and the usual limits there is room for ten councils."""
    computer(100, soft=256, hard=4096)
    assert most_phones() == LARGEST


def test_a_system_that_allows_little_carries_fewer(computer):
    """Where few files may be open the number is smaller, and that is said with what to do."""
    if connections.resource is None:
        pytest.skip("this system has no such limit")
    computer(4000, soft=128, hard=128)
    few = most_phones()
    assert 0 < few < 45
    (finding,) = machine()
    assert (finding.level, finding.key, finding.facts["phones"]) == ("warning", "phones_few", few)
    computer(4000, soft=1024, hard=1024)
    assert most_phones() > 45
    (finding,) = machine()
    assert (finding.level, finding.key) == ("fine", "phones")


def test_a_system_without_such_a_limit_is_counted_too(computer, monkeypatch):
    """Where Python knows no limit of open files, as on Windows, there still is a number."""
    computer(4000)
    monkeypatch.setattr(connections, "resource", None)
    assert most_connections() > 400
    assert most_phones() > 45
    connections.ask_for_connections()


def test_what_may_be_had_is_asked_for():
    """A server that starts with few open files raises that as far as it may."""
    pytest.importorskip("resource")
    script = """
import resource
from weerbaar.serve.connections import ask_for_connections, most_connections
hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
resource.setrlimit(resource.RLIMIT_NOFILE, (200, hard))
told = most_connections()
ask_for_connections()
print(told, most_connections(), resource.getrlimit(resource.RLIMIT_NOFILE)[0])
"""
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    told, after, soft = map(int, done.stdout.split())
    assert told == after < soft
