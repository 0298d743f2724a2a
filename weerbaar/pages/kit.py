"""What a phone needs to answer for itself, the same for everybody who asks.

The scripts that use it are ``static/score.js``, ``static/result.js`` and ``static/library.js``;
``present/person.py`` says in Python what they make of it.
"""

from __future__ import annotations

import json
from typing import TypedDict

from weerbaar.catalog import InstrumentContent, Voice
from weerbaar.catalog.schema import RuleEntry, StatementEntry
from weerbaar.figures.balance import BalanceTemplate
from weerbaar.figures.net import NetTemplate
from weerbaar.model import AnswerSheet, Colour, score
from weerbaar.pages.library import Library, library, reached
from weerbaar.pages.plan import plan_form
from weerbaar.pages.render import render, symbol
from weerbaar.present.balance import balance_template, person_balance
from weerbaar.present.exercises import exercises_for_statement
from weerbaar.present.local import local_labels
from weerbaar.present.nets import net_template, person_title
from weerbaar.present.wording import scale_words


class KitQuadrant(TypedDict):
    """A quadrant, and which statements it has; some of these may be skipped."""

    id: str
    side: str
    statements: list[str]
    may_skip: list[str]


class KitRules(TypedDict):
    """Which rules there are, with the thresholds for one person (``model.Rules``)."""

    used: list[str]
    stands_out_at_least: float
    stands_out_above: float
    side_above: float
    content_max_orange: float


class KitInstrument(TypedDict):
    """A questionnaire without its words."""

    id: str
    digest: str
    quadrants: list[KitQuadrant]
    rules: KitRules


class KitStatement(TypedDict):
    """The words of a statement, and names of what its tip opens in the library."""

    short: str
    text: str
    tip: str
    tools: list[str]
    exercises: list[str]
    contacts: list[str]


class KitRule(TypedDict):
    """The words of a rule for one person; numbers stand between braces."""

    title: str
    text: str
    evidence: str | None
    ours: bool


class KitLine(TypedDict):
    """A line of how to read the balance, and whether only who skipped something reads it."""

    line: str
    skipped: bool


class KitBalance(TypedDict):
    """The words of the balance beside those of ``content/ui/balance.yaml``."""

    title: str
    sides: dict[str, str]
    reading: list[KitLine]


class KitWords(TypedDict):
    """All words of a result; texts of the interface stand in ``ui`` by their key."""

    colours: dict[str, str]
    not_green: str
    symbols: dict[str, str]
    quadrants: dict[str, str]
    closing: dict[str, str]
    statements: dict[str, KitStatement]
    rules: dict[str, KitRule]
    net: str
    balance: KitBalance | None
    ui: dict[str, str]


class KitResult(TypedDict):
    """The page of a result with holes, the words to fill them, and what its tips open."""

    page: str
    words: KitWords
    library: Library


class KitPictures(TypedDict):
    """The net and the balance for any answers, for ``static/pictures.js``."""

    net: NetTemplate
    balance: BalanceTemplate | None


class Kit(TypedDict):
    """The whole kit, as the phone reads it."""

    instrument: KitInstrument
    result: KitResult
    pictures: KitPictures
    plan: str


_UI = (
    *("page.net.quadrant_line", "balance.side_line", "balance.count", "balance.open"),
    *("balance.asks.one", "balance.asks.more", "balance.colour"),
    *("page.either", "page.advice.involve_of"),
    *(f"balance.verdict.{key}" for key in ("even", "unsure", "little", "more")),
)


def phone_kit(instrument: InstrumentContent, voice: Voice) -> str:
    """Everything of one questionnaire with which a phone scores, draws and advises, as JSON.

    It holds nothing of a session or a person, so it is the same for everybody who asks.
    """
    return json.dumps(kit_of(instrument, voice), ensure_ascii=False, separators=(",", ":"))


def kit_of(instrument: InstrumentContent, voice: Voice) -> Kit:
    """The same, before it is written as JSON."""
    words = kit_words(instrument, voice)
    return {
        "instrument": kit_instrument(instrument),
        "result": {
            "page": render(
                "result.html.j2",
                voice,
                intro=instrument.intro,
                scale=scale_words(instrument, voice.language),
                balance=words["balance"],
            ),
            "words": words,
            "library": library(reached(instrument, voice), voice),
        },
        "pictures": {
            "net": net_template(instrument, voice),
            "balance": balance_template(instrument, voice),
        },
        "plan": plan_form(instrument, voice),
    }


def kit_instrument(instrument: InstrumentContent) -> KitInstrument:
    """What scoring and advising need, and no word."""
    model = instrument.model
    return {
        "id": model.id,
        "digest": model.digest,
        "quadrants": [
            {
                "id": q.id,
                "side": q.side.value,
                "statements": [s.id for s in q.statements],
                "may_skip": [s.id for s in q.statements if s.may_skip],
            }
            for q in model.quadrants
        ],
        "rules": {
            "used": sorted(model.rules.used),
            "stands_out_at_least": model.rules.stands_out_at_least,
            "stands_out_above": model.rules.stands_out_above,
            "side_above": model.rules.side_above,
            "content_max_orange": model.rules.content_max_orange,
        },
    }


def kit_words(instrument: InstrumentContent, voice: Voice) -> KitWords:
    """Every word that a result can need."""
    quadrants = instrument.file.quadrants
    return {
        "colours": {
            **{colour.id: voice.of(colour.word) for colour in instrument.file.scale},
            "open": voice("page.net.open"),
        },
        "not_green": voice.of(instrument.file.not_green),
        "symbols": {colour: symbol(colour) for colour in (Colour.ORANGE, Colour.RED)},
        "quadrants": {quadrant.id: voice.of(quadrant.name) for quadrant in quadrants},
        "closing": {quadrant.id: voice.of(quadrant.closing) for quadrant in quadrants},
        "statements": {
            statement.id: _statement(statement, voice)
            for quadrant in quadrants
            for statement in quadrant.statements
        },
        "rules": {rule.id: _rule(rule, voice.language) for rule in instrument.rules.rules},
        "net": person_title(instrument, voice),
        "balance": _balance(instrument, voice),
        "ui": {key: voice(key) for key in _UI},
    }


def _statement(statement: StatementEntry, voice: Voice) -> KitStatement:
    tools = statement.tip.tools
    served = exercises_for_statement(voice, statement.id)
    return {
        "short": voice.of(statement.short),
        "text": voice.of(statement.text),
        "tip": voice.of(statement.tip.text),
        "tools": [f"tool-{tool}" for tool in tools],
        "exercises": [f"exercise-{exercise.id}" for exercise in served],
        "contacts": [f"contact-{name}" for name in local_labels(voice, tools)],
    }


def _rule(rule: RuleEntry, language: str) -> KitRule:
    return {
        "title": rule.title[language],
        "text": rule.text[language],
        "evidence": rule.evidence.person[language] if rule.evidence else None,
        "ours": rule.ours,
    }


def _balance(instrument: InstrumentContent, voice: Voice) -> KitBalance | None:
    nobody = AnswerSheet(instrument.model)
    whole = AnswerSheet(instrument.model, {s.id: Colour.GREEN for s in instrument.model.statements})
    skipped, complete = (
        person_balance(score(sheet), instrument, voice) for sheet in (nobody, whole)
    )
    if skipped is None or complete is None:
        return None
    return {
        "title": skipped.spec.words.title,
        "sides": {side.id: voice.of(side.name) for side in instrument.file.sides},
        "reading": [
            {"line": line, "skipped": line not in complete.reading} for line in skipped.reading
        ],
    }
