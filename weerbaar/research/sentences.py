"""What a comparison can and cannot prove, in one plain sentence each, and what it could find."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import ceil
from typing import Any

import pandas as pd

from weerbaar.disclosure.pooling.research_release import Design
from weerbaar.disclosure.pooling.sessions import Key
from weerbaar.research.frames import missing
from weerbaar.research.own import OWN
from weerbaar.research.pooled import group_name
from weerbaar.research.wording import Wording


def comparison_sentences(frame: pd.DataFrame, groups: Iterable[Key], wording: Wording) -> list[str]:
    """One sentence per row of a frame of comparisons; or that there is nothing to compare.

    Parameters
    ----------
    frame
        From :func:`weerbaar.research.compare.comparisons_frame`.
    groups
        The keys of the groups in it.
    """
    names = {group_name(key): wording.group(key) for key in (*groups, OWN)}
    rows = frame.to_dict("records")
    return [_sentence(row, names, wording) for row in rows] or [wording.say("compare.none")]


def _sentence(row: Mapping[Any, Any], names: Mapping[str, str], wording: Wording) -> str:
    part, first = wording.part(row["part"], row["id"]), names[row["first"]]
    if row["design"] == Design.OWN:
        first = wording.say("groups.others", group=first)
    who = {
        "part": part[:1].upper() + part[1:],
        "first": first,
        "second": names[row["second"]],
    }
    if missing(row["verdict"]):
        return wording.say("compare.untested", **who)
    ends = {
        "low": wording.points(row["low"], sign=True),
        "high": wording.points(row["high"], sign=True),
        "tests": row["tests"],
        "between": wording.say(f"compare.between.{row['design']}", councils=row["councils"]),
    }
    if row["verdict"] != "unclear":
        points = wording.points(abs(row["difference"]))
        return wording.say(f"compare.{row['verdict']}", **who, **ends, points=points)
    finds = _finds(row["detectable"], wording)
    if row["low"] > 0 or row["high"] < 0:
        points = wording.points(row["difference"], sign=True)
        return wording.say("compare.chance", **who, **ends, points=points, finds=finds)
    return wording.say("compare.unclear", **who, **ends, finds=finds)


def _finds(detectable: Any, wording: Wording) -> str:
    if missing(detectable):
        return wording.say("compare.finds_none")
    # Upwards: what is told must be found as often as is told.
    return wording.say("compare.finds", points=ceil(100 * detectable - 1e-9))
