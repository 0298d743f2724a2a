"""What a picture of then and now shows, as plain data; standard library only."""

from __future__ import annotations

from dataclasses import dataclass

from weerbaar.figures.net_spec import check_key, check_unique

VERDICTS = ("higher", "lower", "unsure")


@dataclass(frozen=True)
class Reach:
    """Where a share lies.

    Attributes
    ----------
    low, high : float
        It lies between these, 0..1; equal when it is exact.
    least, most : float
        Around them: how far it would reach with some room to both sides, 0..1.
    """

    low: float
    high: float
    least: float
    most: float

    def __post_init__(self) -> None:
        if not 0 <= self.least <= self.low <= self.high <= self.most <= 1:
            raise ValueError(f"{self} does not run from least to most within 0..1")


@dataclass(frozen=True)
class ChangeRow:
    """One part of the group's picture, then and now.

    Attributes
    ----------
    key, name : str
        What it is called in the picture's groups, and in words.
    then, now : Reach or None
        None when nothing is known; the lane stays empty.
    verdict : {"higher", "lower", "unsure"}
        Whether now lies wholly above or below then.
    words : str
        The verdict in words.
    """

    key: str
    name: str
    then: Reach | None
    now: Reach | None
    verdict: str
    words: str

    def __post_init__(self) -> None:
        check_key(self.key)
        if self.verdict not in VERDICTS:
            raise ValueError(f"verdict is {self.verdict!r}, not one of {VERDICTS}")


@dataclass(frozen=True)
class Tick:
    """A word under the axis, at a share of 0..1."""

    at: float
    words: str


@dataclass(frozen=True)
class ChangeWords:
    """Every word in the picture that names no part.

    Attributes
    ----------
    title, description : str
        For screen readers; not drawn.
    then, now : str
        Before the lanes; short.
    axis, known, wider : str
        What is measured; what the dark and the light part of a range mean.
    nothing : str
        In a lane of which nothing is known.
    """

    title: str
    description: str
    then: str
    now: str
    axis: str
    known: str
    wider: str
    nothing: str


@dataclass(frozen=True)
class ChangeSpec:
    """Then and now of a group.

    Attributes
    ----------
    rows : tuple of ChangeRow
        From top to bottom.
    cuts : tuple of float
        Where thin lines cross the lanes, 0..1.
    ticks : tuple of Tick
        Under the axis.
    """

    rows: tuple[ChangeRow, ...]
    cuts: tuple[float, ...]
    ticks: tuple[Tick, ...]
    words: ChangeWords

    def __post_init__(self) -> None:
        check_unique([row.key for row in self.rows])
