"""Instrument, Quadrant, Side, Statement, Colour: the structure of a questionnaire.

Texts live in ``content/`` and are read by :mod:`weerbaar.catalog`; here are ids and numbers only.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from weerbaar.model.rules import Rules

MOST_STATEMENTS = 40
"""Most statements of an instrument: what is sealed of it has to fit in files of one length."""


class Colour(StrEnum):
    """What a participant answers to a statement; skipping is the absence of a colour."""

    GREEN = "green"
    ORANGE = "orange"
    RED = "red"

    @property
    def points(self) -> int:
        """Points for research: green 0, orange 1, red 2."""
        return {"green": 0, "orange": 1, "red": 2}[self.value]

    @property
    def asks_attention(self) -> bool:
        """Whether this answer counts towards attention; orange and red count alike."""
        return self is not Colour.GREEN


class Side(StrEnum):
    """One of the two sides on which every quadrant lies."""

    AWARENESS = "awareness"
    ACTING = "acting"

    @property
    def other(self) -> Side:
        """The opposite side."""
        return Side.ACTING if self is Side.AWARENESS else Side.AWARENESS


@dataclass(frozen=True)
class Statement:
    """A statement with a permanent id; a new meaning is a new id.

    Attributes
    ----------
    may_skip
        Whether its own text invites some to skip it; then a skip leaves nothing open.
    """

    id: str
    quadrant: str
    may_skip: bool = False


@dataclass(frozen=True)
class Quadrant:
    """A part of the instrument with its statements, lying on one side."""

    id: str
    side: Side
    statements: tuple[Statement, ...]


@dataclass(frozen=True)
class Instrument:
    """A questionnaire: quadrants with statements, and the thresholds of its rules.

    Attributes
    ----------
    id, version
        Name and version of the instrument.
    digest
        Fingerprint of everything a participant is asked; answers given to one digest do not
        count for another.
    earlier
        Digests of earlier versions that ask the same in other words; answers to these count.
    """

    id: str
    version: int
    digest: str
    quadrants: tuple[Quadrant, ...]
    rules: Rules = field(default_factory=Rules)
    earlier: tuple[str, ...] = ()

    @property
    def statements(self) -> tuple[Statement, ...]:
        """All statements in the order in which they are asked."""
        return tuple(s for q in self.quadrants for s in q.statements)

    def asks(self, digest: str) -> bool:
        """Whether answers given to a digest count as answers to this instrument."""
        return digest == self.digest or digest in self.earlier

    def on_side(self, side: Side) -> tuple[Quadrant, ...]:
        """Quadrants that lie on a side."""
        return tuple(q for q in self.quadrants if q.side is side)

    def quadrant(self, quadrant_id: str) -> Quadrant:
        """Find a quadrant by its id.

        Raises
        ------
        KeyError
            If the instrument has no such quadrant.
        """
        for quadrant in self.quadrants:
            if quadrant.id == quadrant_id:
                return quadrant
        raise KeyError(quadrant_id)
