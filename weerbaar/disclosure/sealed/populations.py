"""Populations: over which sheets a sealed count is, so that nothing is about one to four people.

Of one statement the box counts the sheets that answered it, those complete on its quadrant, on its
side and on all: each within the one before. Whoever subtracts two of them has the layer between.
From the inside out a population that exceeds the kept one within it by one to four sheets is
replaced by that one, so that every layer is empty or holds at least five people; what is left out
of a population is never more than four sheets. (Disclosure by differencing: Handbook on Statistical
Disclosure Control, second edition, 5.2, https://sdctools.github.io/HandbookSDC/.)

Nothing else can be taken apart. Whatever is added up, with whatever weights, is a sum over people
of something that depends on their answers, and it is the same for all people in the same layers.
What concerns one statement, or several that are scored together, is counted over nested populations
only; so as soon as one person's answer to it matters, those of the whole layer do.
``tests/disclosure/sealed/test_small_rooms.py`` tries every small room.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from weerbaar.model.instrument import Colour, Instrument
from weerbaar.model.tally import Scale, Tally, all_keys, answer_key, scales, score_key

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MINIMUM = 5
"""Fewest people in any sum that is sealed: the floor of R2 holds for whoever opens it, too."""


class Population(NamedTuple):
    """The sheets that answered a statement, or those that are complete on a scale.

    Attributes
    ----------
    counts
        Places, in the order of ``all_keys``, of what is counted over it; the first three add up to
        its number of sheets.
    smaller
        Places of the same counts over the population within it; empty for the innermost one.
    """

    counts: tuple[int, ...]
    smaller: tuple[int, ...]


@lru_cache(maxsize=8)
def populations(instrument: Instrument) -> tuple[Population, ...]:
    """Every population of an instrument, from the inside out."""
    place = {key: at for at, key in enumerate(all_keys(instrument))}
    found = scales(instrument)

    def places(counted: Scale, whole: str) -> tuple[int, ...]:
        """Where the counts over sheets complete on ``whole`` stand, as far as in ``counted``."""
        inner = [scale for scale in found if counted.id in scale.within]
        answers = [answer_key(i, c, whole) for i in counted.statements for c in Colour]
        scores = [score_key(whole, s.id, points) for s in inner for points in range(s.most + 1)]
        return tuple(place[key] for key in (*answers, *scores))

    def all_populations() -> Iterator[Population]:
        for scale in reversed(found):
            outer = scale.within[1:2]
            yield Population(places(scale, scale.id), places(scale, outer[0]) if outer else ())
        for quadrant in instrument.quadrants:
            for statement in quadrant.statements:
                yield Population(
                    tuple(place[answer_key(statement.id, c)] for c in Colour),
                    tuple(place[answer_key(statement.id, c, quadrant.id)] for c in Colour),
                )

    return tuple(all_populations())


def for_research(tally: Tally, instrument: Instrument) -> Tally:
    """The counts of a tally from which nothing follows about one to four people.

    Doing it again changes nothing.
    """
    keys = tuple(all_keys(instrument))
    return Tally(dict(zip(keys, masked([tally[key] for key in keys], instrument), strict=True)))


def masked(row: Sequence[int], instrument: Instrument) -> list[int]:
    """The same for counts in the order of ``all_keys``."""
    row = list(row)
    for counts, smaller in populations(instrument):
        kept = [row[at] for at in smaller] or [0] * len(counts)
        if 0 < sum([row[at] for at in counts[:3]]) - sum(kept[:3]) < MINIMUM:
            for at, n in zip(counts, kept, strict=True):
                row[at] = n
    return row


def mask_all(rows: NDArray[np.signedinteger[Any]], instrument: Instrument) -> None:
    """The same for many rows at once, in place.

    Parameters
    ----------
    rows
        One session a row, counts in the order of ``all_keys``; of a signed type.
    """
    for counts, smaller in populations(instrument):
        size = rows[:, counts[:3]].sum(axis=1)
        more = size - (rows[:, smaller[:3]].sum(axis=1) if smaller else 0)
        few = ((more > 0) & (more < MINIMUM)).nonzero()[0][:, None]
        if few.size:
            rows[few, counts] = rows[few, smaller] if smaller else 0
