"""Pool: every file is counted once or refused by name, and the sums are those of the rows."""

import dataclasses
import tracemalloc
import zipfile

import pytest

from tests.disclosure.councils import contribution, councils, keys, pool, sealed, sheet
from tests.disclosure.made_up import SESSIONS
from tests.disclosure.rows import sealed_rows
from tests.disclosure.sealed.earlier import seal_earlier
from tests.disclosure.sealed.zips import write_zip
from tests.model.shapes import FOUR
from weerbaar.catalog import load_content
from weerbaar.disclosure.pooling.pool import Pool, RefusedFile
from weerbaar.disclosure.pooling.sessions import UNKNOWN, TallyLayout
from weerbaar.disclosure.sealed.files import example_files, read_sealed
from weerbaar.disclosure.sealed.keys import KeyTextError, new_keys
from weerbaar.disclosure.sealed.sealing import seal
from weerbaar.model.tally import Tally


def read(*files):
    """Pool some files."""
    return Pool.read(files, keys().private, FOUR)


def test_every_file_that_is_not_counted_is_named_with_its_reason():
    """Wrong key, other questionnaire, damage, impossible sums, nonsense: told, the rest counted."""
    good = sealed(5)
    other_key = seal(contribution(), new_keys().public)
    other_questions = seal(
        contribution(instrument=dataclasses.replace(FOUR, digest="d2")), keys().public
    )
    broken = good[0][:-1] + bytes([good[0][-1] ^ 1])
    impossible = with_counts({"a:a1:green": 20})
    made = read(good[0], other_key, good[1], other_questions, broken, impossible, b"?", good[2])
    assert made.sessions == 3
    reasons = ["other_key", "other_instrument", "damaged", "impossible", "no_sealed_file"]
    assert list(made.refused) == [
        RefusedFile(f"#{place}", reason)
        for place, reason in zip((2, 4, 5, 6, 7), reasons, strict=True)
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"a:a1:green": 20},
        {"c:a:a1:green": 0, "c:a:a1:red": 14},
        {"c:a:a1:green": 20},
        {"c:total:a1:green": 6},
        {"h:a:a:0": 13},
        {"h:a:a:0": 13, "h:a:a:1": 1},
        {"h:total:awareness:0": 20},
    ],
    ids=str,
)
def test_sums_that_no_sheets_can_have_are_kept_out(change):
    """Anybody can seal with a public key, so what cannot be is refused."""
    assert read(with_counts({})).sessions == 1
    made = read(with_counts(change))
    assert (made.sessions, [r.reason for r in made.refused]) == (0, ["impossible"])


def with_counts(change):
    """Fourteen green sheets, and five that skip, with counts changed by whoever sealed them."""
    made = dataclasses.replace(contribution(green_sheets()))
    object.__setattr__(made, "tally", Tally(dict(made.tally.counts) | change))
    return seal(made, keys().public)


def green_sheets():
    """Fourteen complete ones, and five that skip the first statement."""
    return Tally.total([Tally.of(sheet())] * 14 + [Tally.of(sheet(skip=1))] * 5)


def test_what_should_not_have_been_sealed_is_left_out():
    """Sums over one to four people that somebody sealed all the same do not get into a pool."""
    small = Tally.total([Tally.of(sheet())] * 6 + [Tally.of(sheet(skip=1))] * 2)
    made = contribution()
    object.__setattr__(made, "tally", small)
    counts, layout = read(seal(made, keys().public))._sessions.counts[0], TallyLayout(FOUR)
    assert counts[0] == 8
    assert layout.answered(counts).tolist() == [6, *[6] * 2, *[6] * 3, *[6] * 6]


def test_files_of_both_versions_pool_together():
    """A session sealed by the first version counts like one of the second, and once.

    Its scores are those of sheets without any skip; it does not know how many people there were.
    """
    tally = Tally.total([Tally.of(sheet())] * 14 + [Tally.of(sheet(skip=1))] * 5)
    new = contribution(tally, series="new", heads=40, joined=30, done=30)
    old = contribution(tally, series="old")
    files = seal(new, keys().public), seal_earlier(old, keys().public)
    made = read(*files, seal_earlier(old, keys().public))
    assert [(r.file, r.reason) for r in made.refused] == [("#3", "repeated")]
    first, second = made._sessions.counts
    layout = TallyLayout(FOUR)
    assert (layout.answered(first) == layout.answered(second)).all()
    complete = {s.id: s.complete(made._sessions.counts).tolist() for s in layout.scales}
    assert complete == {
        "a": [14, 14],
        "b": [19, 14],
        "c": [19, 14],
        "d": [19, 14],
        "awareness": [14, 14],
        "acting": [19, 14],
        "total": [14, 14],
    }
    assert made._sessions.response.tolist() == [[40, 30, 30], [UNKNOWN] * 3]


def test_a_session_of_the_first_version_has_the_name_it_always_had():
    """Ledgers know sessions by a name, so it must not change with the program."""
    made = read(seal_earlier(contribution(), keys().public))
    assert made._sessions.members[0].id.hex() == "5e90c9afa1d4f8a4d749d583ef259f07"


def test_the_same_session_counts_once():
    """A file given twice, or the same session sealed twice, is counted once and the rest told."""
    one = seal(contribution(), keys().public)
    again = seal(contribution(), keys().public)
    other = seal(contribution(series="t"), keys().public)
    made = read(one, one, again, other)
    assert made.sessions == 2
    assert [(r.file, r.reason) for r in made.refused] == [("#2", "repeated"), ("#3", "repeated")]


def test_the_sums_are_those_of_all_rows():
    """Pooled counts equal those of the rows that are in what is sealed, cell by cell."""
    rows, layout = sealed_rows(councils(), FOUR), TallyLayout(FOUR)
    statements = [s.id for s in FOUR.statements]
    sums = pool()._sessions.counts.sum(0)
    assert sums[0] == len(rows)
    for name, places in zip(statements, layout.given, strict=True):
        assert sums[places].tolist() == [(rows[name] == points).sum() for points in range(3)]
    for scale in layout.scales:
        whole = rows[rows[scale.id]]
        for place, answers in zip(scale.statements, scale.answers, strict=True):
            given = whole[statements[place]]
            assert sums[answers].tolist() == [(given == points).sum() for points in range(3)]
        for inner in layout.scales:
            if inner.id in scale.histograms:
                scores = whole[[statements[place] for place in inner.statements]].sum(axis=1)
                found = sums[scale.histograms[inner.id]].tolist()
                assert found == [(scores == points).sum() for points in range(len(found))]


def test_a_key_that_is_none_is_refused_before_any_file():
    """The public key in the place of the private one is told as such."""
    with pytest.raises(KeyTextError) as caught:
        Pool.read(sealed(2), keys().public, FOUR)
    assert caught.value.code == "public"


def test_a_pool_shows_no_counts():
    """Printing a pool or putting it in an error shows no sum of anybody."""
    assert "array" not in repr(pool())
    assert "_sessions" not in repr(pool())
    assert "array" not in repr(pool()._sessions)


def test_reading_needs_little_memory():
    """Files may stream, and of a session stays one row of counts of two bytes each."""

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
    assert named.refused == (RefusedFile("raad.verzegeld", "repeated"),)
    with pytest.raises(OSError, match="nergens"):
        list(read_sealed(tmp_path / "nergens"))


def test_the_example_can_be_read():
    """The example opens with its key, fits the self-test, and is marked as made up.

    Has the self-test changed? Then make it anew: python -m tests.disclosure.made_up
    """
    place, key = example_files()
    made = Pool.read(read_sealed(place), key, load_content().instruments["zelftest"].model)
    assert made.refused == ()
    assert made.sessions == SESSIONS
    release = made.release(("group_type",))
    assert release.simulated
    assert len(release.groups) >= 3
    assert release.refusals
