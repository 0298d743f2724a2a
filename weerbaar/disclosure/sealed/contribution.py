"""Contribution: the sums of one session as a research organisation may read them."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from weerbaar.disclosure.policy import Policy
from weerbaar.model.instrument import Colour
from weerbaar.model.tally import COMPLETE_SHEETS, SHEETS, Tally, answer_key, score_key

MINIMUM = 5
"""Fewest sheets in any sum that is sealed: the floor of R2 holds for whoever opens it, too."""


@dataclass(frozen=True)
class Contribution:
    """What one session gives to research: sums, and what kind of group it was. No name of it.

    Attributes
    ----------
    instrument, digest
        Id and fingerprint of the instrument that was answered.
    group_type, size_class
        As the facilitator chose them, ids of ``content/choices.yaml``.
    year
        Year of the session; no finer date is sealed.
    wave
        1 for a first session of a group, 2 for the one that repeats it, and so on.
    series
        Random text that the waves of one group share; it means nothing outside research.
    simulated
        Whether the participants were made up.
    policy
        The disclosure policy that the participants were promised.
    tally
        Sums over at least five sheets; see :func:`for_research`.

    Raises
    ------
    ValueError
        If a sum is over one to four sheets.
    """

    instrument: str
    digest: str
    group_type: str
    size_class: str
    year: int
    language: str
    wave: int
    series: str
    simulated: bool
    policy: Policy
    tally: Tally = field(repr=False)

    def __post_init__(self) -> None:
        if self.tally.sheets < MINIMUM or for_research(self.tally) != self.tally:
            msg = f"a contribution holds sums over at least {MINIMUM} sheets"
            raise ValueError(msg)

    def to_json(self) -> str:
        """Short text form: counts by statement in the order of colours, histograms by points."""
        about = {f.name: getattr(self, f.name) for f in fields(self) if f.name != "tally"}
        about["policy"] = asdict(self.policy)
        return json.dumps({**about, **_packed(self.tally)}, sort_keys=True, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str | bytes) -> Contribution:
        """Read back what :meth:`to_json` gave.

        Raises
        ------
        ValueError
            If it is not what :meth:`to_json` gives.
        """
        try:
            raw = json.loads(text)
            about = {f.name: raw[f.name] for f in fields(cls) if f.name != "tally"}
            about["policy"] = Policy.from_dict(about["policy"])
            made = cls(**about, tally=Tally(dict(_unpacked(raw))))
        except (KeyError, TypeError, AttributeError) as error:
            msg = f"no contribution: {type(error).__name__}"
            raise ValueError(msg) from None
        if not _well_typed(made):
            msg = "no contribution: a value of another type"
            raise ValueError(msg)
        return made


def new_series() -> str:
    """A random name for a group, to be shared by its waves."""
    return secrets.token_urlsafe(12)


def for_research(tally: Tally) -> Tally:
    """A tally without sums over one to four sheets.

    Complete sheets are also counted apart, so what is left over are the incomplete ones. When
    either are one to four, the counts of complete sheets and their scores stay behind: with one
    incomplete sheet the difference would be exactly that person's answers.
    """
    complete, incomplete = tally.complete_sheets, tally.sheets - tally.complete_sheets
    if complete >= MINIMUM and (incomplete == 0 or incomplete >= MINIMUM):
        return tally
    kept = {k: n for k, n in tally.counts.items() if k == SHEETS or k.startswith("a:")}
    return Tally(kept)


def _packed(tally: Tally) -> dict[str, Any]:
    packed: dict[str, Any] = {
        "sheets": tally.sheets,
        "complete": tally.complete_sheets,
        "a": {},
        "c": {},
        "h": {},
    }
    order = [c.value for c in Colour]
    for key, n in tally.counts.items():
        kind, _, rest = key.partition(":")
        if not rest:
            continue
        name, _, category = rest.rpartition(":")
        place = int(category) if kind == "h" else order.index(category)
        row = packed[kind].setdefault(name, [])
        row.extend([0] * (place + 1 - len(row)))
        row[place] = n
    return packed


def _unpacked(raw: dict[str, Any]) -> Iterator[tuple[str, int]]:
    yield SHEETS, _count(raw["sheets"])
    yield COMPLETE_SHEETS, _count(raw["complete"])
    for kind in "ac":
        for name, row in raw[kind].items():
            for colour, n in zip(Colour, row, strict=False):
                yield answer_key(name, colour, complete=kind == "c"), _count(n)
    for name, row in raw["h"].items():
        for points, n in enumerate(row):
            yield score_key(name, points), _count(n)


def _count(n: object) -> int:
    if isinstance(n, bool) or not isinstance(n, int) or n < 0:
        msg = "no contribution: a count is no count"
        raise ValueError(msg)
    return n


def _well_typed(made: Contribution) -> bool:
    texts = (made.instrument, made.digest, made.group_type, made.size_class, made.language)
    numbers = (made.year, made.wave)
    return (
        all(isinstance(text, str) for text in (*texts, made.series))
        and all(type(n) is int and n >= 1 for n in numbers)
        and type(made.simulated) is bool
    )
