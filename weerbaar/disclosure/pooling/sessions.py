"""Sessions: what is kept of sealed files once they are opened, and which may be a group.

Unsafe to show. The waves of one council are the same people answering again, so wherever a rule
counts sessions it counts councils, and of a council the people of its largest wave.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from weerbaar.disclosure.pooling.research_release import PartKind, ResearchRules
from weerbaar.model.instrument import Colour, Instrument
from weerbaar.model.tally import all_keys, answer_key, scales, score_key

VARIABLES = ("group_type", "size_class", "year", "language", "wave")
"""What sessions can be grouped by."""

RESPONSE = ("heads", "joined", "done")
UNKNOWN = -1

Key = tuple[tuple[str, str], ...]
Made = TypeVar("Made")
Counts = NDArray[np.integer[Any]]
"""Numbers in the order of ``TallyLayout.keys`` along the last axis."""
Sums = NDArray[np.int64]


class Member(NamedTuple):
    """A session as the rules see it.

    Attributes
    ----------
    id
        Sixteen bytes, the same for the same session.
    series
        What the waves of one council share.
    people
        Number of sheets.
    """

    id: bytes
    series: str
    people: int


Ids = frozenset[bytes]
"""A group by the ids of its sessions."""


def enough_councils(councils: Collection[int], rules: ResearchRules) -> bool:
    """At least three, so that no council can subtract itself and be left with one other.

    ABS DataLab, output clearance (a contributor that knows its own part); OECD Glossary of
    Statistical Terms, threshold rule: three.

    >>> enough_councils([12, 30], ResearchRules()), enough_councils([12, 30, 9], ResearchRules())
    (False, True)
    """
    return len(councils) >= rules.sessions


def enough_people(largest_waves: Iterable[int], people: int) -> bool:
    """At least thirty: three times the threshold of ten of ONS and ABS DataLab, ten a session.

    For what two releases differ in it is ten, as ABS DataLab asks for differences of tables.

    >>> enough_people([12, 9, 9], 30), enough_people([12, 9, 8], 30)
    (True, False)
    """
    return sum(largest_waves) >= people


def none_dominates(councils: Collection[int], rules: ResearchRules) -> bool:
    """No council above half: a figure would then be about that one.

    ABS DataLab, dominance rule (50 %): the largest contributor at most half of the total.

    >>> none_dominates([20, 10, 10], ResearchRules()), none_dominates([21, 10, 10], ResearchRules())
    (True, False)
    """
    return max(councils) <= rules.largest * sum(councils)


def why_refused(
    members: Iterable[Member], rules: ResearchRules, *, people: int | None = None
) -> str | None:
    """Why a group may not be shown (see ``RefusedGroup``); None when it may.

    Parameters
    ----------
    people
        Fewest people; None for those of a group.

    >>> why_refused([Member(bytes([n]), str(n), 12) for n in range(3)], ResearchRules())
    >>> why_refused([Member(bytes([n]), "one", 12) for n in range(3)], ResearchRules())
    'few_sessions'
    """
    councils: dict[str, int] = {}
    largest: dict[str, int] = {}
    for _, series, sheets in members:
        councils[series] = councils.get(series, 0) + sheets
        largest[series] = max(largest.get(series, 0), sheets)
    if not enough_councils(councils.values(), rules):
        return "few_sessions"
    if not enough_people(largest.values(), rules.people if people is None else people):
        return "few_people"
    return None if none_dominates(councils.values(), rules) else "one_session_dominates"


@dataclass(frozen=True, eq=False)
class Sessions:
    """Sessions side by side: entry ``i`` of each attribute is about the same one.

    Attributes
    ----------
    members
        As the rules see them: id, council and number of sheets.
    values
        Per session the values of :data:`VARIABLES`, in that order.
    counts
        Sessions by ``TallyLayout.keys``, two bytes each.
    response
        Sessions by :data:`RESPONSE`; :data:`UNKNOWN` where a number is not known.
    """

    members: tuple[Member, ...]
    values: tuple[tuple[str, ...], ...]
    counts: NDArray[np.uint16] = field(repr=False)
    response: NDArray[np.int32] = field(repr=False)
    _made: dict[Hashable, Any] = field(default_factory=dict, init=False, repr=False)

    def __len__(self) -> int:
        return len(self.members)

    def once(self, what: Hashable, make: Callable[[], Made]) -> Made:
        """Something that is worked out of them; when it is asked again, what it was."""
        if what not in self._made:
            self._made[what] = make()
        found: Made = self._made[what]
        return found

    @cached_property
    def ids(self) -> Ids:
        """Which sessions they are, in whatever order."""
        return frozenset(member.id for member in self.members)

    @cached_property
    def sums(self) -> Sums:
        """Counts over all sessions."""
        added: Sums = self.counts.sum(0, dtype=np.int64)
        return added

    def refusal(self, rules: ResearchRules) -> str | None:
        """Why they may not be shown as a group; None when they may."""
        return self.once(("refusal", rules), lambda: why_refused(self.members, rules))

    def take(self, places: Sequence[int]) -> Sessions:
        """Some of them, in that order."""
        return Sessions(
            tuple(self.members[place] for place in places),
            tuple(self.values[place] for place in places),
            self.counts[list(places)],
            self.response[list(places)],
        )

    def of_councils(self, names: Collection[str]) -> Sessions:
        """Those of some councils, by what their waves share."""
        return self.take([at for at, member in enumerate(self.members) if member.series in names])

    def counted(self, people: Counts) -> tuple[Member, ...]:
        """Those with anybody in them, with another number of people per session."""
        numbers = zip(self.members, people.tolist(), strict=True)
        return tuple(member._replace(people=n) for member, n in numbers if n)

    def groups(self, by: tuple[str, ...]) -> dict[Key, Sessions]:
        """Those that have the same values of some variables, in order of these.

        Raises
        ------
        ValueError
            For a variable that is not one of :data:`VARIABLES`.
        """
        unknown = sorted(set(by) - set(VARIABLES))
        if unknown:
            msg = f"sessions cannot be grouped by {', '.join(unknown)}; by {', '.join(VARIABLES)}"
            raise ValueError(msg)
        columns = [VARIABLES.index(variable) for variable in by]
        found: dict[tuple[str, ...], list[int]] = {}
        for place, values in enumerate(self.values):
            found.setdefault(tuple(values[column] for column in columns), []).append(place)
        return {
            tuple(zip(by, values, strict=True)): self.take(found[values])
            for values in sorted(found)
        }

    def by_council(self, numbers: Counts) -> Sums:
        """Numbers per session, on the first axis, added up per council: its waves are one."""
        return self._over_waves(np.add, numbers)

    def largest_wave(self, numbers: Counts) -> Sums:
        """The largest number per council."""
        return self._over_waves(np.maximum, numbers)

    @cached_property
    def councils(self) -> dict[str, int]:
        """Places of the councils in what is added up per council."""
        return {name: n for n, name in enumerate(dict.fromkeys(m.series for m in self.members))}

    def _over_waves(self, how: np.ufunc, numbers: Counts) -> Sums:
        order, begins = self._waves
        if not len(order):
            return np.zeros((0, *numbers.shape[1:]), np.int64)
        found: Sums = how.reduceat(numbers[order], begins, axis=0, dtype=np.int64)
        return found

    @cached_property
    def _waves(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """The order in which waves of a council come together, and where each begins."""
        council = np.array([self.councils[m.series] for m in self.members], np.intp)
        order = np.argsort(council, kind="stable")
        return order, np.searchsorted(council[order], np.arange(len(self.councils)))


@dataclass(frozen=True, eq=False)
class ScaleLayout:
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

    part: PartKind
    id: str
    statements: tuple[int, ...]
    within: tuple[str, ...]
    answers: NDArray[np.intp]
    histograms: dict[str, slice]

    @property
    def histogram(self) -> slice:
        """Places of its own score."""
        return self.histograms[self.id]

    def complete(self, counts: Counts) -> Sums:
        """Number of sheets that skip none of its statements, per row."""
        return _along(counts[..., self.answers[0]])


@dataclass(frozen=True)
class TallyLayout:
    """Where each count of an instrument stands in a row, which begins with the number of sheets."""

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
    def scales(self) -> tuple[ScaleLayout, ...]:
        """Quadrants, sides and the total."""
        statements = [s.id for s in self.instrument.statements]
        found = scales(self.instrument)
        return tuple(
            ScaleLayout(
                PartKind(scale.kind.value),
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

    @cached_property
    def quadrants(self) -> tuple[ScaleLayout, ...]:
        """The scales that are quadrants."""
        return tuple(scale for scale in self.scales if scale.part is PartKind.QUADRANT)

    def not_green(self, counts: Counts) -> Sums:
        """Per row and statement, the answers that are orange or red."""
        return _along(counts[..., self.given[:, 1:]])

    def answered(self, counts: Counts) -> Sums:
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
            if scale.part is PartKind.QUADRANT:
                given = counts[:, self.given[list(scale.statements)]]
                yield np.all(counts[:, scale.answers] <= given, axis=(-1, -2))
            for outer in map(by_id.__getitem__, scale.within[1:2]):
                mine = [outer.statements.index(place) for place in scale.statements]
                inner = counts[:, outer.answers[mine]]
                yield np.all(inner <= counts[:, scale.answers], axis=(-1, -2))
                for name, places in scale.histograms.items():
                    yield np.all(counts[:, outer.histograms[name]] <= counts[:, places], axis=-1)

    def earlier(self, row: Counts) -> list[int]:
        """The counts of a row that sealed files of version 1 had, in their order."""
        return [int(row[0]), int(self.scales[-1].complete(row)), *row[self._earlier].tolist()]

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


@lru_cache(maxsize=8)
def layout_of(instrument: Instrument) -> TallyLayout:
    """The layout of an instrument, worked out once."""
    return TallyLayout(instrument)


def _along(counts: Counts) -> Sums:
    added: Sums = np.sum(counts, axis=-1, dtype=np.int64)
    return added
