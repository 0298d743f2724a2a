"""The releases of many rooms in one frame: what each group was shown, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pandas as pd

from weerbaar.disclosure import Release
from weerbaar.model import Instrument
from weerbaar.research.columns import typed
from weerbaar.research.frames import missing, parts_frame


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
    return typed(
        "releases",
        (row for name, release in releases for row in _rows(name, release, instrument)),
    )


def _rows(name: str, release: Release, instrument: Instrument) -> Iterator[Mapping[str, Any]]:
    always = {"session": name, "n": release.n, "simulated": release.rehearsal}
    parts = parts_frame(release, instrument)
    for figure in release.statements:
        low, high = figure.share or (None, None)
        yield {
            **always,
            "part": "statement",
            "id": figure.id,
            "midpoint": figure.midpoint,
            "low": low,
            "high": high,
            "level": figure.level,
        }
    for row in parts.to_dict("records"):
        yield {
            **always,
            "part": row["part"],
            "id": row["id"],
            "midpoint": _plain(row["not_green"]),
            "low": _plain(row["low"]),
            "high": _plain(row["high"]),
            "level": _plain(row["level"]),
        }


def _plain(value: Any) -> float | None:
    return None if missing(value) else float(value)
