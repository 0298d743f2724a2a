"""Keys and sealed files: only the private key opens, and a file tells nothing but whose it is."""

import pytest

from tests.disclosure.councils import contribution, keys, sheet
from weerbaar.catalog import load_content
from weerbaar.disclosure.sealed.keys import (
    PUBLIC_PREFIX,
    KeyTextError,
    fingerprint,
    new_keys,
    private_bytes,
    public_bytes,
    public_of,
)
from weerbaar.disclosure.sealed.populations import for_research
from weerbaar.disclosure.sealed.sealing import BLOCK, MAGIC, Opener, SealError, seal
from weerbaar.disclosure.sealed.simulate import simulated_contributions
from weerbaar.model.instrument import Colour
from weerbaar.model.tally import Tally, all_keys


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
    given = contribution(tally_of(*mixed), wave=3, simulated=True, language="en")
    assert Opener(keys().private).open(seal(given, keys().public)) == given


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
    head = MAGIC + b"\x01" + fingerprint(keys().public)
    assert one.startswith(head)
    for word in (b"gemeenteraad", b"sheets", b"made-up", b"group_type"):
        assert word not in one


@pytest.mark.parametrize("name", load_content().instruments)
def test_all_files_are_as_long(name):
    """A room of five who answer alike and one of 999 with every count there is: one length."""
    instrument = load_content().instruments[name].model
    small = contribution(tally_of(*[sheet()] * 5))
    full = contribution(Tally(dict.fromkeys(all_keys(instrument), 999) | {"sheets": 1998}))
    assert len(full.to_json()) <= BLOCK
    real = next(simulated_contributions(instrument, 1))
    assert len({len(seal(c, keys().public)) for c in (small, full, real)}) == 1


def test_another_key_does_not_open_it():
    """With another private key a file is refused as one of another key."""
    with pytest.raises(SealError) as caught:
        Opener(new_keys().private).open(seal(contribution(), keys().public))
    assert caught.value.code == "other_key"


def test_a_damaged_file_is_refused_wherever_it_is_damaged():
    """A byte that fell over anywhere is noticed, and the error repeats nothing of the file."""
    file, opener = seal(contribution(), keys().public), Opener(keys().private)
    found = set()
    for at in (*range(24), *range(24, len(file), 9)):
        broken = file[:at] + bytes([file[at] ^ 1]) + file[at + 1 :]
        with pytest.raises(SealError) as caught:
            opener.open(broken)
        found.add(caught.value.code)
        assert caught.value.__suppress_context__ or caught.value.__context__ is None
    assert found == {"no_sealed_file", "newer_version", "other_key", "damaged"}
    for cut in (b"", file[:10], file[:30], file[:-1], b"PK\x03\x04"):
        with pytest.raises(SealError):
            opener.open(cut)


@pytest.mark.parametrize("complete", range(12))
@pytest.mark.parametrize("incomplete", range(12))
def test_no_sum_over_one_to_four_sheets_is_sealed(complete, incomplete):
    """Neither complete sheets nor what is left without them are sealed when fewer than five."""
    sheets = [sheet(Colour.RED)] * complete + [sheet(skip=1)] * incomplete
    left = for_research(tally_of(*sheets))
    assert left.sheets == len(sheets)
    whole, rest = left.complete_sheets, left.sheets - left.complete_sheets
    assert whole == 0 or (whole >= 5 and (rest == 0 or rest >= 5))
    if not whole:
        assert not [key for key in left.counts if key[:2] in ("c:", "h:")]
    if len(sheets) >= 5:
        assert contribution(left).tally == left


def test_a_contribution_refuses_sums_over_few_sheets():
    """What would be a row, or nearly, cannot be made into a contribution at all."""
    for few in (tally_of(*[sheet()] * 4), tally_of(sheet(skip=1), *[sheet()] * 20)):
        with pytest.raises(ValueError, match="at least 5"):
            contribution(few)
