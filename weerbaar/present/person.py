"""What one person's result says, as data: the reference for ``pages/static/result.js``.

A phone makes this for itself, from the kit (:mod:`weerbaar.pages.kit`). In a notebook it is what
the page would show to somebody with these answers.
"""

from __future__ import annotations

from typing import TypedDict

from weerbaar.catalog import InstrumentContent, Voice
from weerbaar.model import Advice, AnswerSheet, Colour, advise, score
from weerbaar.present.balance import person_balance
from weerbaar.present.balance_words import person_words
from weerbaar.present.exercises import exercises_for_statement
from weerbaar.present.local import local_labels
from weerbaar.present.nets import person_description, person_title
from weerbaar.present.wording import advice_text


class ResultNet(TypedDict):
    """The net in words, for whoever cannot see it."""

    title: str
    description: str


class ResultSide(TypedDict):
    """What stands at one end of the pole."""

    key: str
    words: list[str]


class ResultBalance(TypedDict):
    """The balance in words: in the picture, below it, and for whoever cannot see it."""

    title: str
    description: str
    verdict: str
    reading: list[str]
    sides: list[ResultSide]


class ResultEvidence(TypedDict):
    """The numbers that made a rule fire, as in ``model.Evidence``."""

    value: float | None
    most: float | None
    of: int
    rest: float | None
    rest_of: int
    each_green: int
    green: int
    orange: int
    red: int
    open: int
    missing: int


class ResultAdvice(TypedDict):
    """A rule that fired; ``why`` is its evidence in words."""

    rule: str
    quadrant: str | None
    side: str | None
    quadrants: list[str]
    evidence: ResultEvidence
    title: str
    text: str
    why: str | None
    involve: str | None
    ours: bool


class ResultTip(TypedDict):
    """A tip, and the names of what it opens."""

    statement: str
    colour: str
    word: str
    about: str
    text: str
    tools: list[str]
    exercises: list[str]
    contacts: list[str]


class Result(TypedDict):
    """A whole result; without any answer there is no picture, and nothing to say."""

    net: ResultNet | None
    balance: ResultBalance | None
    advice: list[ResultAdvice]
    tips: list[ResultTip]
    opened: list[str]


def person_result(sheet: AnswerSheet, voice: Voice) -> Result:
    """The result of one person, in the order in which it is shown."""
    if not sheet.answers:
        return {"net": None, "balance": None, "advice": [], "tips": [], "opened": []}
    instrument = voice.content.instruments[sheet.instrument.id]
    statements = [s for quadrant in instrument.file.quadrants for s in quadrant.statements]
    return {
        "net": {
            "title": person_title(instrument, voice),
            "description": person_description(sheet, instrument, voice),
        },
        "balance": _balance(sheet, instrument, voice),
        "advice": [_advice(advice, instrument, voice) for advice in advise(score(sheet))],
        "tips": _tips(sheet, instrument, voice),
        "opened": [voice.of(s.text) for s in statements if sheet.colour(s.id) is None],
    }


def _balance(
    sheet: AnswerSheet, instrument: InstrumentContent, voice: Voice
) -> ResultBalance | None:
    profile = score(sheet)
    balance = person_balance(profile, instrument, voice)
    if balance is None:
        return None
    parts = {part.id: part for part in profile.sides}
    return {
        "title": balance.spec.words.title,
        "description": balance.spec.words.description,
        "verdict": balance.verdict,
        "reading": list(balance.reading),
        "sides": [
            {"key": side.id, "words": list(person_words(parts[side.id], voice))}
            for side in instrument.file.sides
        ],
    }


def _advice(advice: Advice, instrument: InstrumentContent, voice: Voice) -> ResultAdvice:
    text, found = advice_text(advice, instrument, voice), advice.evidence
    return {
        "rule": advice.rule.value,
        "quadrant": advice.quadrant,
        "side": advice.side.value if advice.side else None,
        "quadrants": list(advice.quadrants),
        "evidence": {
            "value": found.value,
            "most": found.most,
            "of": found.of,
            "rest": found.rest,
            "rest_of": found.rest_of,
            "each_green": found.each_green,
            "green": found.green,
            "orange": found.orange,
            "red": found.red,
            "open": found.open,
            "missing": found.missing,
        },
        "title": text.title,
        "text": text.text,
        "why": text.evidence,
        "involve": text.involve,
        "ours": text.ours,
    }


def _tips(sheet: AnswerSheet, instrument: InstrumentContent, voice: Voice) -> list[ResultTip]:
    """Red first: that is where most is to be gained."""
    words: dict[str, str] = {colour.id: voice.of(colour.word) for colour in instrument.file.scale}
    return [
        {
            "statement": statement.id,
            "colour": colour.value,
            "word": words[colour.value],
            "about": voice.of(statement.text),
            "text": voice.of(statement.tip.text),
            "tools": [voice.of(voice.content.tool(tool).name) for tool in statement.tip.tools],
            "exercises": [
                exercise.title for exercise in exercises_for_statement(voice, statement.id)
            ],
            "contacts": list(local_labels(voice, statement.tip.tools).values()),
        }
        for colour in (Colour.RED, Colour.ORANGE)
        for quadrant in instrument.file.quadrants
        for statement in quadrant.statements
        if sheet.colour(statement.id) is colour
    ]
