"""Earlier versions of a questionnaire: whether they may be taken as the same one.

A fingerprint cannot be read back. So the earlier wording is given in full, put back into the
present questionnaire, and must have the fingerprint that is declared: then the ids, the order and
the structure were the same, and no other word was different.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from weerbaar.catalog.build import digest
from weerbaar.catalog.earlier import EarlierColour, EarlierStatement, EarlierVersion
from weerbaar.catalog.problems import Problem
from weerbaar.catalog.references import problem_at
from weerbaar.catalog.schema import InstrumentFile
from weerbaar.catalog.yaml_file import Document, Location

_OF_ITSELF = {"id", "same_meaning", "why"}


def as_asked_then(file: InstrumentFile, version: EarlierVersion) -> InstrumentFile:
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


def version_problems(file: InstrumentFile, document: Document) -> Iterator[Problem]:
    """Earlier versions that are not the same questionnaire in other words."""
    known = [s.id for quadrant in file.quadrants for s in quadrant.statements]
    now = digest(file)
    seen: set[str] = set()
    for i, version in enumerate(file.versions):
        at: Location = ("versions", i)
        problems = [
            *_entries(version.statements, known, (*at, "statements"), document),
            *_entries(version.scale, [c.id for c in file.scale], (*at, "scale"), document),
        ]
        yield from problems
        if version.digest in seen:
            yield problem_at(document, (*at, "digest"), "id_twice", {"found": version.digest})
        seen.add(version.digest)
        if version.digest == now:
            yield problem_at(document, (*at, "digest"), "version_now", {"found": now})
        elif not problems and (found := digest(as_asked_then(file, version))) != version.digest:
            facts = {"found": found, "expected": version.digest}
            yield problem_at(document, (*at, "digest"), "version_differs", facts)


def _worded(entry: EarlierStatement | EarlierColour) -> dict[str, Any]:
    """Only the fields that were given: a help of None is one that was not there."""
    return {name: getattr(entry, name) for name in entry.model_fields_set - _OF_ITSELF}


def _entries(
    entries: Sequence[EarlierStatement | EarlierColour],
    known: list[str],
    at: Location,
    document: Document,
) -> Iterator[Problem]:
    for i, entry in enumerate(entries):
        if entry.id not in known:
            facts = {"found": entry.id, "options": ", ".join(known)}
            yield problem_at(document, (*at, i, "id"), "unknown_statement", facts)
        elif any(entry.id == before.id for before in entries[:i]):
            yield problem_at(document, (*at, i, "id"), "id_twice", {"found": entry.id})
        if not entry.same_meaning:
            facts = {"found": entry.id}
            yield problem_at(document, (*at, i, "same_meaning"), "version_meaning", facts)
