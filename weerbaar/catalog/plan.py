"""The strands of an action plan: what to do, with whom, when to be reminded; and their clips."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from weerbaar.catalog.references import Ids, InOrder, Mistake, Names, Once, repeated
from weerbaar.catalog.texts import Id, Some, Strict, Text, Words
from weerbaar.model.plan import Strand


class Suggestion(Strict):
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
    tools: Annotated[Some[Id], Names("tools", "unknown_tool")]
    source: Words


class StrandEntry(Strict):
    """A strand with its suggestions.

    Attributes
    ----------
    short
        What it is for, beside its name.
    quadrants
        Quadrants of which a statement belongs here, unless somebody chooses otherwise; ours.
    """

    id: Strand
    name: Text
    short: Text
    about: Text
    quadrants: Annotated[tuple[Id, ...], Names("quadrants", "unknown_quadrant")]
    source: Words
    suggestions: Some[Suggestion]


class Role(Strict):
    """With whom one can do something."""

    id: Id
    name: Text


class MomentEntry(Strict):
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


class PlanFile(Strict):
    """``actieplan.yaml``.

    Attributes
    ----------
    tool
        Id of the tool of which the page leads to the action plan.
    """

    title: Text
    lead: Text
    source: Words
    tool: Annotated[Id, Names("tools", "unknown_tool")]
    strands: Annotated[tuple[StrandEntry, ...], InOrder((*Strand,))]
    roles: Annotated[Some[Role], Once()]
    moments: Annotated[Some[MomentEntry], Once()]

    def strand(self, strand: str) -> StrandEntry:
        """A strand; KeyError when there is none."""
        return {str(entry.id): entry for entry in self.strands}[strand]


def check_plan(file: PlanFile, ids: Ids) -> Iterator[Mistake]:
    """Suggestions and quadrants that stand in two strands; a plan names statements too."""
    suggestions = (
        (("strands", i, "suggestions", j, "id"), suggestion.id)
        for i, strand in enumerate(file.strands)
        for j, suggestion in enumerate(strand.suggestions)
    )
    yield from repeated(suggestions, ids.get("statements", ()))
    yield from repeated(
        (("strands", i, "quadrants", j), quadrant)
        for i, strand in enumerate(file.strands)
        for j, quadrant in enumerate(strand.quadrants)
    )


class ClipLink(Strict):
    """Something that one can do now, and its address after the base of the participants' server."""

    text: Text
    to: Words


class Clip(Strict):
    """One strand explained.

    Attributes
    ----------
    picture
        What happens in the scene, for whoever does not see it.
    source
        Which part of the source it renders.
    """

    strand: Strand
    title: Text
    picture: Text
    lines: Annotated[tuple[Text, ...], Field(min_length=3, max_length=5)]
    now: Some[ClipLink]
    source: Words


class ClipsFile(Strict):
    """``uitleg.yaml``: each strand explained in a short clip."""

    title: Text
    lead: Text
    source: Words
    clips: Annotated[tuple[Clip, ...], InOrder((*Strand,), "strand")]


PAGES = ("zelf", "werkvormen", "casussen", "actieplan")
"""Pages that a clip may lead to, besides those of a tool and of an exercise."""


def check_clips(file: ClipsFile, ids: Ids) -> Iterator[Mistake]:
    """Addresses that do not exist; unchecked when the tools or exercises could not be read."""
    folders = {"hulp": ids.get("tools", ()), "werkvorm": ids.get("exercises", ())}
    for i, clip in enumerate(file.clips):
        for j, now in enumerate(clip.now):
            folder = now.to.partition("/")[0]
            names = sorted(folders.get(folder, ()))
            options = [f"{folder}/{name}" for name in names] if folder in folders else [*PAGES]
            if options and now.to not in options:
                facts = {"found": now.to, "expected": ", ".join(options)}
                yield Mistake(("clips", i, "now", j, "to"), "not_an_option", facts)
