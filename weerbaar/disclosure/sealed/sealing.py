"""Sealed files: what leaves a room for research, readable with one private key only.

A file is a magic number with a version, eight bytes that name the key, and a libsodium sealed box
(X25519, XSalsa20-Poly1305; https://doc.libsodium.org/public-key_cryptography/sealed_boxes). In it
is a contribution as JSON, padded with spaces so that the length of a file says nothing. A sealed
box names no sender and leaves no key behind: whoever made it cannot open it either.
"""

from __future__ import annotations

from weerbaar.disclosure.sealed.contribution import Contribution, new_series
from weerbaar.disclosure.sealed.keys import (
    KeyPair,
    KeyTextError,
    fingerprint,
    new_keys,
    private_bytes,
    public_bytes,
    public_of,
)

__all__ = [
    "Contribution",
    "KeyPair",
    "KeyTextError",
    "Opener",
    "SealError",
    "new_keys",
    "new_series",
    "seal",
]

MAGIC = b"WEERBAAR-SEALED"
VERSION = 1
BLOCK = 2048
"""Size of the sealed text: eighteen statements with 999 people fit in one; more take several."""

_HEAD = len(MAGIC) + 1
_START = _HEAD + 8


class SealError(ValueError):
    """A file that cannot be opened.

    Attributes
    ----------
    code
        ``no_sealed_file``, ``newer_version``, ``other_key`` or ``damaged``.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def seal(contribution: Contribution, public_key: str) -> bytes:
    """Seal a contribution to a public key; every time it gives other bytes.

    Raises
    ------
    KeyTextError
        If the key is no public key.
    """
    from nacl.public import PublicKey, SealedBox

    text = contribution.to_json().encode()
    padded = text.ljust(-(-len(text) // BLOCK) * BLOCK)
    box = SealedBox(PublicKey(public_bytes(public_key)))
    head = MAGIC + bytes([VERSION]) + fingerprint(public_key)
    return head + bytes(box.encrypt(padded))


class Opener:
    """Opens what was sealed to one key pair; a private key is read once, not per file."""

    def __init__(self, private_key: str) -> None:
        """Take the private key as text; raises :class:`KeyTextError` if it is none."""
        from nacl.public import PrivateKey, SealedBox

        self._box = SealedBox(PrivateKey(private_bytes(private_key)))
        self._fingerprint = fingerprint(public_of(private_key))

    def open(self, sealed: bytes) -> Contribution:
        """What was sealed.

        Raises
        ------
        SealError
            If it is no sealed file, one of another key or version, or damaged.
        """
        from nacl.exceptions import CryptoError

        if not sealed.startswith(MAGIC) or len(sealed) < _START:
            raise SealError("no_sealed_file")
        if sealed[len(MAGIC)] != VERSION:
            raise SealError("newer_version")
        if sealed[_HEAD:_START] != self._fingerprint:
            raise SealError("other_key")
        try:
            return Contribution.from_json(self._box.decrypt(sealed[_START:]))
        except (CryptoError, ValueError):
            # "from None": the original message may hold what was sealed.
            raise SealError("damaged") from None
