"""``checks/*.yaml``: questions that somebody answers alone, and what to do with each answer.

A check has no result and no score. What is written here is all there is: the page shows what
belongs to an answer, and nothing of an answer ever leaves it.
"""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from weerbaar.catalog.local import is_address
from weerbaar.catalog.schema import Fact
from weerbaar.catalog.texts import Day, Id, Text, Words

_ARTICLE = re.compile(
    r"(?P<law>[a-z]+) (?P<number>(?:X )?\d+[a-z]*(?::\d+)?)(?: lid (?P<part>\d+))?"
)


def _address(text: str) -> str:
    if not is_address(text):
        raise PydanticCustomError("bad_address", "no address", {"found": text})
    return text


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Law(_Part):
    """An act, and which version of its text was read.

    Attributes
    ----------
    address
        That version of the text, for a reader.
    source
        Where it was read.
    checked
        The day on which all that is said here of this act was compared with it (``2026-11-22``).
    """

    id: Id
    name: Text
    address: Annotated[Words, AfterValidator(_address)]
    source: Words
    checked: Day


class Article(_Part):
    """A place in an act, written as ``gemeentewet 41b lid 3``; ``part`` None is all of it."""

    law: str
    number: str
    part: int | None = None

    @model_validator(mode="before")
    @classmethod
    def _read(cls, written: Any) -> Any:
        found = _ARTICLE.fullmatch(written) if isinstance(written, str) else None
        if not found:
            raise PydanticCustomError("bad_article", "no article", {"found": str(written)})
        return found.groupdict()


class Place(_Part):
    """A kind of government; offices of one kind stand together.

    Attributes
    ----------
    organisation, council, house
        What fills ``{organisation}``, ``{council}`` and ``{house}`` in a statement about the law.
    """

    id: Id
    name: Text
    organisation: Text
    council: Text
    house: Text


class Office(_Part):
    """An office for which the law has something of its own to say.

    Attributes
    ----------
    place
        Id of the place it belongs to.
    ask
        Whom to ask in this office.
    """

    id: Id
    name: Text
    place: Id
    ask: Text


PLACE_WORDS = ("organisation", "council", "house")
"""What a statement about the law can have filled in, from the place of an office."""


class LegalText(_Part):
    """What the law says, and where it says so for each office; silent for other offices."""

    text: Text
    articles: Annotated[
        dict[Id, Annotated[tuple[Article, ...], Field(min_length=1)]], Field(min_length=1)
    ]


class LegalFact(Fact):
    """A checked fact about a rule; ``offices`` empty is for every office."""

    offices: tuple[Id, ...] = ()


class LegalRule(_Part):
    """Something the law asks. ``gist`` holds for every office, ``statements`` say it exactly."""

    id: Id
    name: Text
    gist: Text
    statements: Annotated[tuple[LegalText, ...], Field(min_length=1)]
    facts: tuple[LegalFact, ...] = ()


class Advised(_Part):
    """Something to do or to ask; ``first`` before anything else, ``offices`` empty is all."""

    text: Text
    first: bool = False
    offices: tuple[Id, ...] = ()


class Answer(_Part):
    """What belongs to one answer to one question.

    Attributes
    ----------
    text
        What it means; None is what is said of this answer in general.
    do, ask
        What to do, and what to ask; they make up the list at the end.
    rules
        Ids of rules that come into play.
    tools, cases
        Ids of what helps.
    """

    id: Id
    text: Text | None = None
    do: tuple[Advised, ...] = ()
    ask: tuple[Advised, ...] = ()
    rules: tuple[Id, ...] = ()
    tools: tuple[Id, ...] = ()
    cases: tuple[Id, ...] = ()


class Question(_Part):
    """A question; ``short`` names it in the list, ``offices`` empty is for every office."""

    id: Id
    short: Text
    text: Text
    why: Text
    offices: tuple[Id, ...] = ()
    answers: tuple[Answer, ...]


class Section(_Part):
    """Questions that belong together."""

    id: Id
    title: Text
    about: Text
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]


class AnswerKind(_Part):
    """An answer that every question offers.

    Attributes
    ----------
    text
        What is said where a question says nothing of its own.
    tell
        Whether it is asked at the end with whom one would talk about it.
    """

    id: Id
    label: Text
    text: Text
    tell: bool = False


class Person(_Part):
    """Somebody to talk with, and what that is good for."""

    id: Id
    name: Text
    good_for: Text


class Telling(_Part):
    """The last step: with whom to talk about what."""

    title: Text
    text: tuple[Text, ...]
    label: Text
    nobody: Text
    people: Annotated[tuple[Person, ...], Field(min_length=2)]


class SelfCheck(_Part):
    """A check; its id is the name of its file and of the tool that leads to it.

    Attributes
    ----------
    minutes
        How long it takes, about.
    privacy
        What it does not ask; what happens to answers is in ``privacy.yaml``, for all checks.
    how
        How to do it, in a few sentences.
    ask
        Whom to ask, when no office was chosen.
    """

    id: Id
    title: Text
    lead: Text
    minutes: Annotated[int, Field(ge=1, le=60)]
    privacy: Text
    how: tuple[Text, ...]
    ask: Text
    source: Words
    scale: Annotated[tuple[AnswerKind, ...], Field(min_length=2, max_length=4)]
    laws: tuple[Law, ...] = ()
    places: tuple[Place, ...] = ()
    offices: tuple[Office, ...] = ()
    rules: tuple[LegalRule, ...] = ()
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]
    tell: Telling | None = None

    @property
    def questions(self) -> tuple[Question, ...]:
        """All questions in their order."""
        return tuple(question for section in self.sections for question in section.questions)
