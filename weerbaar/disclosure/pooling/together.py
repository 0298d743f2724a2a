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
from weerbaar.disclosure.pooling.research_release import Group, Rules
from weerbaar.disclosure.pooling.response import numbers_of, response, that_know
from weerbaar.disclosure.pooling.scores import may_show
from weerbaar.disclosure.pooling.sessions import Key, Sessions
from weerbaar.disclosure.pooling.told import Answers, Layers, Points, Responses, Told
from weerbaar.disclosure.pooling.withheld import RESPONSE, SCORES, Withheld, of_scale, without

Ids = frozenset[bytes]


def ids(sessions: Sessions) -> Ids:
    """What a group is known by: its sessions."""
    return frozenset(member.id for member in sessions.members)


@dataclass(frozen=True)
class Together:
    """What is withheld of each group, and the figures that are left."""

    groups: Mapping[Ids, Sessions] = field(default_factory=dict, repr=False)
    withheld: Mapping[Ids, Withheld] = field(default_factory=dict, repr=False)
    shown: Mapping[Ids, Group] = field(default_factory=dict, repr=False)

    @classmethod
    def made(
        cls,
        groups: Iterable[Sessions],
        everything: Sessions,
        ledger: Ledger,
        layout: Layout,
        rules: Rules,
    ) -> Together:
        """All groups that are shown now, beside all that a ledger knows of their sessions.

        Parameters
        ----------
        everything
            All sessions of the pool.
        """
        found = cls()
        places = {member.id: place for place, member in enumerate(everything.members)}
        for release in ledger.within(everything.members):
            before = [everything.take(sorted(places[n] for n in group)) for group in release]
            found = found.beside(before, layout, rules)
        return found.beside(groups, layout, rules)

    def of(self, sessions: Sessions) -> Withheld:
        """What is withheld of a group."""
        return self.withheld.get(ids(sessions), NOTHING)

    def figures(self, key: Key, sessions: Sessions) -> Group:
        """Figures of one of the groups, under the name that it has in a table."""
        return replace(self.shown[ids(sessions)], key=key)

    def beside(self, groups: Iterable[Sessions], layout: Layout, rules: Rules) -> Together:
        """With groups more, beside these."""
        new = {ids(group): group for group in groups}
        new = {name: group for name, group in new.items() if name not in self.groups}
        return _Release(self, new, layout, rules).made() if new else self


class _Release:
    """Groups that are shown at once, beside others of which nothing can be withheld."""

    def __init__(
        self, before: Together, new: Mapping[Ids, Sessions], layout: Layout, rules: Rules
    ) -> None:
        self._layout = layout
        self._rules = rules
        # Smallest first, and of two that are as large always the same one.
        size = {name: sum(m.people for m in group.members) for name, group in new.items()}
        order = sorted(new, key=lambda name: (size[name], sorted(name)))
        self._names = [*before.groups, *order]
        self._groups = [*before.groups.values(), *(new[name] for name in order)]
        self._new = range(len(before.groups), len(self._names))
        self._withheld = [before.withheld.get(name, NOTHING) for name in self._names]
        self._shown = dict(before.shown)
        self._sums = [group.counts.sum(0, dtype=np.int64) for group in self._groups]
        self._views = [list(statement_views(s, layout, rules).values()) for s in self._sums]
        # What shares no session with another has nothing to be subtracted from.
        self._close = {
            place
            for place, name in enumerate(self._names)
            if any(name & other for other in self._names if other != name)
        }

    def made(self) -> Together:
        """All of it."""
        if self._close:
            self._statements()
            self._populations()
        for place in self._new:
            self._shown[self._names[place]] = group_figures(
                (), self._groups[place], self._layout, self._rules, self._withheld[place]
            )
        if self._close:
            self._scores()
            self._response()
        for place in self._new:
            name = self._names[place]
            self._shown[name] = self._withheld[place].applied(self._shown[name], self._rules)
        return Together(
            dict(zip(self._names, self._groups, strict=True)),
            dict(zip(self._names, self._withheld, strict=True)),
            self._shown,
        )

    def _statements(self) -> None:
        system = Additive(self._inside([*self._names]), Answers.forms)
        nothing = (frozenset[str](),) * len(self._layout.instrument.statements)
        names = [list(withheld.statements or nothing) for withheld in self._withheld]
        for at, places in enumerate(self._layout.given):
            counts = [[*s[places].tolist(), int(s[0] - s[places].sum())] for s in self._sums]
            told = Answers([views[at] for views in self._views], counts, self._rules)
            for found, settled in zip(
                names, self._settled(system, told, [found[at] for found in names]), strict=True
            ):
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
                if may_show(scale, group, self._rules)
            }
            gone = of_scale(scale.id, SCORES)
            of = {place: p for place, p in of.items() if gone not in self._withheld[place].scales}
            for place in self._too_close(of):
                self._withhold(place, scales=self._withheld[place].scales | {gone})
        of = {
            place: _population(group, group.counts[:, 0] * that_know(group))
            for place, group in enumerate(self._groups)
            if response(group, self._rules) and RESPONSE not in self._withheld[place].response
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
        inside = self._inside([*self._names])
        shown = [self._shown[name] for name in self._names]
        state = [withheld.scales for withheld in self._withheld]
        layers = {}
        for scale in self._layout.scales:
            counts = [s[scale.histogram].tolist() for s in self._sums]
            points = Points(scale, shown, counts, self._rules)
            state = self._settled(Additive(inside, points.forms), points, state)
            layers[scale.within] = [s for s in self._layout.scales if s.id in scale.within]
        people = [int(s[0]) for s in self._sums]
        for chain in layers.values():
            complete = [[int(scale.complete(s)) for scale in chain] for s in self._sums]
            told = Layers(chain, shown, self._views, people, complete, self._rules)
            state = self._settled(Additive(inside, told.forms), told, state)
        for place in self._new:
            self._withhold(place, scales=state[place])

    def _response(self) -> None:
        sets = [
            frozenset(m.id for m in _population(group, group.counts[:, 0] * that_know(group)))
            for group in self._groups
        ]
        numbers = [numbers_of(group) for group in self._groups]
        told = Responses([self._shown[name] for name in self._names], numbers, self._rules)
        state = [withheld.response for withheld in self._withheld]
        state = self._settled(Additive(self._inside(sets), told.forms), told, state)
        for place in self._new:
            self._withhold(place, response=state[place])

    def _settled(self, system: Additive, told: Told, state: list[Names]) -> list[Names]:
        order = [place for place in self._new if place in self._close]
        targets = [target for target in told.targets() if target.place in self._close]
        return Settling(system, told.known, order, told.steps).settle(state, targets)

    def _inside(self, sets: Sequence[Ids]) -> NDArray[np.bool_]:
        """Which sets hold each session, once per sort of session."""
        every = sorted(frozenset().union(*sets))
        held = np.array([[one in found for one in every] for found in sets])
        return np.unique(held, axis=1)

    def _withhold(self, place: int, **names: Any) -> None:  # noqa: ANN401 -- fields of Withheld
        self._withheld[place] = replace(self._withheld[place], **names)


def _population(group: Sessions, people: NDArray[np.integer[Any]]) -> Population:
    return tuple(
        member._replace(people=n)
        for member, n in zip(group.members, people.tolist(), strict=True)
        if n
    )
