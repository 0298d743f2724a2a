"""What is known of answers, as plain data, and the coloured parts of it; standard library only.

Someone else decides what may be shown and in which words; the specs of pictures hold just that, and
drawing takes no further decision.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

COLOURS = ("green", "orange", "red")
STATES = (*COLOURS, "open")
"""What one answer may be drawn as; open is not answered."""
TENDENCIES = ("mostly_orange", "mostly_red")
LEVELS = (0, 1, 1.5, 2)
"""How much of a small group is not green: little, some, some or much, much."""
LEVEL_STEPS = 2
"""Of which as many are not green as a level says: a calm one has none."""
BAND = "band"
_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*")


@dataclass(frozen=True)
class Keyed:
    """What has a group of its own in a picture.

    Attributes
    ----------
    key : str
        Names the group; letters, digits, "_", "." and "-".
    """

    key: str

    def __post_init__(self) -> None:
        if not _KEY.fullmatch(self.key):
            raise ValueError(f"{self.key!r} cannot name a part of a picture")


@dataclass(frozen=True)
class PictureWords:
    """What every picture is called.

    Attributes
    ----------
    title, description : str
        For screen readers; not drawn.
    """

    title: str
    description: str


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


@dataclass(frozen=True, kw_only=True)
class FillWords(PictureWords):
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
class Stretch:
    """A part of a share, of one meaning.

    Attributes
    ----------
    kind : str
        A key of `style.TONES`, or "band" for the stretch where the share's end lies.
    low, high : float
        Where it starts and ends, 0..1.
    tone : str
        The key in `style.TONES` to draw it with.
    """

    kind: str
    low: float
    high: float
    tone: str


def share_parts(fill: GroupFill) -> tuple[Stretch, ...]:
    """Return the parts of a share: red first, then orange, the band, and green; none empty."""
    if fill.red_share is not None:
        border = fill.low * fill.red_share
        known = [Stretch("red", 0, border, "red"), Stretch("orange", border, fill.low, "orange")]
        tone = "not_green"
    else:
        tone = fill.tendency or "not_green"
        known = [Stretch(tone, 0, fill.low, tone)]
    rest = [Stretch(BAND, fill.low, fill.high, tone), Stretch("green", fill.high, 1, "green")]
    return tuple(part for part in known + rest if part.high > part.low)


def level_parts(level: float) -> tuple[Stretch, ...]:
    """Return two equal steps, as many not green as the level says; half a one is a band."""
    parts = []
    for step in range(LEVEL_STEPS):
        kind = "not_green" if level >= step + 1 else BAND if level > step else "green"
        tone = "green" if kind == "green" else "not_green"
        parts.append(Stretch(kind, step / LEVEL_STEPS, (step + 1) / LEVEL_STEPS, tone))
    return tuple(parts)


def check_unique(keys: Iterable[str]) -> None:
    """Raise ValueError when a key occurs twice."""
    keys = list(keys)
    if len(set(keys)) != len(keys):
        raise ValueError(f"keys occur twice in {keys}")


def check_interval(interval: tuple[float, float] | None) -> None:
    """Raise ValueError unless an interval lies within 0..1."""
    if interval is not None and not 0 <= interval[0] <= interval[1] <= 1:
        raise ValueError(f"{interval} is no interval within 0..1")


def _check_level(level: float | None) -> None:
    if level is not None and level not in LEVELS:
        raise ValueError(f"level is {level}, not one of {LEVELS} or None")
