"""Items -> timed steps: how a werkvorm's steps share the minutes that its item gets."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from weerbaar.model.timing import Item

MINUTE = 60


@dataclass(frozen=True)
class Step:
    """One timed step.

    Attributes
    ----------
    item
        Id of the item of the agenda that it belongs to.
    number
        Which step of that item it is, from 0.
    seconds
        How long it may take; 0 or more.
    spent
        Seconds that the clock ran in it, without those since the clock last started.
    """

    item: str
    number: int
    seconds: int
    spent: float = 0.0


def weights_of(item: Item, weights: Mapping[str, tuple[int, ...]]) -> tuple[int, ...]:
    """Usual minutes of the steps of an item; one step when it has none of its own."""
    return weights.get(item.exercise or "", (1,))


def steps_of(item: Item, weights: Mapping[str, tuple[int, ...]]) -> list[Step]:
    """All steps of an item, in the minutes that it has."""
    seconds = shares_of(item.minutes * MINUTE, weights_of(item, weights))
    return [Step(item.id, number, length) for number, length in enumerate(seconds)]


def remainder(item: Item, rest: Sequence[Step], weights: Mapping[str, tuple[int, ...]]) -> Item:
    """What is left of an item that was begun, as an item that is never dropped."""
    usual = weights_of(item, weights)
    share = sum(usual[step.number] for step in rest) / sum(usual)
    wish = max(1, round(item.wish * share))
    least = min(wish, max(1, math.ceil(item.least * share)))
    most = max(wish, math.floor(item.most * share))
    return replace(item, wish=wish, least=least, most=most, minutes=wish, fixed=True)


def respread(
    item: Item, rest: Sequence[Step], weights: Mapping[str, tuple[int, ...]]
) -> list[Step]:
    """The last steps of an item, in the minutes that are left for them."""
    usual = weights_of(item, weights)
    seconds = shares_of(item.minutes * MINUTE, [usual[step.number] for step in rest])
    return [replace(step, seconds=length) for step, length in zip(rest, seconds, strict=True)]


def whole_minutes(seconds: float) -> int:
    """Whole minutes, the nearest."""
    return math.floor(seconds / MINUTE + 0.5)


def shares_of(total: int, weights: Sequence[int], grain: int = 30) -> tuple[int, ...]:
    """Seconds per step, in proportion to what the steps usually take.

    Parameters
    ----------
    total
        Seconds to share out; 0 or more.
    weights
        What each step usually takes, in any unit; all above 0.
    grain
        Seconds to which each step is rounded, and the least a step gets if there is enough.

    Returns
    -------
    As many numbers as weights, none negative, that add up to ``total``.
    """
    least = min(grain, total // len(weights))
    rest, whole = total - least * len(weights), sum(weights)
    # What a step would get above its least; rounding the running sum keeps the total exact.
    above = [max(0.0, total * weight / whole - least) for weight in weights]
    given, before, so_far = [], 0, 0.0
    for extra in above:
        so_far += extra
        share = rest * so_far / sum(above) if sum(above) else 0.0
        until = min(rest, round(share / grain) * grain) if so_far < sum(above) else rest
        given.append(least + until - before)
        before = until
    return tuple(given)
