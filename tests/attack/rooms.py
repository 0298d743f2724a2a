"""Rooms to attack: people by statements, 0 green, 1 orange, 2 red, 3 skipped; nobody is blank."""

from __future__ import annotations

import json
from typing import Any

import numpy as np

from tests.attack.rulebook import GREEN, ORANGE, RED, SKIP
from tests.model.made_up import IDS, tally
from tests.model.shapes import FOUR
from weerbaar.disclosure import Policy, disclose

QUADRANTS, EACH = 4, 3
COUNT = QUADRANTS * EACH

Room = np.ndarray
"""Shape (people, 12)."""


def realistic(chance: np.random.Generator, n: int, *, skips: float = 0.04) -> Room:
    """A council: 55 to 95 % green per quadrant, statements and people differ, a few skips."""
    green = np.repeat(chance.uniform(0.55, 0.95, QUADRANTS), EACH)
    green = green + chance.normal(0, 0.05, COUNT) + chance.normal(0, 0.1, (n, 1))
    draw = chance.random((n, COUNT))
    colour = np.where(chance.random((n, COUNT)) < 0.65, ORANGE, RED)
    room = np.where(draw < green, GREEN, colour)
    return np.where(chance.random((n, COUNT)) < skips, SKIP, room)


def unanimous(chance: np.random.Generator, n: int) -> Room:
    """Everybody answers a statement alike, but for at most three people."""
    room = np.tile(chance.choice([GREEN, ORANGE, RED, RED, SKIP], COUNT), (n, 1))
    for place in range(COUNT):
        few = chance.permutation(n)[: chance.integers(0, 4)]
        room[few, place] = chance.integers(0, 4, len(few))
    return room


def bimodal(chance: np.random.Generator, n: int) -> Room:
    """Two camps that answer nearly the opposite."""
    camp = chance.random((n, 1)) < chance.uniform(0.1, 0.9)
    first = chance.choice([GREEN, RED, ORANGE], COUNT)
    second = np.where(first == GREEN, chance.choice([ORANGE, RED], COUNT), GREEN)
    room = np.where(camp, first, second)
    return np.where(chance.random((n, COUNT)) < 0.03, SKIP, room)


def outlier(chance: np.random.Generator, n: int) -> Room:
    """One person against all others."""
    usual, other = chance.choice([GREEN, ORANGE, RED], 2, replace=False)
    room = np.full((n, COUNT), usual)
    room[chance.integers(n)] = other
    return room


def skipping(chance: np.random.Generator, n: int) -> Room:
    """Most people skip a lot."""
    return realistic(chance, n, skips=chance.uniform(0.3, 0.8))


def red_quadrant(chance: np.random.Generator, n: int) -> Room:
    """One quadrant is red for all, or for all but one."""
    room = realistic(chance, n)
    start = EACH * chance.integers(QUADRANTS)
    room[chance.integers(2) :, start : start + EACH] = RED
    return room


def without_a_quadrant(chance: np.random.Generator, n: int) -> Room:
    """Part of the people skip a whole quadrant; the others see it gloomily."""
    room = realistic(chance, n)
    for start in range(0, COUNT, EACH):
        gloomy = chance.choice([ORANGE, RED], (n, EACH))
        room[:, start : start + EACH] = np.where(
            chance.random((n, EACH)) < chance.random(), gloomy, room[:, start : start + EACH]
        )
        room[chance.random(n) < chance.random(), start : start + EACH] = SKIP
    return room


def identical(chance: np.random.Generator, n: int) -> Room:
    """Everybody has the same sheet."""
    return np.tile(chance.integers(0, 4, COUNT), (n, 1))


def sparse(chance: np.random.Generator, n: int) -> Room:
    """Everybody answers one or two statements, so that hardly anything is shown."""
    room = np.full((n, COUNT), SKIP)
    for person in room:
        person[chance.permutation(COUNT)[: chance.integers(1, 3)]] = chance.integers(GREEN, SKIP)
    return room


MIXES = (
    realistic,
    unanimous,
    bimodal,
    outlier,
    skipping,
    red_quadrant,
    without_a_quadrant,
    identical,
    sparse,
)


def made(mix, seed: int, n: int) -> Room:
    """A room of a mix; the same seed gives the same room."""
    chance = np.random.default_rng([seed, n, MIXES.index(mix)])
    room = mix(chance, n)
    blank = (room == SKIP).all(axis=1)
    room[blank, chance.integers(COUNT)] = chance.integers(GREEN, SKIP)
    return room.astype(int)


def counted(room: Room) -> dict[str, tuple[int, int, int]]:
    """Green, orange and red per statement."""
    counts = [(room == colour).sum(axis=0).tolist() for colour in (GREEN, ORANGE, RED)]
    return dict(zip(IDS, zip(*counts, strict=True), strict=True))


def released(room: Room, policy: Policy) -> dict[str, Any]:
    """The release of a room in its stored form, made by the program itself."""
    return json.loads(disclose(tally(len(room), **counted(room)), FOUR, policy).to_json())
