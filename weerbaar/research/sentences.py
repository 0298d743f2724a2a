"""What a comparison can and cannot prove, in one plain sentence each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from weerbaar.disclosure.pooling.research_release import ResearchRelease
from weerbaar.research.frames import missing
from weerbaar.research.pooled import group_name
from weerbaar.research.wording import Wording


def comparison_sentences(
    frame: pd.DataFrame, release: ResearchRelease, wording: Wording
) -> list[str]:
    """One sentence per row of a frame of comparisons; or that there is nothing to compare.

    Parameters
    ----------
    frame
        From :func:`weerbaar.research.compare.comparisons_frame`, of this release.
    """
    names = {group_name(group.key): wording.group(group.key) for group in release.groups}
    rows = frame.to_dict("records")
    return [_sentence(row, names, wording) for row in rows] or [wording.say("compare.none")]


def _sentence(row: Mapping[Any, Any], names: Mapping[str, str], wording: Wording) -> str:
    part = wording.part(row["part"], row["id"])
    who = {
        "part": part[:1].upper() + part[1:],
        "first": names[row["first"]],
        "second": names[row["second"]],
    }
    if missing(row["verdict"]):
        return wording.say("compare.untested", **who)
    ends = {
        "low": wording.points(row["low"], sign=True),
        "high": wording.points(row["high"], sign=True),
        "tests": row["tests"],
    }
    if row["verdict"] != "unclear":
        points = wording.points(abs(row["difference"]))
        return wording.say(f"compare.{row['verdict']}", **who, **ends, points=points)
    if row["low"] > 0 or row["high"] < 0:
        points = wording.points(row["difference"], sign=True)
        return wording.say("compare.chance", **who, **ends, points=points)
    return wording.say("compare.unclear", **who, **ends)
