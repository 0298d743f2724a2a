"""Every set of advice that can occur, for a person and for a group; written down to be read.

``python -m tests.present.advice_sets`` writes ``advice_sets.txt`` anew.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import cache
from itertools import combinations_with_replacement as multisets
from itertools import product
from pathlib import Path
from typing import NamedTuple

from weerbaar.catalog import Voice, load_content
from weerbaar.disclosure import Detail, Policy, Release, StatementFigure
from weerbaar.disclosure.rules import quadrant_level
from weerbaar.disclosure.standing_out import standing_out
from weerbaar.disclosure.statements import statement_figure
from weerbaar.model import Advice, Colour, Instrument, Profile, Side, Tally, advise
from weerbaar.model.instrument import Quadrant
from weerbaar.model.profile import Measure, Part
from weerbaar.model.tally import SHEETS, answer_key
from weerbaar.present.wording import AdviceText, advice_text

FILE = Path(__file__).with_suffix(".txt")
CONTENT = load_content()
NAMES = tuple(CONTENT.instruments)
COUNTS = [
    (3 - orange - red - left, orange, red, left)
    for left, red, orange in product(range(4), repeat=3)
    if orange + red + left <= 3
]
"""Green, orange, red and open of three statements: all 20 ways, the greenest first."""
MOST = 4
"""Of more quadrants there are too many ways to go through."""


class Case(NamedTuple):
    """Something that can occur, as a person reads it, and its profile."""

    example: str
    profile: Profile


# --- one person ----------------------------------------------------------------------------------
def people(name: str) -> Iterator[Case]:
    """Every way to fill in a questionnaire; of six quadrants a large sample.

    Quadrants on one side, and the order of statements in one, make no difference to which rules
    fire, so each pair stands for both orders.
    """
    model = CONTENT.instruments[name].model
    if len(model.quadrants) > MOST:
        chance = random.Random(name)
        weights = [[6, 2, 2, 1], [9, 1, 1, 1], [1, 3, 3, 1]]
        ways = (
            tuple(_some(chance, chance.choice(weights)) for _ in model.quadrants)
            for _ in range(12_000)
        )
    else:
        pairs = (multisets(COUNTS, len(own)) for own in _on_sides(model))
        ways = (a + b for a, b in product(*pairs))
    at = next(
        (n for n, q in enumerate(model.quadrants) if any(s.may_skip for s in q.statements)), None
    )
    for way in ways:
        yield _person(model, way)
        if at is None:
            continue
        # Which of two quadrants on a side is the one with the statement that may be skipped is
        # free: one with something open.
        side = model.on_side(model.quadrants[at].side)
        places = [n for n, q in enumerate(model.quadrants) if q in side]
        other = next((n for n in places if way[n][3]), None)
        if other is not None:
            swapped = list(way)
            swapped[at], swapped[other] = way[other], way[at]
            yield _person(model, tuple(swapped), skipped=1)


def _some(chance: random.Random, weights: list[int]) -> tuple[int, int, int, int]:
    given = chance.choices(range(4), weights, k=3)
    return given.count(0), given.count(1), given.count(2), given.count(3)


def _on_sides(model: Instrument) -> list[tuple[Quadrant, ...]]:
    return [model.on_side(side) for side in Side]


@cache
def _part(name: str, counts: tuple[int, ...]) -> Part:
    green, orange, red, left = counts
    return Part(name, orange + red, green + orange + red + left, left, orange + 2 * red)


def _person(model: Instrument, way: tuple[tuple[int, ...], ...], skipped: int = 0) -> Case:
    green, orange, red, left = (sum(counts) for counts in zip(*way, strict=True))
    parts = {q.id: _part(q.id, counts) for q, counts in zip(model.quadrants, way, strict=True)}

    def side(which: Side) -> Part:
        own = [parts[q.id] for q in model.on_side(which)]
        return Part(which, sum(p.attention or 0 for p in own), sum(p.of for p in own))

    profile = Profile(
        Measure.PERSON,
        model.rules,
        tuple(parts.values()),
        (side(Side.AWARENESS), side(Side.ACTING)),
        *(green, orange, red, left, left - skipped),
    )
    letters = " ".join(_letters(counts) for counts in way)
    return Case(f"{letters} (what may be skipped)" if skipped else letters, profile)


def _letters(counts: tuple[int, ...]) -> str:
    return "".join(letter * count for letter, count in zip("gor.", counts, strict=True))


# --- groups --------------------------------------------------------------------------------------
def small_groups(name: str) -> Iterator[Case]:
    """Releases of 5 to 9 people: all levels, and all that may stand out beside these.

    Per quadrant the lowest, the middle and the highest count that gives its level, or too few
    answers: margins between those are the least and the greatest that the levels leave room for.
    """
    model = CONTENT.instruments[name].model
    seen = set()
    for n in range(5, 10):
        shares = _counts_by_level(n)
        ways: Iterable[tuple[tuple[float | None, Fraction], ...]] = product(
            *(multisets(shares, len(own)) for own in _on_sides(model))
        )
        if len(model.quadrants) > MOST:
            chance = random.Random(n)
            ways = (tuple(chance.choices(shares, k=len(model.quadrants))) for _ in range(5000))
        else:
            ways = (a + b for a, b in ways)
        for way in ways:
            levels = {q.id: level for q, (level, _) in zip(model.quadrants, way, strict=True)}
            share = {q.id: one for q, (_, one) in zip(model.quadrants, way, strict=True)}
            highest = standing_out(share, levels, n, len(model.quadrants[0].statements))
            key = (tuple(levels.values()), highest)
            if key not in seen:
                seen.add(key)
                release = _release(model, n, levels=tuple(levels.items()), highest=highest)
                shown = ("-" if level is None else f"{level:g}" for level in levels.values())
                told = f"levels {' '.join(shown)}, standing out: {' '.join(highest) or 'none'}"
                yield _group(model, release, told)


def _counts_by_level(n: int) -> list[tuple[float | None, Fraction]]:
    """Every level with a share that leads to it: its lowest, middle and highest; and no level."""
    quadrant = CONTENT.instruments["zelftest"].model.quadrants[0]
    found: dict[float | None, list[Fraction]] = {}
    for count in range(3 * n + 1):
        each = zip(quadrant.statements, _spread(count, 3), strict=True)
        made = _tally(n, [(statement.id, n - own, own, 0) for statement, own in each])
        level = quadrant_level(made, quadrant, Policy())
        found.setdefault(level, []).append(Fraction(count, 3 * n))
    return [(None, Fraction(0))] + [
        (level, share)
        for level, own in found.items()
        for share in dict.fromkeys((own[0], own[len(own) // 2], own[-1]))
    ]


def _spread(count: int, over: int) -> list[int]:
    return [count // over + (place < count % over) for place in range(over)]


def larger_groups(name: str) -> Iterator[Case]:
    """Releases of 10 and 12 people: quadrants with figures of every kind, in every pair."""
    model = CONTENT.instruments[name].model
    for n in (10, 12):
        kinds = [0, 4, n // 2, n - 4, n, None]
        quadrants = [*((k, k, k) for k in kinds), (0, 4, 4), (n, n, 4), (0, 5, n), (4, 5, None)]
        ways: Iterable[tuple[tuple[int | None, ...], ...]] = (
            a + b for a, b in product(*(multisets(quadrants, len(own)) for own in _on_sides(model)))
        )
        if len(model.quadrants) > MOST:
            chance = random.Random(n)
            ways = (tuple(chance.choices(quadrants, k=6)) for _ in range(2000))
        for way in ways:
            figures = tuple(
                _figure(n, s.id, count)
                for q, own in zip(model.quadrants, way, strict=True)
                for s, count in zip(q.statements, own, strict=True)
            )
            case = _group(model, _release(model, n, statements=figures), _told(n, way))
            yield case


def _told(n: int, way: tuple[tuple[int | None, ...], ...]) -> str:
    parts = (",".join("-" if count is None else str(count) for count in own) for own in way)
    return f"not green {' '.join(parts)} of {n}"


@cache
def _figure(n: int, statement: str, count: int | None) -> StatementFigure:
    """What is shown of a statement with so many not green; None: only four answered."""
    given = (statement, 4, 0, 0) if count is None else (statement, n - count, count, 0)
    return statement_figure(_tally(n, [given]), statement, Policy())


def _tally(n: int, given: list[tuple[str, int, int, int]]) -> Tally:
    return Tally(
        {SHEETS: n}
        | {
            answer_key(statement, colour): count
            for statement, *counts in given
            for colour, count in zip(Colour, counts, strict=True)
        }
    )


def _release(model: Instrument, n: int, **shown: object) -> Release:
    detail = Detail.LEVELS if "levels" in shown else Detail.STATEMENTS
    return Release(model.id, model.digest, Policy(), n, detail, **shown)


def _group(model: Instrument, release: Release, example: str) -> Case:
    profile = release.as_profile(model)
    assert profile
    return Case(example, profile)


# --- what is said --------------------------------------------------------------------------------
@cache
def words(name: str, advice: Advice, language: str) -> AdviceText:
    """An advice in words."""
    return advice_text(advice, CONTENT.instruments[name], Voice(CONTENT, language))


def given(profile: Profile) -> tuple[str, ...]:
    """The colours that one person chose."""
    counts = {"green": profile.green, "orange": profile.orange, "red": profile.red}
    return tuple(colour for colour, count in counts.items() if count)


KINDS = {"one person": people, "5 to 9 people": small_groups, "10 to 12 people": larger_groups}


@cache
def sets(name: str, kind: str) -> dict[tuple[object, ...], tuple[Case, list[Advice]]]:
    """An example of every set of advice that differs in its rules or in the colours chosen."""
    found = {}
    for case in KINDS[kind](name):
        advice = advise(case.profile)
        key = (*(one.rule for one in advice), given(case.profile))
        found.setdefault(key, (case, advice))
    return found


def lines(name: str, kind: str) -> Iterator[str]:
    """The sets of one questionnaire and one kind of result, to be read."""
    last = words(name, next(iter(sets(name, kind).values()))[1][-1], "nl")
    yield f"===== {name}: {kind}"
    yield f"every set ends with: {last.title} | {last.text}"
    for key, (case, advice) in sorted(sets(name, kind).items(), key=lambda found: str(found[0])):
        *rules, colours = key
        yield ""
        yield f"## {', '.join(rules[:-1])}{f' [{chr(32).join(colours)}]' if colours else ''}"
        yield f"   such as {case.example}"
        for one in advice[:-1]:
            text = words(name, one, "nl")
            yield f"   * {text.title} | {text.evidence} | {text.text}"
    yield ""


def written(name: str) -> str:
    """The list of one questionnaire."""
    return "\n".join(line for kind in KINDS for line in lines(name, kind)) + "\n"


if __name__ == "__main__":
    FILE.write_text("".join(map(written, NAMES)), encoding="utf-8")
