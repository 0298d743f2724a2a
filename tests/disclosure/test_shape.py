"""R7: a release has no place for a dot, a text or a time per person; R4: nor for an exact total."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given

from tests.disclosure.rooms import policies, tallies
from tests.model.made_up import IDS, tally
from tests.model.shapes import FOUR
from weerbaar.disclosure import Detail, Policy, Tendency, disclose

FIGURE = {
    "id": IDS,
    "skips": {"low": int, "high": int},
    "green": {"low": int, "high": int},
    "not_green": {"low": int, "high": int},
    "orange": {"low": int, "high": int},
    "red": {"low": int, "high": int},
    "tendency": tuple(Tendency),
    "level": (0, 1, 2),
    "share": [float, float],
}
SHAPE = {
    "format": (1,),
    "instrument": (FOUR.id,),
    "digest": (FOUR.digest,),
    "policy": {"minimum": int, "statements_from": int, "band": int},
    "n": int,
    "detail": tuple(Detail),
    "statements": FIGURE,
    "levels": [tuple("abcd"), (0, 1, 1.5, 2)],
    "highest": tuple("abcd"),
    "rehearsal": bool,
}
"""All there is room for. A tuple means one of these; three fields are lists of what stands here."""


def wrong(shown: Any, shape: Any, *, optional: bool = False) -> list[str]:
    """What in a stored release is not of the shape; empty when all is."""
    if shown is None and optional:
        return []
    if isinstance(shape, dict):
        if not isinstance(shown, dict) or shown.keys() != shape.keys():
            return [f"fields {shown}"]
        return [p for key in shape for p in _field(key, shown[key], shape[key])]
    if isinstance(shape, list):
        if not isinstance(shown, list) or len(shown) != len(shape):
            return [f"length of {shown}"]
        pairs = zip(shown, shape, strict=True)
        return [p for one, part in pairs for p in wrong(one, part, optional=True)]
    good = shown in shape if isinstance(shape, tuple) else isinstance(shown, shape)
    return [] if good else [f"value {shown!r}"]


def _field(key: str, shown: Any, shape: Any) -> list[str]:
    lists = {"statements": (0, len(IDS)), "levels": (0, len(FOUR.quadrants)), "highest": (0, 1, 2)}
    if key in lists:
        found = [] if len(shown) in lists[key] else [f"length of {key}"]
        return found + [p for one in shown for p in wrong(one, shape)]
    required = {"id", "skips", "format", "n", "detail", "policy", "rehearsal", "low", "high"}
    return wrong(shown, shape, optional=key not in required)


@given(tallies(), policies)
def test_a_release_holds_nothing_per_person(made, policy):
    """Whatever is answered by however many, there are twelve figures at most, and no free words."""
    shown = json.loads(disclose(made, FOUR, policy).to_json())
    assert wrong(shown, SHAPE) == []
    assert len(json.dumps(shown)) < 6000, "a room of sixty takes no more than one of ten"


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("dots",), [0.1, 0.2, 0.9]),
        (("remark",), "iemand zei nee"),
        (("n",), [1, 1, 1]),
        (("digest",), "2026-03-01T20:14"),
        (("statements", 0, "by_party"), {"x": 2}),
        (("statements", 0, "tendency"), "Jan is rood"),
        (("statements", 0, "share"), [0.1, 0.2, 0.3]),
        (("levels",), [["a", 0, "20:14"]]),
        (("highest",), ["a", "Jan"]),
    ],
)
def test_the_shape_notices_what_is_per_person(path, value):
    """Dots, texts, times, subgroups: each would be noticed."""
    shown = json.loads(disclose(tally(23, a1=(12, 6, 5)), FOUR, Policy()).to_json())
    place = shown
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    assert wrong(shown, SHAPE) != []
