"""What a research release says, as tidy frames; one function for each.

The columns, their types and units are in :data:`weerbaar.research.columns.COLUMNS` and in
``content/research.yaml``. Rows come in the order of the release. Every number is one that the
release holds, or follows from it: nothing else is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

import pandas as pd

from weerbaar.disclosure.pooling.research_release import (
    Cell,
    PartKind,
    PooledGroup,
    ResearchRelease,
)
from weerbaar.research.columns import typed
from weerbaar.research.intervals import alpha_interval, councils, share_interval

ALL = "all"
"""Name of the group of all sessions."""


def group_name(key: tuple[tuple[str, str], ...]) -> str:
    """Name of a group: ``variable=value`` pairs joined by ``; ``, or ``all``."""
    return "; ".join(f"{variable}={value}" for variable, value in key) or ALL


def groups_frame(release: ResearchRelease) -> pd.DataFrame:
    """One row per group that is shown: sessions and councils (exact), people (rounded)."""
    return typed(
        "groups",
        (
            {
                "group": group_name(group.key),
                "instrument": release.instrument,
                "digest": release.digest,
                "earlier": " ".join(release.earlier) or None,
                "sessions": group.sessions,
                "councils": councils(group),
                "people": group.people,
                "simulated": release.simulated,
            }
            for group in release.groups
        ),
    )


def keys_frame(release: ResearchRelease) -> pd.DataFrame:
    """One row per group and variable: what the sessions of a group have in common.

    Groups that are not shown are in it too; the group of all sessions has no rows.
    """
    keys = [group.key for group in release.groups] + [no.key for no in release.refusals]
    return typed(
        "keys",
        (
            {
                "group": group_name(key),
                "variable": variable,
                "value": value,
                "simulated": release.simulated,
            }
            for key in dict.fromkeys(keys)
            for variable, value in key
        ),
    )


def counts_frame(release: ResearchRelease) -> pd.DataFrame:
    """One row per group, part and category: a rounded number of people, or why it is hidden."""
    return typed("counts", (row for group in release.groups for row in _cells(release, group)))


def shares_frame(release: ResearchRelease, *, confidence: float = 0.95) -> pd.DataFrame:
    """One row per group and part: the share that is not green, with its interval.

    The interval is that of :func:`weerbaar.research.intervals.share_interval`.

    Parameters
    ----------
    confidence
        Of the interval, above 0 and below 1.
    """

    def rows() -> Iterator[Mapping[str, Any]]:
        for group in release.groups:
            for share in group.shares:
                low, high = share_interval(share, councils(group), confidence)
                yield {
                    "group": group_name(group.key),
                    "part": share.part.value,
                    "id": share.id,
                    "not_green": share.value,
                    "low": low,
                    "high": high,
                    "standard_error": share.standard_error,
                    "design_effect": share.design_effect,
                    "answers": share.answers,
                    "rounding": share.rounding,
                    "sessions": group.sessions,
                    "councils": councils(group),
                    "simulated": release.simulated,
                }

    return typed("shares", rows())


def reliability_frame(release: ResearchRelease, *, confidence: float = 0.95) -> pd.DataFrame:
    """One row per group and part: Cronbach's alpha with its interval.

    The interval is that of :func:`weerbaar.research.intervals.alpha_interval`.

    Parameters
    ----------
    confidence
        Of the interval, above 0 and below 1.
    """

    def rows() -> Iterator[Mapping[str, Any]]:
        for group in release.groups:
            for found in group.reliabilities:
                low, high = alpha_interval(found, confidence)
                yield {
                    "group": group_name(group.key),
                    "part": found.part.value,
                    "id": found.id,
                    "items": found.items,
                    "alpha": found.alpha,
                    "low": low,
                    "high": high,
                    "mean_covariance": found.mean_covariance,
                    "people": found.people,
                    "simulated": release.simulated,
                }

    return typed("reliability", rows())


def response_frame(release: ResearchRelease) -> pd.DataFrame:
    """One row per group of which it is known: how many people there were, and shared.

    Heads are rounded or hidden, and were merged with another number in a session in which these
    differed by fewer than five people; so the rate lies between two ends.
    """
    return typed(
        "response",
        (
            {
                "group": group_name(group.key),
                **asdict(group.response),
                "simulated": release.simulated,
            }
            for group in release.groups
            if group.response
        ),
    )


def refusals_frame(release: ResearchRelease) -> pd.DataFrame:
    """One row per group that may not be shown, with the rule that forbids it."""
    return typed(
        "refusals",
        (
            {
                "group": group_name(refusal.key),
                "reason": refusal.reason,
                "simulated": release.simulated,
            }
            for refusal in release.refusals
        ),
    )


def _cells(release: ResearchRelease, group: PooledGroup) -> Iterator[Mapping[str, Any]]:
    for cell in group.cells:
        yield {
            "group": group_name(group.key),
            "part": cell.part.value,
            "id": cell.id,
            "category": cell.category,
            "points": _points(cell),
            "count": cell.count,
            "hidden": cell.hidden.value if cell.hidden else None,
            "simulated": release.simulated,
        }


def _points(cell: Cell) -> int | None:
    return None if cell.part is PartKind.STATEMENT else int(cell.category)
