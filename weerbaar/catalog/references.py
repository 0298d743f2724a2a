"""What no single file can say: ids that must exist, be unique, or agree between files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet

from pydantic import BaseModel

from weerbaar.catalog.build import THRESHOLDS, threshold_rule
from weerbaar.catalog.problems import Problem
from weerbaar.catalog.schema import InstrumentFile, PrivacyFile, RuleEntry, RulesFile, ToolsFile
from weerbaar.catalog.texts import Text, placeholders
from weerbaar.catalog.yaml_file import Document, Location
from weerbaar.model.instrument import MOST_STATEMENTS
from weerbaar.model.rules import FOR_ONE, REQUIRED, RuleId

_PRIVACY_FACTS = {
    *("organisation", "contact", "min", "statements_from", "band", "partners", "earlier_day")
}
_RULE_FACTS = {
    *("quadrant", "quadrants", "n", "each", "of", "rest", "percent", "low", "high", "level"),
    *("green", "counts", "colours", "worst"),
    *("other_n", "other_of", "other_percent", "other_level"),
}
"""What a text may have filled in (``present.wording``)."""

_BOTH_SIDES = {RuleId.AWARENESS_SIDE, RuleId.ACTING_SIDE}
_SCALE = ["green", "orange", "red"]
_SIDES = ["awareness", "acting"]
_SCALES = {*_SIDES, "total"}
"""What scores are told apart by besides quadrants (``model.tally.scales``)."""


def check_references(
    tools: ToolsFile | None,
    privacy: PrivacyFile | None,
    instruments: Mapping[str, tuple[InstrumentFile | None, RulesFile | None]],
    documents: Mapping[str, Document],
) -> list[Problem]:
    """Problems between content files.

    Parameters
    ----------
    tools, privacy, instruments
        What could be read, the instruments by folder; a file that is not well formed is None, and
        then only what concerns that file goes unchecked.
    """
    found = list(_check(tools, instruments, documents))
    if privacy:
        found += fillings(privacy, documents["privacy.yaml"], _PRIVACY_FACTS)
    return found


def _check(
    tools: ToolsFile | None,
    instruments: Mapping[str, tuple[InstrumentFile | None, RulesFile | None]],
    documents: Mapping[str, Document],
) -> Iterator[Problem]:
    known = [tool.id for tool in tools.tools] if tools else []
    if tools:
        yield from _unique(documents["tools.yaml"], "tools", known)
        yield from _instruments(tools, instruments, documents["tools.yaml"])
    seen: set[str] = set()
    parts: set[str] = set()
    for folder, (file, rules) in instruments.items():
        if file:
            document = documents[f"{folder}/instrument.yaml"]
            copied = file.id in seen
            if copied:
                yield problem_at(document, ("id",), "id_twice", {"found": file.id})
            seen.add(file.id)
            yield from _structure(file, document, set() if copied else parts)
            if tools:
                yield from _tips(file, document, set(known))
        if rules:
            document = documents[f"{folder}/rules.yaml"]
            yield from _rules(rules, document)
            yield from fillings(rules, document, _RULE_FACTS)


def _instruments(
    tools: ToolsFile,
    instruments: Mapping[str, tuple[InstrumentFile | None, RulesFile | None]],
    document: Document,
) -> Iterator[Problem]:
    """Tools that name an instrument that nobody can fill in alone; broken ones are not judged."""
    alone = {
        file.id if file else folder
        for folder, (file, _) in instruments.items()
        if file is None or "alone" in file.used
    }
    for index, tool in enumerate(tools.tools):
        if alone and tool.instrument is not None and tool.instrument not in alone:
            facts = {"found": tool.instrument, "options": ", ".join(sorted(alone))}
            yield problem_at(document, ("tools", index, "instrument"), "unknown_instrument", facts)


def _structure(file: InstrumentFile, document: Document, seen: set[str]) -> Iterator[Problem]:
    """``seen`` holds the quadrants and statements of other instruments; these are added."""
    if [colour.id for colour in file.scale] != _SCALE:
        yield problem_at(document, ("scale",), "order", {"expected": ", ".join(_SCALE)})
    if [side.id for side in file.sides] != _SIDES:
        yield problem_at(document, ("sides",), "order", {"expected": ", ".join(_SIDES)})
    statements = sum(len(quadrant.statements) for quadrant in file.quadrants)
    if statements > MOST_STATEMENTS:
        facts = {"found": str(statements), "most": str(MOST_STATEMENTS)}
        yield problem_at(document, ("quadrants",), "many_statements", facts)
    for i, quadrant in enumerate(file.quadrants):
        if quadrant.id in _SCALES:
            yield problem_at(
                document, ("quadrants", i, "id"), "id_of_scale", {"found": quadrant.id}
            )
    for at, name in _parts(file):
        if name in seen:
            yield problem_at(document, (*at, "id"), "id_twice", {"found": name})
        seen.add(name)


def _parts(file: InstrumentFile) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Where each quadrant and statement stands, and its id: cases and exercises name these."""
    for i, quadrant in enumerate(file.quadrants):
        yield ("quadrants", i), quadrant.id
        for j, statement in enumerate(quadrant.statements):
            yield ("quadrants", i, "statements", j), statement.id


def _tips(file: InstrumentFile, document: Document, tools: set[str]) -> Iterator[Problem]:
    for i, quadrant in enumerate(file.quadrants):
        for j, statement in enumerate(quadrant.statements):
            for k, tool in enumerate(statement.tip.tools):
                if tool not in tools:
                    at = ("quadrants", i, "statements", j, "tip", "tools", k)
                    facts = {"found": tool, "options": ", ".join(sorted(tools))}
                    yield problem_at(document, at, "unknown_tool", facts)


def _rules(file: RulesFile, document: Document) -> Iterator[Problem]:
    given = [rule.id for rule in file.rules]
    expected = _complete(given)
    if given != expected:
        yield problem_at(document, ("rules",), "order", {"expected": ", ".join(expected)})
        return
    thresholds = {rule.id: rule.thresholds for rule in file.rules}
    if thresholds.get("awareness_side") != thresholds.get("acting_side"):
        at = ("rules", given.index("acting_side"), "thresholds")
        yield problem_at(document, at, "sides_differ", {})
    for index, rule in enumerate(file.rules):
        yield from _thresholds(rule, ("rules", index, "thresholds"), document)
        if rule.id not in FOR_ONE:
            yield from _for_a_group(rule, ("rules", index), document)


def _for_a_group(
    rule: RuleEntry, at: tuple[str | int, ...], document: Document
) -> Iterator[Problem]:
    """Texts without which a rule has nothing to say to a group."""
    if rule.text_group is None:
        yield problem_at(document, (*at, "text_group"), "missing", {})
    for measure in ("group", "level"):
        if rule.evidence and getattr(rule.evidence, measure) is None:
            yield problem_at(document, (*at, "evidence", measure), "missing", {})


def _complete(given: Iterable[str]) -> list[str]:
    """The rules given and those that they cannot do without, in their order."""
    wanted = {*given, *REQUIRED}
    if wanted & _BOTH_SIDES:
        wanted |= _BOTH_SIDES
    if RuleId.SEVERAL_STAND_OUT in wanted:  # it has the thresholds of the other
        wanted.add(RuleId.STANDS_OUT)
    return [rule.value for rule in RuleId if rule in wanted]


def _thresholds(
    rule: RuleEntry, at: tuple[str | int, ...], document: Document
) -> Iterator[Problem]:
    name = threshold_rule(rule.id)
    wanted = {(measure, field) for rule_id, measure, field in THRESHOLDS if rule_id == name}
    given = {(measure, field) for measure, fields in rule.thresholds.items() for field in fields}
    for measure, field in sorted(wanted ^ given):
        code = "missing" if (measure, field) in wanted else "unknown_field"
        facts = {"name": field, "meant": "", "options": _listed(wanted), "found": field}
        yield problem_at(document, (*at, measure, field), code, facts)
    for field, value in rule.thresholds.get("group", {}).items():
        if not 0 <= value <= 1:
            yield problem_at(document, (*at, "group", field), "no_share", {"found": f"{value:g}"})


def fillings(
    file: BaseModel, document: Document, known: AbstractSet[str], at: Location = ()
) -> Iterator[Problem]:
    """Placeholders that nothing will ever fill in.

    Parameters
    ----------
    at
        Where in the document ``file`` stands.
    """
    for here, text in _texts(file, at):
        for name in sorted(placeholders(text.nl) - known):
            options = ", ".join(f"{{{option}}}" for option in sorted(known))
            facts = {"found": f"{{{name}}}", "options": options or "-"}
            yield problem_at(document, here, "unknown_placeholder", facts)


def _texts(
    value: object, at: tuple[str | int, ...]
) -> Iterator[tuple[tuple[str | int, ...], Text]]:
    if isinstance(value, Text):
        yield at, value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _texts(getattr(value, name), (*at, name))
    elif isinstance(value, tuple):
        for index, entry in enumerate(value):
            yield from _texts(entry, (*at, index))


def _listed(fields: Iterable[tuple[str, str]]) -> str:
    return ", ".join(sorted(f"{measure}.{field}" for measure, field in fields)) or "-"


def _unique(document: Document, field: str, ids: list[str]) -> Iterator[Problem]:
    for name, count in Counter(ids).items():
        if count > 1:
            at = (field, len(ids) - 1 - ids[::-1].index(name), "id")
            yield problem_at(document, at, "id_twice", {"found": name})


def problem_at(document: Document, at: Location, code: str, facts: Mapping[str, str]) -> Problem:
    """A problem at a field of a document."""
    return Problem(document.file, document.line(at), ".".join(map(str, at)), code, facts)
