"""``casussen/<language>/*.md``: short made-up stories to talk about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal, get_args

from pydantic import Field

from weerbaar.catalog.markdown import MarkdownFile
from weerbaar.catalog.references import Names
from weerbaar.catalog.texts import Id, Some, Strict, Words, at_most

Office = Literal["gemeenteraad", "provinciale-staten", "waterschap", "college"]
OFFICES: tuple[str, ...] = get_args(Office)
"""Where a case plays; their names are in ``ui/case.yaml``."""


class Perspective(Strict):
    """How one person in or around the story sees it."""

    who: Words
    sees: Words


LONGEST: Mapping[str, int] = {"story": 500, "question": 140, "a": 100, "b": 100}
"""Signs that a part of a dilemma may have, so that a whole room can read it."""


class Dilemma(Strict):
    """A case as two choices, for a group that votes on it.

    Attributes
    ----------
    story
        What happens, in at most five sentences: it stands on a screen, beside a QR code.
    question
        What one has to choose.
    a, b
        The two choices; both can be defended, and both cost something.
    """

    story: Annotated[Words, at_most(LONGEST["story"])]
    question: Annotated[Words, at_most(LONGEST["question"])]
    a: Annotated[Words, at_most(LONGEST["a"])]
    b: Annotated[Words, at_most(LONGEST["b"])]


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
    dilemma
        The story in short with two choices; None when no group votes on it.
    """

    SAME: ClassVar[tuple[str, ...]] = (
        "id",
        "offices",
        "quadrants",
        "minutes",
        "tools",
        "has_dilemma",
    )
    ALIKE: ClassVar[tuple[str, ...]] = ("questions", "perspectives", "what_if")

    title: Words
    about: Words
    offices: Some[Office]
    quadrants: Annotated[Some[Id], Names("quadrants", "unknown_quadrant")]
    minutes: Annotated[int, Field(ge=5, le=60)]
    tools: Annotated[Some[Id], Names("tools", "unknown_tool")]
    questions: Annotated[tuple[Words, ...], Field(min_length=3, max_length=4)]
    perspectives: Annotated[tuple[Perspective, ...], Field(min_length=2, max_length=4)]
    what_if: Annotated[tuple[Words, ...], Field(min_length=2, max_length=2)]
    source: Words
    dilemma: Dilemma | None = None

    @property
    def has_dilemma(self) -> bool:
        """Whether a group can vote on it."""
        return self.dilemma is not None
