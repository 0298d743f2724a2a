"""Cache: opening again gives the same and is never trusted with anything else."""

import stat

import pytest

from tests.disclosure.councils import contribution, keys, sealed
from tests.model.shapes import FOUR
from weerbaar.disclosure.pooling import cache as caching
from weerbaar.disclosure.pooling.pool import Pool
from weerbaar.disclosure.sealed.files import read_sealed, write_zip
from weerbaar.disclosure.sealed.sealing import Opener, new_keys, seal


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
