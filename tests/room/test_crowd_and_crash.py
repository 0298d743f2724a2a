"""Many at once, a server that is killed, and a disk that is full: nothing acknowledged is lost."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.room.places import has_shared, opened, room, sheet, token
from weerbaar.model.instrument import Colour
from weerbaar.room import Room, ShareOutcome
from weerbaar.room.store import open_store

SCRIPT = Path(__file__).with_name("sharing.py")


def sharing(file: Path, code: str, threads: int = 1, limit: int = 0) -> subprocess.Popen[str]:
    """A process that shares what it is told to, once it is ready."""
    arguments = [str(file), code, str(threads), str(limit)]
    process = subprocess.Popen(
        [sys.executable, str(SCRIPT), *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "ready\n"
    return process


def lines(tokens: list[str]) -> str:
    """Input for a process that shares."""
    return "".join(f"{one}\n" for one in tokens)


@pytest.fixture
def place(file):
    """A room on a file."""
    store = open_store(file)
    yield room(store)
    store.close()


def test_forty_five_at_once_are_forty_five(file, place):
    """Three processes with fifteen phones each tap at once: all are counted, none twice."""
    code = opened(place)
    tokens = [token() for _ in range(45)]
    crowd = [sharing(file, code, threads=15) for _ in range(3)]
    for number, process in enumerate(crowd):
        # Every phone retries, through another process: a reload may land anywhere.
        mine = tokens[number * 15 : number * 15 + 15]
        again = tokens[number * 15 - 15 : number * 15] if number else []
        process.stdin.write(lines([*mine, *again]))
    for process in crowd:
        process.stdin.close()
    told = [process.stdout.read() for process in crowd]
    assert [process.wait() for process in crowd] == [0, 0, 0]
    assert all(line.endswith(" shared") for text in told for line in text.splitlines())
    assert all(has_shared(place, code, one) for one in tokens)
    view = place.close(code)
    assert (view.shared, view.session.joined, view.session.done) == (45, 45, 45)


def counts(file: Path, code: str) -> tuple[int, int]:
    """Sheets counted, and green answers to the first statement."""
    store = open_store(file)
    with store.read() as transaction:
        tally = transaction.tally(code)
    store.close()
    return tally.sheets, tally.given("a1", Colour.GREEN)


def recovered(file: Path) -> Room:
    """The room as a new server finds it."""
    return room(open_store(file))


@pytest.mark.parametrize("seed", range(3))
def test_a_killed_server_loses_nothing_it_acknowledged(file, place, seed):
    """Killed at a random moment: what was acknowledged is counted, and a retry counts once."""
    code = opened(place)
    tokens = [token() for _ in range(1500)]
    process = sharing(file, code)
    process.stdin.write(lines(tokens))
    process.stdin.flush()
    time.sleep(random.Random(seed).uniform(0.02, 0.25))
    process.kill()
    told = process.stdout.read().splitlines()
    process.wait()
    process.stdin.close()
    acknowledged = [line.split()[0] for line in told if line.endswith(" shared")]
    assert acknowledged == tokens[: len(acknowledged)]
    assert len(acknowledged) < len(tokens), "it was killed in the middle"
    after = recovered(file)
    assert all(has_shared(after, code, one) for one in acknowledged)
    stored, green = counts(file, code)
    assert stored == green, "a sheet is counted whole or not at all"
    assert stored - len(acknowledged) in (0, 1), "at most the one that was not yet told"
    for one in tokens[max(len(acknowledged) - 1, 0) : len(acknowledged) + 1]:
        assert after.share(code, one, sheet()) is ShareOutcome.SHARED
    assert counts(file, code) == (len(acknowledged) + 1, len(acknowledged) + 1)
    assert after.view(code).session.done == len(acknowledged) + 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of a file")
def test_a_full_disk_loses_nothing_that_was_counted(file, place):
    """When nothing more fits a share is refused as such, and all earlier ones are kept."""
    code = opened(place)
    tokens = [token() for _ in range(120)]
    process = sharing(file, code, limit=file.stat().st_size + 3 * 4096)
    told, _ = process.communicate(lines(tokens))
    outcomes = dict(line.split() for line in told.splitlines())
    acknowledged = [one for one, outcome in outcomes.items() if outcome == "shared"]
    assert set(outcomes.values()) == {"shared", "full"}
    assert len(acknowledged) > 3
    assert counts(file, code) == (len(acknowledged), len(acknowledged))
    refused = next(one for one, outcome in outcomes.items() if outcome == "full")
    after = recovered(file)
    assert not has_shared(after, code, refused)
    assert after.share(code, refused, sheet()) is ShareOutcome.SHARED
    assert counts(file, code)[0] == len(acknowledged) + 1
