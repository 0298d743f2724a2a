"""``checks/*.yaml``: questions that somebody answers alone, and what to do with each answer.

A check has no result and no score. What is written here is all there is: the page shows what
belongs to an answer, and nothing of an answer ever leaves it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Any, ClassVar

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from weerbaar.catalog.local import is_address
from weerbaar.catalog.references import Ids, Mistake, Names, Once, order, repeated, unknown
from weerbaar.catalog.schema import Fact
from weerbaar.catalog.texts import Day, Id, Some, Strict, Text, Words, holds

_ARTICLE = re.compile(
    r"(?P<law>[a-z]+) (?P<number>(?:X )?\d+[a-z]*(?::\d+)?)(?: lid (?P<part>\d+))?"
)


_Offices = Annotated[tuple[Id, ...], Names("offices")]


class Law(Strict):
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
    address: Annotated[Words, holds(is_address, "bad_address")]
    source: Words
    checked: Day


class Article(Strict):
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


class Government(Strict):
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


class Office(Strict):
    """An office for which the law has something of its own to say.

    Attributes
    ----------
    place
        Id of the government it belongs to.
    ask
        Whom to ask in this office.
    """

    id: Id
    name: Text
    place: Annotated[Id, Names("places")]
    ask: Text


PLACE_WORDS = ("organisation", "council", "house")
"""What a statement about the law can have filled in, from the place of an office."""


class LegalText(Strict):
    """What the law says, and where it says so for each office; silent for other offices."""

    FILLED: ClassVar = frozenset(PLACE_WORDS)

    text: Text
    articles: Annotated[
        dict[Id, Some[Article]],
        Field(min_length=1),
        Names("offices"),
    ]


class LegalFact(Fact):
    """A checked fact about a rule; ``offices`` empty is for every office."""

    offices: _Offices = ()


class LegalRule(Strict):
    """Something the law asks. ``gist`` holds for every office, ``statements`` say it exactly."""

    id: Id
    name: Text
    gist: Text
    statements: Some[LegalText]
    facts: tuple[LegalFact, ...] = ()


class Advised(Strict):
    """Something to do or to ask; ``first`` before anything else, ``offices`` empty is all."""

    text: Text
    first: bool = False
    offices: _Offices = ()


class Answer(Strict):
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
    rules: Annotated[tuple[Id, ...], Names("rules")] = ()
    tools: Annotated[tuple[Id, ...], Names("tools")] = ()
    cases: Annotated[tuple[Id, ...], Names("cases")] = ()


class Question(Strict):
    """A question; ``short`` names it in the list, ``offices`` empty is for every office."""

    id: Id
    short: Text
    text: Text
    why: Text
    offices: _Offices = ()
    answers: tuple[Answer, ...]


class Section(Strict):
    """Questions that belong together."""

    id: Id
    title: Text
    about: Text
    questions: Some[Question]


class AnswerKind(Strict):
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


class Person(Strict):
    """Somebody to talk with, and what that is good for."""

    id: Id
    name: Text
    good_for: Text


class Telling(Strict):
    """The last step: with whom to talk about what."""

    title: Text
    text: tuple[Text, ...]
    label: Text
    nobody: Text
    people: Annotated[tuple[Person, ...], Field(min_length=2), Once()]


class SelfCheck(Strict):
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

    FILLED: ClassVar = frozenset()

    id: Annotated[Id, Names("tools", "unknown_tool")]
    title: Text
    lead: Text
    minutes: Annotated[int, Field(ge=1, le=60)]
    privacy: Text
    how: tuple[Text, ...]
    ask: Text
    source: Words
    scale: Annotated[tuple[AnswerKind, ...], Field(min_length=2, max_length=4), Once()]
    laws: Annotated[tuple[Law, ...], Once()] = ()
    places: Annotated[tuple[Government, ...], Once()] = ()
    offices: Annotated[tuple[Office, ...], Once()] = ()
    rules: Annotated[tuple[LegalRule, ...], Once()] = ()
    sections: Annotated[Some[Section], Once()]
    tell: Telling | None = None

    @property
    def questions(self) -> tuple[Question, ...]:
        """All questions in their order."""
        return tuple(question for section in self.sections for question in section.questions)


def check_self_check(file: SelfCheck, ids: Ids) -> Iterator[Mistake]:
    """Questions that stand there twice or lack an answer, and articles of an act not listed."""
    questions = [
        (("sections", i, "questions", j), question)
        for i, section in enumerate(file.sections)
        for j, question in enumerate(section.questions)
    ]
    yield from repeated(((*at, "id"), question.id) for at, question in questions)
    scale = [kind.id for kind in file.scale]
    for at, question in questions:
        yield from order((*at, "answers"), (answer.id for answer in question.answers), scale)
    for i, rule in enumerate(file.rules):
        for j, statement in enumerate(rule.statements):
            for office, articles in statement.articles.items():
                for law in {article.law for article in articles} - ids["laws"]:
                    here = ("rules", i, "statements", j, "articles", office)
                    yield Mistake(here, "unknown_name", unknown(law, ids["laws"]))
