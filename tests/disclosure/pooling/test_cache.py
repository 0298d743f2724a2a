"""Caches: opening again, and releasing beside what was, give the same; nothing else is trusted."""

import json
import stat
from dataclasses import replace

import numpy as np
import pytest

from tests.disclosure.councils import contribution, keys, sealed
from tests.disclosure.sealed.zips import write_zip
from tests.model.shapes import FOUR
from weerbaar.disclosure.pooling import cache as caching
from weerbaar.disclosure.pooling.cache import EncryptedFile
from weerbaar.disclosure.pooling.ledger import Ledger
from weerbaar.disclosure.pooling.linked_tables import _Release
from weerbaar.disclosure.pooling.pool import Pool
from weerbaar.disclosure.pooling.research_release import ResearchRules
from weerbaar.disclosure.sealed.files import read_sealed
from weerbaar.disclosure.sealed.keys import new_keys
from weerbaar.disclosure.sealed.sealing import Opener, seal


@pytest.fixture
def place(tmp_path):
    """A zip with some sessions, one file of another key and one that is no sealed file."""
    path = tmp_path / "raden.zip"
    write_zip(path, [*sealed(8), seal(contribution(), new_keys().public), b"?"])
    return path


@pytest.fixture
def opened(monkeypatch):
    """How many files were opened so far."""
    seen = []
    numbers = Opener.numbers

    def count(self, body):
        seen.append(body)
        return numbers(self, body)

    monkeypatch.setattr(Opener, "numbers", count)
    return seen


def read(place, cache, key=None):
    """Pool what lies there."""
    return Pool.read(read_sealed(place), key or keys().private, FOUR, cache)


def told(made):
    """All that a pool holds."""
    held = made._sessions
    rows = held.counts.tolist(), held.response.tolist()
    return made.refused, made.simulated, held.members, held.values, *rows, made.release()


def test_opening_again_opens_nothing_and_gives_the_same(place, tmp_path, opened):
    """Sessions, what they add up to and which files were refused are all remembered."""
    first = read(place, tmp_path / "cache")
    assert len(opened) == 10
    again = read(place, tmp_path / "cache")
    assert len(opened) == 10
    assert told(again) == told(first) == told(read(place, None))
    assert [file.reason for file in again.refused] == ["other_key", "no_sealed_file"]


def test_only_its_owner_and_the_private_key_can_read_it(place, tmp_path):
    """It is a file for its owner only, in which nothing of a session stands in the open."""
    made = read(place, tmp_path / "cache")
    assert stat.S_IMODE((tmp_path / "cache").stat().st_mode) == 0o600
    body = (tmp_path / "cache").read_bytes()
    for member in made._sessions.members:
        assert member.series.encode() not in body
        assert member.id not in body
    assert {path.name for path in tmp_path.iterdir()} == {"cache", "raden.zip"}


@pytest.mark.parametrize("harm", [b"", b"nothing like it", None], ids=["empty", "other", "bit"])
def test_a_damaged_cache_is_made_anew(harm, place, tmp_path, opened):
    """Whatever was done to it, the files themselves decide, and the next opening is quick again."""
    path = tmp_path / "cache"
    first = read(place, path)
    body = path.read_bytes()
    path.write_bytes(body[:-1] + bytes([body[-1] ^ 1]) if harm is None else harm)
    assert told(read(place, path)) == told(first)
    assert len(opened) == 20
    read(place, path)
    assert len(opened) == 20


def test_a_cache_of_other_files_is_not_used(place, tmp_path, opened):
    """One file more, or other bytes under the same name, and all are opened anew."""
    path = tmp_path / "cache"
    read(place, path)
    write_zip(place, sealed(9))
    assert read(place, path).sessions == 9
    assert len(opened) == 19


def test_a_cache_of_another_key_is_not_used(place, tmp_path):
    """Whoever has another key learns nothing from it, not even that it is one."""
    path = tmp_path / "cache"
    read(place, path)
    made = read(place, path, new_keys().private)
    assert made.sessions == 0
    assert {file.reason for file in made.refused} == {"other_key", "no_sealed_file"}


def test_a_cache_of_another_questionnaire_or_program_is_not_used(
    place, tmp_path, opened, monkeypatch
):
    """What is read depends on both, so both must be the same."""
    path = tmp_path / "cache"
    read(place, path)
    monkeypatch.setattr(caching, "FORMAT", caching.FORMAT + 1)
    read(place, path)
    assert len(opened) == 20
    other = FOUR.__class__(**{**vars(FOUR), "digest": "d2"})
    made = Pool.read(read_sealed(place), keys().private, other, path)
    assert made.sessions == 0


def test_without_a_place_to_write_there_is_no_cache(place, tmp_path):
    """Where nothing can be written all is as ever, and nothing is left behind."""
    assert read(place, tmp_path / "nowhere" / "cache").sessions == 8
    (tmp_path / "folder").mkdir()
    assert read(place, tmp_path / "folder").sessions == 8
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "raden.zip"]


# --- what was suppressed in earlier releases ---------------------------------------------------
PLANS = [(), ("group_type",), ("wave",)]
LINKED = 2
"""Of these tables, those that share sessions with one before."""
EARLIER = "cache.eerder"


@pytest.fixture
def many(tmp_path):
    """A zip with so many sessions that tables of them are suppressed for each other's sake."""
    path = tmp_path / "raden.zip"
    write_zip(path, sealed(24, 1))
    return path


@pytest.fixture
def worked_out(monkeypatch):
    """How many groups were in each set of tables that was worked out so far."""
    seen = []
    made = _Release.made

    def count(self):
        seen.append(len(self._new))
        return made(self)

    monkeypatch.setattr(_Release, "made", count)
    return seen


def one_after_another(pool):
    """Tables released on one ledger, each beside all before it, and that ledger."""
    ledger, found = Ledger.empty(), []
    for by in PLANS:
        made = pool.releases([by], ledger=ledger)
        ledger = pool.recorded(made, ledger)
        found += made
    return found, ledger


def test_what_was_suppressed_before_is_worked_out_once(many, tmp_path, worked_out):
    """A release is worked out when it is made, and never again for the sake of a later one."""
    found, ledger = one_after_another(read(many, tmp_path / "cache"))
    assert len(worked_out) == LINKED
    again = read(many, tmp_path / "cache")
    assert again.releases([PLANS[-1]], ledger=ledger) == (found[-1],)
    assert again.releases([("year",)], ledger=ledger)
    assert len(worked_out) == LINKED + 1
    alone, _ = one_after_another(read(many, None))
    assert alone == found
    assert len(worked_out) == 2 * LINKED + 1
    assert any(cell.hidden for release in found for g in release.groups for cell in g.cells)


def test_only_its_owner_and_the_private_key_can_read_what_was_suppressed(many, tmp_path):
    """It is encrypted as the other file is, and names cells only: no number, no session."""
    pool = read(many, tmp_path / "cache")
    one_after_another(pool)
    path = tmp_path / EARLIER
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert b"people" not in path.read_bytes()
    assert EncryptedFile(path, new_keys().private).read() is None
    inside = json.loads(EncryptedFile(path, keys().private).read())
    assert {type(found) for found in inside.values()} == {list}
    assert all(member.id.hex() not in json.dumps(inside) for member in pool._sessions.members)


@pytest.mark.parametrize("harm", [b"", b"nothing like it", None], ids=["empty", "other", "bit"])
def test_a_damaged_memory_is_worked_out_anew(harm, many, tmp_path, worked_out):
    """Whatever was done to it, the same is released, and the next time is quick again."""
    path = tmp_path / EARLIER
    found, ledger = one_after_another(read(many, tmp_path / "cache"))
    body = path.read_bytes()
    path.write_bytes(body[:-1] + bytes([body[-1] ^ 1]) if harm is None else harm)
    for times in (2, 2):
        assert read(many, tmp_path / "cache").releases([PLANS[-1]], ledger=ledger)[0] == found[-1]
        assert len(worked_out) == times * LINKED


@pytest.mark.parametrize("what", ["sessions", "response", "rules", "ledger", "program"])
def test_a_memory_of_anything_else_is_not_used(what, many, tmp_path, worked_out, monkeypatch):
    """Another count, number of heads, rule, earlier release or version: it is worked out again."""
    pool = read(many, tmp_path / "cache")
    _, ledger = one_after_another(pool)
    before, rules = len(worked_out), ResearchRules()
    held = pool._sessions
    if what == "sessions":
        held = replace(held, counts=held.counts + (np.arange(held.counts.shape[1]) == 1))
    elif what == "response":
        held = replace(held, response=held.response + (held.response > 0))
    elif what == "rules":
        rules = ResearchRules(people=31)
    elif what == "ledger":
        ledger = replace(ledger, releases=ledger.releases[1:])
    else:
        monkeypatch.setattr(caching, "FORMAT", caching.FORMAT + 1)
    replace(pool, _sessions=held).releases([("year",)], rules, ledger)
    linked = len(ledger.releases) - 1
    assert len(worked_out) == before + linked + 1
