"""Sealed files as version 1 wrote them: JSON, with scores of sheets without any skip only."""

from __future__ import annotations

import json

from weerbaar.disclosure.sealed.contribution import Contribution
from weerbaar.disclosure.sealed.keys import fingerprint, public_bytes
from weerbaar.disclosure.sealed.sealing import MAGIC
from weerbaar.model.instrument import Colour
from weerbaar.model.tally import SHEETS, Tally, answer_key, earlier_key

BLOCK = 2048


def earlier_counts(tally: Tally) -> dict[str, int]:
    """What that version counted of the same sheets; its complete ones are complete on total."""
    counts = {k: n for k, n in tally.counts.items() if k == SHEETS or k.startswith("a:")}
    for key, n in tally.counts.items():
        if key.startswith(("c:total:", "h:total:")):
            counts[earlier_key(key)] = n
    first = next((k.split(":")[2] for k in tally.counts if k.startswith("c:total:")), None)
    complete = sum(tally[answer_key(first, c, "total")] for c in Colour) if first else 0
    return counts | ({"complete": complete} if complete else {})


def seal_earlier(contribution: Contribution, public_key: str, **differ: object) -> bytes:
    """A contribution sealed as version 1 did; ``differ`` replaces fields of what is sealed."""
    from nacl.public import PublicKey, SealedBox

    text = json.dumps({**packed(contribution), **differ}, sort_keys=True, separators=(",", ":"))
    body = text.encode()
    box = SealedBox(PublicKey(public_bytes(public_key)))
    head = MAGIC + b"\x01" + fingerprint(public_key)
    return head + bytes(box.encrypt(body.ljust(-(-len(body) // BLOCK) * BLOCK)))


def packed(contribution: Contribution) -> dict[str, object]:
    """What version 1 sealed, before it became text."""
    instrument = contribution.instrument
    about: dict[str, object] = {"instrument": instrument.id, "digest": instrument.digest}
    for name in ("group_type", "size_class", "year", "language", "wave", "series", "simulated"):
        about[name] = getattr(contribution, name)
    about["policy"] = contribution.policy.to_dict()
    counts = earlier_counts(contribution.tally)
    rows: dict[str, dict[str, list[int]]] = {"a": {}, "c": {}, "h": {}}
    order = [c.value for c in Colour]
    for key, n in counts.items():
        kind, _, rest = key.partition(":")
        if not rest:
            continue
        name, _, last = rest.rpartition(":")
        place = int(last) if kind == "h" else order.index(last)
        row = rows[kind].setdefault(name, [])
        row.extend([0] * (place + 1 - len(row)))
        row[place] = n
    return {**about, "sheets": counts[SHEETS], "complete": counts.get("complete", 0), **rows}
