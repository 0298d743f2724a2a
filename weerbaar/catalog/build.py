"""Content files -> model objects."""

from __future__ import annotations

import hashlib
import json

from weerbaar.catalog.schema import InstrumentFile, RulesFile
from weerbaar.model.instrument import Instrument, Quadrant, Side, Statement
from weerbaar.model.rules import RuleId, Rules

# (rule, measure, threshold) -> field of Rules
THRESHOLDS = {
    ("strengths", "group", "at_most"): "group_strong_at_most",
    ("strengths", "level", "at_most"): "level_strong_at_most",
    ("stands_out", "person", "at_least"): "stands_out_at_least",
    ("stands_out", "person", "above"): "stands_out_above",
    ("stands_out", "group", "above"): "group_stands_out_above",
    ("awareness_side", "person", "above"): "side_above",
    ("awareness_side", "group", "above"): "group_side_above",
    ("content", "person", "max_orange"): "content_max_orange",
    ("content", "group", "at_most"): "group_content_at_most",
    ("content", "level", "at_most"): "level_content_at_most",
}
"""The two sides share one threshold; ``references`` refuses content in which they differ."""


def build_instrument(file: InstrumentFile, rules: RulesFile) -> Instrument:
    """Instrument with its structure, thresholds and digest."""
    return Instrument(
        id=file.id,
        version=file.version,
        digest=digest(file),
        quadrants=tuple(
            Quadrant(
                id=quadrant.id,
                side=Side(quadrant.side),
                statements=tuple(
                    Statement(s.id, quadrant.id, s.may_skip) for s in quadrant.statements
                ),
            )
            for quadrant in file.quadrants
        ),
        rules=_rules(rules),
        earlier=tuple(version.digest for version in file.versions),
    )


def digest(file: InstrumentFile) -> str:
    """Fingerprint (32 hexadecimal digits) of all that a participant is asked, in every language.

    Tips, names, sources and what may be skipped are left out: changing them does not change what
    was answered. Earlier versions are too: to name one does not change the present one.
    """
    asked = {
        "id": file.id,
        "version": file.version,
        "scale": [colour.model_dump() for colour in file.scale],
        "quadrants": [
            {
                "id": quadrant.id,
                "side": quadrant.side,
                "statements": [
                    s.model_dump(include={"id", "text", "help", "colours"})
                    for s in quadrant.statements
                ],
            }
            for quadrant in file.quadrants
        ],
    }
    text = json.dumps(asked, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _rules(file: RulesFile) -> Rules:
    values: dict[str, float] = {}
    for rule in file.rules:
        for measure, thresholds in rule.thresholds.items():
            for name, value in thresholds.items():
                field = THRESHOLDS.get((threshold_rule(rule.id), measure, name))
                if field is not None:
                    values[field] = value
    used = frozenset(RuleId(rule.id) for rule in file.rules)
    return Rules(used, **values)  # type: ignore[arg-type]  # fields are int or float


def threshold_rule(rule: str) -> str:
    """The rule under which a rule's thresholds are listed: both sides have one set."""
    return "awareness_side" if rule == "acting_side" else rule
