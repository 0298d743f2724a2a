"""Sessions that answered an earlier version of a questionnaire: counted where the map says so."""

from __future__ import annotations

from dataclasses import replace

from tests.disclosure.councils import councils, keys, pool
from tests.disclosure.sealed.zips import write_zip
from tests.model.shapes import FOUR
from weerbaar.disclosure.pooling.pool import Pool
from weerbaar.disclosure.sealed.files import read_sealed
from weerbaar.disclosure.sealed.sealing import seal
from weerbaar.research.pooled import table

CORRECTED = replace(FOUR, digest="d2", earlier=(FOUR.digest,))
CHANGED = replace(FOUR, digest="d2")


def files(later):
    """Every other session answered the later version."""
    for n, council in enumerate(councils()):
        made = council.contribution
        yield seal(replace(made, instrument=later) if n % 2 else made, keys().public)


def test_a_corrected_word_cuts_no_series():
    """Sessions of both versions are pooled as one, and the release and its table name the other."""
    made = Pool.read(files(CORRECTED), keys().private, CORRECTED)
    assert made.refused == ()
    release = made.release(("wave",))
    assert (release.digest, release.earlier) == ("d2", ("d1",))
    assert set(table("groups", release)["earlier"]) == {"d1"}
    same = pool().release(("wave",))
    assert release.groups == same.groups
    assert release.comparisons == same.comparisons
    assert same.earlier == ()
    assert table("groups", same)["earlier"].isna().all()


def test_another_meaning_is_another_questionnaire():
    """Without such a map a session of the other version is refused, either way round."""
    for instrument in (FOUR, CHANGED):
        made = Pool.read(files(CHANGED), keys().private, instrument)
        assert made.sessions == len(councils()) / 2
        assert {refused.reason for refused in made.refused} == {"other_instrument"}


def test_what_was_opened_before_the_map_is_opened_again(tmp_path):
    """A cache made without the map is not taken for what comes of it with the map."""
    write_zip(tmp_path / "sealed.zip", list(files(CORRECTED)))
    sessions = [
        Pool.read(
            read_sealed(tmp_path / "sealed.zip"), keys().private, instrument, tmp_path / "cache"
        )
        for instrument in (CHANGED, CORRECTED, CORRECTED)
    ]
    assert [made.sessions for made in sessions] == [30, 60, 60]
    assert [made.earlier for made in sessions] == [(), ("d1",), ("d1",)]
