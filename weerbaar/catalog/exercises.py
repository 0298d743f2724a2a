"""``werkvormen/<language>/*.md``: exercises with timed steps, led by a facilitator."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from weerbaar.catalog.markdown import MarkdownFile
from weerbaar.catalog.references import Names, repeated
from weerbaar.catalog.texts import Id, Some, Strict, Words, at_most
from weerbaar.model.instrument import Side


class GroupSize(Strict):
    """For how many people an exercise is meant, from ``least`` up to and with ``most``."""

    least: Annotated[int, Field(ge=1, le=100)]
    most: Annotated[int, Field(ge=1, le=100)]

    @field_validator("most")
    @classmethod
    def _ordered(cls, most: int, info: ValidationInfo) -> int:
        least = info.data.get("least")
        if least is not None and most < least:
            raise PydanticCustomError("most_below_least", "below", {"least": str(least)})
        return most


class Fit(Strict):
    """Why an exercise suits a group in which this quadrant asks most attention."""

    quadrant: Annotated[Id, Names("quadrants", "unknown_quadrant")]
    why: Words


class SideFit(Strict):
    """Why an exercise suits a group that has most to do on this side."""

    side: Side
    why: Words


_TITLE, _LINE = (at_most(most, "card_too_long") for most in (30, 80))
"""So few characters that a card can show them large."""


class Card(Strict):
    """A card to print, cut out and put on the table: a lens, a role, a value.

    Attributes
    ----------
    title
        At most 30 characters.
    lines
        One to three questions or tasks, each of at most 80 characters.
    """

    id: Id
    title: Annotated[Words, _TITLE]
    lines: Annotated[tuple[Annotated[Words, _LINE], ...], Field(min_length=1, max_length=3)]


class ExerciseStep(Strict):
    """One step: how long, what the group does and what the facilitator says.

    Attributes
    ----------
    minutes
        How long it takes.
    do
        What the group does; shown on the screen.
    say
        What the facilitator says, word for word.
    vote
        Id of the instrument of an anonymous vote that is held in this step.
    wave
        Whether that vote repeats one of an earlier step.
    """

    title: Words
    minutes: Annotated[int, Field(ge=1, le=90)]
    do: Words
    say: Words
    vote: Annotated[Id | None, Names("instruments", "unknown_instrument")] = None
    wave: bool = False


def _each_its_own(key: str) -> AfterValidator:
    """No two entries may have the same ``key``."""

    def check(entries: tuple[Any, ...]) -> tuple[Any, ...]:
        for mistake in repeated(((), getattr(entry, key)) for entry in entries):
            raise PydanticCustomError("id_twice", "twice", {**mistake.facts})
        return entries

    return AfterValidator(check)


class Exercise(MarkdownFile):
    """An exercise (werkvorm); ``text`` tells the facilitator why it works and how to prepare.

    Attributes
    ----------
    about
        One or two sentences, for the list.
    goal
        What the group has at the end.
    minutes
        The steps together.
    quadrants
        Ids of quadrants of the self-test that it is about.
    statements
        Ids of statements that it serves, of any instrument.
    tools
        Ids of tools of which this is the worked-out form.
    cases
        Ids of cases that suit it.
    fits, sides
        After which result it is offered, with the reason in one sentence; the quadrants are those
        of any instrument, so that each has a conversation to go on with.
    group_types
        Kinds of groups, of ``choices.yaml``, that it is meant for; empty for all. Who is too few
        for a picture is offered it too.
    needs_picture
        Whether it is about the picture of the group, and so follows no session without one.
    cards
        To print; whoever reads or prints the exercise reads them from here too.
    online, paper
        How to do it without a room, and without phones.
    ours
        False when the source names this exercise; the words are ours in both cases.
    """

    SAME: ClassVar[tuple[str, ...]] = (
        *("id", "group.least", "group.most", "minutes", "quadrants", "statements", "tools"),
        *("cases", "fits.quadrant", "sides.side", "group_types", "needs_picture"),
        *("ours", "checked"),
        *("steps.minutes", "steps.vote", "steps.wave", "cards.id"),
    )
    ALIKE: ClassVar[tuple[str, ...]] = (
        *("materials", "fits", "sides", "steps", "pitfalls", "cards", "cards.lines"),
    )

    title: Words
    about: Words
    goal: Words
    group: GroupSize
    steps: Annotated[tuple[ExerciseStep, ...], Field(min_length=2, max_length=12)]
    # Below the steps, of which its check knows the sum by then.
    minutes: Annotated[int, Field(ge=5, le=240)]
    materials: tuple[Words, ...]
    quadrants: Annotated[Some[Id], Names("quadrants of the self-test", "unknown_quadrant")]
    statements: Annotated[Some[Id], Names("statements", "unknown_statement")]
    tools: Annotated[tuple[Id, ...], Names("tools", "unknown_tool")]
    cases: Annotated[tuple[Id, ...], Names("cases", "unknown_case")]
    fits: Annotated[tuple[Fit, ...], _each_its_own("quadrant")]
    sides: Annotated[tuple[SideFit, ...], _each_its_own("side")] = ()
    group_types: Annotated[tuple[Id, ...], Names("group_types", "unknown_group_type")] = ()
    needs_picture: bool = False
    pitfalls: Some[Words]
    cards: Annotated[tuple[Card, ...], Field(max_length=24), _each_its_own("id")] = ()
    online: Words
    paper: Words
    ours: bool
    source: Words
    checked: Words | None = None

    @field_validator("minutes")
    @classmethod
    def _sum(cls, minutes: int, info: ValidationInfo) -> int:
        steps: tuple[ExerciseStep, ...] = info.data.get("steps", ())
        total = sum(step.minutes for step in steps)
        if steps and minutes != total:
            raise PydanticCustomError("minutes_sum", "no sum", {"sum": str(total)})
        return minutes

    @field_validator("steps")
    @classmethod
    def _repeated(cls, steps: tuple[ExerciseStep, ...]) -> tuple[ExerciseStep, ...]:
        """A vote can only be repeated after it was held."""
        held: set[str] = set()
        for step in steps:
            if step.wave and step.vote not in held:
                raise PydanticCustomError("no_first_vote", "none", {"step": step.title})
            held |= {step.vote} if step.vote else set()
        return steps

    @property
    def starts(self) -> tuple[int, ...]:
        """After how many minutes each step begins."""
        lengths = [step.minutes for step in self.steps]
        return tuple(sum(lengths[:index]) for index in range(len(lengths)))
