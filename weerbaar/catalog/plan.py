"""``actieplan.yaml``: the strands of an action plan, with whom, and when to be reminded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from weerbaar.catalog.problems import Problem
from weerbaar.catalog.texts import Id, Text, Words
from weerbaar.catalog.yaml_file import Document, Location
from weerbaar.model.plan import Strand


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Suggestion(_Part):
    """Something to do under a strand.

    Attributes
    ----------
    text
        What, in few words.
    how
        What that means concretely.
    source
        Which part of the source it renders.
    """

    id: Id
    text: Text
    how: Text
    tools: Annotated[tuple[Id, ...], Field(min_length=1)]
    source: Words


class StrandEntry(_Part):
    """A strand with its suggestions.

    Attributes
    ----------
    short
        What it is for, beside its name.
    quadrants
        Quadrants of which a statement belongs here, unless somebody chooses otherwise; ours.
    """

    id: Literal["prevention", "monitoring", "resilience"]
    name: Text
    short: Text
    about: Text
    quadrants: tuple[Id, ...]
    source: Words
    suggestions: Annotated[tuple[Suggestion, ...], Field(min_length=1)]


class Role(_Part):
    """With whom one can do something."""

    id: Id
    name: Text


class MomentEntry(_Part):
    """When to be reminded, and what to ask oneself then.

    Attributes
    ----------
    weeks
        How far from that action; from 1, so that nobody looks back on the day itself.
    """

    id: Id
    side: Literal["before_first", "after_first", "after_last"]
    weeks: Annotated[int, Field(ge=1, le=52)]
    name: Text
    ask: Text


class PlanFile(_Part):
    """The whole file.

    Attributes
    ----------
    tool
        Id of the tool of which the page leads to the action plan.
    """

    title: Text
    lead: Text
    source: Words
    tool: Id
    strands: tuple[StrandEntry, ...]
    roles: Annotated[tuple[Role, ...], Field(min_length=1)]
    moments: Annotated[tuple[MomentEntry, ...], Field(min_length=1)]

    def strand(self, strand: str) -> StrandEntry:
        """A strand; KeyError when there is none."""
        return {str(entry.id): entry for entry in self.strands}[strand]


def check_plan(
    file: PlanFile, document: Document, known: Mapping[str, AbstractSet[str]]
) -> Iterator[Problem]:
    """Ids that must exist, be unique, or stand in an order.

    Parameters
    ----------
    known
        Ids of ``tools``, ``quadrants`` and ``statements`` that there are; an empty set when their
        own file could not be read, and then they go unchecked.
    """
    if [strand.id for strand in file.strands] != list(Strand):
        facts = {"expected": ", ".join(Strand)}
        yield _problem(document, ("strands",), "order", facts)
    yield from _unknown(file, document, known)
    suggestions = [
        (("strands", i, "suggestions", j, "id"), suggestion.id)
        for i, strand in enumerate(file.strands)
        for j, suggestion in enumerate(strand.suggestions)
    ]
    yield from _twice(document, suggestions, known["statements"])
    yield from _twice(document, ((("roles", i, "id"), r.id) for i, r in enumerate(file.roles)))
    yield from _twice(document, ((("moments", i, "id"), m.id) for i, m in enumerate(file.moments)))
    quadrants = (
        (("strands", i, "quadrants", j), quadrant)
        for i, strand in enumerate(file.strands)
        for j, quadrant in enumerate(strand.quadrants)
    )
    yield from _twice(document, quadrants)


def _unknown(
    file: PlanFile, document: Document, known: Mapping[str, AbstractSet[str]]
) -> Iterator[Problem]:
    if known["tools"] and file.tool not in known["tools"]:
        facts = {"found": file.tool, "options": ", ".join(sorted(known["tools"]))}
        yield _problem(document, ("tool",), "unknown_tool", facts)
    for i, strand in enumerate(file.strands):
        lists: list[tuple[str, Location, tuple[str, ...]]] = [
            ("quadrant", ("strands", i, "quadrants"), strand.quadrants)
        ]
        for j, suggestion in enumerate(strand.suggestions):
            lists.append(("tool", ("strands", i, "suggestions", j, "tools"), suggestion.tools))
        for kind, at, names in lists:
            ids = known[f"{kind}s"]
            for k, name in enumerate(names):
                if ids and name not in ids:
                    facts = {"found": name, "options": ", ".join(sorted(ids))}
                    yield _problem(document, (*at, k), f"unknown_{kind}", facts)


def _twice(
    document: Document, ids: Iterable[tuple[Location, str]], taken: AbstractSet[str] = frozenset()
) -> Iterator[Problem]:
    """An id that was there before: a plan names statements and suggestions alike."""
    seen = Counter(taken)
    for at, name in ids:
        if seen[name]:
            yield _problem(document, at, "id_twice", {"found": name})
        seen[name] += 1


def _problem(document: Document, at: Location, code: str, facts: Mapping[str, str]) -> Problem:
    return Problem(document.file, document.line(at), ".".join(map(str, at)), code, facts)
