"""Comparisons of a release as a frame: corrected for how many there are, with what they can find.

Every test made at the same time counts: the more one looks, the sooner chance shows something.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pandas as pd

from weerbaar.disclosure.pooling.estimates import LEVEL, Spread, detectable, reach
from weerbaar.disclosure.pooling.research_release import (
    Comparison,
    Design,
    PartKind,
    ResearchRelease,
)
from weerbaar.research.columns import typed
from weerbaar.research.pooled import group_name

METHODS = ("holm", "fdr_bh")
"""Holm (1979) keeps the chance of a single false alarm below the level; Benjamini & Hochberg
(1995) the expected part of false alarms among what is called a difference."""

_FIGURES = ("difference", "standard_error", "degrees", "low", "high", "effect", "p_value")


def comparisons_frame(
    release: ResearchRelease,
    *,
    parts: Iterable[str] = (PartKind.STATEMENT, PartKind.QUADRANT, PartKind.SIDE),
    method: str = "holm",
) -> pd.DataFrame:
    """Every comparison of a release, corrected over all tests together.

    One row per pair of groups and part, as in :data:`weerbaar.research.columns.COLUMNS`. ``tests``
    is the number of tests made; ``verdict`` is ``higher`` or ``lower`` (of the second against the
    first) when the corrected p value is below 0.05, else ``unclear``; missing when there was
    nothing to test. ``detectable`` is the difference that would be found in 80 % of cases.

    Parameters
    ----------
    parts
        What to compare; fewer tests leave more power for each.
    method
        One of ``METHODS``.

    Raises
    ------
    ValueError
        If the method is not one of ``METHODS``, or there is no such part.
    """
    wanted = frozenset(PartKind(part) for part in parts)
    chosen = [found for found in release.comparisons if found.part in wanted]
    return told_frame(chosen, simulated=release.simulated, method=method)


def told_frame(
    comparisons: Iterable[Comparison], *, simulated: bool, method: str = "holm"
) -> pd.DataFrame:
    """Some comparisons as :func:`comparisons_frame` gives them, corrected over just these."""
    if method not in METHODS:
        raise ValueError(f"method is {method!r}, not one of {METHODS}")
    found = list(comparisons)
    p_values = [one.p_value for one in found if one.p_value is not None]
    adjusted = iter(_adjust(p_values, method) if p_values else ())
    return typed(
        "comparisons",
        (
            {
                **_row(one, len(p_values), None if one.p_value is None else next(adjusted)),
                "simulated": simulated,
            }
            for one in found
        ),
    )


def _row(one: Comparison, tests: int, adjusted: float | None) -> dict[str, Any]:
    return {
        "first": group_name(one.first),
        "second": group_name(one.second),
        "design": one.design.value,
        "councils": one.councils,
        "part": one.part.value,
        "id": one.id,
        "first_not_green": one.first_share,
        "second_not_green": one.second_share,
        **{name: getattr(one, name) for name in _FIGURES},
        "p_adjusted": adjusted,
        "tests": tests,
        "detectable": _detectable(one, tests),
        "verdict": None if adjusted is None else _verdict(one.difference or 0.0, adjusted),
    }


def _detectable(one: Comparison, tests: int) -> float | None:
    """None when nothing was tested, or when no difference that there can be would do."""
    if one.standard_error is None or one.degrees is None:
        return None
    found = detectable(Spread(one.standard_error, float(one.degrees)), tests)
    if one.design is Design.OWN and one.low is not None and one.high is not None:
        # Its test is of the near end of the council's bands.
        wide = reach(float(one.degrees)) * one.standard_error
        found += max(0.0, (one.high - one.low) / 2 - wide)
    return round(found, 3) if found < 1 else None


def _adjust(p_values: list[float], method: str) -> list[float]:
    from statsmodels.stats.multitest import multipletests

    adjust: Callable[..., Any] = multipletests
    return [float(p) for p in adjust(p_values, method=method)[1]]


def _verdict(found: float, adjusted: float) -> str:
    if adjusted >= LEVEL:
        return "unclear"
    return "higher" if found > 0 else "lower"
