"""From the reveal to research: sealed as promised when the session opened, or erased."""

import dataclasses
import sqlite3

import pytest

from tests.model.shapes import FOUR
from tests.room.places import content, opened, released, room, shared, sheet, token
from weerbaar.catalog.local import ResearchEntry
from weerbaar.disclosure import Policy
from weerbaar.disclosure.pooling.pool import Pool
from weerbaar.disclosure.sealed.contribution import for_research
from weerbaar.disclosure.sealed.keys import new_keys
from weerbaar.disclosure.sealed.sealing import Opener
from weerbaar.model.instrument import Colour
from weerbaar.model.plan import GroupPlan
from weerbaar.model.refusal import Refusal
from weerbaar.model.tally import Tally, scales
from weerbaar.room import Kind, Room
from weerbaar.room.store import open_store
from weerbaar.room.store.engine import SCHEMA_VERSION

KEYS = new_keys()


def named(key=KEYS.public, name="Example University"):
    """A research organisation as it stands in the content."""
    organisation = {"nl": "Universiteit van Voorbeeld", "en": name}
    return ResearchEntry(public_key=key, organisation=organisation, contact="a@b.nl")


def sealing(store, research=None):
    """A room whose sums are sealed."""
    found = named() if research is None else research
    return Room(store, content(research=found), Policy())  # type: ignore[arg-type]


def refusal(place, code):
    """Why a session has no sealed sums."""
    with pytest.raises(Refusal) as caught:
        place.sealed(code)
    assert caught.value.facts == {"code": code}
    return caught.value.code


def test_at_the_reveal_the_sums_are_sealed_and_erased(store):
    """Who has the private key reads the sums of the session, and here they are gone."""
    place = sealing(store)
    code = opened(place)
    sheets = [*[sheet(Colour.RED)] * 6, *[sheet(Colour.ORANGE, skip=1)] * 5]
    for one in sheets:
        place.share(code, token(), one)
    released(place, code)
    with store.read() as transaction:
        assert transaction.tally(code) == Tally()
    found = Opener(KEYS.private, FOUR).open(place.sealed(code))
    assert found.tally == for_research(Tally.total(map(Tally.of, sheets)), FOUR)
    assert (found.heads, found.joined, found.done) == (30, 11, 11)
    session = place.view(code).session
    assert (found.group_type, found.size_class) == (session.group_type, session.size_class)
    assert (found.wave, found.year, found.simulated) == (1, int(session.day[:4]), False)
    assert found.policy == session.policy
    assert code not in f"{found}"
    assert Pool.read([place.sealed(code)], KEYS.private, FOUR).sessions == 1


def test_without_an_organisation_the_sums_are_only_erased(store):
    """Nothing is sealed when nobody was named."""
    place = room(store)
    code = opened(place)
    shared(place, code, 8)
    released(place, code)
    assert refusal(place, code) == "sealed_nobody"
    with store.read() as transaction:
        assert transaction.tally(code) == Tally()


@pytest.mark.parametrize(("people", "sealed"), [(1, False), (4, False), (5, True)])
def test_sums_over_fewer_than_five_people_are_never_sealed(store, people, sealed):
    """The floor holds for the research organisation as well."""
    place = sealing(store)
    code = opened(place)
    shared(place, code, people)
    released(place, code)
    if sealed:
        assert Opener(KEYS.private, FOUR).open(place.sealed(code)).tally.sheets == people
    else:
        assert refusal(place, code) == "sealed_few"
    with store.read() as transaction:
        assert transaction.tally(code) == Tally()


def test_one_incomplete_sheet_among_others_is_no_row(store):
    """All complete but one: no answer of that one is in the box; the others' answers all are."""
    place = sealing(store)
    code = opened(place)
    shared(place, code, 9)
    place.share(code, token(), sheet(skip=2))
    released(place, code)
    tally = Opener(KEYS.private, FOUR).open(place.sealed(code)).tally
    assert tally.sheets == 10
    assert [tally.complete(scale) for scale in scales(FOUR)] == [9] * 7
    for statement in FOUR.statements:
        assert [tally.given(statement.id, c) for c in Colour] == [0, 0, 9]


def test_how_many_answered_is_sealed_without_one_to_four_people(store):
    """Who was there, began and was done, each merged with the number below it when they are few."""
    place = sealing(store)
    code = opened(place)
    shared(place, code, 9)
    for _ in range(2):
        place.finish(code, token())
    for _ in range(4):
        place.join(code, token())
    released(place, code, heads=21)
    session = place.view(code).session
    assert (session.heads, session.joined, session.done) == (21, 15, 11)
    found = Opener(KEYS.private, FOUR).open(place.sealed(code))
    assert (found.heads, found.joined, found.done) == (21, 15, 9)


def test_fewer_heads_than_browsers_are_sealed_all_the_same(store):
    """Who counts heads can miss some, and who has two browsers begins twice: nothing goes wrong."""
    place = sealing(store)
    code = opened(place)
    shared(place, code, 9)
    for _ in range(4):
        place.join(code, token())
    released(place, code, heads=10)
    found = Opener(KEYS.private, FOUR).open(place.sealed(code))
    assert (found.heads, found.joined, found.done) == (9, 9, 9)


def test_a_rehearsal_is_never_sealed(store):
    """Made-up participants go to no research, also when an organisation is named."""
    place = sealing(store)
    code = place.open(instrument="made-up", kind=Kind.REHEARSAL).code
    shared(place, code, 8)
    released(place, code)
    assert refusal(place, code) == "sealed_rehearsal"


def test_before_the_reveal_there_is_nothing_to_hand_over(store):
    """Open, closed or given up: no sealed sums, and it is said why."""
    place = sealing(store)
    code = opened(place)
    shared(place, code, 8)
    assert refusal(place, code) == "sealed_unrevealed"
    place.close(code)
    assert refusal(place, code) == "sealed_unrevealed"
    place.archive(code)
    assert refusal(place, code) == "sealed_unrevealed"


def test_what_was_promised_at_the_opening_is_done_at_the_reveal(store):
    """Another key, or none, in the content of later changes nothing for a session that runs."""
    place = sealing(store)
    promised, unpromised = opened(place), opened(room(store))
    other_keys = new_keys()
    for later in (room(store), sealing(store, named(other_keys.public))):
        assert later.view(promised).session.recipient.public_key == KEYS.public
        assert later.view(unpromised).session.recipient is None
    later = sealing(store, named(other_keys.public))
    for code in (promised, unpromised):
        shared(later, code, 6)
        released(later, code)
    assert Opener(KEYS.private, FOUR).open(later.sealed(promised)).tally.sheets == 6
    assert refusal(later, unpromised) == "sealed_nobody"


def test_a_key_with_a_mistake_opens_no_session(store):
    """A session that cannot do what it would promise is not opened."""
    wrong = KEYS.public[:-3] + "xyz"
    with pytest.raises(Refusal) as caught:
        opened(sealing(store, named(wrong)))
    assert caught.value.code == "research_key"
    assert wrong not in str(caught.value)
    rehearsal = sealing(store, named(wrong)).open(instrument="made-up", kind=Kind.REHEARSAL)
    assert rehearsal.recipient is None


def test_waves_share_a_name_and_count_up(store):
    """The next wave of a group has the same series, one with another key a new one."""
    place, codes = sealing(store), []
    for _ in range(3):
        before = codes[-1] if codes else None
        codes.append(place.open(instrument="made-up", wave_of=before).code)
        shared(place, codes[-1], 6)
        released(place, codes[-1])
    found = [Opener(KEYS.private, FOUR).open(place.sealed(code)) for code in codes]
    assert [one.wave for one in found] == [1, 2, 3]
    assert len({one.series for one in found}) == 1
    other = sealing(store, named(new_keys().public))
    moved = other.open(instrument="made-up", wave_of=codes[-1])
    assert moved.recipient.series != found[0].series
    assert place.open(instrument="made-up").recipient.series != found[0].series


def test_revealing_twice_seals_once(store):
    """A second press on reveal changes neither the release nor what was sealed."""
    place = sealing(store)
    code = opened(place)
    shared(place, code, 6)
    released(place, code)
    before = place.sealed(code)
    place.reveal(code)
    assert place.sealed(code) == before


def test_when_sealing_fails_nothing_happened(store, monkeypatch):
    """A reveal whose sealing breaks off leaves the session closed and its sums where they were."""
    from weerbaar.room import reveal

    place = sealing(store)
    code = opened(place)
    shared(place, code, 6)

    def broken(*_given):
        raise MemoryError

    monkeypatch.setattr(reveal, "seal", broken)
    with pytest.raises(MemoryError):
        released(place, code)
    assert place.view(code).shared == 6
    monkeypatch.undo()
    place.reveal(code)
    assert place.sealed(code)


def test_no_byte_of_the_sums_is_left_in_the_file(file):
    """After sealing the file holds no key of the tally of that session, only the sealed box."""
    place = sealing(open_store(file))
    code = opened(place)
    shared(place, code, 12)
    assert f"{code}a:a1:".encode() in file.read_bytes()
    released(place, code)
    left = file.read_bytes()
    for kind in ("a:", "c:", "h:", "sheets"):
        assert f"{code}{kind}".encode() not in left
    assert place.sealed(code)[:40] in left


def test_a_file_of_before_gets_what_it_lacks(file):
    """Sessions of a file made before sealing are there, are not sealed, and new ones are."""
    old = room(open_store(file))
    code = opened(old)
    shared(old, code, 6)
    with sqlite3.connect(file) as database:
        database.execute("DROP TABLE sealed")
        database.execute("DROP TABLE plan")
        database.execute("ALTER TABLE session DROP COLUMN recipient")
        database.execute("PRAGMA user_version = 1")
    store = open_store(file)
    place = sealing(store)
    assert place.view(code).session == dataclasses.replace(old.sessions()[0], recipient=None)
    released(place, code)
    assert refusal(place, code) == "sealed_nobody"
    new = opened(place)
    shared(place, new, 6)
    released(place, new)
    assert place.sealed(new)
    assert place.plan(code) == GroupPlan()
    with sqlite3.connect(file) as database:
        assert database.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
        assert database.execute("PRAGMA secure_delete").fetchone()
