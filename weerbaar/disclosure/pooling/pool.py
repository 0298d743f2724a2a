"""Pool: sealed files read into sums, and the only door from there to a research release."""

from __future__ import annotations

import hashlib
import json
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, TypeVar

from weerbaar.disclosure.pooling.group_figures import Pooled, group_figures
from weerbaar.disclosure.pooling.layout import Layout
from weerbaar.disclosure.pooling.ledger import Ledger
from weerbaar.disclosure.pooling.noise import NoiseBook, NoisyTable
from weerbaar.disclosure.pooling.research_release import Refusal, ResearchRelease, Rules
from weerbaar.disclosure.pooling.research_rules import Member, refusal
from weerbaar.disclosure.sealed.contribution import Contribution
from weerbaar.disclosure.sealed.sealing import Opener, SealError
from weerbaar.model.instrument import Colour, Instrument

VARIABLES = ("group_type", "size_class", "year", "language", "wave")
"""What sessions can be grouped by."""

Key = tuple[tuple[str, str], ...]
_Name = TypeVar("_Name", str, tuple[str, ...])


@dataclass(frozen=True)
class Refused:
    """A file that was not counted.

    Attributes
    ----------
    file
        Its name when it has one (see ``sealed_files``), else ``#`` and its place, from 1.
    reason
        ``no_sealed_file``, ``newer_version``, ``other_key``, ``damaged``, ``other_instrument``,
        ``impossible`` (sums that no sheets can have) or ``repeated`` (counted once already).
    """

    file: str
    reason: str


class _Session(NamedTuple):
    """What is kept of one session: no score, no colour, no policy."""

    values: tuple[str, ...]
    member: Member
    complete: int
    answers: array[int]


@dataclass(frozen=True)
class Pool:
    """Sessions added up. Unsafe to show; :meth:`release` gives what may be.

    Attributes
    ----------
    refused
        Files that were not counted, each with its reason; nothing is left out silently.
    """

    instrument: Instrument
    refused: tuple[Refused, ...]
    simulated: bool
    _sessions: tuple[_Session, ...] = field(repr=False)
    _sums: dict[tuple[str, ...], list[int]] = field(repr=False)

    @classmethod
    def read(cls, sealed: Iterable[bytes], private_key: str, instrument: Instrument) -> Pool:
        """Open sealed files one after the other and add them up.

        A tally is forgotten as soon as it is added; per session stay two numbers per statement,
        for the variance between councils, and per combination of variables one row of sums.

        Parameters
        ----------
        sealed
            The bytes of files, in any order; see :func:`weerbaar.disclosure.sealed.files.read`.

        Raises
        ------
        KeyTextError
            If the private key is none.
        """
        reader = _Reader(instrument, Opener(private_key))
        for place, body in enumerate(sealed, start=1):
            reader.take(getattr(body, "name", f"#{place}"), body)
        return cls(
            instrument,
            tuple(reader.refused),
            reader.simulated,
            tuple(reader.sessions),
            reader.sums,
        )

    @property
    def variables(self) -> tuple[str, ...]:
        """What a release can be split by."""
        return VARIABLES

    @property
    def sessions(self) -> int:
        """Number of sessions counted."""
        return len(self._sessions)

    def release(
        self, by: Sequence[str] = (), rules: Rules | None = None, ledger: Ledger | None = None
    ) -> ResearchRelease:
        """What may be shown of all sessions, or of groups of them: :meth:`releases` of one table.

        Parameters
        ----------
        by
            Variables that the groups differ in; none for all sessions together.
        """
        return self.releases((by,), rules, ledger)[0]

    def releases(
        self,
        plan: Iterable[Sequence[str]],
        rules: Rules | None = None,
        ledger: Ledger | None = None,
    ) -> tuple[ResearchRelease, ...]:
        """What may be shown of tables that are planned together.

        Which groups are refused is decided for all of them at once, so their order decides
        nothing.

        Parameters
        ----------
        plan
            Per table the variables that its groups differ in.
        ledger
            What was released before; groups from which, with all of it, something would follow
            about a few are refused. Keep what :meth:`recorded` gives before showing anything.

        Raises
        ------
        ValueError
            For a variable that is not one of :attr:`variables`.
        """
        rules = rules or Rules()
        tables = [tuple(by) for by in plan]
        members = {
            key: [session.member for session in found]
            for by in tables
            for key, found in self._groups(by).items()
        }
        reasons = {key: refusal(group, rules) for key, group in members.items()}
        may = {key: group for key, group in members.items() if reasons[key] is None}
        close = (ledger or Ledger.empty()).too_close(may, rules)
        refused = {
            key: Refusal(key, reason or "too_close", close.get(key))
            for key, reason in reasons.items()
            if reason or key in close
        }
        layout = Layout(self.instrument)
        return tuple(
            ResearchRelease(
                instrument=self.instrument.id,
                digest=self.instrument.digest,
                rules=rules,
                by=by,
                simulated=self.simulated,
                groups=tuple(
                    group_figures(key, self._pooled(by, key, found, rules), layout, rules)
                    for key, found in self._groups(by).items()
                    if key not in refused
                ),
                refusals=tuple(refused[key] for key in self._groups(by) if key in refused),
            )
            for by in tables
        )

    def recorded(
        self, releases: Sequence[ResearchRelease], ledger: Ledger, day: date | None = None
    ) -> Ledger:
        """A ledger in which releases of this pool are entered together; for the caller to keep."""
        entered = {
            group.key: [session.member for session in self._groups(release.by)[group.key]]
            for release in releases
            for group in release.groups
        }
        return ledger.enter(entered, day, [release.by for release in releases if release.groups])

    def noisy(self, epsilon: float, book: NoiseBook | None = None) -> tuple[NoiseBook, NoisyTable]:
        """A differentially private table of all sessions; the one drawn before when there is one.

        Parameters
        ----------
        book
            Earlier draws; the caller keeps the one that is given back, before showing the table.

        Raises
        ------
        NoiseError
            As :meth:`weerbaar.disclosure.pooling.noise.NoiseBook.draw`.
        """
        layout = Layout(self.instrument)
        sums = [sum(column) for column in zip(*self._sums.values(), strict=True)]
        counts = {
            (statement.id, colour.value): sums[place]
            for statement, places in zip(self.instrument.statements, layout.given, strict=True)
            for colour, place in zip(Colour, places, strict=True)
            if sums
        }
        return (book or NoiseBook()).draw(
            counts,
            [session.member.id.hex() for session in self._sessions],
            instrument=self.instrument.id,
            digest=self.instrument.digest,
            people=sums[0] if sums else 0,
            epsilon=epsilon,
            simulated=self.simulated,
        )

    def _groups(self, by: tuple[str, ...]) -> dict[Key, list[_Session]]:
        unknown = sorted(set(by) - set(VARIABLES))
        if unknown:
            msg = f"sessions cannot be grouped by {', '.join(unknown)}; by {', '.join(VARIABLES)}"
            raise ValueError(msg)
        found: dict[Key, list[_Session]] = {}
        for session in self._sessions:
            found.setdefault(_key(by, session.values), []).append(session)
        return dict(sorted(found.items()))

    def _pooled(self, by: tuple[str, ...], key: Key, found: list[_Session], rules: Rules) -> Pooled:
        rows = [row for values, row in self._sums.items() if _key(by, values) == key]
        clusters: dict[str, list[int]] = {}
        for session in found:
            _add(clusters, session.member.series, session.answers)
        scored = [s.member._replace(people=s.complete) for s in found if s.complete]
        return Pooled(
            row=[sum(column) for column in zip(*rows, strict=True)],
            clusters=list(clusters.values()),
            sessions=len(found),
            scored=bool(scored) and refusal(scored, rules) is None,
        )


class _Reader:
    def __init__(self, instrument: Instrument, opener: Opener) -> None:
        self._digest = instrument.digest
        self._layout = Layout(instrument)
        self._opener = opener
        self._seen: set[bytes] = set()
        self._values: dict[tuple[str, ...], tuple[str, ...]] = {}
        self.refused: list[Refused] = []
        self.sessions: list[_Session] = []
        self.sums: dict[tuple[str, ...], list[int]] = {}
        self.simulated = False

    def take(self, name: str, body: bytes) -> None:
        """Count one file, or say why not."""
        try:
            contribution = self._opener.open(body)
        except SealError as error:
            self.refused.append(Refused(name, error.code))
            return
        reason = self._add(contribution)
        if reason:
            self.refused.append(Refused(name, reason))

    def _add(self, given: Contribution) -> str | None:
        if given.digest != self._digest:
            return "other_instrument"
        row = self._layout.row(given.tally)
        if row is None:
            return "impossible"
        values = tuple(str(getattr(given, variable)) for variable in VARIABLES)
        # Kept once for all sessions that have the same ones.
        values = self._values.setdefault(values, values)
        # The same session, sealed a second time, has other bytes and the same name in here.
        name = _name(given.series, values, row)
        if name in self._seen:
            return "repeated"
        self._seen.add(name)
        answers = array("I", (*self._layout.not_green(row), *self._layout.answered(row)))
        member = Member(name, given.series, row[0])
        self.sessions.append(_Session(values, member, row[1], answers))
        _add(self.sums, values, row)
        self.simulated |= given.simulated
        return None


def _key(by: tuple[str, ...], values: tuple[str, ...]) -> Key:
    return tuple((variable, values[VARIABLES.index(variable)]) for variable in by)


def _name(series: str, values: tuple[str, ...], row: list[int]) -> bytes:
    about = json.dumps([series, values, row]).encode()
    return hashlib.sha256(about).digest()[:16]


def _add(sums: dict[_Name, list[int]], key: _Name, row: Sequence[int]) -> None:
    kept = sums.get(key)
    sums[key] = list(row) if kept is None else [a + b for a, b in zip(kept, row, strict=True)]
