"""Tally: answer sheets added up. Unsafe to show; only ``disclosure`` may read one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from weerbaar.model.answers import AnswerSheet
from weerbaar.model.instrument import Colour, Instrument, Side
from weerbaar.model.profile import score

SHEETS = "sheets"
COMPLETE_SHEETS = "complete"


def answer_key(statement_id: str, colour: Colour, *, complete: bool = False) -> str:
    """Key of the number of sheets (or of complete sheets) that gave a colour to a statement."""
    return f"{'c' if complete else 'a'}:{statement_id}:{colour}"


def score_key(part_id: str, points: int) -> str:
    """Key of the number of complete sheets with a research score on a quadrant, side or total.

    ``part_id`` is a quadrant id, a side, or ``"total"``.
    """
    return f"h:{part_id}:{points}"


@dataclass(frozen=True)
class Tally:
    """Counts by key (design section 5); a missing key counts zero.

    No key combines a statement with a score: such a table would be as good as the sheets.
    """

    counts: Mapping[str, int] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        kept = {key: n for key, n in self.counts.items() if n}
        object.__setattr__(self, "counts", MappingProxyType(kept))

    @classmethod
    def of(cls, sheet: AnswerSheet) -> Tally:
        """Tally of a single sheet."""
        return cls(dict.fromkeys(_keys(sheet), 1))

    @classmethod
    def total(cls, tallies: Iterable[Tally]) -> Tally:
        """Add up tallies; the order does not matter."""
        counts: Counter[str] = Counter()
        for tally in tallies:
            counts.update(tally.counts)
        return cls(counts)

    def __add__(self, other: Tally) -> Tally:
        return Tally.total((self, other))

    def __getitem__(self, key: str) -> int:
        return self.counts.get(key, 0)

    @property
    def sheets(self) -> int:
        """Number of sheets added up."""
        return self[SHEETS]

    @property
    def complete_sheets(self) -> int:
        """Number of those without a skipped statement."""
        return self[COMPLETE_SHEETS]

    def given(self, statement_id: str, colour: Colour) -> int:
        """How many sheets gave a colour to a statement."""
        return self[answer_key(statement_id, colour)]

    def fits(self, instrument: Instrument) -> bool:
        """Whether every key belongs to an instrument and no statement has too many answers."""
        known = set(all_keys(instrument))
        return known.issuperset(self.counts) and all(
            sum(self.given(s.id, c) for c in Colour) <= self.sheets for s in instrument.statements
        )


def all_keys(instrument: Instrument) -> Iterator[str]:
    """Every key a tally of an instrument can have."""
    yield SHEETS
    yield COMPLETE_SHEETS
    for statement in instrument.statements:
        for colour in Colour:
            yield answer_key(statement.id, colour)
            yield answer_key(statement.id, colour, complete=True)
    sizes = {q.id: len(q.statements) for q in instrument.quadrants}
    sizes |= {s: sum(len(q.statements) for q in instrument.on_side(s)) for s in Side}
    sizes["total"] = len(instrument.statements)
    for part, size in sizes.items():
        for points in range(2 * size + 1):
            yield score_key(part, points)


def _keys(sheet: AnswerSheet) -> Iterator[str]:
    yield SHEETS
    for statement_id, colour in sheet.answers.items():
        yield answer_key(statement_id, colour)
    if not sheet.complete:
        return
    yield COMPLETE_SHEETS
    for statement_id, colour in sheet.answers.items():
        yield answer_key(statement_id, colour, complete=True)
    profile = score(sheet)
    for part in (*profile.quadrants, *profile.sides):
        yield score_key(part.id, part.points or 0)
    yield score_key("total", sum(part.points or 0 for part in profile.quadrants))
