"""The SQLite file: what is in it, what is no longer in it, and which files are left alone."""

from __future__ import annotations

import hashlib
import sqlite3
import stat
from pathlib import Path
from random import Random

import pytest

from tests.room.places import opened, released, room, shared, sheet, token
from weerbaar.room import StoreError
from weerbaar.room.store import engine, open_store

MAGIC = 0x57454552


@pytest.fixture
def used(file):
    """A file of several pages with an open session; closed again. Gives file and code."""
    store = open_store(file)
    place = room(store)
    for _ in range(8):
        code = opened(place)
        shared(place, code, 6)
    store.close()
    return file, code


def refusal(place: Path | str) -> StoreError:
    """Why a store is not opened there."""
    with pytest.raises(StoreError) as caught:
        open_store(place)
    return caught.value


# --- what is in it


def test_the_tables_hold_nothing_about_people_or_order(used):
    """Every column is listed here, and no table has a hidden row number: order of arrival."""
    with sqlite3.connect(used[0]) as database:
        tables = dict(database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'"))
        columns = {
            table: [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
            for table in tables
        }
    assert columns == {
        "session": [
            *("code", "number", "day", "kind", "instrument", "digest", "policy", "language"),
            *("group_type", "size_class", "phase", "joined", "done", "heads", "wave_of"),
            "recipient",
        ],
        "tally": ["code", "key", "n"],
        "receipt": ["code", "mark"],
        "release": ["code", "body"],
        "sealed": ["code", "body"],
        "plan": ["code", "body"],
        "meeting": ["code", "body"],
    }
    for table, sql in tables.items():
        assert "WITHOUT ROWID" in sql, table
        with sqlite3.connect(used[0]) as database, pytest.raises(sqlite3.OperationalError):
            database.execute(f"SELECT rowid FROM {table}")  # noqa: S608 -- our own names


def test_only_a_day_is_kept(used):
    """Nothing in the file tells the time of the day."""
    with sqlite3.connect(used[0]) as database:
        days = database.execute("SELECT DISTINCT length(day) FROM session").fetchall()
    assert days == [(10,)]


def test_only_its_owner_may_read_the_file(used):
    """Other users of the computer cannot open the file."""
    assert stat.S_IMODE(used[0].stat().st_mode) == 0o600


def test_the_file_is_kept_the_safe_way(file):
    """Every connection syncs fully, wipes what it deletes, and leaves no log of pages."""
    store = open_store(file)
    with store._engine.connect() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "secure_delete", "application_id")
        }
    assert found == {
        "journal_mode": "delete",
        "synchronous": 2,
        "secure_delete": 1,
        "application_id": MAGIC,
    }


def test_a_file_given_as_an_address_is_kept_as_safely(file):
    """The address of a SQLite file gives the same store as its path, not a laxer one."""
    store = open_store(f"sqlite:///{file}")
    with store._engine.connect() as connection:
        for name, value in (("secure_delete", 1), ("synchronous", 2), ("application_id", MAGIC)):
            assert connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() == value
        assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar_one() == 20000
    code = opened(room(store))
    assert room(open_store(file)).view(code).session.code == code


def test_the_file_of_another_program_is_left_alone_at_an_address_too(file):
    """Through an address as well the file of another program is not touched."""
    foreign_database(file)
    before = written(file)
    assert refusal(f"sqlite:///{file}").code == "foreign"
    assert written(file) == before


def test_a_path_may_be_odd(tmp_path):
    """Signs that mean something in an address mean nothing in the name of a folder."""
    folder = tmp_path / "Raad? #1, 100%25 & é@x:y"
    code = opened(room(open_store(folder / "s.sqlite")))
    assert room(open_store(folder / "s.sqlite")).view(code).session.code == code
    kept = {p.name for p in folder.iterdir()}
    assert kept in ({"s.sqlite"}, {"s.sqlite", "s.sqlite-beurt"})
    assert [p.name for p in tmp_path.iterdir()] == [folder.name]


# --- what is no longer in it


def written(file: Path) -> bytes:
    """All bytes of the file and of whatever lies beside it."""
    return b"".join(path.read_bytes() for path in sorted(file.parent.iterdir()) if path.is_file())


@pytest.mark.parametrize("how", ["reveal", "archive"])
def test_no_byte_of_a_tally_is_left(file, how):
    """After the reveal, or giving up, not one counted key of that session is in the file."""
    store = open_store(file)
    place = room(store)
    codes = [opened(place) for _ in range(6)]
    for _ in range(7):
        for code in codes:
            place.share(code, token(), sheet(skip=0))
            shared(place, code)
    gone, kept = codes[2], codes[3]
    assert f"{gone}a:a1:".encode() in written(file), "a key follows the code in a row"
    if how == "reveal":
        released(place, gone)
    else:
        place.archive(gone)
    left = written(file)
    for kind in ("a:", "c:", "h:", "sheets"):
        assert f"{gone}{kind}".encode() not in left
        assert f"{kept}{kind}".encode() in left
    beside = {path.name: path.stat().st_size for path in file.parent.iterdir() if path != file}
    assert beside == {f"{file.name}-beurt": 0}, "no journal, and who waited left nothing"


def test_no_byte_of_a_token_is_ever_written(file):
    """A phone's random value is kept as a hash only, and after archiving not even that."""
    store = open_store(file)
    place = room(store)
    code, mine = opened(place), token()
    place.share(code, mine, sheet())
    mark = hashlib.sha256(f"share:{mine}".encode()).digest()
    assert mark in written(file)
    assert mine.encode() not in written(file)
    assert bytes.fromhex(mine) not in written(file)
    place.archive(code)
    assert mark not in written(file)


def test_marks_of_one_phone_share_nothing(file):
    """Joining, finishing and sharing leave marks that cannot be told to be of one phone."""
    place = room(open_store(file))
    code = opened(place)
    place.share(code, token(), sheet())
    with sqlite3.connect(file) as database:
        marks = [row[0] for row in database.execute("SELECT mark FROM receipt")]
    assert len(marks) == 3
    assert {len(mark) for mark in marks} == {32}
    assert len({mark[:4] for mark in marks} | {mark[-4:] for mark in marks}) == 6


# --- which files are left alone


def foreign_database(file: Path) -> None:
    with sqlite3.connect(file) as database:
        database.execute("CREATE TABLE session (code TEXT)")
        database.execute("INSERT INTO session VALUES ('theirs')")


def foreign_database_of_a_program(file: Path) -> None:
    foreign_database(file)
    with sqlite3.connect(file) as database:
        database.execute("PRAGMA application_id = 1196444487")
        database.execute("PRAGMA journal_mode = WAL")


def text(file: Path) -> None:
    file.write_text("Notulen van de raad\n" * 400)


def short_text(file: Path) -> None:
    file.write_text("x")


def zeros(file: Path) -> None:
    file.write_bytes(bytes(8192))


@pytest.mark.parametrize(
    "make", [foreign_database, foreign_database_of_a_program, text, short_text, zeros]
)
def test_the_file_of_another_program_is_left_alone(file, make):
    """What is not ours is refused as foreign and stays as it was, to the byte."""
    make(file)
    before = written(file)
    error = refusal(file)
    assert (error.code, error.facts) == ("foreign", {"path": str(file)})
    assert written(file) == before
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_a_file_of_a_newer_version_is_left_alone(used):
    """A file that a later version wrote is refused and stays as it was."""
    file, _ = used
    with sqlite3.connect(file) as database:
        database.execute(f"PRAGMA user_version = {engine.SCHEMA_VERSION + 1}")
    before = written(file)
    error = refusal(file)
    assert error.code == "newer"
    known = engine.SCHEMA_VERSION
    assert (error.facts["found"], error.facts["known"]) == (known + 1, known)
    assert written(file) == before


def damaged(original: bytes):
    """Ways in which a file is damaged: each page in turn, and cut off."""
    size = 4096
    for start in range(0, len(original), size):
        at = start or 100  # the first 100 bytes say whose file it is
        for length in (8, 64, size - 100):
            yield original[:at] + b"\xa5" * length + original[at + length :]
    yield original[: len(original) // 2]
    yield original[: size + 100]


def test_a_damaged_file_is_left_alone(used):
    """Wherever a file is damaged it is refused as corrupt and stays as it was."""
    file, _ = used
    original = file.read_bytes()
    assert len(original) > 4 * 4096, "several pages, or this shows little"
    for number, broken in enumerate(damaged(original)):
        file.write_bytes(broken)
        assert refusal(file).code == "corrupt", number
        assert written(file) == broken, number
    file.write_bytes(original)
    open_store(file).close()


@pytest.mark.parametrize("seed", range(3))
def test_a_few_wrong_bytes_never_surprise(used, seed):
    """Bytes that fell over are noticed as damage, or opened if they are values; never a crash."""
    file, _ = used
    original = file.read_bytes()
    random = Random(seed)
    found = set()
    for _ in range(60):
        broken = bytearray(original)
        for _ in range(random.choice([1, 3, 20])):
            broken[random.randrange(100, len(broken))] ^= random.randrange(1, 256)
        file.write_bytes(broken)
        try:
            open_store(file).close()
        except StoreError as error:
            found.add(error.code)
        assert written(file) == broken
    assert found == {"corrupt"}


def test_damage_while_running_is_told_as_such(used):
    """A file that breaks under a running room gives a StoreError, not a stray exception."""
    file, code = used
    store = open_store(file)
    file.write_bytes(next(damaged(file.read_bytes())))
    with pytest.raises(StoreError) as caught:
        room(store).share(code, token(), sheet())
    assert caught.value.code == "corrupt"


def test_an_unwritable_place_is_refused(tmp_path):
    """No file can be made below a file, or in the place of a folder; both are told by path."""
    (tmp_path / "file").write_text("a file, no folder")
    (tmp_path / "folder").mkdir()
    for path in (tmp_path / "file" / "s.sqlite", tmp_path / "folder"):
        error = refusal(path)
        assert (error.code, error.facts) == ("unwritable", {"path": str(path)})
    assert (tmp_path / "file").read_text() == "a file, no folder"


def test_an_address_that_cannot_be_used_is_refused_without_its_password():
    """An address with a mistake or without a driver is a StoreError and tells no password."""
    for url in (
        "nosuch://someone:geheim@localhost/weerbaar",
        "postgresql+nosuch://someone:geheim@localhost/weerbaar",
        "://geheim",
    ):
        error = refusal(url)
        assert error.code == "unusable"
        assert "geheim" not in str(error)


def test_somebody_who_holds_the_file_too_long_is_told(used, monkeypatch):
    """When another program keeps the file locked the room says busy, and nothing is lost."""
    file, code = used
    pragmas = [p for p in engine._PRAGMAS if "busy" not in p]
    monkeypatch.setattr(engine, "_PRAGMAS", ("PRAGMA busy_timeout=50", *pragmas))
    store = open_store(file)
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    mine = token()
    with pytest.raises(StoreError) as caught:
        room(store).share(code, mine, sheet())
    assert caught.value.code == "busy"
    other.execute("ROLLBACK")
    room(store).share(code, mine, sheet())
    assert room(store).close(code).shared == 7


def test_a_writer_holds_the_file_before_it_reads(used):
    """Nobody can write between what a writer reads and what it then writes."""
    file, _ = used
    other = sqlite3.connect(file, isolation_level=None, timeout=0)
    store = open_store(file)
    with store.write(), pytest.raises(sqlite3.OperationalError, match="locked"):
        other.execute("BEGIN IMMEDIATE")
    with store.read():
        other.execute("BEGIN IMMEDIATE")
        other.execute("ROLLBACK")


def test_a_line_that_cannot_be_joined_is_told(used):
    """When the file in which writers wait their turn cannot be made, that is told by path."""
    file, code = used
    line = file.with_name(f"{file.name}-beurt")
    line.unlink()
    line.mkdir()
    with pytest.raises(StoreError) as caught:
        room(open_store(file)).share(code, token(), sheet())
    assert (caught.value.code, caught.value.facts) == ("unwritable", {"path": str(file)})


def test_an_error_never_shows_what_was_to_be_written(used):
    """When writing fails, neither the error nor its traceback repeats keys, marks or counts."""
    file, code = used
    store = open_store(file)
    with sqlite3.connect(file) as database:
        database.execute("DROP TABLE tally")
    mine = token()
    with pytest.raises(StoreError) as caught:
        room(store).share(code, mine, sheet())
    assert caught.value.code == "unusable"
    assert caught.value.__suppress_context__
    facts = {"reason": "OperationalError", "path": str(file)}
    assert str(caught.value) == f"unusable {facts}"
