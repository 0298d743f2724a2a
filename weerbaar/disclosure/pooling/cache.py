"""Caches: what came of opening files, and what was suppressed in earlier releases of them.

Two files, encrypted with libsodium's secret box under a key that follows from the private key, so
that only who could open the sealed files can read or make them. The first names the files by the
hash of their bytes. One that is damaged, or of other files, another key, questionnaire or version,
counts for nothing: it is never repaired, and a new one takes its place.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import TypeAdapter

from weerbaar.disclosure.pooling.reading import Opened, RefusedFile
from weerbaar.disclosure.pooling.research_release import ResearchRules
from weerbaar.disclosure.pooling.sessions import Ids, Member, Sessions
from weerbaar.disclosure.pooling.suppression import Suppressed
from weerbaar.disclosure.sealed.keys import private_bytes
from weerbaar.files import write_whole
from weerbaar.model.instrument import Instrument
from weerbaar.model.tally import all_keys

FORMAT = 2
"""Raised with whatever changes what is opened, or what is suppressed."""

GroupName = tuple[Ids, bool]
"""A group by its sessions, and whether only its shares are shown."""

_KEPT = TypeAdapter(dict[str, list[Suppressed]])

_ID = 16
_LENGTH = 4


@dataclass(frozen=True)
class EncryptedFile:
    """A file that only who has the private key can read, or write so that it is read.

    Attributes
    ----------
    path
        Where it is, or will be; None for nowhere.
    """

    path: Path | None
    private_key: str = field(repr=False)

    def read(self) -> bytes | None:
        """What is in it; None when it is not there, damaged or of another key."""
        from nacl.exceptions import CryptoError

        try:
            return bytes(self._box().decrypt(self.path.read_bytes())) if self.path else None
        except (OSError, CryptoError, ValueError):
            return None

    def write(self, body: bytes) -> None:
        """Write it whole, for its owner only; when that cannot be, do without."""
        if self.path is None:
            return
        with suppress(OSError):
            write_whole(self.path, self._box().encrypt(body))

    def beside(self, suffix: str) -> EncryptedFile:
        """Another one in the same folder."""
        path = self.path and self.path.with_name(self.path.name + suffix)
        return EncryptedFile(path, self.private_key)

    def _box(self) -> Any:
        from nacl.secret import SecretBox

        key = private_bytes(self.private_key)
        return SecretBox(hashlib.blake2b(key, digest_size=32, person=b"weerbaar-cache").digest())


@dataclass(frozen=True)
class OpenedCache:
    """What was opened before.

    Attributes
    ----------
    files
        Hash of the files that were opened.
    """

    file: EncryptedFile
    instrument: Instrument
    files: bytes

    def load(self) -> Opened | None:
        """What came of exactly these files; None when that is not in it, whatever is."""
        body = self.file.read()
        try:
            return self._unpack(body) if body else None
        except ValueError:
            return None

    def keep(self, opened: Opened) -> None:
        """Remember what came of these files."""
        self.file.write(self._pack(opened))

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
        refused = tuple(RefusedFile(**one) for one in head["refused"])
        return Opened(sessions, refused, head["simulated"], tuple(head["earlier"]))


@dataclass
class SuppressionMemory:
    """What was suppressed in earlier releases because of the tables beside them.

    Each release goes by a hash of everything that it follows from: the sessions with all their
    counts, the rules, and the groups of it and of all releases before it. What is of other ones is
    not found, and worked out again.

    Attributes
    ----------
    file
        Where it is kept; None for as long as the pool is.
    """

    file: EncryptedFile | None = None
    _kept: dict[str, list[Suppressed]] | None = field(default=None, init=False, repr=False)
    _used: dict[str, list[Suppressed]] = field(default_factory=dict, init=False, repr=False)
    _at: str = field(default="", init=False, repr=False)

    def begin(self, sessions: Sessions, instrument: Instrument, rules: ResearchRules) -> None:
        """Begin at the first release of all."""
        order = sorted(range(len(sessions)), key=lambda place: sessions.members[place].id)
        members = repr([sessions.members[place] for place in order]).encode()
        counts = sessions.counts[order].astype("<u2").tobytes()
        response = sessions.response[order].astype("<i4").tobytes()
        whole = [hashlib.sha256(part).hexdigest() for part in (members, counts, response)]
        asked = [instrument.id, instrument.digest, *instrument.earlier]
        about = json.dumps([FORMAT, asked, asdict(rules), whole])
        self._at = hashlib.sha256(about.encode()).hexdigest()
        self._used = {}

    def go_on(self, release: Collection[GroupName]) -> None:
        """Go on to the next release, of these groups."""
        named = sorted((sorted(one.hex() for one in ids), only) for ids, only in release)
        self._at = hashlib.sha256(json.dumps([self._at, named]).encode()).hexdigest()

    def recall(self, new: Collection[GroupName]) -> dict[GroupName, Suppressed] | None:
        """What was suppressed of the new groups of this release; None when nobody knows."""
        if self._kept is None:
            self._kept = self._read()
        found = self._kept.get(self._at)
        if found is None:
            return None
        self._used[self._at] = found
        return dict(zip(_in_order(new), found, strict=True))

    def keep(self, suppressed: Mapping[GroupName, Suppressed]) -> None:
        """Remember what was suppressed of the new groups of this release."""
        self._used[self._at] = [suppressed[name] for name in _in_order(suppressed)]

    def save(self) -> None:
        """Write what this release and those before it needed, and nothing else."""
        if self._used and self._used != self._kept:
            self._kept = self._used
            if self.file is not None:
                self.file.write(_KEPT.dump_json(self._kept))

    def _read(self) -> dict[str, list[Suppressed]]:
        body = self.file.read() if self.file is not None else None
        return _KEPT.validate_json(body) if body else {}


def _in_order(names: Collection[GroupName]) -> list[GroupName]:
    return sorted(names, key=lambda name: (sorted(name[0]), name[1]))
