"""``casussen/<language>/*.md``: short made-up stories to talk about."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

from weerbaar.catalog.documents import MarkdownFile
from weerbaar.catalog.texts import Id, Words

Office = Literal["gemeenteraad", "provinciale-staten", "waterschap", "college"]
OFFICES: tuple[str, ...] = get_args(Office)
"""Where a case plays; their names are in ``ui/case.yaml``."""


class Perspective(BaseModel):
    """How one person in or around the story sees it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    who: Words
    sees: Words


class Case(MarkdownFile):
    """A case (casus); ``text`` is the story itself.

    Attributes
    ----------
    about
        The story in one or two sentences, for the list.
    quadrants
        Ids of quadrants that it touches.
    minutes
        How long a talk about it takes at least.
    tools
        Ids of tools with the rules and the help that belong to it; laws are named there only.
    what_if
        Turns that make the story another one.
    """

    SAME: ClassVar[tuple[str, ...]] = ("id", "offices", "quadrants", "minutes", "tools")
    ALIKE: ClassVar[tuple[str, ...]] = ("questions", "perspectives", "what_if")

    title: Words
    about: Words
    offices: Annotated[tuple[Office, ...], Field(min_length=1)]
    quadrants: Annotated[tuple[Id, ...], Field(min_length=1)]
    minutes: Annotated[int, Field(ge=5, le=60)]
    tools: Annotated[tuple[Id, ...], Field(min_length=1)]
    questions: Annotated[tuple[Words, ...], Field(min_length=3, max_length=4)]
    perspectives: Annotated[tuple[Perspective, ...], Field(min_length=2, max_length=4)]
    what_if: Annotated[tuple[Words, ...], Field(min_length=2, max_length=2)]
    source: Words
