"""The contract of every store; a new kind of store is added to the fixture in conftest."""

from __future__ import annotations

import dataclasses
import threading

import pytest

from tests.room.places import sheet
from weerbaar.disclosure import Policy
from weerbaar.model.instrument import Colour
from weerbaar.model.tally import Tally
from weerbaar.room.session import Kind, Phase, Recipient, Session
from weerbaar.room.store import open_store

MARK = bytes(range(32))


def session(code: str = "ACDEFG", number: int = 1) -> Session:
    """A session with every field filled in."""
    return Session(
        code=code,
        number=number,
        day="2026-03-04",
        kind=Kind.REHEARSAL,
        instrument="made-up",
        digest="d1",
        policy=Policy(minimum=8, statements_from=13, band=4),
        language="en",
        group_type="staten",
        size_class="30-39",
        phase=Phase.CLOSED,
        joined=12,
        done=11,
        heads=13,
        wave_of="XWYTAC",
        recipient=Recipient("key", {"nl": "één", "en": "one"}, "a@b", "series"),
    )


def test_a_session_comes_back_as_it_was_saved(store):
    """Every field survives the store, an empty one as empty."""
    full = session()
    bare = dataclasses.replace(
        full, code="CDEFGH", number=2, heads=None, wave_of=None, recipient=None
    )
    with store.write() as transaction:
        assert transaction.find(full.code) is None
        transaction.save(full)
        transaction.save(bare)
        assert transaction.find(full.code) == full
    with store.read() as transaction:
        assert transaction.find(full.code) == full
        assert transaction.find(bare.code) == bare
        assert transaction.find("NOBODY") is None


def test_the_newest_session_comes_first(store):
    """Sessions are listed by number, newest first, in whatever order they were saved."""
    made = [session(code, number) for code, number in (("C", 2), ("A", 10), ("B", 3), ("D", 1))]
    with store.write() as transaction:
        for one in made:
            transaction.save(one)
    with store.read() as transaction:
        assert [s.number for s in transaction.sessions()] == [10, 3, 2, 1]


def test_saving_again_replaces(store):
    """A session that is saved again is the same session, changed, and no second one."""
    with store.write() as transaction:
        transaction.save(session())
    changed = dataclasses.replace(session(), phase=Phase.RELEASED, joined=40, heads=None)
    with store.write() as transaction:
        transaction.save(changed)
    with store.read() as transaction:
        assert transaction.sessions() == (changed,)


def test_a_receipt_is_kept_once(store):
    """A mark is new once per session, also when it comes back in a later transaction."""
    with store.write() as transaction:
        assert not transaction.has_receipt("A", MARK)
        assert transaction.add_receipt("A", MARK)
        assert not transaction.add_receipt("A", MARK)
        assert transaction.add_receipt("B", MARK), "another session, another mark"
    with store.write() as transaction:
        assert not transaction.add_receipt("A", MARK)
        assert transaction.add_receipt("A", MARK[::-1])
    with store.read() as transaction:
        assert transaction.has_receipt("A", MARK)
        assert not transaction.has_receipt("C", MARK)


def test_tallies_add_up(store):
    """What is added in many transactions is the tally of all, per session."""
    sheets = [sheet(Colour.RED), sheet(Colour.GREEN, skip=3), sheet(Colour.RED), sheet()]
    for one in sheets:
        with store.write() as transaction:
            transaction.add_tally("A", Tally.of(one))
    with store.write() as transaction:
        transaction.add_tally("B", Tally.of(sheets[0]))
        transaction.add_tally("B", Tally())
    with store.read() as transaction:
        assert transaction.tally("A") == Tally.total(map(Tally.of, sheets))
        assert transaction.tally("B") == Tally.of(sheets[0])
        assert transaction.tally("C") == Tally()


def test_erasing_leaves_nothing_and_no_neighbour_behind(store):
    """What is erased is gone for good; other sessions keep theirs."""
    with store.write() as transaction:
        for code in "AB":
            transaction.add_tally(code, Tally.of(sheet()))
            transaction.add_receipt(code, MARK)
    with store.write() as transaction:
        transaction.erase_tally("A")
        transaction.erase_receipts("A")
        transaction.erase_tally("C")
    with store.read() as transaction:
        assert transaction.tally("A") == Tally()
        assert not transaction.has_receipt("A", MARK)
        assert transaction.tally("B") == Tally.of(sheet())
        assert transaction.has_receipt("B", MARK)


def test_a_release_is_put_once(store):
    """A second release of the same session is refused and the first stays as it was (R5)."""
    with store.write() as transaction:
        assert transaction.release("A") is None
        transaction.put_release("A", "first")
    with pytest.raises(KeyError), store.write() as transaction:
        transaction.put_release("A", "second")
    with store.read() as transaction:
        assert transaction.release("A") == "first"
        assert transaction.release("B") is None


def test_sealed_sums_are_put_once(store):
    """Bytes come back as they were; a second sealing of the same session is refused."""
    body = bytes(range(256)) * 9
    with store.write() as transaction:
        assert transaction.sealed("A") is None
        transaction.put_sealed("A", body)
    with pytest.raises(KeyError), store.write() as transaction:
        transaction.put_sealed("A", b"second")
    with store.read() as transaction:
        assert transaction.sealed("A") == body
        assert transaction.sealed("B") is None


def test_a_plan_is_replaced_and_can_be_taken_away(store):
    """The last plan of a session counts; without one there is none, and no neighbour changes."""
    with store.write() as transaction:
        assert transaction.plan("A") is None
        transaction.put_plan("A", "first")
        transaction.put_plan("B", "other")
    with store.write() as transaction:
        transaction.put_plan("A", "second")
        assert transaction.plan("A") == "second"
    with store.write() as transaction:
        transaction.put_plan("B", None)
        transaction.put_plan("C", None)
    with store.read() as transaction:
        assert [transaction.plan(code) for code in "ABC"] == ["second", None, None]


def test_the_last_meeting_counts(store):
    """There is one meeting, whatever session it is of; none before the first is kept."""
    with store.write() as transaction:
        assert transaction.meeting() is None
        transaction.put_meeting("first")
        assert transaction.meeting() == "first"
    with store.write() as transaction:
        transaction.put_meeting("second")
    with store.read() as transaction:
        assert transaction.meeting() == "second"


def fill(transaction) -> None:
    """Write something of every kind."""
    transaction.save(session())
    transaction.add_receipt("A", MARK)
    transaction.add_tally("A", Tally.of(sheet()))
    transaction.put_release("A", "body")
    transaction.put_sealed("A", b"sealed")
    transaction.put_plan("A", "plan")
    transaction.put_meeting("meeting")


def nothing_kept(store) -> bool:
    """Whether nothing of ``fill`` is in the store."""
    with store.read() as transaction:
        return (
            transaction.sessions() == ()
            and not transaction.has_receipt("A", MARK)
            and transaction.tally("A") == Tally()
            and transaction.release("A") is None
            and transaction.sealed("A") is None
            and transaction.plan("A") is None
            and transaction.meeting() is None
        )


def fail_after_filling(store) -> None:
    """Break off a transaction that wrote something of every kind."""
    with store.write() as transaction:
        fill(transaction)
        raise RuntimeError


def test_an_exception_takes_everything_back(store):
    """A transaction that breaks off leaves nothing, and the store can be used again."""
    with pytest.raises(RuntimeError):
        fail_after_filling(store)
    assert nothing_kept(store)
    with store.write() as transaction:
        fill(transaction)
    assert not nothing_kept(store)


def test_an_erasure_that_breaks_off_erases_nothing(store):
    """A tally survives when the transaction that erased it breaks off."""
    with store.write() as transaction:
        fill(transaction)

    def erase_and_fail() -> None:
        with store.write() as transaction:
            transaction.erase_tally("A")
            transaction.erase_receipts("A")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        erase_and_fail()
    with store.read() as transaction:
        assert transaction.tally("A") == Tally.of(sheet())
        assert transaction.has_receipt("A", MARK)


def test_a_reader_sees_what_is_committed_and_nothing_else(store):
    """While somebody writes, a reader sees the state before, and does not have to wait."""
    written, may_end = threading.Event(), threading.Event()

    def write() -> None:
        with store.write() as transaction:
            fill(transaction)
            written.set()
            may_end.wait(10)

    writer = threading.Thread(target=write)
    writer.start()
    assert written.wait(10)
    before = nothing_kept(store)
    waited = not writer.is_alive()
    may_end.set()
    writer.join()
    assert (before, waited) == (True, False)
    assert not nothing_kept(store)


def test_writers_take_turns(store):
    """Of forty writers that read and then add one, none is lost."""
    with store.write() as transaction:
        transaction.save(dataclasses.replace(session(), joined=0))

    def join() -> None:
        with store.write() as transaction:
            found = transaction.find("ACDEFG")
            transaction.save(dataclasses.replace(found, joined=found.joined + 1))

    threads = [threading.Thread(target=join) for _ in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.read() as transaction:
        assert transaction.find("ACDEFG").joined == 40


def test_what_was_written_survives_closing(file):
    """A store on file is found again with all that was in it."""
    for round_ in (1, 2):
        reopened = open_store(file)
        with reopened.write() as transaction:
            transaction.save(session(f"CODE{round_}", round_))
        with reopened.read() as transaction:
            assert len(transaction.sessions()) == round_
        reopened.close()
