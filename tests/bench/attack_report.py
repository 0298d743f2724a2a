"""Make docs/disclosure-attack.md from the last full run: ``python3 run.py bench attack_report``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.attack.campaign import ACCOMPLICES, CASES, CASES_CERTAIN, CERTAIN, CLASSES, MORE, ROOMS
from tests.attack.without import SWITCHED_OFF
from tests.bench.parts.page import goals_table, remake, table

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "docs" / "benchmarks" / "attack.json"
PAGE = ROOT / "docs" / "disclosure-attack.md"

INTRO = """\
# Attacks on a release

This page is made by `python3 run.py bench attack_report` from `docs/benchmarks/attack.json`, which
`python3 run.py bench attack --json docs/benchmarks/attack.json` writes. Do not edit it by hand: the
sentences are in `tests/bench/attack_report.py`.

The attacker knows the rules and their parameters, the release, how many joined, are done, are
present and shared, and the answers of none, one or two accomplices, whichever people in the room
those are. A fact about somebody else is *certain* when it holds in every room that is possible.
*Sensitive* is: not green on a statement (of somebody who answered it at all), red, orange, or a
whole sheet. *Stronger* is more than the design promises: which of orange and red somebody is who
is known not to be green, and that exactly one other person is not green, is orange or is red.

Two models, which share no code with the rules and none with each other: going through every
possible room (`tests/attack/outlook.py`), and an integer program over all people and all twelve
statements (`tests/attack/program.py`, solved by HiGHS)."""

ATTACKS = """\
Rooms of nine mixes in equal parts (`tests/attack/rooms.py`): realistic, nearly unanimous, two
camps, one outlier, many skips, a quadrant all red, people who skip a quadrant, all identical,
hardly any answers. Each cell: rooms with a sensitive fact / with a stronger one, of the rooms
attacked. Promised is: nothing for 10 people and more with two accomplices, and for 5 to 9 with one,
when w = 3, as the program comes. The narrower band (w = 2, the floor) is for one accomplice.
*First design* are the rules before these attacks; docs/decisions.md says what was changed."""

EVERY = """\
Random rooms can miss one, so every figure that a statement can have in rooms of 10 to 45 was
attacked too, with every answer that none, one or two accomplices can have given, and every level of
a quadrant in rooms of 5 to 9 with none and one: {large:,} and {small:,} cases; {certain} of them
make a fact certain. The integer program was asked about {compared} rooms, with w = 2 in half of
them so that there is something to find; it rules out {ruled:,} answers of somebody else, and
differs from the enumeration in {differ} rooms."""

OFF = """\
One rule switched off at a time, no accomplice. R1 off: results run along, a new picture after
every share. R2 off: statements for any number of people. R3 off: exact counts. R5 off: the picture
is made again after a latecomer. R6 off: the room is shown once with and once without a fractie of
three. R4, R7 and R8 are held by types and by tests of what comes out
(`tests/disclosure/test_release.py`, `tests/disclosure/test_shape.py`)."""

NOT = """\
Realistic rooms, no accomplice. *Dummies*: somebody fills in all sheets but a few, in a room of 20
(tried: all green, green and red, three colours); a fact is about one of the real people. *Twice*:
the same group again on the same evening, all answers the same, with one person more; a fact is
about that person. So mind the number on the screen, and let a group have one session an evening."""

USEFUL = """\
Realistic rooms (55 to 95 % green per quadrant, people differ, 4 % skips). Does the quadrant, and
the side, that stands highest in the release also do so in the exact tally? *Shared*: it does, but
with others beside it, which is what levels are often like. *Wrong*: it does not; of those, *far*:
the exact figures differ by 15 points or more, from where the rules speak of standing out."""

WHERE = """\
{system}, {cpus} processors, {memory_mb} MB of memory. {versions}."""


def page(found: dict[str, Any]) -> str:
    """Give the whole page."""
    values = {
        (row["configuration"], str(row["size"]), row["measure"]): row["median"]
        for row in found["rows"]
    }
    parts = [
        *(INTRO, "## Goals", goals_table(found["goals"])),
        *("## Rooms", ATTACKS, attacks_table(values)),
        *("## Every figure there can be", every_text(values)),
        *("## Without a rule", OFF, pairs_table(values, [f"{rule} off" for rule in SWITCHED_OFF])),
        *("## Reported, not promised", NOT, pairs_table(values, _not_promised(found))),
        *("## What is left to see", USEFUL, useful_table(values)),
        *("## Where it was run", where(found)),
    ]
    return "\n\n".join(parts) + "\n"


def attacks_table(values: dict[tuple[str, str, str], float]) -> str:
    """Give facts per release, number of accomplices and size of the room."""
    lines = []
    for name in ("w = 3", "w = 2", "first design"):
        for accomplices in ACCOMPLICES:
            key = f"{name}, {accomplices} accomplices"
            cells = [
                f"{values[key, size, CERTAIN]:g} / {values[key, size, MORE]:g}"
                f" of {values[key, size, ROOMS]:,}"
                for size in CLASSES
            ]
            lines.append([name, str(accomplices), *cells])
    return table(["release", "accomplices", *(f"n {size}" for size in CLASSES)], lines)


def every_text(values: dict[tuple[str, str, str], float]) -> str:
    """Say what going through everything gave, and what the second model said."""
    opinion = {key[2]: value for key, value in values.items() if key[0] == "integer program"}
    certain = sum(value for key, value in values.items() if key[2] == CASES_CERTAIN)
    return EVERY.format(
        large=values["every figure", "10-45", CASES],
        small=values["every figure", "5-9", CASES],
        certain=f"{certain:g}" if certain else "none",
        compared=opinion["rooms compared"],
        ruled=opinion["answers ruled out"],
        differ=opinion["rooms that differ"] or "no",
    )


def pairs_table(values: dict[tuple[str, str, str], float], names: list[str]) -> str:
    """Give in how many rooms something became certain."""
    lines = [
        [name, size, f"{values[name, size, CERTAIN]:g} of {values[name, size, ROOMS]:g}"]
        for name, size, measure in values
        if name in names and measure == ROOMS
    ]
    return table(["", "n", "rooms with a sensitive fact"], lines)


def useful_table(values: dict[tuple[str, str, str], float]) -> str:
    """Give how often the released picture points the right way."""
    verdicts = ("right", "open", "wrong", "far")
    sizes = [size for name, size, measure in values if measure == "quadrant right"]
    lines = []
    for size in sizes:
        line = [size]
        for part in ("quadrant", "side"):
            found = {v: values["released picture", size, f"{part} {v}"] for v in verdicts}
            wrong = found["wrong"] + found["far"]
            line += [f"{found['right']:g} %", f"{found['open']:g} %"]
            line += [f"{wrong:.1f} %", f"{found['far']:g} %"]
        lines.append(line)
    names = [f"{part}: {what}" for part in ("quadrant", "side") for what in _VERDICTS]
    return table(["n", *names], lines)


_VERDICTS = ("right", "shared", "wrong", "far")


def _not_promised(found: dict[str, Any]) -> list[str]:
    names = dict.fromkeys(row["configuration"] for row in found["rows"])
    return [name for name in names if "dummies" in name or "twice" in name]


def where(found: dict[str, Any]) -> str:
    """Name the machine and the versions."""
    named = ", ".join(f"{name} {number}" for name, number in found["versions"].items())
    return WHERE.format(**found["machine"], versions=named)


def main() -> None:
    """Write the page."""
    remake(SOURCE, PAGE, page)


if __name__ == "__main__":
    main()
