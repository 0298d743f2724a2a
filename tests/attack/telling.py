"""When a room may say which quadrant stands out: candidate rules, tried on rooms with a known truth.

The population: in a room all quadrants have one share not green, drawn from 5 to 45 %, but one
that lies a margin above it; statements differ by 5 points and people by 10 (standard deviations),
and 4 % of answers are skipped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np

from tests.attack import levels
from tests.attack.rooms import COUNT, EACH, QUADRANTS, Room, counted
from tests.attack.rulebook import GREEN, RED, SKIP, Rulebook
from tests.attack.useful import exact_quadrants, exact_sides
from tests.model.made_up import tally
from tests.model.shapes import FOUR
from weerbaar.disclosure import Policy, Release, disclose

SIZES = {"5-9": range(5, 10), "10-15": range(10, 16), "16-25": range(16, 26)}
MARGINS = (0.0, 0.10, 0.25)
ANY = "any"
"""Rooms whose quadrants each have a share of their own, so that the true margin is what it is."""
SMALL = 0.10

QUADRANT_RULES = (
    "levels, one apart",
    "levels, two apart",
    "counts, 10",
    "counts, 15",
    "counts, 20",
)
PROGRAM = "the program"
SIDE_RULES = ("side: levels, one apart", "side: counts, 15")
Shares = Mapping[str, float]


class Trial(NamedTuple):
    """One room, and how far its highest quadrant (side) truly lies above the next one."""

    room: Room
    true: np.ndarray


def trials(sizes: range, margin: float | str, rooms: int) -> Iterator[Trial]:
    """Rooms of all these sizes in turn, with a true margin or any."""
    chance = np.random.default_rng([sizes[0], rooms, 0 if margin == ANY else int(100 * margin) + 1])
    for number in range(rooms):
        true = np.full(QUADRANTS, chance.uniform(0.05, 0.45))
        if margin == ANY:
            true = chance.uniform(0.05, 0.45, QUADRANTS)
        else:
            true[chance.integers(QUADRANTS)] += margin
        yield Trial(_answers(chance, true, sizes[number % len(sizes)]), true)


def _answers(chance: np.random.Generator, true: np.ndarray, n: int) -> Room:
    share = np.repeat(true, EACH) + chance.normal(0, 0.05, COUNT) + chance.normal(0, 0.1, (n, 1))
    room = np.where(chance.random((n, COUNT)) < share, RED, GREEN)
    return np.where(chance.random((n, COUNT)) < 0.04, SKIP, room)


def counts(sizes: range, margin: float | str, rooms: int) -> dict[str, Counter[str]]:
    """How often each rule speaks, is right, and does so on little."""
    found: dict[str, Counter[str]] = {}
    for trial in trials(sizes, margin, rooms):
        quadrants, sides = exact_quadrants(trial.room), exact_sides(trial.room)
        true = dict(zip(quadrants, trial.true, strict=True))
        halves = np.split(trial.true, 2)
        true_sides = dict(zip(sides, (half.mean() for half in halves), strict=True))
        for rule, named in _said(trial.room, quadrants, sides).items():
            by_side = rule.startswith("side")
            own, truly = (sides, true_sides) if by_side else (quadrants, true)
            _add(found.setdefault(rule, Counter()), named, own, truly)
    return found


def _add(found: Counter[str], named: tuple[str, ...], own: Shares, true: Shares) -> None:
    found["rooms"] += 1
    if not named:
        return
    found["speaks"] += 1
    found["right"] += _above(named, own) > 0
    found["small in the room"] += _above(named, own) < SMALL - 1e-9
    found["small in truth"] += _above(named, true) < SMALL - 1e-9


def _above(named: tuple[str, ...], shares: Shares) -> float:
    least = min(shares[name] for name in named)
    return least - max(share for name, share in shares.items() if name not in named)


def _said(room: Room, quadrants: Shares, sides: Shares) -> dict[str, tuple[str, ...]]:
    """What each rule names in a room."""
    release = disclose(tally(len(room), **counted(room)), FOUR, Policy())
    said = {f"counts, {points}": _highest(quadrants, points / 100) for points in (10, 15, 20)}
    said["side: counts, 15"] = _highest(sides, 0.15)
    shown = _shown(release)
    if release.levels:
        book = Rulebook()
        level = {
            name: float(book.level(*(int(part) for part in _whole(room, number))))
            for number, name in enumerate(quadrants)
        }
        halves = np.split(np.array(list(level.values())), 2)
        means = dict(zip(sides, (float(half.mean()) for half in halves), strict=True))
        said |= {"levels, one apart": _highest(level, 1), "levels, two apart": _highest(level, 2)}
        said["side: levels, one apart"] = _highest(means, 1)
    else:
        said["side: " + PROGRAM] = _highest(_shown_sides(release), 0.15)
    said[PROGRAM] = release.highest if release.levels else _highest(shown, 0.15)
    return said


def _whole(room: Room, number: int) -> tuple[int, int]:
    part = room[:, EACH * number : EACH * (number + 1)]
    return (part == RED).sum(), (part != SKIP).sum()


def _shown(release: Release) -> Shares:
    profile = release.as_profile(FOUR)
    return {part.id: part.attention or 0.0 for part in profile.quadrants} if profile else {}


def _shown_sides(release: Release) -> Shares:
    profile = release.as_profile(FOUR)
    return {str(part.id): part.attention or 0.0 for part in profile.sides} if profile else {}


def _highest(values: Shares, margin: float) -> tuple[str, ...]:
    ranked = sorted(values, key=lambda name: -values[name])
    for count in range(1, len(ranked) // 2 + 1):
        if values[ranked[count - 1]] - values[ranked[count]] >= margin - levels.TINY:
            return tuple(ranked[:count])
    return ()
