"""What there is to tell of an exercise, on a page and on paper alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from weerbaar.catalog import Content
from weerbaar.catalog.exercises import Exercise


class TimedStep(NamedTuple):
    """A step of an exercise with its place in time.

    Attributes
    ----------
    clock
        From which minute up to which, in minutes from the beginning.
    length
        How long it takes, in words.
    vote
        What is voted on in this step, in words; empty when there is no vote.
    """

    title: str
    clock: str
    length: str
    do: str
    say: str
    vote: str


class Served(NamedTuple):
    """A statement that an exercise is good for.

    Attributes
    ----------
    address
        Where anybody can answer it alone, from the root of the server; empty when nowhere.
    """

    text: str
    quadrant: str
    instrument: str
    address: str


def people(exercise: Exercise, content: Content, language: str) -> str:
    """For how many people it is, in words."""
    group = exercise.group
    if group.least == group.most:
        return content.text("exercise.people_exactly", language, n=group.least)
    return content.text("exercise.people", language, least=group.least, most=group.most)


def timeline(exercise: Exercise, content: Content, language: str) -> tuple[TimedStep, ...]:
    """The steps, each with when it begins and ends."""
    return tuple(
        TimedStep(
            title=step.title,
            clock=content.text("exercise.clock", language, start=start, end=start + step.minutes),
            length=content.text("exercise.minutes_short", language, n=step.minutes),
            do=step.do,
            say=step.say,
            vote=_vote(step.vote, content, language, again=step.wave) if step.vote else "",
        )
        for start, step in zip(exercise.starts, exercise.steps, strict=True)
    )


def served(exercise: Exercise, content: Content, language: str) -> tuple[Served, ...]:
    """The statements it serves, in the order of the exercise."""
    addresses = {found.file.id: f"zelf/{found.file.id}" for found in content.offered("alone")}
    if content.default.file.id in addresses:
        addresses[content.default.file.id] = "zelf"
    known = {
        statement.id: Served(
            statement.text[language],
            quadrant.name[language],
            instrument.file.title[language],
            addresses.get(instrument.file.id, ""),
        )
        for instrument in content.instruments.values()
        for quadrant in instrument.file.quadrants
        for statement in quadrant.statements
    }
    return tuple(known[name] for name in exercise.statements)


def exercises_of_tool(content: Content, tool: str, language: str) -> list[Exercise]:
    """The exercises that are the worked-out form of a tool, by title."""
    return _those(content, language, lambda exercise: tool in exercise.tools)


def exercises_for_statement(content: Content, statement: str, language: str) -> list[Exercise]:
    """The exercises that serve a statement, by title."""
    return _those(content, language, lambda exercise: statement in exercise.statements)


def exercises_with_case(content: Content, case: str, language: str) -> list[Exercise]:
    """The exercises that a case suits, by title."""
    return _those(content, language, lambda exercise: case in exercise.cases)


def _those(content: Content, language: str, fits: Callable[[Exercise], bool]) -> list[Exercise]:
    found = (twins[language] for twins in content.exercises.values())
    return sorted(filter(fits, found), key=lambda exercise: exercise.title)


def _vote(instrument: str, content: Content, language: str, *, again: bool) -> str:
    title = content.instruments[instrument].file.title[language]
    key = "exercise.vote_again" if again else "exercise.vote"
    return content.text(key, language, title=title)
