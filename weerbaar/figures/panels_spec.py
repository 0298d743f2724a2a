"""What an overview of many groups shows, as plain data; standard library only."""

from __future__ import annotations

from dataclasses import dataclass

from weerbaar.figures.bars_spec import check_interval
from weerbaar.figures.net_spec import check_key, check_unique


@dataclass(frozen=True)
class PanelRow:
    """One quadrant in one group.

    Attributes
    ----------
    key, label : str
        What it is called in the picture's groups, and in words.
    value : float or None
        The share that is not green, 0..1; None when it is hidden.
    interval : (float, float) or None
        Its ends, 0..1, if there is one.
    reference : float or None
        The share over all groups together, 0..1, to compare with, if it is known.
    """

    key: str
    label: str
    value: float | None
    interval: tuple[float, float] | None = None
    reference: float | None = None

    def __post_init__(self) -> None:
        check_key(self.key)
        check_interval(self.interval)


@dataclass(frozen=True)
class Panel:
    """One group of sessions.

    Attributes
    ----------
    key, title : str
        What it is called in the picture's groups, and in words.
    note : str
        Its size; or why it is not shown.
    rows : tuple of PanelRow
        Its quadrants, in order; empty when the group is not shown.
    """

    key: str
    title: str
    note: str
    rows: tuple[PanelRow, ...]

    def __post_init__(self) -> None:
        check_key(self.key)
        check_unique([row.key for row in self.rows])


@dataclass(frozen=True)
class PanelsWords:
    """Every word in the picture that names no group and no quadrant.

    Attributes
    ----------
    title, description : str
        For screen readers; not drawn.
    green, not_green, hidden, interval, reference : str
        What is in the legend.
    percent : str
        How a share is written, with a place for the number: "{n} %".
    """

    title: str
    description: str
    green: str
    not_green: str
    hidden: str
    interval: str
    reference: str
    percent: str


@dataclass(frozen=True)
class PanelsSpec:
    """All panels, in reading order, and the words."""

    panels: tuple[Panel, ...]
    words: PanelsWords

    def __post_init__(self) -> None:
        check_unique([panel.key for panel in self.panels])
        if not self.panels:
            raise ValueError("an overview of no groups has nothing to draw")
