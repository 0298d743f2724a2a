"""Made-up councils: for tests, for benchmarks, and for the example that comes with the program.

``python -m tests.disclosure.made_up`` makes the example anew: the same councils, a new key.

Councils differ, so that sessions are real clusters; people within a council differ; some statements
are harder than others; a later wave is a little greener. Nothing of it was estimated from anyone.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import exp
from pathlib import Path
from typing import cast

from tests.disclosure.sealed.zips import write_zip
from weerbaar.catalog import load_content
from weerbaar.catalog.paths import content_root
from weerbaar.disclosure.policy import Policy
from weerbaar.disclosure.sealed.contribution import Contribution, for_research, kept_apart
from weerbaar.disclosure.sealed.files import EXAMPLE_FILES, EXAMPLE_KEYS
from weerbaar.disclosure.sealed.keys import PRIVATE_PREFIX, PUBLIC_PREFIX, new_keys
from weerbaar.disclosure.sealed.sealing import seal
from weerbaar.model.instrument import Colour, Instrument
from weerbaar.model.tally import SHEETS, Scale, Tally, answer_key, scales, score_key

COLOURS = tuple(Colour)

SESSIONS = 60
SEED = 8
"""Of the example."""

_GROUP_TYPES = {
    "gemeenteraad": 0.5,
    "provinciale-staten": 0.2,
    "algemeen-bestuur-waterschap": 0.2,
    "fractie": 0.1,
}
_SIZES = {
    "gemeenteraad": (9, 45),
    "provinciale-staten": (15, 45),
    "algemeen-bestuur-waterschap": (9, 30),
    "fractie": (5, 9),
}
_SIZE_CLASSES = ((9, "5-9"), (19, "10-19"), (29, "20-29"), (45, "30-45"))
_FIRST_YEARS = (2023, 2024)
_WAVE_EFFECT = 0.25
_TYPE_EFFECT = {"provinciale-staten": -0.15, "algemeen-bestuur-waterschap": 0.3, "fractie": 0.1}


@dataclass(frozen=True)
class Council:
    """One made-up session, with the rows that only something made up may have.

    Attributes
    ----------
    contribution
        Its sums, as they would be sealed.
    rows
        Per person, per statement in instrument order: 0 green, 1 orange, 2 red, None skipped.
    """

    contribution: Contribution
    rows: tuple[tuple[int | None, ...], ...]


def simulated_contributions(
    instrument: Instrument, sessions: int, seed: int = 1, *, between: float = 0.6
) -> Iterator[Contribution]:
    """The sums of made-up sessions; see :func:`simulated_councils`."""
    for council in simulated_councils(instrument, sessions, seed, between=between):
        yield council.contribution


def simulated_councils(
    instrument: Instrument, sessions: int, seed: int = 1, *, between: float = 0.6
) -> Iterator[Council]:
    """Make sessions of 5 to 45 people up, in one to three waves a council.

    Parameters
    ----------
    seed
        The same seed gives the same sessions.
    between
        Standard deviation between councils on the logit of green; 0 leaves only chance.
    """
    chance = random.Random(seed)
    ease = [chance.gauss(1.0, 0.5) for _ in instrument.statements]
    tallier = _Tallier(instrument)
    left = sessions
    while left:
        waves = min(left, chance.choices((1, 2, 3), (0.5, 0.3, 0.2))[0])
        yield from _council(instrument, chance, ease, tallier, waves, between)
        left -= waves


def _council(
    instrument: Instrument,
    chance: random.Random,
    ease: Sequence[float],
    tallier: _Tallier,
    waves: int,
    between: float,
) -> Iterator[Council]:
    kind = chance.choices(list(_GROUP_TYPES), list(_GROUP_TYPES.values()))[0]
    seats = chance.randint(*_SIZES[kind])
    level = chance.gauss(_TYPE_EFFECT.get(kind, 0.0), between)
    series = f"{chance.getrandbits(96):024x}"
    first = chance.choice(_FIRST_YEARS)
    language = "nl" if chance.random() < 0.95 else "en"  # a few in English
    for wave in range(1, waves + 1):
        people = max(5, seats - chance.randint(0, seats // 4))
        shift = level + _WAVE_EFFECT * (wave - 1)
        rows = tuple(_person(chance, ease, shift) for _ in range(people))
        contribution = Contribution(
            instrument=instrument,
            group_type=kind,
            size_class=next(name for most, name in _SIZE_CLASSES if people <= most),
            year=first + wave - 1,
            language=language,
            wave=wave,
            series=series,
            simulated=True,
            policy=Policy(),
            tally=for_research(tallier.tally(rows), instrument),
            **_response(f"{series} {wave}", people),
        )
        yield Council(contribution, rows)


def _response(seed: str, shared: int) -> dict[str, int | None]:
    """At least two in three of those present share; others do not begin, or do not get ready."""
    chance = random.Random(seed)  # by itself: the answers stay those of before
    heads = chance.randint(shared, shared * 3 // 2)
    joined = chance.randint(shared, heads)
    done = chance.randint(shared, joined)
    return kept_apart(shared, heads=heads, joined=joined, done=done)


def _person(chance: random.Random, ease: Sequence[float], shift: float) -> tuple[int | None, ...]:
    draw = chance.random
    distance = exp(-shift - chance.gauss(0.0, 0.8))
    skips = 0.12 if draw() < 0.3 else 0.0  # most people skip nothing
    row: list[int | None] = []
    for one in ease:
        green = 1 / (1 + distance * exp(-one))
        found = draw()
        row.append(0 if found < green else 1 if found < green + 0.65 * (1 - green) else 2)
        if skips and draw() < skips:
            row[-1] = None
    # Whoever answers nothing shares nothing.
    return tuple(row) if any(answer is not None for answer in row) else (1, *row[1:])


@dataclass(frozen=True)
class _Scored:
    """A scale, the places of its statements in a row, and its keys by answer and by points."""

    id: str
    places: list[int]
    answers: list[list[str]]
    scores: dict[str, list[str]]

    @classmethod
    def of(cls, scale: Scale, names: Sequence[str]) -> _Scored:
        return cls(
            scale.id,
            [names.index(i) for i in scale.statements],
            [[answer_key(i, c, scale.id) for c in COLOURS] for i in scale.statements],
            {
                whole: [score_key(whole, scale.id, n) for n in range(scale.most + 1)]
                for whole in scale.within
            },
        )


class _Tallier:
    """Adds rows up as ``Tally.of`` does sheet by sheet, without making a sheet of each."""

    def __init__(self, instrument: Instrument) -> None:
        names = [s.id for s in instrument.statements]
        self._answers = [[answer_key(i, c) for c in COLOURS] for i in names]
        self._scales = [_Scored.of(scale, names) for scale in scales(instrument)]

    def tally(self, rows: Sequence[Sequence[int | None]]) -> Tally:
        """The tally of some rows."""
        counts = Counter({SHEETS: len(rows)})
        for row in rows:
            given = zip(self._answers, row, strict=True)
            counts.update(keys[answer] for keys, answer in given if answer is not None)
            whole: dict[str, list[int]] = {}
            for scale in self._scales:
                answers = [row[place] for place in scale.places]
                if None not in answers:
                    whole[scale.id] = cast("list[int]", answers)
            for scale in self._scales:
                if scale.id in whole:
                    full = whole[scale.id]
                    counts.update(k[n] for k, n in zip(scale.answers, full, strict=True))
                    points = sum(full)
                    counts.update(k[points] for outer, k in scale.scores.items() if outer in whole)
        return Tally(counts)


def make_example(folder: Path, instrument: Instrument) -> None:
    """Write the example into a folder: the zip, and beside it the keys of nobody."""
    keys = new_keys()
    note = (folder / EXAMPLE_KEYS).read_text(encoding="utf-8").splitlines()
    kept = [line for line in note if not line.startswith((PUBLIC_PREFIX, PRIVATE_PREFIX))]
    made = simulated_contributions(instrument, SESSIONS, SEED)
    write_zip(folder / EXAMPLE_FILES, (seal(contribution, keys.public) for contribution in made))
    text = "\n".join((*kept, keys.public, keys.private, ""))
    (folder / EXAMPLE_KEYS).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    make_example(content_root() / "voorbeeld", load_content().default.model)
