"""What there is to tell of an exercise, on a page and on paper alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from weerbaar.catalog import Voice
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


def people(exercise: Exercise, voice: Voice) -> str:
    """For how many people it is, in words."""
    group = exercise.group
    if group.least == group.most:
        return voice("exercise.people_exactly", n=group.least)
    return voice("exercise.people", least=group.least, most=group.most)


def timeline(exercise: Exercise, voice: Voice) -> tuple[TimedStep, ...]:
    """The steps, each with when it begins and ends."""
    return tuple(
        TimedStep(
            title=step.title,
            clock=voice("exercise.clock", start=start, end=start + step.minutes),
            length=voice("exercise.minutes_short", n=step.minutes),
            do=step.do,
            say=step.say,
            vote=_vote(step.vote, voice, again=step.wave) if step.vote else "",
        )
        for start, step in zip(exercise.starts, exercise.steps, strict=True)
    )


def served(exercise: Exercise, voice: Voice) -> tuple[Served, ...]:
    """The statements it serves, in the order of the exercise."""
    addresses = {found.file.id: f"zelf/{found.file.id}" for found in voice.content.offered("alone")}
    if voice.content.default.file.id in addresses:
        addresses[voice.content.default.file.id] = "zelf"
    known = {
        statement.id: Served(
            voice.of(statement.text),
            voice.of(quadrant.name),
            voice.of(instrument.file.title),
            addresses.get(instrument.file.id, ""),
        )
        for instrument in voice.content.instruments.values()
        for quadrant in instrument.file.quadrants
        for statement in quadrant.statements
    }
    return tuple(known[name] for name in exercise.statements)


def exercises_of_tool(voice: Voice, tool: str) -> list[Exercise]:
    """The exercises that are the worked-out form of a tool, by title."""
    return _those(voice, lambda exercise: tool in exercise.tools)


def exercises_for_statement(voice: Voice, statement: str) -> list[Exercise]:
    """The exercises that serve a statement, by title."""
    return _those(voice, lambda exercise: statement in exercise.statements)


def exercises_with_case(voice: Voice, case: str) -> list[Exercise]:
    """The exercises that a case suits, by title."""
    return _those(voice, lambda exercise: case in exercise.cases)


def _those(voice: Voice, fits: Callable[[Exercise], bool]) -> list[Exercise]:
    found = (voice.of(twins) for twins in voice.content.exercises.values())
    return sorted(filter(fits, found), key=lambda exercise: exercise.title)


def _vote(instrument: str, voice: Voice, *, again: bool) -> str:
    title = voice.of(voice.content.instruments[instrument].file.title)
    key = "exercise.vote_again" if again else "exercise.vote"
    return voice(key, title=title)
