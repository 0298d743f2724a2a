"""What is in a sealed file before it is sealed, in the two formats there are.

Version 2, which is written, has one length whatever is in it: a JSON object padded with spaces to
``HEADER`` bytes, then a count of two bytes (little-endian) for each of ``all_keys`` of the
instrument, then zeros up to ``LENGTH``. Version 1, which is only read, is one JSON object with the
counts by name, padded to a multiple of 2048 bytes; its ``c`` and ``h`` are of sheets without any
skip, and it knows no heads, joined and done.
"""

from __future__ import annotations

import json
import sys
from array import array
from functools import lru_cache
from operator import itemgetter
from typing import Any, NamedTuple

from weerbaar.disclosure.policy import Policy
from weerbaar.disclosure.sealed.contribution import MINIMUM, Contribution, kept_apart
from weerbaar.model.instrument import MOST_STATEMENTS, Colour, Instrument, Side
from weerbaar.model.refusal import Refusal
from weerbaar.model.tally import SHEETS, all_keys, earlier_key, scales

HEADER = 900
MOST_COUNTS = 27 * MOST_STATEMENTS + 6
"""Keys of the largest instrument there can be: one statement in each quadrant, both sides."""
LENGTH = HEADER + 2 * MOST_COUNTS

_RESPONSE = ("heads", "joined", "done")
_TEXTS = ("group_type", "size_class", "language", "series")
_FIELDS = (*_TEXTS, "year", "wave", "simulated", "policy", *_RESPONSE)
_NAMES = {"instrument", "digest", *_FIELDS}
_LARGEST = (1 << 16) - 1


class SealError(Refusal):
    """A file that cannot be opened; its code is the reason that is told of the file.

    ``no_sealed_file``, ``newer_version``, ``other_key``, ``other_instrument`` (answers to another
    one, or to a version of it that asks something else) or ``damaged``.
    """

    group = "package.reasons"


class Numbers(NamedTuple):
    """What was in a file, with the counts as numbers.

    Attributes
    ----------
    about
        The fields of :class:`Contribution` by name, without the instrument and the tally.
    counts
        In the order of ``all_keys``. Who sealed it need not have kept to the rules, and before
        version 2 these were others: ``contribution.masked`` or ``mask_all`` applies them.
    digest
        Of the version of the instrument that was answered.
    """

    about: dict[str, Any]
    counts: array[int]
    digest: str


def pack(contribution: Contribution) -> bytes:
    """The bytes of version 2.

    Raises
    ------
    ValueError
        If it does not fit: more than 65,535 sheets, an instrument of more than
        ``MOST_STATEMENTS`` statements, or ids longer than content can have.
    """
    instrument = contribution.instrument
    about = {name: getattr(contribution, name) for name in _FIELDS}
    about |= {"instrument": instrument.id, "digest": instrument.digest}
    about["policy"] = contribution.policy.to_dict()
    header = json.dumps(about, sort_keys=True, separators=(",", ":")).encode()
    counts = [contribution.tally[key] for key in all_keys(instrument)]
    if len(header) > HEADER or len(counts) > MOST_COUNTS or max(counts) > _LARGEST:
        msg = "a contribution that is too large to be sealed"
        raise ValueError(msg)
    body = _little_endian(array("H", counts)).tobytes()
    return (header.ljust(HEADER) + body).ljust(LENGTH, b"\0")


class Unpacker:
    """Reads either format, of one instrument."""

    def __init__(self, instrument: Instrument) -> None:
        self._asks = instrument.asks
        self._end = HEADER + 2 * sum(1 for _ in all_keys(instrument))
        self._rest = bytes(LENGTH - self._end)
        self._earlier = _Earlier(instrument)

    def unpack(self, version: int, body: bytes) -> Numbers:
        """The numbers in what was sealed.

        Raises
        ------
        SealError
            If they are not of this instrument.
        ValueError
            If it is not what was ever written.
        """
        try:
            if version == 1:
                raw = json.loads(body)
                self._refuse_other(raw["digest"])
                counts = self._earlier.counts(raw)
                raw = {**dict.fromkeys(_NAMES), **{n: raw[n] for n in _NAMES.difference(_RESPONSE)}}
            else:
                raw = json.loads(body[:HEADER].decode())
                self._refuse_other(raw["digest"])
                counts = self._counts(body)
            return Numbers(_about(raw, counts[0]), counts, raw["digest"])
        except (LookupError, TypeError, AttributeError, OverflowError, RecursionError) as error:
            msg = f"no contribution: {type(error).__name__}"
            raise ValueError(msg) from None

    def _refuse_other(self, digest: str) -> None:
        if not self._asks(digest):
            raise SealError("other_instrument")

    def _counts(self, body: bytes) -> array[int]:
        if len(body) != LENGTH or not body.endswith(self._rest):
            msg = "no contribution: another length"
            raise ValueError(msg)
        counts = array("H")
        counts.frombytes(body[HEADER : self._end])
        return _little_endian(counts)


def _about(raw: dict[str, Any], sheets: int) -> dict[str, Any]:
    known = {name: raw[name] for name in _RESPONSE}
    if (
        raw.keys() != _NAMES
        or any(type(raw[name]) is not str for name in _TEXTS)
        or any(type(raw[name]) is not int or raw[name] < 1 for name in ("year", "wave"))
        or type(raw["simulated"]) is not bool
        or not {type(n) for n in known.values()} <= {int, type(None)}
        or sheets < MINIMUM
        or kept_apart(sheets, **known) != known
    ):
        msg = "no contribution: a value of another kind"
        raise ValueError(msg)
    about = {name: raw[name] for name in _FIELDS}
    about["policy"] = _policy(tuple(raw["policy"].items()))
    return about


@lru_cache(maxsize=64)
def _policy(items: tuple[tuple[str, Any], ...]) -> Policy:
    return Policy.from_dict(dict(items))


def _little_endian(counts: array[int]) -> array[int]:
    if sys.byteorder == "big":
        counts.byteswap()
    return counts


class _Earlier:
    """The counts of version 1: what is over complete sheets stands in for every scale."""

    def __init__(self, instrument: Instrument) -> None:
        self._names = [(kind, s.id, len(Colour)) for kind in "ac" for s in instrument.statements]
        self._names += [("h", scale.id, scale.most + 1) for scale in scales(instrument)]
        # A side without a quadrant had a score of its own, always 0.
        self._known = {kind: {n for k, n, _ in self._names if k == kind} for kind in "ach"}
        self._known["h"].update(Side)
        keys = [
            f"{kind}:{name}:{last}"
            for kind, name, width in self._names
            for last in (range(width) if kind == "h" else Colour)
        ]
        place = {key: at for at, key in enumerate((SHEETS, *keys))}
        self._size = len(place)
        self._in_order = itemgetter(*(place[earlier_key(key)] for key in all_keys(instrument)))

    def counts(self, raw: dict[str, Any]) -> array[int]:
        """In the order of ``all_keys``."""
        row = [raw["sheets"]]
        for kind, name, width in self._names:
            given = raw[kind].get(name, ())
            row += given
            row += [0] * (width - len(given))
        known = all(raw[kind].keys() <= names for kind, names in self._known.items())
        if not known or len(row) != self._size or {*map(type, row)} != {int}:
            msg = "no contribution: other counts"
            raise ValueError(msg)
        return array("H", self._in_order(row))
