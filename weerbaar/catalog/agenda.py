"""``agenda.yaml``: what a meeting can consist of, what it can be for, what is done around it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, ClassVar

from pydantic import Field

from weerbaar.catalog.exercises import Exercise
from weerbaar.catalog.markdown import Twins
from weerbaar.catalog.references import Ids, Mistake, Names, Once
from weerbaar.catalog.texts import Id, Some, Strict, Text, Words
from weerbaar.model.programme.agenda import LONGEST, SHORTEST
from weerbaar.model.programme.blocks import TOP, Block, Goal, Outline, Usual
from weerbaar.model.programme.timing import ItemKind

_Minutes = Annotated[int, Field(ge=1, le=LONGEST)]
_Exercises = Annotated[tuple[Id, ...], Names("exercises", "unknown_exercise")]


class UsualEntry(Strict):
    """What a block gets in a meeting of ``length`` minutes, and how hard it holds on to that."""

    length: Annotated[int, Field(ge=SHORTEST, le=LONGEST)]
    minutes: _Minutes
    priority: Annotated[int, Field(ge=1, le=TOP)]


class More(Strict):
    """Extra minutes from a number of people on."""

    people: Annotated[int, Field(ge=1, le=999)]
    minutes: _Minutes


class People(Strict):
    """With how many people a block makes sense."""

    least: Annotated[int, Field(ge=1, le=999)] = 1
    most: Annotated[int, Field(ge=1, le=999)] = 999


class BlockEntry(Strict):
    """Something that a meeting can consist of; ``present.agenda`` fills its texts in.

    Attributes
    ----------
    goal
        What it is for; the facilitator reads it.
    do
        What the group does; shown on the screen.
    say
        What the facilitator says, word for word.
    act
        What the facilitator does meanwhile.
    """

    FILLED: ClassVar = frozenset({"groups"})

    id: Id
    kind: ItemKind
    fixed: bool = False
    firm: bool = False
    least: _Minutes
    most: _Minutes
    usual: Some[UsualEntry]
    people: People = People()
    more: tuple[More, ...] = ()
    goals: Annotated[tuple[Id, ...], Names("goals", "unknown_goal")] = ()
    title: Text
    goal: Text
    do: Text
    say: Text
    act: Text
    source: Words

    @property
    def model(self) -> Block:
        """The block without its texts."""
        return Block(
            id=self.id,
            kind=self.kind,
            least=self.least,
            most=self.most,
            usual={one.length: Usual(one.minutes, one.priority) for one in self.usual},
            fixed=self.fixed,
            goals=frozenset(self.goals),
            people=(self.people.least, self.people.most),
            more={one.people: one.minutes for one in self.more},
            firm=self.firm,
        )


class GoalEntry(Strict):
    """What a meeting can be for.

    Attributes
    ----------
    blocks
        Blocks that hold on to their time more than usual.
    exercises
        Exercises that serve it, the best one first.
    """

    id: Id
    title: Text
    about: Text
    blocks: Annotated[tuple[Id, ...], Names("blocks", "unknown_block")] = ()
    exercises: _Exercises = ()

    @property
    def model(self) -> Goal:
        """The goal without its texts."""
        return Goal(self.id, frozenset(self.blocks), self.exercises)


class SizeEntry(Strict):
    """How many people to plan for when only the size class of a group is known."""

    id: str
    people: Annotated[int, Field(ge=1, le=999)]


class Chores(Strict):
    """What is done at one moment before or after a meeting."""

    id: Id
    title: Text
    items: Some[Text]


class AgendaFile(Strict):
    """The whole file.

    Attributes
    ----------
    lengths
        Minutes of a meeting that are offered by name; others can be typed.
    exercises
        Ids of exercises in the order in which they are taken when no goal names one.
    """

    lengths: Some[_Minutes]
    sizes: tuple[SizeEntry, ...]
    exercises: _Exercises
    goals: Annotated[tuple[GoalEntry, ...], Once()]
    blocks: Annotated[Some[BlockEntry], Once()]
    before: Annotated[Some[Chores], Once()]
    after: Annotated[Some[Chores], Once()]
    invitation: Some[Text]

    def block(self, block_id: str) -> BlockEntry | None:
        """Texts of a block; None when there is none, as for an exercise that was put in."""
        return next((block for block in self.blocks if block.id == block_id), None)

    def people(self, size_class: str) -> int:
        """How many people to plan for; KeyError when there is no such class."""
        return {size.id: size.people for size in self.sizes}[size_class]


def outline(exercise: Exercise) -> Outline:
    """What an agenda knows of an exercise."""
    steps = tuple(step.minutes for step in exercise.steps)
    return Outline(exercise.id, steps, (exercise.group.least, exercise.group.most))


def outlines(file: AgendaFile, exercises: Mapping[str, Twins[Exercise]]) -> tuple[Outline, ...]:
    """All exercises: first those that the agenda names, then the others."""
    names = dict.fromkeys([*file.exercises, *exercises])
    return tuple(outline(exercises[name].nl) for name in names)


def check_agenda(file: AgendaFile, ids: Ids) -> Iterator[Mistake]:
    """A size for each class of ``choices.yaml``, and minutes of blocks that fit each other."""
    if {size.id for size in file.sizes} != ids.get("sizes", {size.id for size in file.sizes}):
        yield Mistake(("sizes",), "order", {"expected": ", ".join(sorted(ids["sizes"]))})
    for i, block in enumerate(file.blocks):
        facts = {"least": str(block.least), "most": str(block.most)}
        if block.most < block.least:
            yield Mistake(("blocks", i, "most"), "bounds_order", facts)
            continue
        for j, usual in enumerate(block.usual):
            if not block.least <= usual.minutes <= block.most:
                facts = {**facts, "found": f"{usual.minutes}"}
                yield Mistake(("blocks", i, "usual", j, "minutes"), "usual_outside", facts)
