"""What a group's statement bars show, as plain data; standard library only."""

from __future__ import annotations

from dataclasses import dataclass

from weerbaar.figures.net_spec import FillWords, GroupFill, LevelFill, check_key, check_unique


@dataclass(frozen=True)
class BarRow:
    """One statement.

    Attributes
    ----------
    key : str
        Names the bar's group in the picture; letters, digits, "_", "." and "-".
    number : int
        Before the label.
    label : str
        Any length: it is broken over lines.
    fill : GroupFill or None
        None when nobody answered.
    count, skips : str
        What to say of the not green and of the skipped, e.g. "9 van 23"; or nothing.
    interval : (float, float) or None
        Ends of the interval of the share that is not green, 0..1, if there is one.
    """

    key: str
    number: int
    label: str
    fill: GroupFill | None
    count: str = ""
    skips: str = ""
    interval: tuple[float, float] | None = None

    def __post_init__(self) -> None:
        check_key(self.key)
        check_interval(self.interval)


@dataclass(frozen=True)
class BarGroup:
    """One quadrant.

    Attributes
    ----------
    key, name : str
        What it is called in the picture's groups, and in words.
    rows : tuple of BarRow
        Its statements, in order; not drawn when it has a level.
    level : LevelFill or None
        One bar for the whole quadrant, instead of its rows.
    """

    key: str
    name: str
    rows: tuple[BarRow, ...]
    level: LevelFill | None = None

    def __post_init__(self) -> None:
        check_key(self.key)


@dataclass(frozen=True)
class BarsWords(FillWords):
    """Every word in the picture that names no statement.

    Attributes
    ----------
    title, description : str
        For screen readers; not drawn.
    interval : str
        What the line over a bar is; only needed where there are intervals.
    """

    title: str
    description: str
    interval: str = ""


@dataclass(frozen=True)
class BarsSpec:
    """All bars of a group, by quadrant, and the words."""

    groups: tuple[BarGroup, ...]
    words: BarsWords

    def __post_init__(self) -> None:
        check_unique([group.key for group in self.groups])
        check_unique([row.key for group in self.groups for row in group.rows])

    def has_intervals(self) -> bool:
        """Return whether any bar has an interval."""
        return any(row.interval for group in self.groups for row in group.rows)

    def fills(self) -> list[GroupFill | LevelFill | None]:
        """Return what the bars show: a level for a quadrant that has one, else each fill."""
        fills: list[GroupFill | LevelFill | None] = []
        for group in self.groups:
            fills += [group.level] if group.level else [row.fill for row in group.rows]
        return fills


def check_interval(interval: tuple[float, float] | None) -> None:
    """Raise ValueError unless an interval lies within 0..1."""
    if interval is not None and not 0 <= interval[0] <= interval[1] <= 1:
        raise ValueError(f"{interval} is no interval within 0..1")
