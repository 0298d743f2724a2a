"""From what is known of a group's answers to coloured parts of one unit; standard library only.

The net lays the parts from the middle outwards, the bars from left to right.
"""

from __future__ import annotations

from dataclasses import dataclass

from weerbaar.figures.net_spec import GroupFill

BAND = "band"
LEVEL_STEPS = 2
"""Of which as many are not green as a level says: a calm one has none."""


@dataclass(frozen=True)
class Part:
    """A stretch of one meaning.

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


def share_parts(fill: GroupFill) -> tuple[Part, ...]:
    """Return the parts of a share: red first, then orange, the band, and green; none empty."""
    if fill.red_share is not None:
        border = fill.low * fill.red_share
        known = [Part("red", 0, border, "red"), Part("orange", border, fill.low, "orange")]
        tone = "not_green"
    else:
        tone = fill.tendency or "not_green"
        known = [Part(tone, 0, fill.low, tone)]
    rest = [Part(BAND, fill.low, fill.high, tone), Part("green", fill.high, 1, "green")]
    return tuple(part for part in known + rest if part.high > part.low)


def level_parts(level: float) -> tuple[Part, ...]:
    """Return two equal steps, as many not green as the level says; half a one is a band."""
    parts = []
    for step in range(LEVEL_STEPS):
        kind = "not_green" if level >= step + 1 else BAND if level > step else "green"
        tone = "green" if kind == "green" else "not_green"
        parts.append(Part(kind, step / LEVEL_STEPS, (step + 1) / LEVEL_STEPS, tone))
    return tuple(parts)


def band_threads(low: float, high: float, spacing: float) -> tuple[float, ...]:
    """Return where the threads of a band lie between two positions: dense first, then thinner.

    Parameters
    ----------
    low, high : float
        Where the band starts and ends, in picture units.
    spacing : float
        About the least distance between two threads, in picture units.
    """
    count = max(2, round((high - low) / (1.6 * spacing)))
    # Distances grow evenly: the further out, the less likely that the share reaches there.
    return tuple(low + (high - low) * ((step + 0.5) / count) ** 1.35 for step in range(count))
