"""What lies in the data folder in each phase, and what a copy of it tells about one sheet."""

from __future__ import annotations

import random
import re
import shutil
import sqlite3
from collections import Counter
from pathlib import Path

import pytest

from tests.model.made_up import IDS
from tests.model.shapes import FOUR
from tests.room.places import opened, room, sheet, token
from weerbaar.model.answers import AnswerSheet
from weerbaar.model.instrument import Colour
from weerbaar.model.tally import Tally, all_keys
from weerbaar.room import Room, opening
from weerbaar.room.store import open_store

PEOPLE = 30


def people(count: int = PEOPLE, seed: int = 3) -> list[tuple[str, AnswerSheet]]:
    """Phones with their random value and answers; nobody answers all of any quadrant."""
    chance = random.Random(seed)
    made = []
    for number in range(count):
        left_out = {IDS[start + (number + start) % 3] for start in range(0, len(IDS), 3)}
        given = {key: chance.choice(list(Colour)) for key in IDS if key not in left_out}
        made.append((f"{chance.getrandbits(128):032x}", AnswerSheet(FOUR, given)))
    return made


def dealt(phones: list[tuple[str, AnswerSheet]]) -> list[tuple[str, AnswerSheet]]:
    """The same answers to every statement, dealt out to other people."""
    chance = random.Random(9)
    columns = {key: [s.answers[key] for _, s in phones if key in s.answers] for key in IDS}
    for column in columns.values():
        chance.shuffle(column)
    return [
        (mark, AnswerSheet(FOUR, {key: columns[key].pop() for key in IDS if key in s.answers}))
        for mark, s in phones
    ]


def story(folder: Path, phones: list[tuple[str, AnswerSheet]], until: str) -> dict[str, bytes]:
    """Let people share, and walk the session to a phase; every file with its bytes."""
    folder.mkdir()
    store = open_store(folder / "sessions.sqlite")
    place: Room = room(store)
    code = opened(place)
    for phone, answers in phones:
        place.join(code, phone)
        place.share(code, phone, answers)
    if until != "open":
        place.count_heads(code, len(phones))
        place.close(code)
    if until in {"revealed", "archived"}:
        place.reveal(code)
    if until == "archived":
        place.archive(code)
    # Not closed yet: files that go with the program must be harmless while it runs as well.
    found = {path.name: path.read_bytes() for path in folder.iterdir()}
    store.close()
    return found


@pytest.fixture(autouse=True)
def same_code(monkeypatch):
    """Every session of these tests has the same code, so that folders can be compared."""
    monkeypatch.setattr(opening, "new_code", lambda: "ABCDEF")


PHASES = pytest.mark.parametrize("until", ["open", "closed", "revealed", "archived"])


@PHASES
def test_the_folder_depends_on_the_sums_alone(tmp_path, until):
    """Other sheets with the same sums, in another order, leave the same files to the byte."""
    phones = people()
    before = story(tmp_path / "one", phones, until)
    others = dealt(phones)
    random.Random(4).shuffle(others)
    assert [s.answers for _, s in others] != [s.answers for _, s in phones]
    total = [Tally.total(Tally.of(s) for _, s in some) for some in (phones, others)]
    assert total[0] == total[1], "or this shows nothing"
    after = story(tmp_path / "two", others, until)
    assert before.keys() == after.keys() == {"sessions.sqlite", "sessions.sqlite-beurt"}
    assert before == after
    assert before["sessions.sqlite-beurt"] == b""


def counts_in(data: bytes) -> dict[str, set[int]]:
    """Every count that stands anywhere in the bytes, in use or not, by its key."""
    keys = sorted(all_keys(FOUR), key=len, reverse=True)
    pattern = b"([\x08\x09\x01])ABCDEF(" + b"|".join(map(re.escape, map(str.encode, keys))) + b")"
    found: dict[str, set[int]] = {}
    # Before the row stands how its number is kept: as nothing for 0 and 1, else in one byte.
    for kept in re.finditer(pattern, data, re.DOTALL):
        count = {8: 0, 9: 1}.get(kept[1][0], data[kept.end()] if kept.end() < len(data) else -1)
        found.setdefault(kept[2].decode(), set()).add(count)
    return found


@PHASES
def test_no_page_keeps_an_earlier_sum(tmp_path, until):
    """Only the last sums are in the bytes of the folder, and after the reveal not even those."""
    phones = people()
    data = b"".join(story(tmp_path / "one", phones, until).values())
    now = Tally.total(Tally.of(s) for _, s in phones).counts
    expected = {key: {n} for key, n in now.items()} if until in {"open", "closed"} else {}
    assert counts_in(data) == expected


def copied(file: Path, to: Path) -> Tally:
    """The sums in a copy of the file, as anyone can read them."""
    shutil.copy(file, to)
    with sqlite3.connect(to) as database:
        return Tally(dict(database.execute("SELECT key, n FROM tally")))


def answers_in(counts: dict[str, int], kind: str = "a") -> dict[str, Colour]:
    """The answers of the one sheet that is counted."""
    keys = [key.split(":") for key, n in counts.items() if n == 1 and key.startswith(f"{kind}:")]
    return {statement: Colour(colour) for *_, statement, colour in keys}


def less(after: Tally, before: Tally) -> dict[str, int]:
    """What was added in between."""
    return dict(Counter(after.counts) - Counter(before.counts))


def test_two_copies_around_one_share_give_that_sheet(file, tmp_path):
    """Copies just before and just after one share differ by exactly that person's answers."""
    place = room(open_store(file))
    code = opened(place)
    for phone, answers in people(8):
        before = copied(file, tmp_path / "before")
        place.share(code, phone, answers)
        after = copied(file, tmp_path / "after")
        assert answers_in(less(after, before)) == answers.answers


def test_two_copies_around_more_shares_give_their_sum(file, tmp_path):
    """With more shares in between the copies give what those people answered together, no more."""
    place = room(open_store(file))
    code = opened(place)
    before = copied(file, tmp_path / "before")
    phones = people(5)
    for phone, answers in phones:
        place.share(code, phone, answers)
    after = copied(file, tmp_path / "after")
    assert less(after, before) == Tally.total(Tally.of(s) for _, s in phones).counts


@pytest.mark.parametrize("alone", ["one", "incomplete", "complete"])
def test_one_copy_gives_a_sheet_that_is_alone(file, tmp_path, alone):
    """A single sheet, a single incomplete and a single complete one follow from one copy."""
    place = room(open_store(file))
    code = opened(place)
    complete = AnswerSheet(FOUR, dict(zip(IDS, [*Colour] * 4, strict=True)))
    others = {
        "one": [],
        "incomplete": [complete, sheet()],
        "complete": [sheet(skip=2), sheet(skip=3)],
    }
    mine = complete if alone == "complete" else people(1)[0][1]
    for answers in [*others[alone], mine]:
        place.share(code, token(), answers)
    found = copied(file, tmp_path / "copy").counts
    if alone == "complete":
        assert answers_in(found, "c:total") == mine.answers
        return
    rest = {k: n - found.get(f"c:total{k[1:]}", 0) for k, n in found.items() if k[:2] == "a:"}
    assert answers_in(rest) == mine.answers
