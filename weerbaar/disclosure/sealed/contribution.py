"""Contribution: the sums of one session as a research organisation may read them.

Over which sheets a count is decides what it gives away: nothing may be about one to four people.
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

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from weerbaar.disclosure.policy import Policy
from weerbaar.model.instrument import Colour, Instrument
from weerbaar.model.tally import Scale, Tally, all_keys, answer_key, scales, score_key

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MINIMUM = 5
"""Fewest people in any sum that is sealed: the floor of R2 holds for whoever opens it, too."""


@dataclass(frozen=True)
class Contribution:
    """What one session gives to research: sums, and what kind of group it was. No name of it.

    Attributes
    ----------
    instrument
        What was answered; of it only id and fingerprint are sealed.
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
        Sums over at least five people; see :func:`for_research`.
    heads, joined, done
        People present, browsers that began, browsers that were done, as far as known; see
        :func:`kept_apart`.

    Raises
    ------
    ValueError
        If something follows from it about one to four people.
    """

    instrument: Instrument = field(repr=False)
    group_type: str
    size_class: str
    year: int
    language: str
    wave: int
    series: str
    simulated: bool
    policy: Policy
    tally: Tally = field(repr=False)
    heads: int | None = None
    joined: int | None = None
    done: int | None = None

    def __post_init__(self) -> None:
        sheets, known = self.tally.sheets, self.response
        if (
            sheets < MINIMUM
            or for_research(self.tally, self.instrument) != self.tally
            or kept_apart(sheets, **known) != known
        ):
            msg = f"a contribution holds sums over at least {MINIMUM} people"
            raise ValueError(msg)

    @property
    def response(self) -> dict[str, int | None]:
        """Heads, joined and done by name."""
        return {"heads": self.heads, "joined": self.joined, "done": self.done}


def kept_apart(shared: int, **known: int | None) -> dict[str, int | None]:
    """Numbers of people of which no two, nor one and those who shared, differ by one to four.

    From the smallest up, a number that exceeds the one before by one to four becomes equal to it.
    In which order they come is not fixed: heads are counted by eye, and a browser is not a person.

    Parameters
    ----------
    shared
        Number of sheets. Not one of the others can be smaller, and none stays so.
    known
        Numbers by name; None, not known, stays None.

    >>> kept_apart(20, heads=31, joined=None, done=22)
    {'heads': 31, 'joined': None, 'done': 20}
    """
    kept, last = dict(known), shared
    for n, name in sorted((n, name) for name, n in known.items() if n is not None):
        if n >= last + MINIMUM:
            last = n
        kept[name] = last
    return kept


def new_series() -> str:
    """A random name for a group, to be shared by its waves."""
    return secrets.token_urlsafe(12)


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
