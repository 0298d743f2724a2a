"""Sealed files, opened one after the other, as sessions side by side."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from weerbaar.disclosure.pooling.sessions import (
    RESPONSE,
    UNKNOWN,
    VARIABLES,
    Member,
    Sessions,
    layout_of,
)
from weerbaar.disclosure.sealed.box import SealError
from weerbaar.disclosure.sealed.contribution import mask_all
from weerbaar.disclosure.sealed.sealing import MAGIC, Opener
from weerbaar.model.instrument import Instrument

_AT_ONCE = 256
"""Files of which the sums are checked together: few enough to need little memory."""
_MOST = 65_535


@dataclass(frozen=True)
class RefusedFile:
    """A file that was not counted.

    Attributes
    ----------
    file
        Its name when it has one (see ``SealedFiles``), else ``#`` and its place, from 1.
    reason
        ``no_sealed_file``, ``newer_version``, ``other_key``, ``damaged``, ``other_instrument``,
        ``impossible`` (sums that no sheets can have) or ``repeated`` (counted once already).
    """

    file: str
    reason: str


class Opened(NamedTuple):
    """What came of opening files.

    Attributes
    ----------
    refused
        Files that were not counted, in order.
    simulated
        Whether any of the sessions were made up.
    earlier
        Digests of earlier versions of the instrument that some sessions answered, in order.
    """

    sessions: Sessions
    refused: tuple[RefusedFile, ...]
    simulated: bool
    earlier: tuple[str, ...] = ()


class _File(NamedTuple):
    place: int
    name: str
    version: int
    digest: str
    about: dict[str, Any]


def open_all(sealed: Iterable[bytes], opener: Opener, instrument: Instrument) -> Opened:
    """Open files and keep those that hold sums of sheets of an instrument, each session once."""
    reader = _Reader(instrument)
    for place, body in enumerate(sealed, start=1):
        reader.take(place, body, opener)
    return reader.done()


class _Reader:
    def __init__(self, instrument: Instrument) -> None:
        self._instrument = instrument
        self._layout = layout_of(instrument)
        self._waiting: list[_File] = []
        self._counts = bytearray()
        self._seen: set[bytes] = set()
        self._refused: dict[int, RefusedFile] = {}
        self._values: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._kept: list[tuple[Member, tuple[str, ...]]] = []
        self._rows: list[NDArray[np.uint16]] = []
        self._response: list[tuple[int, ...]] = []
        self._simulated = False
        self._digests: set[str] = set()

    def take(self, place: int, body: bytes, opener: Opener) -> None:
        """Open one file; what its sums are worth is found out when there are some more."""
        name = getattr(body, "name", f"#{place}")
        try:
            about, counts, digest = opener.numbers(body)
        except SealError as error:
            self._refused[place] = RefusedFile(name, error.code)
            return
        self._waiting.append(_File(place, name, body[len(MAGIC)], digest, about))
        self._counts += counts.tobytes()
        if len(self._waiting) == _AT_ONCE:
            self._judge()

    def done(self) -> Opened:
        """All that was taken."""
        self._judge()
        members, values = zip(*self._kept, strict=True) if self._kept else ((), ())
        width = len(self._layout.keys)
        counts = np.concatenate(self._rows) if self._rows else np.zeros((0, width), np.uint16)
        response = np.array(self._response, np.int32).reshape(-1, len(RESPONSE))
        refused = tuple(self._refused[place] for place in sorted(self._refused))
        sessions = Sessions(members, values, counts, response)
        earlier = tuple(sorted(self._digests - {self._instrument.digest}))
        return Opened(sessions, refused, self._simulated, earlier)

    def _judge(self) -> None:
        waiting, self._waiting = self._waiting, []
        raw, self._counts = self._counts, bytearray()
        if not waiting:
            return
        sealed = np.frombuffer(raw, np.uint16).reshape(len(waiting), -1)
        counts = sealed.astype(np.int64)
        possible = self._layout.possible(counts)
        mask_all(counts, self._instrument)
        kept = []
        for row, file in enumerate(waiting):
            reason = self._add(file, sealed[row]) if possible[row] else "impossible"
            if reason:
                self._refused[file.place] = RefusedFile(file.name, reason)
            else:
                kept.append(row)
        self._rows.append(counts[kept].astype(np.uint16))

    def _add(self, file: _File, row: NDArray[np.uint16]) -> str | None:
        response = [file.about[name] for name in RESPONSE]
        if any(n is not None and n > _MOST for n in response):
            return "impossible"
        values = tuple(str(file.about[variable]) for variable in VARIABLES)
        # Kept once for all sessions that have the same ones.
        values = self._values.setdefault(values, values)
        series = file.about["series"]
        # The same session, sealed a second time, has other bytes and the same name in here.
        name = self._name(file.version, series, values, row)
        if name in self._seen:
            return "repeated"
        self._seen.add(name)
        self._kept.append((Member(name, series, int(row[0])), values))
        self._response.append(tuple(UNKNOWN if n is None else n for n in response))
        self._simulated |= file.about["simulated"]
        self._digests.add(file.digest)
        return None

    def _name(
        self, version: int, series: str, values: tuple[str, ...], row: NDArray[np.uint16]
    ) -> bytes:
        if version == 1:
            # As ever, so that ledgers know these sessions again.
            counts = self._layout.earlier(row)
            about = f"[{json.dumps(series)}, {json.dumps(values)}, {counts}]".encode()
        else:
            about = json.dumps([series, values]).encode() + row.astype("<u2").tobytes()
        return hashlib.sha256(about).digest()[:16]
