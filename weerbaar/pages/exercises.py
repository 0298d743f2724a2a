"""The list of exercises and the page of one: which were asked for, and where links lead."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from weerbaar.catalog import Content, Text, Voice
from weerbaar.catalog.exercises import Exercise
from weerbaar.pages.choosing import quadrants_among, query_of

ASKED = ("vlak", "groep", "tijd")
"""Parts of the query: a quadrant, how many people, the most minutes there are."""

MOST_PEOPLE = 100
_PEOPLE = re.compile(r"[1-9][0-9]?|100")
_TYPED = 20


@dataclass(frozen=True)
class ExerciseChoice:
    """What somebody chose; None is "all".

    Attributes
    ----------
    people
        With how many they are, 1 to ``MOST_PEOPLE``.
    minutes
        The most minutes that an exercise may take.
    unknown
        Parts of the query that were asked for and not understood.
    typed
        What was typed for a number of people that is none, to be mended; at most ``_TYPED`` signs.
    """

    quadrant: str | None = None
    people: int | None = None
    minutes: int | None = None
    unknown: tuple[str, ...] = ()
    typed: str = ""

    def query(self, language: str) -> str:
        """The choice as a query, with the language."""
        values = (self.quadrant, self.people, self.minutes)
        return query_of(dict(zip(ASKED, values, strict=True)), language)

    def fits(self, exercise: Exercise) -> bool:
        """Whether an exercise is one of those asked for."""
        group = exercise.group
        return (
            (self.quadrant is None or self.quadrant in exercise.quadrants)
            and (self.people is None or group.least <= self.people <= group.most)
            and (self.minutes is None or exercise.minutes <= self.minutes)
        )


def choice_of(asked: Mapping[str, str], content: Content) -> ExerciseChoice:
    """A choice out of what stands in a query; only values that we offer get through."""
    quadrant, people, time = (asked[name] for name in ASKED)
    good = {
        "vlak": quadrant in exercise_quadrants(content),
        "groep": _PEOPLE.fullmatch(people) is not None,
        "tijd": time in {str(minutes) for minutes in exercise_minutes(content)},
    }
    return ExerciseChoice(
        quadrant if good["vlak"] else None,
        int(people) if good["groep"] else None,
        int(time) if good["tijd"] else None,
        unknown=tuple(name for name in ASKED if asked[name] and not good[name]),
        typed="" if good["groep"] else people[:_TYPED],
    )


def chosen_exercises(voice: Voice, choice: ExerciseChoice) -> list[Exercise]:
    """The exercises that fit a choice in one language, the shortest first, then by title."""
    found = (voice.of(exercise) for exercise in voice.content.exercises.values())
    return sorted(filter(choice.fits, found), key=lambda one: (one.minutes, one.title))


@dataclass(frozen=True)
class Remedy:
    """One change of a choice that fits nothing, after which something fits.

    Attributes
    ----------
    kind
        ``split`` (in ``parts`` of ``choice.people``), ``more`` (as many as ``choice.people``),
        ``time`` or ``quadrant`` (any).
    """

    kind: str
    choice: ExerciseChoice
    parts: int = 1


def remedies(content: Content, choice: ExerciseChoice) -> list[Remedy]:
    """What to change when nothing fits, one thing at a time; each of them gives an exercise."""
    every = [twins.nl for twins in content.exercises.values()]

    def helps(other: ExerciseChoice) -> bool:
        return any(other.fits(exercise) for exercise in every)

    found = []
    if choice.people is not None:
        found += _other_sizes(choice, choice.people, helps)
    if choice.minutes is not None:
        found.append(Remedy("time", replace(choice, minutes=None)))
    if choice.quadrant is not None:
        found.append(Remedy("quadrant", replace(choice, quadrant=None)))
    return [remedy for remedy in found if helps(remedy.choice)]


def _other_sizes(
    choice: ExerciseChoice, people: int, helps: Callable[[ExerciseChoice], bool]
) -> list[Remedy]:
    """As few parts as can be, or as few people more as can be."""
    for parts in range(2, people // 2 + 1):
        smaller = replace(choice, people=-(-people // parts))
        if helps(smaller):
            return [Remedy("split", smaller, parts)]
    larger = (replace(choice, people=more) for more in range(people + 1, MOST_PEOPLE + 1))
    first = next(filter(helps, larger), None)
    return [Remedy("more", first)] if first else []


def exercise_quadrants(content: Content) -> dict[str, Text]:
    """Quadrants that an exercise is about, by id in the order of their instrument."""
    touched = {name for exercise in content.exercises.values() for name in exercise.nl.quadrants}
    return quadrants_among(content, touched)


def exercise_minutes(content: Content) -> list[int]:
    """The lengths that there are, the shortest first."""
    return sorted({exercise.nl.minutes for exercise in content.exercises.values()})
