"""What a net shows, as plain data; standard library only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from weerbaar.figures.fills import (
    Fill,
    FillWords,
    Keyed,
    LevelFill,
    PersonFill,
    check_unique,
)

if TYPE_CHECKING:
    from weerbaar.catalog import Voice
    from weerbaar.catalog.schema import InstrumentFile


@dataclass(frozen=True)
class WedgeSpec(Keyed):
    """One statement.

    Attributes
    ----------
    number : int
        Shown at the rim and before the label.
    short : str
        The label; 16 characters always fit on a phone.
    fill : PersonFill, GroupFill or None
        None when nobody answered, or when the quadrant has a level instead.
    """

    number: int
    short: str
    fill: Fill | None


@dataclass(frozen=True)
class QuadrantSpec(Keyed):
    """One of the parts (two to six) that the disc is divided in, with one to five statements.

    Attributes
    ----------
    name : str
        What it is called.
    wedges : tuple of WedgeSpec
        In the order of the statements; drawn clockwise.
    level : LevelFill or None
        Drawn over the whole quadrant, instead of its wedges, when given.
    """

    name: str
    wedges: tuple[WedgeSpec, ...]
    level: LevelFill | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.wedges:
            raise ValueError(f"quadrant {self.key!r} has no wedges")


@dataclass(frozen=True)
class SideSpec(Keyed):
    """A side of the disc.

    Attributes
    ----------
    name : str
        What it is called.
    quadrants : tuple of str
        Keys of the quadrants that lie on it; neighbours, to be one arc.
    """

    name: str
    quadrants: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class NetWords(FillWords):
    """Every word in the picture that names no statement.

    Attributes
    ----------
    centre : str
        In the middle of the disc, its first word large; or nothing.
    """

    centre: str = ""


@dataclass(frozen=True)
class NetSpec:
    """A whole net: quadrants clockwise, sides of which the first is at the top, and words."""

    quadrants: tuple[QuadrantSpec, ...]
    sides: tuple[SideSpec, ...]
    words: NetWords

    @classmethod
    def of(
        cls,
        file: InstrumentFile,
        voice: Voice,
        fills: Mapping[str, Fill | None],
        words: NetWords,
        levels: Mapping[str, float | None] | None = None,
    ) -> NetSpec:
        """Return the net of a questionnaire.

        Parameters
        ----------
        file : InstrumentFile
            Its quadrants, sides and labels.
        voice : Voice
            Says the labels.
        fills : mapping of str to Fill or None
            By statement; one that is absent has no answers.
        words : NetWords
            All other words.
        levels : mapping of str to float or None
            By quadrant, when only levels of quadrants are known.
        """
        numbers = count(1)
        quadrants = tuple(
            QuadrantSpec(
                quadrant.id,
                voice.of(quadrant.name),
                tuple(
                    WedgeSpec(s.id, next(numbers), voice.of(s.short), fills.get(s.id))
                    for s in quadrant.statements
                ),
                LevelFill(levels[quadrant.id]) if levels else None,
            )
            for quadrant in file.quadrants
        )
        sides = tuple(
            SideSpec(
                side.id,
                voice.of(side.name),
                tuple(q.id for q in file.quadrants if q.side == side.id),
            )
            for side in file.sides
        )
        return cls(quadrants, sides, words)

    def __post_init__(self) -> None:
        quadrants = [quadrant.key for quadrant in self.quadrants]
        check_unique(quadrants)
        check_unique(wedge.key for wedge in self.wedges())
        unknown = {key for side in self.sides for key in side.quadrants} - set(quadrants)
        if unknown:
            raise ValueError(f"sides name unknown quadrants: {sorted(unknown)}")

    @property
    def is_person(self) -> bool:
        """Whether this is a person's net, and not a group's."""
        return any(isinstance(wedge.fill, PersonFill) for wedge in self.wedges())

    def fills(self) -> list[Fill | LevelFill | None]:
        """Return what is shown: a level for a quadrant that has one, else each fill."""
        fills: list[Fill | LevelFill | None] = []
        for quadrant in self.quadrants:
            fills += [quadrant.level] if quadrant.level else [w.fill for w in quadrant.wedges]
        return fills

    def wedges(self) -> tuple[WedgeSpec, ...]:
        """Return the wedges of all quadrants, in order."""
        return tuple(wedge for quadrant in self.quadrants for wedge in quadrant.wedges)
