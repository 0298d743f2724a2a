"""Together: what is withheld of groups because of all that is shown beside them.

Each group hides its own small numbers; this makes sure that adding and subtracting groups brings
none of them back. All groups of a plan and all that was shown before are taken together, and as
long as a hidden small number cannot be anything from zero up to the threshold, one number more is
withheld of one group: the least that does, of the smallest group for which it does. Of what was
shown before nothing can be withheld. When nothing helps, it follows from that already.

What was shown before is worked out again: a release is decided by its groups, whatever tables they
were in. A group of which not all sessions are in this pool is passed over.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from weerbaar.disclosure.pooling.additive import Additive, Names, Settling
from weerbaar.disclosure.pooling.group_figures import NOTHING, group_figures, statement_views
from weerbaar.disclosure.pooling.layout import Layout
from weerbaar.disclosure.pooling.ledger import Ledger
from weerbaar.disclosure.pooling.populations import Population, too_close
from weerbaar.disclosure.pooling.research_release import Group, Part, Rules
from weerbaar.disclosure.pooling.response import numbers_of, response, that_know
from weerbaar.disclosure.pooling.scores import may_show
from weerbaar.disclosure.pooling.sessions import Key, Sessions
from weerbaar.disclosure.pooling.told import Answers, Layers, Points, Told
from weerbaar.disclosure.pooling.told_response import Responses
from weerbaar.disclosure.pooling.withheld import RESPONSE, SCORES, Withheld, of_scale, without

Ids = frozenset[bytes]
_Name = tuple[Ids, bool]
"""A group by its sessions, and whether only its shares are shown."""


@dataclass(frozen=True)
class Together:
    """What is withheld of each group, and the figures that are left."""

    groups: Mapping[_Name, Sessions] = field(default_factory=dict, repr=False)
    withheld: Mapping[_Name, Withheld] = field(default_factory=dict, repr=False)
    shown: Mapping[_Name, Group] = field(default_factory=dict, repr=False)

    @classmethod
    def before(cls, ledger: Ledger, sessions: Sessions, layout: Layout, rules: Rules) -> Together:
        """All that a ledger knows was shown of some sessions."""
        found = cls()
        places = {member.id: place for place, member in enumerate(sessions.members)}
        for release in ledger.within(sessions.members):
            groups, compared = (
                [sessions.take(sorted(places[n] for n in group)) for group in some]
                for some in release
            )
            found = cls.made(groups, compared, found, layout, rules)
        return found

    @classmethod
    def made(
        cls,
        groups: Iterable[Sessions],
        compared: Iterable[Sessions],
        before: Together,
        layout: Layout,
        rules: Rules,
    ) -> Together:
        """Groups that are shown now, and groups of which only shares are, beside what was."""
        new = {(_ids(group), False): group for group in groups}
        new |= {(_ids(group), True): group for group in compared if (_ids(group), False) not in new}
        new = {
            name: group
            for name, group in new.items()
            if name not in before.groups and (name[0], False) not in before.groups
        }
        return _Release(before, new, layout, rules).made() if new else before

    def of(self, sessions: Sessions) -> Withheld:
        """What is withheld of the shares of a group."""
        name = _ids(sessions)
        return self.withheld.get((name, False)) or self.withheld.get((name, True), NOTHING)

    def figures(self, key: Key, sessions: Sessions) -> Group:
        """Figures of one of the groups, under the name that it has in a table."""
        return replace(self.shown[_ids(sessions), False], key=key)


class _Release:
    """Groups that are shown at once, beside others of which nothing can be withheld."""

    def __init__(
        self, before: Together, new: Mapping[_Name, Sessions], layout: Layout, rules: Rules
    ) -> None:
        self._layout = layout
        self._rules = rules
        # Smallest first, and of two that are as large always the same one.
        size = {name: sum(m.people for m in group.members) for name, group in new.items()}
        order = sorted(new, key=lambda name: (not name[1], size[name], sorted(name[0])))
        self._names = [*before.groups, *order]
        self._groups = [*before.groups.values(), *(new[name] for name in order)]
        self._withheld = [before.withheld.get(name, NOTHING) for name in self._names]
        self._shown = dict(before.shown)
        self._sums = [group.counts.sum(0, dtype=np.int64) for group in self._groups]
        self._views = [list(statement_views(s, layout, rules).values()) for s in self._sums]
        self._new = range(len(before.groups), len(self._names))
        self._whole = [place for place, (_, compared) in enumerate(self._names) if not compared]
        # What shares no session with another has nothing to be subtracted from.
        sets = [name for name, _ in self._names]
        self._close = {
            place
            for place, one in enumerate(sets)
            if any(one & other for at, other in enumerate(sets) if at != place)
        }

    def made(self) -> Together:
        """All of it."""
        if self._close:
            self._statements()
            self._populations()
        shown = [place for place in self._new if place in self._whole]
        for place in shown:
            self._shown[self._names[place]] = group_figures(
                (), self._groups[place], self._layout, self._rules, self._withheld[place]
            )
        if self._close:
            self._scores()
            self._response()
        for place in shown:
            name = self._names[place]
            self._shown[name] = self._withheld[place].applied(self._shown[name], self._rules)
        return Together(
            dict(zip(self._names, self._groups, strict=True)),
            dict(zip(self._names, self._withheld, strict=True)),
            self._shown,
        )

    def _statements(self) -> None:
        places = range(len(self._names))
        system = Additive(self._inside([name for name, _ in self._names]), Answers.forms)
        shares = {place for place, (_, compared) in enumerate(self._names) if compared}
        nothing = (frozenset[str](),) * len(self._layout.instrument.statements)
        names = [list(withheld.statements or nothing) for withheld in self._withheld]
        for at, given in enumerate(self._layout.given):
            counts = [[*s[given].tolist(), int(s[0] - s[given].sum())] for s in self._sums]
            told = Answers([views[at] for views in self._views], counts, shares, self._rules)
            state = self._settled(system, told, [found[at] for found in names], places)
            for found, settled in zip(names, state, strict=True):
                found[at] = settled
        for place in self._new:
            # The share of a scale would tell more of a hidden sum than this reckons with.
            if place in self._close:
                views = self._views[place]
                names[place] = [
                    found if "not_green" in view.shown else found | {"not_green"}
                    for found, view in zip(names[place], views, strict=True)
                ]
                self._withhold(place, statements=tuple(names[place]))
        self._views = [
            [without(view, gone) for view, gone in zip(views, found, strict=True)]
            for views, found in zip(self._views, names, strict=True)
        ]

    def _populations(self) -> None:
        """Scores and response whose own people could be told apart."""
        for scale in self._layout.scales:
            of = {
                place: _population(group, scale.complete(group.counts))
                for place, group in enumerate(self._groups)
                if place in self._whole and may_show(scale, group, self._rules)
            }
            gone = of_scale(scale.id, SCORES)
            of = {place: p for place, p in of.items() if gone not in self._withheld[place].scales}
            for place in self._too_close(of):
                self._withhold(place, scales=self._withheld[place].scales | {gone})
        of = {
            place: _that_know(group)
            for place, group in enumerate(self._groups)
            if place in self._whole
            and response(group, self._rules)
            and RESPONSE not in self._withheld[place].response
        }
        for place in self._too_close(of):
            self._withhold(place, response=frozenset({RESPONSE}))

    def _too_close(self, of: Mapping[int, Population]) -> list[int]:
        before = [population for place, population in of.items() if place not in self._new]
        # The largest are let in first, as groups are.
        asked = [place for place in reversed(self._new) if place in of]
        found = too_close(before, [of[place] for place in asked], self._rules)
        return [asked[place] for place in found]

    def _scores(self) -> None:
        places, rules = self._whole, self._rules
        inside = self._inside([self._names[place][0] for place in places])
        shown = [self._shown[self._names[place]] for place in places]
        sums = [self._sums[place] for place in places]
        views = [self._views[place] for place in places]
        state = [self._withheld[place].scales for place in places]
        for scale in self._layout.scales:
            counts = [s[scale.histogram].tolist() for s in sums]
            points = Points(scale, shown, counts, rules)
            state = self._settled(Additive(inside, points.forms), points, state, places)
        people = [int(s[0]) for s in sums]
        for scale in self._layout.scales:
            if scale.part is Part.QUADRANT:
                chain = [outer for outer in self._layout.scales if outer.id in scale.within]
                complete = [[int(one.complete(s)) for one in chain] for s in sums]
                layers = Layers(chain, shown, views, people, complete, rules)
                state = self._settled(Additive(inside, layers.forms), layers, state, places)
        for place, names in zip(places, state, strict=True):
            self._withhold(place, scales=names)

    def _response(self) -> None:
        places = self._whole
        groups = [self._groups[place] for place in places]
        sets = [frozenset(m.id for m in _that_know(group)) for group in groups]
        shown = [self._shown[self._names[place]] for place in places]
        told = Responses(shown, [numbers_of(group) for group in groups], self._rules)
        state = [self._withheld[place].response for place in places]
        state = self._settled(Additive(self._inside(sets), told.forms), told, state, places)
        for place, names in zip(places, state, strict=True):
            self._withhold(place, response=names)

    def _settled(
        self, system: Additive, told: Told, state: list[Names], places: Sequence[int]
    ) -> list[Names]:
        order = [at for at, place in enumerate(places) if place in self._close & {*self._new}]
        targets = [target for target in told.targets() if places[target.place] in self._close]
        return Settling(system, told.known, order, told.steps).settle(state, targets)

    def _inside(self, sets: Sequence[Ids]) -> NDArray[np.bool_]:
        """Which sets hold each session, once per sort of session."""
        every = sorted(frozenset().union(*sets))
        held = np.array([[one in found for one in every] for found in sets])
        return np.unique(held, axis=1)

    def _withhold(self, place: int, **names: Any) -> None:
        self._withheld[place] = replace(self._withheld[place], **names)


def _population(group: Sessions, people: NDArray[np.integer[Any]]) -> Population:
    return tuple(
        member._replace(people=n)
        for member, n in zip(group.members, people.tolist(), strict=True)
        if n
    )


def _that_know(group: Sessions) -> Population:
    return _population(group, group.counts[:, 0] * that_know(group))


def _ids(sessions: Sessions) -> Ids:
    return frozenset(member.id for member in sessions.members)
