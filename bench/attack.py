"""Attacks on ten thousand rooms: what a release makes certain about somebody, and what it is for.

Run as ``python3 run.py bench attack --json PATH``; see docs/disclosure-attack.md.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from bench.parts.document import machine, print_goals, versions_of, write
from tests.attack import campaign, every_level, likely, pairs, telling
from tests.attack.rows import CASES_CERTAIN, CERTAIN, MORE, ROOMS, Row, Tell, Teller
from tests.attack.without import SWITCHED_OFF

ROUNDS = 25
"""Rooms of every mix and size: 25 of 9 mixes and 45 sizes are 10,125."""
WITHOUT_A_RULE = 3
REALISTIC = 400
EVERY_FIGURE = range(5, 46)
SECOND_OPINION = (5, 6, 7, 8, 9, 10, 11, 13, 17, 23, 31, 45)

AT_ONCE = 6
"""Parts that run beside each other."""
RIGHT_AT_LEAST, SPEAKS_AT_LEAST = 95, 60
SPEAKS = telling.SPEAKS.format(telling.MARGINS[-1])
TRIALS = 1500
"""Rooms per class of size and true margin."""

GROUPS = {"10 and more": ("10-22", "23-45"), "5 to 9": ("5-9",), "fewer than 5": ("1-4",)}
PROMISED = {"10 and more": (0, 1, 2), "5 to 9": (0, 1), "fewer than 5": (0, 1, 2)}


def rows(rounds: int, realistic: int, tell: Tell) -> list[Row]:
    """Attack and count."""
    few = min(rounds, WITHOUT_A_RULE)
    sizes = EVERY_FIGURE if rounds == ROUNDS else range(5, 13)
    again = SECOND_OPINION if rounds == ROUNDS else SECOND_OPINION[:1]
    shapes = every_level.SHAPES if rounds == ROUNDS else every_level.SHAPES[1:2]
    trials = TRIALS if rounds == ROUNDS else realistic
    # The longest first.
    parts: list[Callable[[Tell], list[Row]]] = [
        partial(campaign.second_opinion, again),
        *(
            partial(campaign.campaign, rounds, sizes={name: numbers})
            for name, numbers in campaign.CLASSES.items()
        ),
        partial(campaign.every_figure, sizes),
        partial(every_level.rows, shapes=shapes),
        partial(campaign.switched_off, few),
        partial(campaign.dummies, realistic),
        partial(pairs.rows, realistic),
        likely.rows,
        partial(campaign.usefulness, realistic),
        partial(telling.rows, trials),
    ]
    # Each part has its own seeds, so it makes no difference beside which others it runs.
    with ProcessPoolExecutor(AT_ONCE) as pool:
        running = [pool.submit(part, tell=tell) for part in parts]
        return [one for part in running for one in part.result()]


def goals(found: list[Row]) -> list[Row]:
    """Compare with what must be."""
    made = [_goal("rooms attacked", "at least 10,000", _attacked(found), lambda n: n >= 10_000)]
    for group, sizes in GROUPS.items():
        for accomplices in PROMISED[group]:
            name = f"w = 3, {accomplices} accomplices"
            for measure in (CERTAIN, MORE):
                value = sum(_value(found, name, size, measure) for size in sizes)
                made.append(_none(f"{measure}, n {group}, {accomplices} accomplices", value))
    value = sum(one["median"] for one in found if one["measure"] == CASES_CERTAIN)
    made.append(_none("figures there can be that make a fact certain", value))
    value = sum(one["median"] for one in found if one["measure"] == "rooms that differ")
    made.append(_none("rooms in which enumeration and integer program differ", value))
    for name in every_level.BROKEN:
        value = sum(
            one["median"]
            for one in found
            if (one["configuration"], one["measure"]) == (name, every_level.BROKEN_CERTAIN)
        )
        made.append(_somewhere(f"{name}: the attack succeeds", value))
    made += _standing_out(found)
    for rule in SWITCHED_OFF:
        hits = sum(
            one["median"]
            for one in found
            if (one["configuration"], one["measure"]) == (f"{rule} off", CERTAIN)
        )
        made.append(_somewhere(f"{rule} switched off: the attack succeeds", hits))
    return made


def _standing_out(found: list[Row]) -> list[Row]:
    """What is said to stand out is right, and said where it is there to see."""
    made = []
    for measure, least in ((telling.RIGHT, RIGHT_AT_LEAST), (SPEAKS, SPEAKS_AT_LEAST)):
        for size in telling.SIZES:
            value = _value(found, telling.PROGRAM, size, measure)
            name = f"stands out, n {size}: {measure}"
            made.append(
                _goal(name, f"at least {least} %", value, lambda n, least=least: n >= least)
            )
    return made


def _attacked(found: list[Row]) -> int:
    return sum(
        one["median"]
        for one in found
        if (one["configuration"], one["measure"]) == ("w = 3, 0 accomplices", ROOMS)
    )


def _value(found: list[Row], name: str, size: str, measure: str) -> float:
    wanted = (name, size, measure)
    return next(
        (o["median"] for o in found if (o["configuration"], o["size"], o["measure"]) == wanted), 0
    )


def _somewhere(measure: str, value: float) -> Row:
    return _goal(measure, "somewhere", value, lambda n: n > 0)


def _none(measure: str, value: float) -> Row:
    return _goal(measure, "none", value, lambda n: n == 0)


def _goal(measure: str, goal: str, value: float, met: Callable[[float], bool]) -> Row:
    return {"measure": measure, "goal": goal, "value": value, "met": bool(met(value))}


def document(found: list[Row]) -> dict[str, Any]:
    """Put everything together."""
    versions = versions_of("numpy", "scipy")
    return {"versions": versions, "machine": machine(), "rows": found, "goals": goals(found)}


def main(arguments: list[str]) -> int:
    """Attack, tell, write it down; not zero when a goal is missed."""
    parser = argparse.ArgumentParser(prog="python3 run.py bench attack")
    parser.add_argument("--json", type=Path, help="where to write what came of it")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="rooms per mix and size")
    parser.add_argument("--realistic", type=int, default=REALISTIC)
    options = parser.parse_args(arguments)
    tell = Teller(time.monotonic())
    made = document(rows(options.rounds, options.realistic, tell))
    if options.json:
        write(options.json, made)
    print_goals(made["goals"])
    tell("done")
    return 0 if all(goal["met"] for goal in made["goals"]) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
