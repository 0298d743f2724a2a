"""An instrument: what its files must agree on, its fingerprint, its earlier versions, its model.

A fingerprint cannot be read back. So the earlier wording is given in full, put back into the
present questionnaire, and must have the fingerprint that is declared: then the ids, the order and
the structure were the same, and no other word was different.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from weerbaar.catalog import schema
from weerbaar.catalog.files import Location
from weerbaar.catalog.references import Ids, Mistake, order, repeated
from weerbaar.model.instrument import (
    MOST_STATEMENTS,
    Instrument,
    Quadrant,
    Side,
    Statement,
)
from weerbaar.model.rules import FOR_ONE, REQUIRED, RuleId, Rules

_Earlier = schema.EarlierStatement | schema.EarlierColour
_OF_ITSELF = {"id", "same_meaning", "why"}
_BOTH_SIDES = {RuleId.AWARENESS_SIDE, RuleId.ACTING_SIDE}
_SCALES = {*Side, "total"}
"""What scores are told apart by besides quadrants (``model.tally.scales``)."""

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
"""The two sides share one threshold: content in which they differ is refused."""


def build_instrument(file: schema.InstrumentFile, rules: schema.RulesFile) -> Instrument:
    """Instrument with its structure, thresholds and digest."""
    return Instrument(
        id=file.id,
        version=file.version,
        digest=digest(file),
        quadrants=tuple(
            Quadrant(
                id=quadrant.id,
                side=quadrant.side,
                statements=tuple(
                    Statement(s.id, quadrant.id, s.may_skip) for s in quadrant.statements
                ),
            )
            for quadrant in file.quadrants
        ),
        rules=_rules(rules),
        earlier=tuple(version.digest for version in file.versions),
    )


def digest(file: schema.InstrumentFile) -> str:
    """Fingerprint (32 hexadecimal digits) of all that a participant is asked, in every language.

    Tips, names, sources and what may be skipped are left out: changing them does not change what
    was answered. Earlier versions are too: to name one does not change the present one.
    """
    statements = {"__all__": {"id", "text", "help", "colours"}}
    quadrants: Any = {"__all__": {"id": True, "side": True, "statements": statements}}
    asked = file.model_dump(
        include={"id": True, "version": True, "scale": True, "quadrants": quadrants}
    )
    text = json.dumps(asked, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _rules(file: schema.RulesFile) -> Rules:
    values: dict[str, float] = {}
    for rule in file.rules:
        for measure, thresholds in rule.thresholds.items():
            for name, value in thresholds.items():
                field = THRESHOLDS.get((threshold_rule(rule.id), measure, name))
                if field is not None:
                    values[field] = value
    used = frozenset(rule.id for rule in file.rules)
    return Rules(used, **values)  # type: ignore[arg-type]  # fields are int or float


def threshold_rule(rule: str) -> str:
    """The rule under which a rule's thresholds are listed: both sides have one set."""
    return "awareness_side" if rule == "acting_side" else rule


def as_asked_then(
    file: schema.InstrumentFile, version: schema.EarlierVersion
) -> schema.InstrumentFile:
    """The questionnaire with the wording of an earlier version put back."""
    statements = {entry.id: _worded(entry) for entry in version.statements}
    colours = {entry.id: _worded(entry) for entry in version.scale}
    quadrants = tuple(
        quadrant.model_copy(
            update={
                "statements": tuple(
                    s.model_copy(update=statements.get(s.id, {})) for s in quadrant.statements
                )
            }
        )
        for quadrant in file.quadrants
    )
    scale = tuple(colour.model_copy(update=colours.get(colour.id, {})) for colour in file.scale)
    number = version.version or file.version
    return file.model_copy(update={"version": number, "quadrants": quadrants, "scale": scale})


def check_versions(file: schema.InstrumentFile, ids: Ids) -> Iterator[Mistake]:
    """Earlier versions that are not the same questionnaire in other words."""
    del ids
    statements = [s.id for quadrant in file.quadrants for s in quadrant.statements]
    colours = [colour.id for colour in file.scale]
    now = digest(file)
    yield from repeated((("versions", i, "digest"), v.digest) for i, v in enumerate(file.versions))
    for i, version in enumerate(file.versions):
        at: Location = ("versions", i)
        mistakes = [
            *_reworded(version.statements, statements, (*at, "statements")),
            *_reworded(version.scale, colours, (*at, "scale")),
        ]
        yield from mistakes
        if version.digest == now:
            yield Mistake((*at, "digest"), "version_now", {"found": now})
        elif not mistakes and (found := digest(as_asked_then(file, version))) != version.digest:
            facts = {"found": found, "expected": version.digest}
            yield Mistake((*at, "digest"), "version_differs", facts)


def _worded(entry: _Earlier) -> dict[str, object]:
    """Only the fields that were given: a help of None is one that was not there."""
    return {name: getattr(entry, name) for name in entry.model_fields_set - _OF_ITSELF}


def _reworded(
    entries: Sequence[schema.EarlierStatement | schema.EarlierColour],
    known: Sequence[str],
    at: Location,
) -> Iterator[Mistake]:
    for i, entry in enumerate(entries):
        if entry.id not in known:
            facts = {"found": entry.id, "options": ", ".join(known)}
            yield Mistake((*at, i, "id"), "unknown_statement", facts)
        if not entry.same_meaning:
            yield Mistake((*at, i, "same_meaning"), "version_meaning", {"found": entry.id})
    there = (((*at, i, "id"), entry.id) for i, entry in enumerate(entries))
    yield from repeated((where, name) for where, name in there if name in known)


def check_structure(file: schema.InstrumentFile, ids: Ids) -> Iterator[Mistake]:
    """More statements than fit, and quadrants with the id of something else that is counted."""
    del ids
    statements = sum(len(quadrant.statements) for quadrant in file.quadrants)
    if statements > MOST_STATEMENTS:
        facts = {"found": str(statements), "most": str(MOST_STATEMENTS)}
        yield Mistake(("quadrants",), "many_statements", facts)
    for i, quadrant in enumerate(file.quadrants):
        if quadrant.id in _SCALES:
            yield Mistake(("quadrants", i, "id"), "id_of_scale", {"found": quadrant.id})


def check_apart(files: Mapping[str, schema.InstrumentFile]) -> Iterator[tuple[str, Mistake]]:
    """Ids that two instruments share: cases and exercises name quadrants and statements by them.

    Parameters
    ----------
    files
        Instruments by the name of their file.

    Yields
    ------
    tuple of str and Mistake
        The later of the two files, and where in it the id stands.
    """
    seen: set[str] = set()
    parts: set[str] = set()
    for name, file in files.items():
        # Of a copied folder only that is told: all that is in it is there twice.
        copied = file.id in seen
        if copied:
            yield name, Mistake(("id",), "id_twice", {"found": file.id})
        seen.add(file.id)
        names = [*_parts(file)]
        for mistake in repeated(names, () if copied else parts):
            yield name, mistake
        if not copied:
            parts |= {part for _, part in names}


def check_offered(file: schema.ChoicesFile, ids: Ids) -> Iterator[Mistake]:
    """Instruments that ``choices.yaml`` leaves out, and nobody would ever see."""
    for name in sorted(ids.get("offered", frozenset()) - {*file.instruments}):
        yield Mistake(("instruments",), "not_offered", {"found": name})


def _parts(file: schema.InstrumentFile) -> Iterator[tuple[Location, str]]:
    """Where the id of each quadrant and statement stands, and the id."""
    for i, quadrant in enumerate(file.quadrants):
        yield ("quadrants", i, "id"), quadrant.id
        for j, statement in enumerate(quadrant.statements):
            yield ("quadrants", i, "statements", j, "id"), statement.id


def check_rules(file: schema.RulesFile, ids: Ids) -> Iterator[Mistake]:
    """Rules that are incomplete or out of order, and thresholds and texts that they lack."""
    del ids
    given = [rule.id for rule in file.rules]
    expected = _complete(given)
    if given != expected:
        yield from order(("rules",), given, expected)
        return
    thresholds = {rule.id: rule.thresholds for rule in file.rules}
    if thresholds.get(RuleId.AWARENESS_SIDE) != thresholds.get(RuleId.ACTING_SIDE):
        at = ("rules", given.index(RuleId.ACTING_SIDE), "thresholds")
        yield Mistake(at, "sides_differ")
    for index, rule in enumerate(file.rules):
        yield from _thresholds(rule, ("rules", index, "thresholds"))
        if rule.id not in FOR_ONE:
            yield from _for_a_group(rule, ("rules", index))


def _for_a_group(rule: schema.RuleEntry, at: Location) -> Iterator[Mistake]:
    """Texts without which a rule has nothing to say to a group."""
    if rule.text_group is None:
        yield Mistake((*at, "text_group"), "missing")
    for measure in ("group", "level"):
        if rule.evidence and getattr(rule.evidence, measure) is None:
            yield Mistake((*at, "evidence", measure), "missing")


def _complete(given: Iterable[RuleId]) -> list[RuleId]:
    """The rules given and those that they cannot do without, in their order."""
    wanted = {*given, *REQUIRED}
    if wanted & _BOTH_SIDES:
        wanted |= _BOTH_SIDES
    if RuleId.SEVERAL_STAND_OUT in wanted:  # it has the thresholds of the other
        wanted.add(RuleId.STANDS_OUT)
    return [rule for rule in RuleId if rule in wanted]


def _thresholds(rule: schema.RuleEntry, at: Location) -> Iterator[Mistake]:
    name = threshold_rule(rule.id)
    wanted = {(measure, field) for rule_id, measure, field in THRESHOLDS if rule_id == name}
    options = ", ".join(sorted(f"{measure}.{field}" for measure, field in wanted))
    given = {(measure, field) for measure, fields in rule.thresholds.items() for field in fields}
    for measure, field in sorted(wanted ^ given):
        code = "missing" if (measure, field) in wanted else "unknown_field"
        facts = {"name": field, "meant": "", "options": options or "-", "found": field}
        yield Mistake((*at, measure, field), code, facts)
    for field, value in rule.thresholds.get("group", {}).items():
        if not 0 <= value <= 1:
            yield Mistake((*at, "group", field), "no_share", {"found": f"{value:g}"})
