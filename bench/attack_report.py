"""Make docs/disclosure-attack.md from the last full run: ``python3 run.py bench attack_report``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bench.attack_words import (
    ATTACKS,
    EVERY,
    INTRO,
    LEVELS,
    LIKELY,
    NOT,
    OFF,
    PAIRS,
    TELLING,
    USEFUL,
    WHERE,
)
from bench.parts.page import goals_table, remake, table
from tests.attack import every_level, likely, pairs, telling
from tests.attack.campaign import ACCOMPLICES, CLASSES
from tests.attack.rows import CASES, CASES_CERTAIN, CERTAIN, MORE, ROOMS
from tests.attack.without import SWITCHED_OFF

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "docs" / "benchmarks" / "attack.json"
PAGE = ROOT / "docs" / "disclosure-attack.md"


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
        *("## Every set of levels", levels_text(values)),
        *("## Without a rule", OFF, pairs_table(values, [f"{rule} off" for rule in SWITCHED_OFF])),
        *("## Dummy sheets", NOT, pairs_table(values, _named(found, "dummies"))),
        *("## Twice on one day", pairs_text(values, found)),
        *("## Likely, not certain", likely_text(values)),
        *("## What is left to see", USEFUL, useful_table(values)),
        *("## What stands out", TELLING, telling_table(values)),
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


def levels_text(values: dict[tuple[str, str, str], float]) -> str:
    """Say what going through levels gave, and what it gives without a rule."""
    names = [name for name, _, measure in values if measure == CASES and "levels of" in name]
    tried = [
        [name, f"{values[name, '5-9', CASES_CERTAIN]:g} of {values[name, '5-9', CASES]:,}"]
        for name in names
    ]
    sizes = [str(n) for n in every_level.SMALL]
    broken = [
        [
            name,
            *(
                f"{values[name, n, every_level.BROKEN_CERTAIN]:g}"
                f" of {values[name, n, every_level.BROKEN_CASES]:g}"
                for n in sizes
            ),
        ]
        for name in every_level.BROKEN
    ]
    return LEVELS.format(
        drawn=every_level.DRAWN,
        tried=table(["shape", "cases with a fact"], tried),
        broken=table(["", *(f"n {n}" for n in sizes)], broken),
    )


def pairs_text(values: dict[tuple[str, str, str], float], found: dict[str, Any]) -> str:
    """Say what a second session gives away."""
    names = _named(found, pairs.MORE_TWICE) + _named(found, pairs.CHANGED)
    body = pairs_table(values, names).splitlines()[2:]
    return PAIRS.format(rows="\n".join(body))


def likely_text(values: dict[tuple[str, str, str], float]) -> str:
    """Give the largest posterior per size, prior and number of accomplices."""
    priors = (likely.LEAST, *likely.PRIORS)
    lines = []
    for n in dict.fromkeys(size for name, size, _ in values if name.startswith("likely")):
        cells = []
        for prior in priors:
            keys = ((f"likely {likely.NOT_GREEN}, {k} accomplices", n, prior) for k in ACCOMPLICES)
            cells.append(" / ".join(f"{values[key]:.0f}" for key in keys if key in values))
        lines.append([n, *cells])
    greens = {
        f"green{n}": values.get((f"likely {likely.GREEN}, 0 accomplices", n, "councils"), 0)
        for n in ("10", "23", "45")
    }
    first, second = likely.PRIORS["councils"] or (0, 0)
    body = table(["n", *(f"{prior}, %" for prior in priors)], lines)
    return LIKELY.format(rows=body, first=first, second=second, **greens)


def telling_table(values: dict[tuple[str, str, str], float]) -> str:
    """Give how often each rule speaks, and what that is worth."""
    measures = [telling.SPEAKS.format(margin) for margin in telling.MARGINS]
    measures += [telling.RIGHT, telling.SMALL_HERE, telling.SMALL_TRUE]
    lines = [
        [size, rule, *(f"{values[rule, size, measure]:g} %" for measure in measures)]
        for size in telling.SIZES
        for rule in telling.RULES
        if (rule, size, measures[0]) in values
    ]
    return table(["n", "rule", *measures], lines)


def _named(found: dict[str, Any], word: str) -> list[str]:
    names = dict.fromkeys(row["configuration"] for row in found["rows"])
    return [name for name in names if word in name]


def where(found: dict[str, Any]) -> str:
    """Name the machine and the versions."""
    named = ", ".join(f"{name} {number}" for name, number in found["versions"].items())
    return WHERE.format(**found["machine"], versions=named)


def main() -> None:
    """Write the page."""
    remake(SOURCE, PAGE, page)


if __name__ == "__main__":
    main()
