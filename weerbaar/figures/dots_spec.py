"""What a picture of change shows, as plain data; standard library only."""

from __future__ import annotations

from dataclasses import dataclass

from weerbaar.figures.bars_spec import check_interval
from weerbaar.figures.net_spec import check_key, check_unique

MOST_MOMENTS = 4
"""As many as there are marks that cannot be mistaken for each other."""


@dataclass(frozen=True)
class Dot:
    """A share at one moment.

    Attributes
    ----------
    value : float
        The share that is not green, 0..1.
    interval : (float, float) or None
        Its ends, 0..1, if there is one.
    """

    value: float
    interval: tuple[float, float] | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.value <= 1:
            raise ValueError(f"value is {self.value}, not within 0..1")
        check_interval(self.interval)


@dataclass(frozen=True)
class DotRow:
    """One part of the questionnaire.

    Attributes
    ----------
    key, label : str
        What it is called in the picture's groups, and in words.
    dots : tuple of (Dot or None)
        One per moment; None when it is hidden.
    note : str
        What to say of the change; or nothing.
    is_heading : bool
        Whether the label is heavy.
    """

    key: str
    label: str
    dots: tuple[Dot | None, ...]
    note: str = ""
    is_heading: bool = False

    def __post_init__(self) -> None:
        check_key(self.key)


@dataclass(frozen=True)
class DotsWords:
    """Every word in the picture that names no part.

    Attributes
    ----------
    title, description : str
        For screen readers; not drawn.
    axis : str
        What is measured.
    ticks : tuple of str
        At no share, a quarter, half, three quarters and all.
    hidden : str
        In the place of a dot that is hidden.
    interval : str
        What the line through a dot is.
    note : str
        Above the notes; only needed where there are notes.
    """

    title: str
    description: str
    axis: str
    ticks: tuple[str, str, str, str, str]
    hidden: str
    interval: str
    note: str = ""


@dataclass(frozen=True)
class DotsSpec:
    """All rows, the names of the moments in order of time, and the words."""

    rows: tuple[DotRow, ...]
    moments: tuple[str, ...]
    words: DotsWords

    def __post_init__(self) -> None:
        check_unique([row.key for row in self.rows])
        if not 0 < len(self.moments) <= MOST_MOMENTS:
            raise ValueError(f"{len(self.moments)} moments, not 1 to {MOST_MOMENTS}")
        if any(len(row.dots) != len(self.moments) for row in self.rows):
            raise ValueError("a row has not one dot, or None, per moment")

    def most(self) -> float:
        """Return where the axis ends: the first quarter that holds everything, but at least two."""
        ends = [end for row in self.rows for dot in row.dots if dot for end in _ends(dot)]
        return next(quarter / 4 for quarter in (2, 3, 4) if quarter / 4 >= max(ends, default=0))


def _ends(dot: Dot) -> tuple[float, ...]:
    return (dot.value, *(dot.interval or ()))
