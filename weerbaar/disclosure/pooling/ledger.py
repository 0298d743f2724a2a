"""Ledger: which sessions earlier research releases were about, so that none differ too little.

Whoever has two releases can subtract them. So everything that comes out of adding and subtracting
released groups must itself be a group that may be shown: enough people, enough councils, none of
them dominating (ABS DataLab: no difference below ten between tables; the rest follows from the
rules for any group). Looked at are: a group against each other group, both ways; a group against
all groups of one release that lie in it together; and those that touch it against the group.
"""

from __future__ import annotations

import hmac
import json
import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from weerbaar.disclosure.pooling.research_release import Rules
from weerbaar.disclosure.pooling.research_rules import Member, refusal

FORMAT = 1

Key = tuple[tuple[str, str], ...]
_Ids = frozenset[str]


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
        Per release its groups, each as hashes of sessions.
    """

    salt: str = field(repr=False)
    sessions: Mapping[str, tuple[str, int]] = field(default_factory=dict, repr=False)
    releases: tuple[tuple[_Ids, ...], ...] = field(default=(), repr=False)

    @classmethod
    def empty(cls) -> Ledger:
        """A ledger of nothing, with a salt of its own."""
        return cls(secrets.token_hex(16))

    def too_close(self, groups: Mapping[Key, list[Member]], rules: Rules) -> frozenset[Key]:
        """Groups of a new release that may not be shown beside what was, and each other.

        The smallest go first, until what is left can be added and subtracted without harm.
        """
        known = dict(self.sessions)
        made = {key: self._hashed(members, known) for key, members in groups.items()}
        check = _Check(known, rules)
        refused: set[Key] = set()
        order = sorted(made, key=lambda key: (check.people(made[key]), key))
        while True:
            left = [key for key in order if key not in refused]
            clash = next(check.clashes(left, made, self.releases), None)
            if clash is None:
                return frozenset(refused)
            refused.add(clash)

    def enter(self, groups: Mapping[Key, list[Member]]) -> Ledger:
        """A ledger with one release more."""
        known = dict(self.sessions)
        made = tuple(self._hashed(members, known) for members in groups.values())
        if not made or made in self.releases:
            return self
        return replace(self, sessions=known, releases=(*self.releases, made))

    def to_json(self) -> str:
        """Text form for a file."""
        order = {name: place for place, name in enumerate(self.sessions)}
        body = {
            "format": FORMAT,
            "salt": self.salt,
            "sessions": [[name, *about] for name, about in self.sessions.items()],
            "releases": [
                [sorted(order[name] for name in group) for group in release]
                for release in self.releases
            ],
        }
        return json.dumps(body, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Ledger:
        """Read back what :meth:`to_json` gave.

        Raises
        ------
        ValueError
            If it is no ledger, or one of a newer version. An unreadable ledger must not be taken
            for an empty one.
        """
        try:
            raw = json.loads(text)
            if raw["format"] != FORMAT:
                msg = f"ledger format is unknown; this version reads format {FORMAT}"
                raise ValueError(msg)
            names = [str(name) for name, _, _ in raw["sessions"]]
            return cls(
                str(raw["salt"]),
                {str(name): (str(council), int(n)) for name, council, n in raw["sessions"]},
                tuple(
                    tuple(frozenset(names[place] for place in group) for group in release)
                    for release in raw["releases"]
                ),
            )
        except (KeyError, TypeError, IndexError) as error:
            msg = f"no ledger: {type(error).__name__}"
            raise ValueError(msg) from None

    def _hashed(self, members: Iterable[Member], known: dict[str, tuple[str, int]]) -> _Ids:
        names = set()
        for member in members:
            name = self._hash(member.id)
            known[name] = (self._hash(member.series.encode()), member.people)
            names.add(name)
        return frozenset(names)

    def _hash(self, what: bytes) -> str:
        return hmac.digest(self.salt.encode(), what, "sha256").hex()[:24]


class _Check:
    def __init__(self, known: Mapping[str, tuple[str, int]], rules: Rules) -> None:
        self._known = known
        self._rules = rules

    def people(self, names: _Ids) -> int:
        """Number of sheets in a set of sessions."""
        return sum(self._known[name][1] for name in names)

    def clashes(
        self, left: list[Key], made: Mapping[Key, _Ids], earlier: tuple[tuple[_Ids, ...], ...]
    ) -> Iterator[Key]:
        """The groups to give up, the smallest first; the first one is enough to act on."""
        together = tuple(made[key] for key in left)
        for key in left:
            if any(not self._harmless(made[key], family) for family in (*earlier, together)):
                yield key
        for group in (group for family in earlier for group in family):
            # An earlier group stays; of those that make up the rest of it the smallest goes.
            if not self._harmless(group, together):
                yield next(key for key in left if made[key] & group)

    def _harmless(self, group: _Ids, family: tuple[_Ids, ...]) -> bool:
        inside = [other for other in family if other < group]
        touching = [other for other in family if other & group and other != group]
        # Of two that overlap, subtracting leaves the one side minus the other: small when both are.
        differences = [group ^ other for other in touching]
        if inside:
            differences.append(group.difference(*inside))
        if touching:
            differences.append(frozenset().union(*touching) - group)
        return all(map(self._may_be_known, differences))

    def _may_be_known(self, names: _Ids) -> bool:
        members = [Member(b"", *self._known[name]) for name in names]
        return not members or refusal(members, self._rules, people=self._rules.difference) is None
