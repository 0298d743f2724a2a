"""Linked tables: what is suppressed of groups because of all that is published beside them.

Each group suppresses its own small numbers; this makes sure that adding and subtracting groups
brings none of them back. All groups of a plan and all that was published before are taken together,
and as long as a suppressed small number cannot be anything from zero up to the threshold, one
number more is suppressed in one group: the least that does, of the smallest group for which it
does. Of what was published before nothing can be suppressed. When nothing helps, it follows from
that already.

What was suppressed before is remembered (:class:`.cache.SuppressionMemory`), or worked out again: a
release is decided by its groups, whatever tables they were in. A group of which not all sessions
are in this pool is passed over.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from weerbaar.disclosure.pooling.attacker import (
    Attacker,
    ComplementarySuppression,
    LinkedNumbers,
)
from weerbaar.disclosure.pooling.cache import GroupName, SuppressionMemory
from weerbaar.disclosure.pooling.combinations import too_close
from weerbaar.disclosure.pooling.group_figures import (
    NOTHING_MORE,
    group_figures,
    statement_views,
)
from weerbaar.disclosure.pooling.ledger import Ledger
from weerbaar.disclosure.pooling.linked_numbers import (
    AnswerNumbers,
    CompleteNumbers,
    ResponseNumbers,
    ScoreNumbers,
)
from weerbaar.disclosure.pooling.research_release import PooledGroup, ResearchRules
from weerbaar.disclosure.pooling.response import numbers_of, survey_response, that_know
from weerbaar.disclosure.pooling.scores import may_show
from weerbaar.disclosure.pooling.sessions import Ids, Key, Member, Sessions, TallyLayout
from weerbaar.disclosure.pooling.suppression import (
    SCORES,
    WHOLE_RESPONSE,
    Names,
    Suppressed,
    of_scale,
)


@dataclass(frozen=True)
class LinkedTables:
    """What is suppressed of each group, and the figures that are left."""

    groups: Mapping[GroupName, Sessions] = field(default_factory=dict, repr=False)
    suppressed: Mapping[GroupName, Suppressed] = field(default_factory=dict, repr=False)
    shown: Mapping[GroupName, PooledGroup] = field(default_factory=dict, repr=False)

    @classmethod
    def before(
        cls,
        ledger: Ledger,
        sessions: Sessions,
        layout: TallyLayout,
        rules: ResearchRules,
        memory: SuppressionMemory,
    ) -> LinkedTables:
        """All that a ledger knows was published of some sessions.

        Parameters
        ----------
        memory
            What was suppressed in each release; filled with what had to be worked out.
        """
        found = cls()
        places = {member.id: place for place, member in enumerate(sessions.members)}
        memory.begin(sessions, layout.instrument, rules)
        for release in ledger.within(sessions.members):
            groups, compared = (
                [sessions.take(sorted(places[n] for n in group)) for group in some]
                for some in release
            )
            found = found.with_release(groups, compared, layout, rules, memory)
        return found

    def with_release(
        self,
        groups: Iterable[Sessions],
        compared: Iterable[Sessions],
        layout: TallyLayout,
        rules: ResearchRules,
        memory: SuppressionMemory,
    ) -> LinkedTables:
        """Groups that are shown now, and groups of which only shares are, beside what was."""
        asked = {(group.ids, False): group for group in groups}
        asked |= {(group.ids, True): group for group in compared}
        new = {
            name: group
            for name, group in asked.items()
            if name not in self.groups
            and (name[0], False) not in self.groups
            and not (name[1] and (name[0], False) in asked)
        }
        memory.go_on(asked)
        # What shares no session with another has nothing to be subtracted from.
        linked = _linked([*self.groups, *new])
        apart = max(linked, default=-1) < len(self.groups)
        known = dict.fromkeys(new, NOTHING_MORE) if apart else memory.recall(new)
        if known is not None:
            return replace(
                self, groups={**self.groups, **new}, suppressed={**self.suppressed, **known}
            )
        found = _Release(self, new, layout, rules).made()
        memory.keep({name: found.suppressed[name] for name in new})
        return found

    def of(self, sessions: Sessions) -> Suppressed:
        """What is suppressed of the shares of a group."""
        whole, compared = ((sessions.ids, only) for only in (False, True))
        return self.suppressed.get(whole) or self.suppressed.get(compared, NOTHING_MORE)

    def figures(
        self, key: Key, sessions: Sessions, layout: TallyLayout, rules: ResearchRules
    ) -> PooledGroup:
        """Figures of one of the groups, under the name that it has in a table."""
        name = (sessions.ids, False)
        if name not in self.shown:
            return group_figures(key, self.groups[name], layout, rules, self.suppressed[name])
        return replace(self.shown[name], key=key)


class _Release:
    """Groups that are published at once, beside others of which nothing can be suppressed."""

    def __init__(
        self,
        before: LinkedTables,
        new: Mapping[GroupName, Sessions],
        layout: TallyLayout,
        rules: ResearchRules,
    ) -> None:
        self._layout = layout
        self._rules = rules
        # Smallest first, and of two that are as large always the same one.
        size = {name: sum(m.people for m in group.members) for name, group in new.items()}
        order = sorted(new, key=lambda name: (not name[1], size[name], sorted(name[0])))
        self._names = [*before.groups, *order]
        self._groups = [*before.groups.values(), *(new[name] for name in order)]
        self._suppressed = [before.suppressed.get(name, NOTHING_MORE) for name in self._names]
        self._shown = dict(before.shown)
        self._views = [list(statement_views(group, layout, rules)) for group in self._groups]
        self._new = range(len(before.groups), len(self._names))
        self._whole = [place for place, (_, compared) in enumerate(self._names) if not compared]
        self._close = _linked(self._names)

    def made(self) -> LinkedTables:
        """All of it."""
        self._statements()
        self._populations()
        for place in self._whole:
            name = self._names[place]
            if name not in self._shown:
                about = (), self._groups[place], self._layout, self._rules
                self._shown[name] = group_figures(*about, self._suppressed[place])
        self._scores()
        self._response()
        for place in (place for place in self._new if place in self._whole):
            name = self._names[place]
            self._shown[name] = self._suppressed[place].applied(self._shown[name], self._rules)
        return LinkedTables(
            dict(zip(self._names, self._groups, strict=True)),
            dict(zip(self._names, self._suppressed, strict=True)),
            self._shown,
        )

    def _statements(self) -> None:
        places = range(len(self._names))
        attacker = Attacker(self._inside([ids for ids, _ in self._names]), AnswerNumbers.margins)
        shares = {place for place, (_, compared) in enumerate(self._names) if compared}
        statements = range(len(self._layout.given))
        names = [[gone.of_statement(at) for at in statements] for gone in self._suppressed]
        for at, given in enumerate(self._layout.given):
            sums = [(group.sums[given].tolist(), int(group.sums[0])) for group in self._groups]
            counts = [[*colours, people - sum(colours)] for colours, people in sums]
            views = [of[at] for of in self._views]
            numbers = AnswerNumbers(views, counts, shares, self._rules)
            state = self._settled(attacker, numbers, [found[at] for found in names], places)
            for found, settled in zip(names, state, strict=True):
                found[at] = settled
        for place in self._new:
            # The share of a scale would tell more of a suppressed sum than this reckons with.
            if place in self._close:
                names[place] = [
                    gone if "not_green" in view.shown else gone | {"not_green"}
                    for gone, view in zip(names[place], self._views[place], strict=True)
                ]
                self._suppress(place, statements=tuple(names[place]))
        self._views = [
            [view.without(gone) for view, gone in zip(views, found, strict=True)]
            for views, found in zip(self._views, names, strict=True)
        ]

    def _populations(self) -> None:
        """Scores and response whose own people could be told apart."""
        for scale in self._layout.scales:
            gone = of_scale(scale.id, SCORES)
            people = {
                place: self._groups[place].counted(scale.complete(self._groups[place].counts))
                for place in self._whole
                if gone not in self._suppressed[place].scales
                and next(may_show([scale], self._groups[place], self._rules))
            }
            for place in self._too_close(people):
                self._suppress(place, scales=self._suppressed[place].scales | {gone})
        people = {
            place: _that_know(self._groups[place])
            for place in self._whole
            if WHOLE_RESPONSE not in self._suppressed[place].response
            and survey_response(self._groups[place], self._rules)
        }
        for place in self._too_close(people):
            self._suppress(place, response=frozenset({WHOLE_RESPONSE}))

    def _too_close(self, people: Mapping[int, tuple[Member, ...]]) -> list[int]:
        before = [members for place, members in people.items() if place not in self._new]
        # The largest are let in first, as groups are.
        asked = [place for place in reversed(self._new) if place in people]
        found = too_close(before, [people[place] for place in asked], self._rules)
        return [asked[place] for place in found]

    def _scores(self) -> None:
        places, rules = self._whole, self._rules
        groups = [self._groups[place] for place in places]
        inside = self._inside([group.ids for group in groups])
        shown = [self._shown[self._names[place]] for place in places]
        views = [self._views[place] for place in places]
        state = [self._suppressed[place].scales for place in places]
        for scale in self._layout.scales:
            counts = [group.sums[scale.histogram].tolist() for group in groups]
            points = ScoreNumbers(scale, shown, counts, rules)
            state = self._settled(Attacker(inside, points.margins), points, state, places)
        for quadrant in self._layout.quadrants:
            chain = [outer for outer in self._layout.scales if outer.id in quadrant.within]
            complete = [
                [int(g.sums[0]), *(int(scale.complete(g.sums)) for scale in chain)] for g in groups
            ]
            numbers = CompleteNumbers(chain, shown, views, complete, rules)
            state = self._settled(Attacker(inside, numbers.margins), numbers, state, places)
        for place, names in zip(places, state, strict=True):
            self._suppress(place, scales=names)

    def _response(self) -> None:
        places = self._whole
        groups = [self._groups[place] for place in places]
        inside = self._inside([frozenset(m.id for m in _that_know(group)) for group in groups])
        shown = [self._shown[self._names[place]] for place in places]
        numbers = ResponseNumbers(shown, [numbers_of(group) for group in groups], self._rules)
        state = [self._suppressed[place].response for place in places]
        state = self._settled(Attacker(inside, numbers.margins), numbers, state, places)
        for place, names in zip(places, state, strict=True):
            self._suppress(place, response=names)

    def _settled(
        self,
        attacker: Attacker,
        numbers: LinkedNumbers,
        state: list[Names],
        places: Collection[int],
    ) -> list[Names]:
        order = [at for at, place in enumerate(places) if place in self._close & {*self._new}]
        close = [at for at, place in enumerate(places) if place in self._close]
        sensitive = [number for number in numbers.sensitive() if number.place in close]
        return ComplementarySuppression(attacker, numbers, order).settled(state, sensitive)

    def _inside(self, sets: Sequence[Ids]) -> NDArray[np.bool_]:
        """Which sets hold each session, once per block of sessions."""
        every = sorted(frozenset().union(*sets))
        held = np.array([[one in found for one in every] for found in sets])
        return np.unique(held, axis=1)

    def _suppress(self, place: int, **names: Any) -> None:
        self._suppressed[place] = replace(self._suppressed[place], **names)


def _that_know(group: Sessions) -> tuple[Member, ...]:
    return group.counted(group.counts[:, 0] * that_know(group))


def _linked(names: Sequence[GroupName]) -> set[int]:
    """Places of the groups that share sessions with another."""
    return {
        place
        for place, (one, _) in enumerate(names)
        if any(not one.isdisjoint(other) for at, (other, _) in enumerate(names) if at != place)
    }
