"""Release: the frozen, safe-to-show result of one session (R8: the only thing any view reads)."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from weerbaar.disclosure.policy import Policy
from weerbaar.model.instrument import Instrument
from weerbaar.model.profile import Measure, Profile, group_profile

FORMAT = 1

LEVEL_CUTS = (1 / 3, 2 / 3)
"""Shares not green at which a level changes: up to the first, between, from the second (R2)."""

LEVEL_MIDPOINTS = (1 / 6, 1 / 2, 5 / 6)
"""Share that stands for a level where a statement with a level meets others with counts (R4)."""

MIDDLE_OR_HIGHEST = 1.5
"""Stands for level 1 or 2 where a room is too small to tell which of both."""


class Detail(StrEnum):
    """How much a release shows (R2)."""

    NOTHING = "nothing"
    LEVELS = "levels"
    STATEMENTS = "statements"


class Tendency(StrEnum):
    """What most of the answers that are not green are, when the others are few (R3).

    At most ``Policy.band`` of them are of the other colour.
    """

    MOSTLY_ORANGE = "mostly_orange"
    MOSTLY_RED = "mostly_red"


@dataclass(frozen=True)
class Band:
    """A count known to lie in ``low..high``, both included; exact when they are equal."""

    low: int
    high: int

    @classmethod
    def exactly(cls, count: int) -> Band:
        """A count that may be shown as it is."""
        return cls(count, count)

    @property
    def exact(self) -> bool:
        """Whether the count itself is known."""
        return self.low == self.high


@dataclass(frozen=True)
class StatementFigure:
    """What is shown of one statement.

    Attributes
    ----------
    skips
        Number of sheets that skipped the statement; beside a level, or where too few answered
        for one, it says no more than that.
    green, not_green
        Numbers of answers; None when only a level is shown.
    orange, red
        Numbers of answers; None unless both may be shown apart.
    tendency
        Given instead of orange and red when enough answers are not green.
    level
        0, 1 or 2, when fewer than ``statements_from`` people answered, but at least ``minimum``;
        else None.
    share
        ``(low, high)`` share that is not green, 0..1: of those who answered when the number of
        skips is shown or a level is, else of all who shared (a banded number of skips counts as
        none). None when fewer than ``minimum`` people answered.
    """

    id: str
    skips: Band
    green: Band | None = None
    not_green: Band | None = None
    orange: Band | None = None
    red: Band | None = None
    tendency: Tendency | None = None
    level: int | None = None
    share: tuple[float, float] | None = None

    @property
    def midpoint(self) -> float | None:
        """R4: the one share that stands for this statement in quadrant figures."""
        if self.level is not None:
            return LEVEL_MIDPOINTS[self.level]
        return None if self.share is None else sum(self.share) / 2


@dataclass(frozen=True)
class Release:
    """Everything that may be known of a session.

    Attributes
    ----------
    instrument, digest
        Id and fingerprint of the instrument that was answered.
    n
        Number of shared sheets.
    statements
        One figure per statement in instrument order; empty unless ``detail`` is STATEMENTS.
    levels
        ``(quadrant id, level)`` pairs; empty unless ``detail`` is LEVELS; level None when too few
        people answered in the quadrant, :data:`MIDDLE_OR_HIGHEST` where these are not told apart.
    highest
        Ids of the quadrants that stand out in the room's own counts, beside levels; empty when
        that cannot be told, as of any release from before it was said.
    rehearsal
        Whether the participants were simulated; such a release is never exported.
    """

    instrument: str
    digest: str
    policy: Policy
    n: int
    detail: Detail
    statements: tuple[StatementFigure, ...] = ()
    levels: tuple[tuple[str, float | None], ...] = ()
    highest: tuple[str, ...] = ()
    rehearsal: bool = False

    def as_profile(self, instrument: Instrument) -> Profile | None:
        """R4: the group's profile, computed from what is published and nothing else.

        Source: a cell that follows from totals is disclosed, Eurostat, secondary confidentiality
        (see :mod:`~.statements`).

        Returns
        -------
        Profile or None
            None when the release shows no figures.

        Raises
        ------
        ValueError
            If the release belongs to another instrument.
        """
        if not instrument.asks(self.digest):
            msg = f"release of {self.instrument} {self.digest} read with {instrument.digest}"
            raise ValueError(msg)
        if self.detail is Detail.NOTHING:
            return None
        if self.detail is Detail.LEVELS:
            return group_profile(instrument, Measure.LEVEL, dict(self.levels), highest=self.highest)
        figures = {figure.id: figure for figure in self.statements}
        attention, ends = {}, {}
        for quadrant in instrument.quadrants:
            own = [figures[s.id] for s in quadrant.statements]
            attention[quadrant.id] = _mean([figure.midpoint for figure in own])
            low, high = (_mean([f.share and f.share[at] for f in own]) for at in (0, 1))
            ends[quadrant.id] = None if low is None or high is None else (low, high)
        return group_profile(instrument, Measure.GROUP, attention, ends=ends)

    def to_json(self) -> str:
        """Text form for storage."""
        return json.dumps({"format": FORMAT, **asdict(self)}, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> Release:
        """Read back what :meth:`to_json` gave.

        Raises
        ------
        ValueError
            If the text is of a format this version does not know.
        """
        raw = json.loads(text)
        if raw.pop("format") != FORMAT:
            msg = f"release format is unknown; this version reads format {FORMAT}"
            raise ValueError(msg)
        raw["policy"] = Policy.from_dict(raw["policy"])
        raw["detail"] = Detail(raw["detail"])
        raw["statements"] = tuple(_figure(figure) for figure in raw["statements"])
        raw["levels"] = tuple((q, level) for q, level in raw["levels"])
        raw["highest"] = tuple(raw.get("highest", ()))
        return cls(**raw)


def _figure(raw: dict[str, Any]) -> StatementFigure:
    bands = {
        key: Band(**raw[key]) if raw[key] is not None else None
        for key in ("skips", "green", "not_green", "orange", "red")
    }
    tendency = Tendency(raw["tendency"]) if raw["tendency"] else None
    share = (raw["share"][0], raw["share"][1]) if raw["share"] else None
    return StatementFigure(
        id=raw["id"],
        level=raw["level"],
        tendency=tendency,
        share=share,
        **bands,  # type: ignore[arg-type]  # "skips" is always given
    )


def _mean(shares: list[float | None]) -> float | None:
    known = [share for share in shares if share is not None]
    return sum(known) / len(known) if known else None
