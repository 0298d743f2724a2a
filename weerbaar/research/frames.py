"""The release of one room as a tidy frame, and those of many rooms side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pandas as pd

from weerbaar.disclosure import Release
from weerbaar.model import Instrument, Measure
from weerbaar.research.columns import KINDS, typed

Frame = pd.DataFrame
"""What a frame is; for annotations of those who may not import pandas."""

_PARTS = ("part", "id", "not_green", "low", "high", "level", "n")


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
    by_share = profile is not None and profile.measure is Measure.GROUP
    named = (("quadrant", profile.quadrants), ("side", profile.sides)) if profile else ()
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
        for kind, parts in named
        for part in parts
    ]
    kinds = {name: KINDS[name] for name in _PARTS}
    frame = pd.DataFrame(rows, columns=list(_PARTS))
    return frame.astype({**kinds, "part": pd.CategoricalDtype(["quadrant", "side"])})


def releases_frame(releases: Iterable[tuple[str, Release]], instrument: Instrument) -> pd.DataFrame:
    """Statements, quadrants and sides of many sessions, from what each room was shown (R8).

    These are the banded pictures of single rooms. They may lie side by side, but adding them up
    adds up their bands too: whoever wants figures of all sessions together pools sealed tallies.

    Parameters
    ----------
    releases
        Name of a session, and its release. Sessions with fewer people than a picture needs give
        no rows.

    Returns
    -------
    DataFrame
        One row per session and part, in the order given; columns as in
        :data:`weerbaar.research.columns.COLUMNS`.

    Raises
    ------
    ValueError
        If a release belongs to another instrument.
    """
    rows = (
        {"session": name, "n": release.n, "simulated": release.rehearsal, **row}
        for name, release in releases
        for row in _shown(release, instrument)
    )
    return typed("releases", rows)


def _shown(release: Release, instrument: Instrument) -> Iterator[Mapping[Any, Any]]:
    parts = parts_frame(release, instrument).rename(columns={"not_green": "midpoint"})
    for figure in release.statements:
        low, high = figure.share or (None, None)
        yield {
            "part": "statement",
            "id": figure.id,
            "midpoint": figure.midpoint,
            "low": low,
            "high": high,
            "level": figure.level,
        }
    yield from parts.to_dict("records")
