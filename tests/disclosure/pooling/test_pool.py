"""Pool: every file is counted once or refused by name, and the sums are those of the rows."""

import dataclasses
import json
import tracemalloc
import zipfile

import pytest

from tests.disclosure.councils import contribution, councils, keys, pool, sealed, sheet
from tests.model.shapes import FOUR
from weerbaar.catalog import load_content
from weerbaar.disclosure.pooling.pool import Pool, Refused
from weerbaar.disclosure.sealed.example import SESSIONS, example
from weerbaar.disclosure.sealed.files import read_sealed, write_zip
from weerbaar.disclosure.sealed.sealing import KeyTextError, new_keys, seal
from weerbaar.model.instrument import Colour
from weerbaar.model.tally import Tally


def read(*files):
    """Pool some files."""
    return Pool.read(files, keys().private, FOUR)


def test_every_file_that_is_not_counted_is_named_with_its_reason():
    """Wrong key, other questionnaire, damage, impossible sums, nonsense: told, the rest counted."""
    good = sealed(5)
    other_key = seal(contribution(), new_keys().public)
    other_questions = seal(contribution(digest="d2"), keys().public)
    broken = good[0][:-1] + bytes([good[0][-1] ^ 1])
    counts = dict(Tally.total([Tally.of(sheet())] * 6).counts) | {"a:a1:green": 9}
    impossible = seal(contribution(Tally(counts)), keys().public)
    made = read(good[0], other_key, good[1], other_questions, broken, impossible, b"?", good[2])
    assert made.sessions == 3
    reasons = ["other_key", "other_instrument", "damaged", "impossible", "no_sealed_file"]
    assert list(made.refused) == [
        Refused(f"#{place}", reason) for place, reason in zip((2, 4, 5, 6, 7), reasons, strict=True)
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"complete": 7},
        {"c:a1:green": 5},
        {"h:total:0": 5},
        {"h:total:1": 1},
        {"c:a1:red": 1},
        {"a:z9:red": 1},
    ],
    ids=str,
)
def test_sums_that_no_sheets_can_have_are_kept_out(change):
    """Anybody can seal with a public key, so what cannot be is refused."""
    counts = dict(Tally.total([Tally.of(sheet())] * 6).counts) | change
    made = dataclasses.replace(contribution())
    object.__setattr__(made, "tally", Tally(counts))
    assert read(seal(made, keys().public)).sessions == 0


def test_the_same_session_counts_once():
    """A file given twice, or the same session sealed twice, is counted once and the rest told."""
    one = seal(contribution(), keys().public)
    again = seal(contribution(), keys().public)
    other = seal(contribution(series="t"), keys().public)
    made = read(one, one, again, other)
    assert made.sessions == 2
    assert [(r.file, r.reason) for r in made.refused] == [("#2", "repeated"), ("#3", "repeated")]


def test_the_sums_are_those_of_all_rows():
    """Pooled counts equal the tally of every row, added up without pool, seal or short cut."""
    rows = [row for council in councils() for row in council.rows]
    colours = list(Colour)
    made = pool()
    everything = [sum(column) for column in zip(*made._sums.values(), strict=True)]
    from weerbaar.disclosure.pooling.layout import Layout

    layout = Layout(FOUR)
    assert everything[0] == len(rows)
    for place, keys_ in enumerate(layout.given):
        for points, at in enumerate(keys_):
            assert everything[at] == sum(row[place] == points for row in rows), colours[points]


def test_a_key_that_is_none_is_refused_before_any_file():
    """The public key in the place of the private one is told as such."""
    with pytest.raises(KeyTextError) as caught:
        Pool.read(sealed(2), keys().public, FOUR)
    assert caught.value.code == "public"


def test_a_pool_shows_no_counts():
    """Printing a pool or putting it in an error shows no sum of anybody."""
    assert "Counter" not in repr(pool())
    assert "_sums" not in repr(pool())
    assert "_sessions" not in repr(pool())


def test_reading_needs_little_memory():
    """Files may stream, and of a session stay a few hundred bytes, not its tally."""

    def grown(sessions):
        files = sealed(sessions)
        tracemalloc.start()
        made = Pool.read(iter(files), keys().private, FOUR)
        kept, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert made.sessions == sessions
        return kept

    grown(10)
    assert (grown(200) - grown(50)) / 150 < 1500


def test_only_its_own_variables_split_a_pool():
    """A release by something that nobody sealed is refused with the names that there are."""
    with pytest.raises(ValueError, match="party; by group_type, size_class"):
        pool().release(("party",))
    assert pool().variables == ("group_type", "size_class", "year", "language", "wave")


def test_made_up_sessions_mark_the_release():
    """One made-up session among real ones marks everything; without it nothing is marked."""
    real = [seal(contribution(series=f"r{n}", year=2000 + n), keys().public) for n in range(6)]
    assert not read(*real).release().simulated
    assert read(*real, sealed(1)[0]).release().simulated


def test_files_in_a_folder_and_in_a_zip_are_read_by_name(tmp_path):
    """A folder with a file and a zip gives all sealed files, named; other files are left alone."""
    files = sealed(4)
    (tmp_path / "raad.verzegeld").write_bytes(files[0])
    assert write_zip(tmp_path / "meer.zip", files[1:]) == 3
    with zipfile.ZipFile(tmp_path / "meer.zip", "a") as archive:
        archive.writestr("LEESMIJ.txt", "uitleg")
    (tmp_path / "notities.txt").write_text("niet van ons")
    found = list(read_sealed(tmp_path))
    names = ["00001.verzegeld", "00002.verzegeld", "00003.verzegeld", "raad.verzegeld"]
    assert [file.name for file in found] == names
    assert read(*found).sessions == 4
    assert list(read_sealed(tmp_path / "raad.verzegeld")) == files[:1]
    named = read(*read_sealed(tmp_path / "raad.verzegeld"), *read_sealed(tmp_path))
    assert named.refused == (Refused("raad.verzegeld", "repeated"),)
    with pytest.raises(OSError, match="nergens"):
        list(read_sealed(tmp_path / "nergens"))


def test_the_example_can_be_read():
    """The example opens with its key, fits the self-test, and is marked as made up.

    Has the self-test changed? Then make it anew: python -m weerbaar.disclosure.sealed.example
    """
    place, key = example()
    made = Pool.read(read_sealed(place), key, load_content().instruments["zelftest"].model)
    assert made.refused == ()
    assert made.sessions == SESSIONS
    release = made.release(("group_type",))
    assert release.simulated
    assert len(release.groups) >= 3
    assert release.refusals


def test_what_is_sealed_is_short_and_plain():
    """The sealed text is JSON that another program can read, with nothing in it but sums."""
    raw = json.loads(contribution().to_json())
    assert raw["a"]["a1"] == [6]
    assert set(raw) == {
        *("instrument", "digest", "group_type", "size_class", "year", "language", "wave"),
        *("series", "simulated", "policy", "sheets", "complete", "a", "c", "h"),
    }
