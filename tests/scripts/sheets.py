"""Questionnaires, those that come with the project and made-up ones, and answers to them."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import random
from collections.abc import Iterator
from functools import cache
from typing import Any

from weerbaar.catalog import LANGUAGES, Content, InstrumentContent, Voice, load_content
from weerbaar.catalog.build import build_instrument
from weerbaar.catalog.references import _RULE_FACTS as RULE_FACTS
from weerbaar.catalog.schema import RuleEntry, RulesFile, StatementEntry
from weerbaar.catalog.texts import Text
from weerbaar.model import AnswerSheet, Colour
from weerbaar.pages.kit import kit_of
from weerbaar.present.person import person_result

LETTERS = dict(zip("gor", Colour, strict=True))
"""An answer in one letter; a dot is a skip."""

Asked = tuple[str, str]
"""Id of a questionnaire, and a language."""

_MADE_UP = {
    # Per quadrant how many statements, and whether it is about awareness; then thresholds.
    "made-up-two": (
        ((2, True), (4, False)),
        {"stands_out_at_least": 1, "stands_out_above": 1, "side_above": 2, "content_max_orange": 3},
    ),
    "made-up-uneven": (
        ((1, False), (5, True), (3, False)),
        {"stands_out_at_least": 1, "stands_out_above": 2, "side_above": 3, "content_max_orange": 1},
    ),
    "made-up-wide": (
        ((2, False), (3, True), (1, True), (3, False), (2, True), (3, False)),
        {
            "stands_out_at_least": 3,
            "stands_out_above": 0.5,
            "side_above": 2,
            "content_max_orange": 4,
        },
    ),
}


@cache
def content() -> Content:
    """What comes with the project, and questionnaires of other shapes and thresholds."""
    shipped = load_content()
    made = {name: _made_up(name, shipped) for name in _MADE_UP}
    return dataclasses.replace(shipped, instruments={**shipped.instruments, **made})


def asked() -> list[Asked]:
    """Every questionnaire in every language."""
    return [(name, language) for name in content().instruments for language in LANGUAGES]


@cache
def kit(of: Asked) -> Any:
    """What a phone gets for a questionnaire."""
    name, language = of
    return kit_of(content().instruments[name], Voice(content(), language))


def told(of: Asked, letters: str) -> str:
    """What Python says to somebody with these answers, as JSON."""
    name, language = of
    model = content().instruments[name].model
    given = zip(model.statements, letters, strict=True)
    sheet = AnswerSheet(model, {s.id: LETTERS[letter] for s, letter in given if letter != "."})
    said = person_result(sheet, Voice(content(), language))
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def mark(said: str) -> str:
    """A fingerprint, so that 20,000 results need not be carried from one side to the other."""
    return hashlib.sha256(said.encode()).hexdigest()[:20]


def sheets(of: Asked, count: int, seed: str = "") -> list[str]:
    """Answers to a questionnaire, each a letter per statement; the same ones each time."""
    name, language = of
    chance = random.Random(f"{name} {language} {seed}")
    sizes = [len(quadrant.statements) for quadrant in content().instruments[name].model.quadrants]
    found = [letter * sum(sizes) for letter in "gor."]
    while len(found) < count:
        found += _some(sizes, chance)
    return found[:count]


def _some(sizes: list[int], chance: random.Random) -> Iterator[str]:
    """One sheet of each kind: any, nearly green, quadrants alike, that tie, and at thresholds."""
    total = sum(sizes)
    weights = [chance.random() ** 2 for _ in "gor."]
    yield "".join(chance.choices("gor.", weights, k=total))
    few = list("g" * total)
    for at in chance.sample(range(total), chance.randint(1, min(4, total))):
        few[at] = chance.choice("oor.")
    yield "".join(few)
    yield "".join(chance.choice("gor.") * size for size in sizes)
    most = max(sizes)
    pattern = "".join(chance.choices("gor.", [4, 2, 2, 1], k=most))
    tied = ["".join(chance.sample(pattern[:size], size)) for size in sizes]
    tied[chance.randrange(len(tied))] = "g" * sizes[0]
    yield "".join(part[:size].ljust(size, "g") for part, size in zip(tied, sizes, strict=True))
    # Only what asks attention, per quadrant: where thresholds lie.
    alone = chance.randrange(len(sizes))
    for counts in (
        [chance.randint(0, size) for size in sizes],
        [size // 2 + 1 if at == alone else 0 for at, size in enumerate(sizes)],
        [chance.randint(size // 2 + 1, size) for size in sizes],
        [(size + 1) // 2 if size <= 3 else size // 2 for size in sizes],
    ):
        asks = (chance.choice("or") * count for count in counts)
        yield "".join(part.ljust(size, "g") for part, size in zip(asks, sizes, strict=True))
    # Two as green as each other, of which one is open where the other asks.
    last = iter("o.")
    yield "".join(("g" * (size - 1) + next(last, "r")).ljust(size, "r") for size in sizes)
    # Just more than half is open.
    open_half = list((chance.choice("or") + "." * (total // 2 + 1)).ljust(total, "g"))
    chance.shuffle(open_half)
    yield "".join(open_half)


def _made_up(name: str, shipped: Content) -> InstrumentContent:
    shape, thresholds = _MADE_UP[name]
    base = shipped.instruments["zelftest-integer-handelen"]
    pool = [s for quadrant in base.file.quadrants for s in quadrant.statements]
    quadrants = []
    for at, (size, aware) in enumerate(shape):
        own = [_harsh(pool.pop(0)) if at == 0 else pool.pop(0) for _ in range(size)]
        side = "awareness" if aware else "acting"
        entry = base.file.quadrants[at]
        quadrants.append(entry.model_copy(update={"side": side, "statements": tuple(own)}))
    file = base.file.model_copy(update={"id": name, "quadrants": tuple(quadrants)})
    rules = RulesFile(rules=tuple(_wordy(rule) for rule in base.rules.rules))
    model = build_instrument(file, rules)
    model = dataclasses.replace(model, rules=dataclasses.replace(model.rules, **thresholds))
    return InstrumentContent(model, file, rules, base.intro)


def _harsh(statement: StatementEntry) -> StatementEntry:
    """A statement with signs that mean something in HTML."""
    text = Text(nl="<b>\"Ja\" & 'nee'</b>", en="<b>\"Yes\" & 'no'</b>")
    return statement.model_copy(update={"text": text})


def _wordy(rule: RuleEntry) -> RuleEntry:
    """A rule that says every number and name there is."""
    names = sorted(RULE_FACTS)
    all_of_it = " ".join(f"{name} {{{name}}}" for name in names)
    return rule.model_copy(update={"text": Text(nl=all_of_it, en=all_of_it)})
