"""The list of exercises and the page of one: which were asked for, and where links lead."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from weerbaar.catalog import Content, Text
from weerbaar.catalog.exercises import Exercise
from weerbaar.pages.choosing import quadrants_among, query_of

ASKED = ("vlak", "groep", "tijd")
"""Parts of the query: a quadrant, how many people, the most minutes there are."""

MOST_PEOPLE = 100
_PEOPLE = re.compile(r"[1-9][0-9]?|100")


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
        Whether something else was asked for as well, which is told and never repeated.
    """

    quadrant: str | None = None
    people: int | None = None
    minutes: int | None = None
    unknown: bool = False

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
        unknown=any(asked[name] and not good[name] for name in ASKED),
    )


def chosen_exercises(content: Content, choice: ExerciseChoice, language: str) -> list[Exercise]:
    """The exercises that fit a choice in one language, the shortest first, then by title."""
    found = (exercise[language] for exercise in content.exercises.values())
    return sorted(filter(choice.fits, found), key=lambda one: (one.minutes, one.title))


def exercise_quadrants(content: Content) -> dict[str, Text]:
    """Quadrants that an exercise is about, by id in the order of their instrument."""
    touched = {name for exercise in content.exercises.values() for name in exercise.nl.quadrants}
    return quadrants_among(content, touched)


def exercise_minutes(content: Content) -> list[int]:
    """The lengths that there are, the shortest first."""
    return sorted({exercise.nl.minutes for exercise in content.exercises.values()})
