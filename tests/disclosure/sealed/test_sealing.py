"""Keys and sealed files: only the private key opens, and a file tells nothing but whose it is."""

import dataclasses
import json
from array import array
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.disclosure.councils import contribution, keys, sheet
from tests.disclosure.made_up import simulated_contributions
from tests.disclosure.sealed.earlier import seal_earlier
from tests.model.shapes import FOUR, ONE, instrument
from weerbaar.catalog import load_content
from weerbaar.catalog.texts import LONGEST_ID
from weerbaar.disclosure.sealed.box import HEADER, pack
from weerbaar.disclosure.sealed.contribution import for_research
from weerbaar.disclosure.sealed.files import read_sealed
from weerbaar.disclosure.sealed.keys import (
    PUBLIC_PREFIX,
    KeyTextError,
    fingerprint,
    new_keys,
    private_bytes,
    public_bytes,
    public_of,
)
from weerbaar.disclosure.sealed.sealing import MAGIC, Opener, SealError, seal
from weerbaar.model.answers import AnswerSheet
from weerbaar.model.instrument import MOST_STATEMENTS, Colour, Side
from weerbaar.model.tally import Tally, all_keys, scales, score_key


def refusal(call, *given):
    """Why a key was refused."""
    with pytest.raises(KeyTextError) as caught:
        call(*given)
    return caught.value


def tally_of(*sheets):
    """Sheets added up."""
    return Tally.total(map(Tally.of, sheets))


def test_what_was_sealed_comes_back_with_the_private_key():
    """Every field and every count survives sealing and opening."""
    mixed = [sheet(Colour.RED)] * 5 + [sheet(Colour.ORANGE, skip=2)] * 6
    about = {"wave": 3, "simulated": True, "language": "en", "heads": 30, "joined": 16, "done": 11}
    given = contribution(tally_of(*mixed), **about)
    assert Opener(keys().private, FOUR).open(seal(given, keys().public)) == given


def test_a_private_key_shows_itself_nowhere():
    """Neither the pair nor an error about a key repeats the private key."""
    made = new_keys()
    assert made.private not in repr(made)
    error = refusal(public_bytes, made.private)
    assert error.code == "private"
    assert made.private[20:30] not in str(error)
    assert refusal(private_bytes, made.public).code == "public"


def test_any_typo_in_a_key_is_noticed():
    """A letter changed, lost, doubled or swapped with its neighbour never gives another key."""
    key = keys().public
    for at in range(len(PUBLIC_PREFIX), len(key)):
        other = "A" if key[at] != "A" else "B"
        for wrong in (key[:at] + other + key[at + 1 :], key[:at] + key[at + 1 :]):
            assert refusal(public_bytes, wrong).code == "mistyped"
        assert refusal(public_bytes, key[:at] + "Aé" + key[at:]).code == "mistyped"
        swapped = key[:at] + key[at + 1 : at + 2] + key[at] + key[at + 2 :]
        assert swapped == key or refusal(public_bytes, swapped).code == "mistyped"
    assert refusal(public_bytes, "sleutel").code == "no_key"
    assert public_bytes(f"  {key}\n") == public_bytes(key)
    assert public_of(keys().private) == key


def test_a_file_tells_whose_key_it_needs_and_nothing_else():
    """The fingerprint of the key is in clear; nothing that was sealed is, and none looks alike."""
    one, two = (seal(contribution(), keys().public) for _ in range(2))
    assert one != two
    head = MAGIC + b"\x02" + fingerprint(keys().public)
    assert one.startswith(head)
    for word in (b"gemeenteraad", b"sheets", b"made-up", b"group_type"):
        assert word not in one


def largest():
    """An instrument of as many statements as content may have, in as many quadrants, long ids."""
    most, longest = MOST_STATEMENTS, LONGEST_ID
    sides = {f"{n:03d}".rjust(longest - 1, "q"): list(Side)[n % 2] for n in range(most)}
    return instrument(sides, 1, name="i" * longest, digest="d" * 32)


@pytest.mark.parametrize("name", [*load_content().instruments, "largest", "one", "lopsided"])
def test_all_files_are_as_long(name):
    """A room of five who answer alike and one of 999 with every count there is: one length."""
    made = {"largest": largest(), "one": ONE, "lopsided": instrument({"x": Side.ACTING}, 2)}
    found = made[name] if name in made else load_content().instruments[name].model
    small = contribution(tally_of(*[sheet(instrument=found)] * 5), instrument=found)
    longest = dict.fromkeys(("group_type", "size_class", "series"), "x" * LONGEST_ID)
    sheets = [sheet(colour, instrument=found) for colour in Colour]
    full = Tally({key: 999 * n for key, n in tally_of(*sheets).counts.items()})
    people = dict.fromkeys(("heads", "joined", "done"), 10**9)
    large = contribution(full, instrument=found, **longest, **people, year=9999, wave=99999)
    real = next(simulated_contributions(found, 1))
    for given in (small, large, real):
        file = seal(given, keys().public)
        assert len(file) == len(seal(contribution(), keys().public))
        assert Opener(keys().private, found).open(file) == given


def test_what_does_not_fit_is_not_cut_off():
    """More sheets than two bytes can say, or an id that no content can have: refused."""
    many = Tally(dict.fromkeys(tally_of(sheet()).counts, 65536))
    for large in (contribution(many), contribution(group_type="x" * 900)):
        with pytest.raises(ValueError, match="too large"):
            seal(large, keys().public)
    seal(contribution(Tally(dict.fromkeys(many.counts, 65535))), keys().public)


def test_another_key_does_not_open_it():
    """With another private key a file is refused as one of another key."""
    with pytest.raises(SealError) as caught:
        Opener(new_keys().private, FOUR).open(seal(contribution(), keys().public))
    assert caught.value.code == "other_key"


def refused(opener, file):
    """Why a file was refused; the error repeats nothing of it."""
    with pytest.raises(SealError) as caught:
        opener.open(file)
    assert caught.value.__suppress_context__ or caught.value.__context__ is None
    return caught.value.code


def test_another_instrument_is_told_apart_in_either_format():
    """Answers to other questions are not damaged, and are not counted either."""
    opener = Opener(keys().private, FOUR)
    other = contribution(instrument=dataclasses.replace(FOUR, digest="d2"))
    assert refused(opener, seal(other, keys().public)) == "other_instrument"
    assert refused(opener, seal_earlier(other, keys().public)) == "other_instrument"


@pytest.mark.parametrize("write", [seal, seal_earlier])
def test_a_damaged_file_is_refused_wherever_it_is_damaged(write):
    """A byte that fell over anywhere is noticed, in either format."""
    file, opener = write(contribution(), keys().public), Opener(keys().private, FOUR)
    broken = [
        file[:at] + bytes([file[at] ^ 1]) + file[at + 1 :]
        for at in (*range(24), *range(24, len(file), 19))
    ]
    codes = {"no_sealed_file", "newer_version", "other_key", "damaged"}
    assert {refused(opener, one) for one in broken} == codes
    for cut in (b"", file[:10], file[:30], file[:-1], file + b"x", b"PK\x03\x04"):
        assert refused(opener, cut) in codes


@pytest.mark.parametrize("version", [0, 3, 4, 255])
def test_a_version_that_is_not_known_is_said_to_be_so(version):
    """What a later program sealed is no damage."""
    file = bytearray(seal(contribution(), keys().public))
    file[len(MAGIC)] = version
    assert refused(Opener(keys().private, FOUR), bytes(file)) == "newer_version"


def test_one_version_is_not_read_as_the_other():
    """The version outside decides; the content of the other one is damage."""
    opener = Opener(keys().private, FOUR)
    for write, wrong in ((seal, 1), (seal_earlier, 2)):
        file = bytearray(write(contribution(), keys().public))
        file[len(MAGIC)] = wrong
        assert refused(opener, bytes(file)) == "damaged"


def box(body, version=2):
    """A file of whatever bytes somebody seals who has the public key."""
    from nacl.public import PublicKey, SealedBox

    head = MAGIC + bytes([version]) + fingerprint(keys().public)
    return head + SealedBox(PublicKey(public_bytes(keys().public))).encrypt(body)


FORGED = [
    {"year": "2026"},
    {"year": 0},
    {"wave": True},
    {"simulated": 1},
    {"series": 5},
    {"group_type": None},
    {"policy": {"minimum": 1, "statements_from": 10, "band": 3}},
    {"policy": {"minimum": 5}},
    {"policy": 7},
    {"heads": 8},
    {"heads": 3},
    {"heads": "20"},
    {"done": 11, "heads": 13},
    {"more": 1},
]


@pytest.mark.parametrize("wrong", FORGED, ids=str)
def test_a_header_that_nobody_writes_is_refused(wrong):
    """Values of another type or bound, and response by one to four people, are damage."""
    body = pack(contribution())
    about = json.loads(body[:HEADER])
    opener = Opener(keys().private, FOUR)
    made = json.dumps(about | wrong).encode().ljust(HEADER) + body[HEADER:]
    assert refused(opener, box(made)) == "damaged"
    if not wrong.keys() & {"heads", "done", "more"}:
        assert refused(opener, seal_earlier(contribution(), keys().public, **wrong)) == "damaged"
    for name in about:
        left = {key: value for key, value in about.items() if key != name}
        made = json.dumps(left).encode().ljust(HEADER) + body[HEADER:]
        assert refused(opener, box(made)) == "damaged"


def test_counts_that_nobody_writes_are_refused():
    """Another length, something after the last count, few sheets; by name: strange ones."""
    body, opener = pack(contribution()), Opener(keys().private, FOUR)
    few = bytearray(body)
    few[HEADER] = 4
    for wrong in (body[:-1], body + b"\0", body[:-1] + b"\1", bytes(few), b"", b"{}"):
        assert refused(opener, box(wrong)) == "damaged"
    green = {s.id: [6] for s in FOUR.statements}
    for differ in (
        {"sheets": 4},
        {"sheets": -6},
        {"sheets": 70_000},
        {"sheets": "6"},
        {"a": []},
        {"a": green | {"zz": [1]}},
        {"a": green | {"a1": [6, 0, 0, 0]}},
        {"a": green | {"a1": [6.0]}},
        {"a": green | {"a1": [True]}},
        {"a": green | {"a1": 6}},
        {"c": green | {"a1": [-1]}},
        {"h": {"a": [0] * 8}},
        {"h": {"everything": [6]}},
    ):
        assert refused(opener, seal_earlier(contribution(), keys().public, **differ)) == "damaged"
    for text in (b"[]", b"\xff", b"[" * 100_000, b"null", b'{"digest": "d1"}'):
        assert refused(opener, box(text, 1)) == "damaged"


def test_what_somebody_sealed_without_the_rule_is_masked_when_it_is_opened():
    """A box that was not made by this program shows no more than one that was."""
    sheets = [sheet(Colour.RED, skip=1)] * 4 + [sheet()] * 10
    whole = tally_of(*sheets)
    body = pack(contribution())
    counts = array("H", [whole[key] for key in all_keys(FOUR)])
    forged = body[:HEADER] + counts.tobytes() + body[HEADER + 2 * len(counts) :]
    found = Opener(keys().private, FOUR).open(box(forged)).tally
    assert found == for_research(whole, FOUR) != whole


def test_a_file_of_before_is_read_with_the_rule_of_now():
    """Its complete sheets stand for every scale, and what is over one to four people goes."""
    sheets = [sheet(Colour.RED)] * 6 + [sheet(Colour.ORANGE, skip=1)] * 4 + [sheet(skip=12)] * 2
    whole = tally_of(*sheets)
    given = contribution(for_research(whole, FOUR))
    raw = dict(given.__dict__) | {"tally": whole}
    old = SimpleNamespace(**raw)
    opened = Opener(keys().private, FOUR).open(seal_earlier(old, keys().public))
    assert (opened.heads, opened.joined, opened.done) == (None, None, None)
    assert opened.tally.sheets == 12
    assert [opened.tally.complete(scale) for scale in scales(FOUR)] == [6] * 7
    # Four more answered all but the first statement: alone they are too few to be told apart.
    for statement in FOUR.statements:
        assert [opened.tally.given(statement.id, c) for c in Colour] == [0, 0, 6]
    assert opened.tally[score_key("a", "a", 6)] == opened.tally[score_key("total", "a", 6)] == 6


def test_files_that_version_1_wrote_are_read():
    """Files that the program of then wrote give what it counted, of each session less at most four.

    An answer more or less than there was does not occur, and who was complete keeps the scores.
    """
    folder = Path(__file__).parent / "version_1"
    written = json.loads((folder / "files.json").read_text(encoding="utf-8"))
    opener = Opener(written["private"], FOUR)
    files = list(read_sealed(folder / "files.zip"))
    total = scales(FOUR)[-1]
    scored = 0
    for file, rows, about in zip(files, written["rows"], written["about"], strict=True):
        found = opener.open(file)
        whole = tally_of(*map(sheet_of, rows))
        assert {name: getattr(found, name) for name in about} == about
        assert found.tally.sheets == len(rows)
        assert found.tally.complete(total) in (0, whole.complete(total))
        assert all(n <= whole[key] for key, n in found.tally.counts.items())
        for statement in FOUR.statements:
            lost = sum(
                whole.given(statement.id, c) - found.tally.given(statement.id, c) for c in Colour
            )
            assert lost <= 4
        scored += found.tally.complete(total) > 0
    assert 4 <= scored < len(files) == 12


def sheet_of(row):
    """The sheet of a made-up row."""
    given = zip(FOUR.statements, row, strict=True)
    return AnswerSheet(FOUR, {s.id: list(Colour)[n] for s, n in given if n is not None})
