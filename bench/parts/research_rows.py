"""The usual way: tables from a row per person, with pandas, as one would write it by hand.

Nothing is hidden or rounded here, which spares this way some work.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from weerbaar.model import Instrument
from weerbaar.model.instrument import Side


def tables(frame: pd.DataFrame, instrument: Instrument, by: tuple[str, ...]):
    """Counts, shares with clustered errors, and alphas, for each group of sessions."""
    made = [_group(part, instrument, name) for name, part in frame.groupby(list(by), sort=True)]
    return {
        name: pd.concat([one[name] for one in made], ignore_index=True)
        for name in ("groups", "counts", "shares", "reliability")
    }


def scales(instrument: Instrument):
    """Statements of each quadrant, each side and all together."""
    found = {("quadrant", q.id): [s.id for s in q.statements] for q in instrument.quadrants}
    for side in Side:
        on = instrument.on_side(side)
        found["side", side.value] = [s.id for q in on for s in q.statements]
    return {**found, ("total", "total"): [s.id for s in instrument.statements]}


def _group(frame: pd.DataFrame, instrument: Instrument, name):
    statements = [s.id for s in instrument.statements]
    answers = frame[statements]
    series = frame["series"]
    label = name[0] if isinstance(name, tuple) else name
    groups = {
        "group": label,
        "sessions": frame["session"].nunique(),
        "people": len(frame),
    }
    counts = [
        {"group": label, "part": "statement", "id": s, "category": value, "count": n}
        for s in statements
        for value, n in answers[s].value_counts(dropna=False).items()
    ]
    shares, alphas = [], []
    parts = {**{("statement", s): [s] for s in statements}, **scales(instrument)}
    for (part, part_id), ids in parts.items():
        if part != "total":
            shares.append(
                {"group": label, "part": part, "id": part_id, **_share(answers[ids], series)}
            )
        if part == "statement":
            continue
        whole = answers[ids].dropna().astype("int64")
        score = whole.sum(axis=1)
        counts += [
            {"group": label, "part": part, "id": part_id, "category": points, "count": n}
            for points, n in score.value_counts().sort_index().items()
        ]
        alpha = _alpha(whole, score)
        alphas.append({"group": label, "part": part, "id": part_id, "alpha": alpha})
    found = {"groups": [groups], "counts": counts, "shares": shares, "reliability": alphas}
    return {key: pd.DataFrame(value) for key, value in found.items()}


def _share(answers: pd.DataFrame, series: pd.Series):
    """Share that is not green, its linearised error with councils as clusters, its effect."""
    not_green = (answers > 0).sum(axis=1)
    given = answers.notna().sum(axis=1)
    sums = pd.DataFrame({"y": not_green, "x": given}).astype("int64").groupby(series).sum()
    total = sums["x"].sum()
    value = sums["y"].sum() / total
    k = len(sums)
    residuals = ((sums["y"] - value * sums["x"]) ** 2).sum()
    variance = k / (k - 1) * residuals / total**2
    simple = value * (1 - value) / total
    return {
        "not_green": value,
        "standard_error": np.sqrt(variance),
        "design_effect": variance / simple,
        "answers": total,
    }


def _alpha(whole: pd.DataFrame, score: pd.Series) -> float:
    items = len(whole.columns)
    return items / (items - 1) * (1 - whole.var().sum() / score.var())
