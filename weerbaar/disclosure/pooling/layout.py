"""Layout: the counts of an instrument as a row of numbers, so that many tallies add up fast."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from weerbaar.disclosure.pooling.research_release import Part
from weerbaar.model.instrument import Colour, Instrument, Side
from weerbaar.model.tally import Tally, all_keys, answer_key, score_key

Counts = Sequence[int]
"""Numbers in the order of ``Layout.keys``."""


@dataclass(frozen=True)
class Scale:
    """Statements that are scored together.

    Attributes
    ----------
    statements
        Places of the statements in the instrument, from 0.
    histogram
        Places in a row of counts of the complete sheets with 0, 1, 2, ... points.
    """

    part: Part
    id: str
    statements: tuple[int, ...]
    histogram: slice


@dataclass(frozen=True)
class Layout:
    """Where each count of an instrument stands; a row begins with sheets and complete sheets."""

    instrument: Instrument

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """Every key a tally can have, in order."""
        return tuple(all_keys(self.instrument))

    @cached_property
    def given(self) -> tuple[tuple[int, ...], ...]:
        """Per statement the places of green, orange and red over all sheets."""
        return self._answers(complete=False)

    @cached_property
    def given_complete(self) -> tuple[tuple[int, ...], ...]:
        """The same over complete sheets."""
        return self._answers(complete=True)

    @cached_property
    def scales(self) -> tuple[Scale, ...]:
        """Quadrants, sides and the total."""
        statements = [s.id for s in self.instrument.statements]
        found = [
            (Part.QUADRANT, q.id, [s.id for s in q.statements]) for q in self.instrument.quadrants
        ]
        for side in Side:
            on = self.instrument.on_side(side)
            found.append((Part.SIDE, side.value, [s.id for q in on for s in q.statements]))
        found.append((Part.TOTAL, "total", statements))
        made = []
        for part, name, ids in found:
            first = self._place[score_key(name, 0)]
            places = tuple(statements.index(i) for i in ids)
            made.append(Scale(part, name, places, slice(first, first + 2 * len(ids) + 1)))
        return tuple(made)

    def row(self, tally: Tally) -> list[int] | None:
        """The counts of a tally; None when it cannot be the tally of sheets of this instrument.

        Anybody who knows a public key can seal something; what cannot be is kept out.
        """
        place = self._place
        row = [0] * len(place)
        for key, n in tally.counts.items():
            at = place.get(key)
            if at is None or n < 0:
                return None
            row[at] = n
        return row if self._possible(row) else None

    def not_green(self, row: Counts) -> list[int]:
        """Per statement, the answers that are orange or red."""
        return [row[orange] + row[red] for _, orange, red in self.given]

    def answered(self, row: Counts) -> list[int]:
        """Per statement, the sheets that did not skip it."""
        return [row[green] + row[orange] + row[red] for green, orange, red in self.given]

    @cached_property
    def _place(self) -> dict[str, int]:
        return {key: place for place, key in enumerate(self.keys)}

    def _answers(self, *, complete: bool) -> tuple[tuple[int, ...], ...]:
        return tuple(
            tuple(self._place[answer_key(s.id, colour, complete=complete)] for colour in Colour)
            for s in self.instrument.statements
        )

    def _possible(self, row: Counts) -> bool:
        sheets, complete = row[0], row[1]
        if complete > sheets or any(n > sheets for n in self.answered(row)):
            return False
        for all_, whole in zip(self.given, self.given_complete, strict=True):
            if any(row[c] > row[a] for a, c in zip(all_, whole, strict=True)):
                return False
            if sum(row[c] for c in whole) != complete:
                return False
        return all(sum(row[scale.histogram]) == complete for scale in self.scales)
