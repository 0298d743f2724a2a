"""Join codes: read aloud, typed on a phone."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weerbaar.model.refusal import Refusal
from weerbaar.room import new_code, parse_code
from weerbaar.room.codes import ALPHABET, LENGTH

codes = st.text(ALPHABET, min_size=LENGTH, max_size=LENGTH)
filler = st.text(" -\t\n\u00a0\u202f", max_size=2)


@given(codes, st.lists(filler, min_size=LENGTH + 1, max_size=LENGTH + 1), st.booleans())
def test_a_code_is_read_however_it_is_typed(code, gaps, lower):
    """Lower case, spaces of any kind and dashes do not matter."""
    typed = gaps[0] + "".join(c + gap for c, gap in zip(code, gaps[1:], strict=True))
    assert parse_code(typed.lower() if lower else typed) == code


LOOK_ALIKES = [f"ACDEF{sign}" for sign in "0O1IL2Z5S8BU"]
OTHER_ALPHABETS = ["\u00c0CDEFG", "\uff21CDEFG", "\ua4d0CDEFG", "ACDEF\u00df", "ACDEF\x00"]
MISCHIEF = ["", "ACDEF", "ACDEFGH", "<ACDE>", "' OR 1", "../../", "ACDE%47"]


@pytest.mark.parametrize("typed", [*LOOK_ALIKES, *OTHER_ALPHABETS, *MISCHIEF])
def test_what_cannot_be_a_code_is_malformed(typed):
    """Look-alikes, other alphabets and mischief are refused before anything is looked up."""
    with pytest.raises(Refusal) as caught:
        parse_code(typed)
    assert caught.value.code == "code_malformed"
    assert caught.value.facts == {}, "what was typed is not repeated"


@given(st.text(max_size=12))
def test_any_text_is_a_code_or_malformed(typed):
    """No text at all makes reading a code fail in another way."""
    with contextlib.suppress(Refusal):
        assert set(parse_code(typed)) <= set(ALPHABET)


def test_new_codes_can_be_read_back():
    """A new code is a code, has no look-alikes and is not the one before."""
    made = {new_code() for _ in range(200)}
    assert len(made) == 200
    assert all(parse_code(code) == code for code in made)
    assert not set(ALPHABET) & set("0O1IL2Z5S8BU")
