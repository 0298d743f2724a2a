"""When a room may say which quadrant stands out: candidate rules, on rooms with a known truth.

The population: all quadrants of a room have one share not green, drawn from 5 to 45 %, but one that
truly lies a margin above it; statements differ by 5 points and people by 10 (standard deviations),
and 4 % of answers are skipped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

import numpy as np

from tests.attack import levels
from tests.attack.rooms import COUNT, EACH, QUADRANTS, Room, counted
from tests.attack.rows import Row, Tell, row
from tests.attack.rulebook import GREEN, RED, SKIP, Rulebook
from tests.attack.useful import exact_quadrants, exact_sides
from tests.model.made_up import tally
from tests.model.shapes import FOUR
from weerbaar.disclosure import Policy, disclose
from weerbaar.model import RuleId, advise

SIZES = {"5-9": range(5, 10), "10-15": range(10, 16), "16-25": range(16, 26)}
MARGINS = (0, 10, 25)
"""How far the one quadrant truly lies above the others, in points of a hundred."""
SMALL = 0.10

PROGRAM = "the program"
LEVELS = ("levels, one apart", "levels, two apart")
COUNTS = ("counts, 10", "counts, 15", "counts, 20")
SIDES = ("side: the program", "side: counts, 15")
RULES = (PROGRAM, *LEVELS, *COUNTS, *SIDES)
SPEAKS, RIGHT = "speaks at a true margin of {} points", "right in the room's own counts"
SMALL_HERE, SMALL_TRUE = "margin in the room under 10 points", "true margin under 10 points"

Shares = Mapping[str, float]
_STANDING_OUT = {RuleId.STANDS_OUT, RuleId.SEVERAL_STAND_OUT}


def rows(rooms: int, tell: Tell) -> list[Row]:
    """Give in percent how often each rule speaks, and what that is then worth.

    What it is worth is over rooms of all three true margins in equal parts.
    """
    made = []
    for size, numbers in SIZES.items():
        found = {margin: _counts(numbers, margin, rooms) for margin in MARGINS}
        for rule in RULES:
            by = {margin: found[margin][rule] for margin in MARGINS if rule in found[margin]}
            if not by:
                continue
            for margin, counts in by.items():
                made.append(row(rule, size, SPEAKS.format(margin), _percent(counts, rooms), "%"))
            every = sum(by.values(), Counter[str]())
            for measure in (RIGHT, SMALL_HERE, SMALL_TRUE):
                share = round(100 * every[measure] / every["speaks"], 1) if every["speaks"] else 0
                made.append(row(rule, size, measure, share, "%"))
    tell("  what stands out")
    return made


def _percent(counts: Counter[str], rooms: int) -> float:
    return round(100 * counts["speaks"] / rooms, 1)


def _counts(sizes: range, margin: int, rooms: int) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {}
    for room in _rooms(sizes, margin, rooms):
        for rule, named in _said(room).items():
            own = exact_sides(room) if rule.startswith("side") else exact_quadrants(room)
            counts = found.setdefault(rule, Counter())
            if named:
                above = _above(named, own)
                counts["speaks"] += 1
                counts[RIGHT] += above > 0
                counts[SMALL_HERE] += above < SMALL - levels.TINY
                counts[SMALL_TRUE] += margin < 100 * SMALL
    return found


def _rooms(sizes: range, margin: int, rooms: int) -> Iterator[Room]:
    chance = np.random.default_rng([sizes[0], margin])
    for number in range(rooms):
        n = sizes[number % len(sizes)]
        true = np.full(QUADRANTS, chance.uniform(0.05, 0.45))
        true[chance.integers(QUADRANTS)] += margin / 100
        share = np.repeat(true, EACH) + chance.normal(0, 0.05, COUNT)
        share = share + chance.normal(0, 0.1, (n, 1))
        room = np.where(chance.random((n, COUNT)) < share, RED, GREEN)
        yield np.where(chance.random((n, COUNT)) < 0.04, SKIP, room)


def _above(named: tuple[str, ...], shares: Shares) -> float:
    least = min(shares[name] for name in named)
    return least - max(share for name, share in shares.items() if name not in named)


def _said(room: Room) -> dict[str, tuple[str, ...]]:
    """What each rule names in a room."""
    quadrants, sides = exact_quadrants(room), exact_sides(room)
    said = {f"counts, {points}": _highest(quadrants, points / 100) for points in (10, 15, 20)}
    said["side: counts, 15"] = _highest(sides, 0.15)
    profile = disclose(tally(len(room), **counted(room)), FOUR, Policy()).as_profile(FOUR)
    if profile is None:
        return said
    told = advise(profile)
    weak = (advice for advice in told if advice.rule in _STANDING_OUT)
    said[PROGRAM] = tuple(i for one in weak for i in (one.quadrants or (one.quadrant or "",)))
    said["side: " + PROGRAM] = tuple(str(advice.side) for advice in told if advice.side)
    if profile.highest is not None:
        level = {name: _level(room, number) for number, name in enumerate(quadrants)}
        said |= {"levels, one apart": _highest(level, 1), "levels, two apart": _highest(level, 2)}
    return said


def _level(room: Room, number: int) -> float:
    part = room[:, EACH * number : EACH * (number + 1)]
    return float(Rulebook().level(int((part == RED).sum()), int((part != SKIP).sum())))


def _highest(values: Shares, margin: float) -> tuple[str, ...]:
    """The fewest, at most half, that lie a margin above all others."""
    ranked = sorted(values, key=lambda name: -values[name])
    for count in range(1, len(ranked) // 2 + 1):
        if values[ranked[count - 1]] - values[ranked[count]] >= margin - levels.TINY:
            return tuple(ranked[:count])
    return ()
