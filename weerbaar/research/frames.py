"""One release as a tidy frame of quadrants and sides."""

from __future__ import annotations

import pandas as pd

from weerbaar.disclosure import Release
from weerbaar.model import Instrument, Measure

Frame = pd.DataFrame
"""What a frame is; for annotations of those who may not import pandas."""


def parts_frame(release: Release, instrument: Instrument) -> pd.DataFrame:
    """Quadrants and sides of a release, aggregated from what is published (R4).

    Returns
    -------
    DataFrame
        One row per quadrant and side, in instrument order, with columns

        ``part`` : category
            ``"quadrant"`` or ``"side"``.
        ``id`` : string
            Id of the quadrant or side.
        ``not_green`` : Float64
            Share of answers that are not green, 0..1, from band midpoints; missing when only
            levels are released or nobody answered.
        ``low``, ``high`` : Float64
            The share lies between these when every statement lies at an end of its band; equal
            to ``not_green`` when all counts are exact. Missing as ``not_green``.
        ``level`` : Float64
            0, 1, 2, or 1.5 for 1 or 2 (a side: the mean of its quadrants) for groups of which
            only levels are released; else missing.
        ``n`` : Int64
            Number of shared sheets.

        No rows when the release shows no figures.

    Raises
    ------
    ValueError
        If the release belongs to another instrument.
    """
    profile = release.as_profile(instrument)
    columns = ["part", "id", "not_green", "low", "high", "level", "n"]
    if profile is None:
        return pd.DataFrame([], columns=columns)
    by_share = profile.measure is Measure.GROUP
    rows = [
        {
            "part": kind,
            "id": str(part.id),
            "not_green": part.attention if by_share else None,
            "low": part.low if by_share else None,
            "high": part.high if by_share else None,
            "level": None if by_share else part.attention,
            "n": release.n,
        }
        for kind, parts in (("quadrant", profile.quadrants), ("side", profile.sides))
        for part in parts
    ]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.astype(
        {
            "part": pd.CategoricalDtype(["quadrant", "side"]),
            "id": "string",
            "not_green": "Float64",
            "low": "Float64",
            "high": "Float64",
            "level": "Float64",
            "n": "Int64",
        }
    )


def missing(value: object) -> bool:
    """Whether a cell of a frame has no value."""
    return bool(pd.isna(value))  # type: ignore[call-overload]
