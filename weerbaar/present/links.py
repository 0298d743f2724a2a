"""Addresses and numbers within a sentence, so that a page can make links of them."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import urlsplit

_LINK = re.compile(
    r"(?P<address>https?://[^\s<>\"']*[^\s<>\"'.,;:!?)])"
    r"|(?P<phone>(?<![\w/-])0\d{1,3}[ -]\d[\d ]{2,10}\d(?![\w/-]))"
)


class Piece(NamedTuple):
    """A stretch of a sentence.

    Attributes
    ----------
    href
        Where it leads; None for words. Escaping it is the template's work.
    """

    text: str
    href: str | None = None

    @property
    def host(self) -> str:
        """Whose page it is, in place of a long address; empty when it is no web address."""
        found = urlsplit(self.href or "")
        return (found.hostname or "").removeprefix("www.")


def linked(text: str) -> tuple[Piece, ...]:
    """A text in pieces, of which web addresses and Dutch phone numbers lead somewhere.

    Parameters
    ----------
    text
        Plain text, such as a source or a checked fact; the pieces together are that text again.
    """
    pieces, done = [], 0
    for found in _LINK.finditer(text):
        href = found["address"] or f"tel:{re.sub(r'[^0-9]', '', found['phone'])}"
        pieces += [Piece(text[done : found.start()]), Piece(found.group(), href)]
        done = found.end()
    return tuple(piece for piece in (*pieces, Piece(text[done:])) if piece.text)
