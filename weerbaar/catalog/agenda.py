"""``agenda.yaml``: what a meeting can consist of, what it can be for, what is done around it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Annotated, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

from weerbaar.catalog.documents import Twins
from weerbaar.catalog.exercises import Exercise
from weerbaar.catalog.problems import Problem
from weerbaar.catalog.references import fillings, problem_at
from weerbaar.catalog.texts import Id, Text, Words
from weerbaar.catalog.yaml_file import Document, Location
from weerbaar.model.programme.agenda import LONGEST, SHORTEST
from weerbaar.model.programme.blocks import TOP, Block, Goal, Outline, Usual
from weerbaar.model.programme.timing import ItemKind

KindName = Literal[
    "arrive",
    "explain",
    "test",
    "picture",
    "look_back",
    "choose",
    "exercise",
    "break",
    "agree",
    "close",
]
KINDS: tuple[str, ...] = get_args(KindName)

_BLOCK_FACTS = {"groups"}
"""What a text may have filled in (``present.agenda``)."""

_Minutes = Annotated[int, Field(ge=1, le=LONGEST)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class UsualEntry(_Part):
    """What a block gets in a meeting of ``length`` minutes, and how hard it holds on to that."""

    length: Annotated[int, Field(ge=SHORTEST, le=LONGEST)]
    minutes: _Minutes
    priority: Annotated[int, Field(ge=1, le=TOP)]


class More(_Part):
    """Extra minutes from a number of people on."""

    people: Annotated[int, Field(ge=1, le=999)]
    minutes: _Minutes


class People(_Part):
    """With how many people a block makes sense."""

    least: Annotated[int, Field(ge=1, le=999)] = 1
    most: Annotated[int, Field(ge=1, le=999)] = 999


class BlockEntry(_Part):
    """Something that a meeting can consist of.

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

    id: Id
    kind: KindName
    fixed: bool = False
    firm: bool = False
    least: _Minutes
    most: _Minutes
    usual: Annotated[tuple[UsualEntry, ...], Field(min_length=1)]
    people: People = People()
    more: tuple[More, ...] = ()
    goals: tuple[Id, ...] = ()
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
            kind=ItemKind(self.kind),
            least=self.least,
            most=self.most,
            usual={one.length: Usual(one.minutes, one.priority) for one in self.usual},
            fixed=self.fixed,
            goals=frozenset(self.goals),
            people=(self.people.least, self.people.most),
            more={one.people: one.minutes for one in self.more},
            firm=self.firm,
        )


class GoalEntry(_Part):
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
    blocks: tuple[Id, ...] = ()
    exercises: tuple[Id, ...] = ()

    @property
    def model(self) -> Goal:
        """The goal without its texts."""
        return Goal(self.id, frozenset(self.blocks), self.exercises)


class SizeEntry(_Part):
    """How many people to plan for when only the size class of a group is known."""

    id: str
    people: Annotated[int, Field(ge=1, le=999)]


class Chores(_Part):
    """What is done at one moment before or after a meeting."""

    id: Id
    title: Text
    items: Annotated[tuple[Text, ...], Field(min_length=1)]


class AgendaFile(_Part):
    """The whole file.

    Attributes
    ----------
    lengths
        Minutes of a meeting that are offered by name; others can be typed.
    exercises
        Ids of exercises in the order in which they are taken when no goal names one.
    """

    lengths: Annotated[tuple[_Minutes, ...], Field(min_length=1)]
    sizes: tuple[SizeEntry, ...]
    exercises: tuple[Id, ...]
    goals: tuple[GoalEntry, ...]
    blocks: Annotated[tuple[BlockEntry, ...], Field(min_length=1)]
    before: Annotated[tuple[Chores, ...], Field(min_length=1)]
    after: Annotated[tuple[Chores, ...], Field(min_length=1)]
    invitation: Annotated[tuple[Text, ...], Field(min_length=1)]

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


def check_agenda(
    file: AgendaFile, document: Document, known: Mapping[str, AbstractSet[str]]
) -> Iterator[Problem]:
    """Ids that must exist or be unique, and numbers that must fit each other.

    Parameters
    ----------
    known
        Ids of ``exercises`` and ``sizes`` that there are; an empty set when their own files could
        not be read, and then they go unchecked.
    """
    sizes = [size.id for size in file.sizes]
    if known["sizes"] and set(sizes) != known["sizes"]:
        facts = {"expected": ", ".join(sorted(known["sizes"]))}
        yield problem_at(document, ("sizes",), "order", facts)
    for field in ("goals", "blocks", "before", "after"):
        yield from _twice(document, field, [entry.id for entry in getattr(file, field)])
    exercises = known["exercises"]
    yield from _unknown(document, ("exercises",), file.exercises, exercises, "unknown_exercise")
    goals, blocks = {goal.id for goal in file.goals}, {block.id for block in file.blocks}
    for i, goal in enumerate(file.goals):
        at: Location = ("goals", i)
        yield from _unknown(document, (*at, "blocks"), goal.blocks, blocks, "unknown_block")
        there = (*at, "exercises")
        yield from _unknown(document, there, goal.exercises, exercises, "unknown_exercise")
    for i, block in enumerate(file.blocks):
        at = ("blocks", i)
        yield from _unknown(document, (*at, "goals"), block.goals, goals, "unknown_goal")
        yield from _bounds(document, at, block)
        yield from fillings(block, document, _BLOCK_FACTS, at)


def _bounds(document: Document, at: Location, block: BlockEntry) -> Iterator[Problem]:
    facts = {"least": str(block.least), "most": str(block.most)}
    if block.most < block.least:
        yield problem_at(document, (*at, "most"), "bounds_order", facts)
        return
    for i, usual in enumerate(block.usual):
        if not block.least <= usual.minutes <= block.most:
            here = (*at, "usual", i, "minutes")
            yield problem_at(
                document, here, "usual_outside", {**facts, "found": f"{usual.minutes}"}
            )


def _twice(document: Document, field: str, ids: Iterable[str]) -> Iterator[Problem]:
    seen: Counter[str] = Counter()
    for i, name in enumerate(ids):
        if seen[name]:
            yield problem_at(document, (field, i, "id"), "id_twice", {"found": name})
        seen[name] += 1


def _unknown(
    document: Document, at: Location, names: Iterable[str], known: AbstractSet[str], code: str
) -> Iterator[Problem]:
    for i, name in enumerate(names):
        if known and name not in known:
            facts = {"found": name, "options": ", ".join(sorted(known))}
            yield problem_at(document, (*at, i), code, facts)
