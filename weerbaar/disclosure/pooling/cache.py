"""Cache: what came of opening files, kept so that it need not be done again.

One file, encrypted with libsodium's secret box under a key that follows from the private key, so
that only who could open the sealed files can read it or make it. It names the files by the hash of
their bytes. One that is damaged, or of other files, another key, questionnaire or version, counts
for nothing: it is never repaired, and a new one takes its place.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from weerbaar.disclosure.pooling.reading import Opened
from weerbaar.disclosure.pooling.research_rules import Member
from weerbaar.disclosure.pooling.sessions import Refused, Sessions
from weerbaar.disclosure.sealed.keys import private_bytes
from weerbaar.files import write_whole
from weerbaar.model.instrument import Instrument
from weerbaar.model.tally import all_keys

if TYPE_CHECKING:
    from nacl.secret import SecretBox

FORMAT = 1

_ID = 16
_LENGTH = 4


@dataclass(frozen=True)
class Cache:
    """A file with what was opened before.

    Attributes
    ----------
    path
        Where it is, or will be.
    files
        Hash of the files that were opened.
    """

    path: Path
    private_key: str = field(repr=False)
    instrument: Instrument
    files: bytes

    def load(self) -> Opened | None:
        """What came of exactly these files; None when that is not in it, whatever is."""
        from nacl.exceptions import CryptoError

        try:
            return self._unpack(self._box().decrypt(self.path.read_bytes()))
        except (OSError, CryptoError, ValueError):
            return None

    def keep(self, opened: Opened) -> None:
        """Write it whole, for its owner only; when that cannot be, do without."""
        with suppress(OSError):
            write_whole(self.path, self._box().encrypt(self._pack(opened)))

    def _box(self) -> SecretBox:
        from nacl.secret import SecretBox

        key = private_bytes(self.private_key)
        return SecretBox(hashlib.blake2b(key, digest_size=32, person=b"weerbaar-cache").digest())

    def _about(self) -> list[object]:
        asked = [self.instrument.digest, *self.instrument.earlier]
        return [FORMAT, self.files.hex(), self.instrument.id, asked]

    def _pack(self, opened: Opened) -> bytes:
        sessions = opened.sessions
        values = {one: place for place, one in enumerate(dict.fromkeys(sessions.values))}
        head = {
            "about": self._about(),
            "refused": opened.refused,
            "simulated": opened.simulated,
            "earlier": opened.earlier,
            "series": [member.series for member in sessions.members],
            "values": list(values),
            "of": [values[one] for one in sessions.values],
        }
        text = json.dumps(head, default=vars).encode()
        return b"".join(
            (
                len(text).to_bytes(_LENGTH, "little"),
                text,
                *(member.id for member in sessions.members),
                sessions.response.astype("<i4").tobytes(),
                sessions.counts.astype("<u2").tobytes(),
            )
        )

    def _unpack(self, body: bytes) -> Opened | None:
        begin = _LENGTH + int.from_bytes(body[:_LENGTH], "little")
        head = json.loads(body[_LENGTH:begin])
        if head["about"] != self._about():
            return None
        size, width = len(head["of"]), sum(1 for _ in all_keys(self.instrument))
        ids = begin + _ID * size
        response = np.frombuffer(body, "<i4", 3 * size, ids).reshape(size, 3)
        rest = ids + response.nbytes
        counts = np.frombuffer(body, "<u2", size * width, rest).reshape(size, width)
        people = counts[:, 0].tolist()
        members = tuple(
            Member(body[at : at + _ID], series, n)
            for at, series, n in zip(range(begin, ids, _ID), head["series"], people, strict=True)
        )
        values = [tuple(one) for one in head["values"]]
        sessions = Sessions(members, tuple(values[place] for place in head["of"]), counts, response)
        refused = tuple(Refused(**one) for one in head["refused"])
        return Opened(sessions, refused, head["simulated"], tuple(head["earlier"]))
