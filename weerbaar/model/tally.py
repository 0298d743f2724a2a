"""Tally: answer sheets added up. Unsafe to show; only ``disclosure`` may read one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from weerbaar.model.answers import AnswerSheet
from weerbaar.model.instrument import Colour, Instrument, Side, Statement

SHEETS = "sheets"

_EARLIER = {"c": 2, "h": 2}
"""How many colons ``c`` and ``h`` had when they named no scale to be complete on."""


class ScaleKind(StrEnum):
    """What statements that are scored together are."""

    QUADRANT = "quadrant"
    SIDE = "side"
    TOTAL = "total"


@dataclass(frozen=True)
class Scale:
    """Statements that are scored together.

    Attributes
    ----------
    id
        Id of a quadrant, name of a side, or ``"total"``.
    statements
        Ids of its statements, in the order of the instrument; never empty.
    within
        Ids of the scales that hold all of its statements, from itself outwards to the total.
    """

    id: str
    kind: ScaleKind
    statements: tuple[str, ...]
    within: tuple[str, ...]

    @property
    def most(self) -> int:
        """Highest score: two points for each statement."""
        return 2 * len(self.statements)


def scales(instrument: Instrument) -> tuple[Scale, ...]:
    """The quadrants, then the sides that have one, then the total."""
    total = ScaleKind.TOTAL.value
    quadrants, sides = instrument.quadrants, [s for s in Side if instrument.on_side(s)]
    return (
        *(
            Scale(q.id, ScaleKind.QUADRANT, _ids(q.statements), (q.id, q.side.value, total))
            for q in quadrants
        ),
        *(
            Scale(
                side.value,
                ScaleKind.SIDE,
                _ids(s for q in instrument.on_side(side) for s in q.statements),
                (side.value, total),
            )
            for side in sides
        ),
        Scale(total, ScaleKind.TOTAL, _ids(instrument.statements), (total,)),
    )


def answer_key(statement_id: str, colour: Colour, complete_on: str | None = None) -> str:
    """Key of the number of sheets that gave a colour to a statement.

    ``complete_on`` is the id of a scale: only sheets that skip none of its statements count.
    """
    whose = "a" if complete_on is None else f"c:{complete_on}"
    return f"{whose}:{statement_id}:{colour}"


def score_key(complete_on: str, scale_id: str, points: int) -> str:
    """Key of the number of sheets, complete on one scale, with a score on a scale within it."""
    return f"h:{complete_on}:{scale_id}:{points}"


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

    def complete(self, scale: Scale) -> int:
        """Number of those that skip no statement of a scale."""
        return sum(self[answer_key(scale.statements[0], c, scale.id)] for c in Colour)

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
    """Every key a tally of an instrument can have, always in the same order.

    Sheets; all answers; then for each scale the answers of those complete on it, and their scores
    on every scale within it.
    """
    found = scales(instrument)
    yield SHEETS
    for statement in instrument.statements:
        for colour in Colour:
            yield answer_key(statement.id, colour)
    for whole in found:
        for statement_id in whole.statements:
            for colour in Colour:
                yield answer_key(statement_id, colour, whole.id)
        for scale in found:
            if whole.id in scale.within:
                for points in range(scale.most + 1):
                    yield score_key(whole.id, scale.id, points)


def earlier_key(key: str) -> str:
    """What a key was when answers and scores were counted over sheets without any skip only."""
    kind, _, rest = key.partition(":")
    return f"{kind}:{rest.partition(':')[2]}" if kind in ("c", "h") else key


def taken_over(tally: Tally, instrument: Instrument) -> Tally:
    """A tally that was begun with such keys; of these sheets only the complete ones are known.

    They are complete on every scale as well, so what is counted over each stays nested.
    """
    old = {
        key for key in tally.counts if key == "complete" or key.count(":") == _EARLIER.get(key[0])
    }
    if not old:
        return tally
    counts = Counter({key: n for key, n in tally.counts.items() if key not in old})
    for key in all_keys(instrument):
        if earlier_key(key) in old:
            counts[key] += tally[earlier_key(key)]
    return Tally(counts)


def _keys(sheet: AnswerSheet) -> Iterator[str]:
    answers = sheet.answers
    yield SHEETS
    for statement_id, colour in answers.items():
        yield answer_key(statement_id, colour)
    whole = [s for s in scales(sheet.instrument) if answers.keys() >= set(s.statements)]
    complete = {scale.id for scale in whole}
    for scale in whole:
        points = sum(answers[i].points for i in scale.statements)
        for statement_id in scale.statements:
            yield answer_key(statement_id, answers[statement_id], scale.id)
        for outer in scale.within:
            if outer in complete:
                yield score_key(outer, scale.id, points)


def _ids(statements: Iterable[Statement]) -> tuple[str, ...]:
    return tuple(statement.id for statement in statements)
