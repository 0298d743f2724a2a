"""Key pairs of a research organisation, as texts that survive copying by hand and by mail."""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import dataclass, field

PUBLIC_PREFIX = "weerbaar-public-1-"
PRIVATE_PREFIX = "weerbaar-private-1-"

_BYTES = 32
_CHECK = 4
_PRINT = 8


class KeyTextError(ValueError):
    """A text that is not the key that was asked for. The text itself is never repeated.

    Attributes
    ----------
    code
        ``no_key`` (nothing like one), ``mistyped`` (a key with a mistake in it), ``private``
        (the private key, where the public one belongs) or ``public`` (the reverse).
    """

    def __init__(self, code: str) -> None:
        super().__init__(f"not a usable key: {code}")
        self.code = code


@dataclass(frozen=True)
class KeyPair:
    """What seals (public) and what opens (private), as text.

    Attributes
    ----------
    public
        May be given to anybody; stands in ``content/lokaal.yaml``.
    private
        Kept by the research organisation alone; never shown by ``repr``.
    """

    public: str
    private: str = field(repr=False)


def new_keys() -> KeyPair:
    """Make a key pair (X25519, by libsodium)."""
    from nacl.public import PrivateKey

    made = PrivateKey.generate()
    public = _text(PUBLIC_PREFIX, bytes(made.public_key))
    return KeyPair(public, _text(PRIVATE_PREFIX, bytes(made)))


def public_bytes(text: str) -> bytes:
    """The 32 bytes of a public key.

    Raises
    ------
    KeyTextError
        If the text is no public key, or one with a mistake in it.
    """
    return _parse(text, PUBLIC_PREFIX)


def private_bytes(text: str) -> bytes:
    """The 32 bytes of a private key, by itself or in the text of a key file with its notes.

    Raises as :func:`public_bytes` does.
    """
    found = [word for word in text.split() if word.startswith(PRIVATE_PREFIX)]
    return _parse(found[0] if len(found) == 1 else text, PRIVATE_PREFIX)


def public_of(private: str) -> str:
    """The public key that belongs to a private one."""
    from nacl.public import PrivateKey

    return _text(PUBLIC_PREFIX, bytes(PrivateKey(private_bytes(private)).public_key))


def fingerprint(public: str) -> bytes:
    """Eight bytes that tell public keys apart."""
    return hashlib.sha256(public_bytes(public)).digest()[:_PRINT]


def _text(prefix: str, raw: bytes) -> str:
    return prefix + base64.urlsafe_b64encode(raw + _check(prefix, raw)).decode().rstrip("=")


def _check(prefix: str, raw: bytes) -> bytes:
    return hashlib.sha256(prefix.encode() + raw).digest()[:_CHECK]


def _parse(text: str, prefix: str) -> bytes:
    text = text.strip()
    other = PRIVATE_PREFIX if prefix == PUBLIC_PREFIX else PUBLIC_PREFIX
    if text.startswith(other):
        raise KeyTextError("private" if other == PRIVATE_PREFIX else "public")
    if not text.startswith(prefix):
        raise KeyTextError("no_key")
    body = text.removeprefix(prefix)
    try:
        # Strict: the lax decoder skips what is no letter of the alphabet.
        whole = base64.b64decode(body, altchars="-_", validate=True)
    except (binascii.Error, ValueError):
        raise KeyTextError("mistyped") from None
    raw, check = whole[:_BYTES], whole[_BYTES:]
    # Written back and compared: two texts that decode alike must not both be the key.
    if len(raw) != _BYTES or check != _check(prefix, raw) or _text(prefix, raw) != text:
        raise KeyTextError("mistyped")
    return raw
