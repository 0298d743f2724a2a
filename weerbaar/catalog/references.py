"""What no single file can say: ids that must exist, be unique, or agree between files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from weerbaar.catalog.build import THRESHOLDS
from weerbaar.catalog.content import Content, InstrumentContent
from weerbaar.catalog.problems import Problem
from weerbaar.catalog.schema import RuleEntry
from weerbaar.catalog.yaml_file import Document
from weerbaar.model.advice import RuleId

_SCALE = ["green", "orange", "red"]
_SIDES = ["awareness", "acting"]


def check_references(
    content: Content, documents: Mapping[str, Document]
) -> list[Problem]:
    """Problems between content files that are each well formed."""
    return list(_check(content, documents))


def _check(content: Content, documents: Mapping[str, Document]) -> Iterator[Problem]:
    tools = [tool.id for tool in content.tools_file.tools]
    yield from _unique(documents["tools.yaml"], "tools", tools)
    for instrument in content.instruments.values():
        folder = next(
            n.split("/")[0] for n, d in documents.items() if _is(d, instrument)
        )
        yield from _structure(instrument, documents[f"{folder}/instrument.yaml"])
        yield from _tips(instrument, documents[f"{folder}/instrument.yaml"], set(tools))
        yield from _rules(instrument, documents[f"{folder}/rules.yaml"])


def _is(document: Document, instrument: InstrumentContent) -> bool:
    data = document.data
    return (
        isinstance(data, dict)
        and data.get("id") == instrument.file.id
        and "quadrants" in data
    )


def _structure(instrument: InstrumentContent, document: Document) -> Iterator[Problem]:
    file = instrument.file
    if [colour.id for colour in file.scale] != _SCALE:
        yield _problem(document, ("scale",), "order", {"expected": ", ".join(_SCALE)})
    if [side.id for side in file.sides] != _SIDES:
        yield _problem(document, ("sides",), "order", {"expected": ", ".join(_SIDES)})
    yield from _unique(document, "quadrants", [q.id for q in file.quadrants])
    statements = [s.id for q in file.quadrants for s in q.statements]
    for name, count in Counter(statements).items():
        if count > 1:
            yield _problem(document, ("quadrants",), "id_twice", {"found": name})


def _tips(
    instrument: InstrumentContent, document: Document, tools: set[str]
) -> Iterator[Problem]:
    for i, quadrant in enumerate(instrument.file.quadrants):
        for j, statement in enumerate(quadrant.statements):
            for k, tool in enumerate(statement.tip.tools):
                if tool not in tools:
                    at = ("quadrants", i, "statements", j, "tip", "tools", k)
                    facts = {"found": tool, "options": ", ".join(sorted(tools))}
                    yield _problem(document, at, "unknown_tool", facts)


def _rules(instrument: InstrumentContent, document: Document) -> Iterator[Problem]:
    expected = [rule.value for rule in RuleId]
    if [rule.id for rule in instrument.rules.rules] != expected:
        yield _problem(document, ("rules",), "order", {"expected": ", ".join(expected)})
        return
    thresholds = {rule.id: rule.thresholds for rule in instrument.rules.rules}
    if thresholds["awareness_side"] != thresholds["acting_side"]:
        yield _problem(document, ("rules", 2, "thresholds"), "sides_differ", {})
    for index, rule in enumerate(instrument.rules.rules):
        yield from _thresholds(rule, ("rules", index, "thresholds"), document)


def _thresholds(
    rule: RuleEntry, at: tuple[str | int, ...], document: Document
) -> Iterator[Problem]:
    name = "awareness_side" if rule.id == "acting_side" else rule.id
    wanted = {
        (measure, field) for rule_id, measure, field in THRESHOLDS if rule_id == name
    }
    given = {
        (measure, field)
        for measure, fields in rule.thresholds.items()
        for field in fields
    }
    for measure, field in sorted(wanted ^ given):
        code = "missing" if (measure, field) in wanted else "unknown_field"
        facts = {"name": field, "meant": "", "options": _listed(wanted), "found": field}
        yield _problem(document, (*at, measure, field), code, facts)


def _listed(fields: Iterable[tuple[str, str]]) -> str:
    return ", ".join(sorted(f"{measure}.{field}" for measure, field in fields)) or "-"


def _unique(document: Document, field: str, ids: list[str]) -> Iterator[Problem]:
    for name, count in Counter(ids).items():
        if count > 1:
            at = (field, len(ids) - 1 - ids[::-1].index(name), "id")
            yield _problem(document, at, "id_twice", {"found": name})


def _problem(
    document: Document, at: tuple[str | int, ...], code: str, facts: Mapping[str, str]
) -> Problem:
    return Problem(
        document.file, document.line(at), ".".join(map(str, at)), code, facts
    )
