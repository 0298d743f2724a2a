"""What tallies tell of single statements, and where they stop.

The usual table of items also holds the corrected item-total correlation. It needs, for each
person, the answer to one statement beside the score on all others. A tally keeps no such pair (a
tally that did would give single sheets away), so that correlation cannot be had here, not even
roughly. What can be had is how hard a statement is, how far its answers lie apart, and how much
statements go together on average, within a quadrant and between quadrants.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import comb
from typing import Any

import pandas as pd

from weerbaar.disclosure.pooling.research_release import (
    Cell,
    PartKind,
    PooledGroup,
    ResearchRelease,
    ResearchRules,
    Share,
    Suppression,
)
from weerbaar.model import Instrument
from weerbaar.research.columns import typed
from weerbaar.research.pooled import group_name

_HALF_STEP = 0.0005
"""Shares are rounded to three decimals."""


def items_frame(release: ResearchRelease, instrument: Instrument) -> pd.DataFrame:
    """One row per group and statement: difficulty, mean points between two ends, and variance.

    ``difficulty`` is the share that is not green: a statement on which few are green is hard. The
    mean number of points (green 0, orange 1, red 2) equals it plus the share of red, of which only
    a rounded or hidden count is released; ``points_low`` and ``points_high`` are the ends that
    follow. ``variance`` (points squared, of the people at hand, not of a population) is computed
    from rounded counts, and missing when one of them is hidden.

    Raises
    ------
    KeyError
        If a statement of the release is not in the instrument.
    """
    quadrants = {statement.id: statement.quadrant for statement in instrument.statements}

    def rows() -> Iterator[Mapping[str, Any]]:
        for group in release.groups:
            cells = {(cell.id, cell.category): cell for cell in group.cells}
            for share in group.shares:
                if share.part is not PartKind.STATEMENT:
                    continue
                low, high = _points(share, cells, release.rules)
                yield {
                    "group": group_name(group.key),
                    "id": share.id,
                    "quadrant": quadrants[share.id],
                    "difficulty": share.value,
                    "points_low": low,
                    "points_high": high,
                    "variance": _variance(share.id, cells),
                    "answers": share.answers,
                    "simulated": release.simulated,
                }

    return typed("items", rows())


def covariances_frame(release: ResearchRelease) -> pd.DataFrame:
    """One row per group and kind of pair: how much two statements go together on average.

    Pairs within a quadrant, and pairs of statements of different quadrants; over the same sheets,
    those without any skip, so that the two can be compared.
    """

    def rows() -> Iterator[Mapping[str, Any]]:
        for group in release.groups:
            for kind, pairs in _pairs(group).items():
                known = group.covariances
                yield {
                    "group": group_name(group.key),
                    "pair": kind,
                    "pairs": pairs,
                    "mean_covariance": getattr(known, kind) if known else None,
                    "simulated": release.simulated,
                }

    return typed("covariances", rows())


def _pairs(group: PooledGroup) -> dict[str, int]:
    """Number of pairs of statements of one quadrant, and of two, as far as there are any."""
    items = {part: [r.items for r in group.reliabilities if r.part is part] for part in PartKind}
    within = sum(comb(n, 2) for n in items[PartKind.QUADRANT])
    found = {"within": within, "between": sum(comb(n, 2) for n in items[PartKind.TOTAL]) - within}
    return {kind: pairs for kind, pairs in found.items() if pairs > 0}


def _points(
    share: Share, cells: Mapping[tuple[str, str], Cell], rules: ResearchRules
) -> tuple[float | None, float | None]:
    """Ends of the mean number of points: the share not green, plus the share of red."""
    orange, red = (cells.get((share.id, colour)) for colour in ("orange", "red"))
    if share.value is None or not share.answers or orange is None or red is None:
        return None, None
    fewest = max(1.0, share.answers - rules.round_to / 2)
    most = share.answers + rules.round_to / 2
    rounding = max(_HALF_STEP, share.rounding or 0.0)
    least_share, most_share = max(0.0, share.value - rounding), share.value + rounding
    least_red, most_red = _range(red, rules, most)
    least_orange, most_orange = _range(orange, rules, most)
    # Red is what its own count says, and what orange leaves of all that is not green.
    low = max(0.0, least_red / most, least_share - most_orange / fewest)
    high = min(most_share, most_red / fewest, most_share - least_orange / most)
    return least_share + low, min(2.0, most_share + max(low, high))


def _range(cell: Cell, rules: ResearchRules, most: float) -> tuple[float, float]:
    if cell.count is not None:
        half = rules.round_to / 2
        return max(0.0, cell.count - half), cell.count + half
    return 0.0, rules.threshold - 1 if cell.hidden is Suppression.PRIMARY else most


def _variance(statement: str, cells: Mapping[tuple[str, str], Cell]) -> float | None:
    found = [cells.get((statement, colour)) for colour in ("green", "orange", "red")]
    counts = [cell.count for cell in found if cell is not None and cell.count is not None]
    people = sum(counts)
    if len(counts) < len(found) or people == 0:
        return None
    mean = sum(points * count for points, count in enumerate(counts)) / people
    return sum((points - mean) ** 2 * count for points, count in enumerate(counts)) / people
