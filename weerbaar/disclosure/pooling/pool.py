"""Pool: sealed files read into sums, and the only door from there to a research release."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from weerbaar.disclosure.pooling.cache import EncryptedFile, OpenedCache, SuppressionMemory
from weerbaar.disclosure.pooling.comparisons import (
    compare,
    paired_again,
    paired_groups,
    pairs,
    some_are_paired,
)
from weerbaar.disclosure.pooling.ledger import Ledger
from weerbaar.disclosure.pooling.linked_tables import LinkedTables
from weerbaar.disclosure.pooling.noise import NoiseBook, NoisyTable
from weerbaar.disclosure.pooling.reading import RefusedFile, open_all
from weerbaar.disclosure.pooling.research_release import (
    RefusedGroup,
    ResearchRelease,
    ResearchRules,
)
from weerbaar.disclosure.pooling.sessions import VARIABLES, Key, Member, Sessions, layout_of
from weerbaar.disclosure.sealed.files import SealedFiles
from weerbaar.disclosure.sealed.sealing import Opener
from weerbaar.model.instrument import Colour, Instrument

__all__ = ["VARIABLES", "Pool", "RefusedFile"]

_EARLIER_RELEASES = ".eerder"


@dataclass(frozen=True)
class Pool:
    """Sessions added up. Unsafe to show; :meth:`release` gives what may be.

    Attributes
    ----------
    refused
        Files that were not counted, each with its reason; nothing is left out silently.
    earlier
        Digests of earlier versions of the instrument that some sessions answered.
    """

    instrument: Instrument
    refused: tuple[RefusedFile, ...]
    simulated: bool
    _sessions: Sessions = field(repr=False)
    earlier: tuple[str, ...] = ()
    _memory: SuppressionMemory = field(default_factory=SuppressionMemory, repr=False, compare=False)

    @classmethod
    def read(
        cls,
        sealed: Iterable[bytes],
        private_key: str,
        instrument: Instrument,
        cache: Path | None = None,
    ) -> Pool:
        """Open sealed files one after the other.

        Per session stays a row of counts, of two bytes each.

        Parameters
        ----------
        sealed
            The bytes of files, in any order; see :func:`weerbaar.disclosure.sealed.files.read`.
        cache
            A file that remembers what came of opening these files, made when it is not there, and
            beside it one that remembers what was suppressed in earlier releases; see
            :mod:`weerbaar.disclosure.pooling.cache`. Only for files on disk.

        Raises
        ------
        KeyTextError
            If the private key is none.
        """
        opener = Opener(private_key, instrument)
        kept = memory = None
        if cache is not None and isinstance(sealed, SealedFiles):
            file = EncryptedFile(cache, private_key)
            kept = OpenedCache(file, instrument, sealed.hash())
            memory = file.beside(_EARLIER_RELEASES)
        opened = kept.load() if kept else None
        if opened is None:
            opened = open_all(sealed, opener, instrument)
            # Files that changed while they were read are not what was hashed.
            if kept and isinstance(sealed, SealedFiles) and sealed.hash() == kept.files:
                kept.keep(opened)
        about = opened.refused, opened.simulated, opened.sessions, opened.earlier
        return cls(instrument, *about, SuppressionMemory(memory))

    @property
    def variables(self) -> tuple[str, ...]:
        """What a release can be split by."""
        return VARIABLES

    @property
    def sessions(self) -> int:
        """Number of sessions counted."""
        return len(self._sessions)

    def release(
        self,
        by: Sequence[str] = (),
        rules: ResearchRules | None = None,
        ledger: Ledger | None = None,
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
        rules: ResearchRules | None = None,
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
        rules, ledger = rules or ResearchRules(), ledger or Ledger.empty()
        tables = {tuple(by): self._groups(tuple(by)) for by in plan}
        groups = {key: found for table in tables.values() for key, found in table.items()}
        members = {key: found.members for key, found in groups.items()}
        reasons = {key: found.refusal(rules) for key, found in groups.items()}
        may = {key: group for key, group in members.items() if reasons[key] is None}
        close = ledger.too_close(may, rules)
        refused = {
            key: RefusedGroup(key, reason or "too_close", close.get(key))
            for key, reason in reasons.items()
            if reason or key in close
        }
        layout = layout_of(self.instrument)
        seen, entered = ledger, False
        shown, paired = {}, {}
        for by, table in tables.items():
            shown[by] = {key: found for key, found in table.items() if key not in refused}
            if not entered and some_are_paired(shown[by], rules):
                seen = ledger.enter({key: members[key] for key in groups if key not in refused})
                entered = True
            paired[by] = tuple(pairs(shown[by], seen, rules))
            seen = seen.enter(paired_groups(paired[by]))
        before = LinkedTables.before(ledger, self._sessions, layout, rules, self._memory)
        linked = before.with_release(
            [group for table in shown.values() for group in table.values()],
            [part for two in paired.values() for pair in two for part in pair.sessions],
            layout,
            rules,
            self._memory,
        )
        self._memory.save()
        return tuple(
            ResearchRelease(
                instrument=self.instrument.id,
                digest=self.instrument.digest,
                rules=rules,
                by=by,
                simulated=self.simulated,
                groups=tuple(linked.figures(*group, layout, rules) for group in shown[by].items()),
                refusals=tuple(refused[key] for key in table if key in refused),
                comparisons=tuple(
                    comparison
                    for pair in paired[by]
                    for comparison in compare(pair, layout, rules, linked.of)
                ),
                earlier=self.earlier,
            )
            for by, table in tables.items()
        )

    def recorded(
        self, releases: Sequence[ResearchRelease], ledger: Ledger, day: date | None = None
    ) -> Ledger:
        """A ledger in which releases of this pool are entered together; for the caller to keep."""
        entered: dict[Key, Sequence[Member]] = {}
        compared: dict[Key, Sequence[Member]] = {}
        for release in releases:
            groups = self._groups(release.by)
            entered |= {group.key: groups[group.key].members for group in release.groups}
            compared |= paired_groups(paired_again(groups, release.comparisons))
        tables = [release.by for release in releases if release.groups]
        return ledger.enter({**entered, **compared}, day, tables, compared)

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
        layout = layout_of(self.instrument)
        sums = self._sessions.sums.tolist()
        counts = {
            (statement.id, colour.value): sums[place]
            for statement, places in zip(self.instrument.statements, layout.given, strict=True)
            for colour, place in zip(Colour, places, strict=True)
            if len(self._sessions)
        }
        return (book or NoiseBook()).draw(
            counts,
            [member.id.hex() for member in self._sessions.members],
            instrument=self.instrument.id,
            digest=self.instrument.digest,
            people=sums[0],
            epsilon=epsilon,
            simulated=self.simulated,
        )

    def _groups(self, by: tuple[str, ...]) -> dict[Key, Sessions]:
        return self._sessions.groups(by)
