"""``werkvormen/<language>/*.md``: exercises with timed steps, led by a facilitator."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from weerbaar.catalog.documents import MarkdownFile
from weerbaar.catalog.texts import Id, Words, short


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class GroupSize(_Part):
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


class Fit(_Part):
    """Why an exercise suits a group in which this quadrant asks most attention."""

    quadrant: Id
    why: Words


class SideFit(_Part):
    """Why an exercise suits a group that has most to do on this side."""

    side: Literal["awareness", "acting"]
    why: Words


_TITLE, _LINE = (short(most, "card_too_long") for most in (30, 80))
"""So few characters that a card can show them large."""


class Card(_Part):
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


class Step(_Part):
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
    vote: Id | None = None
    wave: bool = False


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
    steps: Annotated[tuple[Step, ...], Field(min_length=2, max_length=12)]
    # Below the steps, of which its check knows the sum by then.
    minutes: Annotated[int, Field(ge=5, le=240)]
    materials: tuple[Words, ...]
    quadrants: Annotated[tuple[Id, ...], Field(min_length=1)]
    statements: Annotated[tuple[Id, ...], Field(min_length=1)]
    tools: tuple[Id, ...]
    cases: tuple[Id, ...]
    fits: tuple[Fit, ...]
    sides: tuple[SideFit, ...] = ()
    group_types: tuple[Id, ...] = ()
    needs_picture: bool = False
    pitfalls: Annotated[tuple[Words, ...], Field(min_length=1)]
    cards: Annotated[tuple[Card, ...], Field(max_length=24)] = ()
    online: Words
    paper: Words
    ours: bool
    source: Words
    checked: Words | None = None

    @field_validator("minutes")
    @classmethod
    def _sum(cls, minutes: int, info: ValidationInfo) -> int:
        steps: tuple[Step, ...] = info.data.get("steps", ())
        total = sum(step.minutes for step in steps)
        if steps and minutes != total:
            raise PydanticCustomError("minutes_sum", "no sum", {"sum": str(total)})
        return minutes

    @field_validator("steps")
    @classmethod
    def _repeated(cls, steps: tuple[Step, ...]) -> tuple[Step, ...]:
        """A vote can only be repeated after it was held."""
        held: set[str] = set()
        for step in steps:
            if step.wave and step.vote not in held:
                raise PydanticCustomError("no_first_vote", "none", {"step": step.title})
            held |= {step.vote} if step.vote else set()
        return steps

    @field_validator("cards")
    @classmethod
    def _each_its_own(cls, cards: tuple[Card, ...]) -> tuple[Card, ...]:
        _once(card.id for card in cards)
        return cards

    @field_validator("fits")
    @classmethod
    def _one_reason(cls, fits: tuple[Fit, ...]) -> tuple[Fit, ...]:
        _once(fit.quadrant for fit in fits)
        return fits

    @field_validator("sides")
    @classmethod
    def _one_reason_per_side(cls, sides: tuple[SideFit, ...]) -> tuple[SideFit, ...]:
        _once(fit.side for fit in sides)
        return sides

    @property
    def starts(self) -> tuple[int, ...]:
        """After how many minutes each step begins."""
        lengths = [step.minutes for step in self.steps]
        return tuple(sum(lengths[:index]) for index in range(len(lengths)))


def _once(ids: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in ids:
        if name in seen:
            raise PydanticCustomError("id_twice", "twice", {"found": name})
        seen.add(name)
