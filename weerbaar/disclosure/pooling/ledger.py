"""Ledger: which sessions earlier research releases were about, so that none of them betray a few.

Whoever has all releases can add and subtract them, as often as they like. So whatever comes out
must itself be something that may be shown; ``combinations`` says what that is, and tries all.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from pydantic import BaseModel, ValidationError, model_validator

from weerbaar.disclosure.pooling.alternatives import Leak
from weerbaar.disclosure.pooling.combinations import Combinations
from weerbaar.disclosure.pooling.research_release import Clash, ResearchRules
from weerbaar.disclosure.pooling.sessions import Ids, Key, Member, why_refused

FORMAT = 2
_FIRST = 1
"""Ledgers of this format hold no days and no variables; they are read, and grow into the next."""

_Names = frozenset[str]
"""A group by the salted hashes of its sessions."""


@dataclass(frozen=True)
class LedgerEntry:
    """One release, or one set of tables that was planned together.

    Attributes
    ----------
    groups
        Each as hashes of sessions.
    compared
        Places of the groups of which only shares are shown, in paired comparisons; none in old
        ledgers, where these cannot be told apart.
    day
        On which it was entered; None in old ledgers.
    tables
        The variables of each table; None in old ledgers.
    """

    groups: tuple[_Names, ...] = field(repr=False)
    day: date | None = None
    tables: tuple[tuple[str, ...], ...] | None = None
    compared: frozenset[int] = frozenset()


class _KeptRelease(BaseModel):
    """A release in a file: groups as places of sessions."""

    day: date | None = None
    tables: tuple[tuple[str, ...], ...] | None = None
    compared: list[int] = []
    groups: list[list[int]]

    @model_validator(mode="before")
    @classmethod
    def _of_the_first_format(cls, raw: Any) -> Any:
        return {"groups": raw} if isinstance(raw, list) else raw


class _Kept(BaseModel):
    """A ledger in a file."""

    format: int
    salt: str
    sessions: list[tuple[str, str, int]]
    releases: list[_KeptRelease]


@dataclass(frozen=True)
class Ledger:
    """Earlier releases, as sets of sessions. Kept by whoever releases, and not published.

    Attributes
    ----------
    salt
        Random, so that the hashes of two ledgers have nothing in common.
    sessions
        By salted hash of a session: salted hash of its council, and its number of people.
    releases
        In the order in which they were entered.
    """

    salt: str = field(repr=False)
    sessions: Mapping[str, tuple[str, int]] = field(default_factory=dict, repr=False)
    releases: tuple[LedgerEntry, ...] = ()

    @classmethod
    def empty(cls) -> Ledger:
        """A ledger of nothing, with a salt of its own."""
        return cls(secrets.token_hex(16))

    def too_close(
        self, groups: Mapping[Key, Sequence[Member]], rules: ResearchRules
    ) -> dict[Key, Clash]:
        """Groups of a new release that may not be shown beside what was, and each other.

        The largest are let in first, so the smallest go: a group is refused when something that
        may not be shown would follow from it, all earlier releases, and the groups let in before.

        Parameters
        ----------
        groups
            Of all tables that are planned together, by any name; whatever figures are about one
            set of sessions is one group, as are the councils of a paired comparison.

        Returns
        -------
        dict
            The refused groups, each with what it would clash with.
        """
        if not self.releases and _apart(groups.values(), rules):
            return {}
        known = dict(self.sessions)
        made = {key: self._hashed(members, known) for key, members in groups.items()}
        order = sorted(made, key=lambda key: (-sum(known[n][1] for n in made[key]), key))
        earlier = [group for entry in self.releases for group in entry.groups]
        space = Combinations(earlier, [made[key] for key in order], known, rules)
        shown: list[int] = []
        refused: dict[Key, Clash] = {}
        for place, key in enumerate(order, start=len(earlier)):
            leak = space.leak(made[key])
            if leak is None:
                space.add(made[key])
                shown.append(place)
            else:
                refused[key] = self._clash(space, leak, place, shown)
        return refused

    def within(self, members: Sequence[Member]) -> Iterator[tuple[list[Ids], list[Ids]]]:
        """Per release the groups, and those that are only compared, of which all sessions are here.

        Parameters
        ----------
        members
            The sessions that there are; groups are given as sets of their ids.
        """
        names = {self._hash(m.id): m.id for m in members} if self.releases else {}
        for entry in self.releases:
            found: tuple[list[Ids], list[Ids]] = ([], [])
            for place, group in enumerate(entry.groups):
                if group <= names.keys():
                    found[place in entry.compared].append(frozenset(names[n] for n in group))
            yield found

    def enter(
        self,
        groups: Mapping[Key, Sequence[Member]],
        day: date | None = None,
        tables: Iterable[Sequence[str]] = (),
        compared: Iterable[Key] = (),
    ) -> Ledger:
        """A ledger with one release more.

        Parameters
        ----------
        groups
            All that is shown, by any name.
        tables
            The variables of each table, to tell later which release it was.
        compared
            The names of those groups of which only shares are shown.
        """
        known = dict(self.sessions)
        made = tuple(self._hashed(members, known) for members in groups.values())
        out = {group for entry in self.releases for group in entry.groups}
        if out.issuperset(made):
            return self
        only = {*compared}
        places = frozenset(place for place, key in enumerate(groups) if key in only)
        entry = LedgerEntry(made, day, tuple(tuple(by) for by in tables) or None, places)
        return replace(self, sessions=known, releases=(*self.releases, entry))

    def _clash(self, space: Combinations, leak: Leak, place: int, shown: list[int]) -> Clash:
        """As few releases as are needed for it, the earliest of them given up first."""
        ends: list[Sequence[int]] = []
        end = 0
        for entry in self.releases:
            ends.append(range(end, end + len(entry.groups)))
            end += len(entry.groups)

        def follows(families: Sequence[Sequence[int]]) -> bool:
            return space.follows(leak, [place, *(i for family in families for i in family)])

        needed = _fewest([*ends, shown] if shown else ends, follows)
        entries = tuple(
            (entry.day, entry.tables)
            for entry, family in zip(self.releases, ends, strict=True)
            if family in needed
        )
        return Clash(leak.left, entries, bool(shown) and shown in needed)

    def to_json(self) -> str:
        """Text form for a file."""
        order = {name: place for place, name in enumerate(self.sessions)}
        releases = [
            _KeptRelease(
                day=entry.day,
                tables=entry.tables,
                compared=sorted(entry.compared),
                groups=[sorted(order[name] for name in group) for group in entry.groups],
            )
            for entry in self.releases
        ]
        sessions = [(name, *about) for name, about in self.sessions.items()]
        kept = _Kept(format=FORMAT, salt=self.salt, sessions=sessions, releases=releases)
        return kept.model_dump_json()

    @classmethod
    def from_json(cls, text: str) -> Ledger:
        """Read back what :meth:`to_json` gave, of this format or the first.

        Raises
        ------
        ValueError
            If it is no ledger, or one of a newer version. An unreadable ledger must not be taken
            for an empty one.
        """
        try:
            kept = _Kept.model_validate_json(text)
            names = [name for name, _, _ in kept.sessions]
            releases = tuple(
                LedgerEntry(
                    tuple(frozenset(names[place] for place in group) for group in one.groups),
                    one.day,
                    one.tables,
                    frozenset(one.compared),
                )
                for one in kept.releases
            )
        except (ValidationError, IndexError):
            # "from None": the original message holds what was in it.
            raise ValueError("no ledger") from None
        if kept.format not in (_FIRST, FORMAT):
            msg = f"ledger format is unknown; this version reads up to format {FORMAT}"
            raise ValueError(msg)
        known = {name: (council, people) for name, council, people in kept.sessions}
        return cls(kept.salt, known, releases)

    def _hashed(self, members: Iterable[Member], known: dict[str, tuple[str, int]]) -> _Names:
        names = set()
        for member in members:
            name = self._hash(member.id)
            known[name] = (self._hash(member.series.encode()), member.people)
            names.add(name)
        return frozenset(names)

    def _hash(self, what: bytes) -> str:
        return hmac.digest(self.salt.encode(), what, "sha256").hex()[:24]


def _apart(groups: Collection[Sequence[Member]], rules: ResearchRules) -> bool:
    """Whether groups have no session in common and may each be known: then so may any sum.

    A sum weighs all sessions of a group alike. So it is about three councils, as one group is;
    about enough people, as the group that weighs most is; and a council that is at most half of
    each group is at most half of it. It is all there is to ask of a first table.
    """
    ids = {member.id for group in groups for member in group}
    return len(ids) == sum(map(len, groups)) and all(
        why_refused(group, rules, people=rules.difference) is None for group in groups
    )


def _fewest(
    parts: list[Sequence[int]], enough: Callable[[Sequence[Sequence[int]]], bool]
) -> list[Sequence[int]]:
    """Parts of which none can be missed: halves are tried first, then what is left of them."""
    size = (len(parts) + 1) // 2
    while size:
        begin = 0
        while begin < len(parts):
            without = parts[:begin] + parts[begin + size :]
            if enough(without):
                parts = without
            else:
                begin += size
        size //= 2
    return parts
