"""The log: everything that was hidden, rounded, banded, refused or left out, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pandas as pd

from weerbaar.disclosure import Detail, Release
from weerbaar.disclosure.pooling.research_release import ResearchRelease
from weerbaar.research.columns import HIDDEN_IN, ROUNDED_IN, missing, typed

_WHERE = ("group", "part", "pair", "id", "category")


def pooled_log(release: ResearchRelease, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """One row per figure hidden or group refused, and per column that is rounded."""
    rows = [
        *_hidden_counts(tables["counts"]),
        *_hidden_figures(tables),
        *_rounded(),
        *_refused(tables["refusals"]),
    ]
    return typed("log", ({**row, "simulated": release.simulated} for row in rows))


def rooms_log(released: Iterable[tuple[str, Release]], digest: str) -> pd.DataFrame:
    """One row per figure banded or shown as a level, and per session left out."""
    rows = (row for name, release in released for row in _room(name, release, digest))
    return typed("log", ({**row, "simulated": False} for row in rows))


def _hidden_counts(counts: pd.DataFrame) -> Iterator[dict[str, Any]]:
    for row in counts[counts["hidden"].notna()].to_dict("records"):
        yield _row("counts", _where(row), "hidden", str(row["hidden"]))


def _hidden_figures(tables: Mapping[str, pd.DataFrame]) -> Iterator[dict[str, Any]]:
    """Rows of which the first figure is empty, and each number of the response.

    Counts are told with their reason, and what is compared is told where it is itself shown.
    """
    for table, names in HIDDEN_IN.items():
        if table in ("counts", "comparisons") or table not in tables:
            continue
        each = table == "response"
        for name in names if each else names[:1]:
            frame = tables[table]
            for row in frame[frame[name].isna()].to_dict("records"):
                where = f"{_where(row)}, {name}" if each else _where(row)
                yield _row(table, where, "hidden", "could_betray")


def _rounded() -> Iterator[dict[str, Any]]:
    for table, columns in ROUNDED_IN.items():
        for column in columns:
            yield _row(table, column, "rounded", "every_count")


def _refused(refusals: pd.DataFrame) -> Iterator[dict[str, Any]]:
    for row in refusals.to_dict("records"):
        yield _row("groups", str(row["group"]), "refused", str(row["reason"]))


def _room(name: str, release: Release, digest: str) -> Iterator[dict[str, Any]]:
    if release.digest != digest:
        yield _row("releases", name, "left_out", "other_instrument")
        return
    if release.detail is Detail.NOTHING:
        yield _row("releases", name, "left_out", "few_people")
        return
    for quadrant, level in release.levels:
        why = "few_answers" if level is None else "small_room"
        yield _row("releases", f"{name}, quadrant, {quadrant}", "level", why)
    for figure in release.statements:
        where = f"{name}, statement, {figure.id}"
        if figure.share is None:
            yield _row("releases", where, "hidden", "few_answers")
        elif figure.level is not None:
            yield _row("releases", where, "level", "few_answers")
        elif figure.share[0] != figure.share[1]:
            yield _row("releases", where, "banded", "small_count")


def _where(row: Mapping[Any, Any]) -> str:
    return ", ".join(str(row[name]) for name in _WHERE if name in row and not missing(row[name]))


def _row(table: str, row: str, what: str, why: str) -> dict[str, Any]:
    return {"table": table, "row": row, "what": what, "why": why}
