"""One council beside the others of a pool: from its own picture, and from what was published.

Nothing is asked of the pool, so nothing new about anybody is told. The council's side is the
picture that its room was shown, with its bands. The others are the published group with that
picture taken out of it: whoever has both can do so. The council's own sums stay sealed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import asin, ceil, sqrt
from typing import Any

import pandas as pd

from weerbaar.disclosure.pooling.estimates import Spread, p_value, reach
from weerbaar.disclosure.pooling.research_release import (
    Comparison,
    Design,
    PartKind,
    PooledGroup,
    ResearchRules,
    Share,
)
from weerbaar.disclosure.pooling.sessions import Key
from weerbaar.model.profile import level_ends
from weerbaar.model.refusal import Refusal
from weerbaar.research.columns import missing
from weerbaar.research.intervals import careful_error, councils

OWN = (("own", "own"),)
"""Key of the council itself."""

_PARTS = (PartKind.SIDE, PartKind.QUADRANT, PartKind.STATEMENT)


class OwnError(Refusal):
    """A council that cannot be compared: ``none`` (it has no picture) or ``few`` (others)."""

    group = "research.own"


_About = tuple[Key, Key, Design, int, PartKind, str]


@dataclass(frozen=True)
class _Picture:
    """What one session of the council was shown of one part: its people, and the share's ends."""

    people: int
    low: float
    high: float


def own_comparisons(
    group: PooledGroup, pictures: pd.DataFrame, rules: ResearchRules, *, counted: bool = True
) -> list[Comparison]:
    """The council's last session against the other councils of a group.

    Whether it differs more than a council like the others may by chance is judged with the test of
    Crawford & Howell, Comparing an individual's test score against norms derived from small
    samples, The Clinical Neuropsychologist 12 (1998) 482-486: one case against a sample, with
    councils as units. How much councils differ follows from the published standard error, taken at
    its worst; councils of unequal size make that a careful figure. A council with fewer people than
    the others differs more by chance; for that the variance of as many single answers is added.
    The interval runs from the one end of the council's bands to the other, and the p value is that
    of the nearest end.

    Parameters
    ----------
    pictures
        The rows of one council in a table ``releases``: its sessions in order, the last one last.
    counted
        Whether these sessions are in the group; else the group is the others as it is.

    Raises
    ------
    OwnError
        When there is no picture, or the others are too few to be shown as a group.
    """
    sessions = list(dict.fromkeys(pictures["session"]))
    if not sessions:
        raise OwnError("none")
    people = {s: int(pictures[pictures["session"] == s]["n"].iloc[0]) for s in sessions}
    others = councils(group) - counted
    left = group.people - (sum(people.values()) if counted else 0)
    if others < rules.sessions or left < rules.people + rules.round_to // 2:
        raise OwnError("few")
    made = []
    for share in sorted(group.shares, key=lambda share: _PARTS.index(share.part)):
        rows = pictures[(pictures["part"] == share.part.value) & (pictures["id"] == share.id)]
        shown = [_picture(row) for row in rows.to_dict("records")]
        known = [one for one in shown if one is not None]
        complete = len(known) == len(sessions) and share.value is not None
        about: _About = (group.key, OWN, Design.OWN, others, share.part, share.id)
        made.append(
            _compared(about, share, known, group, counted=counted)
            if complete
            else Comparison(*about)
        )
    return made


def _picture(row: dict[Any, Any]) -> _Picture | None:
    people = int(row["n"])
    if not missing(row["low"]):
        return _Picture(people, float(row["low"]), float(row["high"]))
    if missing(row["level"]):
        return None
    return _Picture(people, *level_ends(float(row["level"])))


def _compared(
    about: _About,
    share: Share,
    pictures: Sequence[_Picture],
    group: PooledGroup,
    *,
    counted: bool,
) -> Comparison:
    of_all, clusters = share.value or 0.0, councils(group)
    parts = [one.people / group.people if counted else 0.0 for one in pictures]
    rest = 1 - sum(parts)
    last = pictures[-1]

    def others(shares: Sequence[float]) -> float:
        taken = sum(part * own for part, own in zip(parts, shares, strict=True))
        return min(1.0, max(0.0, (of_all - taken) / rest))

    lows, highs = [one.low for one in pictures], [one.high for one in pictures]
    rounding = (share.rounding or 0.0) / rest
    ends = last.low - others(lows) - rounding, last.high - others(highs) + rounding
    # What the council itself adds to the error of all, at the least.
    pulls = [sum(p * (e - of_all) for p, e in zip(parts, s, strict=True)) for s in (lows, highs)]
    least = 0.0 if pulls[0] <= 0 <= pulls[1] else min(map(abs, pulls))
    error = careful_error(share, clusters) or 0.0
    squares = max(0.0, error**2 * (clusters - 1) / clusters - least**2)
    others_n = clusters - counted
    degrees = others_n - 1
    between = squares * others_n**2 / rest**2 / degrees
    alone = 1 / last.people - others_n / (rest * group.people)
    between += max(0.0, alone) * of_all * (1 - of_all)
    found = Spread(ceil(1000 * sqrt(between * (1 + 1 / others_n))) / 1000, float(degrees))
    if not found.standard_error:
        return Comparison(*about)
    middle = [(low + high) / 2 for low, high in zip(lows, highs, strict=True)]
    own, them = round(middle[-1], 3), round(others(middle), 3)
    nearest = 0.0 if ends[0] <= 0 <= ends[1] else min(map(abs, ends))
    wide = reach(found.degrees) * found.standard_error
    return Comparison(
        *about,
        first_share=them,
        second_share=own,
        difference=round(own - them, 3),
        standard_error=found.standard_error,
        degrees=degrees,
        low=round(max(-1.0, ends[0] - wide), 3),
        high=round(min(1.0, ends[1] + wide), 3),
        effect=round(2 * (asin(sqrt(own)) - asin(sqrt(them))), 3),
        p_value=float(f"{p_value(nearest, found):.3g}"),
    )
