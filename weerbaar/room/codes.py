"""Join codes: six characters that survive being read aloud and typed on a phone."""

from __future__ import annotations

import secrets
from typing import NewType

from weerbaar.model.refusal import Refusal

JoinCode = NewType("JoinCode", str)

ALPHABET = "ACDEFGHJKMNPQRTVWXY34679"
"""No look-alikes (0 O, 1 I L, 2 Z, 5 S, 8 B, U V). 24 signs, 191 million codes."""

LENGTH = 6


def new_code() -> JoinCode:
    """A code that cannot be guessed from earlier ones."""
    return JoinCode("".join(secrets.choice(ALPHABET) for _ in range(LENGTH)))


def parse_code(text: str) -> JoinCode:
    """Read a code as somebody typed it: case, spaces and dashes do not matter.

    Raises
    ------
    Refusal
        ``code_malformed`` if it cannot be a code.
    """
    code = "".join(text.split()).replace("-", "").upper()
    if len(code) != LENGTH or not set(code) <= set(ALPHABET):
        raise Refusal("code_malformed")
    return JoinCode(code)
