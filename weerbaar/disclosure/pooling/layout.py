"""Layout: the counts of an instrument as a row of numbers, and what rows can be sums of sheets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from weerbaar.disclosure.pooling.research_release import Part
from weerbaar.model.instrument import Colour, Instrument
from weerbaar.model.tally import all_keys, answer_key, scales, score_key

Counts = NDArray[np.integer[Any]]
"""Numbers in the order of ``Layout.keys`` along the last axis."""


@dataclass(frozen=True, eq=False)
class Scale:
    """Statements that are scored together, and where the sheets complete on them are counted.

    Attributes
    ----------
    statements
        Places of the statements in the instrument, from 0.
    within
        Ids of the scales that hold all of its statements, from itself outwards.
    answers
        Places in a row, per statement: green, orange and red over sheets complete on the scale.
    histograms
        Places in a row, by id of a scale within this one: sheets complete on this scale, with 0,
        1, 2, ... points on that one.
    """

    part: Part
    id: str
    statements: tuple[int, ...]
    within: tuple[str, ...]
    answers: NDArray[np.intp]
    histograms: dict[str, slice]

    @property
    def histogram(self) -> slice:
        """Places of its own score."""
        return self.histograms[self.id]

    def complete(self, counts: Counts) -> NDArray[np.int64]:
        """Number of sheets that skip none of its statements, per row."""
        return _along(counts[..., self.answers[0]])


@dataclass(frozen=True)
class Layout:
    """Where each count of an instrument stands; a row begins with the number of sheets."""

    instrument: Instrument

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """Every key a tally can have, in order."""
        return tuple(all_keys(self.instrument))

    @cached_property
    def given(self) -> NDArray[np.intp]:
        """Per statement the places of green, orange and red over all sheets."""
        return self._answers([s.id for s in self.instrument.statements], None)

    @cached_property
    def scales(self) -> tuple[Scale, ...]:
        """Quadrants, sides and the total."""
        statements = [s.id for s in self.instrument.statements]
        found = scales(self.instrument)
        return tuple(
            Scale(
                Part(scale.kind.value),
                scale.id,
                tuple(statements.index(i) for i in scale.statements),
                scale.within,
                self._answers(scale.statements, scale.id),
                {
                    inner.id: self._scores(scale.id, inner.id, inner.most)
                    for inner in found
                    if scale.id in inner.within
                },
            )
            for scale in found
        )

    def not_green(self, counts: Counts) -> NDArray[np.int64]:
        """Per row and statement, the answers that are orange or red."""
        return _along(counts[..., self.given[:, 1:]])

    def answered(self, counts: Counts) -> NDArray[np.int64]:
        """Per row and statement, the sheets that did not skip it."""
        return _along(counts[..., self.given])

    def possible(self, counts: Counts) -> NDArray[np.bool_]:
        """Per row, whether sheets can add up to it.

        Anybody who knows a public key can seal something; what cannot be is kept out.
        """
        rules = [*self._agree(counts), *self._lie_in(counts)]
        agreed: NDArray[np.bool_] = np.all(np.stack(rules), axis=0)
        return agreed

    def _agree(self, counts: Counts) -> Iterator[NDArray[Any]]:
        """Sheets complete on a scale are as many, and have as many points, however counted."""
        yield np.all(self.answered(counts) <= counts[:, :1], axis=-1)
        for scale in self.scales:
            complete, colours = scale.complete(counts), counts[:, scale.answers]
            yield np.all(colours.sum(-1) == complete[:, None], axis=-1)
            points = colours[..., 1] + 2 * colours[..., 2]
            for inner in self.scales:
                if inner.id in scale.histograms:
                    scores = counts[:, scale.histograms[inner.id]]
                    yield scores.sum(-1) == complete
                    places = [scale.statements.index(place) for place in inner.statements]
                    yield scores @ np.arange(scores.shape[1]) == points[:, places].sum(-1)

    def _lie_in(self, counts: Counts) -> Iterator[NDArray[Any]]:
        """Who is complete on a scale is so on what lies in it."""
        by_id = {scale.id: scale for scale in self.scales}
        for scale in self.scales:
            if scale.part is Part.QUADRANT:
                given = counts[:, self.given[list(scale.statements)]]
                yield np.all(counts[:, scale.answers] <= given, axis=(-1, -2))
            for outer in map(by_id.__getitem__, scale.within[1:2]):
                mine = [outer.statements.index(place) for place in scale.statements]
                inner = counts[:, outer.answers[mine]]
                yield np.all(inner <= counts[:, scale.answers], axis=(-1, -2))
                for name, places in scale.histograms.items():
                    yield np.all(counts[:, outer.histograms[name]] <= counts[:, places], axis=-1)

    def earlier(self, row: NDArray[np.integer[Any]]) -> list[int]:
        """The counts of a row that sealed files of version 1 had, in their order."""
        total = self.scales[-1]
        complete = int(row[total.answers[0]].sum())
        return [int(row[0]), complete, *row[self._earlier].tolist()]

    @cached_property
    def _earlier(self) -> NDArray[np.intp]:
        total = self.scales[-1]
        answers = np.stack((self.given, total.answers), axis=-1).ravel()
        scores = [np.arange(p.start, p.stop) for p in total.histograms.values()]
        return np.concatenate((answers, *scores))

    @cached_property
    def _place(self) -> dict[str, int]:
        return {key: place for place, key in enumerate(self.keys)}

    def _answers(self, names: list[str] | tuple[str, ...], whole: str | None) -> NDArray[np.intp]:
        return np.array([[self._place[answer_key(i, c, whole)] for c in Colour] for i in names])

    def _scores(self, whole: str, part: str, most: int) -> slice:
        first = self._place[score_key(whole, part, 0)]
        return slice(first, first + most + 1)


def _along(counts: Counts) -> NDArray[np.int64]:
    added: NDArray[np.int64] = np.sum(counts, axis=-1, dtype=np.int64)
    return added
