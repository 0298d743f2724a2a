"""Sealed files: what leaves a room for research, readable with one private key only.

A file is a magic number with a version, eight bytes that name the key, and a libsodium sealed box
(X25519, XSalsa20-Poly1305; https://doc.libsodium.org/public-key_cryptography/sealed_boxes); what is
in it says :mod:`weerbaar.disclosure.sealed.box`. A sealed box names no sender and leaves no key
behind: whoever made it cannot open it either.
"""

from __future__ import annotations

from dataclasses import replace

from weerbaar.disclosure.sealed.box import Numbers, SealError, Unpacker, pack
from weerbaar.disclosure.sealed.contribution import Contribution, masked
from weerbaar.disclosure.sealed.keys import (
    fingerprint,
    private_bytes,
    public_bytes,
    public_of,
)
from weerbaar.model.instrument import Instrument
from weerbaar.model.tally import Tally, all_keys

MAGIC = b"WEERBAAR-SEALED"
VERSION = 2

_HEAD = len(MAGIC) + 1
_START = _HEAD + 8


def seal(contribution: Contribution, public_key: str) -> bytes:
    """Seal a contribution to a public key; every time it gives other bytes.

    Raises
    ------
    KeyTextError
        If the key is no public key.
    ValueError
        If it is larger than content can make it.
    """
    from nacl.public import PublicKey, SealedBox

    box = SealedBox(PublicKey(public_bytes(public_key)))
    head = MAGIC + bytes([VERSION]) + fingerprint(public_key)
    return head + bytes(box.encrypt(pack(contribution)))


class Opener:
    """Opens what was sealed to one key pair about one instrument."""

    def __init__(self, private_key: str, instrument: Instrument) -> None:
        """Take the private key as text; raises :class:`~.keys.KeyTextError` if it is none."""
        from nacl.public import PrivateKey, SealedBox

        self._box = SealedBox(PrivateKey(private_bytes(private_key)))
        self._fingerprint = fingerprint(public_of(private_key))
        self._instrument = instrument
        self._unpacker = Unpacker(instrument)

    def open(self, sealed: bytes) -> Contribution:
        """What was sealed, without what it should not tell.

        Raises
        ------
        SealError
            If it is no sealed file, one of another key, instrument or version, or damaged.
        """
        about, counts, digest = self.numbers(sealed)
        row = masked(counts, self._instrument)
        tally = Tally(dict(zip(all_keys(self._instrument), row, strict=True)))
        return Contribution(
            instrument=replace(self._instrument, digest=digest), tally=tally, **about
        )

    def numbers(self, sealed: bytes) -> Numbers:
        """The same for whoever reads many files: as it was sealed, and not yet masked.

        Raises as :meth:`open` does.
        """
        from nacl.exceptions import CryptoError

        if not sealed.startswith(MAGIC) or len(sealed) < _START:
            raise SealError("no_sealed_file")
        version = sealed[len(MAGIC)]
        if not 1 <= version <= VERSION:
            raise SealError("newer_version")
        if sealed[_HEAD:_START] != self._fingerprint:
            raise SealError("other_key")
        try:
            return self._unpacker.unpack(version, self._box.decrypt(sealed[_START:]))
        except (CryptoError, ValueError):
            # "from None": the original message may hold what was sealed.
            raise SealError("damaged") from None
