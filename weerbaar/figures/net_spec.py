"""What a net shows, as plain data; standard library only.

Someone else decides what may be shown and in which words; a spec holds just that, and drawing
it takes no further decision.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

COLOURS = ("green", "orange", "red")
STATES = (*COLOURS, "open")
"""What one answer may be drawn as; open is not answered."""
TENDENCIES = ("mostly_orange", "mostly_red")
LEVELS = (0, 1, 1.5, 2)
"""How much of a small group is not green: little, some, some or much, much."""
_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*")


@dataclass(frozen=True)
class PersonFill:
    """One person's answer to one statement.

    Attributes
    ----------
    colour : {"green", "orange", "red"} or None
        None when not answered.
    """

    colour: str | None

    def __post_init__(self) -> None:
        if self.colour is not None and self.colour not in COLOURS:
            raise ValueError(f"colour is {self.colour!r}, not one of {COLOURS} or None")

    @property
    def state(self) -> str:
        """What it is drawn as: one of `STATES`."""
        return self.colour or "open"


@dataclass(frozen=True)
class GroupFill:
    """What is known of a group's answers to one statement.

    Attributes
    ----------
    low, high : float
        The share that is not green lies from low to high, both 0..1; equal when it is exact.
    red_share : float or None
        Red as a share of the not green, 0..1; None when unknown. Only with an exact share.
    tendency : {"mostly_orange", "mostly_red"} or None
        What is known of orange against red when the red share is not.
    level : {0, 1, 1.5, 2} or None
        When only a level is known; then the other fields are not drawn.
    """

    low: float
    high: float
    red_share: float | None = None
    tendency: str | None = None
    level: float | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.high <= 1:
            raise ValueError(f"low {self.low} and high {self.high} are no band within 0..1")
        if self.red_share is not None and not 0 <= self.red_share <= 1:
            raise ValueError(f"red_share is {self.red_share}, not within 0..1")
        if self.red_share is not None and not self.exact:
            raise ValueError("a red share of an uncertain share would look exact")
        if self.tendency is not None and self.tendency not in TENDENCIES:
            raise ValueError(f"tendency is {self.tendency!r}, not one of {TENDENCIES}")
        _check_level(self.level)

    @property
    def exact(self) -> bool:
        """Whether the share is known exactly."""
        return self.low == self.high


@dataclass(frozen=True)
class LevelFill:
    """A whole quadrant of a small group.

    Attributes
    ----------
    level : {0, 1, 1.5, 2} or None
        How much of it is not green, as in `LEVELS`. None when nobody answered.
    """

    level: float | None

    def __post_init__(self) -> None:
        _check_level(self.level)


Fill = PersonFill | GroupFill


@dataclass(frozen=True)
class WedgeSpec:
    """One statement.

    Attributes
    ----------
    key : str
        Names the wedge's group in the picture; letters, digits, "_", "." and "-".
    number : int
        Shown at the rim and before the label.
    short : str
        The label; 16 characters always fit on a phone.
    fill : PersonFill, GroupFill or None
        None when nobody answered, or when the quadrant has a level instead.
    """

    key: str
    number: int
    short: str
    fill: Fill | None

    def __post_init__(self) -> None:
        check_key(self.key)


@dataclass(frozen=True)
class QuadrantSpec:
    """One of the parts (two to six) that the disc is divided in, with one to five statements.

    Attributes
    ----------
    key, name : str
        What it is called in the picture's groups, and in words.
    wedges : tuple of WedgeSpec
        In the order of the statements; drawn clockwise.
    level : LevelFill or None
        Drawn over the whole quadrant, instead of its wedges, when given.
    """

    key: str
    name: str
    wedges: tuple[WedgeSpec, ...]
    level: LevelFill | None = None

    def __post_init__(self) -> None:
        check_key(self.key)
        if not self.wedges:
            raise ValueError(f"quadrant {self.key!r} has no wedges")


@dataclass(frozen=True)
class SideSpec:
    """A side of the disc.

    Attributes
    ----------
    key, name : str
        What it is called in the picture's groups, and in words.
    quadrants : tuple of str
        Keys of the quadrants that lie on it; neighbours, to be one arc.
    """

    key: str
    name: str
    quadrants: tuple[str, ...]

    def __post_init__(self) -> None:
        check_key(self.key)


@dataclass(frozen=True)
class FillWords:
    """The words of a legend.

    Attributes
    ----------
    green, orange, red, open, not_green, band : str
        One word or a few for each; open is not answered, a band is an uncertain share.
    tendencies : tuple of two str
        Not green, and mostly orange, mostly red.
    levels : mapping of float to str
        For each of `LEVELS`.
    """

    green: str
    orange: str
    red: str
    open: str
    not_green: str
    band: str
    tendencies: tuple[str, str]
    levels: Mapping[float, str]


@dataclass(frozen=True)
class NetWords(FillWords):
    """Every word in the picture that names no statement.

    Attributes
    ----------
    title, description : str
        For screen readers; not drawn.
    centre : str
        In the middle of the disc, its first word large; or nothing.
    """

    title: str
    description: str
    centre: str = ""


@dataclass(frozen=True)
class NetSpec:
    """A whole net: quadrants clockwise, sides of which the first is at the top, and words."""

    quadrants: tuple[QuadrantSpec, ...]
    sides: tuple[SideSpec, ...]
    words: NetWords

    def __post_init__(self) -> None:
        quadrants = [quadrant.key for quadrant in self.quadrants]
        check_unique(quadrants)
        check_unique([wedge.key for wedge in self.wedges()])
        unknown = {key for side in self.sides for key in side.quadrants} - set(quadrants)
        if unknown:
            raise ValueError(f"sides name unknown quadrants: {sorted(unknown)}")

    def wedges(self) -> tuple[WedgeSpec, ...]:
        """Return the wedges of all quadrants, in order."""
        return tuple(wedge for quadrant in self.quadrants for wedge in quadrant.wedges)


def check_key(key: str) -> None:
    """Raise ValueError unless a key can name a part of a picture."""
    if not _KEY.fullmatch(key):
        raise ValueError(f"{key!r} cannot name a part of a picture")


def _check_level(level: float | None) -> None:
    if level is not None and level not in LEVELS:
        raise ValueError(f"level is {level}, not one of {LEVELS} or None")


def check_unique(keys: list[str]) -> None:
    """Raise ValueError when a key occurs twice."""
    if len(set(keys)) != len(keys):
        raise ValueError(f"keys occur twice in {keys}")
